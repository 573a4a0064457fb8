//! What several who ask at the same time share, and what they do not.

use std::pin::pin;

use futures_util::future::{Either, join_all, select};
use tokio::task::yield_now;

use super::*;
use crate::app::asked::Stop;
use crate::app::ports::Reach;

#[tokio::test]
async fn two_who_ask_for_one_meeting_at_once_are_answered_from_one_look() {
    let (world, one) = planned(many(40, Data::Good)).await;
    let other = asked("2");
    world.note(&other).await;
    let app = world.app(Access::Open);
    let jobs = [start(&app, &one, "om_card_1"), start(&app, &other, "om_card_2")];
    for job in jobs {
        assert_eq!(job.await.unwrap(), Outcome::Done);
    }
    assert_eq!((world.platform.begun(), world.platform.lists()), (40, 1));
    for (card, asked) in [("om_card_1", &one), ("om_card_2", &other)] {
        let said = world.chat.state().said.clone();
        let card = Some(MessageId(card.to_owned()));
        let last = said.into_iter().rfind(|it| it.card == card).unwrap();
        assert!(last.text.starts_with(&format!("whole of {}", asked.id.0)), "{last:?}");
    }
}

#[tokio::test]
async fn when_one_of_two_stops_the_other_goes_on() {
    let (world, one) = planned(many(40, Data::Good)).await;
    let other = asked("2");
    world.note(&other).await;
    let app = world.app(Access::Open);
    let (first, second) = (start(&app, &one, "om_card_1"), start(&app, &other, "om_card_2"));
    while world.platform.calls().len() < 5 {
        yield_now().await;
    }
    app.stops.stop(&one.id, Stop::Cancelled);
    assert_eq!(first.await.unwrap(), Outcome::Done);
    assert_eq!(second.await.unwrap(), Outcome::Done);
    let texts = world.chat.texts();
    assert!(texts.iter().any(|text| text.starts_with("cancelled")), "{texts:?}");
    assert!(world.chat.last_text().starts_with("whole of"), "{texts:?}");
    assert_eq!(
        world.platform.calls().len(),
        40,
        "who was cut off was asked for anew: {}",
        world.platform.begun()
    );
}

#[tokio::test]
async fn a_hundred_equal_questions_are_one_fetch() {
    let world = World::after(many(3, Data::Good));
    let app = world.app(Access::Open);
    let (meeting, person) = (long_meeting(), "ou_001".to_owned().into());
    let asks = (0..100).map(|_| async {
        let lane = &Lane::Question;
        let rows = app.who_was_there(TENANT, &meeting, Reach::Everybody, lane).await.unwrap();
        let own = rows.items.iter().filter(|(id, _)| id.as_ref() == Some(&person));
        let own = own.map(|(_, row)| row.clone()).collect();
        app.fetch(TENANT, &meeting, &person, own, true)
            .await
            .unwrap()
            .participant
            .measured
            .minutes
            .len()
    });
    let minutes = join_all(asks).await;
    assert_eq!(minutes, [6; 100]);
    assert_eq!((world.platform.begun(), world.platform.lists()), (1, 1));
}

#[tokio::test]
async fn a_question_does_not_wait_for_bulk_work() {
    let world = World::after(many(1, Data::Good));
    world.platform.state().cut = Some(0);
    let app = world.app(Access::Open);
    let (lane, meeting) = (Lane::Bulk(asked("1").id), long_meeting());
    let bulk = Box::pin(app.look_at_everybody(TENANT, &meeting, &lane, &Untracked));
    let stuck = match select(bulk, pin!(world.platform.is_cut())).await {
        Either::Right(((), bulk)) => bulk,
        Either::Left(_) => panic!("it was to be cut"),
    };
    world.platform.state().cut = None;
    let rows = vec![row(&world.platform.state().guests[0], (0, 60)).1];
    let known = app.fetch(TENANT, &meeting, &"ou_000".to_owned().into(), rows, true).await.unwrap();
    assert_eq!(known.participant.measured.minutes.len(), 6);
    drop(stuck);
}
