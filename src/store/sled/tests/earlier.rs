//! What an earlier version wrote, letter by letter, is read, found and forgotten.

use super::*;
use crate::app::asked::{About, AskedId};
use crate::app::ports::{Forget, Forgotten, Questions};
use crate::quality::ids::OpenId;
use crate::store::record::JobRecord;

const MESSAGE: &str = r#"{"tenant":"tenant","message_id":"om_1","chat_id":"oc_1","direct":false,
    "sender":"ou_me","sender_external":false,"text":"/quality 123456789 @_user_1",
    "mentions":[{"key":"@_user_1","id":"ou_b","name":"B","bot":false,"external":false}]}"#;

const JUDGED: &str = r#"{"grade":"poor","bad_minutes":7,"causes":["uplink-loss"]}"#;

const ID: &str = "0123456789abcdef0123456789abcdef";

fn asked() -> String {
    format!(
        r#"{{"id":"{ID}","message":{MESSAGE},"answered":{{"about":{{"instance":"7",
        "person":"ou_b"}},"kept":true,"settled":true,"judged":{JUDGED}}},
        "at":"2026-03-02T08:00:00Z"}}"#
    )
}

fn kept(person: &str) -> String {
    format!(
        r#"{{"meeting":{{"instance":"7","no":"123456789","topic":"周会",
        "start":"2026-03-02T07:00:00Z","end":"2026-03-02T08:00:00Z"}},"person":"{person}",
        "name":"B","attendance":[{{"name":"B","join":"2026-03-02T07:00:00Z","leave":null,
        "external":false,"time_in_meeting":{{"secs":3540,"nanos":0}},"device":"Mac",
        "app_version":null,"network_type":"wifi","protocol":null,"use_rtc_proxy":false,
        "microphone":null,"speaker":null,"camera":null,"leave_reason":null,"site":null}}],
        "records":[{{"network": {{"time":"1"}}}}],"gaps":[],"fetched_at":"2026-03-02T08:00:00Z"}}"#
    )
}

fn opinion() -> String {
    format!(r#"{{"by":"ou_me","right":true,"at":"2026-03-02T08:00:00Z","judged":{JUDGED}}}"#)
}

fn job_record() -> String {
    format!(
        r#"{{"new":{{"claim":"m:om_1","task":{{"kind":"message",{}}},
        "accepted_at":"2026-03-02T08:00:00Z"}},"attempts":2,"due":"2026-03-02T08:00:09Z",
        "reply":"om_2"}}"#,
        MESSAGE.trim_start_matches('{').trim_end_matches('}').to_owned()
    )
}

/// A store of the trees and values that the earlier version had.
fn earlier_store() -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("sled");
    let db = sled::Config::new().path(path).segment_size(8 << 20).open().unwrap();
    let tree = |name: &str| db.open_tree(name).unwrap();
    let put = |name: &str, key: &[u8], json: &str| {
        let value = [b"\x01", json.as_bytes()].concat();
        tree(name).insert([key, &[0; 4]].concat(), value).unwrap();
    };
    let keep = |name: &str, kind: u8, parts: &[&str], json: &str| {
        let key = place::joined(parts).unwrap();
        put(name, &key, json);
        let at = place::millis(at(0)).to_be_bytes();
        tree("stamps").insert([&[kind], key.as_slice()].concat(), &at).unwrap();
        tree("ages")
            .insert([&[kind], at.as_slice(), &key].concat(), sled::IVec::default())
            .unwrap();
    };
    keep("results", b'r', &["tenant", "7", "ou_me"], &kept("ou_me"));
    keep("results", b'r', &["tenant", "7", "ou_b"], &kept("ou_b"));
    keep("questions", b'q', &[ID], &asked());
    keep("questions", b'q', &[ID, "withdrawn"], "null");
    keep("opinions", b'o', &["tenant", "7", "ou_b", "ou_me"], &opinion());
    put("jobs", &1_u64.to_be_bytes(), &job_record());
    tree("meta").insert("reserved", &4096_u64.to_be_bytes()).unwrap();
    tree("meta").insert("schema", "1").unwrap();
    drop(db);
    directory
}

#[tokio::test]
async fn what_cannot_be_read_keeps_nobody_from_opening_the_rest() {
    let directory = earlier_store();
    let path = directory.path().join("sled");
    let db = sled::Config::new().path(path).segment_size(8 << 20).open().unwrap();
    let key = [place::joined(&["tenant", "7", "ou_c"]).unwrap(), vec![0; 4]].concat();
    db.open_tree("results").unwrap().insert(key, b"\x01{").unwrap();
    drop(db);
    let store = SledStore::open(directory.path()).unwrap();
    assert_eq!(store.asked_in("tenant", "oc_1", 9).await.unwrap().len(), 1);
}

#[test]
fn a_job_of_an_earlier_version_is_due_when_it_was() {
    let record: JobRecord = serde_json::from_str(&job_record()).unwrap();
    assert_eq!((record.due, record.attempts, record.lane()), (at(9), 2, JobLane::Question));
    assert_eq!(record.new.due, None);
}

#[tokio::test]
async fn what_an_earlier_version_kept_is_read_and_found() {
    let directory = earlier_store();
    let mut store = SledStore::open(directory.path()).unwrap();
    for _ in 0..2 {
        let asked = store.asked_in("tenant", "oc_1", 9).await.unwrap();
        let [asked] = asked.as_slice() else { panic!("{asked:?}") };
        assert_eq!((asked.id.0.as_str(), asked.withdrawn, asked.shared), (ID, true, false));
        assert_eq!((&asked.pinned, asked.message.said_at), (&None, None));
        let about = &asked.answered.as_ref().unwrap().about;
        let found = store.find("tenant", "7", &about.person).await.unwrap().unwrap();
        assert_eq!((found.compared, found.meeting.owner), (None, None));
        assert_eq!(store.opinions("tenant", about).await.unwrap().len(), 1);
        store = reopen(store, directory.path()).await;
    }
    let job = store.lease(at(9), JobLane::Question).await.unwrap().unwrap();
    assert_eq!((job.attempt, job.reply), (3, Some(MessageId("om_2".to_owned()))));
    let swept = store.sweep(at(0) + MONTHS.raw, MONTHS).await.unwrap();
    assert_eq!((swept.results, swept.questions), (2, 2));
}

#[tokio::test]
async fn whoever_is_forgotten_leaves_nothing_of_an_earlier_version() {
    let directory = earlier_store();
    let store = SledStore::open(directory.path()).unwrap();
    let forgotten = store.forget("tenant", &OpenId("ou_me".to_owned())).await.unwrap();
    let expected = Forgotten { results: 1, questions: 1, opinions: 1, ..Forgotten::default() };
    assert_eq!(forgotten, expected);
    assert_eq!(store.asked(&AskedId(ID.to_owned())).await.unwrap(), None);
    let about = About { instance: "7".to_owned(), person: OpenId("ou_b".to_owned()).into() };
    assert!(store.find("tenant", "7", &about.person).await.unwrap().is_some());
    assert_eq!(store.opinions("tenant", &about).await.unwrap(), []);
}
