//! What every back end must do with questions and opinions.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use super::{at, job};
use crate::app::asked::{About, Answered, Asked, AskedId, Choices, Judged, Opinion};
use crate::app::inbound::{InboundMessage, Task};
use crate::quality::ids::OpenId;
use crate::quality::judgement::Grade;
use crate::quality::verdict::CauseId;
use crate::store::{OPINION_LIFETIME, Store, Swept};

const MONTH: Duration = Duration::from_secs(30 * 24 * 60 * 60);

fn message(id: &str) -> InboundMessage {
    match job(id, at(0)).task {
        Task::Message(message) => message,
        other => panic!("{other:?}"),
    }
}

fn asked(id: &str, at: Timestamp) -> Asked {
    let message = message(id);
    let id = AskedId::of(&message.message_id);
    Asked {
        id,
        message,
        pinned: None,
        choices: Choices::None,
        answered: None,
        whole: None,
        at,
        withdrawn: false,
        shared: false,
    }
}

fn about(instance: &str) -> About {
    About { instance: instance.to_owned(), person: OpenId("ou_subject".to_owned()).into() }
}

fn judged() -> Judged {
    Judged { grade: Grade::Poor, bad_minutes: 7, causes: vec![CauseId::UplinkLoss] }
}

fn opinion(by: &str, right: bool, at: Timestamp) -> Opinion {
    Opinion { by: OpenId(by.to_owned()), right, at, judged: judged() }
}

pub(super) async fn a_question_is_noted_again_when_it_is_answered(store: Arc<dyn Store>) {
    let mut question = asked("om_1", at(0));
    assert_eq!(store.asked(&question.id).await.unwrap(), None);
    store.note(&question).await.unwrap();
    assert_eq!(store.asked(&question.id).await.unwrap().as_ref(), Some(&question));
    question.answered =
        Some(Answered { about: about("1"), kept: true, settled: false, judged: judged() });
    store.note(&question).await.unwrap();
    assert_eq!(store.asked(&question.id).await.unwrap(), Some(question));
    assert_eq!(store.asked(&asked("om_2", at(0)).id).await.unwrap(), None);
}

pub(super) async fn what_was_withdrawn_stays_so(store: Arc<dyn Store>) {
    let question = asked("om_1", at(0));
    store.note(&question).await.unwrap();
    store.withdraw(&question).await.unwrap();
    // Whoever read the question before does not take it back.
    store.note(&question).await.unwrap();
    let found = store.asked(&question.id).await.unwrap().unwrap();
    assert!(found.withdrawn);
    assert_eq!(Asked { withdrawn: false, ..found }, question);
}

pub(super) async fn a_person_has_one_opinion_of_a_result(store: Arc<dyn Store>) {
    let (first, second) = (about("1"), about("11"));
    store.opine("tenant", &first, &opinion("ou_a", true, at(0))).await.unwrap();
    store.opine("tenant", &first, &opinion("ou_b", true, at(1))).await.unwrap();
    store.opine("tenant", &first, &opinion("ou_a", false, at(2))).await.unwrap();
    store.opine("tenant", &second, &opinion("ou_a", true, at(3))).await.unwrap();
    store.opine("tenant2", &first, &opinion("ou_a", true, at(4))).await.unwrap();
    let mut found = store.opinions("tenant", &first).await.unwrap();
    found.sort_by(|a, b| a.by.cmp(&b.by));
    assert_eq!(found, [opinion("ou_a", false, at(2)), opinion("ou_b", true, at(1))]);
    assert_eq!(store.opinions("tenant", &second).await.unwrap().len(), 1);
    assert_eq!(store.opinions("tenant", &about("2")).await.unwrap(), []);
}

pub(super) async fn questions_go_with_results_and_opinions_stay_for_a_year(store: Arc<dyn Store>) {
    let now = at(0) + MONTH;
    let (old, young) = (asked("om_1", at(0)), asked("om_2", at(1)));
    store.note(&old).await.unwrap();
    store.withdraw(&old).await.unwrap();
    store.note(&young).await.unwrap();
    store.opine("tenant", &about("1"), &opinion("ou_a", true, at(0))).await.unwrap();
    let swept = store.sweep(now, MONTH).await.unwrap();
    // The question, and that its links were withdrawn.
    assert_eq!(swept, Swept { questions: 2, ..Swept::default() });
    assert_eq!(store.asked(&old.id).await.unwrap(), None);
    assert_eq!(store.asked(&young.id).await.unwrap(), Some(young));
    assert_eq!(store.opinions("tenant", &about("1")).await.unwrap().len(), 1);
    let swept = store.sweep(at(0) + OPINION_LIFETIME, MONTH).await.unwrap();
    assert_eq!((swept.opinions, swept.questions), (1, 1));
    assert_eq!(store.opinions("tenant", &about("1")).await.unwrap(), []);
}
