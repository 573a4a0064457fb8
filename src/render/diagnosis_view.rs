//! The diagnosis as the template of the result sees it, and the same as lines of plain text.

use jiff::Timestamp;
use serde::Serialize;

use super::diagnosis;
use super::evidence::{self, Quote};
use super::reading;
use super::text::{Markup, Text, TextError, Texts};
use crate::quality::verdict::{Cause, Confidence, Episode, Side, Verdict};

/// Episodes that are written out.
const SHOWN_EPISODES: usize = 3;
/// Causes that are shown.
const SHOWN_CAUSES: usize = 2;
/// What a cause rests on, as far as a card shows it.
const SHOWN_EVIDENCE: usize = 2;
/// Metrics of an episode that are named; they come most often first.
const NAMED_METRICS: usize = 3;

/// The variables under `answer.diagnosis`.
#[derive(Debug, Clone, Serialize)]
pub(super) struct DiagnosisView {
    /// How far it reached; `None` when nothing was bad.
    scope: Option<Text>,
    /// Which side was bad; `None` when nothing was.
    side: Option<Text>,
    episodes: Vec<EpisodeView>,
    /// Episodes that are not among `episodes`.
    more_episodes: usize,
    causes: Vec<CauseView>,
    /// Said when minutes were bad and nothing tells why.
    no_cause: Option<Text>,
    /// What the bad minutes did not come from, and why.
    excluded: Option<Text>,
    /// What was found beside the causes.
    findings: Vec<Text>,
    /// What the person, and what IT can do about the likeliest cause.
    advice: Option<AdviceView>,
    /// How speech sounded, both ways and with its range.
    voice: Option<Text>,
}

/// A stretch of bad minutes.
#[derive(Debug, Clone, Serialize)]
struct EpisodeView {
    /// Unix milliseconds.
    from: i64,
    to: i64,
    minutes: u32,
    metrics: Text,
}

#[derive(Debug, Clone, Serialize)]
struct CauseView {
    name: Text,
    confidence: Text,
    /// `high`, `medium` or `low`.
    sure: &'static str,
    /// One line each.
    evidence: Markup,
    /// All of it, for plain text.
    #[serde(skip)]
    rests_on: Vec<Text>,
}

#[derive(Debug, Clone, Serialize)]
struct AdviceView {
    person: Text,
    it: Text,
}

impl DiagnosisView {
    /// `quote` says whether words from outside may stand in it.
    pub(super) fn of(verdict: &Verdict, texts: &Texts, quote: Quote) -> Result<Self, TextError> {
        let episodes = verdict.episodes.iter().take(SHOWN_EPISODES);
        let bad = verdict.judgement.bad_minutes > 0;
        let (findings, excluded): (Vec<_>, Vec<_>) =
            verdict.excluded.iter().partition(|exclusion| diagnosis::is_finding(exclusion.id));
        let exclusion = |exclusion| diagnosis::exclusion(texts, exclusion, quote);
        let excluded = excluded.into_iter().map(exclusion).collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            scope: bad.then(|| diagnosis::scope(texts, &verdict.scope)).transpose()?,
            side: (verdict.side != Side::None)
                .then(|| diagnosis::side(texts, verdict.side))
                .transpose()?,
            episodes: episodes
                .map(|episode| episode_view(episode, texts))
                .collect::<Result<_, _>>()?,
            more_episodes: verdict.episodes.len().saturating_sub(SHOWN_EPISODES),
            causes: causes(verdict, texts, quote)?,
            no_cause: (bad && verdict.causes.is_empty())
                .then(|| diagnosis::no_cause(texts, verdict))
                .transpose()?,
            // Where nothing was bad there is nothing to rule out.
            excluded: if bad { ruled_out(texts, &excluded)? } else { None },
            findings: findings.into_iter().map(exclusion).collect::<Result<_, _>>()?,
            advice: advice(verdict, texts)?,
            voice: diagnosis::voice(texts, &verdict.voice)?,
        })
    }

    /// The same, line by line, with times written by `clock`.
    pub(super) fn lines(
        &self,
        texts: &Texts,
        clock: impl Fn(Timestamp) -> Text,
    ) -> Result<Vec<Text>, TextError> {
        let mut lines: Vec<Text> = self.scope.iter().chain(&self.side).cloned().collect();
        for episode in &self.episodes {
            let time = |millis| clock(Timestamp::from_millisecond(millis).unwrap_or_default());
            let values = [
                ("from", time(episode.from).into()),
                ("to", time(episode.to).into()),
                ("minutes", episode.minutes.to_string().into()),
                ("metrics", episode.metrics.clone().into()),
            ];
            lines.push(texts.plain("episode.one", &values)?);
        }
        for cause in &self.causes {
            let values = [
                ("name", cause.name.clone().into()),
                ("confidence", cause.confidence.clone().into()),
            ];
            lines.push(texts.plain("said.likely", &values)?);
            lines.push(texts.list(&cause.rests_on, "list.groups")?);
        }
        lines.extend(self.no_cause.iter().chain(&self.excluded).cloned());
        for finding in &self.findings {
            let values = [("finding", finding.clone().into())];
            lines.push(texts.plain("diagnosis.finding", &values)?);
        }
        if let Some(AdviceView { person, it }) = &self.advice {
            for (key, advice) in [("said.person", person), ("said.it", it)] {
                lines.push(texts.plain(key, &[("advice", advice.clone().into())])?);
            }
        }
        lines.extend(self.voice.clone());
        Ok(lines)
    }
}

