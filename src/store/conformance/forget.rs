//! What every back end must do when somebody is to be forgotten.

use std::sync::Arc;

use super::calendar::{instances, meeting, period, roster};
use super::history::remembered;
use super::parts::{part, session};
use super::questions::{about, answered, asked, opinion};
use super::watches::{of_chat, once};
use super::{MONTH, MONTHS, accept, at, job, kept, lease};
use crate::app::answer::Kept;
use crate::app::asked::{About, Asked, Choices, Watch};
use crate::app::inbound::{InboundMention, Presser, Task};
use crate::app::ports::{FileFormat, Forgotten, MessageId, Remembered};
use crate::quality::ids::OpenId;
use crate::store::{JobLane, NewJob, Store};

pub(in crate::store) const ME: &str = "ou_me";

pub(in crate::store) fn me() -> OpenId {
    OpenId(ME.to_owned())
}

fn asked_by(id: &str, person: &str) -> Asked {
    let mut question = answered(id, at(0));
    question.message.sender = OpenId(person.to_owned());
    question
}

fn asked_about_me(id: &str) -> Asked {
    let mut question = answered(id, at(1));
    question.message.mentions.push(InboundMention {
        key: "@_user_1".to_owned(),
        id: Some(me()),
        name: "我".to_owned(),
        bot: false,
        external: false,
    });
    question
}

/// Somebody's question about somebody else and me, of whom it says no more than the name.
fn asked_about_two(id: &str) -> Asked {
    let mut question = answered(id, at(1));
    question.answered.as_mut().unwrap().beside = Some(me().into());
    question
}

fn about_me() -> About {
    About { person: me().into(), ..about("mine") }
}

/// Somebody else's result, for which mine was looked at, of a meeting that I held.
fn compared_with_me() -> Kept {
    let mut kept = kept("mine", 720, at(0));
    kept.meeting.owner = Some(me());
    kept.compared.as_mut().unwrap().push(me().into());
    kept
}

fn watch_by_me(watch: Watch) -> Watch {
    Watch { by: me(), ..watch }
}

/// Everything that names somebody, in every way there is.
pub(in crate::store) async fn keep_all_about_me(store: &dyn Store, tenant: &str) {
    for minutes in [720, 2] {
        let instance = format!("mine {minutes}");
        let mine = Kept { person: me().into(), ..kept(&instance, minutes, at(0)) };
        store.keep(tenant, &mine).await.unwrap();
        store.remember(tenant, &remembered(&instance, ME, 100)).await.unwrap();
    }
    store.keep(tenant, &compared_with_me()).await.unwrap();
    let held_by_me =
        Remembered { meeting: meeting("mine", 90, Some(ME)), ..remembered("mine", "ou_b", 90) };
    store.remember(tenant, &held_by_me).await.unwrap();
    store.hold(tenant, &meeting("mine", 90, Some(ME))).await.unwrap();
    store.hold(tenant, &meeting("theirs", 95, Some("ou_b"))).await.unwrap();
    store.keep_roster(tenant, &roster("theirs", &["ou_b", ME], 100)).await.unwrap();
    store.keep_part(tenant, &session("9", ME, at(0)), 0, &part(720, None, at(0))).await.unwrap();
    let questions = [asked_by("om_1", ME), Asked { answered: None, ..asked_by("om_2", ME) }];
    let others = [asked_about_me("om_3"), asked_about_two("om_4")];
    for mut question in questions.into_iter().chain(others) {
        question.message.tenant = tenant.to_owned();
        store.note(&question).await.unwrap();
        store.withdraw(&question).await.unwrap();
    }
    store.opine(tenant, &about("1"), &opinion(ME, true, at(0))).await.unwrap();
    store.opine(tenant, &about_me(), &opinion("ou_b", true, at(0))).await.unwrap();
    store.opine(tenant, &about_me(), &opinion(ME, false, at(0))).await.unwrap();
    for watch in [of_chat("123456789", "oc_1", 0), once("123456789", "a", 0)] {
        let watch = Watch { tenant: tenant.to_owned(), ..watch_by_me(watch) };
        store.watch(&watch).await.unwrap();
    }
}

pub(in crate::store) fn all_about_me() -> Forgotten {
    // The part of a session; my name in a result, a judgement, a meeting and two questions of others.
    let (unfinished, mentions) = (1, 5);
    Forgotten {
        results: 2,
        judgements: 2,
        questions: 2,
        opinions: 3,
        watches: 2,
        rosters: 1,
        unfinished,
        mentions,
    }
}

pub(super) async fn whoever_is_forgotten_leaves_nothing(store: Arc<dyn Store>) {
    let store = store.as_ref();
    assert_eq!(store.forget("tenant", &me()).await.unwrap(), Forgotten::default());
    keep_all_about_me(store, "tenant").await;
    assert_eq!(store.forget("tenant", &me()).await.unwrap(), all_about_me());

    for instance in ["mine 720", "mine 2"] {
        let found = store.find("tenant", instance, &me().into()).await.unwrap();
        assert!(found.is_none(), "{instance}");
    }
    assert!(store.parts("tenant", &session("9", ME, at(0))).await.unwrap().is_empty());
    assert_eq!(store.history("tenant", &me(), at(0)).await.unwrap(), []);
    assert_eq!(store.held_with("tenant", &me(), period(0, 999)).await.unwrap(), []);
    assert_eq!(store.roster("tenant", "theirs").await.unwrap(), None);
    for id in ["om_1", "om_2", "om_3", "om_4"] {
        assert_eq!(store.asked(&asked(id, at(0)).id).await.unwrap(), None, "{id}");
    }
    assert_eq!(store.asked_in("tenant", "oc_1", 9).await.unwrap(), []);
    assert_eq!(store.opinions("tenant", &about("1")).await.unwrap(), []);
    assert_eq!(store.opinions("tenant", &about_me()).await.unwrap(), []);
    assert_eq!(store.watches().await.unwrap(), []);
    assert_eq!(store.forget("tenant", &me()).await.unwrap(), Forgotten::default());
}

