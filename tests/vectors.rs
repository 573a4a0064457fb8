//! Decryption and signatures against values that other programs made, and the events that the
//! documentation shows. `tests/data/README.md` says where they are from.

#![expect(clippy::expect_used, clippy::panic, reason = "that is how a test fails")]

use std::fs;
use std::path::PathBuf;

use jiff::Timestamp;
use quality_bot::app::inbound::InboundMessage;
use quality_bot::feishu::content::plain_text;
use quality_bot::feishu::crypto::{Undecipherable, decrypt};
use quality_bot::feishu::envelope::{Challenge, Envelope, Event};
use quality_bot::feishu::event::received_message;
use quality_bot::feishu::signature::{Signature, verify};
use quality_bot::ingress::gate::{Admitted, Refusal, admit};
use quality_bot::settings::WebhookSettings;
use secrecy::SecretString;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// `decrypt-and-signature.json`.
#[derive(Deserialize)]
struct Conformance {
    decrypt: Vec<Decryption>,
    reject: Vec<Decryption>,
    signature_sha256: Vec<Signed>,
}

#[derive(Deserialize)]
struct Decryption {
    id: String,
    encrypt_key: String,
    encrypt: String,
    #[serde(default)]
    plaintext: String,
}

#[derive(Deserialize)]
struct Signed {
    id: String,
    timestamp: String,
    nonce: String,
    encrypt_key: String,
    raw_body: String,
    signature: String,
}

/// `test_vectors_webhook.json`.
#[derive(Deserialize)]
struct Webhook {
    official: Official,
    event_sha256_vectors: Vec<Request>,
}

#[derive(Deserialize)]
struct Official {
    encrypt_key: String,
    cipher_b64: String,
    plaintext: String,
}

#[derive(Deserialize)]
struct Request {
    name: String,
    encrypt_key: String,
    verification_token: String,
    plaintext: String,
    encrypt_b64: String,
    raw_body: String,
    #[serde(rename = "X-Lark-Request-Timestamp")]
    timestamp: String,
    #[serde(rename = "X-Lark-Request-Nonce")]
    nonce: String,
    #[serde(rename = "X-Lark-Signature")]
    signature: String,
}

impl Request {
    fn signature(&self) -> Signature<'_> {
        Signature { timestamp: &self.timestamp, nonce: &self.nonce, signature: &self.signature }
    }

    /// At the moment it was signed, for an app of that id.
    fn admit(
        &self,
        app_id: &str,
        signature: &Signature<'_>,
        body: &str,
    ) -> Result<Admitted, Refusal> {
        let settings = WebhookSettings {
            app_id: app_id.to_owned(),
            encrypt_keys: keys(&self.encrypt_key).into(),
            verification_tokens: vec![self.verification_token.as_str().into()],
        };
        let now = Timestamp::from_second(1_735_689_600).expect("a time");
        admit(&settings, Some(signature), body.as_bytes(), now)
    }
}

