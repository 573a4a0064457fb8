//! What every back end must do, as stories that are told to each of them.

pub(super) mod calendar;
pub(super) mod forget;
pub(super) mod history;
mod jobs;
mod parts;
mod questions;
pub(super) mod sweep;
pub(super) mod watches;

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join_all;
use jiff::{SignedDuration, Timestamp};
use serde_json::value::RawValue;

use super::memory::MemoryStore;
use super::sled::SledStore;
use super::{Accepted, CLAIM_LIFETIME, Job, JobLane, NewJob, Retention, Store, Swept};
use crate::app::answer::{Attendance, Kept, Meeting};
use crate::app::inbound::{InboundMessage, Task};
use crate::app::ports::MessageId;
use crate::quality::ids::{MeetingNo, OpenId, ParticipantId};
use crate::quality::participant::Site;
use calendar::{
    a_meeting_is_found_by_its_number_and_its_end, a_meeting_is_found_by_whoever_was_there,
    a_roster_is_replaced_as_a_whole, what_is_known_of_a_meeting_never_gets_less,
};
use forget::{
    another_tenants_things_stay, nobody_else_loses_more_than_the_name,
    whoever_is_forgotten_leaves_nothing,
};
use history::{a_judgement_replaces_the_one_before, a_persons_judgements_come_oldest_first};
use jobs::{
    a_job_of_the_future_waits_for_its_time, a_postponed_job_begins_anew,
    planned_work_and_questions_wait_apart,
};
use parts::{
    a_result_makes_the_parts_of_its_person_needless,
    parts_are_read_up_to_the_first_that_is_missing, parts_belong_to_one_session,
};
use questions::{
    a_chat_has_its_answered_questions_newest_first, a_person_has_one_opinion_of_a_result,
    a_question_is_noted_again_when_it_is_answered, a_recall_is_stronger_than_a_cancellation,
    what_was_shared_stays_so, what_was_withdrawn_stays_so,
};
use sweep::{everything_lives_its_lifetime_and_no_longer, the_audit_log_goes_by_months};
use watches::{
    a_watch_is_replaced_and_ended, waiting_for_an_answer_ends_and_watching_a_chat_does_not,
    watches_are_found_by_chat_and_by_number,
};

pub(super) const DAY: Duration = Duration::from_secs(24 * 60 * 60);
const MONTH: Duration = Duration::from_secs(30 * 24 * 60 * 60);
const YEAR: Duration = Duration::from_secs(365 * 24 * 60 * 60);
pub(super) const MONTHS: Retention = Retention { raw: MONTH, judgements: YEAR };

/// Some seconds after a Monday morning.
pub(super) fn at(seconds: i64) -> Timestamp {
    "2026-03-02T08:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_secs(seconds)
}

/// Somebody said something.
pub(super) fn job(claim: &str, accepted_at: Timestamp) -> NewJob {
    let message = InboundMessage {
        said_at: None,
        language: None,
        tenant: "tenant".to_owned(),
        message_id: MessageId(claim.to_owned()),
        chat_id: "oc_1".to_owned(),
        direct: false,
        sender: OpenId("ou_asker".to_owned()),
        sender_external: false,
        text: "/quality 123456789 @_user_1 会议卡顿".to_owned(),
        mentions: Vec::new(),
    };
    NewJob { claim: claim.to_owned(), task: Task::Message(message), accepted_at, due: None }
}

