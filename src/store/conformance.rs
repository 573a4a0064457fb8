//! What every back end must do, as stories that are told to each of them.

pub(super) mod calendar;
mod claims;
pub(super) mod forget;
pub(super) mod history;
mod itself;
mod jobs;
mod parts;
mod questions;
mod results;
pub(super) mod sweep;
pub(super) mod watches;

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::value::RawValue;

use super::memory::MemoryStore;
use super::sled::SledStore;
use super::{Accepted, Job, JobLane, NewJob, Retention, Store};
use crate::app::answer::{Attendance, Kept, Meeting};
use crate::app::inbound::{InboundMessage, Task};
use crate::app::ports::MessageId;
use crate::quality::ids::{MeetingNo, OpenId};
use crate::quality::participant::Site;

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

/// Tells each story, below the file it stands in, to each back end.
macro_rules! tell {
    ($($file:ident: [$($story:ident),* $(,)?])*) => {
        mod memory {
            $($(
                #[tokio::test]
                async fn $story() {
                    let store = std::sync::Arc::new(super::MemoryStore::new());
                    super::$file::$story(store).await;
                }
            )*)*
        }

        mod sled {
            $($(
                #[tokio::test]
                async fn $story() {
                    let directory = tempfile::tempdir().unwrap();
                    let store = std::sync::Arc::new(super::SledStore::open(directory.path()).unwrap());
                    super::$file::$story(store.clone()).await;
                    super::Store::health(store.as_ref()).unwrap();
                    super::Store::close(store.as_ref()).await.unwrap();
                }
            )*)*
        }
    };
}

tell! {
    claims: [
        a_claim_is_taken_once_in_24_hours,
        of_equal_claims_exactly_one_is_new,
    ]
    jobs: [
        jobs_come_in_the_order_in_which_they_are_due,
        a_lease_carries_the_job_as_it_was_accepted,
        a_retried_job_waits_and_remembers,
        only_the_holder_changes_a_job,
        a_buried_job_is_gone_and_stays_claimed,
        who_waits_hears_of_new_jobs,
        planned_work_and_questions_wait_apart,
        a_job_of_the_future_waits_for_its_time,
        a_postponed_job_begins_anew,
    ]
    results: [
        a_result_comes_back_as_it_was_kept,
        a_result_belongs_to_one_tenant_instance_and_person,
    ]
    parts: [
        parts_are_read_up_to_the_first_that_is_missing,
        parts_belong_to_one_session,
        a_result_makes_the_parts_of_its_person_needless,
    ]
    questions: [
        a_question_is_noted_again_when_it_is_answered,
        what_was_withdrawn_stays_so,
        what_was_shared_stays_so,
        a_recall_is_stronger_than_a_cancellation,
        a_chat_has_its_answered_questions_newest_first,
        a_person_has_one_opinion_of_a_result,
    ]
    calendar: [
        a_meeting_is_found_by_its_number_and_its_end,
        what_is_known_of_a_meeting_never_gets_less,
        a_meeting_is_found_by_whoever_was_there,
        a_roster_is_replaced_as_a_whole,
    ]
    history: [
        a_persons_judgements_come_oldest_first,
        a_judgement_replaces_the_one_before,
    ]
    watches: [
        watches_are_found_by_chat_and_by_number,
        a_watch_is_replaced_and_ended,
        waiting_for_an_answer_ends_and_watching_a_chat_does_not,
    ]
    sweep: [
        a_sweep_removes_exactly_what_is_due,
        everything_lives_its_lifetime_and_no_longer,
        the_audit_log_goes_by_months,
    ]
    forget: [
        whoever_is_forgotten_leaves_nothing,
        nobody_else_loses_more_than_the_name,
        another_tenants_things_stay,
        given_up_work_goes_with_whoever_pressed_for_it,
    ]
    itself: [
        a_setting_is_made_once,
        an_open_store_is_healthy,
    ]
}
