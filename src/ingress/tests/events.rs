//! Authentic events: made durable once, answered 200, and nothing else.

use std::sync::atomic::Ordering;
use std::time::Duration;

use serde_json::{Value, json};

use super::support::*;
use crate::app::inbound::{InboundMessage, Task};
use crate::app::ports::MessageId;
use crate::clock::Clock;
use crate::quality::ids::OpenId;
use crate::store::NewJob;

const MESSAGE: &str = "im.message.receive_v1";
const RECALLED: &str = "im.message.recalled_v1";
const ENDED: &str = "vc.meeting.all_meeting_ended_v1";
const MENU: &str = "application.bot.menu_v6";

fn ok() -> (u16, String) {
    (200, "{}".to_owned())
}

#[actix_web::test]
async fn a_message_is_accepted() {
    let bot = Bot::new();
    let body = sealed(message("om_1", "/quality 123456789").to_string());
    assert_eq!(bot.call(signed(body)).await, ok());
    let expected = NewJob {
        due: None,
        claim: "m:om_1".to_owned(),
        task: Task::Message(InboundMessage {
            said_at: None,
            language: None,
            tenant: "ours".to_owned(),
            message_id: MessageId("om_1".to_owned()),
            chat_id: "oc_1".to_owned(),
            direct: false,
            sender: OpenId("ou_1".to_owned()),
            sender_external: false,
            text: "/quality 123456789".to_owned(),
            mentions: vec![],
        }),
        accepted_at: bot.clock.now(),
    };
    assert_eq!(bot.jobs.accepted(), [expected]);
    assert_eq!(bot.counted("accepted", MESSAGE), 1);
}

#[actix_web::test]
async fn both_keys_and_both_tokens_work_during_a_rotation() {
    let bot = Bot::new();
    let now = START.to_string();
    for (id, key, token) in [
        ("om_1", KEY, TOKEN),
        ("om_2", OLD_KEY, TOKEN),
        ("om_3", KEY, OLD_TOKEN),
        ("om_4", OLD_KEY, OLD_TOKEN),
    ] {
        let event = with(message(id, "x"), "/header/token", json!(token));
        let body = sealed_with(event.to_string(), key);
        assert_eq!(bot.call(signed_with(body, key, &now)).await, ok(), "{id}");
    }
    assert_eq!(bot.jobs.accepted().len(), 4);
}

#[actix_web::test]
async fn a_signed_event_may_be_plain() {
    let bot = Bot::new();
    assert_eq!(bot.call(signed(message("om_1", "x").to_string())).await, ok());
    assert_eq!(bot.jobs.accepted().len(), 1);
}

#[actix_web::test]
async fn the_same_message_is_accepted_once() {
    let bot = Bot::new();
    let first = message("om_1", "x").to_string();
    let pushed_again = with(message("om_1", "x"), "/header/event_id", json!("e2")).to_string();
    for body in [&first, &first, &pushed_again] {
        assert_eq!(bot.call(signed(sealed(body))).await, ok());
    }
    assert_eq!(bot.jobs.accepted().len(), 1);
    assert_eq!(bot.counted("accepted", MESSAGE), 1);
    assert_eq!(bot.counted("duplicate", MESSAGE), 2);
}

#[actix_web::test]
async fn the_last_retry_is_still_welcome_and_a_later_replay_is_not() {
    let bot = Bot::new();
    let captured = || signed(sealed(message("om_1", "x").to_string()));
    bot.clock.wind(Duration::from_secs(7 * 3600 + 5 * 60 + 15));
    assert_eq!(bot.call(captured()).await, ok());
    bot.clock.wind(Duration::from_secs(54 * 60 + 45));
    assert_eq!(bot.call(captured()).await, ok());
    assert_eq!(bot.counted("duplicate", MESSAGE), 1);
    bot.clock.wind(Duration::from_secs(1));
    assert_eq!(bot.call(captured()).await, (401, String::new()));
    assert_eq!(bot.jobs.accepted().len(), 1);
}

