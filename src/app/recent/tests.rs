//! Which of a chat's answers somebody is shown again.

use super::super::answer::{Meeting, Roster};
use super::super::asked::{About, Answered, Asked, JudgedWhole, WholeNoted};
use super::super::ports::{Calendar, Questions};
use super::super::world::{
    TENANT, World, attendance, meeting, message, minute, person, question, remembered,
};
use super::*;
use crate::app::ports::Remembered;
use crate::quality::verdict::ScopeVerdict;
use crate::settings::Access;

/// Somebody's question about somebody in a meeting, and what is remembered of the answer.
async fn answer(world: &World, by: &str, about: &str, instance: &str, at: i64) -> Asked {
    let judged = remembered(about, meeting(instance, -30));
    world.remember(std::slice::from_ref(&judged)).await;
    let asked = answered(by, &judged, at);
    world.note(&asked).await;
    asked
}

fn answered(by: &str, remembered: &Remembered, at: i64) -> Asked {
    let instance = remembered.meeting.instance.clone();
    let mut message = message(&format!("{by} {} {instance} {at}", remembered.name));
    message.sender = person(by);
    let about = About { instance, person: remembered.person.clone() };
    let judged = remembered.judged.clone();
    let answered =
        Answered { about, beside: None, kept: true, settled: true, judged, quotes: Vec::new() };
    Asked { answered: Some(answered), ..question(message, at) }
}

/// The people and meetings that are shown, in their order.
async fn shown(world: &World, access: Access, message: &InboundMessage) -> Vec<String> {
    let seen = world.app(access).seen_here(message).await;
    let seen = seen.unwrap_or_else(|it| panic!("{it:?}"));
    assert!(world.platform.state().listings.is_empty(), "it costs no call");
    let name = |given: &Given| match given {
        Given::One(one) => one.name.clone(),
        Given::Two(both) => both.each_ref().map(|it| it.name.as_str()).join("+"),
        Given::Everybody(..) => "all".to_owned(),
    };
    seen.iter().map(|it| format!("{} {}", name(it), it.meeting().instance)).collect()
}

#[tokio::test]
async fn only_what_is_known_to_be_allowed_is_shown() {
    let table: [(&str, Access, &[&str]); 6] = [
        ("asker", Access::Own, &["asker i1"]),
        ("asker", Access::Meeting, &["asker i1"]),
        ("asker", Access::Open, &["2 i2", "asker i1"]),
        ("support", Access::Own, &["2 i2", "asker i1"]),
        ("there", Access::Meeting, &["2 i2"]),
        ("there", Access::Own, &[]),
    ];
    for (who, access, expected) in table {
        let world = World::new();
        answer(&world, "2", "asker", "i1", 1).await;
        answer(&world, "2", "2", "i2", 2).await;
        let rows = vec![(Some(person("there").into()), attendance("Wang", false, (0, 60)))];
        let roster = Roster { instance: "i2".to_owned(), rows, fetched_at: minute(0) };
        world.memory.keep_roster(TENANT, &roster).await.unwrap();
        let message = InboundMessage { sender: person(who), ..message("recent") };
        assert_eq!(shown(&world, access, &message).await, expected, "{who}, {access}");
        let outsider = InboundMessage { sender_external: true, ..message };
        assert!(shown(&world, access, &outsider).await.is_empty(), "{who} from elsewhere");
    }
}

#[tokio::test]
async fn each_row_about_somebody_else_is_on_record_before_it_is_shown() {
    let world = World::new();
    answer(&world, "2", "asker", "i1", 1).await;
    answer(&world, "2", "2", "i2", 2).await;
    world.app(Access::Open).recent(&message("recent")).await.unwrap_or_else(|it| panic!("{it:?}"));
    let looks = world.memory.looks();
    let [look] = &looks[..] else { panic!("{looks:?}") };
    assert_eq!((look.how, &look.about), (How::Recent, &Some(person("2").into())));
    assert_eq!((look.instance.as_deref(), look.refused), (Some("i2"), None));
}

