//! Made-up minutes, judged as real ones are: every chart that a card can hold.

use std::time::Duration;

use super::answers::{minute_at, with_verdict};
use crate::app::answer::{Answer, Gap};
use crate::quality::diagnose::diagnose;
use crate::quality::metric::Metric;
use crate::quality::minute::{Measured, Minute};
use crate::quality::participant::{Participant, Stay};
use crate::quality::rules::Rules;

/// A clean minute, as far as it is measured.
const CLEAN: [(Metric, f64); 19] = [
    (Metric::NetworkPacketLossAvgReceived, 0.2),
    (Metric::NetworkPacketLossAvgSent, 0.1),
    (Metric::NetworkPacketLossMaxReceived, 1.0),
    (Metric::NetworkPacketLossMaxSent, 1.0),
    (Metric::NetworkDelay, 40.0),
    (Metric::AudioBitrateReceived, 40.0),
    (Metric::AudioLatencyReceived, 60.0),
    (Metric::AudioJitterReceived, 5.0),
    (Metric::AudioBitrateSent, 40.0),
    (Metric::AudioLatencySent, 60.0),
    (Metric::AudioJitterSent, 5.0),
    (Metric::VideoBitrateReceived, 1200.0),
    (Metric::VideoJitterReceived, 8.0),
    (Metric::VideoMaximumResolutionReceived, 720.0),
    (Metric::VideoFramerateReceived, 25.0),
    (Metric::VideoFramerateSent, 25.0),
    (Metric::CpuClientAvg, 15.0),
    (Metric::CpuSystemAvg, 25.0),
    (Metric::CpuSystemMax, 31.0),
];

const LOSS: [Metric; 2] = [Metric::NetworkPacketLossAvgReceived, Metric::NetworkPacketLossAvgSent];

/// What every minute of a meeting holds, and what it is in some of them.
struct Meeting {
    length: i64,
    only: Option<&'static [Metric]>,
    /// From the first minute to the one behind the last, a metric has this value.
    bad: &'static [(i64, i64, Metric, f64)],
    missing: std::ops::Range<i64>,
}

const CALM: Meeting = Meeting { length: 40, only: None, bad: &[], missing: 0..0 };

pub(super) fn answers() -> Vec<(&'static str, Answer)> {
    let mut days = CALM_DAY.answer();
    days.gaps = vec![Gap::OverADay];
    vec![
        ("loss alone", Meeting { only: Some(&LOSS), bad: &LOSSES, ..CALM }.answer()),
        ("loss one way", Meeting { only: Some(&LOSS[..1]), ..CALM }.answer()),
        (
            "delay alone",
            Meeting { only: Some(&[Metric::NetworkDelay]), bad: &DELAYS, ..CALM }.answer(),
        ),
        ("two charts", Meeting { bad: &DELAYS, ..CALM }.answer()),
        ("three charts", Meeting { length: 75, bad: &EVERYTHING, ..CALM }.answer()),
        ("latency", Meeting { bad: &LATENCIES, ..CALM }.answer()),
        ("peaks", Meeting { bad: &PEAKS, ..CALM }.answer()),
        ("busy computer", Meeting { bad: &BUSY, ..CALM }.answer()),
        ("frames", Meeting { bad: &FRAMES, ..CALM }.answer()),
        ("frames alone", Meeting { only: Some(&PICTURE), bad: &FRAMES, ..CALM }.answer()),
        ("one minute", Meeting { length: 1, bad: &LOSSES_AT_ONCE, ..CALM }.answer()),
        ("gaps", Meeting { missing: 12..25, bad: &DELAYS, ..CALM }.answer()),
        ("days", days),
    ]
}

const LOSSES: [(i64, i64, Metric, f64); 2] = [
    (10, 14, Metric::NetworkPacketLossAvgSent, 8.0),
    (30, 31, Metric::NetworkPacketLossAvgReceived, 6.5),
];
const LOSSES_AT_ONCE: [(i64, i64, Metric, f64); 1] =
    [(0, 1, Metric::NetworkPacketLossAvgSent, 12.0)];
