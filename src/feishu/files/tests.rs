use super::*;
use crate::app::error::Refusal;
use crate::app::ports::{Content, MessageId, Messages};
use crate::feishu::testbed::{Asked, Says, Server};

fn file(format: FileFormat, bytes: &[u8]) -> File {
    let name = match format {
        FileFormat::Csv => "minutes.csv",
        FileFormat::Xlsx => "quality.xlsx",
    };
    File { name: name.to_owned(), format, bytes: bytes.to_vec() }
}

fn key() -> Says {
    Says::data(&serde_json::json!({ "file_key": "file_456a92d6-c6ea-4de4-ac3f-7afcf44ac78g" }))
}

/// Name, file name and content of each part of a form.
fn parts(asked: &Asked) -> Vec<(String, Option<String>, Vec<u8>)> {
    let kind = asked.headers.get("content-type").unwrap().to_str().unwrap();
    let boundary = kind.strip_prefix("multipart/form-data; boundary=").unwrap();
    // Latin-1 keeps every byte.
    let text: String = asked.raw.iter().map(|byte| char::from(*byte)).collect();
    let boundary = format!("--{boundary}");
    let read = |part: &str| {
        let (head, content) = part.trim_start_matches("\r\n").split_once("\r\n\r\n")?;
        let quoted = |key: &str| {
            let (_, rest) = head.split_once(&format!("; {key}=\""))?;
            rest.split_once('"').map(|(value, _)| value.to_owned())
        };
        let content = content.strip_suffix("\r\n")?.chars().map(|c| c as u8).collect();
        Some((quoted("name")?, quoted("filename"), content))
    };
    text.split(&boundary).filter_map(read).collect()
}

#[actix_web::test]
async fn a_file_is_uploaded_with_its_name_and_kind() {
    let server = Server::start(|_, _| key());
    let (client, _) = server.client();
    for (format, kind, name) in
        [(FileFormat::Csv, "stream", "minutes.csv"), (FileFormat::Xlsx, "xls", "quality.xlsx")]
    {
        // As an archive begins, with bytes that are no text.
        let bytes = b"PK\x03\x04\xff\x00\r\n--\r\n";
        let uploaded = client.upload(&file(format, bytes)).await.unwrap();
        assert_eq!(uploaded.0, "file_456a92d6-c6ea-4de4-ac3f-7afcf44ac78g");
        let asked = server.asked().pop().unwrap();
        assert_eq!(asked.api, "POST /open-apis/im/v1/files");
        assert_eq!(asked.headers.get("authorization").unwrap(), "Bearer t-1");
        let text = |field: &str, value: &str| (field.to_owned(), None, value.as_bytes().to_vec());
        let content = ("file".to_owned(), Some(name.to_owned()), bytes.to_vec());
        assert_eq!(parts(&asked), [text("file_type", kind), text("file_name", name), content]);
    }
}

#[actix_web::test]
async fn a_file_that_did_not_arrive_is_sent_again_whole() {
    let server = Server::start(|_, before| match before {
        0 => Says::raw(502, "<html>"),
        1 => Says::code(400, 232_096),
        _ => key(),
    });
    let (client, _) = server.client();
    client.upload(&file(FileFormat::Csv, b"a,b")).await.unwrap();
    let sent: Vec<_> = server.asked().iter().map(parts).collect();
    assert_eq!(sent.len(), 3);
    assert!(sent.iter().all(|parts| *parts == sent[0]), "{sent:?}");
    assert_eq!(sent[0][2].2, b"a,b");
}

#[actix_web::test]
async fn a_file_that_the_platform_would_refuse_is_not_sent() {
    let server = Server::start(|_, _| key());
    let (client, _) = server.client();
    for (length, taken) in [(0, false), (1, true), (LARGEST + 1, false)] {
        let uploaded = client.upload(&file(FileFormat::Csv, &vec![b'x'; length])).await;
        assert_eq!(uploaded.is_ok(), taken, "{length}");
        if let Err(error) = uploaded {
            assert_eq!(error.refusal, Refusal::Rejected);
            assert_eq!(error.api, "POST /open-apis/im/v1/files");
        }
    }
    assert_eq!(server.asked().len(), 1);
}

#[actix_web::test]
async fn what_the_platform_refuses_is_told_apart_and_not_repeated() {
    for (status, code, refusal) in [
        (400, 234_006, Refusal::Rejected),
        (401, 234_002, Refusal::Misconfigured),
        (400, 234_007, Refusal::Misconfigured),
        (400, 99_991_672, Refusal::ScopeMissing(Vec::new())),
    ] {
        let server = Server::start(move |_, _| Says::code(status, code));
        let (client, _) = server.client();
        let error = client.upload(&file(FileFormat::Csv, b"a")).await.unwrap_err();
        assert_eq!(error.refusal, refusal, "{code}");
        assert_eq!(server.asked().len(), 1);
    }
}

#[actix_web::test]
async fn a_key_is_sent_as_a_file_and_replaces_no_card() {
    let server = Server::start(|_, _| Says::fixture("im_message_reply_response.json"));
    let (client, _) = server.client();
    let message = MessageId("om_1".to_owned());
    let content = Content::File(FileKey("file_1".to_owned()));
    client.reply(&message, &content, "u-1").await.unwrap();
    let asked = server.asked().pop().unwrap();
    assert_eq!(asked.body["msg_type"], "file");
    assert_eq!(asked.body["content"], r#"{"file_key":"file_1"}"#);
    assert!(client.replace(&message, &content).await.is_err());
    assert_eq!(server.asked().len(), 1);
}
