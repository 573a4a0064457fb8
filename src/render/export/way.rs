//! How a metric counts, and where its bounds come from, as keys of texts. Source: quality model 3.2.

use crate::quality::metric::Metric;

/// Two texts.
pub(super) struct Way {
    /// When the metric counts.
    pub(super) counts: &'static str,
    /// Who published its bounds; `None` where there are none.
    pub(super) source: Option<&'static str>,
}

const fn way(counts: &'static str, source: &'static str) -> Way {
    Way { counts, source: Some(source) }
}

/// How a metric counts.
pub(super) const fn of(metric: Metric) -> Way {
    match metric {
        Metric::NetworkDelay => way("export.counts_alone", "export.source_delay"),
        Metric::NetworkPacketLossAvgReceived | Metric::NetworkPacketLossAvgSent => {
            way("export.counts_alone", "export.source_loss")
        }
        Metric::NetworkPacketLossMaxReceived | Metric::NetworkPacketLossMaxSent => {
            way("export.counts_burst", "export.source_burst")
        }
        Metric::AudioLatencyReceived
        | Metric::AudioLatencySent
        | Metric::VideoLatencyReceived
        | Metric::VideoLatencySent
        | Metric::ShareLatencyReceived
        | Metric::ShareLatencySent => way("export.counts_flowing", "export.source_latency"),
        Metric::AudioJitterReceived | Metric::AudioJitterSent => {
            way("export.counts_sound", "export.source_audio_jitter")
        }
        Metric::VideoJitterReceived
        | Metric::VideoJitterSent
        | Metric::ShareJitterReceived
        | Metric::ShareJitterSent => way("export.counts_flowing", "export.source_picture_jitter"),
        Metric::AudioBitrateReceived | Metric::AudioBitrateSent => {
            way("export.counts_heard", "export.source_audio_bitrate")
        }
        Metric::VideoBitrateReceived | Metric::VideoBitrateSent => {
            way("export.counts_low_framerate", "export.source_video_bitrate")
        }
        Metric::VideoFramerateReceived => way("export.counts_flowing", "export.source_framerate"),
        Metric::VideoFramerateSent => way("export.counts_beside", "export.source_framerate"),
        Metric::ShareFramerateReceived => {
            way("export.counts_bad_share", "export.source_share_framerate")
        }
        Metric::VideoMaximumResolutionReceived | Metric::ShareMaximumResolutionReceived => {
            way("export.counts_bad_picture", "export.source_resolution")
        }
        Metric::CpuSystemAvg => way("export.counts_alone", "export.source_system_cpu"),
        Metric::CpuSystemMax => way("export.counts_alone", "export.source_system_cpu_max"),
        Metric::CpuClientAvg => way("export.counts_alone", "export.source_client_cpu"),
        Metric::VoiceReceived | Metric::VoiceSent => {
            way("export.counts_estimate", "export.source_voice")
        }
        Metric::NetworkBitrateReceived
        | Metric::NetworkBitrateSent
        | Metric::AudioMicInputVolume
        | Metric::AudioSpeakerVolume
        | Metric::VideoMaximumResolutionSent
        | Metric::ShareBitrateReceived
        | Metric::ShareBitrateSent
        | Metric::ShareMaximumResolutionSent
        | Metric::ShareFramerateSent
        | Metric::CpuClientMax => Way { counts: "export.counts_never", source: None },
    }
}
