//! Create, reply, PATCH, read (dossier 7.1, 7.2, 7.6).

use std::time::Duration;

use quality_bot::simulator::{Api, Author, Says, Simulator, data};
use serde_json::{Value, json};

use crate::client::{Client, start};

fn text(text: &str) -> Value {
    json!({"msg_type": "text", "content": json!({"text": text}).to_string()})
}

fn card() -> String {
    json!({"schema": "2.0", "body": {"elements": [{"tag": "markdown", "content": "ok"}]}})
        .to_string()
}

fn with(mut body: Value, name: &str, value: impl Into<Value>) -> Value {
    body[name] = value.into();
    body
}

/// Something 李四 said in the group.
async fn question(sim: &Simulator) -> String {
    sim.say(&Says::in_group(data::GROUP).by(data::LI_SI).text("?")).await.message_id
}

fn reply_path(message_id: &str) -> String {
    format!("im/v1/messages/{message_id}/reply")
}

async fn send_card(client: &Client, to: &str) -> String {
    let body = json!({"msg_type": "interactive", "content": card()});
    let reply = client.post(&reply_path(to), &body).await;
    assert_eq!(reply.code, 0, "{:?}", reply.body);
    reply.body["data"]["message_id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_reply_lands_under_its_question() {
    let (sim, client) = start().await;
    let asked = question(&sim).await;
    let reply = client
        .post(
            &reply_path(&asked),
            &text("在查 <at user_id=\"ou_00000000000000000000000000000003\">x</at>!"),
        )
        .await;
    let data = &reply.body["data"];
    assert_eq!(data["parent_id"], asked.as_str());
    assert_eq!(data["root_id"], asked.as_str());
    assert_eq!(data["chat_id"], data::GROUP);
    assert_eq!(data["sender"]["sender_type"], "app");
    assert!(data["create_time"].as_str().unwrap().bytes().all(|digit| digit.is_ascii_digit()));
    assert_eq!(data["mentions"][0]["name"], "Ana Lima");
    assert_eq!(data["body"]["content"], r#"{"text":"在查 @_user_1!"}"#);
    let replies = sim.replies_to(&asked);
    assert_eq!(replies.len(), 1);
    assert_eq!(replies[0].author, Author::Bot);
    assert_eq!(sim.journal().unexpected(), Vec::<String>::new());
}

#[tokio::test]
async fn threads_are_kept_and_begun_on_demand() {
    let (sim, client) = start().await;
    let plain = question(&sim).await;
    let said = Says::in_group(data::GROUP).by(data::LI_SI).text("?").in_thread("omt_1");
    let threaded = sim.say(&said).await.message_id;
    let begun = client.post(&reply_path(&plain), &with(text("a"), "reply_in_thread", true)).await;
    let kept = client.post(&reply_path(&threaded), &text("b")).await;
    let none = client.post(&reply_path(&plain), &text("c")).await;
    assert!(begun.body["data"]["thread_id"].as_str().unwrap().starts_with("omt_"));
    assert_eq!(kept.body["data"]["thread_id"], "omt_1");
    assert_eq!(none.body["data"].get("thread_id"), None);
}

#[tokio::test]
async fn replies_that_feishu_refuses() {
    let (sim, client) = start().await;
    let path = reply_path(&question(&sim).await);
    let post = |content: Value| json!({"msg_type": "post", "content": content.to_string()});
    let interactive = |content: &str| json!({"msg_type": "interactive", "content": content});
    let long_card = interactive(&with(json!({}), "x", "长".repeat(10_240)).to_string());
    let table = [
        ("content an object", with(text(""), "content", json!({"text": "a"})), 99_992_402),
        ("content no JSON", with(text(""), "content", "hello"), 230_001),
        ("content a JSON string", with(text(""), "content", "\"hello\""), 230_001),
        ("no content", json!({"msg_type": "text"}), 99_992_402),
        ("no type", json!({"content": "{}"}), 99_992_402),
        ("unknown type", with(text("a"), "msg_type", "telegram"), 230_001),
        ("a picture never uploaded", with(text("a"), "msg_type", "image"), 230_017),
        ("empty text", text(""), 230_001),
        ("long text", text(&"a".repeat(150 * 1024)), 230_025),
        ("uuid over 50", with(text("a"), "uuid", "a".repeat(51)), 99_992_402),
        ("uuid a number", with(text("a"), "uuid", 7), 99_992_402),
        ("thread no flag", with(text("a"), "reply_in_thread", "yes"), 99_992_402),
        ("misspelt field", with(text("a"), "reply_in_tread", true), 99_992_402),
        ("card over 30 KB", long_card, 230_025),
        ("card no object", interactive("[]"), 230_001),
        ("post without a locale", post(json!({"title": "", "content": []})), 230_001),
        ("post without lines", post(json!({"zh_cn": {"content": []}})), 230_001),
    ];
    for (what, body, code) in &table {
        let reply = client.post(&path, body).await;
        assert_eq!((reply.status, reply.code), (400, *code), "{what}: {:?}", reply.body["msg"]);
        assert_eq!(reply.body["error"]["log_id"].as_str(), reply.log_id.as_deref(), "{what}");
    }
    let garbage = client.post_bytes(&path, "{\"msg_type\":").await;
    assert_eq!((garbage.status, garbage.code), (400, 9_499));
    assert_eq!(sim.journal().unexpected().len(), table.len() + 1);
    assert_eq!(sim.journal().count(Api::Reply), table.len() + 1);
}

#[tokio::test]
async fn what_is_just_small_enough_goes_through() {
    let (sim, client) = start().await;
    let path = reply_path(&question(&sim).await);
    let lines = json!([[{"tag": "text", "text": "a"}]]);
    let post = json!({"zh_cn": {"title": "", "content": lines}}).to_string();
    let table = [
        text(&"a".repeat(150 * 1024 - 11)),
        with(text("a"), "uuid", "字".repeat(50)),
        json!({"msg_type": "post", "content": post}),
        json!({"msg_type": "interactive", "content": card()}),
    ];
    for body in &table {
        let reply = client.post(&path, body).await;
        assert_eq!(reply.code, 0, "{:?}", reply.body["msg"]);
    }
}

#[tokio::test]
async fn places_a_reply_cannot_go() {
    let (sim, client) = start().await;
    let asked = question(&sim).await;
    let unknown = client.post(&reply_path("om_unknown"), &text("a")).await;
    assert_eq!(unknown.code, 99_992_354);
    sim.edit(|world| world.chats[0].has_bot = false);
    assert_eq!(client.post(&reply_path(&asked), &text("a")).await.code, 230_002);
    sim.edit(|world| world.chats[0].has_bot = true);
    sim.edit(|world| world.messages.get_mut(&asked).unwrap().recalled = true);
    assert_eq!(client.post(&reply_path(&asked), &text("a")).await.code, 230_011);
    sim.revoke("im:message:send_as_bot");
    assert_eq!(client.post(&reply_path(&asked), &text("a")).await.code, 99_991_672);
    assert_eq!(sim.journal().unexpected().len(), 1, "only the unknown message");
}

#[tokio::test]
async fn a_uuid_sends_once_an_hour() {
    let (sim, client) = start().await;
    let asked = question(&sim).await;
    let body = with(text("once"), "uuid", "u-1");
    let send =
        async || client.post(&reply_path(&asked), &body).await.body["data"]["message_id"].clone();
    let first = send().await;
    assert_eq!(send().await, first);
    sim.clock().wind(Duration::from_secs(3_599));
    assert_eq!(send().await, first);
    assert_eq!(sim.replies_to(&asked).len(), 1);
    assert_eq!(sim.journal().unexpected(), Vec::<String>::new());

    let elsewhere = reply_path(&question(&sim).await);
    assert_eq!(client.post(&elsewhere, &body).await.code, 230_001, "a uuid is for one message");

    sim.clock().wind(Duration::from_secs(1));
    assert_ne!(send().await, first);
    assert_eq!(sim.replies_to(&asked).len(), 2);
}

#[tokio::test]
async fn messages_are_created_for_people_and_chats() {
    let (sim, client) = start().await;
    let create = async |kind: &str, to: &str| {
        let path = format!("im/v1/messages?receive_id_type={kind}");
        client.post(&path, &with(text("hi"), "receive_id", to)).await
    };
    assert_eq!(create("chat_id", data::GROUP).await.body["data"]["chat_id"], data::GROUP);
    assert_eq!(create("open_id", data::ZHANG_SAN).await.body["data"]["chat_id"], data::P2P);
    let ana = create("user_id", "92f879ab").await.body["data"]["chat_id"].clone();
    assert_eq!(create("open_id", data::ANA).await.body["data"]["chat_id"], ana);
    assert_eq!(sim.journal().unexpected(), Vec::<String>::new());
    assert_eq!(create("open_id", "ou_nobody").await.code, 230_034);
    assert_eq!(create("chat_id", "oc_nowhere").await.code, 230_034);
    assert_eq!(create("nickname", "x").await.code, 99_992_402);
    assert_eq!(sim.journal().unexpected().len(), 3);
}

#[tokio::test]
async fn a_patch_replaces_a_card_and_keeps_its_history() {
    let (sim, client) = start().await;
    let sent = send_card(&client, &question(&sim).await).await;
    let next = json!({"schema": "2.0", "body": {"elements": []}}).to_string();
    let path = format!("im/v1/messages/{sent}");
    let reply = client.patch(&path, &json!({"content": next})).await;
    assert_eq!(reply.body, json!({"code": 0, "msg": "ok", "data": {}}));
    let message = sim.message(&sent).unwrap();
    assert_eq!(message.content, next);
    assert_eq!(message.history, [card()]);
    assert_eq!(sim.journal().unexpected(), Vec::<String>::new());
}

#[tokio::test]
async fn patches_that_feishu_refuses() {
    let (sim, client) = start().await;
    let asked = question(&sim).await;
    let sent = send_card(&client, &asked).await;
    let words = client.post(&reply_path(&asked), &text("a")).await;
    let words = words.body["data"]["message_id"].as_str().unwrap().to_owned();
    let (good, v1) = (json!({"content": card()}), json!({"content": r#"{"elements":[]}"#}));
    let table = [
        ("not a card", &words, good.clone(), 230_001),
        ("not ours", &asked, good.clone(), 230_012),
        ("unknown", &"om_x".to_owned(), good.clone(), 99_992_354),
        ("no content", &sent, json!({}), 99_992_402),
        ("card an object", &sent, json!({"content": {}}), 99_992_402),
        ("no JSON", &sent, json!({"content": "{"}), 230_001),
        ("back to 1.0", &sent, v1, 230_099),
    ];
    for (what, message, body, code) in table {
        let reply = client.patch(&format!("im/v1/messages/{message}"), &body).await;
        assert_eq!((reply.status, reply.code), (400, code), "{what}");
    }
    assert_eq!(sim.journal().unexpected().len(), 7);

    let path = format!("im/v1/messages/{sent}");
    sim.clock().wind(Duration::from_secs(14 * 86_400));
    let client = fresh(&sim).await;
    assert_eq!(client.patch(&path, &good).await.code, 0, "on the fourteenth day");
    sim.clock().wind(Duration::from_millis(1));
    assert_eq!(client.patch(&path, &good).await.code, 230_031);
    sim.edit(|world| world.messages.get_mut(&sent).unwrap().recalled = true);
    assert_eq!(client.patch(&path, &good).await.code, 230_011);
    assert_eq!(sim.journal().unexpected().len(), 7, "age and recall are nobody's fault");
}

async fn fresh(sim: &Simulator) -> Client {
    let mut client = Client::without_token(sim);
    client.authorization = Some(format!("Bearer {}", client.token(sim).await));
    client
}

#[tokio::test]
async fn a_message_can_be_read() {
    let (sim, client) = start().await;
    sim.grant("im:message:readonly");
    let sent = send_card(&client, &question(&sim).await).await;
    let path = format!("im/v1/messages/{sent}");
    let original = [("card_msg_content_type", "user_card_content".to_owned())];
    let reply = client.get(&path, &original).await;
    let item = &reply.body["data"]["items"][0];
    assert_eq!(item["body"]["content"], card());
    assert_eq!(item["message_id"], sent.as_str());
    let flat = client.get(&path, &[]).await.body["data"]["items"][0]["body"]["content"].clone();
    assert_ne!(flat, card(), "flattened unless the original is asked for");
    sim.edit(|world| world.messages.get_mut(&sent).unwrap().recalled = true);
    let recalled = client.get(&path, &[]).await;
    assert_eq!(recalled.body["data"]["items"][0]["deleted"], true);
    assert_eq!(recalled.body["data"]["items"][0]["body"]["content"], "");
    assert_eq!(client.get("im/v1/messages/om_x", &[]).await.code, 99_992_354);
}
