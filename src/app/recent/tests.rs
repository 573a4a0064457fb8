//! Which of a chat's answers somebody is shown again.

use super::super::answer::Roster;
use super::super::asked::{About, Answered, Asked, Judged};
use super::super::testing::{World, meeting, message, minute, person, question, row};
use super::*;
use crate::quality::judgement::Grade;
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
    let answered =
        Answered { about, kept: true, settled: true, judged: judged(), quotes: Vec::new() };
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
    seen.iter().map(|it| format!("{} {}", it.name, it.meeting.instance)).collect()
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
async fn each_row_about_somebody_else_is_on_record_before_it_is_shown() {
    let world = World::new();
    answer(&world, "2", "asker", "i1", 1);
    answer(&world, "2", "2", "i2", 2);
    world.app(Access::Open).recent(&message("recent")).await.unwrap_or_else(|it| panic!("{it:?}"));
    let things = world.things();
    let [look] = &things.looks[..] else { panic!("{:?}", things.looks) };
    assert_eq!((look.how, &look.about), (How::Recent, &Some(person("2").into())));
    assert_eq!((look.instance.as_deref(), look.refused), (Some("i2"), None));
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
    assert!(world.told().concat().starts_with("Recent([Remembered"));
    world.things().remembered.clear();
    assert!(app.recent(&message("recent")).await.is_err(), "it was swept");
}
