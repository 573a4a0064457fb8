//! Which charts there are, and what each keeps when it is thinned.

use jiff::{SignedDuration, Timestamp};

use super::*;
use crate::quality::judgement::{NamedMinute, State};
use crate::quality::metric::Metric;
use crate::quality::minute::Minute;
use crate::quality::summary::summarise;
use crate::render::chart::{Chart, Kind, Sight, charts};
use crate::render::sample::Samples;

const MORNING: &str = "2022-12-23T03:16:00Z";

/// The charts of an answer, in a zone.
fn drawn(answer: &Answer, points: u16, zone: &str) -> Vec<Chart> {
    let zone = TimeZone::get(zone).unwrap();
    let rules = Rules::default();
    let summaries = summarise(&answer.minutes, &rules);
    charts(Sight { answer, summaries: &summaries, rules: &rules, points, zone: &zone })
}

/// An answer of these minutes: when, loss received, delay.
fn measured(from: &str, minutes: &[(i64, Option<f64>, Option<f64>)]) -> Answer {
    let from: Timestamp = from.parse().unwrap();
    let mut answer = Samples::new().answers.remove(0).1;
    let minute = |(index, loss, delay): &(i64, Option<f64>, Option<f64>)| {
        let mut minute = Minute::empty(from + SignedDuration::from_mins(*index));
        loss.inspect(|loss| minute.set(Metric::NetworkPacketLossAvgReceived, *loss));
        delay.inspect(|delay| minute.set(Metric::NetworkDelay, *delay));
        minute
    };
    answer.minutes = minutes.iter().map(minute).collect();
    answer
}

fn sample(name: &str) -> Answer {
    let answers = Samples::new().answers;
    answers.into_iter().find(|(known, _)| *known == name).unwrap().1
}

/// Kinds, and the series of each.
fn seen(charts: &[Chart]) -> Vec<(Kind, Vec<&'static str>)> {
    let keys = |chart: &Chart| chart.series.iter().map(|series| series.key).collect();
    charts.iter().map(|chart| (chart.kind, keys(chart))).collect()
}

#[test]
fn charts_are_chosen_by_what_was_bad() {
    let loss = || (Kind::Loss, vec!["received", "sent"]);
    let bad_loss = || (Kind::Loss, vec!["bad", "received", "sent"]);
    let delay = || (Kind::Delay, vec!["bad", "delay", "jitter_received", "jitter_sent"]);
    for (name, expected) in [
        ("loss alone", vec![bad_loss()]),
        ("loss one way", vec![(Kind::Loss, vec!["received"])]),
        ("delay alone", vec![(Kind::Delay, vec!["bad", "delay"])]),
        ("two charts", vec![bad_loss(), delay()]),
        (
            "latency",
            vec![
                bad_loss(),
                (Kind::Delay, vec!["bad", "delay", "jitter_received", "latency_received"]),
            ],
        ),
        ("peaks", vec![(Kind::Loss, vec!["received", "peak_received", "peak_sent"])]),
        ("busy computer", vec![bad_loss(), (Kind::Load, vec!["bad", "system_cpu", "client_cpu"])]),
        ("frames alone", vec![(Kind::Load, vec!["bad", "framerate_received"])]),
        (
            "three charts",
            vec![
                (Kind::Loss, vec!["bad", "received", "sent", "peak_received"]),
                delay(),
                (Kind::Load, vec!["bad", "system_cpu", "client_cpu", "framerate_received"]),
            ],
        ),
        ("good", vec![loss()]),
    ] {
        assert_eq!(seen(&drawn(&sample(name), 75, "UTC")), expected, "{name}");
    }
}

#[test]
fn a_minute_without_readings_stays_a_gap() {
    let answer = measured(MORNING, &[(0, Some(1.0), None), (2, Some(2.04), None)]);
    let charts = drawn(&answer, 75, "Asia/Shanghai");
    assert_eq!(
        serde_json::to_value(&charts[0].rows).unwrap(),
        serde_json::json!([{ "t": "11:16", "r": 1 }, { "t": "11:17" }, { "t": "11:18", "r": 2 }])
    );
}

/// The values of a series, row by row.
fn values(chart: &Chart, field: &str) -> Vec<f64> {
    let value = |row: &_| {
        let crate::render::chart::Row { values, .. } = row;
        values.iter().find(|(known, _)| *known == field).map(|(_, value)| *value)
    };
    chart.rows.iter().filter_map(value).collect()
}

#[test]
fn thinning_keeps_the_worst_of_each_stretch() {
    let minutes: Vec<_> =
        (0..100).map(|index| (index, Some(if index == 51 { 30.0 } else { 1.0 }), None)).collect();
    let charts = drawn(&measured(MORNING, &minutes), 30, "UTC");
    let losses = values(&charts[0], "r");
    assert_eq!(losses.len(), 25, "stretches of four minutes");
    assert_eq!(losses.iter().position(|loss| *loss == 30.0), Some(12));
    assert_eq!(losses.iter().filter(|loss| **loss == 1.0).count(), 24);

    let answer = sample("frames alone");
    let frames = drawn(&answer, 10, "UTC");
    let lowest = values(&frames[0], "fr").into_iter().reduce(f64::min);
    assert_eq!(lowest, Some(5.0), "of frames the fewest are the worst");
}

