//! The columns and rows of the minutes, the same in both kinds of file.
//!
//! Invariant: what was not measured is empty, neither zero nor a word; a minute that nobody measured
//! has no row.

use jiff::Zoned;

use super::{Export, cell};
use crate::quality::judgement::State;
use crate::quality::metric::Metric;
use crate::quality::rate::{RatedMinute, rate_all};
use crate::render::narrator::{Line, Narrator};
use crate::render::text::TextError;

/// Columns before the first metric: time, offset, state.
pub(super) const BEFORE_METRICS: usize = 3;

/// A minute as a row.
pub(super) struct Row<'a> {
    pub(super) at: Zoned,
    /// How far the zone is from UTC then, as text that is no formula: `UTC+08:00`.
    pub(super) offset: String,
    /// The state in words.
    pub(super) state: String,
    rated: RatedMinute<'a>,
}

impl Row<'_> {
    /// The value of each metric, in the API's order, with the state it was given where that is fair
    /// or worse.
    pub(super) fn readings(&self) -> impl Iterator<Item = (Option<f64>, Option<State>)> {
        Metric::all().map(|metric| {
            let value = self.rated.measured.get(metric).and_then(cell::number);
            let mut readings = self.rated.readings.iter();
            (value, readings.find(|it| it.metric == metric).map(|it| it.state))
        })
    }

    /// The state of the whole minute, where that is fair or worse.
    pub(super) fn trouble(&self) -> Option<State> {
        self.rated.state.filter(|state| *state > State::Good)
    }
}

/// The names of the columns, with units.
pub(super) fn columns(export: &Export<'_>) -> Result<Vec<String>, TextError> {
    let narrator = &export.narrator;
    let mut columns = vec![
        narrator.phrase("export.time_in", &[("zone", export.zone_name())])?,
        narrator.label("export.offset")?,
        narrator.label("export.state")?,
    ];
    for metric in Metric::all() {
        let unit = metric.unit().symbol().to_owned();
        let values = [("metric", narrator.metric(metric)?), ("unit", unit)];
        columns.push(narrator.phrase("export.with_unit", &values)?);
    }
    Ok(columns)
}

/// Every measured minute, oldest first.
pub(super) fn rows<'a>(export: &Export<'a>) -> Result<Vec<Row<'a>>, TextError> {
    let rated = rate_all(&export.answer.minutes, export.rules());
    let row = |rated: RatedMinute<'a>| {
        let at = export.zoned(rated.at());
        let offset = at.strftime("UTC%:z").to_string();
        Ok(Row { at, offset, state: state(&export.narrator, rated.state)?, rated })
    };
    rated.into_iter().map(row).collect()
}

/// A state in words; `None` is what could not be rated.
pub(super) fn state(narrator: &Narrator, state: Option<State>) -> Line {
    match state {
        None => narrator.label("export.unrated"),
        Some(State::Good) => narrator.label("export.good"),
        Some(state) => narrator.state(state),
    }
}