pub(super) async fn nobody_else_loses_more_than_the_name(store: Arc<dyn Store>) {
    let store = store.as_ref();
    keep_all_about_me(store, "tenant").await;
    store.note(&asked_by("om_9", "ou_me2")).await.unwrap();
    let in_my_meeting = |owner| {
        let held = meeting("mine", 90, owner);
        let choices = Choices::Meetings(vec![held.clone()]);
        Asked { pinned: Some(held), choices, at: at(1), ..asked_by("om_8", "ou_b") }
    };
    store.note(&in_my_meeting(Some(ME))).await.unwrap();
    store.opine("tenant", &about("1"), &opinion("ou_b", true, at(0))).await.unwrap();
    store.keep_roster("tenant", &roster("other", &["ou_b"], 100)).await.unwrap();
    let watch = of_chat("987654321", "oc_1", 0);
    store.watch(&watch).await.unwrap();
    store.forget("tenant", &me()).await.unwrap();

    let theirs = compared_with_me();
    let found = store.find("tenant", "mine", &theirs.person).await.unwrap().unwrap();
    assert_eq!(found.meeting.owner, None);
    assert_eq!(found.compared, Some(vec![OpenId("ou_other".to_owned()).into()]));
    assert_eq!(found.records.len(), 720);
    let held = store.held("tenant", theirs.meeting.no, period(0, 999)).await.unwrap();
    assert_eq!(instances(&held), ["theirs", "mine"]);
    assert_eq!(held[1].owner, None);
    let judged = About { person: OpenId("ou_b".to_owned()).into(), ..about("mine") };
    let judged = store.remembered("tenant", &judged).await.unwrap().unwrap();
    assert_eq!((judged.meeting.owner, judged.rated_minutes), (None, 55));
    let left = store.asked_in("tenant", "oc_1", 9).await.unwrap();
    assert_eq!(left, [in_my_meeting(None), asked_by("om_9", "ou_me2")]);
    assert_eq!(store.opinions("tenant", &about("1")).await.unwrap().len(), 1);
    assert!(store.roster("tenant", "other").await.unwrap().is_some());
    assert_eq!(store.watches().await.unwrap(), [watch]);

    // Work that was accepted is still done.
    accept(store, "m:om_me", at(0)).await;
    store.forget("tenant", &OpenId("ou_asker".to_owned())).await.unwrap();
    assert!(lease(store, at(0)).await.is_some());
}

pub(super) async fn another_tenants_things_stay(store: Arc<dyn Store>) {
    let store = store.as_ref();
    keep_all_about_me(store, "tenant2").await;
    assert_eq!(store.forget("tenant", &me()).await.unwrap(), Forgotten::default());
    assert!(store.roster("tenant2", "theirs").await.unwrap().is_some());
    assert_eq!(store.forget("tenant2", &me()).await.unwrap(), all_about_me());
}

/// Work that follows from a press, of each kind there is.
fn pressed_for(by: &str) -> [Task; 5] {
    let (asked, card) = (asked("om_9", at(0)).id, MessageId("om_card".to_owned()));
    let (press, by) = (String::from("e:1"), OpenId(by.to_owned()));
    let who = Some(Presser { by: by.clone(), chat: "oc_1".to_owned() });
    let of = || (asked.clone(), card.clone(), press.clone(), who.clone());
    let refresh = |(asked, card, press, who)| Task::Refresh { asked, card, press, who };
    let export = |(asked, card, press, who)| Task::Export {
        asked,
        card,
        format: FileFormat::Csv,
        press,
        who,
    };
    let ask = |(asked, card, press, who)| Task::Ask { asked, card, in_place: true, press, who };
    let whole = |(asked, card, _, who)| Task::Whole { asked, card, who };
    let (one, its_card, its_press, _) = of();
    let instances =
        Task::Instances { asked: one, card: its_card, by, press: its_press, chat: String::new() };
    [refresh(of()), export(of()), ask(of()), whole(of()), instances]
}

pub(super) async fn given_up_work_goes_with_whoever_pressed_for_it(store: Arc<dyn Store>) {
    let store = store.as_ref();
    for by in [ME, "ou_b"] {
        for (n, task) in pressed_for(by).into_iter().enumerate() {
            let lane = JobLane::of(&task);
            let new = NewJob { task, ..job(&format!("{by} {n}"), at(0)) };
            store.accept(new).await.unwrap();
            let held = store.lease(at(0), lane).await.unwrap().unwrap();
            store.bury(held.id, "nobody could be answered").await.unwrap();
        }
    }
    let forgotten = store.forget("tenant", &me()).await.unwrap();
    assert_eq!(forgotten, Forgotten { unfinished: 5, ..Forgotten::default() });
    let swept = store.sweep(at(0) + MONTH, MONTHS).await.unwrap();
    assert_eq!(swept.dead, 5, "the other's stay until then");
}
