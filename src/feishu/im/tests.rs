use serde_json::Value;

use super::*;
use crate::app::error::Refusal;
use crate::app::ports::Identity;
use crate::feishu::testbed::{Says, Server, fixture};

fn message() -> MessageId {
    MessageId("om_1".to_owned())
}

#[actix_web::test]
async fn a_reply_says_what_and_once() {
    let server = Server::start(|_, _| Says::fixture("im_message_reply_response.json"));
    let (client, _) = server.client();
    let table = [
        (Content::Card(r#"{"schema":"2.0"}"#.to_owned()), "interactive", r#"{"schema":"2.0"}"#),
        (Content::Text("a \"b\"\n会".to_owned()), "text", r#"{"text":"a \"b\"\n会"}"#),
    ];
    for (content, msg_type, sent) in table {
        let id = client.reply(&message(), &content, "u-1").await.unwrap();
        assert_eq!(id.0, "om_dc13264520392913993dd051dba21dcf");
        let asked = server.asked().pop().unwrap();
        assert_eq!(asked.api, "POST /open-apis/im/v1/messages/om_1/reply");
        let body = json!({"msg_type": msg_type, "content": sent, "uuid": "u-1"});
        assert_eq!(asked.body, body);
    }
}

#[actix_web::test]
async fn a_repeated_reply_keeps_its_uuid() {
    let server = Server::start(|_, before| match before {
        0 => Says::raw(502, "<html>"),
        1 => Says::code(400, 230_049),
        2 => Says::code(400, 230_020),
        _ => Says::fixture("im_message_reply_response.json"),
    });
    let (client, clock) = server.client();
    let sent = client.reply(&message(), &Content::Text("x".to_owned()), "u-1").await;
    assert!(sent.is_ok(), "{sent:?}");
    let uuids: Vec<Value> = server.asked().iter().map(|asked| asked.body["uuid"].clone()).collect();
    assert_eq!(uuids, ["u-1", "u-1", "u-1", "u-1"]);
    let soon = clock.slept()[1].as_secs_f64();
    assert!((1.0..=2.0).contains(&soon), "{soon}");
}

#[actix_web::test]
async fn a_uuid_the_platform_would_refuse_is_not_sent() {
    let server = Server::start(|_, _| Says::fixture("im_message_reply_response.json"));
    let (client, _) = server.client();
    let content = Content::Text("x".to_owned());
    for (uuid, taken) in [("", false), (&"é".repeat(50), true), (&"u".repeat(51), false)] {
        let sent = client.reply(&message(), &content, uuid).await;
        assert_eq!(sent.is_ok(), taken, "{uuid}");
    }
    assert_eq!(server.asked().len(), 1);
}

#[actix_web::test]
async fn a_card_is_replaced_by_a_card_and_text_by_a_card_with_text() {
    let server = Server::start(|_, _| Says::fixture("im_message_patch_card_response.json"));
    let (client, _) = server.client();
    client.replace(&message(), &Content::Card("{}".to_owned())).await.unwrap();
    client.replace(&message(), &Content::Text("plain *text*".to_owned())).await.unwrap();
    let asked = server.asked();
    assert_eq!(asked[0].api, "PATCH /open-apis/im/v1/messages/om_1");
    assert_eq!(asked[0].body, json!({"content": "{}"}));
    let card: Value = serde_json::from_str(asked[1].body["content"].as_str().unwrap()).unwrap();
    assert_eq!(card["schema"], "2.0");
    let text = json!({"tag": "div", "text": {"tag": "plain_text", "content": "plain *text*"}});
    assert_eq!(card["body"]["elements"], json!([text]));
}

#[actix_web::test]
async fn a_refused_card_is_told_apart_and_not_repeated() {
    let server = Server::start(|_, _| Says::fixture("im_error_230099_chart.json"));
    let (client, _) = server.client();
    let error = client.replace(&message(), &Content::Card("{}".to_owned())).await.unwrap_err();
    assert_eq!(error.refusal, Refusal::CardRefused);
    assert_eq!(
        error.log_id.as_deref(),
        fixture("im_error_230099_chart.json")["error"]["log_id"].as_str()
    );
    assert_eq!(server.asked().len(), 1);
}

#[actix_web::test]
async fn we_know_who_we_are() {
    let server = Server::start(|_, _| Says::fixture("bot_info.json"));
    let (client, _) = server.client();
    assert_eq!(client.me().await.unwrap().0, "ou_e6e14f667cfe239d7b129b521dce0569");
}
