//! What every back end must do with questions and opinions.

use std::sync::Arc;

use jiff::Timestamp;

use super::{at, job};
use crate::app::asked::{
    About, Answered, Asked, AskedId, Judged, JudgedWhole, Opinion, Stop, WholeNoted,
};
use crate::app::inbound::{InboundMessage, Task};
use crate::quality::ids::OpenId;
use crate::quality::judgement::Grade;
use crate::quality::verdict::{CauseId, ScopeVerdict};
use crate::store::Store;

fn message(id: &str) -> InboundMessage {
    match job(id, at(0)).task {
        Task::Message(message) => message,
        other => panic!("{other:?}"),
    }
}

pub(super) fn asked(id: &str, at: Timestamp) -> Asked {
    let message = message(id);
    Asked::new(AskedId::of(&message.message_id), message, at)
}

/// The same, with an answer about `ou_subject`.
pub(super) fn answered(id: &str, at: Timestamp) -> Asked {
    let answered = Answered {
        about: about("7"),
        beside: None,
        kept: true,
        settled: false,
        judged: judged(),
        quotes: Vec::new(),
    };
    Asked { answered: Some(answered), ..asked(id, at) }
}

pub(super) fn about(instance: &str) -> About {
    About { instance: instance.to_owned(), person: OpenId("ou_subject".to_owned()).into() }
}

pub(super) fn judged() -> Judged {
    Judged { grade: Grade::Poor, bad_minutes: 7, causes: vec![CauseId::UplinkLoss] }
}

pub(super) fn opinion(by: &str, right: bool, at: Timestamp) -> Opinion {
    Opinion { by: OpenId(by.to_owned()), right, at, judged: judged() }
}

pub(super) async fn a_question_is_noted_again_when_it_is_answered(store: Arc<dyn Store>) {
    let mut question = asked("om_1", at(0));
    assert_eq!(store.asked(&question.id).await.unwrap(), None);
    store.note(&question).await.unwrap();
    assert_eq!(store.asked(&question.id).await.unwrap().as_ref(), Some(&question));
    question.answered = Some(Answered {
        about: about("1"),
        beside: None,
        kept: true,
        settled: false,
        judged: judged(),
        quotes: Vec::new(),
    });
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

pub(super) async fn what_was_shared_stays_so(store: Arc<dyn Store>) {
    let question = asked("om_1", at(0));
    store.share(&question).await.unwrap();
    store.note(&question).await.unwrap();
    let found = store.asked(&question.id).await.unwrap().unwrap();
    assert!(found.shared && !found.withdrawn);
}

pub(super) async fn a_recall_is_stronger_than_a_cancellation(store: Arc<dyn Store>) {
    let id = asked("om_1", at(0)).id;
    assert_eq!(store.stopped(&id).await.unwrap(), None);
    // Nothing was noted of the question yet.
    store.stop(&id, Stop::Cancelled, at(1)).await.unwrap();
    assert_eq!(store.stopped(&id).await.unwrap(), Some(Stop::Cancelled));
    store.stop(&id, Stop::Recalled, at(2)).await.unwrap();
    store.stop(&id, Stop::Cancelled, at(3)).await.unwrap();
    assert_eq!(store.stopped(&id).await.unwrap(), Some(Stop::Recalled));
    assert_eq!(store.stopped(&asked("om_2", at(0)).id).await.unwrap(), None);
    assert_eq!(store.asked(&id).await.unwrap(), None);
}

fn whole() -> WholeNoted {
    let judged = JudgedWhole { people: 6, bad: 3, scope: ScopeVerdict::Site };
    WholeNoted { instance: "7".to_owned(), settled: true, judged: Some(judged) }
}

pub(super) async fn a_chat_has_its_answered_questions_newest_first(store: Arc<dyn Store>) {
    let elsewhere = |mut question: Asked, tenant: &str, chat: &str| {
        question.message.tenant = tenant.to_owned();
        question.message.chat_id = chat.to_owned();
        question
    };
    for question in [
        answered("om_2", at(2)),
        answered("om_3", at(3)),
        answered("om_1", at(1)),
        asked("om_open", at(4)),
        Asked { whole: Some(whole()), ..asked("om_whole", at(7)) },
        elsewhere(answered("om_other", at(5)), "tenant", "oc_11"),
        elsewhere(answered("om_foreign", at(6)), "tenant2", "oc_1"),
    ] {
        store.note(&question).await.unwrap();
    }
    store.share(&answered("om_2", at(2))).await.unwrap();
    let ids = |found: &[Asked]| -> Vec<String> {
        found.iter().map(|asked| asked.message.message_id.0.clone()).collect()
    };
    let found = store.asked_in("tenant", "oc_1", 10).await.unwrap();
    assert_eq!(ids(&found), ["om_whole", "om_3", "om_2", "om_1"]);
    let shared = found.iter().map(|it| it.shared).collect::<Vec<_>>();
    assert_eq!(shared, [false, false, true, false]);
    assert_eq!(found[0].whole, Some(whole()));
    let found = store.asked_in("tenant", "oc_1", 2).await.unwrap();
    assert_eq!(ids(&found), ["om_whole", "om_3"]);
    assert_eq!(store.asked_in("tenant", "oc_2", 2).await.unwrap(), []);

    // An answer that comes later moves nothing, and one that is taken back is gone.
    store.note(&answered("om_open", at(0))).await.unwrap();
    store.note(&asked("om_3", at(3))).await.unwrap();
    let found = store.asked_in("tenant", "oc_1", 10).await.unwrap();
    assert_eq!(ids(&found), ["om_whole", "om_2", "om_1", "om_open"]);
}
