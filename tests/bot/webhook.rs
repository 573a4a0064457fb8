//! What the webhook lets in: nothing that Feishu did not sign for us, just now. What is refused
//! leaves no trace but a counter.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use quality_bot::simulator::{Challenge, Outcome, seal};
use serde_json::{Value, json};

use crate::support::Stage;
use crate::support::forgery::{Headers, headers};

/// A request and its name.
type Forged = (&'static str, Vec<u8>, Headers);

/// All of them get the same answer and are counted under the same name; and the message that they
/// told of can still be claimed, by the one true event.
async fn all_are_refused(
    (status, body, counter): (u16, &str, &str),
    forge: impl AsyncFnOnce(&Stage, &Value) -> Vec<Forged>,
) {
    let stage = Stage::open().await;
    let event = stage.unpushed_question().await;
    let forged = forge(&stage, &event).await;
    let all = forged.len() as u64;
    for (name, request, headers) in forged {
        assert_eq!(stage.posts(request, &headers).await, (status, body.to_owned()), "{name}");
    }
    stage.silence().await;
    assert_eq!(stage.bot().metrics().await.events(counter), all);

    let sealed = stage.sealed(event.to_string());
    let accepted = stage.posts(sealed.clone(), &stage.signed(&sealed)).await;
    assert_eq!(accepted, (200, "{}".to_owned()));
    stage.next_card().await;
    stage.end().await;
}

#[tokio::test]
async fn what_is_not_signed_is_401() {
    all_are_refused((401, "", "unsigned"), async |stage, event| {
        let plain = event.to_string();
        let sealed = stage.sealed(&plain);
        let without = |left_out: usize| {
            let mut headers = stage.signed(&sealed);
            headers.remove(left_out);
            headers
        };
        vec![
            ("plain", plain.into(), Headers::new()),
            ("sealed", sealed.clone().into(), Headers::new()),
            ("no timestamp", sealed.clone().into(), without(0)),
            ("no nonce", sealed.clone().into(), without(1)),
            ("no signature", sealed.clone().into(), without(2)),
            ("nothing at all", Vec::new(), Headers::new()),
        ]
    })
    .await;
}

#[tokio::test]
async fn a_wrong_signature_is_401() {
    all_are_refused((401, "", "bad_signature"), async |stage, event| {
        let now = (stage.clock.now_ms() / 1000).to_string();
        let sealed = stage.sealed(event.to_string());
        let elsewhere = stage.signed("another body");
        let plain = stage.signed(event.to_string());
        vec![
            ("of another body", sealed.clone().into(), elsewhere),
            ("of the plain text", sealed.clone().into(), plain),
            ("of zeroes", sealed.clone().into(), headers(&now, &"0".repeat(64))),
            ("of another time", sealed.clone().into(), {
                let signed = stage.signed(&sealed);
                headers("1", &signed[2].1)
            }),
            ("no hex", sealed.into(), headers(&now, "signature")),
        ]
    })
    .await;
}

#[tokio::test]
async fn what_was_signed_at_another_time_is_401() {
    all_are_refused((401, "", "stale"), async |stage, event| {
        let now = stage.clock.now_ms() / 1000;
        let sealed = stage.sealed(event.to_string());
        let at = |timestamp: String| {
            let headers = stage.signed_at(&timestamp, sealed.as_bytes());
            (sealed.clone().into_bytes(), headers)
        };
        let times = [
            ("over eight hours ago", (now - 8 * 3600 - 1).to_string()),
            ("over five minutes ahead", (now + 301).to_string()),
            ("in milliseconds", format!("{now}000")),
            ("a word", "now".to_owned()),
            ("a fraction", format!("{now}.5")),
            ("no time", "9".repeat(40)),
        ];
        let forged = times.map(|(name, time)| {
            let (body, headers) = at(time);
            (name, body, headers)
        });
        forged.into()
    })
    .await;
}

#[tokio::test]
async fn what_is_signed_but_not_readable_is_400_with_one_body() {
    all_are_refused((400, r#"{"msg":"malformed"}"#, "malformed"), async |stage, event| {
        let sealed: Value = serde_json::from_str(&stage.sealed(event.to_string())).unwrap();
        let bytes = STANDARD.decode(sealed["encrypt"].as_str().unwrap()).unwrap();
        let encrypt = |bytes: &[u8]| json!({"encrypt": STANDARD.encode(bytes)}).to_string();
        let mut padded_wrongly = bytes.clone();
        *padded_wrongly.last_mut().unwrap() ^= 1;
        let bodies = [
            ("not JSON", "hello".to_owned()),
            ("no envelope", "{}".to_owned()),
            ("bad base64", r#"{"encrypt":"***"}"#.to_owned()),
            ("truncated", encrypt(&bytes[..bytes.len() - 1])),
            ("padded wrongly", encrypt(&padded_wrongly)),
            ("nothing but the vector", encrypt(&bytes[..16])),
            ("no JSON inside", stage.sealed("hello")),
            ("nothing inside", stage.sealed("")),
            ("sealed with another key", seal("another key", event.to_string().as_bytes())),
        ];
        bodies.map(|(name, body)| (name, body.clone().into(), stage.signed(&body))).into()
    })
    .await;
}

#[tokio::test]
async fn what_is_signed_but_not_for_us_is_403() {
    all_are_refused((403, "", "foreign"), async |stage, event| {
        let but = |place: &str, value: Value| {
            let mut event = event.clone();
            *event.pointer_mut(place).unwrap() = value;
            let body = stage.sealed(event.to_string());
            let headers = stage.signed(&body);
            (body.into_bytes(), headers)
        };
        let changes = [
            ("another token", "/header/token", json!("theirs")),
            ("no token", "/header/token", Value::Null),
            ("another app", "/header/app_id", json!("cli_theirs")),
            ("no app", "/header/app_id", Value::Null),
        ];
        let forged = changes.map(|(name, place, value)| {
            let (body, headers) = but(place, value);
            (name, body, headers)
        });
        forged.into()
    })
    .await;
}

#[tokio::test]
async fn a_body_over_a_mebibyte_is_413() {
    all_are_refused((413, "", "too_large"), async |stage, event| {
        let plain = event.to_string();
        let padded = plain.clone() + &" ".repeat(1024 * 1024 + 1 - plain.len());
        vec![("signed well", padded.clone().into(), stage.signed(padded))]
    })
    .await;
}

#[tokio::test]
async fn a_body_that_says_it_is_huge_is_not_waited_for() {
    let stage = Stage::open().await;
    let head = "POST /webhook/feishu HTTP/1.1\r\nHost: bot\r\nContent-Length: 10737418240\r\n\r\n{";
    let answer = stage.raw(head).await;
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
    stage.end().await;
}

#[tokio::test]
async fn the_webhook_takes_nothing_but_post() {
    let stage = Stage::open().await;
    assert_eq!(stage.bot().get("/webhook/feishu").await, (405, String::new()));
    assert_eq!(stage.bot().get("/webhook").await.0, 404);
    stage.end().await;
}

#[tokio::test]
async fn events_that_ask_for_nothing_are_200_and_counted_by_type() {
    let stage = Stage::open().await;
    let event = stage.unpushed_question().await;
    for event_type in ["im.chat.updated_v1", "vc.meeting.meeting_started_v1"] {
        let mut other = event.clone();
        other["header"]["event_type"] = event_type.into();
        assert_eq!(stage.sim.push(other).await.status(), Some(200), "{event_type}");
        let labels = [("outcome", "unknown_type"), ("event_type", event_type)];
        assert_eq!(stage.bot().metrics().await.count("events", &labels), 1, "{event_type}");
    }
    stage.silence().await;
    stage.end().await;
}

#[tokio::test]
async fn a_challenge_is_echoed_in_all_four_forms() {
    let stage = Stage::open().await;
    let hard = "ajls384kdj \"\\ 挑战";
    for (encrypted, signed) in [(true, true), (true, false), (false, true), (false, false)] {
        let answer = stage.sim.challenge(Challenge { encrypted, signed }, hard).await.unwrap();
        let body = json!({"challenge": hard}).to_string();
        assert_eq!(answer, Outcome::Answered { status: 200, body });
    }
    stage.sim.edit(|world| world.app.verification_token = "theirs".to_owned());
    for (encrypted, status) in [(true, 401), (false, 401)] {
        let form = Challenge { encrypted, signed: false };
        assert_eq!(stage.sim.challenge(form, hard).await.unwrap().status(), Some(status));
    }
    stage.end().await;
}

#[tokio::test]
async fn during_a_rotation_both_keys_and_both_tokens_are_good() {
    let stage = Stage::open_with(|settings| {
        settings.webhook.encrypt_keys.push("the next key".into());
        settings.webhook.verification_tokens.push("the next token".into());
    })
    .await;
    stage.li_si().says("/quality help").await;
    stage.next_card().await;
    stage.sim.edit(|world| {
        world.app.encrypt_key = "the next key".to_owned();
        world.app.verification_token = "the next token".to_owned();
    });
    stage.li_si().says("/quality help").await;
    stage.next_card().await;
    stage.end().await;
}
