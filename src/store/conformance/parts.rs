//! What every back end must do with pages of sessions.

use std::sync::Arc;

use jiff::Timestamp;

use super::{at, kept};
use crate::app::answer::{Cursor, Part, Session};
use crate::quality::ids::ParticipantId;
use crate::store::Store;

pub(super) fn session(instance: &str, person: &str, join: Timestamp) -> Session {
    let person = ParticipantId::from(person.to_owned());
    Session { instance: instance.to_owned(), person, join }
}

/// A page of so many records.
pub(super) fn part(records: usize, next: Option<&str>, fetched_at: Timestamp) -> Part {
    let records = kept("7", records, at(0)).records;
    Part { records, next: next.map(|next| Cursor(next.to_owned())), fetched_at }
}

/// How many records each page has, and where the next one begins.
async fn pages(store: &dyn Store, tenant: &str, of: &Session) -> Vec<(usize, Option<String>)> {
    let parts = store.parts(tenant, of).await.unwrap();
    parts.into_iter().map(|part| (part.records.len(), part.next.map(|next| next.0))).collect()
}

pub(super) async fn parts_are_read_up_to_the_first_that_is_missing(store: Arc<dyn Store>) {
    let store = store.as_ref();
    let of = session("7", "ou_subject", at(0));
    assert_eq!(pages(store, "tenant", &of).await, []);
    for (place, page) in [(1, part(2_000, Some("c"), at(2))), (3, part(1, None, at(4)))] {
        store.keep_part("tenant", &of, place, &page).await.unwrap();
    }
    assert_eq!(pages(store, "tenant", &of).await, []);
    store.keep_part("tenant", &of, 0, &part(100, Some("b"), at(1))).await.unwrap();
    let page = |records, next: &str| (records, Some(next.to_owned()));
    assert_eq!(pages(store, "tenant", &of).await, [page(100, "b"), page(2_000, "c")]);
    // Fetched again, it takes the place of the other.
    store.keep_part("tenant", &of, 1, &part(3, Some("c"), at(3))).await.unwrap();
    assert_eq!(pages(store, "tenant", &of).await, [page(100, "b"), page(3, "c")]);
    let found = store.parts("tenant", &of).await.unwrap();
    let text = |part: &Part| serde_json::to_string(part).unwrap();
    assert_eq!(text(&found[0]), text(&part(100, Some("b"), at(1))));
}

pub(super) async fn parts_belong_to_one_session(store: Arc<dyn Store>) {
    let of = session("7", "ou_subject", at(0));
    store.keep_part("tenant", &of, 0, &part(1, None, at(1))).await.unwrap();
    for (tenant, other) in [
        ("tenant2", of.clone()),
        ("tenant", session("77", "ou_subject", at(0))),
        ("tenant", session("7", "ou_subject2", at(0))),
        ("tenant", session("7", "ou_subject", at(1))),
    ] {
        assert_eq!(pages(store.as_ref(), tenant, &other).await, [], "{tenant} {other:?}");
    }
}

pub(super) async fn a_result_makes_the_parts_of_its_person_needless(store: Arc<dyn Store>) {
    let store = store.as_ref();
    let [first, second] = [0, 60].map(|join| session("7", "ou_subject", at(join)));
    let [other, elsewhere] =
        [("7", "ou_other"), ("8", "ou_subject")].map(|(of, who)| session(of, who, at(0)));
    for of in [&first, &second, &other, &elsewhere] {
        store.keep_part("tenant", of, 0, &part(1, Some("b"), at(1))).await.unwrap();
        store.keep_part("tenant", of, 1, &part(2_000, None, at(1))).await.unwrap();
    }
    store.keep("tenant", &kept("7", 2, at(2))).await.unwrap();
    for (of, left) in [(&first, 0), (&second, 0), (&other, 2), (&elsewhere, 2)] {
        assert_eq!(pages(store, "tenant", of).await.len(), left, "{of:?}");
    }
}