const DELAYS: [(i64, i64, Metric, f64); 2] =
    [(8, 12, Metric::NetworkDelay, 620.0), (8, 12, Metric::AudioJitterReceived, 70.0)];
const LATENCIES: [(i64, i64, Metric, f64); 3] = [
    (8, 14, Metric::AudioLatencyReceived, 450.0),
    (8, 14, Metric::AudioLatencySent, 520.0),
    (9, 11, Metric::VideoJitterReceived, 130.0),
];
const PEAKS: [(i64, i64, Metric, f64); 3] = [
    (5, 8, Metric::NetworkPacketLossMaxReceived, 35.0),
    (20, 23, Metric::NetworkPacketLossMaxReceived, 28.0),
    (20, 22, Metric::NetworkPacketLossMaxSent, 22.0),
];
const BUSY: [(i64, i64, Metric, f64); 3] = [
    (6, 18, Metric::CpuSystemAvg, 94.0),
    (6, 18, Metric::CpuSystemMax, 99.0),
    (6, 18, Metric::VideoFramerateSent, 6.0),
];
const FRAMES: [(i64, i64, Metric, f64); 1] = [(6, 9, Metric::VideoFramerateReceived, 5.0)];
const PICTURE: [Metric; 2] = [Metric::VideoBitrateReceived, Metric::VideoFramerateReceived];
const EVERYTHING: [(i64, i64, Metric, f64); 6] = [
    (10, 15, Metric::NetworkPacketLossAvgReceived, 14.0),
    (11, 14, Metric::NetworkPacketLossMaxReceived, 40.0),
    (10, 15, Metric::NetworkDelay, 480.0),
    (10, 15, Metric::AudioJitterReceived, 62.0),
    (40, 52, Metric::CpuSystemAvg, 96.0),
    (40, 52, Metric::VideoFramerateReceived, 5.0),
];
const CALM_DAY: Meeting = Meeting {
    length: 26 * 60,
    only: Some(&LOSS),
    bad: &[
        (600, 640, Metric::NetworkPacketLossAvgReceived, 7.0),
        (1501, 1502, Metric::NetworkPacketLossAvgSent, 30.0),
    ],
    missing: 100..160,
};

impl Meeting {
    fn answer(self) -> Answer {
        let measured: Vec<i64> =
            (0..self.length).filter(|index| !self.missing.contains(index)).collect();
        let minutes: Vec<Minute> = measured.into_iter().map(|index| self.minute(index)).collect();
        let measured = Measured { minutes: minutes.clone(), ..Measured::default() };
        let stays = vec![stay(self.length)];
        let person = Participant { name: String::new(), measured, stays };
        let mut verdicts = diagnose(&[person], &Rules::default()).verdicts;
        with_verdict(verdicts.remove(0), minutes, self.length)
    }

    fn minute(&self, index: i64) -> Minute {
        let mut minute = Minute::empty(minute_at(index));
        let is_measured = |metric| self.only.is_none_or(|only| only.contains(&metric));
        let wave = f64::from(i32::try_from(index % 7).unwrap_or_default());
        for (metric, value) in CLEAN.into_iter().filter(|(metric, _)| is_measured(*metric)) {
            let steady = metric == Metric::VideoMaximumResolutionReceived;
            minute.set(metric, if steady { value } else { value * (1.0 + wave / 20.0) });
        }
        for (from, to, metric, value) in self.bad {
            if (*from..*to).contains(&index) && is_measured(*metric) {
                minute.set(
                    *metric,
                    if *value > 90.0 && *value < 100.0 { *value } else { value + wave },
                );
            }
        }
        minute
    }
}

fn stay(length: i64) -> Stay {
    Stay {
        join: minute_at(0),
        leave: minute_at(length),
        time_in_meeting: u64::try_from(length)
            .ok()
            .map(|minutes| Duration::from_secs(minutes * 60)),
        device: None,
        app_version: None,
        network_type: Some("wifi".to_owned()),
        protocol: Some("udp".to_owned()),
        use_rtc_proxy: None,
        microphone: None,
        speaker: None,
        camera: None,
        leave_reason: None,
        site: None,
    }
}
