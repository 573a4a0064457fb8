//! Which way a reading goes: what is sent, what is received, the way to the platform and back, or the
//! computer.

use super::judgement::State;
use super::metric::Metric;
use super::rate::RatedMinute;

/// Which way a reading goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Sent,
    Received,
    /// To the platform and back.
    Path,
    Device,
}

pub(super) const fn way(metric: Metric) -> Way {
    match metric {
        Metric::NetworkDelay => Way::Path,
        Metric::NetworkBitrateReceived
        | Metric::NetworkPacketLossAvgReceived
        | Metric::NetworkPacketLossMaxReceived
        | Metric::AudioBitrateReceived
        | Metric::AudioLatencyReceived
        | Metric::AudioJitterReceived
        | Metric::VideoBitrateReceived
        | Metric::VideoLatencyReceived
        | Metric::VideoJitterReceived
        | Metric::VideoMaximumResolutionReceived
        | Metric::VideoFramerateReceived
        | Metric::ShareBitrateReceived
        | Metric::ShareLatencyReceived
        | Metric::ShareJitterReceived
        | Metric::ShareMaximumResolutionReceived
        | Metric::ShareFramerateReceived
        | Metric::VoiceReceived => Way::Received,
        Metric::NetworkBitrateSent
        | Metric::NetworkPacketLossAvgSent
        | Metric::NetworkPacketLossMaxSent
        | Metric::AudioBitrateSent
        | Metric::AudioLatencySent
        | Metric::AudioJitterSent
        | Metric::VideoBitrateSent
        | Metric::VideoLatencySent
        | Metric::VideoJitterSent
        | Metric::VideoMaximumResolutionSent
        | Metric::VideoFramerateSent
        | Metric::ShareBitrateSent
        | Metric::ShareLatencySent
        | Metric::ShareJitterSent
        | Metric::ShareMaximumResolutionSent
        | Metric::ShareFramerateSent
        | Metric::VoiceSent => Way::Sent,
        Metric::AudioMicInputVolume
        | Metric::AudioSpeakerVolume
        | Metric::CpuClientAvg
        | Metric::CpuClientMax
        | Metric::CpuSystemAvg
        | Metric::CpuSystemMax => Way::Device,
    }
}

pub(super) const fn is_jitter(metric: Metric) -> bool {
    matches!(
        metric,
        Metric::AudioJitterReceived
            | Metric::AudioJitterSent
            | Metric::VideoJitterReceived
            | Metric::VideoJitterSent
            | Metric::ShareJitterReceived
            | Metric::ShareJitterSent
    )
}

pub(super) const fn is_latency(metric: Metric) -> bool {
    matches!(
        metric,
        Metric::AudioLatencyReceived
            | Metric::AudioLatencySent
            | Metric::VideoLatencyReceived
            | Metric::VideoLatencySent
            | Metric::ShareLatencyReceived
            | Metric::ShareLatencySent
    )
}

/// The readings that were poor or severe in a minute.
pub(super) fn poor(minute: &RatedMinute<'_>) -> impl Iterator<Item = Metric> {
    poor_of_any_kind(minute).filter(|metric| !metric.is_derived())
}

/// Whether something that goes this way was poor, be it an estimate.
pub(super) fn is_poor(minute: &RatedMinute<'_>, which: Way) -> bool {
    poor_of_any_kind(minute).any(|metric| way(metric) == which)
}

fn poor_of_any_kind(minute: &RatedMinute<'_>) -> impl Iterator<Item = Metric> {
    let poor = minute.readings.iter().filter(|reading| reading.state >= State::Poor);
    poor.map(|reading| reading.metric)
}