/// A kept result with this many minutes of records.
pub(super) fn kept(instance: &str, minutes: usize, fetched_at: Timestamp) -> Kept {
    // Digits that do not repeat, so that packing does not make the value small.
    let record = |n: usize| {
        let noise = n.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5bd1_e995;
        let text = format!(r#"{{"network": {{"time":"{n}","noise":"{noise:x}{:x}"}}}}"#, !noise);
        RawValue::from_string(text).unwrap()
    };
    Kept {
        meeting: Meeting {
            owner: None,
            people: None,
            instance: instance.to_owned(),
            no: MeetingNo::parse("123456789").unwrap(),
            topic: "Weekly 周会".to_owned(),
            start: at(0),
            end: at(3600),
        },
        person: OpenId("ou_subject".to_owned()).into(),
        name: "张三".to_owned(),
        attendance: vec![attendance()],
        records: (0..minutes).map(record).collect(),
        compared: Some(vec![OpenId("ou_other".to_owned()).into()]),
        gaps: Vec::new(),
        fetched_at,
    }
}

pub(super) fn attendance() -> Attendance {
    Attendance {
        location: None,
        name: "张三".to_owned(),
        join: at(0),
        leave: Some(at(3600)),
        external: false,
        telephone: false,
        time_in_meeting: Some(Duration::from_secs(3540)),
        device: Some("Mac".to_owned()),
        app_version: None,
        network_type: Some("wifi".to_owned()),
        protocol: None,
        use_rtc_proxy: Some(false),
        microphone: None,
        speaker: None,
        camera: None,
        leave_reason: None,
        site: Site::at(Some("27.0.2.183"), Some("192.168.1.13")),
    }
}

async fn accept(store: &dyn Store, claim: &str, accepted_at: Timestamp) -> Accepted {
    store.accept(job(claim, accepted_at)).await.unwrap()
}

async fn lease(store: &dyn Store, now: Timestamp) -> Option<Job> {
    store.lease(now, JobLane::Question).await.unwrap()
}

async fn a_claim_is_taken_once_in_24_hours(store: Arc<dyn Store>) {
    let store = store.as_ref();
    let lifetime = i64::try_from(CLAIM_LIFETIME.as_secs()).unwrap();
    let first = accept(store, "m:om_1", at(0)).await;
    assert!(matches!(first, Accepted::New(_)));
    assert_eq!(accept(store, "m:om_1", at(0)).await, Accepted::Duplicate);
    assert!(matches!(accept(store, "e:om_1", at(1)).await, Accepted::New(_)));

    // Finished work stays claimed.
    let held = lease(store, at(2)).await.unwrap();
    store.finish(held.id).await.unwrap();
    assert_eq!(accept(store, "m:om_1", at(lifetime - 1)).await, Accepted::Duplicate);
    // Whether or not anybody swept meanwhile.
    let again = accept(store, "m:om_1", at(lifetime)).await;
    assert!(matches!(again, Accepted::New(id) if Accepted::New(id) != first));
}

async fn of_equal_claims_exactly_one_is_new(store: Arc<dyn Store>) {
    let accepts = (0..64).map(|_| store.accept(job("m:om_1", at(0))));
    let outcomes: Vec<_> = join_all(accepts).await.into_iter().map(Result::unwrap).collect();
    let new = outcomes.iter().filter(|outcome| matches!(outcome, Accepted::New(_))).count();
    assert_eq!(new, 1);
    assert!(store.lease(at(0), JobLane::Question).await.unwrap().is_some());
    assert!(store.lease(at(0), JobLane::Question).await.unwrap().is_none());
}

async fn jobs_come_in_the_order_in_which_they_are_due(store: Arc<dyn Store>) {
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

async fn a_lease_carries_the_job_as_it_was_accepted(store: Arc<dyn Store>) {
    let store = store.as_ref();
    let Accepted::New(id) = accept(store, "m:om_1", at(0)).await else { panic!("not new") };
    let expected = Job { id, new: job("m:om_1", at(0)), attempt: 1, reply: None };
    assert_eq!(lease(store, at(0)).await, Some(expected));
}

async fn a_retried_job_waits_and_remembers(store: Arc<dyn Store>) {
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

async fn only_the_holder_changes_a_job(store: Arc<dyn Store>) {
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

async fn a_buried_job_is_gone_and_stays_claimed(store: Arc<dyn Store>) {
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

async fn who_waits_hears_of_new_jobs(store: Arc<dyn Store>) {
    let (_, accepted) =
        tokio::join!(store.changed(JobLane::Question), store.accept(job("m:om_1", at(0))));
    assert!(matches!(accepted.unwrap(), Accepted::New(_)));
    assert!(store.lease(at(0), JobLane::Question).await.unwrap().is_some());
}

async fn a_result_comes_back_as_it_was_kept(store: Arc<dyn Store>) {
    let long = kept("instance", 720, at(0));
    store.keep("tenant", &long).await.unwrap();
    let found = store.find("tenant", "instance", &long.person).await.unwrap().unwrap();
    assert_same(&found, &long);

    // A shorter one takes its place, and nothing of the longer one is left.
    let short = kept("instance", 2, at(9));
    store.keep("tenant", &short).await.unwrap();
    let found = store.find("tenant", "instance", &short.person).await.unwrap().unwrap();
    assert_same(&found, &short);
}

fn assert_same(found: &Kept, kept: &Kept) {
    let json = |kept: &Kept| serde_json::to_string(kept).unwrap();
    assert_eq!(json(found), json(kept));
    assert_eq!(found.compared, kept.compared);
}

async fn a_result_belongs_to_one_tenant_instance_and_person(store: Arc<dyn Store>) {
    let result = kept("instance", 2, at(0));
    store.keep("tenant", &result).await.unwrap();
    let stranger = ParticipantId::from("ou_stranger".to_owned());
    for (tenant, instance, person) in [
        ("tenant2", "instance", &result.person),
        ("tenant", "instance2", &result.person),
        ("tenant", "instance", &stranger),
        ("tenantinstance", "", &result.person),
    ] {
        let found = store.find(tenant, instance, person).await.unwrap();
        assert!(found.is_none(), "{tenant} {instance} {person:?}");
    }
}

async fn a_sweep_removes_exactly_what_is_due(store: Arc<dyn Store>) {
    let store = store.as_ref();
    let now = at(0) + MONTH;
    let old_claims = now - CLAIM_LIFETIME;
    for n in 0..600 {
        accept(store, &format!("old {n}"), old_claims).await;
    }
    accept(store, "young", old_claims + Duration::from_secs(1)).await;
    store.keep("tenant", &kept("old", 2, at(0))).await.unwrap();
    store.keep("tenant", &kept("young", 2, at(1))).await.unwrap();
    // Kept anew, so young again.
    store.keep("tenant", &kept("renewed", 2, at(0))).await.unwrap();
    store.keep("tenant", &kept("renewed", 3, now)).await.unwrap();

    let swept = store.sweep(now, MONTHS).await.unwrap();
    assert_eq!(swept, Swept { claims: 600, results: 1, ..Swept::default() });
    assert_eq!(accept(store, "young", now).await, Accepted::Duplicate);
    assert!(matches!(accept(store, "old 7", now).await, Accepted::New(_)));
    let person = ParticipantId::from("ou_subject".to_owned());
    for (instance, is_there) in [("old", false), ("young", true), ("renewed", true)] {
        let found = store.find("tenant", instance, &person).await.unwrap();
        assert_eq!(found.is_some(), is_there, "{instance}");
    }
    assert_eq!(store.sweep(now, MONTHS).await.unwrap(), Swept::default());
}

async fn a_setting_is_made_once(store: Arc<dyn Store>) {
    assert_eq!(store.setting("colour", "blue").await.unwrap(), "blue");
    assert_eq!(store.setting("colour", "red").await.unwrap(), "blue");
    assert_eq!(store.setting("size", "红").await.unwrap(), "红");
}

async fn an_open_store_is_healthy(store: Arc<dyn Store>) {
    accept(store.as_ref(), "m:om_1", at(0)).await;
    assert!(store.health().is_ok());
}

/// Tells each story to each back end.
macro_rules! tell {
    ($($story:ident),* $(,)?) => {
        mod memory {
            $(
                #[tokio::test]
                async fn $story() {
                    super::$story(super::Arc::new(super::MemoryStore::new())).await;
                }
            )*
        }

        mod sled {
            $(
                #[tokio::test]
                async fn $story() {
                    let directory = tempfile::tempdir().unwrap();
                    let store = super::Arc::new(super::SledStore::open(directory.path()).unwrap());
                    super::$story(super::Arc::clone(&store) as super::Arc<dyn super::Store>).await;
                    super::Store::health(store.as_ref()).unwrap();
                    super::Store::close(store.as_ref()).await.unwrap();
                }
            )*
        }
    };
}

tell![
    a_claim_is_taken_once_in_24_hours,
    of_equal_claims_exactly_one_is_new,
    jobs_come_in_the_order_in_which_they_are_due,
    a_lease_carries_the_job_as_it_was_accepted,
    a_retried_job_waits_and_remembers,
    only_the_holder_changes_a_job,
    a_buried_job_is_gone_and_stays_claimed,
    who_waits_hears_of_new_jobs,
    a_result_comes_back_as_it_was_kept,
    a_result_belongs_to_one_tenant_instance_and_person,
    a_sweep_removes_exactly_what_is_due,
    a_question_is_noted_again_when_it_is_answered,
    what_was_withdrawn_stays_so,
    what_was_shared_stays_so,
    a_recall_is_stronger_than_a_cancellation,
    a_chat_has_its_answered_questions_newest_first,
    a_person_has_one_opinion_of_a_result,
    planned_work_and_questions_wait_apart,
    a_job_of_the_future_waits_for_its_time,
    a_postponed_job_begins_anew,
    parts_are_read_up_to_the_first_that_is_missing,
    parts_belong_to_one_session,
    a_result_makes_the_parts_of_its_person_needless,
    a_meeting_is_found_by_its_number_and_its_end,
    what_is_known_of_a_meeting_never_gets_less,
    a_meeting_is_found_by_whoever_was_there,
    a_roster_is_replaced_as_a_whole,
    a_persons_judgements_come_oldest_first,
    a_judgement_replaces_the_one_before,
    watches_are_found_by_chat_and_by_number,
    a_watch_is_replaced_and_ended,
    waiting_for_an_answer_ends_and_watching_a_chat_does_not,
    everything_lives_its_lifetime_and_no_longer,
    the_audit_log_goes_by_months,
    whoever_is_forgotten_leaves_nothing,
    nobody_else_loses_more_than_the_name,
    another_tenants_things_stay,
    a_setting_is_made_once,
    an_open_store_is_healthy,
];
