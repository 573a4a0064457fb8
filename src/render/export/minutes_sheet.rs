//! The sheet of the minutes: real dates and numbers, with what was bad in its colour.

use rust_xlsxwriter::Format;

use super::minutes::{self, BEFORE_METRICS};
use super::sheet::{Column, Sheet};
use super::{Export, NoFile, style};
use crate::quality::judgement::State;
use crate::quality::metric::Metric;

/// Characters: of time, offset, state; of a metric.
const WIDTHS: [f64; BEFORE_METRICS] = [17.0, 11.0, 9.0];
const METRIC_WIDTH: f64 = 13.0;

const HEADER_HEIGHT: f64 = 48.0;
const PAGES_WIDE: u16 = 4;

pub(super) fn sheet(export: &Export<'_>) -> Result<Sheet, NoFile> {
    let name = export.narrator.label("export.minutes")?;
    let columns = minutes::columns(export)?;
    let widths = WIDTHS.into_iter().chain([METRIC_WIDTH; Metric::COUNT]);
    let mut sheet = Sheet::new(&name, widths)?;
    sheet.header(&columns, HEADER_HEIGHT, |column| usize::from(column) >= BEFORE_METRICS)?;
    let formats = Formats::new();
    for row in minutes::rows(export)? {
        sheet.time(0, &row.at)?;
        sheet.text(1, &row.offset, &formats.plain)?;
        sheet.text(2, &row.state, formats.of(row.trouble()))?;
        for (column, (value, state)) in (3..).zip(row.readings()) {
            if let Some(value) = value {
                sheet.number(column, value, formats.of(state))?;
            }
        }
        sheet.row += 1;
    }
    let last = Column::try_from(columns.len()).unwrap_or(Column::MAX).saturating_sub(1);
    sheet.raw.autofilter(0, 0, sheet.row.saturating_sub(1), last)?;
    sheet.raw.set_freeze_panes(1, 1)?;
    // On paper, several pages beside each other, each with the times.
    sheet.raw.set_print_fit_to_pages(PAGES_WIDE, 0);
    sheet.raw.set_repeat_rows(0, 0)?.set_repeat_columns(0, 0)?;
    Ok(sheet)
}

/// Made once for thousands of cells.
struct Formats {
    plain: Format,
    fair: Format,
    poor: Format,
    severe: Format,
}

impl Formats {
    fn new() -> Self {
        let coloured = |state| style::coloured(style::plain(), Some(state));
        Self {
            plain: style::plain(),
            fair: coloured(State::Fair),
            poor: coloured(State::Poor),
            severe: coloured(State::Severe),
        }
    }

    const fn of(&self, state: Option<State>) -> &Format {
        match state {
            None | Some(State::Good) => &self.plain,
            Some(State::Fair) => &self.fair,
            Some(State::Poor) => &self.poor,
            Some(State::Severe) => &self.severe,
        }
    }
}
