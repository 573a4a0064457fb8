//! RC22: an older client than others in the meeting have, and trouble that comes back.
//!
//! The newest version known is that of the others, on the same kind of device. Older is one whose
//! first two numbers are lower (house: builds and patches come weekly); trouble comes back when bad
//! minutes come in two stretches at least (house). Source: quality model 4.

use jiff::Timestamp;

use super::super::case::Case;
use super::super::episode::stretches;
use super::super::fold::fold;
use super::super::participant::Stay;
use super::super::rate::RatedMinute;
use super::super::verdict::{Cause, CauseId, FactKind};
use super::evidence::sure_by_itself;
use super::listed;

pub(super) fn rule(case: &Case<'_>) -> Option<Cause> {
    let bounds = &case.rules.causes;
    if stretches(&case.me.minutes, bounds).count() < bounds.client_stretches {
        return None;
    }
    let others = || case.others.iter().flat_map(|other| &other.person.stays);
    let mine = case.me.person.stays.iter().max_by_key(|stay| version(stay))?;
    let newest = others().filter(|stay| is_same_device(stay, mine)).max_by_key(|s| version(s))?;
    if version(mine)? >= version(newest)? {
        return None;
    }
    let versions = [mine, newest].map(|stay| stay.app_version.as_deref());
    let facts = versions.into_iter().filter_map(|text| listed::fact(FactKind::AppVersion, text));
    let minutes: Vec<Timestamp> = case.me.bad().map(RatedMinute::at).collect();
    // Nothing ties the trouble to the version.
    let confidence = sure_by_itself(1);
    Some(Cause { id: CauseId::OldClient, confidence, minutes, evidence: facts.collect() })
}

fn is_same_device(a: &Stay, b: &Stay) -> bool {
    let kind = |stay: &Stay| stay.device.as_deref().map(|device| fold(device).to_lowercase());
    kind(a) == kind(b)
}

/// The first two numbers of a version such as `5.26.0-alpha.38`.
fn version(stay: &Stay) -> Option<(u32, u32)> {
    let text = fold(stay.app_version.as_deref()?).into_owned();
    let mut numbers = text.split('.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

#[cfg(test)]
mod tests {
    use super::super::super::verdict::{Confidence, Evidence};
    use super::super::testing::{Person, minutes, people};
    use super::*;

    fn troubled() -> Person {
        minutes(20).loss_sent(6.0).from(3).to(4).loss_sent(6.0).from(12).to(13)
    }

    fn with(person: Person, version: &str) -> Person {
        person.listed(|stay| stay.app_version = Some(version.to_owned()))
    }

    #[test]
    fn an_older_client_with_trouble_that_comes_back_is_told() {
        let newer = with(minutes(20), "7.30.1");
        for old in ["7.29.9", "6.99.0", "5.26.0-alpha.38"] {
            let cause = people([with(troubled(), old), newer.clone()]).says(rule).unwrap();
            assert_eq!((cause.id, cause.confidence), (CauseId::OldClient, Confidence::Low));
            let fact =
                |text: &str| Evidence::Fact { what: FactKind::AppVersion, text: text.to_owned() };
            assert_eq!(cause.evidence, [fact(old), fact("7.30.1")]);
        }
    }

    #[test]
    fn the_same_version_one_stretch_or_another_device_are_not() {
        let newer = || with(minutes(20), "7.30.1");
        for version in ["7.30.0", "7.31.0", "unknown", ""] {
            assert_eq!(people([with(troubled(), version), newer()]).says(rule), None, "{version}");
        }
        let once = with(minutes(20).loss_sent(6.0).from(3).to(5), "7.0.0");
        assert_eq!(people([once, newer()]).says(rule), None);
        let telephone = with(troubled(), "7.0.0").listed(|s| s.device = Some("IOS".to_owned()));
        assert_eq!(people([telephone, newer()]).says(rule), None);
    }
}