#[tokio::test]
async fn who_held_the_meeting_sees_everybody_in_it() {
    let world = World::new();
    answer(&world, "2", "2", "i2", 2).await;
    let meeting = Meeting { owner: Some(person("asker")), ..meeting("i2", -30) };
    world.remember(&[remembered("2", meeting)]).await;
    assert_eq!(shown(&world, Access::Meeting, &message("recent")).await, ["2 i2"]);
}

#[tokio::test]
async fn what_was_shared_is_shared_with_who_asked_alone() {
    let world = World::new();
    let asked = answer(&world, "asker", "2", "i2", 2).await;
    world.memory.share(&asked).await.unwrap();
    assert_eq!(shown(&world, Access::Own, &message("recent")).await, ["2 i2"]);
    let another = InboundMessage { sender: person("3"), ..message("recent") };
    assert!(shown(&world, Access::Own, &another).await.is_empty());
}

#[tokio::test]
async fn the_latest_ten_are_shown_each_once_and_of_this_chat_alone() {
    let world = World::new();
    for count in 0..12 {
        answer(&world, "asker", "asker", &format!("i{count}"), count).await;
        answer(&world, "asker", "2", &format!("i{count}"), count).await;
    }
    answer(&world, "asker", "asker", "i3", 20).await;
    let elsewhere = answer(&world, "asker", "asker", "other", 30).await;
    let mut message_elsewhere = elsewhere.message.clone();
    message_elsewhere.chat_id = "oc_2".to_owned();
    world.note(&Asked { message: message_elsewhere, ..elsewhere }).await;
    let expected: Vec<String> =
        [3, 11, 10, 9, 8, 7, 6, 5, 4, 2].map(|count| format!("asker i{count}")).into();
    assert_eq!(shown(&world, Access::Meeting, &message("recent")).await, expected);
}

#[tokio::test]
async fn pairs_and_whole_meetings_are_shown_to_who_may_see_all_of_them() {
    let world = World::new();
    answer(&world, "2", "asker", "i1", 1).await;
    let other = remembered("2", meeting("i1", -30));
    world.remember(std::slice::from_ref(&other)).await;
    let pair = answered("2", &other, 2);
    let both = pair.answered.map(|it| Answered { beside: Some(person("asker").into()), ..it });
    for at in [3, 4] {
        let asked =
            Asked { answered: both.clone(), ..question(message(&format!("pair {at}")), at) };
        world.note(&asked).await;
        let judged = JudgedWhole { people: 6, bad: 3, scope: ScopeVerdict::Site };
        let noted = WholeNoted { instance: "i1".to_owned(), settled: true, judged: Some(judged) };
        let asked = question(message(&format!("whole {at}")), at);
        let (whole, pinned) = (Some(noted), Some(meeting("i1", -30)));
        world.note(&Asked { whole, pinned, ..asked }).await;
    }
    let table: [(&str, Access, &[&str]); 4] = [
        ("asker", Access::Own, &["asker i1"]),
        ("asker", Access::Open, &["2+asker i1", "all i1", "asker i1"]),
        ("support", Access::Own, &["2+asker i1", "all i1", "asker i1"]),
        ("3", Access::Meeting, &[]),
    ];
    for (who, access, expected) in table {
        let message = InboundMessage { sender: person(who), ..message("recent") };
        let mut seen = shown(&world, access, &message).await;
        seen.sort();
        assert_eq!(seen, expected, "{who}, {access}");
    }
}

#[tokio::test]
async fn without_anything_to_show_it_says_so() {
    let world = World::new();
    answer(&world, "2", "2", "i2", 2).await;
    world.note(&question(message("unanswered"), 3)).await;
    let app = world.app(Access::Meeting);
    let failure = app.recent(&message("recent")).await.err();
    assert!(matches!(failure, Some(Failure::User(UserError::NothingRecent))), "{failure:?}");
    answer(&world, "2", "asker", "i1", 4).await;
    app.recent(&message("recent")).await.unwrap_or_else(|it| panic!("{it:?}"));
    assert!(world.cards.told().starts_with("Recent([One(Remembered"));
    let world = World::new();
    world.note(&answered("2", &remembered("asker", meeting("i1", -30)), 4)).await;
    let app = world.app(Access::Meeting);
    assert!(app.recent(&message("recent")).await.is_err(), "it was swept");
}
