//! Any verdict there can be, for the tests that want every card to hold.

use std::time::Duration;

use proptest::prelude::*;

use super::injection::{metric, outside, time};
use crate::quality::judgement::Judgement;
use crate::quality::semantics::Semantics;
use crate::quality::verdict::{
    Cause, CauseId, Confidence, Episode, Evidence, ExcludedId, Exclusion, FactKind, Scope,
    ScopeVerdict, Side, Verdict, Voice, VoiceBothWays,
};

prop_compose! {
    fn scope()(
        verdict in prop::sample::select(vec![
            ScopeVerdict::Local, ScopeVerdict::Site, ScopeVerdict::Meeting, ScopeVerdict::None,
            ScopeVerdict::Unknown,
        ]),
        people in any::<u32>(),
        bad_people in any::<u32>(),
    ) -> Scope {
        Scope { verdict, minutes: Vec::new(), people, bad_people }
    }
}

fn fact_kind() -> impl Strategy<Value = FactKind> {
    prop::sample::select(vec![
        FactKind::NetworkType,
        FactKind::Protocol,
        FactKind::RtcProxy,
        FactKind::Device,
        FactKind::AppVersion,
        FactKind::Microphone,
        FactKind::Speaker,
        FactKind::LeaveReason,
    ])
}

fn evidence() -> impl Strategy<Value = Evidence> {
    prop_oneof![
        (metric(), any::<f64>(), any::<Option<f64>>(), any::<u32>()).prop_map(
            |(metric, worst, threshold, minutes)| Evidence::Reading {
                metric,
                worst,
                threshold,
                minutes
            }
        ),
        (metric(), any::<f64>(), any::<Option<f64>>()).prop_map(|(metric, during, otherwise)| {
            Evidence::Median { metric, during, otherwise }
        }),
        (fact_kind(), outside()).prop_map(|(what, text)| Evidence::Fact { what, text }),
        (any::<u32>(), any::<u64>()).prop_map(|(times, seconds)| Evidence::Away {
            times,
            total: Duration::from_secs(seconds)
        }),
        any::<[u32; 3]>().prop_map(|[bad, of, sites]| Evidence::People { bad, of, sites }),
        (outside(), metric(), any::<f64>()).prop_map(|(name, metric, worst)| Evidence::Speaker {
            name,
            metric,
            worst
        }),
    ]
}

fn all_evidence() -> impl Strategy<Value = Vec<Evidence>> {
    prop::collection::vec(evidence(), 0..8)
}

fn cause() -> impl Strategy<Value = Cause> {
    let id = prop::sample::select(vec![CauseId::UplinkLoss, CauseId::Service, CauseId::OldClient]);
    let confidence =
        prop::sample::select(vec![Confidence::Low, Confidence::Medium, Confidence::High]);
    (id, confidence, prop::collection::vec(time(), 0..3), all_evidence())
        .prop_map(|(id, confidence, minutes, evidence)| Cause { id, confidence, minutes, evidence })
}

fn excluded() -> impl Strategy<Value = Vec<Exclusion>> {
    let ids = vec![
        ExcludedId::Cpu,
        ExcludedId::UplinkLoss,
        ExcludedId::Jitter,
        ExcludedId::PictureTurnedDown,
        ExcludedId::OwnSideClean,
        ExcludedId::Others,
    ];
    let evidence = prop::collection::vec(prop::collection::vec(evidence(), 0..2), 6);
    (prop::sample::subsequence(ids, 0..=6), evidence).prop_map(|(ids, evidence)| {
        let both = ids.into_iter().zip(evidence);
        both.map(|(id, evidence)| Exclusion { id, evidence }).collect()
    })
}

fn episode() -> impl Strategy<Value = Episode> {
    (time(), time(), any::<u32>(), prop::collection::vec(metric(), 0..9))
        .prop_map(|(from, to, minutes, metrics)| Episode { from, to, minutes, metrics })
}

fn voice() -> impl Strategy<Value = Option<Voice>> {
    // Whatever the readings are, a MOS lies on its scale (`quality::voice`).
    let mos = || 1.0..=4.5_f64;
    let voice = (any::<f64>(), mos(), mos(), mos()).prop_map(|(r, mos, mos_low, mos_high)| Voice {
        r,
        mos,
        mos_low,
        mos_high,
    });
    prop::option::of(voice)
}

/// Any verdict with this judgement.
pub(super) fn verdict(judgement: Judgement) -> impl Strategy<Value = Verdict> {
    let side = prop::sample::select(vec![
        Side::None,
        Side::Uplink,
        Side::Downlink,
        Side::Both,
        Side::Device,
        Side::FarEnd,
        Side::Unknown,
    ]);
    let causes = prop::collection::vec(cause(), 0..4);
    let episodes = prop::collection::vec(episode(), 0..6);
    (side, scope(), causes, excluded(), episodes, voice(), voice()).prop_map(
        move |(side, scope, causes, excluded, episodes, received, sent)| Verdict {
            judgement: judgement.clone(),
            episodes,
            side,
            scope,
            causes,
            excluded,
            voice: VoiceBothWays { received, sent },
            semantics: Semantics::default(),
        },
    )
}
