//! Events as Feishu posts them, made by the simulator's code.

use quality_bot::clock::{Clock, SystemClock};
use quality_bot::simulator::{App, SimClock, World, data, seal, sign};
use serde_json::json;

/// The app that the events are for.
pub(crate) fn app() -> App {
    World::demo(&SimClock::real()).app
}

/// This many requests, whole, each with a message of its own.
pub(crate) fn signed(count: usize) -> Vec<Vec<u8>> {
    let (app, now) = (app(), SystemClock.now());
    (0..count).map(|number| request(&app, number, now.as_second(), now.as_millisecond())).collect()
}

fn request(app: &App, number: usize, now_s: i64, now_ms: i64) -> Vec<u8> {
    let body = seal(&app.encrypt_key, event(app, number, now_ms).as_bytes());
    let (timestamp, nonce) = (now_s.to_string(), number.to_string());
    let signature = sign(&timestamp, &nonce, &app.encrypt_key, body.as_bytes());
    let length = body.len();
    format!(
        "POST /webhook/feishu HTTP/1.1\r\n\
         Host: bot.example.com\r\n\
         Content-Type: application/json;charset=utf-8\r\n\
         X-Lark-Request-Timestamp: {timestamp}\r\n\
         X-Lark-Request-Nonce: {nonce}\r\n\
         X-Lark-Signature: {signature}\r\n\
         X-Request-Id: {number}\r\n\
         Content-Length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}

/// 李四 asks the bot about 张三, in a group.
fn event(app: &App, number: usize, now_ms: i64) -> String {
    let mention = |key: &str, open_id: &str, name: &str, kind: &str| {
        json!({
            "key": key,
            "name": name,
            "id": {"open_id": open_id, "union_id": open_id.replacen("ou_", "on_", 1)},
            "mentioned_type": kind,
            "tenant_key": data::TENANT,
        })
    };
    json!({
        "schema": "2.0",
        "header": {
            "event_id": format!("{number:032x}"),
            "event_type": "im.message.receive_v1",
            "create_time": now_ms.to_string(),
            "token": app.verification_token,
            "app_id": app.app_id,
            "tenant_key": data::TENANT,
        },
        "event": {
            "sender": {
                "sender_id": {"open_id": data::LI_SI, "union_id": data::LI_SI.replacen("ou_", "on_", 1)},
                "sender_type": "user",
                "tenant_key": data::TENANT,
            },
            "message": {
                "message_id": format!("om_{number:032x}"),
                "create_time": now_ms.to_string(),
                "update_time": now_ms.to_string(),
                "chat_id": data::GROUP,
                "chat_type": "group",
                "message_type": "text",
                "content": json!({"text": "@_user_1 /quality 123456789 @_user_2"}).to_string(),
                "mentions": [
                    mention("@_user_1", data::BOT, data::BOT_NAME, "bot"),
                    mention("@_user_2", data::ZHANG_SAN, "张三", "user"),
                ],
            },
        },
    })
    .to_string()
}
