//! What every back end must do with claims.

use std::sync::Arc;

use futures_util::future::join_all;

use super::{accept, at, job, lease};
use crate::store::{Accepted, CLAIM_LIFETIME, JobLane, Store};

pub(super) async fn a_claim_is_taken_once_in_24_hours(store: Arc<dyn Store>) {
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

pub(super) async fn of_equal_claims_exactly_one_is_new(store: Arc<dyn Store>) {
    let accepts = (0..64).map(|_| store.accept(job("m:om_1", at(0))));
    let outcomes: Vec<_> = join_all(accepts).await.into_iter().map(Result::unwrap).collect();
    let new = outcomes.iter().filter(|outcome| matches!(outcome, Accepted::New(_))).count();
    assert_eq!(new, 1);
    assert!(store.lease(at(0), JobLane::Question).await.unwrap().is_some());
    assert!(store.lease(at(0), JobLane::Question).await.unwrap().is_none());
}
