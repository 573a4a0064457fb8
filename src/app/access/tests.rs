//! Every combination of the rule, and what is decided where it depends on the meeting.

use super::*;

const FACTS: Facts = Facts {
    access: Access::Meeting,
    external: false,
    support: false,
    own: false,
    organiser: false,
    attended: None,
    shared: false,
};

/// Every combination of what the rule looks at.
fn all() -> Vec<Facts> {
    let both = [false, true];
    let mut all = Vec::new();
    for access in [Access::Own, Access::Meeting, Access::Open] {
        for external in both {
            for support in both {
                for own in both {
                    for organiser in both {
                        for attended in [None, Some(false), Some(true)] {
                            for shared in both {
                                all.push(Facts {
                                    access,
                                    external,
                                    support,
                                    own,
                                    organiser,
                                    attended,
                                    shared,
                                });
                            }
                        }
                    }
                }
            }
        }
    }
    all
}

/// The policy as it is told to people, the first row that fits; `_` fits everything.
///
/// access, external, support, own, organiser, attended, shared
type Row = (Option<Access>, [Option<bool>; 4], Option<Option<bool>>, Option<bool>, Ruling);

const YES: Option<bool> = Some(true);
const ANY: Option<bool> = None;
const OUTSIDER: Ruling = Ruling::Refused(WhyRefused::Outsider);
const ONLY_ONESELF: Ruling = Ruling::Refused(WhyRefused::OnlyOneself);
const NOT_THERE: Ruling = Ruling::Refused(WhyRefused::NotThere);

const POLICY: [Row; 10] = [
    (None, [YES, ANY, ANY, ANY], None, ANY, OUTSIDER),
    (None, [ANY, YES, ANY, ANY], None, ANY, Ruling::Allowed),
    (None, [ANY, ANY, YES, ANY], None, ANY, Ruling::Allowed),
    (None, [ANY, ANY, ANY, ANY], None, YES, Ruling::Allowed),
    (Some(Access::Own), [ANY; 4], None, ANY, ONLY_ONESELF),
    (Some(Access::Open), [ANY; 4], None, ANY, Ruling::Allowed),
    (Some(Access::Meeting), [ANY, ANY, ANY, YES], None, ANY, Ruling::Allowed),
    (Some(Access::Meeting), [ANY; 4], Some(YES), ANY, Ruling::Allowed),
    (Some(Access::Meeting), [ANY; 4], Some(Some(false)), ANY, NOT_THERE),
    (Some(Access::Meeting), [ANY; 4], Some(None), ANY, Ruling::DependsOnAttendance),
];

#[test]
fn every_combination_is_ruled_as_the_policy_says() {
    let fits = |facts: &Facts, (access, flags, attended, shared, _): &Row| {
        let said = [facts.external, facts.support, facts.own, facts.organiser];
        access.is_none_or(|it| it == facts.access)
            && flags.iter().zip(said).all(|(flag, is)| flag.is_none_or(|it| it == is))
            && attended.is_none_or(|it| it == facts.attended)
            && shared.is_none_or(|it| it == facts.shared)
    };
    let all = all();
    assert_eq!(all.len(), 288);
    for facts in all {
        let row = POLICY.iter().find(|row| fits(&facts, row));
        let (.., ruling) = row.unwrap_or_else(|| panic!("no row for {facts:?}"));
        assert_eq!(rule(facts), *ruling, "{facts:?}");
    }
}

#[test]
fn details_are_for_the_person_and_for_support_whatever_the_setting() {
    for facts in all() {
        let expected = !facts.external && (facts.own || facts.support);
        assert_eq!(may_see_details(facts), expected, "{facts:?}");
        if may_see_details(facts) {
            assert_eq!(rule(facts), Ruling::Allowed, "who sees details sees the rest");
        }
    }
}

#[test]
fn attendance_is_asked_for_only_where_it_decides() {
    let depends = |facts: &Facts| rule(*facts) == Ruling::DependsOnAttendance;
    let asked: Vec<Facts> = all().into_iter().filter(depends).collect();
    assert_eq!(asked, [FACTS]);
}
