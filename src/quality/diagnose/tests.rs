//! Five real calls, by the judging rules of quality model 10.

use serde_json::value::RawValue;

use super::super::merge::measure;
use super::super::metric::Metric;
use super::super::verdict::{ExcludedId, ScopeVerdict, Side};
use super::*;

fn call(name: &str, json: &str) -> Participant {
    let records: Vec<&RawValue> = serde_json::from_str(json).unwrap();
    let measured = measure(records.into_iter().map(RawValue::get));
    Participant { name: name.to_owned(), measured, stays: Vec::new() }
}

fn outage() -> Participant {
    call("b", include_str!("../../../tests/data/calls/jitsi_b_outage.json"))
}

fn meeting() -> Vec<Participant> {
    vec![
        call("p1", include_str!("../../../tests/data/calls/jitsi_d_meeting_p1_chrome.json")),
        call("p2", include_str!("../../../tests/data/calls/jitsi_d_meeting_p2_chrome.json")),
        call("p3", include_str!("../../../tests/data/calls/jitsi_d_meeting_p3_safari.json")),
        call("p4", include_str!("../../../tests/data/calls/jitsi_d_meeting_p4_firefox.json")),
    ]
}

#[test]
fn one_bad_minute_is_named_and_has_no_cause() {
    let Diagnosis { verdicts, scope, .. } = diagnose(&[outage()], &Rules::default());
    let [verdict] = &verdicts[..] else { panic!("{verdicts:?}") };

    assert_eq!(verdict.judgement.bad.len(), 1);
    assert_eq!((&verdict.causes[..], &verdict.episodes[..]), (&[][..], &[][..]));
    assert_eq!(verdict.side, Side::Both);
    assert_eq!(scope.verdict, ScopeVerdict::Unknown, "nobody else's data is known");
    assert_eq!(scope.minutes, [verdict.judgement.bad[0].minute]);
    let excluded: Vec<_> = verdict.excluded.iter().map(|exclusion| exclusion.id).collect();
    assert_eq!(excluded, [ExcludedId::Jitter], "CPU was not measured, the rest was bad");
}

#[test]
fn a_clean_meeting_has_no_side_and_no_cause_and_nobody_is_blamed() {
    let people = meeting();
    let Diagnosis { verdicts, scope, .. } = diagnose(&people, &Rules::default());

    assert_eq!(scope.verdict, ScopeVerdict::None);
    assert_eq!((scope.people, scope.bad_people), (4, 0));
    for (person, verdict) in people.iter().zip(&verdicts) {
        assert_eq!(verdict.side, Side::None, "{}", person.name);
        assert_eq!(verdict.causes, [], "{}", person.name);
        assert_eq!(verdict.episodes, [], "{}", person.name);
    }
}

#[test]
fn what_was_not_measured_is_never_ruled_out() {
    let verdicts = diagnose(&meeting(), &Rules::default()).verdicts;
    let rules_out = |place: usize, id| verdicts[place].excluded.iter().any(|e| e.id == id);
    for place in 0..4 {
        assert!(!rules_out(place, ExcludedId::Cpu), "nobody measured it");
        assert!(rules_out(place, ExcludedId::Delay));
    }
    let safari = 2;
    assert!(verdicts[safari].judgement.unknown.contains(&Metric::NetworkPacketLossAvgSent));
    assert!(!rules_out(safari, ExcludedId::UplinkLoss));
    assert!(rules_out(safari, ExcludedId::DownlinkLoss));
}

#[test]
fn one_burst_keeps_the_downlink_from_being_cleared() {
    let verdicts = diagnose(&meeting(), &Rules::default()).verdicts;
    let cleared = |place: usize| {
        let mut excluded = verdicts[place].excluded.iter();
        excluded.any(|exclusion| exclusion.id == ExcludedId::DownlinkLoss)
    };
    assert!(!cleared(0) && !cleared(1), "11 % and 13 % in a moment");
    assert!(cleared(3));
}

#[test]
fn what_arrives_from_one_speaker_is_theirs() {
    let people = {
        let mut people = meeting();
        // Made bad by hand: p1 loses what they send, p4 sees it.
        let speaker = &mut people[0].measured.minutes;
        speaker[1..4].iter_mut().for_each(|m| m.set(Metric::NetworkPacketLossAvgSent, 14.0));
        let listener = &mut people[3].measured.minutes;
        listener.iter_mut().for_each(|m| m.set(Metric::VideoFramerateReceived, 2.0));
        people
    };
    let verdicts = diagnose(&people, &Rules::default()).verdicts;
    assert_eq!(verdicts[3].side, Side::FarEnd);
    assert_eq!(verdicts[0].side, Side::Uplink);
}

#[test]
fn nobody_is_nothing() {
    let Diagnosis { verdicts, scope, .. } = diagnose(&[], &Rules::default());
    assert_eq!(verdicts, []);
    assert_eq!((scope.verdict, scope.people), (ScopeVerdict::Unknown, 0));
    let empty = diagnose(&[Participant::default()], &Rules::default());
    assert_eq!(empty.verdicts[0].side, Side::None);
    assert_eq!(empty.verdicts[0].excluded, []);
}
