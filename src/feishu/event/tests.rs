use serde_json::{Value, json};

use super::*;

fn read(body: &Value) -> Result<Option<InboundMessage>, Malformed> {
    let header = Header {
        event_type: MESSAGE_RECEIVED.to_owned(),
        event_id: None,
        token: None,
        app_id: None,
        tenant_key: Some("ours".to_owned()),
        created: None,
    };
    let raw = RawValue::from_string(body.to_string()).expect("JSON");
    received_message(&header, &raw)
}

fn message(body: &Value) -> InboundMessage {
    read(body).expect("well formed").expect("written by a person")
}

/// The least that makes a message.
fn least() -> Value {
    json!({
        "sender": { "sender_id": { "open_id": "ou_1" } },
        "message": { "message_id": "om_1", "chat_id": "oc_1" },
    })
}

/// `least()` with one place changed, such as `("/message/chat_type", json!("p2p"))`.
fn with(parent: &str, key: &str, value: Value) -> Value {
    let mut body = least();
    body.pointer_mut(parent).expect("a place")[key] = value;
    body
}

#[test]
fn the_least_message_is_an_empty_one_in_a_group() {
    let expected = InboundMessage {
        tenant: "ours".to_owned(),
        message_id: MessageId("om_1".to_owned()),
        chat_id: "oc_1".to_owned(),
        direct: false,
        sender: OpenId("ou_1".to_owned()),
        sender_external: false,
        text: String::new(),
        said_at: None,
        language: None,
        mentions: vec![],
    };
    assert_eq!(message(&least()), expected);
}

#[test]
fn only_p2p_is_direct() {
    for (kind, direct) in [("p2p", true), ("group", false), ("topic_group", false)] {
        assert_eq!(message(&with("/message", "chat_type", json!(kind))).direct, direct, "{kind}");
    }
}

#[test]
fn the_sender_is_external_when_both_tenants_are_known_and_differ() {
    for (tenant, external) in [(json!("theirs"), true), (json!("ours"), false), (json!(""), false)]
    {
        let body = with("/sender", "tenant_key", tenant);
        assert_eq!(message(&body).sender_external, external, "{body}");
    }
}

#[test]
fn bots_are_not_heard() {
    for (kind, heard) in [("bot", false), ("app", false), ("user", true), ("", true)] {
        let body = with("/sender", "sender_type", json!(kind));
        assert_eq!(read(&body).expect("well formed").is_some(), heard, "{kind}");
    }
}

#[test]
fn mentions_are_read_whatever_they_lack() {
    let body = with(
        "/message",
        "mentions",
        json!([
            { "key": "@_user_1", "id": { "open_id": "ou_b" }, "mentioned_type": "bot", "name": "Bot" },
            { "key": "@_user_2", "id": { "open_id": "ou_2", "user_id": null }, "name": "张三",
              "mentioned_type": "user", "tenant_key": "theirs" },
            { "key": "@_user_3", "id": { "open_id": "" } },
            { "key": "@_user_4", "id": null },
            { "key": "@_user_5", "id": "" },
            { "key": "@_user_6" },
            { "key": "@_all", "id": { "open_id": "ou_all" }, "name": "所有人", "tenant_key": "" },
            { "id": { "open_id": "ou_without_key" } },
        ]),
    );
    let mention = |key: &str, id: Option<&str>, name: &str, bot, external| InboundMention {
        key: key.to_owned(),
        id: id.map(|id| OpenId(id.to_owned())),
        name: name.to_owned(),
        bot,
        external,
    };
    assert_eq!(
        message(&body).mentions,
        [
            mention("@_user_1", Some("ou_b"), "Bot", true, false),
            mention("@_user_2", Some("ou_2"), "张三", false, true),
            mention("@_user_3", None, "", false, false),
            mention("@_user_4", None, "", false, false),
            mention("@_user_5", None, "", false, false),
            mention("@_user_6", None, "", false, false),
            mention("@_all", None, "所有人", false, false),
        ]
    );
}

#[test]
fn null_mentions_are_none() {
    assert_eq!(message(&with("/message", "mentions", Value::Null)).mentions, []);
}

#[test]
fn what_cannot_be_answered_is_malformed() {
    let missing = |place| Err(Malformed::Missing(place));
    let cases = [
        (json!(null), Err(Malformed::Shape)),
        (json!("x"), Err(Malformed::Shape)),
        (json!({}), missing("sender")),
        (json!({ "sender": {} }), missing("message")),
        (with("/message", "message_id", json!("")), missing("message_id")),
        (with("/message", "chat_id", json!(null)), missing("chat_id")),
        (with("/sender", "sender_id", json!(null)), missing("open_id of the sender")),
        (with("/sender", "sender_id", json!({ "user_id": "u" })), missing("open_id of the sender")),
        (with("/message", "mentions", json!("x")), Err(Malformed::Shape)),
    ];
    for (body, expected) in cases {
        assert_eq!(read(&body), expected, "{body}");
    }
}
