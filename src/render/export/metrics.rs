//! The table of the summary: what each metric was like over all minutes.

use super::minutes::state;
use super::sheet::Sheet;
use super::{Export, NoFile, style};
use crate::quality::summary::{MetricSummary, summarise};
use crate::quality::thresholds::Scale;

/// The names of the columns.
const COLUMNS: [&str; 12] = [
    "export.metric",
    "export.unit",
    "export.measured",
    "export.lowest",
    "export.median",
    "export.worst_twentieth",
    "export.highest",
    "export.fair",
    "export.poor",
    "export.severe",
    "export.worst_state",
    "report.bad",
];

/// Characters, of each column.
pub(super) const WIDTHS: [f64; 12] =
    [27.0, 8.0, 11.0, 10.0, 10.0, 12.0, 10.0, 10.0, 10.0, 10.0, 12.0, 10.0];

const HEADER_HEIGHT: f64 = 32.0;

/// Writes the table below what is there.
pub(super) fn write(export: &Export<'_>, sheet: &mut Sheet) -> Result<(), NoFile> {
    let narrator = &export.narrator;
    let mut names = Vec::new();
    for key in COLUMNS {
        names.push(narrator.label(key)?);
    }
    sheet.header(&names, HEADER_HEIGHT, |column| matches!(column, 2..=9 | 11))?;
    for summary in summarise(&export.answer.minutes, export.rules()) {
        row(export, sheet, &summary)?;
    }
    Ok(())
}

fn row(export: &Export<'_>, sheet: &mut Sheet, summary: &MetricSummary) -> Result<(), NoFile> {
    let (narrator, plain) = (&export.narrator, style::plain());
    let MetricSummary { metric, minutes, min, median, max, worst_twentieth, .. } = *summary;
    sheet.text(0, &narrator.metric(metric)?, &plain)?;
    sheet.text(1, metric.unit().symbol(), &plain)?;
    let numbers = [f64::from(minutes), min, median, worst_twentieth, max];
    for (column, number) in (2..).zip(numbers) {
        sheet.number(column, number, &plain)?;
    }
    if let Some(scale) = summary.scale {
        bounds(sheet, 7, &scale)?;
    }
    let coloured = style::coloured(style::behind_numbers(), summary.state);
    sheet.text(10, &state(narrator, summary.state)?, &coloured)?;
    sheet.number(11, summary.bad_minutes, &plain)?;
    sheet.row += 1;
    Ok(())
}

/// The three bounds of a scale, from a column on.
pub(super) fn bounds(sheet: &mut Sheet, first: u16, scale: &Scale) -> Result<(), NoFile> {
    let format = style::bound(scale.better);
    for (column, bound) in (first..).zip([Some(scale.fair), Some(scale.poor), scale.severe]) {
        if let Some(bound) = bound {
            sheet.number(column, bound, &format)?;
        }
    }
    Ok(())
}
