//! The judgement as a report for a terminal.
//!
//! Invariant: what came from outside (names of files, texts that could not be read) is shown without
//! anything a terminal would obey.

use unicode_width::UnicodeWidthStr;

use super::input::Clock;
use super::paint::{Ink, Paint};
use super::spark::Timeline;
use super::{AnalyzeError, Report};
use crate::quality::judgement::{Judgement, NamedMinute};
use crate::quality::metric::Metric;
use crate::quality::participant::Participant;
use crate::quality::rate::rate_all;
use crate::quality::rules::Rules;
use crate::quality::verdict::{Cause, Side, Verdict};
use crate::render::{Narrator, TextError, is_finding, printable};

/// Bad minutes and unreadable texts that are written out.
const LISTED: usize = 10;

/// The report.
pub(super) fn print(
    report: &Report,
    narrator: &Narrator,
    colour: bool,
) -> Result<String, AnalyzeError> {
    let together = report.people.len() > 1;
    let mut page = Page { narrator, paint: Paint { colour }, together, text: String::new() };
    for (person, clock, verdict) in report.participants() {
        page.participant(person, clock, verdict, &report.rules)?;
    }
    if together {
        page.heading("report.together")?;
        page.line(&narrator.scope(&report.diagnosis.scope)?);
    }
    Ok(page.text)
}

struct Page<'n> {
    narrator: &'n Narrator,
    paint: Paint,
    /// There are others to compare with.
    together: bool,
    text: String,
}

