//! What only a store on a disk can do: be opened again, be damaged, be full, break.

mod audit;
mod earlier;
mod trees;

use std::fs;
use std::path::Path;

use futures_util::future::{FutureExt, join_all};

use super::*;
use crate::app::ports::{MessageId, Results};
use crate::store::conformance::{DAY, MONTHS, at, job, kept};
use crate::store::{Accepted, JobLane, Jobs, Sweep};

async fn reopen(store: SledStore, path: &Path) -> SledStore {
    store.close().await.unwrap();
    drop(store);
    SledStore::open(path).unwrap()
}

#[tokio::test]
async fn everything_is_there_after_opening_again() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path();
    let store = SledStore::open(path).unwrap();
    store.accept(job("m:om_done", at(0))).await.unwrap();
    let done = store.lease(at(0), JobLane::Question).await.unwrap().unwrap();
    store.finish(done.id).await.unwrap();
    store.accept(job("m:om_held", at(1))).await.unwrap();
    let held = store.lease(at(1), JobLane::Question).await.unwrap().unwrap();
    store.replied(held.id, &MessageId("om_reply".to_owned())).await.unwrap();
    store.accept(job("m:om_later", at(2))).await.unwrap();
    let later = store.lease(at(2), JobLane::Question).await.unwrap().unwrap();
    store.retry(later.id, at(60)).await.unwrap();
    let result = kept("instance", 720, at(3));
    store.keep("tenant", &result).await.unwrap();
    store.setting("colour", "blue").await.unwrap();

    let store = reopen(store, path).await;

    for claim in ["m:om_done", "m:om_held", "m:om_later"] {
        assert_eq!(store.accept(job(claim, at(4))).await.unwrap(), Accepted::Duplicate, "{claim}");
    }
    // What was held waits again, and its attempt was counted.
    let again = store.lease(at(4), JobLane::Question).await.unwrap().unwrap();
    assert_eq!((again.id, again.attempt), (held.id, 2));
    assert_eq!(again.reply, Some(MessageId("om_reply".to_owned())));
    assert_eq!(store.lease(at(4), JobLane::Question).await.unwrap(), None);
    assert_eq!(
        store.lease(at(60), JobLane::Question).await.unwrap().map(|job| job.attempt),
        Some(2)
    );
    let found = store.find("tenant", "instance", &result.person).await.unwrap().unwrap();
    assert_eq!(found.records.len(), 720);
    assert_eq!(store.setting("colour", "red").await.unwrap(), "blue");
    assert_eq!(store.sweep(at(0) + DAY, MONTHS).await.unwrap().claims, 1);
}

#[tokio::test]
async fn ids_grow_even_when_the_queue_was_empty() {
    let directory = tempfile::tempdir().unwrap();
    let mut store = SledStore::open(directory.path()).unwrap();
    let mut last = 0;
    for claim in ["a", "b", "c"] {
        let Accepted::New(id) = store.accept(job(claim, at(0))).await.unwrap() else {
            panic!("not new")
        };
        assert!(id > last);
        last = id;
        store.lease(at(0), JobLane::Question).await.unwrap().unwrap();
        store.finish(id).await.unwrap();
        store = reopen(store, directory.path()).await;
    }
}

#[tokio::test]
async fn many_accepts_share_few_flushes() {
    let directory = tempfile::tempdir().unwrap();
    let store = SledStore::open(directory.path()).unwrap();
    let claims: Vec<_> = (0..1_000).map(|n| format!("m:om_{n}")).collect();
    join_all(claims.iter().map(|claim| store.accept(job(claim, at(0))))).await;
    assert!(store.commits() >= 2, "a batch has at most 512 changes");
    assert!(store.commits() <= 250, "{} flushes for 1,000 accepts", store.commits());
}

#[tokio::test]
async fn a_second_opener_is_told_why_not() {
    let directory = tempfile::tempdir().unwrap();
    let _store = SledStore::open(directory.path()).unwrap();
    let error = SledStore::open(directory.path()).unwrap_err();
    assert!(error.to_string().contains("in use by another process"), "{error}");
}

#[tokio::test]
async fn a_closed_store_refuses() {
    let directory = tempfile::tempdir().unwrap();
    let store = SledStore::open(directory.path()).unwrap();
    store.close().await.unwrap();
    store.close().await.unwrap();
    assert!(store.accept(job("a", at(0))).await.is_err());
    assert!(store.health().is_err());
}

#[tokio::test]
async fn after_an_error_nothing_is_accepted_any_more() {
    let directory = tempfile::tempdir().unwrap();
    let store = SledStore::open(directory.path()).unwrap();
    // The first job needs a block of ids, and its file cannot be written.
    let obstacle = directory.path().join("last-job.new");
    fs::create_dir(&obstacle).unwrap();
    assert!(store.failure().now_or_never().is_none());
    let error = store.accept(job("a", at(0))).await.unwrap_err();

    fs::remove_dir(&obstacle).unwrap();
    assert!(store.accept(job("a", at(0))).await.is_err());
    assert!(store.health().is_err());
    let told = store.failure().await.to_string();
    assert_eq!(told, error.to_string(), "whoever runs it is told");
    assert!(store.close().await.is_err());
    drop(store);

    let store = SledStore::open(directory.path()).unwrap();
    assert!(matches!(store.accept(job("a", at(0))).await.unwrap(), Accepted::New(_)));
}

