//! What is done at once, what is queued, and how often.

use super::*;

#[tokio::test]
async fn a_few_calls_are_answered_at_once_and_more_are_planned() {
    for (people, free, is_at_once) in
        [(1, 100, true), (12, 12, true), (12, 11, false), (13, 100, false)]
    {
        let (world, asked) = planned(many(people, Data::Good)).await;
        let app = world.app(Access::Open);
        let others = app.ports.meetings.free_quality_calls() - free;
        for _ in 0..others {
            let (person, join) = ("ou_000".to_owned().into(), minute(0));
            let lane = Lane::Question;
            app.ports.meetings.records(&long_meeting(), &person, join, None, &lane).await.unwrap();
        }
        assert_eq!(answer(&app, &asked, &long_meeting(), 1).await, Outcome::Done);
        let case = format!("{people} people, {free} free");
        assert_eq!(world.chat.texts().len(), 1, "{case}");
        assert_eq!(world.chat.last_text().starts_with("whole of"), is_at_once, "{case}");
        assert_eq!(world.platform.begun() - others, if is_at_once { people } else { 0 }, "{case}");
        assert_eq!(world.tasks.queued().len(), usize::from(!is_at_once), "{case}");
        let noted = world.noted(&asked.id).await;
        assert_eq!(noted.pinned, Some(long_meeting()), "{case}");
        assert_eq!(noted.whole.is_some(), is_at_once, "{case}");
    }
}

#[tokio::test]
async fn planned_work_is_queued_with_its_card_once_however_often_it_is_tried() {
    let (world, asked) = planned(many(300, Data::Good)).await;
    let app = world.app(Access::Open);
    let mut known = long_meeting();
    (known.people, known.end) = (Some(303), minute(60));
    for attempt in [1, 2] {
        assert_eq!(answer(&app, &asked, &known, attempt).await, Outcome::Done);
    }
    assert_eq!(world.platform.lists(), 0, "how many there were is known from the meeting");
    assert_eq!(world.chat.texts()[0], "0/303 calls");
    let [(None, claim, Task::Whole { asked: id, card, who: None })] = &world.tasks.queued()[..]
    else {
        panic!()
    };
    assert!(claim.starts_with("b:"), "{claim}");
    assert_eq!((id, card.0.as_str()), (&asked.id, "om_1/reply"));
}

#[tokio::test]
async fn a_later_try_leaves_the_card_to_the_work_that_was_queued() {
    let (world, asked) = planned(many(300, Data::Good)).await;
    let app = world.app(Access::Open);
    let mut attempt = first_attempt(Task::Message(asked.message.clone()));
    attempt.number = 2;
    attempt.reply = Some(MessageId("om_sent".to_owned()));
    let tasks = Tasks::default();
    let reply = Reply::new(&app.ports, &asked.message.message_id, &attempt, &tasks);
    assert_eq!(app.answer_whole(asked.clone(), &long_meeting(), &reply).await, Outcome::Done);
    assert_eq!(world.chat.texts(), [""; 0]);
    assert_eq!(world.tasks.queued().len(), 1);
}
