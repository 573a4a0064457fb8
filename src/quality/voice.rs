//! How speech sounded, estimated from delay, jitter and loss. The E-model was made for planning, so
//! this is an estimate and never called a measurement.
//!
//! Invariants:
//! - Nothing is estimated from what was not measured: a minute counts when loss and jitter of that
//!   direction are known and a delay is, while its audio was in use and not just begun.
//! - MOS are never averaged: the estimate of a meeting is that of the median minute, of two middle
//!   ones the worse.
//!
//! Source: quality model 3.3 and 3.2 (the bands of R, too short).

use serde::Deserialize;

use super::metric::Metric;
use super::minute::Minute;
use super::rate::RatedMinute;
use super::rules::Rules;
use super::semantics::LossIs;
use super::stream::{self, Sound};
use super::verdict::{Voice, VoiceBothWays};
use model::{delay, mos, r_factor};

mod model;

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

/// One direction of speech.
#[derive(Debug)]
pub(super) struct Way {
    /// The estimate of it.
    pub voice: Metric,
    sound: &'static Sound,
    loss: Metric,
    loss_max: Metric,
}

/// What is heard, and what is sent.
pub(super) const WAYS: [Way; 2] = [
    Way {
        voice: Metric::VoiceReceived,
        sound: &stream::AUDIO_RECEIVED,
        loss: Metric::NetworkPacketLossAvgReceived,
        loss_max: Metric::NetworkPacketLossMaxReceived,
    },
    Way {
        voice: Metric::VoiceSent,
        sound: &stream::AUDIO_SENT,
        loss: Metric::NetworkPacketLossAvgSent,
        loss_max: Metric::NetworkPacketLossMaxSent,
    },
];

/// What speech went through in one minute and direction, and how it came out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Speech {
    /// From mouth to ear, ms.
    delay: f64,
    /// Percent.
    loss: f64,
    /// Rating factor of the loss as it was measured; may lie below 0.
    r: f64,
}

/// Estimates how the person heard the others and was heard, from their minutes, oldest first.
/// `None` for a direction with fewer minutes to estimate from than a grade needs.
///
/// The estimate is that of the measured loss, which is the lower end of the range; the upper end is
/// what it would be had the client repaired most of the loss. When loss is counted after repair
/// there is no such doubt, and no range.
pub fn estimate(minutes: &[RatedMinute<'_>], rules: &Rules) -> VoiceBothWays {
    let spoken = |way: usize| minutes.iter().filter_map(move |minute| minute.speech[way]).collect();
    let [received, sent] = [0, 1].map(|way| voice_of_median(spoken(way), rules));
    VoiceBothWays { received, sent }
}

fn voice_of_median(mut spoken: Vec<Speech>, rules: &Rules) -> Option<Voice> {
    if spoken.len() < rules.thresholds.session.min_rated_minutes as usize {
        return None;
    }
    let middle = spoken.len().checked_sub(1)? / 2;
    let (_, median, _) = spoken.select_nth_unstable_by(middle, |a, b| a.r.total_cmp(&b.r));
    let best = match rules.semantics.packet_loss {
        LossIs::BeforeRepair => {
            let VoiceModel { impairment, robustness_repaired, .. } = rules.voice;
            r_factor(median.delay, impairment, median.loss, robustness_repaired)
        }
        LossIs::AfterRepair => median.r,
    };
    let mos_low = mos(median.r);
    Some(Voice { r: median.r(), mos: mos_low, mos_low, mos_high: mos(best) })
}

impl Speech {
    /// `None` when the direction was not in use, had just begun, or something needed is not known.
    pub(super) fn of(
        minute: &Minute,
        before: Option<&Minute>,
        way: &Way,
        rules: &Rules,
    ) -> Option<Self> {
        let idle_bitrate = rules.thresholds.idle_bitrate;
        let steady = way.sound.is_in_use(minute, idle_bitrate)
            && !way.sound.was_silent(before, idle_bitrate);
        if !steady {
            return None;
        }
        let loss = minute.get(way.loss)?;
        let jitter = minute.get(way.sound.jitter)?;
        let delay = delay(latency(minute, way.sound, rules)?, jitter);
        let model = &rules.voice;
        let is_bursty = minute
            .get(way.loss_max)
            .is_some_and(|max| max >= model.burst_loss && max >= model.burst_ratio * loss);
        let robustness = if is_bursty { model.robustness_bursty } else { model.robustness };
        Some(Self { delay, loss, r: r_factor(delay, model.impairment, loss, robustness) })
    }

    /// Rating factor, 0 to 100.
    pub(super) const fn r(&self) -> f64 {
        self.r.clamp(0.0, 100.0)
    }
}

/// One way, ms. Where the audio's own latency is unknown the network's delay stands for it, although
/// it ends at the platform's edge: the true one is no shorter.
fn latency(minute: &Minute, sound: &Sound, rules: &Rules) -> Option<f64> {
    let one_way = |metric, ways: f64| minute.get(metric).map(|ms| ms / ways);
    one_way(sound.latency, rules.semantics.media_latency.ways())
        .or_else(|| one_way(Metric::NetworkDelay, rules.semantics.network_delay.ways()))
}

#[cfg(test)]
mod tests;
