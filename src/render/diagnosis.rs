//! The diagnosis in human words: which side, how far, why, what it was not, and what to do.
//!
//! Invariant: every id has its words; an id without one does not compile here, and a word without
//! its text fails the tests. Source: quality model 4 (the advice column) and 10.

use super::evidence::{self, Quote};
use super::sentence::Sentence;
use super::text::{Filling, Markup, Text, TextError, Texts};
use crate::quality::semantics::{DelayIs, LossIs, PositiveLevelIs, Semantics};
use crate::quality::verdict::{
    Cause, CauseId, Confidence, ExcludedId, Exclusion, Scope, ScopeVerdict, Side, Verdict, Voice,
    VoiceBothWays,
};

/// Everything in one sentence, with the cause when there is one that explains the bad minutes.
/// `at` is the time of the worst minute, as it is to be written.
pub(super) fn summary(texts: &Texts, verdict: &Verdict, at: Text) -> Result<Text, TextError> {
    let sentence = Sentence::of(&verdict.judgement);
    let said = sentence.plain(texts, at)?;
    match opening(texts, verdict, &sentence)? {
        Some((key, cause)) => {
            texts.plain(key, &[("cause", cause.into()), ("sentence", said.into())])
        }
        None => Ok(said),
    }
}

/// [`summary`] as markdown.
pub(super) fn summary_markdown(
    texts: &Texts,
    verdict: &Verdict,
    at: Markup,
) -> Result<Markup, TextError> {
    let sentence = Sentence::of(&verdict.judgement);
    let said = sentence.markdown(texts, at)?;
    match opening(texts, verdict, &sentence)? {
        Some((key, cause)) => {
            texts.markdown(key, &[("cause", cause.into()), ("sentence", said.into())])
        }
        None => Ok(said),
    }
}

/// What the sentence begins with. A weak guess, or a cause that explains no minute, does not
/// belong there.
fn opening(
    texts: &Texts,
    verdict: &Verdict,
    sentence: &Sentence<'_>,
) -> Result<Option<(&'static str, Text)>, TextError> {
    if !sentence.counts_bad_minutes() {
        return Ok(None);
    }
    let likely = verdict
        .causes
        .first()
        .filter(|cause| cause.confidence >= Confidence::Medium && !cause.minutes.is_empty());
    Ok(match (likely, verdict.side) {
        (Some(cause), _) => Some(("summary.cause", cause_name(texts, cause.id)?)),
        (None, Side::FarEnd) => Some(("summary.far_end", Text::same(""))),
        _ => None,
    })
}

/// A likely cause, as a noun.
pub(super) fn cause_name(texts: &Texts, id: CauseId) -> Result<Text, TextError> {
    texts.plain(&format!("cause.{}", cause_key(id)), &[])
}

/// The same in a few words, for lists.
pub(super) fn short_cause(texts: &Texts, id: CauseId) -> Result<Text, TextError> {
    texts.plain(&format!("cause_short.{}", cause_key(id)), &[])
}

/// That bad minutes have no cause to be named.
pub(super) fn no_cause(texts: &Texts, verdict: &Verdict) -> Result<Text, TextError> {
    let key = match verdict.judgement.bad_minutes {
        1 => "finding.too_few",
        _ => "finding.none",
    };
    texts.plain(key, &[])
}

/// What the person can do about a cause.
pub(super) fn advice(texts: &Texts, id: CauseId) -> Result<Text, TextError> {
    texts.plain(&format!("advice.{}", cause_key(id)), &[])
}

/// What IT can do about a cause.
pub(super) fn advice_it(texts: &Texts, id: CauseId) -> Result<Text, TextError> {
    texts.plain(&format!("advice_it.{}", cause_key(id)), &[])
}

/// How sure a cause is.
pub(super) fn confidence(texts: &Texts, cause: &Cause) -> Result<Text, TextError> {
    let key = match cause.confidence {
        Confidence::High => "confidence.high",
        Confidence::Medium => "confidence.medium",
        Confidence::Low => "confidence.low",
    };
    texts.plain(key, &[])
}

/// What was ruled out and why, or a finding that is no cause.
pub(super) fn exclusion(
    texts: &Texts,
    exclusion: &Exclusion,
    quote: Quote,
) -> Result<Text, TextError> {
    let what = texts.plain(&format!("finding.{}", excluded_key(exclusion.id)), &[])?;
    let why = evidence::list(texts, &exclusion.evidence, quote)?;
    match why {
        Some(why) => texts.plain("finding.because", &[("what", what.into()), ("why", why.into())]),
        None => Ok(what),
    }
}

/// Whether it says what was found, rather than what it was not (RC12, RC23).
pub(super) const fn is_finding(id: ExcludedId) -> bool {
    matches!(id, ExcludedId::PictureTurnedDown | ExcludedId::OwnSideClean)
}

