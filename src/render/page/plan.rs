//! Which charts there are: what belongs together, and what each line is.

use crate::quality::metric::{Metric, Section};

/// A chart of one unit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plan {
    pub(super) section: Section,
    /// The text that names it, in the group `page`.
    pub(super) key: &'static str,
    pub(super) lines: &'static [(Metric, Role)],
}

/// What a line is: its name and its look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Received,
    Sent,
    /// To the platform and back.
    Path,
    Microphone,
    Loudspeaker,
    Average,
    Peak,
}

impl Role {
    /// The text that names it, in the group `page`.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Received => "line_received",
            Self::Sent => "line_sent",
            Self::Path => "line_path",
            Self::Microphone => "line_microphone",
            Self::Loudspeaker => "line_loudspeaker",
            Self::Average => "line_average",
            Self::Peak => "line_peak",
        }
    }

    /// The class of its line. A direction looks the same in every chart.
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Received | Self::Loudspeaker => "in",
            Self::Sent | Self::Microphone => "out",
            Self::Path | Self::Average => "path",
            Self::Peak => "peak",
        }
    }
}

const fn plan(section: Section, key: &'static str, lines: &'static [(Metric, Role)]) -> Plan {
    Plan { section, key, lines }
}

use Metric as M;
use Role::{Average, Loudspeaker, Microphone, Path, Peak, Received, Sent};
use Section::{Audio, CpuUsage, Network, ScreenSharing, Video};

/// All of them, as they stand on the page.
#[rustfmt::skip]
pub(super) const PLANS: [Plan; 21] = [
    plan(Network, "chart_loss", &[(M::NetworkPacketLossAvgReceived, Received), (M::NetworkPacketLossAvgSent, Sent)]),
    plan(Network, "chart_loss_peak", &[(M::NetworkPacketLossMaxReceived, Received), (M::NetworkPacketLossMaxSent, Sent)]),
    plan(Network, "chart_delay", &[(M::NetworkDelay, Path)]),
    plan(Network, "chart_bandwidth", &[(M::NetworkBitrateReceived, Received), (M::NetworkBitrateSent, Sent)]),
    plan(Audio, "chart_jitter", &[(M::AudioJitterReceived, Received), (M::AudioJitterSent, Sent)]),
    plan(Audio, "chart_latency", &[(M::AudioLatencyReceived, Received), (M::AudioLatencySent, Sent)]),
    plan(Audio, "chart_bitrate", &[(M::AudioBitrateReceived, Received), (M::AudioBitrateSent, Sent)]),
    plan(Audio, "chart_level", &[(M::AudioSpeakerVolume, Loudspeaker), (M::AudioMicInputVolume, Microphone)]),
    plan(Video, "chart_jitter", &[(M::VideoJitterReceived, Received), (M::VideoJitterSent, Sent)]),
    plan(Video, "chart_latency", &[(M::VideoLatencyReceived, Received), (M::VideoLatencySent, Sent)]),
    plan(Video, "chart_bitrate", &[(M::VideoBitrateReceived, Received), (M::VideoBitrateSent, Sent)]),
    plan(Video, "chart_framerate", &[(M::VideoFramerateReceived, Received), (M::VideoFramerateSent, Sent)]),
    plan(Video, "chart_resolution", &[(M::VideoMaximumResolutionReceived, Received), (M::VideoMaximumResolutionSent, Sent)]),
    plan(ScreenSharing, "chart_jitter", &[(M::ShareJitterReceived, Received), (M::ShareJitterSent, Sent)]),
    plan(ScreenSharing, "chart_latency", &[(M::ShareLatencyReceived, Received), (M::ShareLatencySent, Sent)]),
    plan(ScreenSharing, "chart_bitrate", &[(M::ShareBitrateReceived, Received), (M::ShareBitrateSent, Sent)]),
    plan(ScreenSharing, "chart_framerate", &[(M::ShareFramerateReceived, Received), (M::ShareFramerateSent, Sent)]),
    plan(ScreenSharing, "chart_resolution", &[(M::ShareMaximumResolutionReceived, Received), (M::ShareMaximumResolutionSent, Sent)]),
    plan(CpuUsage, "chart_cpu_system", &[(M::CpuSystemAvg, Average)]),
    plan(CpuUsage, "chart_cpu_system_peak", &[(M::CpuSystemMax, Peak)]),
    plan(CpuUsage, "chart_cpu_client", &[(M::CpuClientAvg, Average), (M::CpuClientMax, Peak)]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_metric_is_drawn_once_in_its_section_and_unit() {
        let mut drawn = Vec::new();
        for plan in PLANS {
            for (metric, _) in plan.lines {
                assert_eq!(metric.section(), plan.section, "{metric:?}");
                assert_eq!(metric.unit(), plan.lines[0].0.unit(), "{metric:?}");
                drawn.push(*metric);
            }
        }
        drawn.sort();
        assert_eq!(drawn, Metric::all().collect::<Vec<_>>());
    }
}
