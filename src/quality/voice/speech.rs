//! What speech went through in one minute and direction, as far as that was measured.
//!
//! Nothing is estimated from what was not: loss and jitter of the direction are known and a delay is,
//! while its audio was in use and not just begun. Source: quality model 3.3.

use super::model::{delay, r_factor};
use crate::quality::metric::Metric;
use crate::quality::minute::Minute;
use crate::quality::rules::Rules;
use crate::quality::stream::{self, Sound};

/// One direction of speech.
#[derive(Debug)]
pub(in crate::quality) struct Way {
    /// The estimate of it.
    pub voice: Metric,
    sound: &'static Sound,
    loss: Metric,
    loss_max: Metric,
}

/// What is heard, and what is sent.
pub(in crate::quality) const WAYS: [Way; 2] = [
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
    pub(super) delay: f64,
    /// Percent.
    pub(super) loss: f64,
    /// Rating factor of the loss as it was measured; may lie below 0.
    pub(super) r: f64,
}

impl Speech {
    /// `None` when the direction was not in use, had just begun, or something needed is not known.
    pub(in crate::quality) fn of(
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
    pub(in crate::quality) const fn r(&self) -> f64 {
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
