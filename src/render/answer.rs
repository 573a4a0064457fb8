//! The answer as the template sees it, and the same in plain words.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;

use super::chart::{self, Chart, Sight, charts};
use super::diagnosis_view::DiagnosisView;
use super::evidence::Quote;
use super::metrics::TableView;
use super::sentence::{self, Sentence};
use super::session::SessionView;
use super::subject::Rung;
use super::text::{Markup, Text, TextError, Texts};
use super::{RenderOptions, diagnosis, escape, metrics, reading, session, words};
use crate::app::answer::{Answer, Gap, Meeting};
use crate::app::ports::Privacy;
use crate::quality::judgement::{Judgement, NamedMinute};
use crate::quality::rules::Rules;
use crate::quality::summary::MetricSummary;
use crate::quality::verdict::VoiceBothWays;

/// Readings of a minute that a card names; its charts mark all bad minutes.
const SHOWN_READINGS: usize = 3;
/// Minutes that a text names, which has no chart.
const SAID_MINUTES: usize = 4;

/// The variables of `result.json.j2`, under the name `answer`.
#[derive(Debug, Clone, Serialize)]
pub(super) struct AnswerView {
    /// `good`, `fair`, `poor`, `unrated` or `too_short`.
    grade: &'static str,
    name: Text,
    /// `None` when there is none, or it may not be shown.
    topic: Option<Text>,
    /// `123 456 789`.
    no: String,
    /// Unix milliseconds.
    start: i64,
    end: i64,
    /// How long the meeting was, in minutes.
    length: i64,
    verdict: Markup,
    /// One line for the list of chats.
    summary: Text,
    /// How speech sounded, in the direction that was worse.
    voice: Option<VoiceView>,
    /// Why this is only a part of the truth.
    gaps: Vec<Text>,
    worst: Vec<MinuteView>,
    /// Bad minutes that are not among `worst`.
    more_bad: usize,
    /// Why, whose and since when.
    diagnosis: DiagnosisView,
    charts: Vec<Chart>,
    /// The zone of the times in the charts.
    zone: String,
    metrics: Vec<TableView>,
    sessions: Vec<SessionView>,
    /// Coverage, what was not measured, what could not be read, how the rest was read.
    facts: Vec<Text>,
}

/// A minute that is named.
#[derive(Debug, Clone, Serialize)]
struct MinuteView {
    /// Unix milliseconds.
    at: i64,
    /// `fair`, `poor` or `severe`.
    state: &'static str,
    readings: Text,
}

/// An estimate of how speech sounded.
#[derive(Debug, Clone, Serialize)]
struct VoiceView {
    /// `2.9`, of at most 4.5.
    mos: String,
    /// `good`, `fair`, `poor` or `severe`.
    state: &'static str,
}

/// An answer, and what its card is made with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting<'a> {
    pub(super) answer: &'a Answer,
    /// Of its minutes.
    pub(super) summaries: &'a [MetricSummary],
    pub(super) texts: &'a Texts,
    pub(super) options: &'a RenderOptions,
    pub(super) privacy: Privacy,
}

impl AnswerView {
    pub(super) fn of(setting: Setting<'_>, rung: Rung) -> Result<Self, TextError> {
        let Setting { answer, texts, options, privacy, .. } = setting;
        let RenderOptions { timezone, rules, .. } = options;
        let judgement = &answer.verdict.judgement;
        let named = Sentence::of(judgement).named;
        let name = match outside(&answer.name, privacy) {
            Some(name) => name,
            None => texts.plain("result.somebody", &[])?,
        };
        let mut view = Self {
            grade: sentence::shown_grade(judgement),
            topic: outside(&answer.meeting.topic, privacy),
            no: answer.meeting.no.to_string(),
            start: answer.meeting.start.as_millisecond(),
            end: answer.meeting.end.as_millisecond(),
            length: length(answer),
            verdict: diagnosis::summary_markdown(texts, &answer.verdict, viewers_time(named))?,
            summary: summary(answer, &name, texts)?,
            name,
            voice: voice(&answer.verdict.voice, rules),
            gaps: gaps(&answer.gaps, texts)?,
            charts: Vec::new(),
            zone: chart::zone_name(answer, timezone),
            diagnosis: DiagnosisView::of(&answer.verdict, texts, privacy.into())?,
            more_bad: 0,
            worst: Vec::new(),
            metrics: Vec::new(),
            sessions: Vec::new(),
            facts: all_facts(answer, texts)?,
        };
        view.show(setting, rung)?;
        Ok(view)
    }

