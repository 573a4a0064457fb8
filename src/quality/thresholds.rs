//! The bounds between good, fair, poor and severe.
//!
//! Source: quality model 3.2. The keys in brackets name its sources; **house** marks a value of this
//! project. How the bounds combine to a state of a reading is `rate.rs`.

use serde::Deserialize;

use super::judgement::State;
use super::metric::Metric;

/// Which way a metric gets better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Better {
    Low,
    High,
}

/// Where a metric's states begin, in its own unit. A value at a bound is already in the worse state
/// when low is better, and still in the better one when high is.
///
/// As a setting it is given whole, `fair = 200, poor = 400, severe = 800`; without `severe` nothing
/// is severe. The order of the bounds says which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(from = "Bounds")]
pub struct Scale {
    pub better: Better,
    pub fair: f64,
    pub poor: f64,
    pub severe: Option<f64>,
}

/// A scale as it is written in settings.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bounds {
    fair: f64,
    poor: f64,
    severe: Option<f64>,
}

impl From<Bounds> for Scale {
    fn from(Bounds { fair, poor, severe }: Bounds) -> Self {
        let better = if fair > poor { Better::High } else { Better::Low };
        Self { better, fair, poor, severe }
    }
}

/// A value with its state, and the bound that gave it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Verdict {
    pub value: f64,
    pub state: State,
    /// The bound that was crossed; for a good value the one that was not.
    pub threshold: f64,
}

impl Verdict {
    pub fn is_good(self) -> bool {
        self.state == State::Good
    }
}

impl Scale {
    /// Good below `fair`.
    pub const fn low(fair: f64, poor: f64, severe: Option<f64>) -> Self {
        Self { better: Better::Low, fair, poor, severe }
    }

    /// Good from `fair` on.
    pub const fn high(fair: f64, poor: f64, severe: Option<f64>) -> Self {
        Self { better: Better::High, fair, poor, severe }
    }

    /// The same scale with every bound multiplied.
    pub fn times(self, factor: f64) -> Self {
        Self {
            better: self.better,
            fair: self.fair * factor,
            poor: self.poor * factor,
            severe: self.severe.map(|severe| severe * factor),
        }
    }

    /// The state of a value.
    pub fn rate(&self, value: f64) -> Verdict {
        let crossed = |bound: f64| match self.better {
            Better::Low => value >= bound,
            Better::High => value < bound,
        };
        let (state, threshold) = match self.severe {
            Some(severe) if crossed(severe) => (State::Severe, severe),
            _ if crossed(self.poor) => (State::Poor, self.poor),
            _ if crossed(self.fair) => (State::Fair, self.fair),
            _ => (State::Good, self.fair),
        };
        Verdict { value, state, threshold }
    }
}

/// All bounds. The default is the table of quality model 3.2.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Thresholds {
    /// Each direction, %.
    pub packet_loss_avg: Scale,
    /// Each direction, %. Never worse than fair: a burst modifies a minute, it does not make it bad.
    pub packet_loss_max: Scale,
    /// For a round trip between client and edge, ms.
    pub network_delay: Scale,
    /// Of audio, video and sharing, for one way, ms.
    pub media_latency: Scale,
    pub audio_jitter: Scale,
    /// Of video and sharing, ms.
    pub picture_jitter: Scale,
    /// While somebody can be heard, kbps.
    pub audio_bitrate: Scale,
    pub video_framerate_received: Scale,
    /// Counts only while what arrives of the sharing is late, unsteady or lossy.
    pub share_framerate_received: Scale,
    /// Lines. Counts only beside a poor frame rate or bitrate.
    pub resolution_received: Scale,
    /// In parts of the nominal bitrate of the resolution. Counts only beside a low frame rate.
    pub video_bitrate: Scale,
    /// Lines and the kbps they need, smallest first. A picture between two rows needs the lower
    /// row's; a picture below the first has no nominal bitrate.
    pub nominal_video_bitrate: [(f64, f64); 3],
    pub system_cpu_avg: Scale,
    pub system_cpu_max: Scale,
    pub client_cpu_avg: Scale,
    /// R of the estimated voice, each direction.
    pub voice: Scale,
    /// From this level (dBFS) on a microphone or loudspeaker carries more than near silence.
    pub audible_level: f64,
    /// Below this (kbps) a stream is muted, paused or not there.
    pub idle_bitrate: f64,
    pub session: SessionBounds,
}

/// From minutes to the grade of a session.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SessionBounds {
    /// With fewer rated minutes there is no grade.
    pub min_rated_minutes: u32,
    /// Bad minutes over rated minutes: fair from here on.
    pub fair_ratio: f64,
    /// Poor above this.
    pub poor_ratio: f64,
    /// So many bad minutes in a row are poor.
    pub poor_run: u32,
}

