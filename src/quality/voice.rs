//! How speech sounded, estimated from delay, jitter and loss. The E-model was made for planning, so
//! this is an estimate and never called a measurement.
//!
//! Invariants:
//! - Nothing is estimated from what was not measured: a minute counts when loss and jitter of that
//!   direction are known and a delay is, while its audio was in use and not just begun.
//! - MOS are never averaged: the estimate is that of the median minute, of two middle ones the worse.
//!
//! Source: quality model 3.3 and 3.2 (too short).

use super::metric::Metric;
use super::minute::Minute;
use super::rules::Rules;
use super::semantics::LossIs;
use super::stream::{self, Sound};
use super::verdict::{Voice, VoiceBothWays};
use model::{ROBUST_BURSTY, ROBUST_RANDOM, ROBUST_REPAIRED, delay, mos, r_factor};

mod model;

/// A minute's loss came in bursts when its maximum is at least this many percent, and at least so
/// many times the average.
const BURST_LOSS: f64 = 5.0;
const BURST_RATIO: f64 = 2.0;

/// One direction of speech.
struct Way {
    sound: &'static Sound,
    loss: Metric,
    loss_max: Metric,
}

const RECEIVED: Way = Way {
    sound: &stream::AUDIO_RECEIVED,
    loss: Metric::NetworkPacketLossAvgReceived,
    loss_max: Metric::NetworkPacketLossMaxReceived,
};

const SENT: Way = Way {
    sound: &stream::AUDIO_SENT,
    loss: Metric::NetworkPacketLossAvgSent,
    loss_max: Metric::NetworkPacketLossMaxSent,
};

/// What speech went through in one minute.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Path {
    /// From mouth to ear, ms.
    delay: f64,
    /// Percent.
    loss: f64,
    bursty: bool,
}

/// Estimates how the person heard the others and was heard, from their minutes, oldest first.
/// `None` for a direction with fewer minutes to estimate from than a grade needs.
///
/// The estimate is that of the measured loss, which is the lower end of the range; the upper end is
/// what it would be had the client repaired most of the loss. When loss is counted after repair
/// there is no such doubt, and no range.
pub fn estimate(minutes: &[Minute], rules: &Rules) -> VoiceBothWays {
    let estimate = |way| {
        let paths = stream::with_before(minutes)
            .filter_map(|(minute, before)| Path::of(minute, before, way, rules));
        voice_of_median(paths, rules)
    };
    VoiceBothWays { received: estimate(&RECEIVED), sent: estimate(&SENT) }
}

fn voice_of_median(paths: impl Iterator<Item = Path>, rules: &Rules) -> Option<Voice> {
    let mut paths: Vec<(f64, Path)> = paths.map(|path| (path.r(), path)).collect();
    if paths.len() < rules.thresholds.session.min_rated_minutes as usize {
        return None;
    }
    paths.sort_unstable_by(|(a, _), (b, _)| a.total_cmp(b));
    let (r, path) = *paths.get(paths.len().checked_sub(1)? / 2)?;
    let best = match rules.semantics.packet_loss {
        LossIs::BeforeRepair => r_factor(path.delay, path.loss, ROBUST_REPAIRED),
        LossIs::AfterRepair => r,
    };
    Some(Voice { r: r.clamp(0.0, 100.0), mos: mos(r), mos_low: mos(r), mos_high: mos(best) })
}

impl Path {
    /// `None` when the direction was not in use, had just begun, or something needed is not known.
    fn of(minute: &Minute, before: Option<&Minute>, way: &Way, rules: &Rules) -> Option<Self> {
        let idle_bitrate = rules.thresholds.idle_bitrate;
        let steady = way.sound.is_in_use(minute, idle_bitrate)
            && !way.sound.was_silent(before, idle_bitrate);
        if !steady {
            return None;
        }
        let loss = minute.get(way.loss)?;
        let jitter = minute.get(way.sound.jitter)?;
        let latency = latency(minute, way.sound, rules)?;
        let bursty = minute
            .get(way.loss_max)
            .is_some_and(|max| max >= BURST_LOSS && max >= BURST_RATIO * loss);
        Some(Self { delay: delay(latency, jitter), loss, bursty })
    }

    fn r(&self) -> f64 {
        let robustness = if self.bursty { ROBUST_BURSTY } else { ROBUST_RANDOM };
        r_factor(self.delay, self.loss, robustness)
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
