//! Everybody in a meeting as a file: a row a person, and those who could not be measured with the
//! reason.
//!
//! Invariants: as for the file of one person; what is not known is empty; who has no data has no
//! grade.

use std::sync::Arc;

use jiff::{Timestamp, Zoned};

use super::cell::{harmless, number};
use super::{NoFile, minutes, style, whole_book};
use crate::app::ports::{File, FileFormat};
use crate::app::told::{Standing, Unmeasured, Whole};
use crate::quality::judgement::State;
use crate::render::narrator::{Line, Narrator, printable};
use crate::render::text::{TextError, Texts};
use crate::render::told::whole::{place_words, reason, shown_grade, side_words};
use crate::render::{RenderOptions, chart};
use crate::settings::Language;

/// Makes a file of a whole meeting, in one language.
pub(in crate::render) fn whole_file(
    whole: &Whole,
    format: FileFormat,
    language: Language,
    texts: &Arc<Texts>,
    options: &RenderOptions,
) -> Result<File, NoFile> {
    let narrator = Narrator::of(Arc::clone(texts), language);
    let export = WholeExport { whole, narrator, language, texts, options };
    let bytes = match format {
        FileFormat::Csv => export.csv()?,
        FileFormat::Xlsx => whole_book::write(&export)?,
    };
    Ok(File { name: export.name(format), format, bytes })
}

/// A whole meeting that is written into a file.
pub(super) struct WholeExport<'a> {
    pub(super) whole: &'a Whole,
    pub(super) narrator: Narrator,
    pub(super) language: Language,
    pub(super) texts: &'a Texts,
    pub(super) options: &'a RenderOptions,
}

/// What stands in a cell.
#[derive(Debug, Clone)]
pub(super) enum Cell {
    Empty,
    Text(String),
    /// With the state whose colour it has.
    Coloured(String, Option<State>),
    Number(f64),
    Time(Zoned),
}

impl Cell {
    fn text(text: Option<String>) -> Self {
        text.filter(|text| !text.is_empty()).map_or(Self::Empty, Self::Text)
    }

    fn in_csv(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Coloured(text, _) => harmless(text),
            Self::Number(value) => number(*value).map(|it| it.to_string()).unwrap_or_default(),
            Self::Time(at) => at.strftime("%Y-%m-%d %H:%M").to_string(),
        }
    }
}

/// Columns whose names stand over numbers.
pub(super) const NUMBERS: [u16; 5] = [0, 3, 4, 5, 12];

impl WholeExport<'_> {
    /// A time in the zone of the file.
    pub(super) fn zoned(&self, at: Timestamp) -> Zoned {
        at.to_zoned(self.options.timezone.clone())
    }

    pub(super) fn zone_name(&self) -> String {
        chart::zone_of(self.whole.meeting.start, &self.options.timezone)
    }

    fn name(&self, format: FileFormat) -> String {
        let (no, start) = (self.whole.meeting.no, self.zoned(self.whole.meeting.start));
        let (no, day) = (no.as_str(), start.strftime("%Y-%m-%d"));
        let ending = match format {
            FileFormat::Csv => "csv",
            FileFormat::Xlsx => "xlsx",
        };
        format!("meeting-quality-{no}-{day}-everybody.{ending}")
    }

    /// With a byte order mark, so that Excel reads Chinese.
    fn csv(&self) -> Result<Vec<u8>, NoFile> {
        let mut writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer("\u{feff}".as_bytes().to_vec());
        writer.write_record(self.columns()?.iter().map(|name| harmless(name)))?;
        for row in self.rows() {
            writer.write_record(row?.iter().map(Cell::in_csv))?;
        }
        Ok(writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?)
    }

    /// The names of the columns.
    pub(super) fn columns(&self) -> Result<Vec<String>, TextError> {
        let label = |key| self.narrator.label(key);
        Ok(vec![
            label("whole.column_place")?,
            label("export.person")?,
            label("export.grade")?,
            label("report.bad")?,
            label("whole.column_rated")?,
            label("whole.column_coverage")?,
            self.narrator.phrase("whole.column_worst", &[("zone", self.zone_name())])?,
            label("whole.column_worst_state")?,
            label("whole.column_cause")?,
            label("whole.column_other_cause")?,
            label("export.side")?,
            label("export.scope")?,
            label("whole.column_mos")?,
            label("whole.column_network")?,
            label("whole.column_version")?,
            label("whole.column_why")?,
        ])
    }

    /// Worst first, then who could not be measured.
    pub(super) fn rows(&self) -> impl Iterator<Item = Result<Vec<Cell>, TextError>> {
        let people = self.whole.people.iter().zip(1_u32..).map(|it| self.person(it));
        people.chain(self.whole.unmeasured.iter().map(|it| self.unmeasured(it)))
    }

    fn person(&self, (standing, place): (&Standing, u32)) -> Result<Vec<Cell>, TextError> {
        let narrator = &self.narrator;
        let Standing { judged, worst, .. } = standing;
        let grade = shown_grade(standing);
        let colour = style::colour_of(judged.grade).filter(|_| grade != "too_short");
        let mut causes = judged.causes.iter().map(|cause| narrator.cause(*cause));
        let words = |key: Option<&str>| Ok(Cell::text(key.map(|it| self.say(it)).transpose()?));
        let outside = |text: &Option<String>| Cell::text(text.as_deref().map(printable));
        let is_rated = standing.rated_minutes > 0;
        Ok(vec![
            Cell::Number(place.into()),
            Cell::Text(narrator.shown(&standing.name, "result.somebody")?),
            Cell::Coloured(self.say(&format!("grade.{grade}"))?, colour),
            if is_rated { Cell::Number(judged.bad_minutes.into()) } else { Cell::Empty },
            Cell::Number(standing.rated_minutes.into()),
            Cell::Number((standing.coverage * 1_000.0).round() / 10.0),
            worst.map_or(Cell::Empty, |(at, _)| Cell::Time(self.zoned(at))),
            match worst {
                Some((_, state)) => {
                    Cell::Coloured(minutes::state(narrator, Some(*state))?, Some(*state))
                }
                None => Cell::Empty,
            },
            Cell::text(causes.next().transpose()?),
            Cell::text(causes.next().transpose()?),
            words(side_words(standing.side))?,
            words(place_words(standing.scope))?,
            standing.mos.map_or(Cell::Empty, |mos| Cell::Number((mos * 10.0).round() / 10.0)),
            outside(&standing.network_type),
            outside(&standing.app_version),
            Cell::Empty,
        ])
    }

    fn unmeasured(&self, person: &Unmeasured) -> Result<Vec<Cell>, TextError> {
        let mut row = vec![Cell::Empty; self.columns()?.len()];
        let name = self.narrator.shown(&person.name, "result.somebody")?;
        if let Some(cell) = row.get_mut(1) {
            *cell = Cell::Text(name);
        }
        if let Some(cell) = row.last_mut() {
            *cell = Cell::Text(self.say(reason(person.why))?);
        }
        Ok(row)
    }

    fn say(&self, key: &str) -> Line {
        self.narrator.label(key)
    }
}