impl Default for Thresholds {
    fn default() -> Self {
        // [T1] [T2]: 30 ms; [H3] [CI]: 50 ms; [SK]: 100 ms.
        let audio_jitter = Scale::low(30.0, 50.0, Some(100.0));
        Self {
            // [T10]: 2 %; [T2]: 5 %; [T1]: 10 %.
            packet_loss_avg: Scale::low(2.0, 5.0, Some(10.0)),
            // [T12] [T5]: 10 %; 20 % is house.
            packet_loss_max: Scale::low(10.0, 20.0, None),
            // [T10]: 200 ms; [SK]: 400 and 800 ms.
            network_delay: Scale::low(200.0, 400.0, Some(800.0)),
            // [I1]: 150 and 400 ms.
            media_latency: Scale::low(150.0, 400.0, None),
            audio_jitter,
            // Twice the audio's: house.
            picture_jitter: audio_jitter.times(2.0),
            // [T2] [T10]: 24 kbps; [E4]: 12 kbps.
            audio_bitrate: Scale::high(24.0, 12.0, None),
            // [T2]: 15 fps; [T1]: 7 fps.
            video_framerate_received: Scale::high(15.0, 7.0, None),
            // [G2]: 5 fps; [T1]: 2 fps.
            share_framerate_received: Scale::high(5.0, 2.0, None),
            // House; 360 lines are also what an exhausted quota leaves [F12].
            resolution_received: Scale::high(720.0, 360.0, None),
            // [L1]: 2.7 and 20 times below; 7.4 times is house.
            video_bitrate: Scale::high(1.0 / 2.7, 1.0 / 7.4, Some(1.0 / 20.0)),
            // [AC], at 30 fps.
            nominal_video_bitrate: [(360.0, 500.0), (720.0, 1_200.0), (1_080.0, 1_500.0)],
            // [G2]: 60 and 90 %.
            system_cpu_avg: Scale::low(60.0, 90.0, None),
            // House, around [G2].
            system_cpu_max: Scale::low(80.0, 95.0, None),
            // [H4]: 70 %; 50 % is house.
            client_cpu_avg: Scale::low(50.0, 70.0, None),
            // [MI]: the bands of G.109.
            voice: Scale::high(80.0, 60.0, Some(50.0)),
            // [CM]: -50 dB.
            audible_level: -50.0,
            // House: what a muted stream may still send to keep its way open.
            idle_bitrate: 1.0,
            session: SessionBounds::default(),
        }
    }
}

impl Default for SessionBounds {
    fn default() -> Self {
        // [R6]: 5 and 20 %; [CI]: three in a row; quality model 3.2: five minutes.
        Self { min_rated_minutes: 5, fair_ratio: 0.05, poor_ratio: 0.2, poor_run: 3 }
    }
}

impl Thresholds {
    /// The scale of a picture's bitrate in kbps; `None` when nobody says what so small a picture
    /// needs.
    pub fn video_bitrate_at(&self, lines: f64) -> Option<Scale> {
        let below = self.nominal_video_bitrate.iter().rev().find(|(from, _)| lines >= *from);
        below.map(|(_, kbps)| self.video_bitrate.times(*kbps))
    }

    /// The scale of a metric as it stands in the table, whatever its value has to be seen beside;
    /// `None` for metrics that are never rated. What is measured is held against
    /// [`Rules::scale`](super::rules::Rules::scale). A video bitrate's scale depends on its picture:
    /// [`video_bitrate_at`](Self::video_bitrate_at).
    pub const fn scale(&self, metric: Metric) -> Option<&Scale> {
        Some(match metric {
            Metric::NetworkDelay => &self.network_delay,
            Metric::NetworkPacketLossAvgReceived | Metric::NetworkPacketLossAvgSent => {
                &self.packet_loss_avg
            }
            Metric::NetworkPacketLossMaxReceived | Metric::NetworkPacketLossMaxSent => {
                &self.packet_loss_max
            }
            Metric::AudioLatencyReceived
            | Metric::AudioLatencySent
            | Metric::VideoLatencyReceived
            | Metric::VideoLatencySent
            | Metric::ShareLatencyReceived
            | Metric::ShareLatencySent => &self.media_latency,
            Metric::AudioJitterReceived | Metric::AudioJitterSent => &self.audio_jitter,
            Metric::VideoJitterReceived
            | Metric::VideoJitterSent
            | Metric::ShareJitterReceived
            | Metric::ShareJitterSent => &self.picture_jitter,
            Metric::AudioBitrateReceived | Metric::AudioBitrateSent => &self.audio_bitrate,
            // What is sent gets no state; it tells a small picture from a starved one.
            Metric::VideoFramerateReceived | Metric::VideoFramerateSent => {
                &self.video_framerate_received
            }
            Metric::ShareFramerateReceived => &self.share_framerate_received,
            Metric::VideoMaximumResolutionReceived | Metric::ShareMaximumResolutionReceived => {
                &self.resolution_received
            }
            Metric::CpuSystemAvg => &self.system_cpu_avg,
            Metric::CpuSystemMax => &self.system_cpu_max,
            Metric::CpuClientAvg => &self.client_cpu_avg,
            Metric::VoiceReceived | Metric::VoiceSent => &self.voice,
            Metric::NetworkBitrateReceived
            | Metric::NetworkBitrateSent
            | Metric::AudioMicInputVolume
            | Metric::AudioSpeakerVolume
            | Metric::VideoBitrateReceived
            | Metric::VideoBitrateSent
            | Metric::VideoMaximumResolutionSent
            | Metric::ShareBitrateReceived
            | Metric::ShareBitrateSent
            | Metric::ShareMaximumResolutionSent
            | Metric::ShareFramerateSent
            | Metric::CpuClientMax => return None,
        })
    }
}

#[cfg(test)]
mod tests;
