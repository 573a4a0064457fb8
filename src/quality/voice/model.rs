//! The fullband E-model, ITU-T G.107.2 ("Model A"): from delay and loss to R, and from R to MOS.
//!
//! Models B and C check it in the tests. Any finite numbers give a finite R and a MOS of 1 to 4.5.
//! Source: quality model 3.3; the keys in brackets name its sources.

use serde::Deserialize;

/// What is assumed of the codec, which is not in the data: Opus, at some 40 kbps.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct VoiceModel {
    /// What the codec itself takes away, on the fullband scale (`Ie`).
    pub impairment: f64,
    /// How well it stands random loss (`Bpl`),
    pub robustness: f64,
    /// loss in bursts,
    pub robustness_bursty: f64,
    /// and loss with every repair at work.
    pub robustness_repaired: f64,
    /// A minute's loss came in bursts when its maximum is at least this many percent,
    pub burst_loss: f64,
    /// and at least so many times the average.
    pub burst_ratio: f64,
}

impl Default for VoiceModel {
    fn default() -> Self {
        Self {
            impairment: 10.67,         // [E4]
            robustness: 9.79,          // [E4]
            robustness_bursty: 8.04,   // [E4]
            robustness_repaired: 20.0, // [E3]
            burst_loss: 5.0,
            burst_ratio: 2.0,
        }
    }
}

/// How much jitter a buffer takes up, ms; more is lost, not waited for.
const LONGEST_JITTER: f64 = 100.0;
/// Delay of a buffer, in jitters.
const JITTER_BUFFER: f64 = 2.0; // [E5] [E6] [L1]
/// One packet of speech, ms.
const PACKET: f64 = 20.0; // [E3]
/// Below this nobody notices delay, ms.
const UNNOTICED_DELAY: f64 = 100.0;
/// The fullband scale ends at 148, R at 100.
const FULLBAND: f64 = 1.48;
/// The worst that a codec and loss can do on the fullband scale.
const WORST_IMPAIRMENT: f64 = 132.0;

/// From mouth to ear, ms, of a one-way latency and a jitter in ms.
pub(super) fn delay(latency: f64, jitter: f64) -> f64 {
    latency.max(0.0) + JITTER_BUFFER * jitter.clamp(0.0, LONGEST_JITTER) + PACKET
}

/// The rating factor R of Model A: 100 is perfect, and what nobody can talk over may be below 0.
/// `delay` from mouth to ear in ms, `loss` in percent; of the codec, `impairment` is the E-model's
/// `Ie` on the fullband scale, and `robustness` its `Bpl`.
pub(super) fn r_factor(delay: f64, impairment: f64, loss: f64, robustness: f64) -> f64 {
    let lossy = loss_impairment(impairment, loss, robustness);
    100.0 - (delay_impairment(delay) + lossy) / FULLBAND
}

/// `Id`, on the fullband scale.
fn delay_impairment(delay: f64) -> f64 {
    if delay <= UNNOTICED_DELAY {
        return 0.0;
    }
    let x = (delay / UNNOTICED_DELAY).log2();
    // The sixth root.
    let bend = |x: f64| (1.0 + x.powi(6)).sqrt().cbrt();
    25.0 * FULLBAND * (bend(x) - 3.0 * bend(x / 3.0) + 2.0)
}

/// `Ieff` of a codec with a loss in percent, on the fullband scale.
fn loss_impairment(impairment: f64, loss: f64, robustness: f64) -> f64 {
    let loss = loss.clamp(0.0, 100.0);
    impairment + (WORST_IMPAIRMENT - impairment) * loss / (loss + robustness)
}

/// The mean opinion score of an R, 1 to 4.5.
pub(super) fn mos(r: f64) -> f64 {
    // [E1] [MI]
    if r <= 0.0 {
        1.0
    } else if r >= 100.0 {
        4.5
    } else {
        // Just above 0 the polynomial falls below 1.
        (1.0 + 0.035 * r + r * (r - 60.0) * (100.0 - r) * 7e-6).max(1.0)
    }
}

#[cfg(test)]
mod tests;
