//! `quality-bot analyze`: judges saved answers of `participant_quality_list`, as JSON or as a
//! report for a terminal. No settings, no network.
//!
//! Each file is one participant; several are judged each and together. Source: quality model 10.

mod input;
mod json;
mod paint;
mod spark;
#[cfg(test)]
mod tests;
mod text;

use std::io::Write;
use std::path::PathBuf;

pub use self::input::InputError;

use self::input::Saved;
use crate::quality::diagnose::{Diagnosis, diagnose};
use crate::quality::participant::Participant;
use crate::quality::rules::Rules;
use crate::quality::verdict::Verdict;
use crate::render::{Narrator, TemplateError, TextError};
use crate::settings::Language;

/// What is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    Text,
    Json,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum AnalyzeError {
    #[error(transparent)]
    Input(#[from] InputError),
    #[error("the answer cannot be written: {0}")]
    Output(#[from] std::io::Error),
    #[error("a built-in text is wrong: {0}")]
    Texts(#[from] TemplateError),
    #[error("a built-in text is wrong: {0}")]
    Text(#[from] TextError),
}

/// Reads, judges and prints. Nothing is printed unless every file could be read.
pub fn run(
    files: &[PathBuf],
    format: Format,
    language: Language,
    colour: bool,
    out: &mut dyn Write,
) -> Result<(), AnalyzeError> {
    let saved: Vec<Saved> = files.iter().map(|file| Saved::read(file)).collect::<Result<_, _>>()?;
    let (people, clocks): (Vec<_>, Vec<_>) =
        saved.into_iter().map(|saved| (saved.participant, saved.clock)).unzip();
    let rules = Rules::default();
    let report = Report { diagnosis: diagnose(&people, &rules), people, clocks, rules };
    let narrator = Narrator::new(language)?;
    let printed = match format {
        Format::Json => json::print(&report, &narrator)?,
        Format::Text => text::print(&report, &narrator, colour)?,
    };
    out.write_all(printed.as_bytes())?;
    Ok(out.flush()?)
}

/// What was judged, and what came out.
#[derive(Debug)]
struct Report {
    people: Vec<Participant>,
    /// How each person's times are written.
    clocks: Vec<input::Clock>,
    diagnosis: Diagnosis,
    rules: Rules,
}

impl Report {
    /// Each person with their clock and verdict.
    fn participants(&self) -> impl Iterator<Item = (&Participant, &input::Clock, &Verdict)> {
        let judged = self.clocks.iter().zip(&self.diagnosis.verdicts);
        self.people.iter().zip(judged).map(|(person, (clock, verdict))| (person, clock, verdict))
    }

    /// How the times of the whole meeting are written: as the first person's are.
    fn clock(&self) -> input::Clock {
        self.clocks.first().cloned().unwrap_or_default()
    }
}
