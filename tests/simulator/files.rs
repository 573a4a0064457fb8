//! Uploading files, and messages that show them (dossier 7.3).

use quality_bot::simulator::{Api, data};
use serde_json::json;

use crate::client::{Client, Reply, start};

const FORM: &str = "multipart/form-data; boundary=between";

/// A part of a form: its disposition's parameters, and what it holds.
type Part<'a> = (&'a str, &'a [u8]);

const SHEET: [Part<'_>; 3] = [
    ("name=\"file_type\"", b"xls"),
    ("name=\"file_name\"", "会议质量.xlsx".as_bytes()),
    ("name=\"file\"; filename=\"x.xlsx\"", b"PK\x03\x04\xff\r\n--betwixt"),
];

/// A form as RFC 7578 writes it, by hand.
fn form(parts: &[Part<'_>]) -> Vec<u8> {
    let mut body = Vec::new();
    for (parameters, content) in parts {
        let head = format!("--between\r\nContent-Disposition: form-data; {parameters}\r\n\r\n");
        body.extend([head.as_bytes(), *content, b"\r\n"].concat());
    }
    body.extend(b"--between--\r\n");
    body
}

async fn upload(client: &Client, parts: &[Part<'_>]) -> Reply {
    client.post_as(FORM, "im/v1/files", form(parts)).await
}

/// The sheet with the part at this place replaced.
fn but(place: usize, part: Part<'static>) -> Vec<Part<'static>> {
    let mut parts = SHEET.to_vec();
    parts[place] = part;
    parts
}

#[tokio::test]
async fn a_file_is_kept_and_shown_by_a_message() {
    let (sim, client) = start().await;
    let reply = upload(&client, &SHEET).await;
    assert_eq!((reply.status, reply.code), (200, 0), "{:?}", reply.body);
    let key = reply.body["data"]["file_key"].as_str().unwrap().to_owned();
    assert!(key.starts_with("file_"), "{key}");
    let world = sim.read(|state| state.world().clone());
    let file = world.file(&key).unwrap();
    assert_eq!((file.name.as_str(), file.file_type.as_str()), ("会议质量.xlsx", "xls"));
    assert_eq!(&*file.bytes, SHEET[2].1, "bytes as they are, whatever they look like");

    let content = json!({"file_key": key}).to_string();
    let path = format!("im/v1/messages/{}/reply", data::BOT_CARD);
    let body = json!({"msg_type": "file", "content": content, "uuid": "one"});
    let reply = client.post(&path, &body).await;
    assert_eq!((reply.code, &reply.body["data"]["msg_type"]), (0, &json!("file")));
    let world = sim.read(|state| state.world().clone());
    let message = world.messages.replies_to(data::BOT_CARD).next().unwrap();
    assert_eq!(world.file_of(message).map(|file| file.file_key.as_str()), Some(key.as_str()));

    let body = json!({"receive_id": data::GROUP, "msg_type": "file", "content": content});
    let reply = client.post("im/v1/messages?receive_id_type=chat_id", &body).await;
    assert_eq!(reply.code, 0);
    assert_eq!(sim.journal().unexpected(), Vec::<String>::new());
    let noted = sim.journal().calls(Api::UploadFile)[0].body.clone();
    assert_eq!(noted, format!("<multipart/form-data, {} bytes>", form(&SHEET).len()));
}

#[tokio::test]
async fn only_what_was_uploaded_can_be_sent() {
    let (_sim, client) = start().await;
    let path = format!("im/v1/messages/{}/reply", data::BOT_CARD);
    for (content, code) in [
        (json!({"file_key": "file_v3_of_somebody_else"}), 230_017),
        (json!({"file": "file_v3"}), 230_001),
        (json!({"file_key": 3}), 230_001),
        (json!({"file_key": "file_v3", "file_name": "x"}), 230_001),
    ] {
        let body = json!({"msg_type": "file", "content": content.to_string()});
        assert_eq!(client.post(&path, &body).await.code, code, "{content}");
    }
}

#[tokio::test]
async fn a_form_must_be_filled_in_as_documented() {
    let (sim, client) = start().await;
    let sheet = |extra: Part<'static>| [SHEET.as_slice(), &[extra]].concat();
    let fine = sheet(("name=\"duration\"", b"3000"));
    assert_eq!(upload(&client, &fine).await.code, 0);
    let table: [(Vec<Part<'static>>, i64); 12] = [
        (SHEET[1..].to_vec(), 234_001),
        ([SHEET[0], SHEET[2]].to_vec(), 234_001),
        (SHEET[..2].to_vec(), 234_001),
        (but(0, ("name=\"file_type\"", b"xlsx")), 234_001),
        (but(1, ("name=\"file_name\"", b"")), 234_001),
        (but(1, ("name=\"file_name\"", b"\xff")), 234_001),
        (but(2, ("name=\"file\"", b"bytes without a filename")), 234_001),
        (but(2, ("name=\"file\"; filename=\"x\"", b"")), 234_010),
        (sheet(("name=\"duration\"", b"3 s")), 234_001),
        (sheet(("name=\"size\"", b"3")), 234_001),
        (sheet(SHEET[0]), 234_001),
        (Vec::new(), 234_001),
    ];
    for (parts, code) in table {
        let reply = upload(&client, &parts).await;
        assert_eq!((reply.status, reply.code), (400, code), "{parts:?}: {:?}", reply.body);
    }
    let mut half = form(&SHEET);
    half.truncate(half.len() - 12);
    let other = "multipart/form-data; boundary=other";
    for (kind, body) in [
        (FORM, half),
        (other, form(&SHEET)),
        ("multipart/form-data", form(&SHEET)),
        ("application/json", form(&SHEET)),
    ] {
        assert_eq!(client.post_as(kind, "im/v1/files", body).await.code, 234_001, "{kind}");
    }
    assert_eq!(sim.read(|state| state.world().files.len()), 1);
    assert_eq!(sim.journal().unexpected().len(), 16);
}

#[tokio::test]
async fn thirty_megabytes_are_the_limit() {
    let (sim, client) = start().await;
    let mut bytes = vec![b'x'; (30 << 20) + 1];
    let named = "name=\"file\"; filename=\"x\"";
    let large = upload(&client, &[SHEET[0], SHEET[1], (named, &bytes)]).await;
    assert_eq!((large.status, large.code), (400, 234_006));
    bytes.pop();
    assert_eq!(upload(&client, &[SHEET[0], SHEET[1], (named, &bytes)]).await.code, 0);
    assert_eq!(sim.read(|state| state.world().files[0].bytes.len()), 30 << 20);
}

#[tokio::test]
async fn uploading_needs_its_scope_and_a_form_belongs_nowhere_else() {
    let (sim, client) = start().await;
    sim.revoke("im:resource");
    let refused = upload(&client, &SHEET).await;
    assert_eq!(refused.code, 99_991_672);
    assert_eq!(refused.body["error"]["permission_violations"][0]["subject"], "im:resource");
    sim.grant("im:resource:upload");
    assert_eq!(upload(&client, &SHEET).await.code, 0);
    assert_eq!(sim.journal().unexpected(), Vec::<String>::new());
    client.post_as(FORM, "im/v1/messages?receive_id_type=chat_id", form(&SHEET)).await;
    let minded = sim.journal().unexpected().join("\n");
    assert!(minded.contains("Content-Type is not application/json"), "{minded}");
}

#[tokio::test]
async fn fifty_uploads_a_second_are_the_limit() {
    let (sim, client) = start().await;
    sim.edit(|world| world.limits.messages_per_second = 2);
    for _ in 0..2 {
        assert_eq!(upload(&client, &SHEET).await.code, 0);
    }
    assert_eq!(upload(&client, &SHEET).await.code, 99_991_400);
}
