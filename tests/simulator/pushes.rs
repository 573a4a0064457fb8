//! What is pushed, how it is sealed and signed, and when it comes again (dossier 1, 2).

use std::time::Duration;

use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockModeDecrypt, KeyIvInit};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use quality_bot::simulator::{
    Challenge, Delivery, Outcome, Says, Simulator, data, seal_with_iv, sign,
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::client::start;
use crate::receiver::{Push, Receiver};

/// Opens a push as a receiver would, with nothing of the simulator's own code.
pub(crate) fn open(push: &Push, key: &str) -> Value {
    let sealed: Value = serde_json::from_slice(&push.body).unwrap();
    let bytes = STANDARD.decode(sealed["encrypt"].as_str().unwrap()).unwrap();
    let (iv, ciphertext) = bytes.split_at(16);
    let key = Sha256::digest(key.as_bytes());
    let cipher = cbc::Decryptor::<aes::Aes256>::new_from_slices(&key, iv).unwrap();
    let plain = cipher.decrypt_padded_vec::<Pkcs7>(ciphertext).unwrap();
    serde_json::from_slice(&plain).unwrap()
}

/// The signature a receiver computes over what arrived.
pub(crate) fn signature(push: &Push, key: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(push.header("X-Lark-Request-Timestamp"));
    hash.update(push.header("X-Lark-Request-Nonce"));
    hash.update(key);
    hash.update(&push.body);
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn question() -> Says {
    let says = Says::in_group(data::GROUP).by(data::LI_SI).mention_bot();
    says.text(" /quality 123456789 ").mention(data::ZHANG_SAN)
}

#[test]
fn sealing_and_signing_agree_with_vectors_of_other_hands() {
    let all: Value =
        serde_json::from_str(include_str!("../data/vectors/test_vectors_webhook.json")).unwrap();
    let (key, iv) = ("kT9vQ2xLm7Rz4WbN", std::array::from_fn(|place| u8::try_from(place).unwrap()));
    let plain = r#"{"challenge":"ajls384kdjxxxx","token":"rvaYgkND1GOiu5MM0E1rncYC6PLtF7JV","type":"url_verification"}"#;
    let body = seal_with_iv(key, iv, plain.as_bytes());
    assert!(all.to_string().contains(&body.replace('"', "\\\"")), "{body}");
    let signed = sign("1735689600", "1874530926", key, body.as_bytes());
    assert_eq!(signed, "a8005dc9fc7e8447821dfa2a9e711c608d5826ab20c58058cd589fb3d4aec6d2");
}

#[tokio::test]
async fn a_question_is_pushed_sealed_and_signed() {
    let (sim, _) = start().await;
    let receiver = Receiver::answering(&[]);
    sim.subscribe(&receiver.url);
    let delivery = sim.say(&question()).await;
    assert_eq!(delivery.status(), Some(200));
    assert!(delivery.finished);

    let pushes = receiver.pushes();
    let (app, push) = (sim.app(), &pushes[0]);
    assert_eq!(push.header("X-Lark-Signature"), signature(push, &app.encrypt_key));
    assert_eq!(push.header("X-Lark-Request-Timestamp"), "1795176000");
    assert!(!push.header("X-Request-Id").is_empty());
    assert!(push.header("Content-Type").starts_with("application/json"));

    let event = open(push, &app.encrypt_key);
    assert_eq!(event["schema"], "2.0");
    assert_eq!(event["header"]["event_type"], "im.message.receive_v1");
    assert_eq!(event["header"]["token"], app.verification_token.as_str());
    assert_eq!(event["header"]["app_id"], app.app_id.as_str());
    assert_eq!(event["header"]["event_id"], delivery.event_id.as_str());
    let message = &event["event"]["message"];
    assert_eq!(message["message_id"], delivery.message_id.as_str());
    assert_eq!(message["chat_type"], "group");
    assert_eq!(message["content"], r#"{"text":"@_user_1 /quality 123456789 @_user_2"}"#);
    assert_eq!(message["mentions"][0]["mentioned_type"], "bot");
    assert_eq!(message["mentions"][0]["id"]["open_id"], data::BOT);
    assert_eq!(message["mentions"][1]["key"], "@_user_2");
    assert_eq!(message["mentions"][1]["name"], "张三");
    let sender = &event["event"]["sender"]["sender_id"];
    assert_eq!(sender["open_id"], data::LI_SI);
    assert_eq!(sender.get("user_id"), None, "its scope is not granted");
}

#[tokio::test]
async fn rich_text_threads_everyone_and_clients_are_told() {
    let (sim, _) = start().await;
    let receiver = Receiver::answering(&[]);
    sim.subscribe(&receiver.url);
    sim.grant("im:user_agent:read");
    sim.grant("contact:user.employee_id:readonly");
    let first = sim.say(&question()).await.message_id;
    let says = question().mention_all().as_post().in_thread("omt_9").replying_to(&first);
    sim.say(&says.with_locale("en_us").by(data::PARTNER)).await;

    let event = open(&receiver.pushes()[1], &sim.app().encrypt_key);
    let message = &event["event"]["message"];
    assert_eq!(message["message_type"], "post");
    assert_eq!((&message["thread_id"], &message["root_id"]), (&json!("omt_9"), &json!(first)));
    let content: Value = serde_json::from_str(message["content"].as_str().unwrap()).unwrap();
    assert_eq!(content["content"][0][0]["user_id"], "@_user_1");
    assert_eq!(content["content"][0][1]["text"], " /quality 123456789 ");
    assert_eq!(message["mentions"][2]["key"], "@_all");
    assert_eq!(message["mentions"][1]["id"]["user_id"], "e33ggbyz");
    assert!(message["user_agent"].as_str().unwrap().contains("LarkLocale/en_us"));
    assert_eq!(event["event"]["sender"]["tenant_key"], data::OTHER_TENANT);
}

#[tokio::test]
async fn scopes_decide_who_is_told() {
    let (sim, _) = start().await;
    let receiver = Receiver::answering(&[]);
    sim.subscribe(&receiver.url);
    let told = async |says: &Says| !sim.say(says).await.attempts.is_empty();
    let aside = Says::in_group(data::GROUP).by(data::LI_SI).text("lunch?");
    let alone = Says::to_bot(data::ZHANG_SAN).text("/quality 123456789");

    assert!(!told(&aside).await, "the bot is not mentioned");
    sim.grant("im:message.group_msg");
    assert!(told(&aside).await);
    assert!(told(&alone).await);
    sim.revoke("im:message.p2p_msg:readonly");
    assert!(!told(&alone).await);
    let pushes = receiver.pushes();
    let last = open(&pushes[1], &sim.app().encrypt_key);
    assert_eq!(pushes.len(), 2);
    assert_eq!(last["event"]["message"]["chat_type"], "p2p");
    assert_eq!(last["event"]["message"]["chat_id"], data::P2P);
    assert_eq!(last["event"]["message"].get("mentions"), None);
}

async fn after_pushes(sim: &Simulator, number: usize) -> Delivery {
    let pushed = |delivery: &&Delivery| delivery.attempts.len() >= number;
    sim.wait_for(|state| state.deliveries().first().filter(pushed).cloned()).await.unwrap()
}

#[tokio::test]
async fn an_event_comes_again_after_15_s_5_min_1_h_6_h_and_then_no_more() {
    let (sim, _) = start().await;
    let receiver = Receiver::answering(&[500; 9]);
    sim.subscribe(&receiver.url);
    let first = sim.say(&question()).await;
    assert_eq!((first.status(), first.finished), (Some(500), false));
    let mut newest = first.clone();
    let schedule = [15_000, 300_000, 3_600_000, 21_600_000];
    for (retry, wait_ms) in (2..).zip(schedule) {
        let due = i64::try_from(wait_ms).unwrap() + sim.clock().now_ms();
        assert_eq!(newest.next_ms, Some(due), "push {retry}");
        sim.clock().wind(Duration::from_millis(wait_ms - 1));
        tokio::task::yield_now().await;
        assert_eq!(receiver.pushes().len(), retry - 1, "not a moment early");
        sim.clock().wind(Duration::from_millis(1));
        newest = after_pushes(&sim, retry).await;
    }
    let last = after_pushes(&sim, 5).await;
    assert!(last.finished);
    assert_eq!(last.next_ms, None);
    let numbers: Vec<usize> = last.attempts.iter().map(|attempt| attempt.number).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5]);

    let (app, pushes) = (sim.app(), receiver.pushes());
    let mut nonces: Vec<&str> = pushes.iter().map(|it| it.header("X-Lark-Request-Nonce")).collect();
    nonces.dedup();
    assert_eq!(nonces.len(), 5, "signed anew each time");
    for push in &pushes {
        assert_eq!(push.header("X-Lark-Signature"), signature(push, &app.encrypt_key));
        let id = open(push, &app.encrypt_key)["header"]["event_id"].clone();
        assert_eq!(id, first.event_id.as_str(), "the same event");
    }
}

#[tokio::test]
async fn a_success_ends_the_retries() {
    let (sim, _) = start().await;
    let receiver = Receiver::answering(&[503]);
    sim.subscribe(&receiver.url);
    sim.say(&question()).await;
    sim.clock().wind(Duration::from_secs(15));
    let delivery = after_pushes(&sim, 2).await;
    assert_eq!((delivery.status(), delivery.finished), (Some(200), true));
}

#[tokio::test]
async fn three_seconds_are_all_a_receiver_gets() {
    let (sim, _) = start().await;
    let receiver = Receiver::answering(&[0]);
    sim.subscribe(&receiver.url);
    let impatient = async {
        receiver.arrival().await;
        sim.clock().wind(Duration::from_secs(3));
    };
    let says = question();
    let (delivery, ()) = tokio::join!(sim.say(&says), impatient);
    assert_eq!(delivery.attempts[0].outcome, Outcome::TooLate);
    sim.clock().wind(Duration::from_secs(15));
    assert_eq!(after_pushes(&sim, 2).await.status(), Some(200));
}

#[tokio::test]
async fn nobody_there_counts_as_a_failure() {
    let (sim, _) = start().await;
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    sim.subscribe(format!("http://{free}/"));
    let delivery = sim.say(&question()).await;
    assert!(matches!(delivery.attempts[0].outcome, Outcome::Unreachable { .. }), "{delivery:?}");
    let receiver = Receiver::answering(&[]);
    sim.subscribe(&receiver.url);
    sim.clock().wind(Duration::from_secs(15));
    assert_eq!(after_pushes(&sim, 2).await.status(), Some(200), "retries go to where it is now");
}

#[tokio::test]
async fn a_challenge_comes_in_four_forms() {
    let (sim, _) = start().await;
    let receiver = Receiver::answering(&[]);
    sim.subscribe(&receiver.url);
    let app = sim.app();
    for (encrypted, signed) in [(false, false), (false, true), (true, false), (true, true)] {
        let outcome = sim.challenge(Challenge { encrypted, signed }, "say \"this\"").await;
        assert_eq!(outcome.and_then(|it| it.status()), Some(200));
        let push = receiver.pushes().pop().unwrap();
        let body = match encrypted {
            true => open(&push, &app.encrypt_key),
            false => serde_json::from_slice(&push.body).unwrap(),
        };
        assert_eq!(body["challenge"], "say \"this\"");
        assert_eq!(body["type"], "url_verification");
        assert_eq!(body["token"], app.verification_token.as_str());
        let proof = push.header("X-Lark-Signature");
        let right = if signed { signature(&push, &app.encrypt_key) } else { String::new() };
        assert_eq!(proof, right);
    }
}

#[tokio::test]
async fn any_event_and_any_bytes_can_be_pushed() {
    let (sim, _) = start().await;
    let receiver = Receiver::answering(&[]);
    sim.subscribe(&receiver.url);
    let event = json!({"uuid": "u-1", "type": "event_callback", "event": {"type": "x"}});
    let delivery = sim.push(event.clone()).await;
    assert_eq!((delivery.event_id.as_str(), delivery.status()), ("u-1", Some(200)));
    assert_eq!(open(&receiver.pushes()[0], &sim.app().encrypt_key), event);

    let outcome = sim.forge(b"not json".to_vec(), &sim.headers_for("not json")).await;
    assert_eq!(outcome.and_then(|it| it.status()), Some(200));
    let forged = &receiver.pushes()[1];
    assert_eq!(forged.body, b"not json");
    assert_eq!(forged.header("X-Lark-Signature"), signature(forged, &sim.app().encrypt_key));
}
