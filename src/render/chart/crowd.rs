//! How many people had a bad minute, over a whole meeting.
//!
//! Invariants: thinning keeps the worst minute of each stretch; where nobody was rated there is a
//! gap. Source: dossier 8.5.

use jiff::tz::TimeZone;
use serde::Serialize;

use super::round_up;
use super::stretch::Stretches;
use crate::app::told::CrowdMinute;

/// The scale does not shrink below this: parts of people are no marks on it.
const LEAST: f64 = 5.0;

/// The data of the chart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(in crate::render) struct Crowd {
    /// The end of the scale, which begins at zero.
    max: f64,
    rows: Vec<Row>,
}

/// One stretch of time, a minute or more.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Row {
    /// When it starts, `11:16`.
    t: String,
    /// People who were bad in its worst minute.
    #[serde(skip_serializing_if = "Option::is_none")]
    b: Option<u32>,
}

/// `None` where nothing was bad, or where there are to be no points.
pub(in crate::render) fn crowd(
    minutes: &[CrowdMinute],
    points: u16,
    zone: &TimeZone,
) -> Option<Crowd> {
    let rated = || minutes.iter().filter(|minute| minute.rated > 0);
    let most = rated().map(|minute| minute.bad).max().filter(|most| *most > 0)?;
    let stretches = Stretches::from_first_to_last(minutes.iter().map(|it| it.minute), points)?;
    let labels = stretches.labels(zone).into_iter();
    let mut rows: Vec<Row> = labels.map(|t| Row { t, b: None }).collect();
    for minute in rated() {
        let row = stretches.index(minute.minute).and_then(|index| rows.get_mut(index));
        if let Some(row) = row {
            row.b = row.b.max(Some(minute.bad));
        }
    }
    Some(Crowd { max: round_up(f64::from(most).max(LEAST)), rows })
}
