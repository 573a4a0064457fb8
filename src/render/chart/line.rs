//! What can be drawn: each line with the readings it shows, and when it is worth its place.

use serde::Serialize;

use crate::quality::metric::Metric;
use crate::quality::minute::Minute;
use crate::quality::summary::MetricSummary;

/// Larger values are not measurements.
pub(super) const LARGEST_VALUE: f64 = 1e6;

/// A picture of one family of readings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::render) enum Kind {
    /// Loss both ways.
    Loss,
    /// Delay and jitter.
    Delay,
    /// What the computer had to do, and what became of the picture.
    Load,
}

impl Kind {
    pub(super) const ALL: [Self; 3] = [Self::Loss, Self::Delay, Self::Load];
}

/// What an axis counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scale {
    Loss,
    Millis,
    Cpu,
    Fps,
}

impl Scale {
    pub(super) const fn unit(self) -> &'static str {
        match self {
            Self::Loss | Self::Cpu => "%",
            Self::Millis => "ms",
            Self::Fps => "fps",
        }
    }

    /// A value as precisely as a chart can show it.
    pub(super) fn rounded(self, value: f64) -> f64 {
        if self == Self::Loss { (value * 10.0).round() / 10.0 } else { value.round() }
    }

    /// A scale does not shrink below this, or noise would look like trouble.
    pub(super) const fn least(self) -> f64 {
        match self {
            Self::Loss => 5.0,
            Self::Millis => 200.0,
            Self::Cpu => 100.0,
            Self::Fps => 30.0,
        }
    }
}

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(in crate::render) struct Series {
    /// The text `chart.…` of its name, and its colour.
    pub(in crate::render) key: &'static str,
    /// Where its values stand in a row; short, as it stands there for every point.
    pub(in crate::render) field: &'static str,
}

/// The marks of the bad minutes.
pub(super) const BAD: Series = Series { key: "bad", field: "b" };

/// One line.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) series: Series,
    pub(super) kind: Kind,
    pub(super) scale: Scale,
    /// The worst of these is drawn.
    shown: &'static [Metric],
    /// The line is worth its place when one of these, or of those shown, was not good. For a frame
    /// rate it is the bitrate of the picture.
    minded: &'static [Metric],
    /// It is drawn wherever its chart is.
    pub(super) always: bool,
}

impl Line {
    /// Whether one of its readings is among these.
    pub(super) fn is_about(&self, metrics: &[Metric]) -> bool {
        self.shown.iter().chain(self.minded).any(|metric| metrics.contains(metric))
    }

    /// In how many minutes what it shows was bad, by the summaries of a person.
    pub(super) fn bad_minutes(&self, summaries: &[MetricSummary]) -> u32 {
        let shown = summaries.iter().filter(|summary| self.shown.contains(&summary.metric));
        shown.map(|summary| summary.bad_minutes).max().unwrap_or(0)
    }

    /// The worst of its readings in a minute, as it is drawn. What no scale could show is left out.
    pub(super) fn drawn(&self, minute: &Minute, idle_bitrate: f64) -> Option<f64> {
        let value = self.read(minute, idle_bitrate)?;
        (0.0..=LARGEST_VALUE).contains(&value).then(|| self.scale.rounded(value))
    }

    /// No frames of a picture that does not flow are none.
    fn read(&self, minute: &Minute, idle_bitrate: f64) -> Option<f64> {
        let worse = if self.scale == Scale::Fps { f64::min } else { f64::max };
        let value = self.shown.iter().filter_map(|metric| minute.get(*metric)).reduce(worse)?;
        let is_idle = self.scale == Scale::Fps
            && value == 0.0
            && self
                .minded
                .iter()
                .all(|bitrate| minute.get(*bitrate).is_none_or(|kbps| kbps < idle_bitrate));
        (!is_idle).then_some(value)
    }