/// Which side of the connection was bad.
pub(super) fn side(texts: &Texts, side: Side) -> Result<Text, TextError> {
    let key = match side {
        Side::None => "side.none",
        Side::Uplink => "side.uplink",
        Side::Downlink => "side.downlink",
        Side::Both => "side.both",
        Side::Device => "side.device",
        Side::FarEnd => "side.far_end",
        Side::Unknown => "side.unknown",
    };
    texts.plain(key, &[])
}

/// How far the trouble reached.
pub(super) fn scope(texts: &Texts, scope: &Scope) -> Result<Text, TextError> {
    let key = match scope.verdict {
        ScopeVerdict::Local if scope.bad_people > 1 => "scope.few",
        ScopeVerdict::Local => "scope.local",
        ScopeVerdict::Site => "scope.site",
        ScopeVerdict::Meeting => "scope.meeting",
        ScopeVerdict::None => "scope.none",
        ScopeVerdict::Unknown => "scope.unknown",
    };
    let count = |number: u32| Filling::from(number.to_string());
    texts.plain(key, &[("people", count(scope.people)), ("bad", count(scope.bad_people))])
}

/// How speech sounded, in a line that calls it an estimate; `None` when there is none.
pub(super) fn voice(texts: &Texts, voice: &VoiceBothWays) -> Result<Option<Text>, TextError> {
    let one = |voice: &Voice| {
        let mos = |value: f64| Filling::from(format!("{value:.1}"));
        let values =
            [("mos", mos(voice.mos)), ("low", mos(voice.mos_low)), ("high", mos(voice.mos_high))];
        texts.plain("voice.one", &values).map(Filling::from)
    };
    let line = match (&voice.received, &voice.sent) {
        (Some(received), Some(sent)) => {
            let values = [("received", one(received)?), ("sent", one(sent)?)];
            texts.plain("voice.both", &values)?
        }
        (Some(received), None) => texts.plain("voice.received", &[("received", one(received)?)])?,
        (None, Some(sent)) => texts.plain("voice.sent", &[("sent", one(sent)?)])?,
        (None, None) => return Ok(None),
    };
    Ok(Some(line))
}

/// How the readings were read that the platform does not define.
pub(super) fn semantics(texts: &Texts, semantics: Semantics) -> Result<Text, TextError> {
    let keys = [
        match semantics.network_delay {
            DelayIs::RoundTrip => "semantics.delay_round_trip",
            DelayIs::OneWay => "semantics.delay_one_way",
        },
        match semantics.media_latency {
            DelayIs::RoundTrip => "semantics.latency_round_trip",
            DelayIs::OneWay => "semantics.latency_one_way",
        },
        match semantics.packet_loss {
            LossIs::BeforeRepair => "semantics.loss_before_repair",
            LossIs::AfterRepair => "semantics.loss_after_repair",
        },
        match semantics.positive_level {
            PositiveLevelIs::Unknown => "semantics.level_unknown",
            PositiveLevelIs::Audible => "semantics.level_audible",
        },
    ];
    let parts: Vec<Text> =
        keys.into_iter().map(|key| texts.plain(key, &[])).collect::<Result<_, _>>()?;
    let parts = texts.list(&parts, "list.items")?;
    texts.plain("semantics.used", &[("parts", parts.into())])
}

/// The id of a cause, as `analyze` prints it and the texts are called.
const fn cause_key(id: CauseId) -> &'static str {
    match id {
        CauseId::Service => "service",
        CauseId::Office => "office",
        CauseId::UplinkLoss => "uplink-loss",
        CauseId::DownlinkLoss => "downlink-loss",
        CauseId::WeakWifi => "weak-wifi",
        CauseId::Congestion => "congestion",
        CauseId::LongPath => "long-path",
        CauseId::TcpFallback => "tcp-fallback",
        CauseId::BusyComputer => "busy-computer",
        CauseId::BusyClient => "busy-client",
        CauseId::StarvedEncoder => "starved-encoder",
        CauseId::Quota => "quota",
        CauseId::QuietMicrophone => "quiet-microphone",
        CauseId::NoAudioSent => "no-audio-sent",
        CauseId::SilentSpeaker => "silent-speaker",
        CauseId::SpeakerUplink => "speaker-uplink",
        CauseId::SharerSide => "sharer-side",
        CauseId::Disconnects => "disconnects",
        CauseId::LossBursts => "loss-bursts",
        CauseId::MobileRadio => "mobile-radio",
        CauseId::OldClient => "old-client",
    }
}

const fn excluded_key(id: ExcludedId) -> &'static str {
    match id {
        ExcludedId::Cpu => "cpu",
        ExcludedId::UplinkLoss => "uplink-loss",
        ExcludedId::DownlinkLoss => "downlink-loss",
        ExcludedId::Delay => "delay",
        ExcludedId::Jitter => "jitter",
        ExcludedId::PictureTurnedDown => "picture-turned-down",
        ExcludedId::OwnSideClean => "own-side-clean",
        ExcludedId::Others => "others",
    }
}
