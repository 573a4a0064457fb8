//! What every back end must do with meetings and who was in them.

use std::sync::Arc;

use super::{at, attendance};
use crate::app::answer::{Meeting, Roster};
use crate::app::ports::Period;
use crate::quality::ids::{MeetingNo, OpenId};
use crate::store::Store;

pub(in crate::store) fn meeting(instance: &str, end: i64, owner: Option<&str>) -> Meeting {
    Meeting {
        instance: instance.to_owned(),
        no: no("123456789"),
        topic: "Weekly 周会".to_owned(),
        start: at(end - 60),
        end: at(end),
        owner: owner.map(|id| OpenId(id.to_owned())),
        people: None,
    }
}

pub(in crate::store) fn roster(instance: &str, people: &[&str], fetched_at: i64) -> Roster {
    let row = |id: &&str| (Some((*id).to_owned().into()), attendance());
    let guest = (None, attendance());
    let rows = people.iter().map(row).chain([guest]).collect();
    Roster { instance: instance.to_owned(), rows, fetched_at: at(fetched_at) }
}

fn no(text: &str) -> MeetingNo {
    MeetingNo::parse(text).unwrap()
}

pub(in crate::store) fn period(from: i64, to: i64) -> Period {
    Period { from: at(from), to: at(to) }
}

pub(super) fn instances(meetings: &[Meeting]) -> Vec<&str> {
    meetings.iter().map(|meeting| meeting.instance.as_str()).collect()
}

pub(super) async fn a_meeting_is_found_by_its_number_and_its_end(store: Arc<dyn Store>) {
    for (instance, end) in [("b", 200), ("a", 100), ("c", 300)] {
        store.hold("tenant", &meeting(instance, end, None)).await.unwrap();
    }
    let other = Meeting { no: no("987654321"), ..meeting("d", 200, None) };
    store.hold("tenant", &other).await.unwrap();
    store.hold("tenant2", &meeting("e", 200, None)).await.unwrap();
    for (no, from, to, expected) in [
        (no("123456789"), 0, 999, vec!["c", "b", "a"]),
        (no("123456789"), 100, 200, vec!["b", "a"]),
        (no("123456789"), 101, 299, vec!["b"]),
        (no("123456789"), 301, 999, vec![]),
        (no("123456789"), 300, 100, vec![]),
        (no("987654321"), 0, 999, vec!["d"]),
        (no("111111111"), 0, 999, vec![]),
    ] {
        let found = store.held("tenant", no, period(from, to)).await.unwrap();
        assert_eq!(instances(&found), expected, "{no} {from} {to}");
    }
    let found = store.held("tenant2", no("123456789"), period(0, 999)).await.unwrap();
    assert_eq!(found, [meeting("e", 200, None)]);
}

pub(super) async fn what_is_known_of_a_meeting_never_gets_less(store: Arc<dyn Store>) {
    let told = [
        meeting("a", 100, None),
        Meeting { people: Some(9), ..meeting("a", 100, None) },
        meeting("a", 100, Some("ou_owner")),
        // The exact end comes last, without the rest.
        Meeting { topic: String::new(), ..meeting("a", 160, None) },
    ];
    for meeting in &told {
        store.hold("tenant", meeting).await.unwrap();
        store.hold("tenant", meeting).await.unwrap();
    }
    let expected =
        Meeting { people: Some(9), start: at(100), ..meeting("a", 160, Some("ou_owner")) };
    let found = store.held("tenant", no("123456789"), period(0, 999)).await.unwrap();
    assert_eq!(found, [expected]);
    // It stands where it ended, and nowhere else.
    let found = store.held("tenant", no("123456789"), period(0, 100)).await.unwrap();
    assert_eq!(found, []);
}

pub(super) async fn a_meeting_is_found_by_whoever_was_there(store: Arc<dyn Store>) {
    let me = OpenId("ou_me".to_owned());
    for (instance, end, owner) in [
        ("held", 100, Some("ou_me")),
        ("attended", 200, Some("ou_other")),
        ("both", 300, Some("ou_me")),
        ("not there", 400, Some("ou_other")),
        ("too old", 10, Some("ou_me")),
    ] {
        store.hold("tenant", &meeting(instance, end, owner)).await.unwrap();
    }
    for (instance, people) in [
        ("attended", vec!["ou_other", "ou_me"]),
        ("both", vec!["ou_me", "ou_me", "omm_room"]),
        ("not there", vec!["ou_me2"]),
        // Of this one nobody told when it was.
        ("unknown", vec!["ou_me"]),
    ] {
        store.keep_roster("tenant", &roster(instance, &people, 500)).await.unwrap();
    }
    let found = store.held_with("tenant", &me, period(50, 999)).await.unwrap();
    assert_eq!(instances(&found), ["both", "attended", "held"]);
    let found = store.held_with("tenant", &me, period(0, 100)).await.unwrap();
    assert_eq!(instances(&found), ["held", "too old"]);
    assert_eq!(store.held_with("tenant2", &me, period(0, 999)).await.unwrap(), []);
}

pub(super) async fn a_roster_is_replaced_as_a_whole(store: Arc<dyn Store>) {
    store.hold("tenant", &meeting("a", 100, None)).await.unwrap();
    let people: Vec<_> = (0..1_000).map(|n| format!("ou_{n}")).collect();
    let people: Vec<_> = people.iter().map(String::as_str).collect();
    let long = roster("a", &people, 200);
    store.keep_roster("tenant", &long).await.unwrap();
    assert_eq!(store.roster("tenant", "a").await.unwrap(), Some(long));

    let short = roster("a", &["ou_7"], 300);
    store.keep_roster("tenant", &short).await.unwrap();
    assert_eq!(store.roster("tenant", "a").await.unwrap(), Some(short));
    assert_eq!(store.roster("tenant", "b").await.unwrap(), None);
    assert_eq!(store.roster("tenant2", "a").await.unwrap(), None);
    for (person, is_there) in [("ou_7", true), ("ou_8", false), ("ou_999", false)] {
        let person = OpenId(person.to_owned());
        let found = store.held_with("tenant", &person, period(0, 999)).await.unwrap();
        assert_eq!(!found.is_empty(), is_there, "{person}");
    }
}
