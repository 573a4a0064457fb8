//! What is in the trees after something had to go, looked at behind the store's back.

use super::*;
use crate::app::ports::{Calendar, Forget, Forgotten, History, Watches};
use crate::quality::ids::OpenId;
use crate::store::conformance::calendar::{meeting, roster};
use crate::store::conformance::forget::{ME, all_about_me, keep_all_about_me, me};
use crate::store::conformance::history::remembered;
use crate::store::conformance::sweep::keep_all;
use crate::store::conformance::watches::of_chat;

/// A whole value of a tree.
struct Found {
    tree: String,
    key: Vec<u8>,
    /// Unpacked, where it is packed.
    value: Vec<u8>,
}

/// Every value of every tree of a closed store.
fn found(path: &Path) -> Vec<Found> {
    let db = sled::Config::new().path(path.join("sled")).segment_size(8 << 20).open().unwrap();
    let mut all: Vec<Found> = Vec::new();
    for name in db.tree_names() {
        let tree = String::from_utf8(name.to_vec()).unwrap();
        for pair in db.open_tree(&name).unwrap().iter() {
            let (key, value) = pair.unwrap();
            // The first piece ends with four zeros, and the others follow it.
            match all.last_mut() {
                Some(last) if is_next_piece(last, &tree, &key) => last.value.extend(&*value),
                _ => {
                    all.push(Found { tree: tree.clone(), key: key.to_vec(), value: value.to_vec() })
                }
            }
        }
    }
    for one in &mut all {
        if let Ok(value) = codec::decode::<serde_json::Value>("thing", &one.value) {
            one.value = value.to_string().into_bytes();
        }
    }
    all
}

fn is_next_piece(first: &Found, tree: &str, key: &[u8]) -> bool {
    let Some(whole) = chunks::head_key(&first.key) else { return false };
    let number = key.strip_prefix(whole).filter(|number| number.len() == 4);
    first.tree == tree && number.is_some_and(|number| number != [0; 4])
}

fn holds(bytes: &[u8], id: &str) -> bool {
    bytes.windows(id.len()).any(|window| window == id.as_bytes())
}

fn naming(path: &Path, id: &str) -> Vec<String> {
    let found = found(path).into_iter();
    let naming = found.filter(|one| holds(&one.key, id) || holds(&one.value, id));
    naming.map(|one| one.tree).collect()
}

#[tokio::test]
async fn no_tree_names_whoever_was_forgotten() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path();
    let store = SledStore::open(path).unwrap();
    keep_all_about_me(&store, "tenant").await;
    let buried = {
        let mut mine = job("m:om_dead", at(0));
        let crate::app::inbound::Task::Message(message) = &mut mine.task else { panic!() };
        message.sender = me();
        store.accept(mine).await.unwrap();
        store.lease(at(0), JobLane::Question).await.unwrap().unwrap()
    };
    store.bury(buried.id, "undeliverable").await.unwrap();
    store.close().await.unwrap();
    drop(store);
    let before = naming(path, ME);
    for tree in ["dead", "listed", "lists", "opinions", "questions", "results", "things"] {
        assert!(before.iter().any(|one| one == tree), "{tree} is not tested: {before:?}");
    }

    let store = SledStore::open(path).unwrap();
    // Work that failed is counted beside the rest.
    let all = Forgotten { unfinished: all_about_me().unfinished + 1, ..all_about_me() };
    assert_eq!(store.forget("tenant", &me()).await.unwrap(), all);
    store.close().await.unwrap();
    drop(store);
    assert_eq!(naming(path, ME), Vec::<String>::new());
    assert!(!naming(path, "ou_b").is_empty(), "others are still there");
}

#[tokio::test]
async fn nothing_that_was_swept_is_left_in_a_tree() {
    let directory = tempfile::tempdir().unwrap();
    let store = SledStore::open(directory.path()).unwrap();
    keep_all(&store, 0).await;
    keep_all(&store, 1).await;
    let swept = store.sweep(at(0) + MONTHS.judgements, MONTHS).await.unwrap();
    assert_eq!((swept.opinions, swept.meetings, swept.judgements), (1, 1, 1));
    // What is a second younger and lives as long stays.
    let left = found_open(store, directory.path()).await;
    let young: Vec<_> = left.iter().filter(|one| one.tree == "ages").collect();
    assert_eq!(young.len(), 3);
    assert!(left.iter().all(|one| !holds(&one.key, "of 0") && !holds(&one.value, "of 0")));

    let store = SledStore::open(directory.path()).unwrap();
    store.sweep(at(1) + MONTHS.judgements, MONTHS).await.unwrap();
    let left = found_open(store, directory.path()).await;
    let trees: Vec<_> = left.iter().filter(|one| one.tree != "meta").map(|one| &one.tree).collect();
    // sled's own tree, which is always there, is empty.
    assert_eq!(trees, Vec::<&String>::new());
}

async fn found_open(store: SledStore, path: &Path) -> Vec<Found> {
    store.close().await.unwrap();
    drop(store);
    found(path)
}

#[tokio::test]
async fn the_calendar_the_history_and_the_watches_survive() {
    let directory = tempfile::tempdir().unwrap();
    let store = SledStore::open(directory.path()).unwrap();
    let (meeting, watch) = (meeting("a", 100, None), of_chat("123456789", "oc_1", 0));
    store.hold("tenant", &meeting).await.unwrap();
    store.keep_roster("tenant", &roster("a", &[ME], 100)).await.unwrap();
    store.remember("tenant", &remembered("a", ME, 100)).await.unwrap();
    store.watch(&watch).await.unwrap();
    let store = reopen(store, directory.path()).await;
    let ever = crate::store::conformance::calendar::period(0, 999);
    assert_eq!(store.held_with("tenant", &me(), ever).await.unwrap(), [meeting]);
    assert_eq!(store.history("tenant", &me(), at(0)).await.unwrap().len(), 1);
    assert_eq!(store.history("tenant", &OpenId("ou_b".to_owned()), at(0)).await.unwrap(), []);
    assert_eq!(store.watches_in("tenant", "oc_1").await.unwrap(), [watch]);
}
