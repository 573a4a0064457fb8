//! Loss and delay over time, thinned so far that a card can carry it.
//!
//! Invariants: thinning keeps the worst value of each stretch, so no bad minute disappears; a
//! minute in which nothing was measured stays a gap; there is no null. Source: dossier 8.5.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::app::answer::Answer;
use crate::quality::metric::Metric;

/// Scales do not shrink below these, or noise would look like trouble.
const LEAST_LOSS_SCALE: f64 = 5.0;
const LEAST_DELAY_SCALE: f64 = 200.0;

/// Larger values are not measurements.
const LARGEST_VALUE: f64 = 1e6;

const MINUTES_A_DAY: i64 = 24 * 60;

/// The data of the chart; its look is the template's affair.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Chart {
    /// The zone of the times.
    pub(super) zone: String,
    /// What there is to draw, in this order.
    pub(super) series: Vec<Series>,
    /// The scales of the series.
    pub(super) axes: Vec<Axis>,
    pub(super) rows: Vec<Row>,
}

/// One line, or the marks of the bad minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Series {
    Bad,
    Received,
    Sent,
    Delay,
}

/// A scale from zero to `max`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Axis {
    pub(super) side: &'static str,
    pub(super) unit: &'static str,
    pub(super) max: f64,
    pub(super) series: Vec<Series>,
}

/// One stretch of time, a minute or more.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub(super) struct Row {
    /// When it starts, `11:16`.
    pub(super) t: String,
    /// As high as its scale, when a minute in it was bad.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) bad: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) received: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sent: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) delay: Option<f64>,
}

impl Chart {
    /// At most `points` points a line; `None` when there is nothing to draw.
    pub(super) fn of(answer: &Answer, points: u16, zone: &TimeZone) -> Option<Self> {
        let stretches = Stretches::over(answer, points)?;
        let mut rows = vec![Row::default(); stretches.count];
        for minute in &answer.minutes {
            let Some(row) = stretches.index(minute.at).and_then(|index| rows.get_mut(index)) else {
                continue;
            };
            raise(&mut row.received, minute.get(Metric::NetworkPacketLossAvgReceived));
            raise(&mut row.sent, minute.get(Metric::NetworkPacketLossAvgSent));
            raise(&mut row.delay, minute.get(Metric::NetworkDelay));
        }
        let axes = axes(&rows)?;
        let top = axes.first()?.max;
        for bad in &answer.verdict.judgement.bad {
            if let Some(row) = stretches.index(bad.minute).and_then(|index| rows.get_mut(index)) {
                row.bad = Some(top);
            }
        }
        Some(Self::drawn(rows, axes, &stretches.labels(zone), zone_name(answer, zone)))
    }

    fn drawn(mut rows: Vec<Row>, mut axes: Vec<Axis>, labels: &[String], zone: String) -> Self {
        for (row, label) in rows.iter_mut().zip(labels) {
            row.t.clone_from(label);
        }
        if let Some(axis) = axes.first_mut().filter(|_| rows.iter().any(|row| row.bad.is_some())) {
            axis.series.insert(0, Series::Bad);
        }
        let series = axes.iter().flat_map(|axis| axis.series.iter().copied()).collect();
        Self { zone, series, axes, rows }
    }
}

/// The name of the zone, or its offset when it has none.
pub(super) fn zone_name(answer: &Answer, zone: &TimeZone) -> String {
    answer.meeting.start.to_zoned(zone.clone()).strftime("%:Q").to_string()
}

/// Equal stretches of whole minutes, from the first minute to the last.
#[derive(Debug, Clone, Copy)]
struct Stretches {
    first: Timestamp,
    minutes_each: i64,
    count: usize,
}

impl Stretches {
    fn over(answer: &Answer, points: u16) -> Option<Self> {
        let times = || answer.minutes.iter().map(|minute| minute.at);
        let (first, last) = (times().min()?, times().max()?);
        let minutes = minutes_between(first, last) + 1;
        let minutes_each =
            minutes.checked_add(i64::from(points) - 1)?.checked_div(points.into())?;
        let count = minutes.checked_add(minutes_each - 1)?.checked_div(minutes_each)?;
        Some(Self { first, minutes_each, count: usize::try_from(count).ok()? })
    }

    fn index(&self, at: Timestamp) -> Option<usize> {
        if at < self.first {
            return None;
        }
        usize::try_from(minutes_between(self.first, at) / self.minutes_each).ok()
    }

    /// The shortest form that tells the stretches apart: the engine would take two with the same
    /// label for one. A date is needed from a day on, an offset where clocks are set back.
    fn labels(&self, zone: &TimeZone) -> Vec<String> {
        let label = |form| {
            let write = |at: Timestamp| at.to_zoned(zone.clone()).strftime(form).to_string();
            self.starts().map(write).collect::<Vec<_>>()
        };
        let last = self.starts().last().unwrap_or(self.first);
        let within_a_day = minutes_between(self.first, last) < MINUTES_A_DAY;
        let labels = label(if within_a_day { "%H:%M" } else { "%m-%d %H:%M" });
        let distinct: BTreeSet<&String> = labels.iter().collect();
        if distinct.len() == labels.len() { labels } else { label("%Y-%m-%d %H:%M %:z") }
    }

    fn starts(&self) -> impl Iterator<Item = Timestamp> {
        let stretch = self.minutes_each.saturating_mul(60);
        (0..self.count).map(move |index| {
            let seconds = i64::try_from(index).unwrap_or(i64::MAX).saturating_mul(stretch);
            self.first
                .saturating_add(jiff::SignedDuration::from_secs(seconds))
                .unwrap_or(self.first)
        })
    }
}

fn minutes_between(from: Timestamp, to: Timestamp) -> i64 {
    to.duration_since(from).as_secs() / 60
}

/// Keeps the larger value. What no scale could show is left out.
fn raise(kept: &mut Option<f64>, value: Option<f64>) {
    let Some(value) = value.filter(|value| (0.0..=LARGEST_VALUE).contains(value)) else { return };
    let rounded = (value * 10.0).round() / 10.0;
    *kept = Some(kept.map_or(rounded, |before| before.max(rounded)));
}

/// A scale for loss and one for delay, as far as each was measured.
fn axes(rows: &[Row]) -> Option<Vec<Axis>> {
    let max = |value: fn(&Row) -> Option<f64>| rows.iter().filter_map(value).reduce(f64::max);
    let (received, sent) = (max(|row| row.received), max(|row| row.sent));
    let loss = [(Series::Received, received), (Series::Sent, sent)];
    let delay = [(Series::Delay, max(|row| row.delay))];
    let axes: Vec<Axis> = [
        scale("left", "%", LEAST_LOSS_SCALE, &loss),
        scale("right", "ms", LEAST_DELAY_SCALE, &delay),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!axes.is_empty()).then_some(axes)
}

fn scale(
    side: &'static str,
    unit: &'static str,
    least: f64,
    series: &[(Series, Option<f64>)],
) -> Option<Axis> {
    let top = series.iter().filter_map(|(_, max)| *max).reduce(f64::max)?;
    let series =
        series.iter().filter(|(_, max)| max.is_some()).map(|(series, _)| *series).collect();
    Some(Axis { side, unit, max: round_up(top.max(least)), series })
}

/// The next of 1, 2, 5, 10, 20, 50, …
fn round_up(value: f64) -> f64 {
    let mut power = 1.0;
    loop {
        for step in [1.0, 2.0, 5.0] {
            if value <= step * power {
                return step * power;
            }
        }
        power *= 10.0;
    }
}