    /// Shows so much, and no more.
    pub(super) fn show(&mut self, setting: Setting<'_>, rung: Rung) -> Result<(), TextError> {
        let Setting { answer, summaries, texts, options, privacy } = setting;
        let RenderOptions { timezone: zone, rules, .. } = options;
        self.charts = charts(Sight { answer, summaries, rules, points: rung.points(), zone });
        let worst = match rung.minutes() {
            0 => Vec::new(),
            _ => sentence::worst_first(&answer.verdict.judgement),
        };
        let shown = worst.iter().take(rung.minutes()).map(|minute| minute_view(minute, texts));
        self.worst = shown.collect::<Result<_, _>>()?;
        self.more_bad = worst.len().saturating_sub(rung.minutes());
        self.metrics = metrics::tables(texts, summaries, rung.metrics())?;
        self.sessions = match rung.metrics() {
            0 => Vec::new(),
            _ => session::sessions(answer, privacy, texts)?,
        };
        Ok(())
    }

    /// Three charts of many points never fit beside all details: not worth a try.
    pub(super) fn is_crowded(&self) -> bool {
        self.charts.len() > 2 && self.charts.iter().any(|chart| chart.rows.len() > 35)
    }

    /// About the bytes of a card that its rung decides about.
    pub(super) fn weight_of_rung(&self) -> usize {
        let of_rung = (&self.charts, &self.worst, &self.metrics, &self.sessions);
        serde_json::to_vec(&of_rung).map_or(0, |json| json.len())
    }
}

/// The answer in plain words, with nothing in it that came from outside.
pub(super) fn in_text(
    answer: &Answer,
    texts: &Texts,
    zone: &TimeZone,
) -> Result<Vec<Text>, TextError> {
    let judgement = &answer.verdict.judgement;
    let clock =
        |at: Timestamp| Text::same(&at.to_zoned(zone.clone()).strftime("%H:%M").to_string());
    let named = Sentence::of(judgement).named.map(|minute| clock(minute.minute));
    let grade = texts.plain(&format!("grade.{}", sentence::shown_grade(judgement)), &[])?;
    let no = answer.meeting.no.to_string();
    let mut lines = vec![
        texts.plain("answer_text.title", &[("no", no.into()), ("grade", grade.into())])?,
        diagnosis::summary(texts, &answer.verdict, named.unwrap_or_else(|| Text::same("")))?,
    ];
    lines.extend(gaps(&answer.gaps, texts)?);
    let diagnosis = DiagnosisView::of(&answer.verdict, texts, Quote::Never)?;
    lines.extend(diagnosis.lines(texts, clock)?);
    for minute in sentence::worst_first(judgement).into_iter().take(SAID_MINUTES) {
        let readings = reading::of_minute(texts, minute, reading::NAMED)?;
        let values = [("at", clock(minute.minute).into()), ("readings", readings.into())];
        lines.push(texts.plain("answer_text.minute", &values)?);
    }
    lines.extend(all_facts(answer, texts)?);
    let zone = chart::zone_name(answer, zone);
    lines.push(texts.plain("answer_text.zone", &[("zone", zone.into())])?);
    Ok(lines)
}

fn minute_view(minute: &NamedMinute, texts: &Texts) -> Result<MinuteView, TextError> {
    Ok(MinuteView {
        at: minute.minute.as_millisecond(),
        state: sentence::state_name(minute.state),
        readings: reading::of_minute(texts, minute, SHOWN_READINGS)?,
    })
}

