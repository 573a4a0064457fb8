//! What the chart keeps when it is thinned.

use jiff::{SignedDuration, Timestamp};

use super::*;
use crate::quality::metric::Metric;
use crate::quality::minute::Minute;
use crate::render::chart::{Chart, Series};
use crate::render::sample::Samples;

/// An answer of these minutes: when, loss received, delay. `from` is a local time in `zone`.
fn chart(
    from: &str,
    zone: &str,
    points: u16,
    minutes: &[(i64, Option<f64>, Option<f64>)],
) -> Option<Chart> {
    let zone = TimeZone::get(zone).unwrap();
    let from: Timestamp = from.parse().unwrap();
    let mut answer = Samples::new().answers.remove(0).1;
    let minute = |(index, loss, delay): &(i64, Option<f64>, Option<f64>)| {
        let mut minute = Minute::empty(from + SignedDuration::from_mins(*index));
        loss.inspect(|loss| minute.set(Metric::NetworkPacketLossAvgReceived, *loss));
        delay.inspect(|delay| minute.set(Metric::NetworkDelay, *delay));
        minute
    };
    answer.minutes = minutes.iter().map(minute).collect();
    Chart::of(&answer, points, &zone)
}

const MORNING: &str = "2022-12-23T03:16:00Z";

#[test]
fn a_minute_without_readings_stays_a_gap() {
    let minutes = [(0, Some(1.0), Some(40.0)), (2, Some(2.04), None)];
    let chart = chart(MORNING, "Asia/Shanghai", 90, &minutes).unwrap();
    assert_eq!(
        serde_json::to_value(&chart.rows).unwrap(),
        serde_json::json!([
            { "t": "11:16", "received": 1.0, "delay": 40.0 },
            { "t": "11:17" },
            { "t": "11:18", "received": 2.0 },
        ])
    );
}

#[test]
fn thinning_keeps_the_worst_of_each_stretch() {
    let minutes: Vec<_> =
        (0..100).map(|index| (index, Some(if index == 51 { 30.0 } else { 1.0 }), None)).collect();
    let chart = chart(MORNING, "Asia/Shanghai", 30, &minutes).unwrap();
    let losses: Vec<f64> = chart.rows.iter().map(|row| row.received.unwrap()).collect();
    assert_eq!(losses.len(), 25, "stretches of four minutes");
    assert_eq!(losses.iter().position(|loss| *loss == 30.0), Some(12));
    assert_eq!(losses.iter().filter(|loss| **loss == 1.0).count(), 24);
}

#[test]
fn only_what_was_measured_is_drawn() {
    for (loss, delay, expected) in [
        (Some(1.0), Some(40.0), Some(vec![Series::Received, Series::Delay])),
        (None, Some(40.0), Some(vec![Series::Delay])),
        (Some(1.0), None, Some(vec![Series::Received])),
        (None, None, None),
        (Some(f64::NAN), Some(-1.0), None),
        (Some(f64::INFINITY), Some(1e300), None),
    ] {
        let drawn = chart(MORNING, "UTC", 90, &[(0, loss, delay)]).map(|chart| chart.series);
        assert_eq!(drawn, expected, "{loss:?} {delay:?}");
    }
    assert_eq!(chart(MORNING, "UTC", 0, &[(0, Some(1.0), None)]), None, "no points, no chart");
    assert_eq!(chart(MORNING, "UTC", 90, &[]), None, "no minutes, no chart");
}

#[test]
fn a_scale_does_not_make_noise_look_like_trouble() {
    for (loss, delay, expected) in
        [(0.1, 20.0, [5.0, 200.0]), (5.1, 201.0, [10.0, 500.0]), (100.0, 3000.0, [100.0, 5000.0])]
    {
        let chart = chart(MORNING, "UTC", 90, &[(0, Some(loss), Some(delay))]).unwrap();
        assert_eq!(chart.axes.iter().map(|axis| axis.max).collect::<Vec<_>>(), expected);
    }
}

#[test]
fn no_two_points_have_the_same_label() {
    for (from, zone, last, labels) in [
        (MORNING, "Asia/Shanghai", 60, ["11:16", "12:16"]),
        (MORNING, "Asia/Shanghai", 25 * 60, ["12-23 11:16", "12-24 12:12"]),
        (
            "2022-11-06T05:30:00Z",
            "America/New_York",
            60,
            ["2022-11-06 01:30 -04:00", "2022-11-06 01:30 -05:00"],
        ),
    ] {
        let chart =
            chart(from, zone, 90, &[(0, Some(1.0), None), (last, Some(1.0), None)]).unwrap();
        let [first, .., end] = chart.rows.as_slice() else { panic!("two rows at least") };
        assert_eq!([first.t.as_str(), end.t.as_str()], labels, "{from} {zone}");
    }
}