fn read(path: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn vectors<T: DeserializeOwned>(file: &str) -> T {
    serde_json::from_str(&read(&format!("vectors/{file}"))).expect("vectors")
}

fn conformance() -> Conformance {
    vectors("decrypt-and-signature.json")
}

fn webhook() -> Webhook {
    vectors("test_vectors_webhook.json")
}

fn keys(key: &str) -> [SecretString; 1] {
    [key.into()]
}

fn fixture_event(file: &str) -> Event {
    match Envelope::parse(read(&format!("fixtures/{file}.json")).as_bytes()) {
        Ok(Envelope::Event(event)) => event,
        other => panic!("{file} is {other:?}"),
    }
}

fn fixture_message(file: &str) -> InboundMessage {
    let event = fixture_event(file);
    received_message(&event.header, &event.body).expect("well formed").expect("from a person")
}

#[test]
fn decrypts_what_others_encrypted() {
    let vectors = conformance().decrypt;
    assert_eq!(vectors.len(), 10);
    for vector in vectors {
        let plain = decrypt(&vector.encrypt, &vector.encrypt_key.into()).expect(&vector.id);
        assert_eq!(String::from_utf8_lossy(&plain), vector.plaintext, "{}", vector.id);
    }
}

#[test]
fn refuses_broken_ciphertext_with_one_error() {
    let vectors = conformance().reject;
    assert_eq!(vectors.len(), 6);
    for vector in vectors {
        let plain = decrypt(&vector.encrypt, &vector.encrypt_key.into());
        assert_eq!(plain, Err(Undecipherable), "{}", vector.id);
    }
}

#[test]
fn verifies_what_others_signed_and_nothing_else() {
    let vectors = conformance().signature_sha256;
    assert_eq!(vectors.len(), 6);
    for vector in vectors {
        let Signed { id, timestamp, nonce, encrypt_key, raw_body, signature } = &vector;
        let signed = Signature { timestamp, nonce, signature };
        let keys = keys(encrypt_key);
        assert!(verify(&signed, raw_body.as_bytes(), &keys).is_some(), "{id}");
        let spaced = raw_body.replacen('{', "{ ", 1);
        assert!(verify(&signed, spaced.as_bytes(), &keys).is_none(), "{id} with a space");
    }
}

#[test]
fn decrypts_the_documented_example() {
    let Official { encrypt_key, cipher_b64, plaintext } = webhook().official;
    let plain = decrypt(&cipher_b64, &encrypt_key.into());
    assert_eq!(plain, Ok(plaintext.into_bytes()));
}

#[test]
fn admits_the_requests_that_an_official_sdk_accepts() {
    let requests = webhook().event_sha256_vectors;
    assert_eq!(requests.len(), 3);
    for request in &requests {
        let name = &request.name;
        let plain = decrypt(&request.encrypt_b64, &request.encrypt_key.as_str().into());
        assert_eq!(plain, Ok(request.plaintext.clone().into_bytes()), "{name}");
        let app_id =
            if name == "full_padding_block" { "cli_aaaaaa" } else { "cli_9f5343c580712544" };
        match request.admit(app_id, &request.signature(), &request.raw_body) {
            Ok(Admitted::Challenge(challenge)) => assert_eq!(challenge, "ajls384kdjxxxx", "{name}"),
            Ok(Admitted::Event(event)) => assert_ne!(event.body.get(), "null", "{name}"),
            Err(refusal) => panic!("{name}: {refusal:?}"),
        }
    }
}

#[test]
fn refuses_the_requests_that_an_official_sdk_refuses() {
    let app_id = "cli_9f5343c580712544";
    let wrong = "0".repeat(64);
    for request in webhook().event_sha256_vectors {
        let forged = Signature { signature: &wrong, ..request.signature() };
        let spaced = request.raw_body.replacen(':', ": ", 1);
        let outcomes = [
            request.admit(app_id, &forged, &request.raw_body),
            request.admit(app_id, &request.signature(), &spaced),
        ];
        // The SDK looks at nothing but the token of a challenge, and so do we.
        let is_challenge = request.name == "url_verification_encrypted";
        for outcome in outcomes {
            match outcome {
                Ok(Admitted::Challenge(_)) if is_challenge => {}
                Err(Refusal::BadSignature) if !is_challenge => {}
                other => panic!("{}: {other:?}", request.name),
            }
        }
    }
}

#[test]
fn routes_the_plaintexts_by_our_rule() {
    let cases = [
        ("node-challenge", None),
        ("minted-challenge-escape", None),
        // It says `url_verification` beside a header: the official SDKs disagree on it.
        ("go-user-created", Some("contact.user.created_v3")),
        ("java-user-created", Some("contact.user.created_v3")),
        ("community-v1-status", Some("user_status_change")),
        ("minted-message", Some("im.message.receive_v1")),
    ];
    let vectors = conformance().decrypt;
    for (id, event_type) in cases {
        let vector = vectors.iter().find(|vector| vector.id == id).expect(id);
        match (Envelope::parse(vector.plaintext.as_bytes()), event_type) {
            (Ok(Envelope::Challenge(_)), None) => {}
            (Ok(Envelope::Event(event)), Some(expected)) => {
                assert_eq!(event.header.event_type, expected, "{id}");
            }
            (other, _) => panic!("{id} is {other:?}"),
        }
    }
}

#[test]
fn reads_the_documented_challenge() {
    let envelope = Envelope::parse(read("fixtures/event_url_verification_plain.json").as_bytes());
    let Ok(Envelope::Challenge(challenge)) = envelope else { panic!("{envelope:?}") };
    let expected =
        Challenge { challenge: "ajls384kdjxxxx".to_owned(), token: Some("xxxxxx".to_owned()) };
    assert_eq!(challenge, expected);
}

#[test]
fn reads_the_documented_envelopes() {
    let cases = [
        ("event_generic_v1_envelope", "p2p_chat_create", Some("736588c9260f175c"), "2017-08-08"),
        ("event_v1_p2p_chat_create", "p2p_chat_create", Some("736588c9260f175c"), "2017-08-08"),
        ("event_v1_app_ticket", "app_ticket", None, "2017-08-08"),
        (
            "event_generic_v2_envelope",
            "contact.user_group.created_v3",
            Some("xxxxxxx"),
            "2020-10-29",
        ),
        (
            "event_im_message_receive_v1",
            "im.message.receive_v1",
            Some("2ca1d211f64f6438"),
            "2020-12-23",
        ),
        (
            "event_vc_all_meeting_ended_v1",
            "vc.meeting.all_meeting_ended_v1",
            Some("2ca1d211f64f6438"),
            "2020-12-23",
        ),
        (
            "callback_card_action_trigger",
            "card.action.trigger",
            Some("2df73991750*****"),
            "2020-10-29",
        ),
    ];
    for (file, event_type, tenant_key, day) in cases {
        let header = fixture_event(file).header;
        assert_eq!(header.event_type, event_type, "{file}");
        assert_eq!(header.tenant_key.as_deref(), tenant_key, "{file}");
        let created = header.created.expect("a time").to_string();
        assert!(created.starts_with(day), "{file} of {created}");
        assert!(header.event_id.is_some() && header.token.is_some(), "{file}");
        assert!(header.app_id.is_some(), "{file}");
    }
}

#[test]
fn reads_the_documented_messages() {
    let cases = [
        ("event_im_message_receive_v1", "@_user_1 hello", 1, true),
        (
            "synthetic_event_im_message_receive_v1_quality_command",
            "@_user_1 /quality 123456789 @_user_2",
            2,
            false,
        ),
        (
            "synthetic_event_im_message_receive_v1_topic_group_post",
            "@_user_1 /quality 123456789 @_user_2",
            2,
            false,
        ),
        ("synthetic_event_im_message_receive_v1_at_all", "@_all /quality 123456789", 1, false),
    ];
    for (file, text, mentions, external) in cases {
        let message = fixture_message(file);
        assert_eq!(message.text, text, "{file}");
        assert_eq!(message.mentions.len(), mentions, "{file}");
        assert_eq!(message.sender_external, external, "{file}");
        assert!(!message.direct, "{file}");
    }
}

#[test]
fn a_mention_of_everybody_is_nobody() {
    let message = fixture_message("synthetic_event_im_message_receive_v1_at_all");
    let [everybody] = message.mentions.as_slice() else { panic!("{message:?}") };
    assert_eq!((everybody.key.as_str(), &everybody.id), ("@_all", &None));
}

#[test]
fn reads_the_documented_contents() {
    let content = |name| read(&format!("fixtures/im_content_received_{name}.json"));
    assert_eq!(plain_text("text", &content("text")), "@_user_1 文本消息");
    assert_eq!(
        plain_text("post", &content("post")),
        "我是一个标题\n第一行 :[超链接](http://www.feishu.cn) @_user_1\n第二行:文本测试"
    );
    assert_eq!(plain_text("interactive", &content("card")), "");
}
