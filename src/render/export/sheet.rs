//! A sheet that is written cell by cell.
//!
//! Invariants: text is written as text, never as formula or link; a number that is none leaves its
//! cell empty; a time that Excel cannot hold is written as text.

use jiff::Zoned;
use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::{cell, style};

/// The years that Excel knows.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=9999;

/// Column.
pub(super) type Column = u16;

/// A sheet, and the row that is written next.
pub(super) struct Sheet {
    pub(super) raw: Worksheet,
    pub(super) row: u32,
}

impl Sheet {
    /// An empty sheet. Its columns are so many characters wide; it is printed on pages that are as
    /// wide as all of them.
    pub(super) fn new(
        name: &str,
        widths: impl IntoIterator<Item = f64>,
    ) -> Result<Self, XlsxError> {
        let mut raw = Worksheet::new();
        raw.set_name(name)?;
        raw.set_landscape().set_print_fit_to_pages(1, 0);
        for (column, width) in (0..).zip(widths) {
            raw.set_column_width(column, width)?;
        }
        Ok(Self { raw, row: 0 })
    }

    pub(super) fn text(
        &mut self,
        column: Column,
        text: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        let text = cell::harmless(text);
        self.raw.write_string_with_format(self.row, column, text, format).map(drop)
    }

    /// Text over several columns, with a row that is high enough for it.
    pub(super) fn wide_text(
        &mut self,
        columns: (Column, Column),
        text: &str,
        height: f64,
        format: &Format,
    ) -> Result<(), XlsxError> {
        let (text, (first, last)) = (cell::harmless(text), columns);
        self.raw.merge_range(self.row, first, self.row, last, &text, format)?;
        self.raw.set_row_height(self.row, height).map(drop)
    }

    pub(super) fn number(
        &mut self,
        column: Column,
        value: impl Into<f64>,
        format: &Format,
    ) -> Result<(), XlsxError> {
        match cell::number(value.into()) {
            Some(value) => {
                self.raw.write_number_with_format(self.row, column, value, format).map(drop)
            }
            None => self.raw.write_blank(self.row, column, format).map(drop),
        }
    }

    /// A time over several columns, which may be narrower than it.
    pub(super) fn wide_time(
        &mut self,
        columns: (Column, Column),
        at: &Zoned,
    ) -> Result<(), XlsxError> {
        let (first, last) = columns;
        self.raw.merge_range(self.row, first, self.row, last, "", &style::time())?;
        self.time(first, at)
    }

    /// A time as a clock in its zone shows it.
    pub(super) fn time(&mut self, column: Column, at: &Zoned) -> Result<(), XlsxError> {
        if !YEARS.contains(&at.year()) {
            let text = at.strftime("%Y-%m-%d %H:%M").to_string();
            return self.text(column, &text, &style::plain());
        }
        let format = style::time();
        self.raw.write_datetime_with_format(self.row, column, at.datetime(), &format).map(drop)
    }

    /// Names of columns, from the first one on; some of them stand over numbers.
    pub(super) fn header(
        &mut self,
        names: &[String],
        height: f64,
        over_numbers: impl Fn(Column) -> bool,
    ) -> Result<(), XlsxError> {
        for (column, name) in (0..).zip(names) {
            self.text(column, name, &style::header(over_numbers(column)))?;
        }
        self.raw.set_row_height(self.row, height)?;
        self.row += 1;
        Ok(())
    }
}
