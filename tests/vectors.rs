//! Decryption and signatures against values that other programs made.
//! `tests/data/README.md` says where they are from.

#![expect(clippy::expect_used, clippy::panic, reason = "that is how a test fails")]

use std::fs;
use std::path::Path;

use jiff::Timestamp;
use quality_bot::feishu::crypto::{Undecipherable, decrypt};
use quality_bot::feishu::envelope::Envelope;
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

fn vectors<T: DeserializeOwned>(file: &str) -> T {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/vectors").join(file);
    let json = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{file}: {error}"));
    serde_json::from_str(&json).expect("vectors")
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
