use super::super::cause::testing::{Person, minutes, people};
use super::super::tests::at;
use super::*;

fn bad(office: &str) -> Person {
    minutes(10).loss_received(8.0).from(3).to(4).office(office)
}

fn fine(office: &str) -> Person {
    minutes(10).office(office)
}

fn of(crowd: impl IntoIterator<Item = Person>) -> Scope {
    people(crowd).diagnose().scope
}

#[test]
fn the_scope_is_the_smallest_circle_that_holds_the_bad_ones() {
    use ScopeVerdict::{Local, Meeting, None, Site, Unknown};
    for (verdict, bad_people, crowd) in [
        (None, 0, vec![fine("a"), fine("b")]),
        (None, 0, vec![fine("a")]),
        (Unknown, 1, vec![bad("a")]),
        (Local, 1, vec![bad("a"), fine("a"), fine("b")]),
        (Site, 2, vec![bad("a"), bad("a"), fine("b")]),
        (Site, 3, vec![bad("a"), bad("a"), bad("a"), fine("a"), fine("a"), fine("b")]),
        (Local, 2, vec![bad("a"), bad("a"), fine("a"), fine("a"), fine("b")]),
        (Site, 2, vec![bad("a"), bad("a")]),
        (Meeting, 2, vec![bad("a"), bad("b")]),
        (Meeting, 2, vec![bad("a"), bad("b"), fine("c"), fine("c")]),
        (Local, 2, vec![bad("a"), bad("b"), fine("c"), fine("c"), fine("c")]),
        (Meeting, 3, vec![bad("a"), bad("a"), bad("b"), fine("c")]),
    ] {
        let people = u32::try_from(crowd.len()).unwrap();
        let minutes = if verdict == None { vec![] } else { vec![at(3), at(4)] };
        let expected = Scope { verdict, minutes, people, bad_people };
        assert_eq!(of(crowd.clone()), expected, "{verdict:?} of {people}");
    }
}

#[test]
fn nothing_measured_is_unknown() {
    assert_eq!(of([]).verdict, ScopeVerdict::Unknown);
    assert_eq!(of([minutes(0)]).verdict, ScopeVerdict::Unknown);
}

#[test]
fn people_of_whom_no_address_is_known_sit_apart() {
    let bad = || minutes(10).loss_received(8.0).from(3).to(4);
    assert_eq!(of([bad(), bad(), minutes(10)]).verdict, ScopeVerdict::Meeting);
}

#[test]
fn one_internal_network_is_one_site() {
    let bad = |network: &str| {
        let site = super::super::participant::Site {
            public_ip: None,
            internal_network: Some(network.to_owned()),
        };
        minutes(10).delay(500.0).from(3).to(4).listed(|stay| stay.site = Some(site.clone()))
    };
    assert_eq!(of([bad("10.1.2"), bad("10.1.2"), fine("b")]).verdict, ScopeVerdict::Site);
    assert_eq!(of([bad("10.1.2"), bad("10.1.3"), fine("b")]).verdict, ScopeVerdict::Meeting);
}

#[test]
fn the_circle_in_which_most_was_lost_wins() {
    let me = |to| minutes(20).delay(500.0).from(3).to(to);
    let everybody = || minutes(20).delay(500.0).from(15).to(17);
    let both = |to| me(to).delay(500.0).from(15).to(17);
    let scope = of([both(8), everybody()]);
    assert_eq!(scope.verdict, ScopeVerdict::Meeting, "six minutes of mine, twice three of all");
    assert_eq!(scope.minutes, [at(15), at(16), at(17)]);
    let scope = of([both(9), everybody()]);
    assert_eq!(scope.verdict, ScopeVerdict::Local);
    assert_eq!((scope.minutes.len(), scope.bad_people), (7, 1));
}

#[test]
fn a_minute_of_which_only_mine_is_known_is_nobodys_scope() {
    let other = minutes(10).missing().from(3).to(4).office("b");
    assert_eq!(of([bad("a"), other]).verdict, ScopeVerdict::Unknown);
}

#[test]
fn a_persons_scope_looks_at_the_minutes_that_were_bad_for_that_person() {
    // Mine: two minutes with everybody. Another's: eight alone.
    let together = |person: Person| person.loss_received(8.0).from(3).to(4);
    let me = || together(minutes(20)).office("a");
    let other = || together(minutes(20)).delay(500.0).from(8).to(15).office("b");
    let verdicts = people([me(), other(), fine("c")]).diagnose();

    assert_eq!(verdicts.scope.verdict, ScopeVerdict::Local, "the meeting's");
    let mine = &verdicts.verdicts[0].scope;
    assert_eq!(mine.verdict, ScopeVerdict::Meeting);
    assert_eq!((mine.people, mine.bad_people), (3, 2));
    assert_eq!(mine.minutes, [at(3), at(4)]);
    assert_eq!(verdicts.verdicts[1].scope.verdict, ScopeVerdict::Local);
    assert_eq!(verdicts.verdicts[2].scope.verdict, ScopeVerdict::None, "nothing of mine was bad");
}
