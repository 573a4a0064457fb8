//! The judgement as one JSON object. Field names are a contract: fields may be added, never
//! renamed. Source: quality model 10.

use jiff::Timestamp;
use serde::Serialize;

use super::input::Clock;
use super::{AnalyzeError, Report};
use crate::quality::judgement::{Grade, NamedMinute, State};
use crate::quality::metric::{Metric, Section};
use crate::quality::minute::Unparsed;
use crate::quality::semantics::Semantics;
use crate::quality::verdict::{
    Cause, CauseId, Confidence, Episode, ExcludedId, Scope, ScopeVerdict, Side, Verdict, Voice,
};
use crate::render::{Narrator, TextError};

const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct Analysis<'r> {
    schema: u32,
    participants: Vec<ParticipantJson<'r>>,
    scope: ScopeJson,
}

#[derive(Serialize)]
struct ParticipantJson<'r> {
    name: &'r str,
    minutes: u32,
    rated_minutes: u32,
    bad_minutes: u32,
    longest_run: u32,
    coverage: f64,
    grade: Grade,
    too_short: bool,
    media: MediaJson,
    bad: Vec<MinuteJson>,
    /// The worst minute, even if none was bad.
    worst: Option<MinuteJson>,
    episodes: Vec<EpisodeJson<'r>>,
    side: Side,
    side_text: String,
    /// Of this participant's bad minutes.
    scope: ScopeJson,
    causes: Vec<CauseJson>,
    excluded: Vec<ExcludedJson>,
    unknown: &'r [Metric],
    unparsed: &'r [Unparsed],
    voice: VoiceJson,
    semantics: Semantics,
    summary: String,
}

#[derive(Serialize)]
struct MediaJson {
    network: Grade,
    audio: Grade,
    video: Grade,
    screen_sharing: Grade,
    cpu: Grade,
}

#[derive(Serialize)]
struct MinuteJson {
    minute: String,
    readings: Vec<ReadingJson>,
}

#[derive(Serialize)]
struct ReadingJson {
    metric: Metric,
    value: f64,
    unit: &'static str,
    state: State,
    threshold: f64,
}

#[derive(Serialize)]
struct EpisodeJson<'r> {
    from: String,
    to: String,
    minutes: u32,
    metrics: &'r [Metric],
}

#[derive(Serialize)]
struct CauseJson {
    id: CauseId,
    what: String,
    confidence: Confidence,
    minutes: Vec<String>,
    evidence: Vec<String>,
    advice: String,
    advice_it: String,
}

#[derive(Serialize)]
struct ExcludedJson {
    id: ExcludedId,
    why: String,
}

#[derive(Serialize)]
struct VoiceJson {
    received: Option<Voice>,
    sent: Option<Voice>,
}

#[derive(Serialize)]
struct ScopeJson {
    verdict: ScopeVerdict,
    minutes: Vec<String>,
    why: String,
}

/// The object, with a line end.
pub(super) fn print(report: &Report, narrator: &Narrator) -> Result<String, AnalyzeError> {
    let participants = report
        .participants()
        .map(|(person, clock, verdict)| participant(&person.name, clock, verdict, narrator))
        .collect::<Result<_, _>>()?;
    let scope = scope(&report.diagnosis.scope, &report.clock(), narrator)?;
    let analysis = Analysis { schema: SCHEMA, participants, scope };
    let json = serde_json::to_string_pretty(&analysis).map_err(std::io::Error::other)?;
    Ok(json + "\n")
}

fn participant<'r>(
    name: &'r str,
    clock: &Clock,
    verdict: &'r Verdict,
    narrator: &Narrator,
) -> Result<ParticipantJson<'r>, TextError> {
    let judgement = &verdict.judgement;
    let excluded = verdict.excluded.iter().map(|exclusion| {
        Ok(ExcludedJson { id: exclusion.id, why: narrator.exclusion(exclusion)? })
    });
    Ok(ParticipantJson {
        name,
        minutes: judgement.minutes,
        rated_minutes: judgement.rated_minutes,
        bad_minutes: judgement.bad_minutes,
        longest_run: judgement.longest_run,
        coverage: judgement.coverage,
        grade: judgement.grade,
        too_short: judgement.too_short,
        media: media(&judgement.media),
        bad: judgement.bad.iter().map(|named| minute(named, clock)).collect(),
        worst: judgement.worst.as_ref().map(|named| minute(named, clock)),
        episodes: verdict.episodes.iter().map(|one| episode(one, clock)).collect(),
        side: verdict.side,
        side_text: narrator.side(verdict.side)?,
        scope: scope(&verdict.scope, clock, narrator)?,
        causes: verdict
            .causes
            .iter()
            .map(|one| cause(one, clock, narrator))
            .collect::<Result<_, _>>()?,
        excluded: excluded.collect::<Result<_, TextError>>()?,
        unknown: &judgement.unknown,
        unparsed: &judgement.unparsed,
        voice: VoiceJson {
            received: verdict.voice.received.map(rounded),
            sent: verdict.voice.sent.map(rounded),
        },
        semantics: verdict.semantics,
        summary: narrator.summary(verdict, |at| clock.short(at))?,
    })
}

fn scope(scope: &Scope, clock: &Clock, narrator: &Narrator) -> Result<ScopeJson, TextError> {
    Ok(ScopeJson {
        verdict: scope.verdict,
        minutes: times(&scope.minutes, clock),
        why: narrator.scope(scope)?,
    })
}

fn media(media: &[(Section, Grade); 5]) -> MediaJson {
    let [network, audio, video, screen_sharing, cpu] = media.map(|(_, grade)| grade);
    MediaJson { network, audio, video, screen_sharing, cpu }
}

fn minute(named: &NamedMinute, clock: &Clock) -> MinuteJson {
    let readings = named.readings.iter().map(|reading| ReadingJson {
        metric: reading.metric,
        value: reading.value,
        unit: reading.metric.unit().symbol(),
        state: reading.state,
        threshold: reading.threshold,
    });
    MinuteJson { minute: clock.full(named.minute), readings: readings.collect() }
}

fn episode<'r>(episode: &'r Episode, clock: &Clock) -> EpisodeJson<'r> {
    EpisodeJson {
        from: clock.full(episode.from),
        to: clock.full(episode.to),
        minutes: episode.minutes,
        metrics: &episode.metrics,
    }
}

fn cause(cause: &Cause, clock: &Clock, narrator: &Narrator) -> Result<CauseJson, TextError> {
    let evidence = cause.evidence.iter().map(|evidence| narrator.evidence(evidence));
    Ok(CauseJson {
        id: cause.id,
        what: narrator.cause(cause.id)?,
        confidence: cause.confidence,
        minutes: times(&cause.minutes, clock),
        evidence: evidence.collect::<Result<_, _>>()?,
        advice: narrator.advice(cause.id)?,
        advice_it: narrator.advice_it(cause.id)?,
    })
}

fn times(minutes: &[Timestamp], clock: &Clock) -> Vec<String> {
    minutes.iter().map(|at| clock.full(*at)).collect()
}

/// More digits than two would claim more than an estimate can.
fn rounded(voice: Voice) -> Voice {
    let round = |value: f64| (value * 100.0).round() / 100.0;
    let Voice { r, mos, mos_low, mos_high } = voice;
    Voice { r: round(r), mos: round(mos), mos_low: round(mos_low), mos_high: round(mos_high) }
}
