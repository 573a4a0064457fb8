//! The first sheet: who, which meeting, how good, why, what to do, and each metric in one line.

use unicode_width::UnicodeWidthStr;

use super::sheet::{Column, Sheet};
use super::{Export, NoFile, metrics, style};
use crate::quality::verdict::{Cause, Side};
use crate::render::narrator::{is_finding, printable};

/// Unparsed texts and episodes that are listed.
const LISTED: usize = 20;

/// Sentences stand over these columns,
const SENTENCES: (Column, Column) = (1, 11);
/// which hold so many characters in a line, of this many points in height.
const LINE_LENGTH: usize = 120;
const LINE_HEIGHT: f64 = 15.0;

pub(super) fn sheet(export: &Export<'_>) -> Result<Sheet, NoFile> {
    let narrator = &export.narrator;
    let mut sheet = Sheet::new(&narrator.label("export.summary")?, metrics::WIDTHS)?;
    sheet.text(0, &narrator.label("export.title")?, &style::title())?;
    sheet.row += 2;
    let mut page = Page { export, sheet };
    page.subject()?;
    page.verdict()?;
    page.episodes()?;
    page.causes()?;
    page.exclusions()?;
    page.facts()?;
    let mut sheet = page.sheet;
    sheet.row += 1;
    sheet.text(0, &narrator.label("export.metrics")?, &style::heading())?;
    sheet.row += 1;
    metrics::write(export, &mut sheet)?;
    Ok(sheet)
}

struct Page<'a, 'e> {
    export: &'e Export<'a>,
    sheet: Sheet,
}

impl Page<'_, '_> {
    fn subject(&mut self) -> Result<(), NoFile> {
        let Export { answer, narrator, .. } = self.export;
        let meeting = &answer.meeting;
        self.line("export.person", &narrator.shown(&answer.name, "result.somebody")?)?;
        self.line("export.meeting", &meeting.no.to_string())?;
        self.line("export.topic", &narrator.shown(&meeting.topic, "export.no_topic")?)?;
        for (key, at) in [("export.start", meeting.start), ("export.end", meeting.end)] {
            self.label(key)?;
            self.sheet.wide_time(SENTENCES, &self.export.zoned(at))?;
            self.sheet.row += 1;
        }
        self.line("export.zone", &self.export.zone_name())
    }

    fn verdict(&mut self) -> Result<(), NoFile> {
        let Export { answer, narrator, .. } = self.export;
        let (verdict, judgement) = (&answer.verdict, &answer.verdict.judgement);
        self.label("export.grade")?;
        let colour = style::colour_of(judgement.grade).filter(|_| !judgement.too_short);
        let format = style::coloured(style::label(), colour);
        self.sheet.text(1, &narrator.grade(judgement)?, &format)?;
        self.sheet.row += 1;
        let clock = |at| self.export.zoned(at).strftime("%H:%M").to_string();
        self.line("export.in_short", &narrator.summary(verdict, clock)?)?;
        for gap in narrator.gaps(&answer.gaps)? {
            self.line("export.gap", &gap)?;
        }
        if judgement.bad_minutes > 0 {
            self.line("export.scope", &narrator.scope(&verdict.scope)?)?;
        }
        if verdict.side != Side::None {
            self.line("export.side", &narrator.side(verdict.side)?)?;
        }
        match narrator.voice(&verdict.voice) {
            Some(voice) => self.line("export.voice", &voice?),
            None => Ok(()),
        }
    }

    fn episodes(&mut self) -> Result<(), NoFile> {
        let Export { answer, narrator, .. } = self.export;
        let clock = |at| self.export.zoned(at).strftime("%H:%M").to_string();
        let episodes = &answer.verdict.episodes;
        for episode in episodes.iter().take(LISTED) {
            let line = narrator.episode(episode, clock(episode.from), clock(episode.to))?;
            self.line("report.episodes", &line)?;
        }
        let more = episodes.len().saturating_sub(LISTED);
        if more > 0 {
            let line = narrator.phrase("episode.more", &[("count", more.to_string())])?;
            self.line("report.episodes", &line)?;
        }
        Ok(())
    }

    fn causes(&mut self) -> Result<(), NoFile> {
        let verdict = &self.export.answer.verdict;
        if verdict.causes.is_empty() && verdict.judgement.bad_minutes > 0 {
            return self.line("report.causes", &self.export.narrator.no_cause(verdict)?);
        }
        verdict.causes.iter().try_for_each(|cause| self.cause(cause))
    }

    fn cause(&mut self, cause: &Cause) -> Result<(), NoFile> {
        let narrator = &self.export.narrator;
        let values =
            [("name", narrator.cause(cause.id)?), ("confidence", narrator.confidence(cause)?)];
        self.line("report.causes", &narrator.phrase("said.cause", &values)?)?;
        for evidence in &cause.evidence {
            self.line("export.evidence", &narrator.evidence(evidence)?)?;
        }
        self.line("export.for_person", &narrator.advice(cause.id)?)?;
        self.line("export.for_it", &narrator.advice_it(cause.id)?)
    }

    fn exclusions(&mut self) -> Result<(), NoFile> {
        let Export { answer, narrator, .. } = self.export;
        for exclusion in &answer.verdict.excluded {
            let key = if is_finding(exclusion) { "report.findings" } else { "report.excluded" };
            self.line(key, &narrator.exclusion(exclusion)?)?;
        }
        Ok(())
    }

    /// What a reader has to know to trust the rest.
    fn facts(&mut self) -> Result<(), NoFile> {
        let Export { answer, narrator, .. } = self.export;
        let (verdict, judgement) = (&answer.verdict, &answer.verdict.judgement);
        for fact in narrator.facts(judgement)? {
            self.line("export.data", &fact)?;
        }
        for unparsed in judgement.unparsed.iter().take(LISTED) {
            let values = [
                ("field", printable(&unparsed.field)),
                ("text", printable(&unparsed.text)),
                ("count", unparsed.count.to_string()),
            ];
            let line = narrator.phrase("export.unparsed_one", &values)?;
            self.line("export.unparsed", &line)?;
        }
        let more = judgement.unparsed.len().saturating_sub(LISTED);
        if more > 0 {
            let line = narrator.phrase("report.more_unparsed", &[("count", more.to_string())])?;
            self.line("export.unparsed", &line)?;
        }
        self.line("export.data", &narrator.semantics(verdict.semantics)?)
    }

    fn line(&mut self, key: &str, text: &str) -> Result<(), NoFile> {
        self.label(key)?;
        let lines = text.width().div_ceil(LINE_LENGTH).clamp(1, 20);
        let height = LINE_HEIGHT * f64::from(u8::try_from(lines).unwrap_or(1));
        self.sheet.wide_text(SENTENCES, text, height, &style::text())?;
        self.sheet.row += 1;
        Ok(())
    }

    fn label(&mut self, key: &str) -> Result<(), NoFile> {
        Ok(self.sheet.text(0, &self.export.narrator.label(key)?, &style::label())?)
    }
}
