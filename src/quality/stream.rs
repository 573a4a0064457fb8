//! Which readings describe one stream: audio, video or sharing, in one direction.

use super::metric::Metric;
use super::minute::Minute;

/// Sound in one direction.
#[derive(Debug)]
pub(super) struct Sound {
    pub bitrate: Metric,
    pub latency: Metric,
    pub jitter: Metric,
    /// The device at our end of it.
    pub level: Metric,
}

/// Video or a shared screen in one direction.
#[derive(Debug)]
pub(super) struct Picture {
    pub bitrate: Metric,
    pub latency: Metric,
    pub jitter: Metric,
    pub resolution: Metric,
    pub framerate: Metric,
}

pub(super) const AUDIO_RECEIVED: Sound = Sound {
    bitrate: Metric::AudioBitrateReceived,
    latency: Metric::AudioLatencyReceived,
    jitter: Metric::AudioJitterReceived,
    level: Metric::AudioSpeakerVolume,
};

pub(super) const AUDIO_SENT: Sound = Sound {
    bitrate: Metric::AudioBitrateSent,
    latency: Metric::AudioLatencySent,
    jitter: Metric::AudioJitterSent,
    level: Metric::AudioMicInputVolume,
};

pub(super) const VIDEO_RECEIVED: Picture = Picture {
    bitrate: Metric::VideoBitrateReceived,
    latency: Metric::VideoLatencyReceived,
    jitter: Metric::VideoJitterReceived,
    resolution: Metric::VideoMaximumResolutionReceived,
    framerate: Metric::VideoFramerateReceived,
};

pub(super) const VIDEO_SENT: Picture = Picture {
    bitrate: Metric::VideoBitrateSent,
    latency: Metric::VideoLatencySent,
    jitter: Metric::VideoJitterSent,
    resolution: Metric::VideoMaximumResolutionSent,
    framerate: Metric::VideoFramerateSent,
};

pub(super) const SHARE_RECEIVED: Picture = Picture {
    bitrate: Metric::ShareBitrateReceived,
    latency: Metric::ShareLatencyReceived,
    jitter: Metric::ShareJitterReceived,
    resolution: Metric::ShareMaximumResolutionReceived,
    framerate: Metric::ShareFramerateReceived,
};

pub(super) const SHARE_SENT: Picture = Picture {
    bitrate: Metric::ShareBitrateSent,
    latency: Metric::ShareLatencySent,
    jitter: Metric::ShareJitterSent,
    resolution: Metric::ShareMaximumResolutionSent,
    framerate: Metric::ShareFramerateSent,
};

impl Sound {
    /// Nothing flows: muted, or nobody there.
    pub(super) fn is_idle(&self, minute: &Minute, idle_bitrate: f64) -> bool {
        minute.get(self.bitrate).is_some_and(|kbps| kbps < idle_bitrate)
    }

    /// Somebody is known to be heard. A level of zero or above is of an undocumented scale, and
    /// tells nothing.
    pub(super) fn is_audible(&self, minute: &Minute, audible_level: f64) -> bool {
        minute.get(self.level).is_some_and(|level| (audible_level..0.0).contains(&level))
    }
}

impl Picture {
    /// Nothing flows. Frames alone cannot tell a frozen picture from none, so no frames without
    /// a bitrate are taken as none.
    pub(super) fn is_idle(&self, minute: &Minute, idle_bitrate: f64) -> bool {
        match (minute.get(self.bitrate), minute.get(self.framerate)) {
            (Some(kbps), _) => kbps < idle_bitrate,
            (None, framerate) => framerate == Some(0.0),
        }
    }
}
