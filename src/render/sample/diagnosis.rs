//! Made-up diagnoses for the sample answers.

use std::time::Duration;

use jiff::Timestamp;

use crate::quality::judgement::Judgement;
use crate::quality::metric::Metric;
use crate::quality::semantics::Semantics;
use crate::quality::verdict::{
    Cause, CauseId, Confidence, Episode, Evidence, ExcludedId, Exclusion, FactKind, Scope,
    ScopeVerdict, Side, Verdict, Voice, VoiceBothWays,
};

/// A judgement about which nothing more is known.
pub(super) fn plain(judgement: Judgement) -> Verdict {
    let (side, reach) = match judgement.bad_minutes {
        0 => (Side::None, ScopeVerdict::None),
        _ => (Side::Unknown, ScopeVerdict::Unknown),
    };
    Verdict {
        judgement,
        episodes: Vec::new(),
        side,
        scope: scope(reach, &[]),
        causes: Vec::new(),
        excluded: Vec::new(),
        voice: VoiceBothWays::default(),
        semantics: Semantics::default(),
    }
}

/// Everything there can be in a card.
pub(super) fn full(judgement: Judgement) -> Verdict {
    let minutes: Vec<Timestamp> = judgement.bad.iter().map(|minute| minute.minute).collect();
    let causes = vec![
        Cause {
            id: CauseId::UplinkLoss,
            confidence: Confidence::High,
            minutes: minutes.clone(),
            evidence: network_evidence(),
        },
        Cause {
            id: CauseId::Disconnects,
            confidence: Confidence::Low,
            minutes: Vec::new(),
            evidence: people_evidence(),
        },
    ];
    Verdict {
        episodes: episodes(&minutes),
        side: Side::Uplink,
        scope: scope(ScopeVerdict::Local, &minutes),
        causes,
        excluded: excluded(),
        voice: VoiceBothWays { received: Some(voice(4.2)), sent: Some(voice(2.9)) },
        ..plain(judgement)
    }
}

/// Nothing wrong on this side.
pub(super) fn far_end(judgement: Judgement) -> Verdict {
    let minutes: Vec<Timestamp> = judgement.bad.iter().map(|minute| minute.minute).collect();
    let voice = VoiceBothWays { received: Some(voice(3.1)), sent: None };
    let scope = scope(ScopeVerdict::Meeting, &minutes);
    Verdict { side: Side::FarEnd, scope, voice, ..plain(judgement) }
}

fn scope(verdict: ScopeVerdict, minutes: &[Timestamp]) -> Scope {
    Scope { verdict, minutes: minutes.to_vec(), people: 5, bad_people: 1 }
}

fn episodes(minutes: &[Timestamp]) -> Vec<Episode> {
    let metrics = vec![Metric::NetworkPacketLossAvgSent, Metric::NetworkDelay];
    let episode = |bad: &[Timestamp]| {
        let (from, to) = (*bad.first()?, *bad.last()?);
        let minutes = u32::try_from(bad.len()).ok()?;
        Some(Episode { from, to, minutes, metrics: metrics.clone() })
    };
    minutes.chunks(3).filter_map(episode).collect()
}

fn network_evidence() -> Vec<Evidence> {
    let (loss, delay) = (Metric::NetworkPacketLossAvgSent, Metric::NetworkDelay);
    vec![
        Evidence::Reading { metric: loss, worst: 8.0, threshold: Some(5.0), minutes: 6 },
        Evidence::Reading { metric: delay, worst: 420.0, threshold: None, minutes: 6 },
        Evidence::Median { metric: delay, during: 420.0, otherwise: Some(43.0) },
        Evidence::Median { metric: delay, during: 420.0, otherwise: None },
        Evidence::Fact { what: FactKind::NetworkType, text: "wifi".to_owned() },
    ]
}

fn people_evidence() -> Vec<Evidence> {
    let metric = Metric::NetworkPacketLossAvgSent;
    vec![
        Evidence::Speaker { name: "李四".to_owned(), metric, worst: 12.0 },
        Evidence::Fact { what: FactKind::Microphone, text: "张三的耳机".to_owned() },
        Evidence::Away { times: 2, total: Duration::from_secs(95) },
        Evidence::People { bad: 3, of: 5, sites: 2 },
    ]
}

fn excluded() -> Vec<Exclusion> {
    let reading = |metric, worst, threshold| {
        vec![Evidence::Reading { metric, worst, threshold: Some(threshold), minutes: 90 }]
    };
    vec![
        Exclusion { id: ExcludedId::Cpu, evidence: reading(Metric::CpuSystemMax, 31.0, 95.0) },
        Exclusion {
            id: ExcludedId::DownlinkLoss,
            evidence: reading(Metric::NetworkPacketLossAvgReceived, 0.6, 2.0),
        },
        Exclusion { id: ExcludedId::PictureTurnedDown, evidence: Vec::new() },
    ]
}

fn voice(mos: f64) -> Voice {
    Voice { r: 70.0, mos, mos_low: mos - 0.2, mos_high: mos + 0.2 }
}
