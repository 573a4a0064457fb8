//! The report as its template sees it.

use jiff::tz::TimeZone;
use serde::Serialize;

use super::charts::{self, SectionView};
use super::findings::FindingsView;
use super::grid::Grid;
use super::method::MethodView;
use super::sessions::{self, SessionView};
use super::summary::{self, GroupView};
use super::timeline::TimelineView;
use super::words::Words;
use crate::app::answer::{Answer, Gap};
use crate::app::ports::ReportFacts;
use crate::quality::judgement::Judgement;
use crate::quality::minute::Unparsed;
use crate::quality::rules::Rules;
use crate::quality::summary::summarise;
use crate::render::sentence::{self, Sentence};
use crate::render::text::{Text, TextError, Texts};
use crate::render::{answer as said, diagnosis, escape};
use crate::settings::Language;

/// Texts that could not be read and are shown.
const SHOWN_UNPARSED: usize = 10;

/// The variables under `page`.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ReportView {
    /// `good`, `fair`, `poor`, `unrated` or `too_short`.
    grade: &'static str,
    grade_name: String,
    name: String,
    /// `none` where there is none, or it may not be said.
    topic: Option<String>,
    no: String,
    verdict: String,
    when: WhenView,
    gaps: Vec<String>,
    findings: FindingsView,
    timeline: Option<TimelineView>,
    sections: Vec<SectionView>,
    summary: Vec<GroupView>,
    sessions: Vec<SessionView>,
    /// Coverage, what was not measured, how much could not be read.
    facts: Vec<String>,
    unparsed: Vec<UnparsedView>,
    method: MethodView,
    opinions: Option<OpinionsView>,
    /// The token of the link, for links that stand in the page.
    token: String,
    expires: String,
}

#[derive(Debug, Clone, Serialize)]
struct WhenView {
    date: String,
    start: String,
    /// With its date when that is another one.
    end: String,
    /// Minutes.
    length: i64,
    /// `Asia/Shanghai`, and its offset then.
    zone: String,
    offset: String,
}

#[derive(Debug, Clone, Serialize)]
struct UnparsedView {
    field: String,
    text: String,
    count: u32,
}

#[derive(Debug, Clone, Serialize)]
struct OpinionsView {
    right: usize,
    wrong: usize,
}

/// What a report is made with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Making<'a> {
    pub(super) texts: &'a Texts,
    pub(super) zone: &'a TimeZone,
    pub(super) rules: &'a Rules,
    pub(super) language: Language,
    /// Most columns of a chart.
    pub(super) columns: u16,
}

impl ReportView {
    pub(super) fn of(
        answer: &Answer,
        facts: &ReportFacts,
        making: Making<'_>,
    ) -> Result<Self, TextError> {
        let Making { texts, zone, rules, language, columns } = making;
        let words = &Words::of(answer, facts.privacy, texts, zone, language);
        let judgement = &answer.verdict.judgement;
        let grade = sentence::shown_grade(judgement);
        let grid = Grid::of(answer, columns, rules, zone);
        let summaries = summarise(&answer.minutes, rules);
        let timeline = |grid| TimelineView::of(grid, &answer.verdict.episodes, words);
        let sections = |grid| charts::sections(grid, &summaries, rules, words);
        Ok(Self {
            grade,
            grade_name: words.label(&format!("grade.{grade}"))?,
            name: name(answer, words)?,
            topic: words.outside(&answer.meeting.topic),
            no: answer.meeting.no.to_string(),
            verdict: verdict(answer, words)?,
            when: when(answer, words),
            gaps: gaps(&answer.gaps, words)?,
            findings: FindingsView::of(&answer.verdict, words)?,
            timeline: grid.as_ref().map(timeline).transpose()?,
            sections: grid.as_ref().map(sections).transpose()?.unwrap_or_default(),
            summary: summary::groups(&summaries, words)?,
            sessions: sessions::sessions(&answer.attendance, words)?,
            facts: known(judgement, words)?,
            unparsed: unparsed(&judgement.unparsed, words),
            method: MethodView::of(rules, answer.verdict.semantics, words)?,
            opinions: opinions(facts),
            token: in_path(&facts.token),
            expires: words.time(facts.expires, "%Y-%m-%d %H:%M"),
        })
    }
}

fn name(answer: &Answer, words: &Words<'_>) -> Result<String, TextError> {
    match words.outside(&answer.name) {
        Some(name) => Ok(name),
        None => words.label("result.somebody"),
    }
}

fn verdict(answer: &Answer, words: &Words<'_>) -> Result<String, TextError> {
    let named = Sentence::of(&answer.verdict.judgement).named;
    let at = named.map(|minute| words.clock(minute.minute)).unwrap_or_default();
    words.one(diagnosis::summary(words.texts, &answer.verdict, Text::same(&at)))
}

fn when(answer: &Answer, words: &Words<'_>) -> WhenView {
    let meeting = &answer.meeting;
    let date = |at| words.time(at, "%Y-%m-%d");
    let form = if date(meeting.start) == date(meeting.end) { "%H:%M" } else { "%Y-%m-%d %H:%M" };
    WhenView {
        date: date(meeting.start),
        start: words.time(meeting.start, "%H:%M"),
        end: words.time(meeting.end, form),
        length: said::length(answer),
        zone: words.time(meeting.start, "%:Q"),
        offset: words.time(meeting.start, "%:z"),
    }
}

fn gaps(gaps: &[Gap], words: &Words<'_>) -> Result<Vec<String>, TextError> {
    let gaps = said::gaps(gaps, words.texts)?;
    gaps.into_iter().map(|gap| words.one(Ok(gap))).collect()
}

fn known(judgement: &Judgement, words: &Words<'_>) -> Result<Vec<String>, TextError> {
    let facts = said::facts(judgement, words.texts)?;
    facts.into_iter().map(|fact| words.one(Ok(fact))).collect()
}

fn unparsed(unparsed: &[Unparsed], words: &Words<'_>) -> Vec<UnparsedView> {
    let shown = unparsed.iter().take(SHOWN_UNPARSED).filter_map(|one| {
        let text = words.outside(&one.text)?;
        Some(UnparsedView { field: escape::clean(&one.field), text, count: one.count })
    });
    shown.collect()
}

fn opinions(facts: &ReportFacts) -> Option<OpinionsView> {
    let ReportFacts { right, wrong, .. } = *facts;
    (right > 0 || wrong > 0).then_some(OpinionsView { right, wrong })
}

/// As one step of a path, whatever it holds.
fn in_path(token: &str) -> String {
    let mut path = String::with_capacity(token.len());
    for byte in token.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            path.push(char::from(byte));
        } else {
            path.push_str(&format!("%{byte:02X}"));
        }
    }
    path
}
