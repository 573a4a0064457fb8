//! What is said meanwhile, at the end, and when nothing can be found out.

use super::*;

#[tokio::test]
async fn the_answer_takes_the_place_of_the_progress_and_its_buttons_find_it() {
    let (world, asked) = planned(all_kinds()).await;
    assert_eq!(work(&world.app(Access::Open), &asked).await, Outcome::Done);
    assert_eq!(world.chat.last_text(), format!("whole of {}: {WHOLE}", asked.id.0));
    assert_eq!((world.platform.calls().len(), world.platform.lists()), (PLANNED, 1));
    let noted = world.noted(&asked.id).await;
    assert_eq!(noted.whole, Some(whole_noted()));
    let Choices::People(people) = noted.choices else { panic!("{:?}", noted.choices) };
    let choices: Vec<_> =
        people.iter().map(|it| (it.id.as_str(), it.name.as_str(), it.join)).collect();
    assert_eq!(choices[0], ("ou_ben", "ben", minute(0)));
    assert_eq!(choices[3], ("omm_room", "omm_room", minute(0)));
}

#[tokio::test]
async fn progress_is_shown_at_most_once_a_second_and_never_after_the_answer() {
    let (world, asked) = planned(many(300, Data::Good)).await;
    assert_eq!(work(&world.app(Access::Open), &asked).await, Outcome::Done);
    let said = world.chat.state().said.clone();
    assert!(said.len() > 5, "{} pictures of a look that takes minutes", said.len());
    assert!(said.iter().all(|it| it.card == Some(MessageId(CARD.to_owned()))));
    let (last, progress) = said.split_last().unwrap();
    assert!(last.text.starts_with("whole of"), "{last:?}");
    for pair in progress.windows(2) {
        assert!(pair[1].at_ms - pair[0].at_ms >= 1_000, "{pair:?}");
    }
    let came_to = |text: &str| text.split('/').next().unwrap().parse::<u32>().unwrap();
    let calls: Vec<u32> = progress.iter().map(|it| came_to(&it.text)).collect();
    assert!(calls.is_sorted() && calls[0] < 50 && calls[calls.len() - 1] > 200, "{calls:?}");
    assert_eq!(world.platform.calls().len(), 300);
}

#[tokio::test]
async fn who_cannot_be_measured_is_named_with_the_reason() {
    let two =
        |data| vec![guest("ou_ann", Data::Good, &[(0, 60)]), guest("ou_bo", data, &[(0, 60)])];
    for (data, minutes_ago, said, settled) in [
        (Data::Nothing, 60, "ann | bo without data", true),
        (Data::Nothing, 29, "ann | bo not yet", false),
        (Data::Nothing, 30, "ann | bo without data", true),
        (Data::Unavailable, 60, "ann | bo failed", false),
        (Data::Unavailable, 5, "ann | bo failed", false),
    ] {
        let (world, asked) = planned(two(data)).await;
        world.clock.wind((minutes_ago - 60) * 60_000);
        work(&world.app(Access::Open), &asked).await;
        assert!(world.chat.last_text().ends_with(said), "{said}: {}", world.chat.last_text());
        let noted = world.noted(&asked.id).await;
        assert_eq!(noted.whole.clone().unwrap().settled, settled, "{said}");
        let kept = world.app(Access::Open).kept_whole(&noted).await.unwrap().unwrap();
        assert_eq!(kept.people.len(), 1, "{said}");
    }
}

#[tokio::test]
async fn what_is_in_the_way_of_all_is_said_at_once() {
    let outsiders = || vec![Guest { external: true, ..guest("ou_out", Data::Good, &[(0, 60)]) }];
    let nobody = "NobodyMeasured { no: MeetingNo([49, 50, 51, 52, 53, 54, 55, 56, 57]) }";
    for (what, guests, minutes_ago, said, most) in [
        ("no data", many(50, Data::Nothing), 60, nobody, 50),
        ("not yet", many(50, Data::Nothing), 10, "NotReady", 50),
        ("outsiders", outsiders(), 60, nobody, 0),
        ("an empty list", vec![], 60, nobody, 0),
        ("no role", many(50, Data::NoRole), 60, "AdminRoleMissing", 32),
        ("nothing answers", many(50, Data::Unavailable), 60, "fault", 50),
    ] {
        let (world, asked) = planned(guests).await;
        world.clock.wind((minutes_ago - 60) * 60_000);
        assert_eq!(work(&world.app(Access::Open), &asked).await, Outcome::Done, "{what}");
        assert!(world.chat.last_text().starts_with(said), "{what}: {}", world.chat.last_text());
        assert_eq!(world.chat.last_text().ends_with("again?"), said == "NotReady", "{what}");
        assert!(world.platform.begun() <= most, "{what}: {}", world.platform.begun());
    }
}

#[tokio::test]
async fn after_the_last_of_many_tries_the_asker_is_told() {
    let (world, asked) = planned(all_kinds()).await;
    let card = MessageId(CARD.to_owned());
    let mut attempt =
        first_attempt(Task::Whole { asked: asked.id.clone(), card: card.clone(), who: None });
    (attempt.number, attempt.hopeless) = (7, true);
    let outcome =
        world.app(Access::Open).whole_job(&attempt, &asked.id, &card, &Tasks::default()).await;
    assert_eq!((outcome, world.platform.begun()), (Outcome::Done, 0));
    assert_eq!(world.chat.texts(), ["fault"]);
}
