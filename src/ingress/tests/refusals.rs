//! Bad input: what it gets, that nothing is stored, and that the answer tells nothing more.

use actix_web::http::Method;
use actix_web::http::header::ALLOW;
use actix_web::test::TestRequest;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::support::*;

fn command() -> Value {
    message("om_1", "/quality 123456789")
}

/// Sends requests that get the same answer for the same reason.
async fn all_get(status: u16, body: &str, outcome: &'static str, cases: Vec<(&str, TestRequest)>) {
    let bot = Bot::new();
    let all = cases.len() as u64;
    for (name, request) in cases {
        assert_eq!(bot.call(request).await, (status, body.to_owned()), "{name}");
    }
    assert_eq!(bot.counted(outcome, ""), all);
    assert_eq!(bot.jobs.accepted(), []);
}

#[actix_web::test]
async fn unsigned_is_401() {
    let without = |header: &str| signed(command().to_string()).insert_header((header, ""));
    let cases = vec![
        ("plain event", unsigned(command().to_string())),
        ("sealed event", unsigned(sealed(command().to_string()))),
        ("empty", unsigned("")),
        ("not JSON", unsigned("hello world")),
        ("not UTF-8", unsigned([0xff, 0xfe])),
        ("no timestamp", without("X-Lark-Request-Timestamp")),
        ("no nonce", without("X-Lark-Request-Nonce")),
        ("no signature", without("X-Lark-Signature")),
    ];
    all_get(401, "", "unsigned", cases).await;
}

#[actix_web::test]
async fn a_wrong_signature_is_401() {
    let now = START.to_string();
    let body = sealed(command().to_string());
    let spaced = body.replace(':', ": ");
    let over_the_plaintext = signed(command().to_string()).set_payload(body.clone());
    let cases = vec![
        ("another key", signed_with(body.clone(), "stranger", &now)),
        ("another body", signed(body.clone()).set_payload(spaced)),
        ("over the plaintext", over_the_plaintext),
        ("another time", signed(body.clone()).insert_header(("X-Lark-Request-Timestamp", "1"))),
        ("another nonce", signed(body.clone()).insert_header(("X-Lark-Request-Nonce", "n"))),
        ("not hexadecimal", signed(body).insert_header(("X-Lark-Signature", "signature"))),
        ("no body", signed(command().to_string()).set_payload("")),
    ];
    all_get(401, "", "bad_signature", cases).await;
}

#[actix_web::test]
async fn a_stale_event_is_401() {
    let at = |timestamp: String| signed_with(sealed(command().to_string()), KEY, &timestamp);
    let cases = vec![
        ("too old", at((START - 8 * 3600 - 1).to_string())),
        ("too far ahead", at((START + 5 * 60 + 1).to_string())),
        ("milliseconds", at(format!("{START}000"))),
        ("a word", at("timestamp".to_owned())),
        ("a fraction", at(format!("{START}.5"))),
        ("out of range", at("9".repeat(30))),
    ];
    all_get(401, "", "stale", cases).await;
}

#[actix_web::test]
async fn what_is_signed_but_unreadable_is_400_with_one_body() {
    let bytes = ciphertext(command().to_string().as_bytes(), KEY);
    let encrypt = |bytes: &[u8]| json!({ "encrypt": STANDARD.encode(bytes) }).to_string();
    let mut flipped = bytes.clone();
    *flipped.last_mut().expect("not empty") ^= 1;
    let ragged = bytes.split_last().expect("not empty").1;
    let (iv, _) = bytes.split_at(16);
    let cases = vec![
        ("empty", signed("")),
        ("not JSON", signed("hello world")),
        ("not an envelope", signed("{}")),
        ("bad base64", signed(r#"{"encrypt":"***"}"#)),
        ("truncated", signed(encrypt(ragged))),
        ("vector only", signed(encrypt(iv))),
        ("half a vector", signed(encrypt(b"01234567"))),
        ("mis-padded", signed(encrypt(&flipped))),
        ("decrypts to non-JSON", signed(sealed("hello world"))),
        ("decrypts to nothing", signed(sealed(""))),
        ("sealed twice", signed(sealed(sealed(command().to_string())))),
        ("sealed with the other key", signed(sealed_with(command().to_string(), OLD_KEY))),
    ];
    all_get(400, r#"{"msg":"malformed"}"#, "malformed", cases).await;
}

#[actix_web::test]
async fn what_is_signed_but_not_for_us_is_403() {
    let but =
        |pointer: &str, value: Value| signed(sealed(with(command(), pointer, value).to_string()));
    let v1 = json!({
        "uuid": "u", "token": TOKEN, "type": "event_callback",
        "event": { "type": "app_ticket", "app_id": "cli_theirs" },
    });
    let challenge = json!({ "challenge": "c", "token": "wrong", "type": "url_verification" });
    let cases = vec![
        ("another token", but("/header/token", json!("wrong"))),
        ("a prefix of the token", but("/header/token", json!("new"))),
        ("no token", but("/header/token", Value::Null)),
        ("another app", but("/header/app_id", json!("cli_theirs"))),
        ("no app", but("/header/app_id", Value::Null)),
        ("another app, version 1", signed(v1.to_string())),
        ("a challenge with another token", signed(challenge.to_string())),
    ];
    all_get(403, "", "foreign", cases).await;
}

#[actix_web::test]
async fn other_methods_are_405() {
    let bot = Bot::new();
    for method in [Method::GET, Method::PUT, Method::DELETE] {
        let request = TestRequest::default().method(method.clone()).uri(PATH);
        let response = bot.respond(request).await;
        assert_eq!(response.status(), 405, "{method}");
        assert_eq!(response.headers().get(ALLOW).expect("what is allowed"), "POST");
    }
}

#[actix_web::test]
async fn a_body_of_one_mebibyte_is_read_and_one_byte_more_is_413() {
    let bot = Bot::new();
    let padded = |length: usize| {
        let mut body = command().to_string();
        body.push_str(&" ".repeat(length - body.len()));
        signed(body)
    };
    assert_eq!(bot.call(padded(1024 * 1024)).await, (200, "{}".to_owned()));
    assert_eq!(bot.call(padded(1024 * 1024 + 1)).await, (413, String::new()));
    assert_eq!(bot.counted("too_large", ""), 1);
    assert_eq!(bot.jobs.accepted().len(), 1);
}
