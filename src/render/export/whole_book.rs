//! The workbook of a whole meeting: what was found, everybody, minute by minute, and the bounds.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook};
use unicode_width::UnicodeWidthStr;

use super::sheet::{Column, Sheet};
use super::whole::{Cell, NUMBERS, WholeExport};
use super::{NoFile, style, thresholds};
use crate::render::told::whole::said;

/// Characters, of each column of people.
const WIDTHS: [f64; 16] =
    [6.0, 24.0, 11.0, 10.0, 10.0, 10.0, 22.0, 10.0, 30.0, 30.0, 18.0, 18.0, 12.0, 14.0, 14.0, 30.0];
const HEADER_HEIGHT: f64 = 32.0;
/// Of what was found: labels, and sentences over the other columns.
const SUMMARY_WIDTHS: [f64; 6] = [22.0, 24.0, 24.0, 24.0, 24.0, 24.0];
const SENTENCES: (Column, Column) = (1, 5);
const LINE_LENGTH: usize = 110;
const LINE_HEIGHT: f64 = 15.0;

/// The whole file.
pub(super) fn write(export: &WholeExport<'_>) -> Result<Vec<u8>, NoFile> {
    let mut book = Workbook::new();
    let title = export.narrator.label("whole.title")?;
    let end = export.whole.meeting.end.as_second();
    let made = ExcelDateTime::from_timestamp(end).or_else(|_| ExcelDateTime::from_ymd(1900, 1, 1));
    book.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&made?));
    let bounds = thresholds::sheet(&export.narrator, &export.options.rules)?;
    for sheet in [summary(export)?, people(export)?, minutes(export)?, bounds] {
        book.push_worksheet(sheet.raw);
    }
    Ok(book.save_to_buffer()?)
}

fn summary(export: &WholeExport<'_>) -> Result<Sheet, NoFile> {
    let WholeExport { whole, narrator, texts, options, .. } = export;
    let mut sheet = Sheet::new(&narrator.label("export.summary")?, SUMMARY_WIDTHS)?;
    sheet.text(0, &narrator.label("whole.title")?, &style::title())?;
    sheet.row += 2;
    let mut line = |key: &str, text: &str| -> Result<(), NoFile> {
        sheet.text(0, &narrator.label(key)?, &style::label())?;
        let lines = text.width().div_ceil(LINE_LENGTH).clamp(1, 20);
        let height = LINE_HEIGHT * f64::from(u8::try_from(lines).unwrap_or(1));
        sheet.wide_text(SENTENCES, text, height, &style::text())?;
        sheet.row += 1;
        Ok(())
    };
    let meeting = &whole.meeting;
    line("export.meeting", &meeting.no.to_string())?;
    line("export.topic", &narrator.shown(&meeting.topic, "export.no_topic")?)?;
    for (key, at) in [("export.start", meeting.start), ("export.end", meeting.end)] {
        line(key, &export.zoned(at).strftime("%Y-%m-%d %H:%M UTC%:z").to_string())?;
    }
    line("export.zone", &export.zone_name())?;
    for (key, text) in said(whole, texts, &options.timezone)? {
        line(key, text.in_language(export.language))?;
    }
    Ok(sheet)
}

fn people(export: &WholeExport<'_>) -> Result<Sheet, NoFile> {
    let mut sheet = Sheet::new(&export.narrator.label("whole.sheet")?, WIDTHS)?;
    sheet.header(&export.columns()?, HEADER_HEIGHT, |column| NUMBERS.contains(&column))?;
    let plain = style::plain();
    for row in export.rows() {
        for (column, cell) in (0..).zip(row?) {
            put(&mut sheet, column, &cell, &plain)?;
        }
        sheet.row += 1;
    }
    let last = Column::try_from(WIDTHS.len()).unwrap_or(Column::MAX).saturating_sub(1);
    sheet.raw.autofilter(0, 0, sheet.row.saturating_sub(1), last)?;
    sheet.raw.set_freeze_panes(1, 2)?;
    sheet.raw.set_repeat_rows(0, 0)?;
    Ok(sheet)
}

fn put(sheet: &mut Sheet, column: Column, cell: &Cell, plain: &Format) -> Result<(), NoFile> {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => sheet.text(column, text, plain)?,
        Cell::Coloured(text, state) => {
            sheet.text(column, text, &style::coloured(style::plain(), *state))?;
        }
        Cell::Number(value) => sheet.number(column, *value, plain)?,
        Cell::Time(at) => sheet.time(column, at)?,
    }
    Ok(())
}

/// How many were bad, of how many.
fn minutes(export: &WholeExport<'_>) -> Result<Sheet, NoFile> {
    let narrator = &export.narrator;
    let mut sheet = Sheet::new(&narrator.label("export.minutes")?, [17.0, 11.0, 14.0, 14.0])?;
    let names = [
        narrator.phrase("export.time_in", &[("zone", export.zone_name())])?,
        narrator.label("export.offset")?,
        narrator.label("whole.column_bad_people")?,
        narrator.label("whole.column_rated_people")?,
    ];
    sheet.header(&names, HEADER_HEIGHT, |column| column > 1)?;
    let plain = style::plain();
    for minute in &export.whole.minutes {
        let at = export.zoned(minute.minute);
        sheet.time(0, &at)?;
        sheet.text(1, &at.strftime("UTC%:z").to_string(), &plain)?;
        sheet.number(2, minute.bad, &plain)?;
        sheet.number(3, minute.rated, &plain)?;
        sheet.row += 1;
    }
    sheet.raw.set_freeze_panes(1, 1)?;
    Ok(sheet)
}