/// A name from outside, or what is said when there is none.
pub(super) fn or_else(outside: &str, texts: &Texts, nothing: &str) -> Result<Text, TextError> {
    let clean = escape::clean(outside);
    if clean.trim().is_empty() { texts.plain(nothing, &[]) } else { Ok(Text::same(clean.trim())) }
}

/// A name from outside, when there is one and it may be shown.
pub(super) fn outside(text: &str, privacy: Privacy) -> Option<Text> {
    let clean = escape::clean(text);
    let is_shown = privacy != Privacy::Nothing && !clean.trim().is_empty();
    is_shown.then(|| Text::same(clean.trim()))
}

/// The worse of both directions.
fn voice(voice: &VoiceBothWays, rules: &Rules) -> Option<VoiceView> {
    let ways = [voice.received, voice.sent].into_iter().flatten();
    let worse = ways.min_by(|one, other| one.mos.total_cmp(&other.mos))?;
    let state = sentence::state_name(rules.thresholds.voice.rate(worse.r).state);
    Some(VoiceView { mos: format!("{:.1}", worse.mos), state })
}

fn viewers_time(named: Option<&NamedMinute>) -> Markup {
    let time = |minute: &NamedMinute| words::local_time(minute.minute.as_millisecond(), "time");
    Markup::same(&named.map(time).unwrap_or_default())
}

fn summary(answer: &Answer, name: &Text, texts: &Texts) -> Result<Text, TextError> {
    let grade = format!("grade.{}", sentence::shown_grade(&answer.verdict.judgement));
    let grade = texts.plain(&grade, &[])?;
    texts.plain("result.summary", &[("name", name.clone().into()), ("grade", grade.into())])
}

/// How long the meeting was, in minutes.
pub(super) fn length(answer: &Answer) -> i64 {
    minutes_of(&answer.meeting)
}

/// The same of a meeting.
pub(super) fn minutes_of(meeting: &Meeting) -> i64 {
    let seconds = meeting.end.duration_since(meeting.start).as_secs();
    (seconds.max(0) + 30) / 60
}

/// Why data is missing.
pub(super) fn gaps(gaps: &[Gap], texts: &Texts) -> Result<Vec<Text>, TextError> {
    let mut said = Vec::new();
    for (gap, key) in [
        (Gap::Pages, "gap.pages"),
        (Gap::Session, "gap.session"),
        (Gap::OverADay, "gap.over_a_day"),
    ] {
        if gaps.contains(&gap) {
            said.push(texts.plain(key, &[])?);
        }
    }
    Ok(said)
}

/// What a reader has to know to trust the rest.
fn all_facts(answer: &Answer, texts: &Texts) -> Result<Vec<Text>, TextError> {
    let mut all = facts(&answer.verdict.judgement, texts)?;
    all.push(diagnosis::semantics(texts, answer.verdict.semantics)?);
    Ok(all)
}

/// Coverage, what was not measured, what could not be read.
pub(super) fn facts(judgement: &Judgement, texts: &Texts) -> Result<Vec<Text>, TextError> {
    let mut facts = vec![coverage(judgement, texts)?];
    facts.extend(reading::not_measured(texts, &judgement.unknown)?);
    let unparsed =
        judgement.unparsed.iter().fold(0_u32, |sum, text| sum.saturating_add(text.count));
    if unparsed > 0 {
        facts.push(texts.plain("fact.unparsed", &[("count", unparsed.to_string().into())])?);
    }
    Ok(facts)
}

/// "Measured 41 of 42 minutes". The judge gives the share; the whole follows from it.
fn coverage(judgement: &Judgement, texts: &Texts) -> Result<Text, TextError> {
    let rated = f64::from(judgement.rated_minutes);
    let whole = (rated / judgement.coverage).round();
    let values = |whole: String| {
        [("rated", judgement.rated_minutes.to_string().into()), ("whole", whole.into())]
    };
    if judgement.rated_minutes == 0 || !(rated..1e6).contains(&whole) {
        return texts.plain("fact.rated", &values(String::new()));
    }
    texts.plain("fact.coverage", &values(format!("{whole:.0}")))
}