/// The metrics of an episode, the most frequent ones.
pub(super) fn episode_metrics(texts: &Texts, episode: &Episode) -> Result<Text, TextError> {
    let named = episode.metrics.iter().take(NAMED_METRICS);
    let names: Vec<Text> =
        named.map(|metric| reading::name(texts, *metric)).collect::<Result<_, _>>()?;
    texts.list(&names, "list.items")
}

fn episode_view(episode: &Episode, texts: &Texts) -> Result<EpisodeView, TextError> {
    Ok(EpisodeView {
        from: episode.from.as_millisecond(),
        to: episode.to.as_millisecond(),
        minutes: episode.minutes,
        metrics: episode_metrics(texts, episode)?,
    })
}

fn causes(verdict: &Verdict, texts: &Texts, quote: Quote) -> Result<Vec<CauseView>, TextError> {
    let view = |cause: &Cause| {
        let rests_on = evidence::each(texts, &cause.evidence, quote)?;
        let line = |text: &Text| {
            texts.markdown("diagnosis.evidence", &[("evidence", text.clone().into())])
        };
        let lines: Vec<Markup> =
            rests_on.iter().take(SHOWN_EVIDENCE).map(line).collect::<Result<_, _>>()?;
        Ok(CauseView {
            name: diagnosis::cause_name(texts, cause.id)?,
            confidence: diagnosis::confidence(texts, cause)?,
            sure: match cause.confidence {
                Confidence::High => "high",
                Confidence::Medium => "medium",
                Confidence::Low => "low",
            },
            evidence: Markup::lines(&lines),
            rests_on,
        })
    };
    verdict.causes.iter().take(SHOWN_CAUSES).map(view).collect()
}

fn ruled_out(texts: &Texts, excluded: &[Text]) -> Result<Option<Text>, TextError> {
    if excluded.is_empty() {
        return Ok(None);
    }
    let parts = texts.list(excluded, "list.groups")?;
    texts.plain("diagnosis.excluded", &[("parts", parts.into())]).map(Some)
}

fn advice(verdict: &Verdict, texts: &Texts) -> Result<Option<AdviceView>, TextError> {
    let Some(cause) = verdict.causes.first() else { return Ok(None) };
    let person = diagnosis::advice(texts, cause.id)?;
    Ok(Some(AdviceView { person, it: diagnosis::advice_it(texts, cause.id)? }))
}
