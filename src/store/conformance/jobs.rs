//! What every back end must do with lanes, and with work of the future.

use std::sync::Arc;

use super::{accept, at, job, lease};
use crate::app::asked::AskedId;
use crate::app::inbound::Task;
use crate::app::ports::MessageId;
use crate::store::{Job, JobLane, NewJob, Store};

fn bulk(claim: &str, second: i64) -> NewJob {
    let task = Task::Whole {
        asked: AskedId(claim.to_owned()),
        card: MessageId("om_card".to_owned()),
        who: None,
    };
    NewJob { task, ..job(claim, at(second)) }
}

async fn lease_bulk(store: &dyn Store, second: i64) -> Option<Job> {
    store.lease(at(second), JobLane::Bulk).await.unwrap()
}

pub(super) async fn planned_work_and_questions_wait_apart(store: Arc<dyn Store>) {
    let store = store.as_ref();
    for n in 0..3 {
        store.accept(bulk(&format!("bulk {n}"), n)).await.unwrap();
    }
    accept(store, "question", at(8)).await;
    assert_eq!(store.next_due(JobLane::Question).await.unwrap(), Some(at(8)));
    assert_eq!(store.next_due(JobLane::Bulk).await.unwrap(), Some(at(0)));

    assert_eq!(lease(store, at(9)).await.map(|job| job.new.claim), Some("question".to_owned()));
    assert_eq!(lease(store, at(9)).await, None);
    let first = lease_bulk(store, 9).await.unwrap();
    assert_eq!(first.new.claim, "bulk 0");
    // Tried again, it stays in its lane.
    store.retry(first.id, at(20)).await.unwrap();
    assert_eq!(lease(store, at(30)).await, None);
    let mut rest = Vec::new();
    while let Some(job) = lease_bulk(store, 30).await {
        rest.push((job.new.claim, job.attempt));
    }
    let expected = [("bulk 1", 1), ("bulk 2", 1), ("bulk 0", 2)];
    assert_eq!(rest, expected.map(|(claim, attempt)| (claim.to_owned(), attempt)));
    let (_, accepted) = tokio::join!(store.changed(JobLane::Bulk), store.accept(bulk("late", 40)));
    accepted.unwrap();
}

pub(super) async fn a_job_of_the_future_waits_for_its_time(store: Arc<dyn Store>) {
    let store = store.as_ref();
    let later = NewJob { due: Some(at(60)), ..job("m:om_1", at(0)) };
    store.accept(later.clone()).await.unwrap();
    assert_eq!(lease(store, at(59)).await, None);
    assert_eq!(store.next_due(JobLane::Question).await.unwrap(), Some(at(60)));
    assert_eq!(lease(store, at(60)).await.map(|job| job.new), Some(later));
}

pub(super) async fn a_postponed_job_begins_anew(store: Arc<dyn Store>) {
    let store = store.as_ref();
    store.accept(bulk("report", 0)).await.unwrap();
    let first = lease_bulk(store, 0).await.unwrap();
    store.retry(first.id, at(5)).await.unwrap();
    let second = lease_bulk(store, 5).await.unwrap();
    assert_eq!(second.attempt, 2);
    let reply = MessageId("om_reply".to_owned());
    store.replied(second.id, &reply).await.unwrap();
    store.postpone(second.id, at(3_600)).await.unwrap();

    assert!(store.finish(second.id).await.is_err(), "nobody holds it");
    assert_eq!(lease_bulk(store, 3_599).await, None);
    let anew = lease_bulk(store, 3_600).await.unwrap();
    assert_eq!(anew, Job { attempt: 1, reply: Some(reply), ..first });
}
