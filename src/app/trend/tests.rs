//! What a trend adds up to, and who may see one.

use super::super::world::{self, World, meeting, message, person};
use super::*;
use crate::command::Room;
use crate::quality::ids::RoomId;

fn remembered(instance: &str, end: i64, bad: u32) -> Remembered {
    let mut remembered = world::remembered("asker", meeting(instance, end));
    remembered.judged.bad_minutes = bad;
    remembered
}

fn on(network: Option<&str>, bad: u32, rated_minutes: u32) -> Remembered {
    let network_type = network.map(str::to_owned);
    Remembered { network_type, rated_minutes, ..remembered("i", 0, bad) }
}

#[test]
fn minutes_add_up_by_what_meetings_have_in_common() {
    type Row<'a> = (Option<&'a str>, u32, u32, u32);
    let table: [(&str, Vec<Remembered>, &[Row]); 5] = [
        ("nothing", vec![], &[]),
        ("one", vec![on(Some("wifi"), 3, 60)], &[(Some("wifi"), 1, 60, 3)]),
        (
            "the most bad minutes first",
            vec![on(Some("lan"), 1, 90), on(Some("wifi"), 2, 30), on(Some("wifi"), 2, 30)],
            &[(Some("wifi"), 2, 60, 4), (Some("lan"), 1, 90, 1)],
        ),
        (
            "then the most minutes",
            vec![on(Some("4g"), 0, 10), on(Some("lan"), 0, 50)],
            &[(Some("lan"), 1, 50, 0), (Some("4g"), 1, 10, 0)],
        ),
        (
            "what is not known last, and empty is not known",
            vec![on(None, 9, 60), on(Some(" "), 1, 60), on(Some("lan"), 0, 50)],
            &[(Some("lan"), 1, 50, 0), (None, 2, 120, 10)],
        ),
    ];
    for (what, meetings, expected) in table {
        let tallies = tally(&meetings, |meeting| meeting.network_type.as_deref());
        let rows: Vec<_> = tallies
            .iter()
            .map(|it| (it.what.as_deref(), it.meetings, it.rated_minutes, it.bad_minutes))
            .collect();
        assert_eq!(rows, expected, "{what}");
    }
}

#[test]
fn bad_minutes_add_up_by_cause_the_most_first() {
    let caused = |causes: &[(CauseId, u32)]| Remembered {
        by_cause: causes.iter().copied().collect(),
        ..remembered("i", 0, 5)
    };
    let (wifi, cpu, path) = (CauseId::WeakWifi, CauseId::BusyComputer, CauseId::LongPath);
    let meetings = [caused(&[(wifi, 2), (path, 0)]), caused(&[(cpu, 3)]), caused(&[(wifi, 2)])];
    assert_eq!(by_cause(&meetings), [(wifi, 4), (cpu, 3)]);
    let (loss, even) = (CauseId::UplinkLoss, [(wifi, 1), (CauseId::UplinkLoss, 1)]);
    assert_eq!(by_cause(&[caused(&even)]), [(loss, 1), (wifi, 1)], "as in the quality model");
}

#[test]
fn another_persons_meetings_are_for_support_or_for_an_open_house() {
    let both = [false, true];
    for access in [Access::Own, Access::Meeting, Access::Open] {
        for (external, support) in both.map(|e| both.map(|s| (e, s))).concat() {
            let expected = match (external, support, access) {
                (true, ..) => Err(WhyRefused::Outsider),
                (false, true, _) | (false, false, Access::Open) => Ok(()),
                (false, false, Access::Own) => Err(WhyRefused::OnlyOneself),
                (false, false, Access::Meeting) => Err(WhyRefused::OnlySupport),
            };
            assert_eq!(may_follow(access, external, support), expected, "{access} {external}");
        }
    }
}

#[tokio::test]
async fn everybody_sees_their_own_trend_and_nobody_writes_that_down() {
    for access in [Access::Own, Access::Meeting, Access::Open] {
        let world = World::new();
        world.remember(&[remembered("i1", -90, 1), remembered("i2", -30, 2)]).await;
        let app = world.app(access);
        let me =
            Person::Mentioned { id: person("asker"), name: "张三".to_owned(), external: false };
        for person in [Person::Sender, me] {
            app.trend(&message("trend"), &person, 30).await.unwrap_or_else(|it| panic!("{it:?}"));
            let told = world.cards.told();
            assert!(told.starts_with("Trend(Trend { name: None, days: 30"), "{told}");
        }
        assert!(world.memory.looks().is_empty());
    }
}

#[tokio::test]
async fn a_look_at_another_persons_trend_is_in_the_audit_log_whether_refused_or_not() {
    let other = Person::Mentioned { id: person("2"), name: "李四".to_owned(), external: false };
    for (asker, access, why) in [
        ("asker", Access::Meeting, Some(WhyRefused::OnlySupport)),
        ("asker", Access::Own, Some(WhyRefused::OnlyOneself)),
        ("asker", Access::Open, None),
        ("support", Access::Own, None),
    ] {
        let world = World::new();
        let meetings = ["i1", "i2"].map(|instance| Remembered {
            person: person("2").into(),
            ..remembered(instance, -30, 2)
        });
        world.remember(&meetings).await;
        let message = InboundMessage { sender: person(asker), ..message("trend") };
        let app = world.app(access);
        app.trend(&message, &other, 30).await.unwrap_or_else(|it| panic!("{it:?}"));
        let told = world.cards.told();
        let expected = if why.is_some() { "Refused(" } else { "Trend(" };
        assert!(told.starts_with(expected) && told.contains("李四"), "{told}");
        let looks = world.memory.looks();
        let [look] = &looks[..] else { panic!("{looks:?}") };
        assert_eq!((&look.by, look.how, look.refused), (&person(asker), How::Trend, why));
        assert_eq!(look.about, Some(person("2").into()));
        assert_eq!(look.instance.as_deref(), Some("i2"), "the newest");
    }
}

#[tokio::test]
async fn without_history_it_is_said_of_whom_there_is_none() {
    let named = |name: &str| name.to_owned();
    let li_si = || Who::named("李四");
    let table = [
        (Person::Sender, Who::Asker),
        (Person::Named(named("李四")), li_si()),
        (Person::Room(Room::Named(named("海棠"))), Who::named("海棠")),
        (Person::Room(Room::Id(RoomId(named("omm_1")))), Who::Room),
        (Person::Mentioned { id: person("2"), name: named("李四"), external: false }, li_si()),
    ];
    for (person, who) in table {
        let world = World::new();
        let failure = world.app(Access::Open).trend(&message("trend"), &person, 7).await.err();
        let Some(Failure::User(error)) = failure else { panic!("{failure:?}") };
        assert_eq!(error, UserError::NoHistory { who, days: 7 });
        assert!(world.memory.looks().is_empty(), "there was nothing to look at");
    }
    let guest = Person::Mentioned { id: person("2"), name: named("客人"), external: true };
    let failure = World::new().app(Access::Open).trend(&message("trend"), &guest, 7).await.err();
    assert!(matches!(failure, Some(Failure::User(UserError::External { .. }))));
}

#[tokio::test]
async fn a_trend_reaches_back_so_many_days() {
    let world = World::new();
    let days = |days: i64| -days * 24 * 60;
    world.remember(&[remembered("before", days(31), 1), remembered("within", days(29), 1)]).await;
    let app = world.app(Access::Own);
    app.trend(&message("t"), &Person::Sender, 30).await.unwrap_or_else(|it| panic!("{it:?}"));
    let told = world.cards.told();
    assert!(told.contains("within") && !told.contains("before"), "{told}");
}
