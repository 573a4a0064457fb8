//! The answer as a file: its minutes as CSV, or all of it as a workbook.
//!
//! Invariants: a file shows what its readers' card may show, so no device's name and no address; text
//! from outside cannot become a formula or a link; the name of a file holds nothing from outside;
//! the same answer gives the same bytes.

mod book;
mod cell;
mod metrics;
mod minutes;
mod minutes_csv;
mod minutes_sheet;
mod sheet;
mod style;
mod summary;
mod thresholds;
mod way;
mod whole;
mod whole_book;

pub(super) use self::whole::whole_file;

use std::sync::Arc;

use jiff::Timestamp;
use rust_xlsxwriter::XlsxError;

use super::narrator::Narrator;
use super::text::{TextError, Texts};
use super::{RenderOptions, chart};
use crate::app::answer::Answer;
use crate::app::ports::{File, FileFormat};
use crate::quality::rules::Rules;
use crate::settings::Language;

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub(super) enum NoFile {
    #[error(transparent)]
    Text(#[from] TextError),
    #[error(transparent)]
    Csv(#[from] csv::Error),
    #[error("workbook: {0}")]
    Book(#[from] XlsxError),
}

/// Makes a file of an answer, in one language.
pub(super) fn file(
    answer: &Answer,
    format: FileFormat,
    language: Language,
    texts: &Arc<Texts>,
    options: &RenderOptions,
) -> Result<File, NoFile> {
    let narrator = Narrator::of(Arc::clone(texts), language);
    let export = Export { answer, narrator, options };
    let bytes = match format {
        FileFormat::Csv => minutes_csv::write(&export)?,
        FileFormat::Xlsx => book::write(&export)?,
    };
    Ok(File { name: export.name(format), format, bytes })
}

/// An answer that is written into a file.
struct Export<'a> {
    answer: &'a Answer,
    narrator: Narrator,
    options: &'a RenderOptions,
}

impl Export<'_> {
    const fn rules(&self) -> &Rules {
        &self.options.rules
    }

    /// A time in the zone of the file.
    fn zoned(&self, at: Timestamp) -> jiff::Zoned {
        at.to_zoned(self.options.timezone.clone())
    }

    fn zone_name(&self) -> String {
        chart::zone_name(self.answer, &self.options.timezone)
    }

    fn name(&self, format: FileFormat) -> String {
        let (no, start) = (self.answer.meeting.no, self.zoned(self.answer.meeting.start));
        let stem = format!("meeting-quality-{}-{}", no.as_str(), start.strftime("%Y-%m-%d"));
        match format {
            FileFormat::Csv => format!("{stem}-minutes.csv"),
            FileFormat::Xlsx => format!("{stem}.xlsx"),
        }
    }
}
