//! RC2: most of one site was bad while the other sites were fine. Source: quality model 4.

use super::super::bounds::CauseBounds;
use super::super::case::Case;
use super::super::crowd::{Census, Count};
use super::super::verdict::{Cause, CauseId, Evidence};
use super::evidence::{bad_minutes, sure_of};

pub(super) fn rule(case: &Case<'_>) -> Option<Cause> {
    let bounds = &case.rules.causes;
    let my_site = case.crowd.site_of(case.place)?;
    let at_my_site = |census: &Census| census.sites.get(my_site).copied().unwrap_or_default();
    let minutes = bad_minutes(case, |minute| {
        case.crowd.at(minute.at()).is_some_and(|census| {
            census.to_blame(bounds).is_none() && is_mine(census, at_my_site(census), bounds)
        })
    })?;
    let seen = || minutes.iter().filter_map(|at| case.crowd.at(*at));
    let widest = seen().map(at_my_site).max_by_key(|site| site.bad)?;
    let elsewhere =
        seen().map(|census| census.everybody.without(at_my_site(census)).rated).min()?;
    let people = Evidence::People { bad: widest.bad, of: widest.rated, sites: 1 };
    let confidence = sure_of(case, &minutes, u32::from(elsewhere < bounds.office_elsewhere));
    Some(Cause { id: CauseId::Office, confidence, minutes, evidence: vec![people] })
}

fn is_mine(census: &Census, site: Count, bounds: &CauseBounds) -> bool {
    let elsewhere = census.everybody.without(site);
    bounds.is_most_of_a_site(site)
        && elsewhere.rated > 0
        && bounds.are_fine(elsewhere.bad, elsewhere.rated)
}

#[cfg(test)]
mod tests {
    use super::super::super::verdict::Confidence;
    use super::super::testing::{Person, minutes, people};
    use super::*;

    fn bad(office: &str) -> Person {
        minutes(10).loss_received(8.0).loss_sent(7.0).from(3).to(6).office(office)
    }

    fn fine(office: &str) -> Person {
        minutes(10).office(office)
    }

    #[test]
    fn most_of_my_site_and_nobody_elsewhere_is_the_office() {
        let crowd = [bad("a"), bad("a"), bad("a"), fine("a"), fine("a"), fine("b"), fine("c")];
        let cause = people(crowd).says(rule).unwrap();
        assert_eq!(cause.minutes.len(), 4);
        assert_eq!(cause.confidence, Confidence::High);
        assert_eq!(cause.evidence, [Evidence::People { bad: 3, of: 5, sites: 1 }]);
    }

    #[test]
    fn it_does_not_matter_who_is_listed_first() {
        let crowd = [fine("b"), bad("a"), bad("a"), fine("c")];
        let verdicts = people(crowd).diagnose().verdicts;
        let causes = verdicts.iter().map(|verdict| verdict.causes.first().map(|cause| cause.id));
        let office = Some(CauseId::Office);
        assert_eq!(causes.collect::<Vec<_>>(), [None, office, office, None]);
    }

    #[test]
    fn one_person_elsewhere_is_little_to_compare_with() {
        let cause = people([bad("a"), bad("a"), fine("b")]).says(rule).unwrap();
        assert_eq!(cause.confidence, Confidence::Medium);
    }

    #[test]
    fn it_is_not_when_the_office_is_mostly_fine_or_others_are_bad_too() {
        let half = vec![bad("a"), bad("a"), fine("a"), fine("a"), fine("b")];
        let quarter_elsewhere = vec![bad("a"), bad("a"), bad("b"), fine("b"), fine("b"), fine("c")];
        for (why, crowd) in [
            ("half of the office", half),
            ("I am alone there", vec![bad("a"), fine("b"), fine("b")]),
            ("nobody elsewhere is known", vec![bad("a"), bad("a")]),
            ("a quarter elsewhere", quarter_elsewhere),
        ] {
            assert_eq!(people(crowd).says(rule), None, "{why}");
        }
    }
}