#[actix_web::test]
async fn what_is_not_durable_is_500_and_welcome_again() {
    let bot = Bot::new();
    let pushed = || signed(sealed(message("om_1", "x").to_string()));
    bot.jobs.broken.store(true, Ordering::Relaxed);
    assert_eq!(bot.call(pushed()).await, (500, String::new()));
    assert_eq!(bot.counted("store_failed", MESSAGE), 1);
    bot.jobs.broken.store(false, Ordering::Relaxed);
    assert_eq!(bot.call(pushed()).await, ok());
    assert_eq!(bot.jobs.accepted().len(), 1);
}

#[actix_web::test]
async fn what_asks_for_nothing_is_200_and_counted() {
    let bot = Bot::new();
    let v1 = json!({
        "ts": "1502199207.7", "uuid": "u", "token": TOKEN, "type": "event_callback",
        "event": { "type": "p2p_chat_create", "app_id": APP, "tenant_key": "ours" },
    });
    let cases = [
        (event("im.chat.updated_v1", &json!({})), "unknown_type", "im.chat.updated_v1"),
        (v1, "unknown_type", "p2p_chat_create"),
        (event(MESSAGE, &json!({})), "malformed_event", MESSAGE),
        (event(MESSAGE, &Value::Null), "malformed_event", MESSAGE),
        (event(RECALLED, &json!({})), "malformed_event", RECALLED),
        (event(ENDED, &json!({ "meeting": { "id": "1" } })), "malformed_event", ENDED),
        (event(MENU, &json!({ "operator": {} })), "malformed_event", MENU),
        (
            with(event(RECALLED, &json!({ "message_id": "om_1" })), "/header/event_id", json!("")),
            "malformed_event",
            RECALLED,
        ),
        (bot_message(), "from_bot", MESSAGE),
    ];
    for (event, outcome, event_type) in cases {
        let before = bot.counted(outcome, event_type);
        assert_eq!(bot.call(signed(sealed(event.to_string()))).await, ok(), "{event}");
        assert_eq!(bot.counted(outcome, event_type), before + 1, "{event}");
    }
    assert_eq!(bot.jobs.accepted(), []);
}

#[actix_web::test]
async fn what_else_happens_is_accepted_by_its_event_once() {
    let meeting = json!({
        "id": "69", "meeting_no": "235812466", "start_time": "1608883322", "end_time": "1608883899",
    });
    let chosen = json!({ "operator": { "operator_id": { "open_id": "ou_1" } } });
    let cases = [
        (event(RECALLED, &json!({ "message_id": "om_1" })), RECALLED),
        (event(ENDED, &json!({ "meeting": meeting })), ENDED),
        (event(MENU, &chosen), MENU),
    ];
    for (event, event_type) in cases {
        let bot = Bot::new();
        for _ in 0..2 {
            assert_eq!(bot.call(signed(sealed(event.to_string()))).await, ok(), "{event}");
        }
        let [job] = &bot.jobs.accepted()[..] else { panic!("{event_type}") };
        assert_eq!(job.claim, "e:e1");
        let kind = match &job.task {
            Task::Recalled { message } if message.0 == "om_1" => RECALLED,
            Task::Ended { tenant, meeting } if tenant == "ours" && meeting.instance == "69" => {
                ENDED
            }
            Task::Menu { by, at, .. } if by.0 == "ou_1" && *at == bot.clock.now() => MENU,
            other => panic!("{other:?}"),
        };
        assert_eq!(kind, event_type);
        assert_eq!(bot.counted("accepted", event_type), 1);
        assert_eq!(bot.counted("duplicate", event_type), 1);
    }
}

fn bot_message() -> Value {
    with(message("om_1", "/quality 123456789"), "/event/sender/sender_type", json!("bot"))
}
