//! Which readings describe one stream: audio, video or sharing, in one direction.

use super::metric::Metric;
use super::minute::Minute;
use super::rules::Rules;
use super::semantics::PositiveLevelIs;

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

/// Minutes, each with the one right before it when that was measured.
pub(super) fn with_before(minutes: &[Minute]) -> impl Iterator<Item = (&Minute, Option<&Minute>)> {
    let earlier = std::iter::once(None).chain(minutes.iter().map(Some));
    minutes.iter().zip(earlier).map(|(minute, earlier)| {
        let before = earlier.filter(|earlier| minute.follows(earlier));
        (minute, before)
    })
}

impl Sound {
    /// Nothing flows: muted, or nobody there.
    pub(super) fn is_idle(&self, minute: &Minute, idle_bitrate: f64) -> bool {
        minute.get(self.bitrate).is_some_and(|kbps| kbps < idle_bitrate)
    }

    /// Something is known to flow. A level alone tells of a device, not of a stream.
    pub(super) fn is_in_use(&self, minute: &Minute, idle_bitrate: f64) -> bool {
        let known = |metric| minute.get(metric).is_some();
        let is_there = known(self.bitrate) || known(self.latency) || known(self.jitter);
        is_there && !self.is_idle(minute, idle_bitrate)
    }

    /// Nothing flowed in the minute before: this is the first after silence. A minute of which
    /// nothing is known at all tells nothing about silence.
    pub(super) fn was_silent(&self, before: Option<&Minute>, idle_bitrate: f64) -> bool {
        before.is_some_and(|before| !self.is_in_use(before, idle_bitrate))
    }

    /// Somebody is known to be heard. The scale of a level above zero is not documented: what it
    /// tells is for the rules to say. Zero is silent on one scale and loudest on the other, and
    /// tells nothing.
    pub(super) fn is_audible(&self, minute: &Minute, rules: &Rules) -> bool {
        let positive_counts = rules.semantics.positive_level == PositiveLevelIs::Audible;
        minute.get(self.level).is_some_and(|level| {
            (rules.thresholds.audible_level..0.0).contains(&level)
                || (positive_counts && level > 0.0)
        })
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