impl Page<'_> {
    fn participant(
        &mut self,
        person: &Participant,
        clock: &Clock,
        verdict: &Verdict,
        rules: &Rules,
    ) -> Result<(), TextError> {
        let narrator = self.narrator;
        let judgement = &verdict.judgement;
        if !self.text.is_empty() {
            self.gap();
        }
        self.title(person, clock, judgement)?;
        self.line(&narrator.summary(verdict, |at| clock.short(at))?);
        if verdict.side != Side::None {
            self.line(&narrator.side(verdict.side)?);
        }
        if self.together && judgement.bad_minutes > 0 {
            self.line(&narrator.scope(&verdict.scope)?);
        }
        self.timeline(person, rules)?;
        self.minutes(judgement, clock)?;
        self.episodes(verdict, clock)?;
        self.causes(verdict)?;
        self.exclusions(verdict)?;
        if let Some(voice) = narrator.voice(&verdict.voice) {
            self.gap();
            self.line(&voice?);
        }
        self.facts(verdict)
    }

    fn title(
        &mut self,
        person: &Participant,
        clock: &Clock,
        judgement: &Judgement,
    ) -> Result<(), TextError> {
        let name = self.paint.on(&printable(&person.name), Ink::Title);
        let grade = self.paint.on(&self.narrator.grade(judgement)?, Ink::of_grade(judgement.grade));
        let minutes = &person.measured.minutes;
        let when = match (minutes.first(), minutes.last()) {
            (Some(first), Some(last)) => {
                let when = format!("{} – {}", clock.long(first.at), clock.short(last.at));
                self.paint.on(&when, Ink::Faint)
            }
            _ => String::new(),
        };
        self.flush(format!("{name}  {grade}  {when}").trim_end());
        Ok(())
    }

    fn timeline(&mut self, person: &Participant, rules: &Rules) -> Result<(), TextError> {
        let minutes = &person.measured.minutes;
        let rated = rate_all(minutes, rules);
        let Some(timeline) = Timeline::over(rated) else { return Ok(()) };
        let metrics = timeline.telling();
        let mut names = Vec::new();
        for metric in &metrics {
            names.push(self.narrator.metric(*metric)?);
        }
        let bad = self.narrator.label("report.bad")?;
        let width = names.iter().chain([&bad]).map(|name| name.width()).max().unwrap_or_default();
        self.gap();
        for (metric, name) in metrics.into_iter().zip(&names) {
            let bars = timeline.bars(metric, rules, self.paint);
            let range = self.range(&timeline, metric)?;
            self.line(&format!("{}  {bars}  {range}", padded(name, width)));
        }
        if let Some(marks) = timeline.marks(self.paint) {
            self.line(&format!("{}  {marks}", padded(&bad, width)));
        }
        Ok(())
    }

    fn range(&self, timeline: &Timeline<'_>, metric: Metric) -> Result<String, TextError> {
        let Some((low, high, median)) = timeline.range(metric) else { return Ok(String::new()) };
        let quantity = |value| self.narrator.quantity(value, metric);
        let range = if low == high {
            self.narrator.phrase("report.single", &[("value", quantity(low))])?
        } else {
            let values =
                [("low", quantity(low)), ("high", quantity(high)), ("median", quantity(median))];
            self.narrator.phrase("report.range", &values)?
        };
        Ok(self.paint.on(&range, Ink::Faint))
    }

    fn minutes(&mut self, judgement: &Judgement, clock: &Clock) -> Result<(), TextError> {
        if judgement.bad.is_empty() {
            let Some(worst) = &judgement.worst else { return Ok(()) };
            self.heading("report.worst")?;
            return self.minute(worst, clock);
        }
        self.heading("report.bad")?;
        for minute in judgement.bad.iter().take(LISTED) {
            self.minute(minute, clock)?;
        }
        self.more("report.more_bad", judgement.bad.len())
    }

    fn minute(&mut self, minute: &NamedMinute, clock: &Clock) -> Result<(), TextError> {
        let state = self.narrator.state(minute.state)?;
        let state = self.paint.on(&state, Ink::of_state(minute.state));
        let readings = self.narrator.readings(minute)?;
        self.line(&format!("{}  {state}  {readings}", clock.short(minute.minute)));
        Ok(())
    }

    fn episodes(&mut self, verdict: &Verdict, clock: &Clock) -> Result<(), TextError> {
        if verdict.episodes.is_empty() {
            return Ok(());
        }
        self.heading("report.episodes")?;
        for episode in verdict.episodes.iter().take(LISTED) {
            let (from, to) = (clock.short(episode.from), clock.short(episode.to));
            let line = self.narrator.episode(episode, from, to)?;
            self.line(&line);
        }
        let more = verdict.episodes.len().saturating_sub(LISTED);
        if more > 0 {
            self.line(&self.narrator.phrase("episode.more", &[("count", more.to_string())])?);
        }
        Ok(())
    }

    fn causes(&mut self, verdict: &Verdict) -> Result<(), TextError> {
        if verdict.causes.is_empty() {
            if verdict.judgement.bad_minutes > 0 {
                self.gap();
                self.line(&self.narrator.no_cause(verdict)?);
            }
            return Ok(());
        }
        self.heading("report.causes")?;
        verdict.causes.iter().try_for_each(|cause| self.cause(cause))
    }

    fn cause(&mut self, cause: &Cause) -> Result<(), TextError> {
        let narrator = self.narrator;
        let name = self.paint.on(&narrator.cause(cause.id)?, Ink::Title);
        let values = [("name", name), ("confidence", narrator.confidence(cause)?)];
        self.line(&narrator.phrase("said.cause", &values)?);
        for evidence in &cause.evidence {
            self.line(&format!("  · {}", narrator.evidence(evidence)?));
        }
        for (key, advice) in [
            ("said.person", narrator.advice(cause.id)?),
            ("said.it", narrator.advice_it(cause.id)?),
        ] {
            self.line(&format!("  → {}", narrator.phrase(key, &[("advice", advice)])?));
        }
        Ok(())
    }

    fn exclusions(&mut self, verdict: &Verdict) -> Result<(), TextError> {
        for (heading, findings) in [("report.excluded", false), ("report.findings", true)] {
            let listed = || verdict.excluded.iter().filter(|one| is_finding(one) == findings);
            if listed().next().is_some() {
                self.heading(heading)?;
            }
            for exclusion in listed() {
                self.line(&self.narrator.exclusion(exclusion)?);
            }
        }
        Ok(())
    }

    fn facts(&mut self, verdict: &Verdict) -> Result<(), TextError> {
        self.gap();
        let mut facts = self.narrator.facts(&verdict.judgement)?;
        let unparsed = &verdict.judgement.unparsed;
        for text in unparsed.iter().take(LISTED) {
            let (field, shown) = (printable(&text.field), printable(&text.text));
            facts.push(format!("  {field}: “{shown}” ×{}", text.count));
        }
        for fact in facts {
            self.line(&self.paint.on(&fact, Ink::Faint));
        }
        self.more("report.more_unparsed", unparsed.len())?;
        let semantics = self.narrator.semantics(verdict.semantics)?;
        self.line(&self.paint.on(&semantics, Ink::Faint));
        Ok(())
    }

    /// How many of a list were not written out.
    fn more(&mut self, key: &str, length: usize) -> Result<(), TextError> {
        let more = length.saturating_sub(LISTED);
        if more > 0 {
            self.line(&self.narrator.phrase(key, &[("count", more.to_string())])?);
        }
        Ok(())
    }

    fn heading(&mut self, key: &str) -> Result<(), TextError> {
        let heading = self.narrator.label(key)?;
        self.gap();
        self.flush(&self.paint.on(&heading, Ink::Title));
        Ok(())
    }

    fn gap(&mut self) {
        self.text.push('\n');
    }

    fn line(&mut self, line: &str) {
        self.flush(&format!("  {line}"));
    }

    fn flush(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }
}

/// With spaces up to a width in columns.
fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}
