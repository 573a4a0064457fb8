//! Which of a chat's answers somebody is shown again.

use super::super::answer::Roster;
use super::super::asked::{Answered, Judged, JudgedWhole, WholeNoted};
use super::super::ports::Remembered;
use super::super::testing::{World, meeting, message, minute, person, question, row};
use super::*;
use crate::app::inbound::MessageId;
use crate::quality::judgement::Grade;
use crate::quality::verdict::ScopeVerdict;
use crate::settings::Access;

fn judged() -> Judged {
    Judged { grade: Grade::Good, bad_minutes: 0, causes: Vec::new() }
}

/// Somebody's question about somebody in a meeting, and what is remembered of the answer.
fn answer(world: &World, by: &str, about: &str, instance: &str, at: i64) -> Asked {
    let mut message = message(&format!("{by} {about} {instance} {at}"));
    message.sender = person(by);
    let about = About { instance: instance.to_owned(), person: person(about).into() };
    let remembered = Remembered {
        meeting: meeting(instance, -30),
        person: about.person.clone(),
        name: about.person.as_str().to_owned(),
        judged: judged(),
        rated_minutes: 60,
        by_cause: Default::default(),
        network_type: None,
        app_version: None,
    };
    let answered = Answered { about, beside: None, kept: true, settled: true, judged: judged() };
    let asked = Asked { answered: Some(answered), ..question(message, at) };
    world.things().asked.push(asked.clone());
    world.things().remembered.push(remembered);
    asked
}

/// The people and meetings that are shown, in their order.
async fn shown(
    world: &std::sync::Arc<World>,
    access: Access,
    message: &InboundMessage,
) -> Vec<String> {
    let seen = world.app(access).seen_here(message).await;
    let seen = seen.unwrap_or_else(|it| panic!("{it:?}"));
    assert!(world.things().listings.is_empty(), "it costs no call");
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
        ("asker", Access::Own, &["ou_asker i1"]),
        ("asker", Access::Meeting, &["ou_asker i1"]),
        ("asker", Access::Open, &["ou_2 i2", "ou_asker i1"]),
        ("support", Access::Own, &["ou_2 i2", "ou_asker i1"]),
        ("there", Access::Meeting, &["ou_2 i2"]),
        ("there", Access::Own, &[]),
    ];
    for (who, access, expected) in table {
        let world = World::new();
        answer(&world, "2", "asker", "i1", 1);
        answer(&world, "2", "2", "i2", 2);
        let rows = vec![(Some(person("there").into()), row("Wang", false, 60))];
        let roster = Roster { instance: "i2".to_owned(), rows, fetched_at: minute(0) };
        world.things().rosters.push(roster);
        let message = InboundMessage { sender: person(who), ..message("recent") };
        assert_eq!(shown(&world, access, &message).await, expected, "{who}, {access}");
        let outsider = InboundMessage { sender_external: true, ..message };
        assert!(shown(&world, access, &outsider).await.is_empty(), "{who} from elsewhere");
    }
}

#[tokio::test]
async fn who_held_the_meeting_sees_everybody_in_it() {
    let world = World::new();
    answer(&world, "2", "2", "i2", 2);
    world.things().remembered[0].meeting.owner = Some(person("asker"));
    assert_eq!(shown(&world, Access::Meeting, &message("recent")).await, ["ou_2 i2"]);
}

#[tokio::test]
async fn what_was_shared_is_shared_with_who_asked_alone() {
    let world = World::new();
    let asked = answer(&world, "asker", "2", "i2", 2);
    world.things().asked = vec![Asked { shared: true, ..asked }];
    assert_eq!(shown(&world, Access::Own, &message("recent")).await, ["ou_2 i2"]);
    let another = InboundMessage { sender: person("3"), ..message("recent") };
    assert!(shown(&world, Access::Own, &another).await.is_empty());
}

#[tokio::test]
async fn the_latest_ten_are_shown_each_once_and_of_this_chat_alone() {
    let world = World::new();
    for count in 0..12 {
        answer(&world, "asker", "asker", &format!("i{count}"), count);
        answer(&world, "asker", "2", &format!("i{count}"), count);
    }
    answer(&world, "asker", "asker", "i3", 20);
    let elsewhere = answer(&world, "asker", "asker", "other", 30);
    world.things().asked.pop();
    let mut message_elsewhere = elsewhere.message.clone();
    message_elsewhere.chat_id = "oc_2".to_owned();
    world.things().asked.push(Asked { message: message_elsewhere, ..elsewhere });
    let expected: Vec<String> =
        [3, 11, 10, 9, 8, 7, 6, 5, 4, 2].map(|count| format!("ou_asker i{count}")).into();
    assert_eq!(shown(&world, Access::Meeting, &message("recent")).await, expected);
}

#[tokio::test]
async fn pairs_and_whole_meetings_are_shown_to_who_may_see_all_of_them() {
    let world = World::new();
    answer(&world, "2", "asker", "i1", 1);
    let pair = answer(&world, "2", "2", "i1", 2);
    let both = pair.answered.map(|it| Answered { beside: Some(person("asker").into()), ..it });
    world.things().asked.retain(|asked| asked.id != pair.id);
    for at in [3, 4] {
        let message = message(&format!("pair {at}"));
        let asked = Asked { answered: both.clone(), ..question(message, at) };
        world.things().asked.push(asked);
        let judged = JudgedWhole { people: 6, bad: 3, scope: ScopeVerdict::Site };
        let noted = WholeNoted { instance: "i1".to_owned(), settled: true, judged: Some(judged) };
        let asked = question(
            InboundMessage { message_id: MessageId(format!("whole {at}")), ..pair.message.clone() },
            at,
        );
        let (whole, pinned) = (Some(noted), Some(meeting("i1", -30)));
        world.things().asked.push(Asked { whole, pinned, ..asked });
    }
    let table: [(&str, Access, &[&str]); 4] = [
        ("asker", Access::Own, &["ou_asker i1"]),
        ("asker", Access::Open, &["all i1", "ou_2+ou_asker i1", "ou_asker i1"]),
        ("support", Access::Own, &["all i1", "ou_2+ou_asker i1", "ou_asker i1"]),
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
    answer(&world, "2", "2", "i2", 2);
    let asked = question(message("unanswered"), 3);
    world.things().asked.push(asked);
    let app = world.app(Access::Meeting);
    let failure = app.recent(&message("recent")).await.err();
    assert!(matches!(failure, Some(Failure::User(UserError::NothingRecent))), "{failure:?}");
    answer(&world, "2", "asker", "i1", 4);
    app.recent(&message("recent")).await.unwrap_or_else(|it| panic!("{it:?}"));
    assert!(world.told().concat().starts_with("Recent([One(Remembered"));
    world.things().remembered.clear();
    assert!(app.recent(&message("recent")).await.is_err(), "it was swept");
}
