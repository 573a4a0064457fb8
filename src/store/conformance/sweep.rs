//! What every back end must do with what is old enough.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use super::calendar::{meeting, roster};
use super::history::remembered;
use super::parts::{part, session};
use super::questions::{about, answered, asked, opinion};
use super::watches::once;
use super::{DAY, MONTH, MONTHS, YEAR, accept, at, kept, lease};
use crate::app::asked::Stop;
use crate::app::audit::{How, Look};
use crate::quality::ids::{MeetingNo, OpenId, ParticipantId};
use crate::store::{Accepted, CLAIM_LIFETIME, Store, Swept};

/// One thing of every kind, of a second.
pub(in crate::store) async fn keep_all(store: &dyn Store, second: i64) {
    let name = format!("of {second}");
    accept(store, &name, at(second)).await;
    let held = lease(store, at(second)).await.unwrap();
    store.bury(held.id, "undeliverable").await.unwrap();
    let of = session(&name, "ou_subject", at(0));
    store.keep("tenant", &kept(&name, 720, at(second))).await.unwrap();
    store.keep_part("tenant", &of, 0, &part(720, None, at(second))).await.unwrap();
    let question = answered(&name, at(second));
    store.note(&question).await.unwrap();
    store.withdraw(&question).await.unwrap();
    store.share(&question).await.unwrap();
    store.stop(&question.id, Stop::Cancelled, at(second)).await.unwrap();
    store
        .stop(&asked(&format!("not noted {second}"), at(0)).id, Stop::Recalled, at(second))
        .await
        .unwrap();
    let opinion = opinion("ou_a", true, at(second));
    store.opine("tenant", &about(&name), &opinion).await.unwrap();
    store.hold("tenant", &meeting(&name, second, Some("ou_owner"))).await.unwrap();
    store.keep_roster("tenant", &roster(&name, &["ou_subject"], second)).await.unwrap();
    store.remember("tenant", &remembered(&name, "ou_subject", second)).await.unwrap();
    store.watch(&once("123456789", &name, second)).await.unwrap();
}

/// What of one thing of every kind is swept after so long.
fn swept_after(age: Duration) -> Swept {
    let one = |lifetime: Duration| usize::from(lifetime <= age);
    Swept {
        claims: one(DAY),
        parts: one(DAY),
        watches: one(14 * DAY),
        results: one(MONTH),
        // And four marks.
        questions: 5 * one(MONTH),
        dead: one(MONTH),
        rosters: one(MONTH),
        opinions: one(YEAR),
        meetings: one(YEAR),
        judgements: one(YEAR),
        audit_months: 0,
        copies: 0,
    }
}

pub(super) async fn everything_lives_its_lifetime_and_no_longer(store: Arc<dyn Store>) {
    let store = store.as_ref();
    let second = Duration::from_secs(1);
    keep_all(store, 0).await;
    let mut before = Swept::default();
    for age in [DAY, 14 * DAY, MONTH, YEAR] {
        let swept = store.sweep(at(0) + (age - second), MONTHS).await.unwrap();
        assert_eq!(swept, Swept::default(), "before {age:?}");
        let (swept, all) = (store.sweep(at(0) + age, MONTHS).await.unwrap(), swept_after(age));
        assert_eq!(swept, less(all, before), "after {age:?}");
        before = all;
    }
    let (claim, name) = (accept(store, "of 0", at(0) + YEAR).await, "of 0");
    assert!(matches!(claim, crate::store::Accepted::New(_)));
    let of = session(name, "ou_subject", at(0));
    assert!(store.find("tenant", name, &of.person).await.unwrap().is_none());
    assert!(store.parts("tenant", &of).await.unwrap().is_empty());
    let question = answered(name, at(0));
    assert_eq!(store.asked(&question.id).await.unwrap(), None);
    assert_eq!(store.asked_in("tenant", "oc_1", 9).await.unwrap(), []);
    assert_eq!(store.stopped(&question.id).await.unwrap(), None);
    assert_eq!(store.opinions("tenant", &about(name)).await.unwrap(), []);
    let (owner, ever) = (OpenId("ou_owner".to_owned()), super::calendar::period(-9, 9));
    assert_eq!(store.held_with("tenant", &owner, ever).await.unwrap(), []);
    assert_eq!(store.roster("tenant", name).await.unwrap(), None);
    assert_eq!(store.remembered("tenant", &about(name)).await.unwrap(), None);
    assert_eq!(store.watches().await.unwrap(), []);
}

fn less(all: Swept, before: Swept) -> Swept {
    Swept {
        claims: all.claims - before.claims,
        parts: all.parts - before.parts,
        watches: all.watches - before.watches,
        results: all.results - before.results,
        questions: all.questions - before.questions,
        dead: all.dead - before.dead,
        rosters: all.rosters - before.rosters,
        opinions: all.opinions - before.opinions,
        meetings: all.meetings - before.meetings,
        judgements: all.judgements - before.judgements,
        audit_months: all.audit_months - before.audit_months,
        copies: all.copies - before.copies,
    }
}

pub(in crate::store) fn look(at: Timestamp) -> Look {
    Look {
        at,
        tenant: "tenant".to_owned(),
        by: OpenId("ou_a".to_owned()),
        about: Some("ou_subject".to_owned().into()),
        meeting: MeetingNo::parse("123456789").ok(),
        instance: Some("7".to_owned()),
        chat: "oc_1".to_owned(),
        how: How::Card,
        refused: None,
    }
}

pub(super) async fn the_audit_log_goes_by_months(store: Arc<dyn Store>) {
    let time = |text: &str| text.parse::<Timestamp>().unwrap();
    for at in ["2026-02-28T23:59:59Z", "2026-03-01T00:00:00Z", "2026-03-31T23:59:59Z"] {
        store.look(&look(time(at))).await.unwrap();
    }
    // The last day of a month decides.
    for (now, months) in [
        ("2027-02-28T23:59:59Z", 0),
        ("2027-03-01T00:00:00Z", 1),
        ("2027-03-31T23:59:59Z", 0),
        ("2027-04-01T00:00:00Z", 1),
    ] {
        let swept = store.sweep(time(now), MONTHS).await.unwrap();
        assert_eq!(swept, Swept { audit_months: months, ..Swept::default() }, "{now}");
    }
    // And looks go on being noted.
    store.look(&look(time("2026-03-31T23:59:59Z"))).await.unwrap();
    assert_eq!(store.sweep(time("2028-01-01T00:00:00Z"), MONTHS).await.unwrap().audit_months, 1);
}

pub(super) async fn a_sweep_removes_exactly_what_is_due(store: Arc<dyn Store>) {
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
