//! The workbook: three sheets, and properties that depend on the answer alone.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

use super::{Export, NoFile, minutes_sheet, summary, thresholds};

/// The whole file.
pub(super) fn write(export: &Export<'_>) -> Result<Vec<u8>, NoFile> {
    let mut book = Workbook::new();
    book.set_properties(&properties(export)?);
    let bounds = thresholds::sheet(&export.narrator, export.rules())?;
    for sheet in [summary::sheet(export)?, minutes_sheet::sheet(export)?, bounds] {
        book.push_worksheet(sheet.raw);
    }
    Ok(book.save_to_buffer()?)
}

/// Made when the meeting ended, so that the same answer gives the same bytes.
fn properties(export: &Export<'_>) -> Result<DocProperties, NoFile> {
    let title = export.narrator.label("export.title")?;
    let end = export.answer.meeting.end.as_second();
    let made = ExcelDateTime::from_timestamp(end).or_else(|_| ExcelDateTime::from_ymd(1900, 1, 1));
    Ok(DocProperties::new().set_title(title).set_creation_datetime(&made?))
}
