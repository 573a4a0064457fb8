//! How often a job is tried, and how the worker ends.

use std::sync::Arc;
use std::time::Duration;

use super::scene::{Act, HOUR, Scene, WoundClock, again, task};
use crate::app::inbound::{Attempt, Outcome};
use crate::app::ports::MessageId;
use crate::clock::Clock;
use crate::inbox::Inbox;
use crate::store::memory::MemoryStore;
use crate::store::{Accepted, JobLane, Jobs};

#[tokio::test]
async fn a_task_is_handled_once() {
    let mut scene = Scene::begin(4, []);
    assert!(matches!(scene.accept("m:om_1").await, Accepted::New(_)));
    assert_eq!(scene.accept("m:om_1").await, Accepted::Duplicate);

    let expected =
        Attempt { task: task("m:om_1"), number: 1, last: false, hopeless: false, reply: None };
    assert_eq!(scene.next_attempt().await, expected);
    scene.settle().await;
    scene.clock.wind(HOUR);
    scene.settle().await;
    assert!(scene.attempts.try_recv().is_err());
    assert_eq!(scene.counted("done"), 1);
}

#[tokio::test]
async fn six_attempts_are_made_with_growing_pauses() {
    let mut scene = Scene::begin(4, (0..6).map(|_| Act::End(again())));
    scene.accept("m:om_1").await;
    for (number, pause) in [(1, 5), (2, 30), (3, 120), (4, 600), (5, 1800)] {
        let attempt = scene.next_attempt().await;
        assert_eq!((attempt.number, attempt.last), (number, false));
        scene.settle().await;
        scene.clock.wind(Duration::from_secs(pause - 1));
        scene.settle().await;
        assert!(scene.attempts.try_recv().is_err(), "too early after attempt {number}");
        scene.clock.wind(Duration::from_secs(1));
    }
    let attempt = scene.next_attempt().await;
    assert_eq!((attempt.number, attempt.last, attempt.hopeless), (6, true, false));
    scene.settle().await;
    assert_eq!((scene.counted("retried"), scene.counted("dead")), (5, 1));
    assert_eq!(scene.dead().await, 1);
}

#[tokio::test]
async fn what_can_never_succeed_is_not_tried_again() {
    let never = Outcome::Never { why: "the chat is gone".to_owned() };
    let mut scene = Scene::begin(4, [Act::End(never)]);
    scene.accept("m:om_1").await;
    scene.next_attempt().await;
    scene.settle().await;
    assert_eq!(scene.counted("dead"), 1);
    assert_eq!(scene.dead().await, 1);
}

#[tokio::test]
async fn a_panic_is_tried_again() {
    let mut scene = Scene::begin(1, [Act::Panic]);
    scene.accept("m:om_1").await;
    scene.next_attempt().await;
    scene.settle().await;
    assert_eq!(scene.counted("retried"), 1);
    scene.clock.wind(Duration::from_secs(5));
    assert_eq!(scene.next_attempt().await.number, 2);
    scene.settle().await;
    assert_eq!(scene.counted("done"), 1);
}

#[tokio::test]
async fn an_attempt_knows_what_an_earlier_one_sent() {
    let mut scene = Scene::begin(1, [Act::Reply("om_reply")]);
    scene.accept("m:om_1").await;
    assert_eq!(scene.next_attempt().await.reply, None);
    scene.settle().await;
    scene.clock.wind(Duration::from_secs(5));
    let second = scene.next_attempt().await;
    assert_eq!(second.reply, Some(MessageId("om_reply".to_owned())));
}

#[tokio::test]
async fn a_job_that_ended_the_process_in_every_attempt_is_only_apologised_for() {
    let store = Arc::new(MemoryStore::new());
    let clock = WoundClock::new();
    let inbox = Inbox::new(Arc::clone(&store) as _, Arc::clone(&clock) as _);
    inbox.accept("m:om_1".to_owned(), task("m:om_1")).await.unwrap();
    for _ in 0..6 {
        let job = store.lease(clock.now(), JobLane::Question).await.unwrap().unwrap();
        store.retry(job.id, clock.now()).await.unwrap();
    }

    let mut scene = Scene::begin_with(store, 1, []);
    let attempt = scene.next_attempt().await;
    assert_eq!((attempt.number, attempt.hopeless), (7, true));
    scene.settle().await;
    assert_eq!(scene.counted("done"), 1);
}

#[tokio::test]
async fn no_more_attempts_run_at_once_than_allowed() {
    let mut scene = Scene::begin(2, [Act::Wait, Act::Wait, Act::Wait]);
    for claim in ["a", "b", "c"] {
        scene.accept(claim).await;
    }
    scene.next_attempt().await;
    scene.next_attempt().await;
    scene.settle().await;
    assert!(scene.attempts.try_recv().is_err());

    scene.player.gate.add_permits(1);
    assert_eq!(scene.next_attempt().await.task, task("c"));
}

#[tokio::test]
async fn a_worker_that_stops_lets_running_work_end() {
    let mut scene = Scene::begin(1, [Act::Wait]);
    scene.accept("a").await;
    scene.accept("b").await;
    scene.next_attempt().await;
    assert!(scene.worker.is_running());

    scene.shutdown.cancel();
    scene.settle().await;
    assert!(!scene.run.is_finished());
    scene.player.gate.add_permits(1);
    (&mut scene.run).await.unwrap();

    assert!(!scene.worker.is_running());
    assert_eq!(scene.counted("done"), 1);
    assert!(scene.attempts.try_recv().is_err(), "nothing new is begun");
}

#[tokio::test]
async fn work_that_does_not_end_is_broken_off() {
    let mut scene = Scene::begin(1, [Act::Wait]);
    scene.accept("a").await;
    scene.next_attempt().await;
    scene.shutdown.cancel();
    scene.settle().await;
    scene.clock.wind(Duration::from_secs(10));
    (&mut scene.run).await.unwrap();

    scene.player.gate.add_permits(1);
    scene.settle().await;
    assert_eq!(scene.counted("done"), 0);
    assert_eq!(scene.player.gate.available_permits(), 1, "the handler is gone");
}
