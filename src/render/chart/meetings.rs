//! A person's meetings one after the other: bad minutes of each, in the colour of its grade.
//!
//! Invariants: a meeting of which nothing was rated leaves its place empty; the newest are kept; no
//! two labels are the same. Source: dossier 8.5.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::round_up;
use crate::app::told::Remembered;
use crate::quality::judgement::Grade;

/// The scale does not shrink below this, or one bad minute would look like many.
const LEAST: f64 = 5.0;

/// The data of the chart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(in crate::render) struct Meetings {
    /// The end of the scale, which begins at zero.
    max: f64,
    /// The grades there are: a series each.
    grades: Vec<Graded>,
    rows: Vec<Row>,
}

/// The series of a grade.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
struct Graded {
    /// `good`, `fair`, `poor`, `unrated`.
    key: &'static str,
    /// Where its values stand in a row.
    field: &'static str,
}

/// A meeting.
#[derive(Debug, Clone, PartialEq)]
struct Row {
    t: String,
    grade: Graded,
    bad: Option<u32>,
}

/// `{"t": "12-23 11:16", "p": 12}`
impl Serialize for Row {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("t", &self.t)?;
        if let Some(bad) = self.bad {
            map.serialize_entry(self.grade.field, &bad)?;
        }
        map.end()
    }
}

/// The newest meetings, at most so many; `None` where none of them was rated.
pub(in crate::render) fn meetings(
    all: &[Remembered],
    most: usize,
    zone: &TimeZone,
) -> Option<Meetings> {
    let shown = all.get(all.len().saturating_sub(most)..)?;
    let mut labels = BTreeSet::new();
    let mut label = |remembered: &Remembered| {
        let at = remembered.meeting.start.to_zoned(zone.clone());
        let mut text = at.strftime("%m-%d %H:%M").to_string();
        while !labels.insert(text.clone()) {
            text.push('\'');
        }
        text
    };
    let row = |remembered: &Remembered| Row {
        t: label(remembered),
        grade: graded(remembered.judged.grade),
        bad: (remembered.rated_minutes > 0).then_some(remembered.judged.bad_minutes),
    };
    let rows: Vec<Row> = shown.iter().map(row).collect();
    let top = rows.iter().filter_map(|row| row.bad).max()?;
    let there = |grade: &Graded| rows.iter().any(|row| row.bad.is_some() && row.grade == *grade);
    let all = [Grade::Good, Grade::Fair, Grade::Poor, Grade::Unrated].map(graded);
    let grades = all.into_iter().filter(there).collect();
    let max = round_up(f64::from(top).max(LEAST));
    Some(Meetings { max, grades, rows })
}

const fn graded(grade: Grade) -> Graded {
    match grade {
        Grade::Good => Graded { key: "good", field: "g" },
        Grade::Fair => Graded { key: "fair", field: "f" },
        Grade::Poor => Graded { key: "poor", field: "p" },
        Grade::Unrated => Graded { key: "unrated", field: "u" },
    }
}
