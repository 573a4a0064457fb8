//! Presses of card buttons: verified like every event, answered with what the presser is told.

use serde_json::{Value, json};

use super::support::*;
use crate::app::inbound::Op;

const ASKED: &str = "0123456789abcdef0123456789abcdef";

fn press(value: &Value) -> Value {
    event(
        "card.action.trigger",
        &json!({
            "operator": { "tenant_key": "ours", "open_id": "ou_1" },
            "token": "c-1",
            "action": { "value": value, "tag": "button" },
            "host": "im_message",
            "context": { "open_message_id": "om_1", "open_chat_id": "oc_1" },
        }),
    )
}

fn refresh() -> Value {
    press(&json!({ "v": 1, "op": "refresh", "asked": ASKED }))
}

#[actix_web::test]
async fn a_press_is_answered_with_a_toast() {
    let bot = Bot::new();
    let (status, body) = bot.call(signed(sealed(refresh().to_string()))).await;
    let toast =
        json!({ "type": "info", "content": "好", "i18n": { "zh_cn": "好", "en_us": "OK" } });
    assert_eq!(status, 200);
    assert_eq!(serde_json::from_str::<Value>(&body).unwrap(), json!({ "toast": toast }));
    let presses = bot.desk.presses.lock().unwrap();
    let button = presses[0].button.as_ref().unwrap();
    assert_eq!((button.op, button.asked.0.as_str()), (Op::Refresh, ASKED));
    assert_eq!(presses.len(), 1);
    assert!(bot.jobs.accepted().is_empty(), "nothing is queued here");
    assert!(bot.ingress.counters.render().contains("presses_total{op=\"refresh\"} 1"));
}

#[actix_web::test]
async fn what_nobody_signed_presses_nothing() {
    let bot = Bot::new();
    let (status, _) = bot.call(unsigned(sealed(refresh().to_string()))).await;
    assert_eq!(status, 401);
    let foreign = with(refresh(), "/header/token", json!("another"));
    let (status, _) = bot.call(signed(sealed(foreign.to_string()))).await;
    assert_eq!(status, 403);
    assert!(bot.desk.presses.lock().unwrap().is_empty());
}

#[actix_web::test]
async fn a_press_of_nobody_is_answered_with_nothing() {
    let bot = Bot::new();
    let nobody = with(refresh(), "/event/operator", json!({}));
    let answer = bot.call(signed(sealed(nobody.to_string()))).await;
    assert_eq!(answer, (200, "{}".to_owned()));
    assert!(bot.desk.presses.lock().unwrap().is_empty());
}
