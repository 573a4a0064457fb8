//! What a line of bars shows.

use jiff::SignedDuration;

use super::*;
use crate::quality::minute::Minute;
use crate::quality::rate::rate_all;

const PLAIN: Paint = Paint { colour: false };

/// Minutes with one metric, at these minutes of the hour.
fn minutes(metric: Metric, values: &[(i64, f64)]) -> Vec<Minute> {
    let minute = |(at, value): &(i64, f64)| {
        let mut minute = Minute::empty(Timestamp::UNIX_EPOCH + SignedDuration::from_mins(*at));
        minute.set(metric, *value);
        minute
    };
    values.iter().map(minute).collect()
}

fn drawn(metric: Metric, values: &[(i64, f64)], paint: Paint) -> (String, Option<String>) {
    let rules = Rules::default();
    let minutes = minutes(metric, values);
    let rated = rate_all(&minutes, &rules);
    let timeline = Timeline::over(rated).unwrap();
    (timeline.bars(metric, &rules, paint), timeline.marks(paint))
}

#[test]
fn bars_marks_and_gaps() {
    let loss = Metric::NetworkPacketLossAvgSent;
    for (values, bars, marks) in [
        (&[(0, 0.0), (1, 8.0), (2, 4.0), (5, 16.0)][..], "▁▄▂  █", Some(" ▲   ▲")),
        // Noise is not drawn as high as trouble.
        (&[(0, 0.1), (1, 0.2)], "▁▁", None),
        (&[(0, 0.0)], "▁", None),
    ] {
        let expected = (bars.to_owned(), marks.map(str::to_owned));
        assert_eq!(drawn(loss, values, PLAIN), expected, "{values:?}");
    }
}

#[test]
fn a_cell_of_several_minutes_shows_the_worst() {
    let day = |worst: f64, usual: f64| -> Vec<(i64, f64)> {
        (0..1440).map(|at| (at, if at == 700 { worst } else { usual })).collect()
    };
    for (metric, worst, usual, bar) in [
        (Metric::NetworkPacketLossAvgSent, 8.0, 0.0, '█'),
        (Metric::AudioBitrateSent, 5.0, 40.0, '▁'),
    ] {
        let (bars, _) = drawn(metric, &day(worst, usual), PLAIN);
        assert_eq!(bars.chars().count(), WIDTH);
        assert_eq!(bars.chars().nth(700 / 24), Some(bar), "{bars}");
        assert_eq!(bars.chars().filter(|c| *c == bar).count(), 1, "{bars}");
    }
}

#[test]
fn a_painted_line_holds_the_same_bars() {
    let values = [(0, 0.0), (1, 8.0)];
    let (painted, marks) = drawn(Metric::NetworkPacketLossAvgSent, &values, Paint { colour: true });
    assert_eq!(painted, "\u{1b}[2m▁\u{1b}[0m\u{1b}[31m█\u{1b}[0m");
    assert_eq!(marks.unwrap(), " \u{1b}[31m▲\u{1b}[0m");
}

#[test]
fn without_minutes_there_is_no_line() {
    assert!(Timeline::over(Vec::new()).is_none());
}
