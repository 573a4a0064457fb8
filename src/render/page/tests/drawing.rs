//! The axis and the lines.

use jiff::{SignedDuration, Timestamp};

use super::full::full;
use super::*;
use crate::quality::metric::Metric;
use crate::quality::minute::Minute;
use crate::quality::rules::Rules;
use crate::render::page::columns::Columns;
use crate::render::page::grid::{Cell, Grid};
use crate::render::page::plot::{self, Extent};

fn cells(values: &[Option<f64>]) -> Vec<Cell> {
    values.iter().map(|value| Cell { value: *value, state: None }).collect()
}

#[test]
fn a_line_breaks_where_nothing_was_measured_and_a_lone_point_is_a_dot() {
    let extent = Extent { low: 0.0, high: 120.0 };
    let line = |values: &[Option<f64>]| plot::line(&cells(values), extent);
    assert_eq!(
        line(&[Some(0.0), Some(10.0), Some(10.0), Some(10.0), Some(0.0)]),
        "M0 128h0l1-10h2l1 10"
    );
    assert_eq!(line(&[None, Some(120.0), None, Some(120.0)]), "M1 8h0M3 8h0");
    assert_eq!(line(&[None, None]), "");
}

#[test]
fn a_scale_shows_where_fair_begins() {
    let scale = |metric| Rules::default().scale(metric);
    let top = |values: &[f64], metric| Extent::of(values.iter().copied(), scale(metric).as_ref());
    assert_eq!(top(&[0.1], Metric::NetworkPacketLossAvgSent), Extent { low: 0.0, high: 2.5 });
    assert_eq!(top(&[1_300.0], Metric::NetworkDelay), Extent { low: 0.0, high: 1_500.0 });
    assert_eq!(top(&[-43.0, -20.0], Metric::AudioMicInputVolume), Extent { low: -50.0, high: 0.0 });
    assert_eq!(top(&[0.0], Metric::AudioMicInputVolume).y(0.0), 128);
}

#[test]
fn the_axis_covers_the_whole_stay_and_marks_round_times() {
    let mut answer = full(60);
    answer.minutes.drain(40..);
    answer.minutes.drain(..5);
    let columns = Columns::over(&answer, 240, &options().timezone).unwrap();
    assert_eq!((columns.count, columns.minutes_each), (60, 1));
    assert_eq!(columns.labels[0], "11:16");
    let marks = columns.marks(&options().timezone);
    let texts: Vec<&str> = marks.iter().map(|mark| mark.text.as_str()).collect();
    assert_eq!(texts, ["11:20", "11:30", "11:40", "11:50", "12:00", "12:10"]);
    assert_eq!((marks[0].x, marks[0].percent), (4.0, 6.67));
}

#[test]
fn a_stay_that_makes_no_sense_does_not_squeeze_what_was_measured() {
    let mut answer = full(60);
    answer.meeting.end = Timestamp::MAX;
    answer.attendance[0].leave = Some(Timestamp::MAX);
    assert_eq!(Columns::over(&answer, 240, &options().timezone).unwrap().count, 60);
}

#[test]
fn clocks_that_are_set_back_leave_no_two_labels_alike() {
    let mut answer = sample("good");
    let start: Timestamp = "2024-11-03T05:30:00Z".parse().unwrap();
    let minutes = (0..120).map(|index| Minute::empty(start + SignedDuration::from_mins(index)));
    answer.minutes = minutes.collect();
    let zone = TimeZone::get("America/New_York").unwrap();
    let labels = Columns::over(&answer, 240, &zone).unwrap().labels;
    assert_eq!(labels[0], "2024-11-03 01:30 -04:00");
    assert_eq!(labels[60], "2024-11-03 01:30 -05:00");
}

#[test]
fn of_several_minutes_in_a_column_the_worst_stays() {
    let answer = full(240);
    let grid = |most| Grid::of(&answer, most, &Rules::default(), &options().timezone).unwrap();
    let (fine, coarse) = (grid(240), grid(30));
    assert_eq!((fine.columns.count, coarse.columns.count), (240, 30));
    for (metric, is_high_worse) in
        [(Metric::NetworkPacketLossAvgSent, true), (Metric::VideoFramerateReceived, false)]
    {
        for (x, cell) in coarse.cells(metric).iter().enumerate() {
            let minutes =
                fine.cells(metric)[x * 8..(x + 1) * 8].iter().filter_map(|cell| cell.value);
            let worst =
                if is_high_worse { minutes.reduce(f64::max) } else { minutes.reduce(f64::min) };
            assert_eq!(cell.value, worst);
        }
    }
    for (x, whole) in coarse.wholes.iter().enumerate() {
        assert_eq!(whole.is_bad(), fine.wholes[x * 8..(x + 1) * 8].iter().any(|it| it.is_bad()));
    }
}