#[test]
fn every_bad_minute_is_marked_however_few_points_there_are() {
    for points in [75, 40, 20, 3, 1] {
        for name in ["three charts", "days", "poor"] {
            let answer = sample(name);
            for chart in drawn(&answer, points, "UTC") {
                assert!(chart.rows.len() <= usize::from(points), "{name}");
                let marked = chart.rows.iter().filter(|row| row.bad.is_some()).count();
                assert!(marked > 0, "{name} with {points} points");
            }
        }
    }
    let mut answer = measured(MORNING, &[(0, Some(1.0), None), (40, Some(1.0), None)]);
    let named = |at| NamedMinute { minute: at, state: State::Poor, readings: Vec::new() };
    let places = |answer: &Answer| -> Vec<usize> {
        let rows = &drawn(answer, 75, "UTC")[0].rows;
        (0..rows.len()).filter(|place| rows[*place].bad.is_some()).collect()
    };
    answer.verdict.judgement.bad = answer.minutes.iter().map(|minute| named(minute.at)).collect();
    assert_eq!(places(&answer), [0, 40]);
}

#[test]
fn only_what_was_measured_is_drawn() {
    for (loss, delay, expected) in [
        (Some(1.0), Some(240.0), vec![Kind::Loss, Kind::Delay]),
        (Some(1.0), Some(40.0), vec![Kind::Loss]),
        (None, Some(40.0), vec![Kind::Delay]),
        (None, None, vec![]),
        (Some(f64::NAN), Some(-1.0), vec![]),
        (Some(f64::INFINITY), Some(1e300), vec![]),
    ] {
        let charts = drawn(&measured(MORNING, &[(0, loss, delay)]), 75, "UTC");
        let kinds: Vec<Kind> = charts.iter().map(|chart| chart.kind).collect();
        assert_eq!(kinds, expected, "{loss:?} {delay:?}");
    }
    assert_eq!(drawn(&measured(MORNING, &[(0, Some(1.0), None)]), 0, "UTC"), [], "no points");
    assert_eq!(drawn(&measured(MORNING, &[]), 75, "UTC"), [], "no minutes");
}

#[test]
fn a_camera_that_is_off_has_no_frame_rate() {
    let frames = |bitrate: Option<f64>| {
        let mut answer = measured(MORNING, &[(0, None, None)]);
        let minute = &mut answer.minutes[0];
        minute.set(Metric::VideoFramerateReceived, 0.0);
        minute.set(Metric::CpuSystemAvg, 95.0);
        bitrate.inspect(|kbps| minute.set(Metric::VideoBitrateReceived, *kbps));
        let charts = drawn(&answer, 75, "UTC");
        values(&charts[0], "fr")
    };
    assert!(frames(None).is_empty());
    assert!(frames(Some(0.0)).is_empty());
    assert_eq!(frames(Some(300.0)), [0.0], "a picture that stands still");
}

#[test]
fn a_scale_does_not_make_noise_look_like_trouble() {
    for (loss, delay, expected) in
        [(0.1, 220.0, [5.0, 300.0]), (5.1, 301.0, [10.0, 500.0]), (100.0, 3000.0, [100.0, 3000.0])]
    {
        let charts = drawn(&measured(MORNING, &[(0, Some(loss), Some(delay))]), 75, "UTC");
        let tops: Vec<f64> = charts.iter().map(|chart| chart.axes[0].max).collect();
        assert_eq!(tops, expected);
    }
    let charts = drawn(&sample("three charts"), 75, "UTC");
    let axes: Vec<_> = charts[2].axes.iter().map(|axis| (axis.side, axis.unit, axis.max)).collect();
    assert_eq!(axes, [("left", "%", 100.0), ("right", "fps", 50.0)]);
}

#[test]
fn no_two_points_have_the_same_label() {
    for (from, zone, last, labels) in [
        (MORNING, "Asia/Shanghai", 60, ["11:16", "12:16"]),
        (MORNING, "Asia/Shanghai", 25 * 60, ["12-23 11:16", "12-24 12:07"]),
        (
            "2022-11-06T05:30:00Z",
            "America/New_York",
            60,
            ["2022-11-06 01:30 -04:00", "2022-11-06 01:30 -05:00"],
        ),
    ] {
        let answer = measured(from, &[(0, Some(1.0), None), (last, Some(1.0), None)]);
        let charts = drawn(&answer, 75, zone);
        let [first, .., end] = charts[0].rows.as_slice() else { panic!("two rows at least") };
        assert_eq!([first.t.as_str(), end.t.as_str()], labels, "{from} {zone}");
    }
}
