//! The 39 readings of one minute: where each stands in the API's answer, and its unit; and the two
//! estimates that are derived from them.
//!
//! Source: dossier 6.6, the answer of `participant_quality_list`. The names of readings are the API's
//! own.

use serde::{Deserialize, Serialize};

/// One of the five objects of a `participant_quality` record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    Network,
    Audio,
    Video,
    ScreenSharing,
    CpuUsage,
}

impl Section {
    /// All five, in the API's order.
    pub const ALL: [Self; 5] =
        [Self::Network, Self::Audio, Self::Video, Self::ScreenSharing, Self::CpuUsage];

    /// The key of this object in a record.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::Audio => "audio",
            Self::Video => "video",
            Self::ScreenSharing => "screen_sharing",
            Self::CpuUsage => "cpu_usage",
        }
    }

    /// The section of a record's key; `None` for a key this version does not know.
    pub fn find(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.key() == key)
    }

    /// The readings in this object, in the API's order.
    pub fn metrics(self) -> impl Iterator<Item = Metric> {
        self.rows().iter().map(|row| row.0)
    }

    /// Its rows of the table, which stand together.
    fn rows(self) -> &'static [Row] {
        let (network, rest) = TABLE.split_at(7);
        let (audio, rest) = rest.split_at(8);
        let (video, rest) = rest.split_at(10);
        let (screen_sharing, rest) = rest.split_at(10);
        let (cpu_usage, _derived) = rest.split_at(4);
        match self {
            Self::Network => network,
            Self::Audio => audio,
            Self::Video => video,
            Self::ScreenSharing => screen_sharing,
            Self::CpuUsage => cpu_usage,
        }
    }
}

/// What a reading is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Unit {
    /// Milliseconds.
    Millis,
    /// Kilobits (1,000 bits) per second.
    Kbps,
    /// Percent, 0 to 100.
    Percent,
    /// Decibel; a negative value is read as dBFS, the scale of a positive one is not documented.
    Decibel,
    /// Frames per second.
    Fps,
    /// Height of the picture in lines: 720 for `720P`.
    Lines,
    /// The E-model's rating factor, 0 to 100. Nothing that is measured has it.
    R,
}

impl Unit {
    /// As it is printed behind a value.
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Millis => "ms",
            Self::Kbps => "kbps",
            Self::Percent => "%",
            Self::Decibel => "dB",
            Self::Fps => "fps",
            Self::Lines => "P",
            Self::R => "R",
        }
    }
}

/// One reading, or an estimate made of readings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Metric {
    NetworkDelay,
    NetworkBitrateReceived,
    NetworkPacketLossAvgReceived,
    NetworkPacketLossMaxReceived,
    NetworkBitrateSent,
    NetworkPacketLossAvgSent,
    NetworkPacketLossMaxSent,
    AudioMicInputVolume,
    AudioSpeakerVolume,
    AudioBitrateReceived,
    AudioLatencyReceived,
    AudioJitterReceived,
    AudioBitrateSent,
    AudioLatencySent,
    AudioJitterSent,
    VideoBitrateReceived,
    VideoLatencyReceived,
    VideoJitterReceived,
    VideoMaximumResolutionReceived,
    VideoFramerateReceived,
    VideoBitrateSent,
    VideoLatencySent,
    VideoJitterSent,
    VideoMaximumResolutionSent,
    VideoFramerateSent,
    ShareBitrateReceived,
    ShareLatencyReceived,
    ShareJitterReceived,
    ShareMaximumResolutionReceived,
    ShareFramerateReceived,
    ShareBitrateSent,
    ShareLatencySent,
    ShareJitterSent,
    ShareMaximumResolutionSent,
    ShareFramerateSent,
    CpuClientAvg,
    CpuClientMax,
    CpuSystemAvg,
    CpuSystemMax,
    /// How the others sounded: derived, never measured.
    VoiceReceived,
    /// How this person sounded: derived, never measured.
    VoiceSent,
}