    /// The worse of two values.
    pub(super) fn worse(&self, one: f64, other: f64) -> f64 {
        if self.scale == Scale::Fps { one.min(other) } else { one.max(other) }
    }
}

/// Lines in the order in which they are drawn, where there is place.
pub(super) const LINES: &[Line] = &[
    Line {
        series: Series { key: "received", field: "r" },
        kind: Kind::Loss,
        scale: Scale::Loss,
        shown: &[Metric::NetworkPacketLossAvgReceived],
        minded: &[],
        always: true,
    },
    Line {
        series: Series { key: "sent", field: "s" },
        kind: Kind::Loss,
        scale: Scale::Loss,
        shown: &[Metric::NetworkPacketLossAvgSent],
        minded: &[],
        always: true,
    },
    Line {
        series: Series { key: "peak_received", field: "pr" },
        kind: Kind::Loss,
        scale: Scale::Loss,
        shown: &[Metric::NetworkPacketLossMaxReceived],
        minded: &[],
        always: false,
    },
    Line {
        series: Series { key: "peak_sent", field: "ps" },
        kind: Kind::Loss,
        scale: Scale::Loss,
        shown: &[Metric::NetworkPacketLossMaxSent],
        minded: &[],
        always: false,
    },
    Line {
        series: Series { key: "delay", field: "d" },
        kind: Kind::Delay,
        scale: Scale::Millis,
        shown: &[Metric::NetworkDelay],
        minded: &[],
        always: true,
    },
    Line {
        series: Series { key: "jitter_received", field: "jr" },
        kind: Kind::Delay,
        scale: Scale::Millis,
        shown: &[
            Metric::AudioJitterReceived,
            Metric::VideoJitterReceived,
            Metric::ShareJitterReceived,
        ],
        minded: &[],
        always: true,
    },
    Line {
        series: Series { key: "jitter_sent", field: "js" },
        kind: Kind::Delay,
        scale: Scale::Millis,
        shown: &[Metric::AudioJitterSent, Metric::VideoJitterSent, Metric::ShareJitterSent],
        minded: &[],
        always: true,
    },
    Line {
        series: Series { key: "latency_received", field: "lr" },
        kind: Kind::Delay,
        scale: Scale::Millis,
        shown: &[
            Metric::AudioLatencyReceived,
            Metric::VideoLatencyReceived,
            Metric::ShareLatencyReceived,
        ],
        minded: &[],
        always: false,
    },
    Line {
        series: Series { key: "latency_sent", field: "ls" },
        kind: Kind::Delay,
        scale: Scale::Millis,
        shown: &[Metric::AudioLatencySent, Metric::VideoLatencySent, Metric::ShareLatencySent],
        minded: &[],
        always: false,
    },
    Line {
        series: Series { key: "system_cpu", field: "sc" },
        kind: Kind::Load,
        scale: Scale::Cpu,
        shown: &[Metric::CpuSystemAvg],
        minded: &[Metric::CpuSystemMax],
        always: true,
    },
    Line {
        series: Series { key: "client_cpu", field: "cc" },
        kind: Kind::Load,
        scale: Scale::Cpu,
        shown: &[Metric::CpuClientAvg],
        minded: &[],
        always: true,
    },
    Line {
        series: Series { key: "framerate_received", field: "fr" },
        kind: Kind::Load,
        scale: Scale::Fps,
        shown: &[Metric::VideoFramerateReceived],
        minded: &[Metric::VideoBitrateReceived],
        always: false,
    },
    Line {
        series: Series { key: "framerate_sent", field: "fs" },
        kind: Kind::Load,
        scale: Scale::Fps,
        shown: &[Metric::VideoFramerateSent],
        minded: &[Metric::VideoBitrateSent],
        always: false,
    },
    Line {
        series: Series { key: "share_framerate", field: "sf" },
        kind: Kind::Load,
        scale: Scale::Fps,
        shown: &[Metric::ShareFramerateReceived],
        minded: &[Metric::ShareBitrateReceived],
        always: false,
    },
];