#[tokio::test]
async fn a_lease_that_cannot_be_counted_is_not_given() {
    let directory = tempfile::tempdir().unwrap();
    let store = SledStore::open(directory.path()).unwrap();
    store.accept(job("a", at(0))).await.unwrap();
    store.close().await.unwrap();
    assert!(store.lease(at(0), JobLane::Question).await.is_err());
    assert_eq!(store.next_due(JobLane::Question).await.unwrap(), Some(at(0)));
}

#[tokio::test]
async fn what_would_not_stay_small_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    let store = SledStore::open(directory.path()).unwrap();
    assert!(store.accept(job(&"x".repeat(10_000), at(0))).await.is_err());
    assert!(store.keep(&"x".repeat(10_000), &kept("instance", 1, at(0))).await.is_err());
    assert!(store.keep(&"x".repeat(100_000), &kept("instance", 1, at(0))).await.is_err());
    assert!(store.health().is_ok());
}

#[tokio::test]
async fn no_value_is_put_where_sled_does_not_sync() {
    let directory = tempfile::tempdir().unwrap();
    let store = SledStore::open(directory.path()).unwrap();
    let instances: Vec<_> = (0..40).map(|n| kept(&format!("instance {n}"), 1_440, at(n))).collect();
    for result in join_all(instances.iter().map(|kept| store.keep("tenant", kept))).await {
        result.unwrap();
    }
    assert_eq!(store.tables.blobs().unwrap(), 0);

    fs::write(directory.path().join("sled/blobs/1"), "x").unwrap();
    assert!(store.health().unwrap_err().to_string().contains("blobs/"));
}

#[test]
fn a_full_disk_is_noticed_before_sled_runs_into_it() {
    let directory = tempfile::tempdir().unwrap();
    assert!(check_free_space(directory.path(), 1).is_ok());
    assert!(check_free_space(directory.path(), u64::MAX).is_err());
    assert!(check_free_space(&directory.path().join("nowhere"), 1).is_err());
}

/// A store with a hundred jobs, closed.
async fn closed_store() -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    let store = SledStore::open(directory.path()).unwrap();
    let claims: Vec<_> = (0..100).map(|n| format!("m:om_{n}")).collect();
    join_all(claims.iter().map(|claim| store.accept(job(claim, at(0))))).await;
    let store = reopen(store, directory.path()).await;
    store.close().await.unwrap();
    directory
}

async fn assert_all_there(path: &Path) {
    let store = SledStore::open(path).unwrap();
    let mut jobs = 0;
    while store.lease(at(0), JobLane::Question).await.unwrap().is_some() {
        jobs += 1;
    }
    assert_eq!(jobs, 100);
    store.close().await.unwrap();
}

#[tokio::test]
async fn damaged_snapshots_are_repaired_and_nothing_is_lost() {
    let directory = closed_store().await;
    let (root, database) = (directory.path(), directory.path().join("sled"));
    fs::write(database.join("snap.FFFFFFFFFFFFFFFF.generating"), "half").unwrap();
    assert_all_there(root).await;
    assert!(root.join("damaged-1/db").exists());

    for entry in fs::read_dir(&database).unwrap() {
        let path = entry.unwrap().path();
        if path.file_name().unwrap().to_str().unwrap().starts_with("snap.") {
            fs::write(path, "").unwrap();
        }
    }
    assert_all_there(root).await;
    assert!(root.join("damaged-2/db").exists());
}

#[tokio::test]
async fn a_copy_from_a_repair_lives_as_long_as_what_is_in_it() {
    let directory = closed_store().await;
    let root = directory.path();
    fs::write(root.join("sled/snap.FFFFFFFFFFFFFFFF.generating"), "half").unwrap();
    let store = SledStore::open(root).unwrap();
    fs::write(root.join("damaged-notes"), "an operator's").unwrap();
    for second in [0, 1] {
        let copy = root.join(format!("damaged-{}", second + 1));
        fs::create_dir_all(copy.join("blobs")).unwrap();
        File::open(copy).unwrap().set_modified(at(second).into()).unwrap();
    }
    for (age, left) in [(MONTHS.raw - DAY, [true, true]), (MONTHS.raw, [false, true])] {
        let swept = store.sweep(at(0) + age, MONTHS).await.unwrap();
        assert_eq!(swept.copies, left.iter().filter(|left| !**left).count(), "{age:?}");
        assert_eq!([1, 2].map(|n| root.join(format!("damaged-{n}")).exists()), left, "{age:?}");
    }
    assert_eq!(store.sweep(at(1) + MONTHS.raw, MONTHS).await.unwrap().copies, 1);
    assert!(root.join("damaged-notes").exists(), "no copy of ours");
    store.close().await.unwrap();
    drop(store);
    assert_all_there(root).await;
}

#[tokio::test]
async fn a_database_that_opens_empty_is_refused() {
    let directory = closed_store().await;
    fs::remove_dir_all(directory.path().join("sled")).unwrap();
    for _ in 0..2 {
        let error = SledStore::open(directory.path()).unwrap_err();
        assert!(error.to_string().contains("has lost accepted jobs"), "{error}");
    }
}

#[tokio::test]
async fn a_layout_of_the_future_is_refused() {
    let directory = closed_store().await;
    let db = sled::Config::new().path(directory.path().join("sled")).segment_size(8 << 20);
    db.open().unwrap().open_tree("meta").unwrap().insert("schema", "2").unwrap();
    let error = SledStore::open(directory.path()).unwrap_err();
    assert!(error.to_string().contains("has layout 2"), "{error}");
}
