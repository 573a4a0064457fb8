//! The audit log on the disk.

use std::io::Write;
use std::os::unix::fs::PermissionsExt;

use super::*;
use crate::app::audit::Look;
use crate::app::ports::Audit;
use crate::store::audit::{Filter, show};
use crate::store::conformance::sweep::look;

fn line(look: &Look) -> String {
    serde_json::to_string(look).unwrap() + "\n"
}

fn shown(path: &Path) -> (String, usize) {
    let mut output = Vec::new();
    let damaged = show(path, &Filter::default(), &mut output).unwrap();
    (String::from_utf8(output).unwrap(), damaged)
}

#[tokio::test]
async fn a_look_is_a_line_that_nobody_else_may_read() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path();
    let store = SledStore::open(path).unwrap();
    assert!(!path.join("audit").exists(), "nobody has looked");
    store.look(&look(at(0))).await.unwrap();
    let store = reopen(store, path).await;
    store.look(&look(at(1))).await.unwrap();

    // While the store is open.
    let expected = line(&look(at(0))) + &line(&look(at(1)));
    assert_eq!(shown(path), (expected.clone(), 0));
    let file = path.join("audit/2026-03.jsonl");
    assert_eq!(fs::read_to_string(&file).unwrap(), expected);
    assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::metadata(path.join("audit")).unwrap().permissions().mode() & 0o777, 0o700);
}

#[tokio::test]
async fn a_line_that_was_torn_spoils_no_other() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path();
    let store = SledStore::open(path).unwrap();
    store.look(&look(at(0))).await.unwrap();
    let file = path.join("audit/2026-03.jsonl");
    let mut torn = fs::OpenOptions::new().append(true).open(&file).unwrap();
    torn.write_all(b"{\"at\":\"2026-03-0").unwrap();
    let store = reopen(store, path).await;
    store.look(&look(at(1))).await.unwrap();
    assert_eq!(shown(path), (line(&look(at(0))) + &line(&look(at(1))), 1));
}

#[tokio::test]
async fn many_looks_of_two_months_are_all_written() {
    let directory = tempfile::tempdir().unwrap();
    let store = SledStore::open(directory.path()).unwrap();
    let month = 31 * 24 * 60 * 60;
    let looks: Vec<_> = (0..500).map(|n| look(at(n % 2 * month + n))).collect();
    for done in join_all(looks.iter().map(|look| store.look(look))).await {
        done.unwrap();
    }
    let mut expected = looks;
    expected.sort_by_key(|look| look.at);
    let expected: String = expected.iter().map(line).collect();
    assert_eq!(shown(directory.path()), (expected, 0));
}

#[tokio::test]
async fn a_look_that_cannot_be_written_is_told_and_the_next_one_is_tried() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path();
    let store = SledStore::open(path).unwrap();
    fs::write(path.join("audit"), "in the way").unwrap();
    assert!(store.look(&look(at(0))).await.is_err());
    fs::remove_file(path.join("audit")).unwrap();
    store.look(&look(at(1))).await.unwrap();
    assert_eq!(shown(path), (line(&look(at(1))), 0));
    store.close().await.unwrap();
    assert!(store.look(&look(at(2))).await.is_err());
}
