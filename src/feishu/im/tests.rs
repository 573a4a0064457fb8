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

fn card() -> Content {
    Content::Card(r#"{"schema":"2.0","body":{"elements":[]}}"#.to_owned())
}

#[actix_web::test]
async fn a_message_goes_to_a_person_or_into_a_chat() {
    let server = Server::start(|_, before| match before {
        1 => Says::raw(502, ""),
        _ => Says::fixture("im_message_create_response.json"),
    });
    let (client, _) = server.client();
    let table = [
        (Recipient::Person(OpenId("ou_1".to_owned())), "open_id", "ou_1"),
        (Recipient::Chat("oc_1".to_owned()), "chat_id", "oc_1"),
    ];
    for (to, kind, id) in table {
        let sent = Messages::send(&client, &to, &card(), "u-1").await.unwrap();
        assert_eq!(sent.0, "om_dc13264520392913993dd051dba21dcf");
        let asked = server.asked().pop().unwrap();
        assert_eq!(asked.api, "POST /open-apis/im/v1/messages");
        assert_eq!(asked.query("receive_id_type"), kind);
        let content = r#"{"schema":"2.0","body":{"elements":[]}}"#;
        let body = json!({
            "receive_id": id, "msg_type": "interactive", "content": content, "uuid": "u-1",
        });
        assert_eq!(asked.body, body);
    }
    assert_eq!(server.asked().len(), 3, "what may not have arrived is sent again");
    let to = Recipient::Chat("oc_1".to_owned());
    for uuid in [String::new(), "u".repeat(51)] {
        assert!(Messages::send(&client, &to, &card(), &uuid).await.is_err(), "{uuid}");
    }
    assert_eq!(server.asked().len(), 3);
}

#[actix_web::test]
async fn a_card_for_one_person_has_the_documented_form() {
    let server = Server::start(|_, _| Says::fixture("ephemeral_send_response.json"));
    let (client, _) = server.client();
    let documented = fixture("ephemeral_send_request_v2_card.json");
    let card = Content::Card(documented["card"].to_string());
    let [chat, person] = ["chat_id", "open_id"].map(|key| documented[key].as_str().unwrap());
    let sent = client.whisper(chat, &OpenId(person.to_owned()), &card).await.unwrap();
    assert_eq!(sent.0, "om_fd2057276f16243756ff8eb6fcdabcef");
    let asked = server.asked().pop().unwrap();
    assert_eq!(asked.api, "POST /open-apis/ephemeral/v1/send");
    assert_eq!(asked.body, documented);
}

#[actix_web::test]
async fn only_a_card_can_be_for_one_person() {
    let server = Server::start(|_, _| Says::fixture("ephemeral_send_response.json"));
    let (client, _) = server.client();
    let not_cards = [
        Content::Text("x".to_owned()),
        Content::File(FileKey("file_1".to_owned())),
        Content::Card("not JSON".to_owned()),
        Content::Card("[]".to_owned()),
    ];
    for content in not_cards {
        let error = client.whisper("oc_1", &OpenId("ou_1".to_owned()), &content).await.unwrap_err();
        assert_eq!(error.refusal, Refusal::Rejected, "{content:?}");
    }
    assert_eq!(server.asked().len(), 0);
}

#[actix_web::test]
async fn a_card_for_one_person_is_refused_for_reasons_that_leave_another_way() {
    let table = [
        (400, 12008, Refusal::Undeliverable),
        (400, 11201, Refusal::Undeliverable),
        (400, 11228, Refusal::Undeliverable),
        (400, 230_002, Refusal::Undeliverable),
        (400, 11246, Refusal::CardRefused),
        (400, 230_054, Refusal::CardRefused),
        (400, 99_991_672, Refusal::ScopeMissing(Vec::new())),
        // Whatever is not documented.
        (400, 18_053, Refusal::Rejected),
    ];
    for (status, code, refusal) in table {
        let server = Server::start(move |_, _| Says::code(status, code));
        let (client, _) = server.client();
        let error = client.whisper("oc_1", &OpenId("ou_1".to_owned()), &card()).await.unwrap_err();
        assert_eq!((error.refusal, server.asked().len()), (refusal, 1), "{code}");
    }
}

#[actix_web::test]
async fn a_card_for_one_person_is_not_sent_twice_and_waits_for_its_turn() {
    let says = [
        (Says::raw(502, ""), 1),
        (Says::code(200, 2200), 1),
        (Says::code(429, 99_991_400), 4),
        (Says::code(400, 230_020), 4),
        (Says::code(401, 99_991_663), 2),
    ];
    for (says, sent) in says {
        let told = format!("{says:?}");
        let server = Server::start(move |_, _| says.clone());
        let (client, _) = server.client();
        let shown = client.whisper("oc_1", &OpenId("ou_1".to_owned()), &card()).await;
        assert!(shown.is_err());
        assert_eq!(server.asked().len(), sent, "{told}");
    }
}

#[actix_web::test]
async fn a_message_is_taken_back_once() {
    let server = Server::start(|_, _| Says::fixture("im_message_delete_response.json"));
    let (client, _) = server.client();
    client.take_back(&message()).await.unwrap();
    let asked = server.asked().pop().unwrap();
    assert_eq!(asked.api, "DELETE /open-apis/im/v1/messages/om_1");
    assert!(asked.raw.is_empty());
}

#[actix_web::test]
async fn what_is_gone_is_taken_back_and_what_stays_is_said() {
    let table = [
        (230_011, None),
        (230_110, None),
        (230_111, None),
        (99_992_354, None),
        (230_009, Some(Refusal::Undeliverable)),
        (230_026, Some(Refusal::Rejected)),
        (230_002, Some(Refusal::Undeliverable)),
    ];
    for (code, refusal) in table {
        let server = Server::start(move |_, _| Says::code(400, code));
        let (client, _) = server.client();
        let taken = client.take_back(&message()).await;
        assert_eq!(taken.err().map(|error| error.refusal), refusal, "{code}");
    }
}

#[actix_web::test]
async fn we_know_who_we_are() {
    let server = Server::start(|_, _| Says::fixture("bot_info.json"));
    let (client, _) = server.client();
    assert_eq!(client.me().await.unwrap().0, "ou_e6e14f667cfe239d7b129b521dce0569");
}
