//! Planned work beside questions, and work of the future.

use std::sync::Arc;
use std::time::Duration;

use super::scene::{Act, HOUR, Scene, WoundClock, again, task};
use crate::app::answer::Meeting;
use crate::app::asked::{AskedId, Watch, WatchKind};
use crate::app::inbound::{Outcome, Task};
use crate::app::ports::{MessageId, Queue};
use crate::clock::Clock;
use crate::inbox::Inbox;
use crate::quality::ids::{MeetingNo, OpenId};

fn bulk(id: &str) -> Task {
    Task::Whole { asked: AskedId(id.to_owned()), card: MessageId("om_card".to_owned()), who: None }
}

#[tokio::test]
async fn planned_work_and_questions_do_not_wait_for_each_other() {
    let mut scene = Scene::begin(2, (0..7).map(|_| Act::Wait));
    let inbox = Inbox::new(Arc::clone(&scene.store) as _, Arc::clone(&scene.clock) as _);
    for n in 0..6 {
        inbox.queue(format!("bulk {n}"), bulk(&n.to_string())).await.unwrap();
    }
    for n in 0..4 {
        assert_eq!(scene.next_attempt().await.task, bulk(&n.to_string()));
    }
    scene.settle().await;
    assert!(scene.attempts.try_recv().is_err(), "four at once are enough");

    for claim in ["a", "b", "c"] {
        scene.accept(claim).await;
    }
    assert_eq!(scene.next_attempt().await.task, task("a"));
    assert_eq!(scene.next_attempt().await.task, task("b"));
    scene.settle().await;
    assert!(scene.attempts.try_recv().is_err(), "two questions at once were allowed");
    scene.player.gate.add_permits(9);
    let mut tasks = Vec::new();
    for _ in 0..3 {
        tasks.push(scene.next_attempt().await.task);
    }
    for expected in [bulk("4"), bulk("5"), task("c")] {
        assert!(tasks.contains(&expected), "{tasks:?}");
    }
}

/// The report of a meeting to a chat that watches it.
fn report(id: &str) -> Task {
    let no = MeetingNo::parse("123456789").unwrap();
    let (since, tenant) = (WoundClock::new().now(), "ours".to_owned());
    let kind = WatchKind::Once { asked: AskedId(id.to_owned()) };
    let by = OpenId("ou_1".to_owned());
    let watch = Watch { tenant, no, kind, by, since, seen: None };
    let meeting = Meeting {
        instance: id.to_owned(),
        no,
        topic: String::new(),
        start: since,
        end: since,
        owner: None,
        people: None,
    };
    Task::Report { watch, meeting }
}

#[tokio::test]
async fn what_somebody_waits_for_does_not_wait_for_reports() {
    let mut scene = Scene::begin(2, (0..9).map(|_| Act::Wait));
    let inbox = Inbox::new(Arc::clone(&scene.store) as _, Arc::clone(&scene.clock) as _);
    for n in 0..5 {
        inbox.queue(format!("report {n}"), report(&n.to_string())).await.unwrap();
    }
    for n in 0..2 {
        assert_eq!(scene.next_attempt().await.task, report(&n.to_string()));
    }
    scene.settle().await;
    assert!(scene.attempts.try_recv().is_err(), "two at once are enough");
    inbox.queue("bulk".to_owned(), bulk("1")).await.unwrap();
    assert_eq!(scene.next_attempt().await.task, bulk("1"));
    scene.accept("a").await;
    assert_eq!(scene.next_attempt().await.task, task("a"));
    scene.player.gate.add_permits(9);
    for n in 2..5 {
        assert_eq!(scene.next_attempt().await.task, report(&n.to_string()));
    }
}

#[tokio::test]
async fn work_of_the_future_is_begun_in_its_time() {
    let mut scene = Scene::begin(2, []);
    let inbox = Inbox::new(Arc::clone(&scene.store) as _, Arc::clone(&scene.clock) as _);
    let due = scene.clock.now() + HOUR;
    inbox.queue_for(due, "later".to_owned(), bulk("1")).await.unwrap();
    scene.settle().await;
    scene.clock.wind(HOUR - Duration::from_secs(1));
    scene.settle().await;
    assert!(scene.attempts.try_recv().is_err());
    scene.clock.wind(Duration::from_secs(1));
    assert_eq!(scene.next_attempt().await.task, bulk("1"));
}

#[tokio::test]
async fn what_is_to_be_looked_at_later_begins_anew() {
    let clock = WoundClock::new();
    let later = Outcome::Later { due: clock.now() + HOUR };
    let mut scene = Scene::begin(2, [Act::End(again()), Act::End(later)]);
    scene.accept("m:om_1").await;
    assert_eq!(scene.next_attempt().await.number, 1);
    scene.settle().await;
    scene.clock.wind(Duration::from_secs(5));
    assert_eq!(scene.next_attempt().await.number, 2);
    scene.settle().await;
    scene.clock.wind(HOUR);
    assert_eq!(scene.next_attempt().await.number, 1);
    scene.settle().await;
    assert_eq!((scene.counted("postponed"), scene.counted("done")), (1, 1));
}
