//! What was bad for one of two people, with both on one axis of time.
//!
//! Invariants: as in the charts of one person; a bad minute is marked for the one whose it was. Source: dossier 8.5.

use std::cmp::Reverse;

use jiff::tz::TimeZone;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::line::{Kind, LINES, Line};
use super::row::{Track, entry};
use super::stretch::Stretches;
use super::{minded, round_up};
use crate::app::answer::Answer;
use crate::quality::rules::Rules;
use crate::quality::summary::MetricSummary;

/// Bad minutes of one and of the other, then their lines, which are drawn over them.
const FIELDS: [&str; 4] = ["x", "y", "a", "b"];

/// Two people, and what is drawn of them.
#[derive(Debug, Clone, Copy)]
pub(in crate::render) struct Both<'a> {
    pub(in crate::render) answers: [&'a Answer; 2],
    pub(in crate::render) summaries: [&'a [MetricSummary]; 2],
    pub(in crate::render) rules: &'a Rules,
    /// At most so many points a line; none means no charts.
    pub(in crate::render) points: u16,
    /// At most so many charts.
    pub(in crate::render) most: usize,
    pub(in crate::render) zone: &'a TimeZone,
}

/// A chart of one reading.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(in crate::render) struct Together {
    kind: Kind,
    /// The text `chart.…` of the reading.
    reading: &'static str,
    unit: &'static str,
    /// The end of the scale, which begins at zero.
    max: f64,
    /// What there is to draw, in this order: `x` and `y` are bad minutes, `a` and `b` lines.
    series: Vec<&'static str>,
    rows: Vec<Row>,
}

/// One stretch of time with what there is in it, in the order of [`FIELDS`].
#[derive(Debug, Clone, PartialEq)]
struct Row {
    t: String,
    values: [Option<f64>; 4],
}

/// `{"t": "11:16", "x": 5, "a": 8.2}`; what there is not is left out.
impl Serialize for Row {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("t", &self.t)?;
        for (field, value) in FIELDS.into_iter().zip(self.values) {
            if let Some(value) = value {
                entry(&mut map, field, value)?;
            }
        }
        map.end()
    }
}

/// What was bad for either, the most often first; where nothing was, what can be drawn.
pub(in crate::render) fn together(both: Both<'_>) -> Vec<Together> {
    let minutes = both.answers.into_iter().flat_map(|answer| &answer.minutes);
    let times = minutes.map(|minute| minute.at);
    let Some(stretches) = Stretches::from_first_to_last(times, both.points) else {
        return Vec::new();
    };
    let labels = stretches.labels(both.zone);
    let draw = |line: &'static Line| Together::of(line, both, &stretches, &labels);
    let of_either: Vec<_> = both
        .answers
        .into_iter()
        .zip(both.summaries)
        .flat_map(|(answer, summaries)| minded(&answer.verdict, summaries))
        .collect();
    let mut lines: Vec<&Line> = LINES.iter().filter(|line| line.is_about(&of_either)).collect();
    lines.sort_by_key(|line| {
        Reverse(both.summaries.into_iter().map(|it| line.bad_minutes(it)).sum::<u32>())
    });
    let charts: Vec<Together> = lines.into_iter().filter_map(draw).take(both.most).collect();
    if charts.is_empty() {
        return LINES.iter().filter_map(draw).take(both.most.min(1)).collect();
    }
    charts
}

impl Together {
    fn of(
        line: &'static Line,
        both: Both<'_>,
        stretches: &Stretches,
        labels: &[String],
    ) -> Option<Self> {
        let idle = both.rules.thresholds.idle_bitrate;
        let tracks = both.answers.map(|answer| Track::of(line, &answer.minutes, stretches, idle));
        let top = tracks.iter().flatten().map(|track| track.top).reduce(f64::max)?;
        let max = round_up(top.max(line.scale.least()));
        let marks = both.answers.map(|answer| marks(answer, stretches, max));
        let value = |track: &Option<Track>, index: usize| {
            track.as_ref().and_then(|track| track.values.get(index).copied().flatten())
        };
        let [one, other] = &tracks;
        let [bad_one, bad_other] = &marks;
        let row = |(index, t): (usize, &String)| Row {
            t: t.clone(),
            values: [
                bad_one.get(index).copied().flatten(),
                bad_other.get(index).copied().flatten(),
                value(one, index),
                value(other, index),
            ],
        };
        let rows: Vec<Row> = labels.iter().enumerate().map(row).collect();
        let is_there = |place: usize| {
            rows.iter().any(|row| row.values.get(place).is_some_and(Option::is_some))
        };
        let fields = FIELDS.into_iter().enumerate().filter(|(place, _)| is_there(*place));
        let series = fields.map(|(_, field)| field).collect();
        let Line { kind, scale, series: drawn, .. } = line;
        let (kind, reading, unit) = (*kind, drawn.key, scale.unit());
        Some(Self { kind, reading, unit, max, series, rows })
    }
}

/// As high as the scale where a minute was bad.
fn marks(answer: &Answer, stretches: &Stretches, max: f64) -> Vec<Option<f64>> {
    let mut marks = vec![None; stretches.count];
    for bad in &answer.verdict.judgement.bad {
        let mark = stretches.index(bad.minute).and_then(|index| marks.get_mut(index));
        if let Some(mark) = mark {
            *mark = Some(max);
        }
    }
    marks
}
