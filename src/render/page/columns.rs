//! The one time axis of all charts: equal stretches of whole minutes, each a column.
//!
//! Invariants: no two columns have the same label, also on the night when clocks are set back; there
//! are never more columns than asked for.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use crate::app::answer::Answer;

const MINUTES_A_DAY: i64 = 24 * 60;

/// Minutes between two marks, as people count time.
const STEPS: [i64; 11] = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720];

/// Most marks of an axis.
const MOST_MARKS: i64 = 8;

/// The columns, from the first minute to the last.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    first: Timestamp,
    /// How many minutes are one column.
    pub(super) minutes_each: i64,
    pub(super) count: usize,
    /// When each starts, `11:16`.
    pub(super) labels: Vec<String>,
}

/// A mark of the axis.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Mark {
    /// From the left, in columns.
    pub(super) x: f64,
    /// The same in percent.
    pub(super) percent: f64,
    pub(super) text: String,
}

impl Columns {
    /// Over the person's stay and all measured minutes; `None` when nothing was measured.
    pub(super) fn over(answer: &Answer, most: u16, zone: &TimeZone) -> Option<Self> {
        let (first, last) = span(answer)?;
        let minutes = minutes_between(first, last).checked_add(1)?;
        let minutes_each =
            minutes.checked_add(i64::from(most) - 1)?.checked_div(most.into())?.max(1);
        let count = minutes.checked_add(minutes_each - 1)?.checked_div(minutes_each)?;
        let mut columns =
            Self { first, minutes_each, count: usize::try_from(count).ok()?, labels: Vec::new() };
        columns.labels = columns.write_labels(zone);
        Some(columns)
    }

    /// The column of a minute.
    pub(super) fn index(&self, at: Timestamp) -> Option<usize> {
        if at < self.first {
            return None;
        }
        let index = usize::try_from(minutes_between(self.first, at) / self.minutes_each).ok()?;
        (index < self.count).then_some(index)
    }

    /// The marks, on round times of the zone; a date where it is a new one.
    pub(super) fn marks(&self, zone: &TimeZone) -> Vec<Mark> {
        let total = self.minutes();
        let up_to = |minutes: i64, step: i64| (minutes + step - 1) / step;
        let wanted = up_to(total, MOST_MARKS);
        let step = STEPS
            .into_iter()
            .find(|step| *step >= wanted)
            .unwrap_or_else(|| up_to(wanted, MINUTES_A_DAY) * MINUTES_A_DAY);
        let start = self.first.to_zoned(zone.clone());
        let of_day = i64::from(start.hour()) * 60 + i64::from(start.minute());
        let crosses = start.date() != self.at(total).to_zoned(zone.clone()).date();
        let mut minute = (step - of_day.rem_euclid(step)).rem_euclid(step);
        let mut date = crosses.then_some(jiff::civil::Date::MIN);
        let mut marks = Vec::new();
        while minute < total {
            let at = self.at(minute).to_zoned(zone.clone());
            let is_new = date.is_some_and(|before| before != at.date());
            date = date.map(|_| at.date());
            let text = at.strftime(if is_new { "%m-%d %H:%M" } else { "%H:%M" }).to_string();
            let x = ratio(minute, self.minutes_each);
            marks.push(Mark { x, percent: ratio(minute * 100, total), text });
            minute += step;
        }
        marks
    }

    /// All minutes of all columns.
    fn minutes(&self) -> i64 {
        i64::try_from(self.count).unwrap_or(i64::MAX).saturating_mul(self.minutes_each)
    }

    fn at(&self, minutes: i64) -> Timestamp {
        let seconds = SignedDuration::from_secs(minutes.saturating_mul(60));
        self.first.saturating_add(seconds).unwrap_or(self.first)
    }

    /// The shortest form that tells the columns apart.
    fn write_labels(&self, zone: &TimeZone) -> Vec<String> {
        let write = |form: &str| {
            let starts = (0..self.count).map(|index| {
                let index = i64::try_from(index).unwrap_or(i64::MAX);
                self.at(index.saturating_mul(self.minutes_each))
            });
            starts.map(|at| at.to_zoned(zone.clone()).strftime(form).to_string()).collect()
        };
        let forms = ["%H:%M", "%m-%d %H:%M"];
        for form in forms.iter().skip(usize::from(self.minutes() > MINUTES_A_DAY)) {
            let labels: Vec<String> = write(form);
            if labels.iter().collect::<BTreeSet<_>>().len() == labels.len() {
                return labels;
            }
        }
        write("%Y-%m-%d %H:%M %:z")
    }
}

/// From the first minute to the last. The stay counts as far as it lies within the meeting, and
/// within a day: times that make no sense must not push what was measured into a corner.
fn span(answer: &Answer) -> Option<(Timestamp, Timestamp)> {
    let times = || answer.minutes.iter().map(|minute| minute.at);
    let (first, last) = (times().min()?, times().max()?);
    let meeting = &answer.meeting;
    let within = |at: Timestamp| at.max(meeting.start).min(meeting.end.max(meeting.start));
    let joins = answer.attendance.iter().map(|row| whole_minutes_before(within(row.join), first));
    let leaves = answer.attendance.iter().filter_map(|row| {
        let leave = within(row.leave?) - SignedDuration::from_secs(1);
        Some(whole_minutes_after(leave, last))
    });
    let (join, leave) = (joins.min().unwrap_or(first), leaves.max().unwrap_or(last));
    let (join, leave) = (join.min(first), leave.max(last));
    let is_sane = minutes_between(join, leave) <= MINUTES_A_DAY;
    Some(if is_sane { (join, leave) } else { (first, last) })
}

/// The minute in which something was, on the beat of the first measured one.
fn whole_minutes_before(at: Timestamp, first: Timestamp) -> Timestamp {
    let seconds = first.duration_since(at).as_secs();
    let minutes = seconds.saturating_add(59).div_euclid(60);
    first.saturating_sub(SignedDuration::from_secs(minutes.saturating_mul(60))).unwrap_or(first)
}

fn whole_minutes_after(at: Timestamp, last: Timestamp) -> Timestamp {
    let minutes = at.duration_since(last).as_secs().div_euclid(60);
    last.saturating_add(SignedDuration::from_secs(minutes.saturating_mul(60))).unwrap_or(last)
}

fn minutes_between(from: Timestamp, to: Timestamp) -> i64 {
    to.duration_since(from).as_secs() / 60
}

/// A place on the axis, to a hundredth.
#[expect(clippy::cast_precision_loss, reason = "minutes of a meeting are small numbers")]
fn ratio(part: i64, whole: i64) -> f64 {
    (part as f64 / whole as f64 * 100.0).round() / 100.0
}