/// Section, key inside the section and unit.
type Row = (Metric, Section, &'static str, Unit);

/// In the order of [`Metric`], which is the API's.
static TABLE: [Row; Metric::ROWS] = [
    (Metric::NetworkDelay, Section::Network, "network_delay", Unit::Millis),
    (Metric::NetworkBitrateReceived, Section::Network, "bitrate_received", Unit::Kbps),
    (
        Metric::NetworkPacketLossAvgReceived,
        Section::Network,
        "packet_loss_avg_received",
        Unit::Percent,
    ),
    (
        Metric::NetworkPacketLossMaxReceived,
        Section::Network,
        "packet_loss_max_received",
        Unit::Percent,
    ),
    (Metric::NetworkBitrateSent, Section::Network, "bitrate_sent", Unit::Kbps),
    (Metric::NetworkPacketLossAvgSent, Section::Network, "packet_loss_avg_sent", Unit::Percent),
    (Metric::NetworkPacketLossMaxSent, Section::Network, "packet_loss_max_sent", Unit::Percent),
    (Metric::AudioMicInputVolume, Section::Audio, "mic_input_volume", Unit::Decibel),
    (Metric::AudioSpeakerVolume, Section::Audio, "speaker_volume", Unit::Decibel),
    (Metric::AudioBitrateReceived, Section::Audio, "bitrate_received", Unit::Kbps),
    (Metric::AudioLatencyReceived, Section::Audio, "latency_received", Unit::Millis),
    (Metric::AudioJitterReceived, Section::Audio, "jitter_received", Unit::Millis),
    (Metric::AudioBitrateSent, Section::Audio, "bitrate_sent", Unit::Kbps),
    (Metric::AudioLatencySent, Section::Audio, "latency_sent", Unit::Millis),
    (Metric::AudioJitterSent, Section::Audio, "jitter_sent", Unit::Millis),
    (Metric::VideoBitrateReceived, Section::Video, "bitrate_received", Unit::Kbps),
    (Metric::VideoLatencyReceived, Section::Video, "latency_received", Unit::Millis),
    (Metric::VideoJitterReceived, Section::Video, "jitter_received", Unit::Millis),
    (
        Metric::VideoMaximumResolutionReceived,
        Section::Video,
        "maximum_resolution_received",
        Unit::Lines,
    ),
    (Metric::VideoFramerateReceived, Section::Video, "framerate_received", Unit::Fps),
    (Metric::VideoBitrateSent, Section::Video, "bitrate_sent", Unit::Kbps),
    (Metric::VideoLatencySent, Section::Video, "latency_sent", Unit::Millis),
    (Metric::VideoJitterSent, Section::Video, "jitter_sent", Unit::Millis),
    (Metric::VideoMaximumResolutionSent, Section::Video, "maximum_resolution_sent", Unit::Lines),
    (Metric::VideoFramerateSent, Section::Video, "framerate_sent", Unit::Fps),
    (Metric::ShareBitrateReceived, Section::ScreenSharing, "bitrate_received", Unit::Kbps),
    (Metric::ShareLatencyReceived, Section::ScreenSharing, "latency_received", Unit::Millis),
    (Metric::ShareJitterReceived, Section::ScreenSharing, "jitter_received", Unit::Millis),
    (
        Metric::ShareMaximumResolutionReceived,
        Section::ScreenSharing,
        "maximum_resolution_received",
        Unit::Lines,
    ),
    (Metric::ShareFramerateReceived, Section::ScreenSharing, "framerate_received", Unit::Fps),
    (Metric::ShareBitrateSent, Section::ScreenSharing, "bitrate_sent", Unit::Kbps),
    (Metric::ShareLatencySent, Section::ScreenSharing, "latency_sent", Unit::Millis),
    (Metric::ShareJitterSent, Section::ScreenSharing, "jitter_sent", Unit::Millis),
    (
        Metric::ShareMaximumResolutionSent,
        Section::ScreenSharing,
        "maximum_resolution_sent",
        Unit::Lines,
    ),
    (Metric::ShareFramerateSent, Section::ScreenSharing, "framerate_sent", Unit::Fps),
    (Metric::CpuClientAvg, Section::CpuUsage, "client_avg_cpu_usage", Unit::Percent),
    (Metric::CpuClientMax, Section::CpuUsage, "client_max_cpu_usage", Unit::Percent),
    (Metric::CpuSystemAvg, Section::CpuUsage, "system_avg_cpu_usage", Unit::Percent),
    (Metric::CpuSystemMax, Section::CpuUsage, "system_max_cpu_usage", Unit::Percent),
    (Metric::VoiceReceived, Section::Audio, "voice_received", Unit::R),
    (Metric::VoiceSent, Section::Audio, "voice_sent", Unit::R),
];

impl Metric {
    /// How many readings the API has.
    pub const COUNT: usize = 39;

    /// What is estimated from readings (quality model 3.3): the API never sends it.
    pub const DERIVED: [Self; 2] = [Self::VoiceReceived, Self::VoiceSent];

    /// Both together.
    pub(super) const ROWS: usize = Self::COUNT + Self::DERIVED.len();

    /// All readings, in the API's order.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().take(Self::COUNT).map(|row| row.0)
    }

    /// Whether it is an estimate and no reading.
    pub const fn is_derived(self) -> bool {
        self as usize >= Self::COUNT
    }

    /// The object it stands in; for an estimate, the one it is about.
    pub const fn section(self) -> Section {
        TABLE[self as usize].1
    }

    /// Its key inside that object, such as `packet_loss_avg_received`.
    pub const fn key(self) -> &'static str {
        TABLE[self as usize].2
    }

    /// What it is counted in.
    pub const fn unit(self) -> Unit {
        TABLE[self as usize].3
    }

    /// `network.packet_loss_avg_received`, as `analyze` prints it.
    pub fn path(self) -> String {
        format!("{}.{}", self.section().key(), self.key())
    }

    /// The metric of a section's key; `None` for a key this version does not know.
    pub fn find(section: Section, key: &str) -> Option<Self> {
        section.rows().iter().find(|row| row.2 == key).map(|row| row.0)
    }

    /// The row behind it in the API's order.
    pub fn next(self) -> Option<Self> {
        TABLE.get(self as usize + 1).map(|row| row.0)
    }

    /// The metric of a dotted path.
    pub fn from_path(path: &str) -> Option<Self> {
        TABLE.iter().map(|row| row.0).find(|metric| metric.path() == path)
    }
}

