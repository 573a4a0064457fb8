//! The rows of a chart: for each stretch of time the worst value of each line.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::line::{BAD, LARGEST_VALUE, Line};
use super::stretch::Stretches;
use crate::quality::minute::Minute;

/// One stretch of time, a minute or more.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::render) struct Row {
    /// When it starts, `11:16`.
    pub(in crate::render) t: String,
    /// As high as its scale, when a minute in it was bad.
    pub(in crate::render) bad: Option<f64>,
    /// What was measured in it, by field.
    pub(in crate::render) values: Vec<(&'static str, f64)>,
}

/// `{"t": "11:16", "b": 5, "r": 8.2}`; what was not measured is left out.
impl Serialize for Row {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("t", &self.t)?;
        if let Some(bad) = self.bad {
            entry(&mut map, BAD.field, bad)?;
        }
        for (field, value) in &self.values {
            entry(&mut map, field, *value)?;
        }
        map.end()
    }
}

/// Whole numbers without `.0`: a card has thousands of them.
#[expect(clippy::cast_possible_truncation, reason = "a whole number below a million")]
pub(super) fn entry<M: SerializeMap>(map: &mut M, field: &str, value: f64) -> Result<(), M::Error> {
    if value.fract() == 0.0 && value.abs() <= LARGEST_VALUE {
        return map.serialize_entry(field, &(value as i64));
    }
    map.serialize_entry(field, &value)
}

/// A line with its values, one place for each stretch.
#[derive(Debug)]
pub(super) struct Track {
    pub(super) line: &'static Line,
    pub(super) top: f64,
    pub(super) values: Vec<Option<f64>>,
}

impl Track {
    /// The worst of each stretch; `None` when nothing was measured.
    pub(super) fn of(
        line: &'static Line,
        minutes: &[Minute],
        stretches: &Stretches,
        idle_bitrate: f64,
    ) -> Option<Self> {
        let mut values = vec![None; stretches.count];
        for minute in minutes {
            let Some(value) = line.drawn(minute, idle_bitrate) else { continue };
            let place = stretches.index(minute.at).and_then(|index| values.get_mut(index));
            if let Some(kept) = place {
                *kept = Some(kept.map_or(value, |before| line.worse(before, value)));
            }
        }
        let top = values.iter().flatten().copied().reduce(f64::max)?;
        Some(Self { line, top, values })
    }
}

/// One row a stretch.
pub(super) fn rows(labels: &[String], tracks: &[Track]) -> Vec<Row> {
    let row = |(index, label): (usize, &String)| {
        let value = |track: &Track| {
            let value = track.values.get(index).copied().flatten()?;
            Some((track.line.series.field, value))
        };
        Row { t: label.clone(), bad: None, values: tracks.iter().filter_map(value).collect() }
    };
    labels.iter().enumerate().map(row).collect()
}
