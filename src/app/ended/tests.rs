//! Who gets what when a meeting ends, and that they get it once.

use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;

use super::super::ports::{Ports, Queue, Watches};
use super::super::world::{
    Mood, TENANT, World, chat_watch, meeting, message, minute, number, options, question,
};
use super::*;
use crate::settings::Access;
use crate::store::memory::MemoryStore;

fn promise() -> Watch {
    let asked = AskedId::of(&message("when").message_id);
    Watch { kind: WatchKind::Once { asked }, ..chat_watch(false) }
}

#[tokio::test]
async fn an_end_is_noted_and_queued_for_its_watches_two_minutes_later() {
    let world = World::new();
    let others = [
        Watch { no: number("222222222"), ..chat_watch(true) },
        Watch { tenant: "theirs".to_owned(), ..chat_watch(true) },
    ];
    world.watching(&[chat_watch(false), promise()]).await;
    world.watching(&others).await;
    let ended = meeting("i1", 30);
    assert_eq!(world.app(Access::Open).ended(TENANT, &ended).await, Outcome::Done);
    assert_eq!(world.held().await, std::slice::from_ref(&ended));
    let expected = [chat_watch(false), promise()].map(|watch| {
        let claim = claim(&watch, &ended);
        (Some(minute(32)), claim, Task::Report { watch, meeting: ended.clone() })
    });
    assert_eq!(world.tasks.queued(), expected);
    let [other, theirs] = others;
    let left = [chat_watch(false), other, theirs];
    assert_eq!(world.watches().await, left, "the promise is kept and gone");
}

#[tokio::test]
async fn the_same_end_told_twice_is_reported_once() {
    let world = World::new();
    let app = world.app(Access::Open);
    for _ in ["at first", "as if the first try had not been noted"] {
        world.watching(&[chat_watch(false), promise()]).await;
        for _ in 0..2 {
            assert_eq!(app.ended(TENANT, &meeting("i1", 30)).await, Outcome::Done);
        }
        assert_eq!(world.tasks.queued().len(), 2);
    }
}

#[tokio::test]
async fn what_ended_before_the_watch_began_is_no_news_and_the_next_one_is() {
    for (end, reports) in [(-1, 0), (0, 0), (1, 1)] {
        let world = World::new();
        world.watching(&[chat_watch(true)]).await;
        world.app(Access::Open).ended(TENANT, &meeting("i1", end)).await;
        assert_eq!(world.tasks.queued().len(), reports, "{end}");
    }
}

#[tokio::test]
async fn meetings_of_one_number_are_reported_once_each_in_whatever_order_they_are_told() {
    let [first, second] = [("i1", 25), ("i2", 55)].map(|(id, end)| meeting(id, end));
    for told in [[&first, &second, &first, &second], [&second, &first, &first, &second]] {
        let world = World::new();
        let app = world.app(Access::Open);
        world.watching(&[chat_watch(true)]).await;
        for (hour, meeting) in (1..).zip(told) {
            world.clock.set(minute(60 * hour));
            app.ended(TENANT, meeting).await;
        }
        let claims: Vec<_> = world.tasks.queued().into_iter().map(|(_, claim, _)| claim).collect();
        assert_eq!(claims, [told[0], told[1]].map(|it| claim(&chat_watch(true), it)));
    }
}

/// Ends the watch before it takes the report.
struct Unwatching(Arc<MemoryStore>);

#[async_trait]
impl Queue for Unwatching {
    async fn queue(&self, _: String, _: Task) -> Result<(), StoreError> {
        unreachable!("a report is for later")
    }

    async fn queue_for(&self, _: Timestamp, _: String, _: Task) -> Result<(), StoreError> {
        self.0.unwatch(&chat_watch(true)).await.map(drop)
    }
}

#[tokio::test]
async fn a_watch_that_is_ended_meanwhile_stays_so() {
    let world = World::new();
    world.watching(&[chat_watch(true)]).await;
    let queue = Arc::new(Unwatching(Arc::clone(&world.memory)));
    let app = App::new(Ports { queue, ..world.ports() }, options(Access::Open));
    assert_eq!(app.ended(TENANT, &meeting("i1", 30)).await, Outcome::Done);
    assert_eq!(world.watches().await, []);
}

#[tokio::test]
async fn a_store_that_fails_has_the_end_told_again() {
    let world = World::new();
    world.store.is(Mood::Broken);
    let outcome = world.app(Access::Open).ended(TENANT, &meeting("i1", 30)).await;
    assert!(matches!(outcome, Outcome::Again { .. }));
}

#[tokio::test]
async fn a_promised_answer_comes_under_the_question_once_for_each_meeting() {
    let world = World::new();
    let app = world.app(Access::Open);
    let asked = question(message("when"), 0);
    world.note(&asked).await;
    for instance in ["i1", "i1", "i2"] {
        app.queue_answer(&asked.id, &meeting(instance, 30)).await.unwrap();
    }
    let queued = world.tasks.queued();
    let cards: Vec<_> = queued.iter().map(|(due, claim, task)| (due, claim, task)).collect();
    assert_eq!(cards.len(), 2);
    for (due, claim, task) in cards {
        let (card, press) = (asked.message.message_id.clone(), claim.clone());
        let asked = asked.id.clone();
        let expected = Task::Ask { asked, card, in_place: false, press, who: None };
        assert_eq!((due, task), (&None, &expected));
    }
    let nobodys = AskedId::of(&message("swept").message_id);
    app.queue_answer(&nobodys, &meeting("i3", 30)).await.unwrap();
    assert_eq!(world.tasks.queued().len(), 2);
}