impl Serialize for Metric {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.path())
    }
}

impl<'de> Deserialize<'de> for Metric {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let path = String::deserialize(deserializer)?;
        Self::from_path(&path).ok_or_else(|| serde::de::Error::custom("unknown metric"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_stands_in_the_order_of_the_enum_and_section_by_section() {
        for (place, (metric, section, key, _)) in TABLE.iter().enumerate() {
            assert_eq!(*metric as usize, place, "{key}");
            assert_eq!(metric.section(), *section);
            let found = Metric::find(*section, key);
            assert_eq!(
                found,
                (!metric.is_derived()).then_some(*metric),
                "the API has no estimates"
            );
            assert_eq!(Metric::from_path(&metric.path()), Some(*metric));
        }
        let by_section: Vec<Metric> = Section::ALL.into_iter().flat_map(Section::metrics).collect();
        assert_eq!(by_section, Metric::all().collect::<Vec<_>>());
        let rows = Metric::all().chain(Metric::DERIVED);
        assert!(rows.eq(TABLE.iter().map(|row| row.0)));
    }

    #[test]
    fn unknown_names_are_no_metric() {
        assert_eq!(Section::find("networks"), None);
        assert_eq!(Metric::find(Section::Network, "jitter_sent"), None);
        assert_eq!(Metric::from_path("network"), None);
    }
}
