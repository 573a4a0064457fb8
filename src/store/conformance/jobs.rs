//! What every back end must do with jobs, their lanes, and work of the future.

use std::sync::Arc;

use super::{MONTH, MONTHS, accept, at, job, lease};
use crate::app::asked::AskedId;
use crate::app::inbound::Task;
use crate::app::ports::MessageId;
use crate::store::{Accepted, Job, JobLane, NewJob, Store, Swept};

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

pub(super) async fn jobs_come_in_the_order_in_which_they_are_due(store: Arc<dyn Store>) {
    let store = store.as_ref();
    for (claim, second) in [("a", 3), ("b", 1), ("c", 1), ("d", 9)] {
        accept(store, claim, at(second)).await;
    }
    assert!(lease(store, at(0)).await.is_none());
    assert_eq!(store.next_due(JobLane::Question).await.unwrap(), Some(at(1)));

    let mut order = Vec::new();
    while let Some(job) = lease(store, at(5)).await {
        assert_eq!(job.attempt, 1);
        order.push(job.new.claim);
    }
    assert_eq!(order, ["b", "c", "a"]);
    assert_eq!(store.next_due(JobLane::Question).await.unwrap(), Some(at(9)));
}

pub(super) async fn a_lease_carries_the_job_as_it_was_accepted(store: Arc<dyn Store>) {
    let store = store.as_ref();
    let Accepted::New(id) = accept(store, "m:om_1", at(0)).await else { panic!("not new") };
    let expected = Job { id, new: job("m:om_1", at(0)), attempt: 1, reply: None };
    assert_eq!(lease(store, at(0)).await, Some(expected));
}

pub(super) async fn a_retried_job_waits_and_remembers(store: Arc<dyn Store>) {
    let store = store.as_ref();
    accept(store, "m:om_1", at(0)).await;
    let first = lease(store, at(0)).await.unwrap();
    let reply = MessageId("om_reply".to_owned());
    store.replied(first.id, &reply).await.unwrap();
    store.retry(first.id, at(30)).await.unwrap();

    assert!(lease(store, at(29)).await.is_none());
    assert_eq!(store.next_due(JobLane::Question).await.unwrap(), Some(at(30)));
    let second = lease(store, at(30)).await.unwrap();
    assert_eq!(second, Job { attempt: 2, reply: Some(reply), ..first });
}

pub(super) async fn only_the_holder_changes_a_job(store: Arc<dyn Store>) {
    let store = store.as_ref();
    let Accepted::New(id) = accept(store, "m:om_1", at(0)).await else { panic!("not new") };
    assert!(store.finish(id).await.is_err());
    assert!(store.retry(id, at(9)).await.is_err());
    assert!(store.postpone(id, at(9)).await.is_err());
    assert!(store.bury(id, "no").await.is_err());
    assert!(store.replied(id, &MessageId("om_reply".to_owned())).await.is_err());

    lease(store, at(0)).await.unwrap();
    store.finish(id).await.unwrap();
    assert!(store.finish(id).await.is_err());
}

pub(super) async fn a_buried_job_is_gone_and_stays_claimed(store: Arc<dyn Store>) {
    let store = store.as_ref();
    accept(store, "m:om_1", at(0)).await;
    let held = lease(store, at(0)).await.unwrap();
    store.bury(held.id, "undeliverable").await.unwrap();

    assert!(lease(store, at(1_000)).await.is_none());
    assert_eq!(store.next_due(JobLane::Question).await.unwrap(), None);
    assert_eq!(accept(store, "m:om_1", at(1_000)).await, Accepted::Duplicate);
    let swept = store.sweep(at(0) + MONTH, MONTHS).await.unwrap();
    assert_eq!(swept, Swept { claims: 1, dead: 1, ..Swept::default() });
}

pub(super) async fn who_waits_hears_of_new_jobs(store: Arc<dyn Store>) {
    let (_, accepted) =
        tokio::join!(store.changed(JobLane::Question), store.accept(job("m:om_1", at(0))));
    assert!(matches!(accepted.unwrap(), Accepted::New(_)));
    assert!(store.lease(at(0), JobLane::Question).await.unwrap().is_some());
}
