//! Which numbers are looked at, and what becomes of what is found.

use super::super::asked::AskedId;
use super::super::inbound::Task;
use super::super::world::{TENANT, World, chat_watch, meeting, message, minute, no, number};
use super::*;
use crate::app::answer::Meeting;
use crate::quality::ids::MeetingNo;
use crate::settings::Access;

fn reported(world: &World) -> Vec<String> {
    let queued = world.tasks.queued();
    let instances = queued.iter().map(|(_, _, task)| match task {
        Task::Report { meeting, .. } => meeting.instance.clone(),
        other => panic!("{other:?}"),
    });
    instances.collect()
}

#[tokio::test]
async fn without_watches_a_round_costs_nothing() {
    let world = World::new();
    world.platform.state().meetings = vec![meeting("i1", -5)];
    assert_eq!(world.app(Access::Open).patrol().await, minute(10));
    assert!(world.platform.state().listings.is_empty());
}

#[tokio::test]
async fn ends_that_nobody_told_are_found_in_their_order_and_reported_once() {
    let world = World::new();
    let app = world.app(Access::Open);
    world.watching(&[chat_watch(false)]).await;
    world.platform.state().meetings =
        vec![meeting("old", -30), meeting("late", 55), meeting("early", 25)];
    for round in 1..=3 {
        world.clock.set(minute(60 * round));
        assert_eq!(app.patrol().await, minute(60 * round + 10));
        assert_eq!(reported(&world), ["early", "late"], "round {round}");
    }
    assert_eq!(world.held().await.len(), 2, "noted in the calendar too");
    assert_eq!(app.ended(TENANT, &meeting("late", 55)).await, super::super::inbound::Outcome::Done);
    assert_eq!(reported(&world).len(), 2, "an event that comes after all changes nothing");
}

#[tokio::test]
async fn a_number_whose_end_was_told_a_moment_ago_is_left_out_once() {
    let world = World::new();
    let app = world.app(Access::Open);
    world.watching(&[chat_watch(false)]).await;
    for (at, listings) in [(0, 1), (20, 2), (25, 2), (30, 2), (35, 3)] {
        world.clock.set(minute(at));
        if at == 25 {
            app.ended(TENANT, &meeting("i1", 25)).await;
        } else {
            app.patrol().await;
        }
        assert_eq!(world.platform.state().listings.len(), listings, "{at}");
    }
}

#[tokio::test]
async fn a_round_looks_at_twenty_numbers_and_every_number_has_its_turn() {
    let world = World::new();
    let app = world.app(Access::Open);
    let numbers: Vec<MeetingNo> =
        (0..50).map(|count| number(&format!("{:09}", 100_000_000 + count))).collect();
    let watches = numbers.iter().map(|no| Watch { no: *no, ..chat_watch(false) });
    world.watching(&watches.collect::<Vec<_>>()).await;
    for (round, total) in [(1, 20), (2, 40), (3, 60)] {
        world.clock.set(minute(10 * round));
        app.patrol().await;
        assert_eq!(world.platform.state().listings.len(), total);
    }
    let mut seen = world.platform.state().listings.clone();
    seen.sort();
    seen.dedup();
    assert_eq!(seen, numbers);
}

#[tokio::test]
async fn a_number_that_fails_ends_the_round_and_keeps_no_other_from_its_turn() {
    let world = World::new();
    let app = world.app(Access::Open);
    let other = number("222222222");
    world.watching(&[chat_watch(false), Watch { no: other, ..chat_watch(false) }]).await;
    world.platform.state().refusal = Some(Refusal::Unavailable);
    assert_eq!(app.patrol().await, minute(10));
    assert_eq!(world.platform.state().listings, [no()]);
    world.clock.set(minute(10));
    app.patrol().await;
    assert_eq!(world.platform.state().listings, [no(), other]);
    world.platform.state().refusal = Some(Refusal::NoData);
    world.clock.set(minute(20));
    app.patrol().await;
    assert_eq!(world.platform.state().listings.len(), 4, "a number without meetings is no failure");
}

#[tokio::test]
async fn a_promise_is_given_up_with_its_card_and_a_chats_watch_never() {
    let world = World::new();
    let app = world.app(Access::Open);
    let asked = AskedId::of(&message("when").message_id);
    let promise = Watch { kind: WatchKind::Once { asked }, ..chat_watch(false) };
    world.watching(&[chat_watch(false), promise]).await;
    for (days, left) in [(14, 2), (15, 1)] {
        world.clock.set(minute(days * 24 * 60));
        app.patrol().await;
        assert_eq!(world.watches().await.len(), left, "{days}");
    }
    assert_eq!(world.watches().await, [chat_watch(false)]);
}

#[tokio::test]
async fn an_end_that_is_told_after_a_later_one_is_found_and_reported_once() {
    let world = World::new();
    let app = world.app(Access::Open);
    world.watching(&[chat_watch(true)]).await;
    let [first, second] = [meeting("first", 25), meeting("second", 55)];
    world.clock.set(minute(55));
    app.ended(TENANT, &second).await;
    world.platform.state().meetings = vec![first.clone(), second.clone()];
    for round in 0..3 {
        world.clock.set(minute(65 + 10 * round));
        app.patrol().await;
    }
    assert_eq!(reported(&world), ["second", "first"]);
    app.ended(TENANT, &first).await;
    world.app(Access::Open).patrol().await;
    assert_eq!(reported(&world).len(), 2, "not even by a process that knows of nothing");
}

#[tokio::test]
async fn a_number_is_looked_at_for_each_of_its_watches() {
    let world = World::new();
    let elsewhere = WatchKind::Chat { chat: "oc_2".to_owned(), always: true };
    let later = Watch { kind: elsewhere, seen: Some(minute(30)), ..chat_watch(true) };
    let theirs = Watch { tenant: "theirs".to_owned(), ..chat_watch(true) };
    world.watching(&[later, chat_watch(true), theirs]).await;
    world.platform.state().meetings = vec![meeting("i1", 25), meeting("i2", 55)];
    world.clock.set(minute(60));
    world.app(Access::Open).patrol().await;
    let mut reported = reported(&world);
    reported.sort();
    assert_eq!(reported, ["i1", "i1", "i2", "i2", "i2"]);
    assert_eq!(world.platform.state().listings.len(), 2, "each tenant's number once");
}

#[tokio::test]
async fn what_ended_a_day_ago_is_no_news_to_a_chat_and_two_days_ago_to_nobody() {
    let asked = AskedId::of(&message("when").message_id);
    let promise = Watch { kind: WatchKind::Once { asked }, ..chat_watch(false) };
    for (hours, reports) in [(22, 2), (23, 1), (47, 1), (49, 0)] {
        let world = World::new();
        world.watching(&[chat_watch(false), promise.clone()]).await;
        let ended: Meeting = meeting("i1", 1);
        world.platform.state().meetings = vec![ended];
        world.clock.set(minute(1 + hours * 60));
        world.app(Access::Open).patrol().await;
        assert_eq!(reported(&world).len(), reports, "{hours}");
    }
}
