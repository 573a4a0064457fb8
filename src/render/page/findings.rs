//! Why, whose and since when: the diagnosis as a page shows it, nothing left out.

use serde::Serialize;

use super::timeline::state_label;
use super::words::Words;
use crate::quality::judgement::{Judgement, NamedMinute};
use crate::quality::metric::Section;
use crate::quality::verdict::{Cause, Episode, Exclusion, Side, Verdict, Voice};
use crate::render::evidence;
use crate::render::sentence::{self, state_name};
use crate::render::text::TextError;
use crate::render::{diagnosis, reading};

/// Worst minutes that are written out; the charts and tables have all of them.
const WORST_MINUTES: usize = 6;

/// A MOS is from 1 to 4.5.
const LOWEST_MOS: f64 = 1.0;
const HIGHEST_MOS: f64 = 4.5;

/// The variables under `page.findings`.
#[derive(Debug, Clone, Serialize)]
pub(super) struct FindingsView {
    scope: Option<String>,
    side: Option<String>,
    causes: Vec<CauseView>,
    no_cause: Option<String>,
    excluded: Vec<String>,
    findings: Vec<String>,
    voice: Vec<VoiceView>,
    /// The estimate as a sentence.
    voice_text: Option<String>,
    episodes: Vec<EpisodeView>,
    worst: Vec<MinuteView>,
    /// Bad minutes that are not among `worst`.
    more_bad: usize,
    media: Vec<MediumView>,
}

#[derive(Debug, Clone, Serialize)]
struct CauseView {
    name: String,
    confidence: String,
    evidence: Vec<String>,
    person: String,
    it: String,
}

/// The estimate of one direction.
#[derive(Debug, Clone, Serialize)]
struct VoiceView {
    /// `in` or `out`, as the lines of the charts.
    class: &'static str,
    name: String,
    mos: String,
    low: String,
    high: String,
    /// Where these are on a scale from 0 to 100.
    place: f64,
    from: f64,
    width: f64,
}

#[derive(Debug, Clone, Serialize)]
struct EpisodeView {
    from: String,
    to: String,
    minutes: u32,
    metrics: String,
}

#[derive(Debug, Clone, Serialize)]
struct MinuteView {
    at: String,
    state: &'static str,
    state_name: String,
    readings: String,
}

/// A medium and its grade.
#[derive(Debug, Clone, Serialize)]
struct MediumView {
    name: String,
    grade: &'static str,
    grade_name: String,
}

impl FindingsView {
    pub(super) fn of(verdict: &Verdict, words: &Words<'_>) -> Result<Self, TextError> {
        let texts = words.texts;
        let judgement = &verdict.judgement;
        let is_bad = judgement.bad_minutes > 0;
        let (findings, excluded): (Vec<_>, Vec<_>) =
            verdict.excluded.iter().partition(|exclusion| diagnosis::is_finding(exclusion.id));
        let exclusion =
            |one: &Exclusion| words.one(diagnosis::exclusion(texts, one, words.quote()));
        let scope = || words.one(diagnosis::scope(texts, &verdict.scope));
        let side = || words.one(diagnosis::side(texts, verdict.side));
        let no_cause = || words.one(diagnosis::no_cause(texts, verdict));
        let worst = sentence::worst_first(judgement);
        Ok(Self {
            scope: is_bad.then(scope).transpose()?,
            side: (verdict.side != Side::None).then(side).transpose()?,
            causes: all(&verdict.causes, |one| cause(one, words))?,
            no_cause: (is_bad && verdict.causes.is_empty()).then(no_cause).transpose()?,
            // Where nothing was bad there is nothing to rule out.
            excluded: if is_bad { all(excluded, exclusion)? } else { Vec::new() },
            findings: all(findings, exclusion)?,
            voice: voice(verdict, words)?,
            voice_text: diagnosis::voice(texts, &verdict.voice)
                .transpose()
                .map(|said| words.one(said))
                .transpose()?,
            episodes: all(&verdict.episodes, |one| episode(one, words))?,
            more_bad: worst.len().saturating_sub(WORST_MINUTES),
            worst: all(worst.into_iter().take(WORST_MINUTES), |one| minute(one, words))?,
            media: media(judgement, words)?,
        })
    }
}

fn all<T, V>(
    items: impl IntoIterator<Item = T>,
    view: impl Fn(T) -> Result<V, TextError>,
) -> Result<Vec<V>, TextError> {
    items.into_iter().map(view).collect()
}

fn cause(cause: &Cause, words: &Words<'_>) -> Result<CauseView, TextError> {
    let texts = words.texts;
    Ok(CauseView {
        name: words.one(diagnosis::cause_name(texts, cause.id))?,
        confidence: words.one(diagnosis::confidence(texts, cause))?,
        evidence: all(&cause.evidence, |one| words.one(evidence::one(texts, one, words.quote())))?,
        person: words.one(diagnosis::advice(texts, cause.id))?,
        it: words.one(diagnosis::advice_it(texts, cause.id))?,
    })
}

fn voice(verdict: &Verdict, words: &Words<'_>) -> Result<Vec<VoiceView>, TextError> {
    let both =
        [("in", "voice_heard", verdict.voice.received), ("out", "voice_sent", verdict.voice.sent)];
    let known = both.into_iter().filter_map(|(class, key, voice)| Some((class, key, voice?)));
    all(known, |(class, key, voice): (_, _, Voice)| {
        let place = |mos: f64| {
            let share = (mos - LOWEST_MOS) / (HIGHEST_MOS - LOWEST_MOS);
            (share.clamp(0.0, 1.0) * 1000.0).round() / 10.0
        };
        let (low, high) = (voice.mos_low.min(voice.mos), voice.mos_high.max(voice.mos));
        Ok(VoiceView {
            class,
            name: words.say(key, &[])?,
            mos: format!("{:.1}", voice.mos),
            low: format!("{low:.1}"),
            high: format!("{high:.1}"),
            place: place(voice.mos),
            from: place(low),
            width: ((place(high) - place(low)) * 10.0).round() / 10.0,
        })
    })
}

fn episode(episode: &Episode, words: &Words<'_>) -> Result<EpisodeView, TextError> {
    let names = all(&episode.metrics, |metric| reading::name(words.texts, *metric))?;
    Ok(EpisodeView {
        from: words.clock(episode.from),
        to: words.clock(episode.to),
        minutes: episode.minutes,
        metrics: words.one(words.texts.list(&names, "list.items"))?,
    })
}

fn minute(minute: &NamedMinute, words: &Words<'_>) -> Result<MinuteView, TextError> {
    Ok(MinuteView {
        at: words.clock(minute.minute),
        state: state_name(minute.state),
        state_name: state_label(Some(minute.state), words)?,
        readings: words.one(reading::of_minute(words.texts, minute, reading::NAMED))?,
    })
}

fn media(judgement: &Judgement, words: &Words<'_>) -> Result<Vec<MediumView>, TextError> {
    all(judgement.media, |(section, grade): (Section, _)| {
        let grade = sentence::grade_name(grade);
        Ok(MediumView {
            name: words.label(&format!("section.{}", section.key()))?,
            grade,
            grade_name: words.label(&format!("grade.{grade}"))?,
        })
    })
}

/// A share in percent.
pub(super) fn percent(share: f64) -> String {
    format!("{}%", reading::short_number(share * 100.0))
}
