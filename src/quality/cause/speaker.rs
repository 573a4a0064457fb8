//! RC17: many received one person badly, whose sent side was bad: it was that person's uplink.
//!
//! Exactly one sent side was bad, and more than half of the others received badly (house: "many").
//! Where nobody else's data is known, this person's own side must be clean. Source: quality model 4.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::super::case::Case;
use super::super::crowd::{Census, Count};
use super::super::judgement::RatedReading;
use super::super::metric::Metric;
use super::super::rate::RatedMinute;
use super::super::rated::Rated;
use super::super::side::is_own_side_clean;
use super::super::verdict::{Cause, CauseId, Evidence};
use super::super::way::{Way, is_poor, poor, way};
use super::evidence::{sure_of, worst};

pub(super) fn rule(case: &Case<'_>) -> Option<Cause> {
    let mut minutes_of: BTreeMap<usize, Vec<Timestamp>> = BTreeMap::new();
    for minute in case.me.bad() {
        if let Some(place) = to_blame(case, minute) {
            minutes_of.entry(place).or_default().push(minute.at());
        }
    }
    let (place, minutes) = minutes_of.into_iter().max_by_key(|(_, minutes)| minutes.len())?;
    let speaker = case.person(place)?;
    let widest: Count = minutes
        .iter()
        .filter_map(|at| case.crowd.at(*at))
        .map(|census| census.everybody)
        .max_by_key(|everybody| everybody.receivers)?;
    let sites = minutes.iter().filter_map(|at| case.crowd.at(*at)).map(Census::bad_sites).max()?;
    let people = Evidence::People { bad: widest.receivers, of: widest.rated - 1, sites };
    let sent = what_they_sent(case, speaker, &minutes);
    let confidence =
        sure_of(case, &minutes, u32::from(widest.receivers < case.rules.causes.speaker_receivers));
    let evidence = sent.into_iter().chain([people]).collect();
    Some(Cause { id: CauseId::SpeakerUplink, confidence, minutes, evidence })
}

/// Who sent badly what this person and most others received badly.
fn to_blame(case: &Case<'_>, minute: &RatedMinute<'_>) -> Option<usize> {
    if !is_poor(minute, Way::Received) {
        return None;
    }
    let census = case.crowd.at(minute.at())?;
    let place = census.to_blame(&case.rules.causes).filter(|place| *place != case.place)?;
    let agreed = census.everybody.receivers >= case.rules.causes.speaker_receivers
        || is_own_side_clean(minute);
    agreed.then_some(place)
}

/// The worst of what the speaker sent.
fn what_they_sent(case: &Case<'_>, who: &Rated<'_>, minutes: &[Timestamp]) -> Option<Evidence> {
    let sent = who.during(minutes).flat_map(|minute| {
        let is_sent = |reading: &&RatedReading| {
            way(reading.metric) == Way::Sent && poor(minute).any(|poor| poor == reading.metric)
        };
        minute.readings.iter().filter(is_sent)
    });
    let metric: Metric =
        sent.max_by_key(|reading| (reading.state, std::cmp::Reverse(reading.metric)))?.metric;
    let (worst, _) = worst(who, case.rules, metric, minutes)?;
    Some(Evidence::Speaker { name: who.person.name.clone(), metric, worst })
}

#[cfg(test)]
mod tests {
    use super::super::super::verdict::Confidence;
    use super::super::testing::{Person, alone, minutes, people};
    use super::*;

    fn speaker() -> Person {
        minutes(10).named("Li").loss_sent(12.0).from(3).to(6)
    }

    fn listener() -> Person {
        minutes(10).choppy_video().from(3).to(6)
    }

    #[test]
    fn one_sender_whom_most_receive_badly_is_to_blame() {
        let cause = people([listener(), listener(), minutes(10), speaker()]).says(rule).unwrap();
        assert_eq!((cause.id, cause.confidence), (CauseId::SpeakerUplink, Confidence::High));
        assert_eq!(cause.minutes.len(), 4);
        let name = "Li".to_owned();
        let metric = Metric::NetworkPacketLossAvgSent;
        assert_eq!(
            cause.evidence,
            [
                Evidence::Speaker { name, metric, worst: 12.0 },
                Evidence::People { bad: 2, of: 3, sites: 3 }
            ]
        );
    }

    #[test]
    fn it_does_not_matter_who_is_listed_first() {
        let cause = people([listener(), speaker(), listener()]).says(rule).unwrap();
        let name = "Li".to_owned();
        let metric = Metric::NetworkPacketLossAvgSent;
        assert_eq!(cause.evidence[0], Evidence::Speaker { name, metric, worst: 12.0 });
    }

    #[test]
    fn what_is_named_is_what_they_sent_at_its_worst() {
        // Their delay is worse, and what they sent was uneven too, but not poor.
        let speaker = speaker().loss_sent(6.0).delay(900.0).jitter_sent(40.0).from(3).to(6);
        let cause = people([listener(), listener(), minutes(10), speaker]).says(rule).unwrap();
        let metric = Metric::NetworkPacketLossAvgSent;
        let name = "Li".to_owned();
        assert_eq!(cause.evidence[0], Evidence::Speaker { name, metric, worst: 6.0 });
    }

    #[test]
    fn the_one_other_person_is_to_blame_when_my_own_side_is_clean() {
        let cause = people([listener(), speaker()]).says(rule).unwrap();
        assert_eq!(cause.confidence, Confidence::Medium);
        let lossy = listener().loss_received(6.0).from(3).to(6);
        assert_eq!(people([lossy, speaker()]).says(rule), None);
    }

    #[test]
    fn many_who_lose_what_one_person_lost_agree() {
        let lossy = || minutes(10).loss_received(8.0).from(3).to(6);
        assert!(people([lossy(), lossy(), speaker()]).says(rule).is_some());
    }

    #[test]
    fn it_is_not_when_few_receive_badly_or_two_send_badly() {
        for (why, crowd) in [
            ("only I receive badly", vec![listener(), minutes(10), speaker()]),
            ("two send badly", vec![listener(), listener(), listener(), speaker(), speaker()]),
            ("nobody sends badly", vec![listener(), listener(), minutes(10)]),
            ("I am the speaker", vec![speaker(), listener(), listener()]),
            ("at other times", vec![listener(), listener(), minutes(10).loss_sent(12.0).at(8)]),
        ] {
            assert_eq!(people(crowd).says(rule), None, "{why}");
        }
        assert_eq!(alone(listener()).says(rule), None);
    }
}
