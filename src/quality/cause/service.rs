//! RC1: many people at several sites were bad at once.
//!
//! At least half of those with data, three people, two sites; unless they all received one person
//! badly, which is RC17. Source: quality model 4.

use super::super::bounds::CauseBounds;
use super::super::case::Case;
use super::super::crowd::Census;
use super::super::verdict::{Cause, CauseId, Evidence};
use super::evidence::{bad_minutes, sure_of};

pub(super) fn rule(case: &Case<'_>) -> Option<Cause> {
    let minutes = bad_minutes(case, |minute| {
        case.crowd.at(minute.at()).is_some_and(|census| is_widespread(census, &case.rules.causes))
    })?;
    // Whose address is not known may well sit with the others.
    let doubts = u32::from(!case.crowd.all_located());
    let widest = minutes
        .iter()
        .filter_map(|at| case.crowd.at(*at))
        .max_by_key(|census| census.everybody.bad)?;
    let people = Evidence::People {
        bad: widest.everybody.bad,
        of: widest.everybody.rated,
        sites: widest.bad_sites(),
    };
    let confidence = sure_of(case, &minutes, doubts);
    Some(Cause { id: CauseId::Service, confidence, minutes, evidence: vec![people] })
}

fn is_widespread(census: &Census, bounds: &CauseBounds) -> bool {
    bounds.is_half(census.everybody)
        && census.everybody.bad >= bounds.service_people
        && census.bad_sites() >= bounds.service_sites
        && census.to_blame(bounds).is_none()
}

#[cfg(test)]
mod tests {
    use super::super::super::verdict::Confidence;
    use super::super::testing::{Person, minutes, people};
    use super::*;

    fn bad(office: &str) -> Person {
        minutes(10).loss_received(8.0).from(3).to(6).office(office)
    }

    fn fine(office: &str) -> Person {
        minutes(10).office(office)
    }

    #[test]
    fn half_of_the_people_at_two_sites_are_the_service() {
        let crowd = [bad("a"), bad("a"), bad("b"), fine("c"), fine("c"), fine("b")];
        let cause = people(crowd).says(rule).unwrap();
        assert_eq!(cause.minutes.len(), 4);
        assert_eq!(cause.confidence, Confidence::High);
        assert_eq!(cause.evidence, [Evidence::People { bad: 3, of: 6, sites: 2 }]);
    }

    #[test]
    fn fewer_people_or_one_site_are_not() {
        let three_of_seven =
            vec![bad("a"), bad("b"), bad("c"), fine("d"), fine("d"), fine("d"), fine("d")];
        for (why, crowd) in [
            ("three of seven", three_of_seven),
            ("two people", vec![bad("a"), bad("b")]),
            ("one site", vec![bad("a"), bad("a"), bad("a"), fine("b")]),
            ("I was fine", vec![fine("a"), bad("a"), bad("b"), bad("c")]),
        ] {
            assert_eq!(people(crowd).says(rule), None, "{why}");
        }
    }

    #[test]
    fn people_who_receive_one_person_badly_are_not_the_service() {
        let speaker = minutes(10).loss_sent(12.0).from(3).to(6).office("c");
        assert_eq!(people([bad("a"), bad("b"), bad("d"), speaker]).says(rule), None);
    }

    #[test]
    fn without_addresses_it_is_less_sure() {
        let bad = || minutes(10).loss_received(8.0).from(3).to(6);
        let cause = people([bad(), bad(), bad(), minutes(10)]).says(rule).unwrap();
        assert_eq!(cause.confidence, Confidence::Medium);
    }
}
