//! What a chat client does beside talking: it chooses, fills in, takes back, opens the bot's menu, ends a
//! meeting, and sees cards that are for one person.

use quality_bot::simulator::{Says, data};
use serde_json::{Value, json};

use crate::chat_client::Browser;
use crate::client::{Client, start};
use crate::pushes::open;
use crate::receiver::Receiver;

/// A card with a select and a form, sent into the group; its message id.
async fn card(client: &Client) -> String {
    let text = |content: &str| json!({"tag": "plain_text", "content": content});
    let option = json!({"text": text("A"), "value": "a"});
    let card = json!({"schema": "2.0", "body": {"elements": [
        {"tag": "select_static", "options": [option],
         "behaviors": [{"type": "callback", "value": {"op": "choose"}}]},
        {"tag": "date_picker", "behaviors": [{"type": "callback", "value": {"op": "when"}}]},
        {"tag": "form", "name": "ask", "elements": [
            {"tag": "input", "name": "no"},
            {"tag": "button", "name": "send", "text": text("Ask"), "form_action_type": "submit"},
        ]},
    ]}});
    let body = json!({"msg_type": "interactive", "content": card.to_string()});
    let reply = client.post(&format!("im/v1/messages/{}/reply", data::BOT_CARD), &body).await;
    assert_eq!(reply.code, 0, "{:?}", reply.body);
    reply.body["data"]["message_id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_choice_and_a_form_are_pushed_as_the_page_tells_them() {
    let (sim, client) = start().await;
    let browser = Browser::of(&sim);
    let message_id = card(&client).await;
    let receiver = Receiver::answering(&[]);
    sim.subscribe(&receiver.url);
    let with = |fields: Value| {
        let mut body = json!({"by": data::ANA, "message_id": message_id});
        body.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        body
    };
    let table = [
        (
            json!({"tag": "select_static", "option": "a"}),
            json!({"tag": "select_static", "value": {"op": "choose"}, "option": "a"}),
        ),
        (
            json!({"tag": "date_picker", "option": "2026-11-20 +0000", "timezone": "Europe/London"}),
            json!({"tag": "date_picker", "value": {"op": "when"}, "option": "2026-11-20 +0000",
                "timezone": "Europe/London"}),
        ),
        (
            json!({"form": {"no": "123456789"}, "name": "send", "timezone": "Asia/Shanghai"}),
            json!({"tag": "button", "name": "send", "form_value": {"no": "123456789"}}),
        ),
    ];
    for (told, action) in table {
        let answer = browser.post("/client/press", &with(told)).await;
        assert_eq!(answer.status, 200, "{}", answer.json());
        let event = open(&receiver.pushes().pop().unwrap(), &sim.app().encrypt_key);
        assert_eq!(event["event"]["action"], action);
    }
    for wrong in [
        json!({"option": "a"}),
        json!({"tag": "select_static", "option": "b"}),
        json!({"form": {"number": "1"}, "name": "send"}),
        json!({"form": {}, "option": "a", "tag": "select_static"}),
    ] {
        assert!(browser.post("/client/press", &with(wrong.clone())).await.is_refused(), "{wrong}");
    }
}

#[tokio::test]
async fn only_ones_own_message_is_taken_back() {
    let (sim, _client) = start().await;
    let browser = Browser::of(&sim);
    let asked = sim.say(&Says::in_group(data::GROUP).by(data::LI_SI).text("?")).await.message_id;
    let body = |by: &str| json!({"by": by, "message_id": asked});
    assert!(browser.post("/client/recall", &body(data::ANA)).await.is_refused());
    let receiver = Receiver::answering(&[]);
    sim.subscribe(&receiver.url);
    let taken = browser.post("/client/recall", &body(data::LI_SI)).await;
    assert_eq!((taken.status, taken.json()), (200, json!({"push_status": 200})));
    assert!(browser.post("/client/recall", &body(data::LI_SI)).await.is_refused(), "once is all");
}

#[tokio::test]
async fn the_menu_is_chosen_from_and_a_running_meeting_ended() {
    let (sim, _client) = start().await;
    let browser = Browser::of(&sim);
    let receiver = Receiver::answering(&[]);
    sim.subscribe(&receiver.url);
    let running = browser.state(0).await["running"].clone();
    assert_eq!(running[0]["no"], data::RUNNING);
    let end = json!({"meeting_no": data::RUNNING});
    assert_eq!(browser.post("/client/end", &end).await.json(), json!({"push_status": 200}));
    assert_eq!(browser.state(0).await["running"], json!([]));
    assert!(browser.post("/client/end", &end).await.is_refused());
    let menu = json!({"by": data::ANA, "event_key": "quality"});
    assert_eq!(browser.post("/client/menu", &menu).await.json(), json!({"push_status": 200}));
    let nobody = json!({"by": "ou_nobody", "event_key": "quality"});
    assert!(browser.post("/client/menu", &nobody).await.is_refused());
}

#[tokio::test]
async fn a_card_for_one_person_says_for_whom_until_it_is_deleted() {
    let (sim, client) = start().await;
    let browser = Browser::of(&sim);
    let card = json!({"schema": "2.0", "body": {"elements": [{"tag": "hr"}]}});
    let body = json!({"chat_id": data::GROUP, "open_id": data::ANA, "msg_type": "interactive",
        "card": card});
    let sent = client.post("ephemeral/v1/send", &body).await;
    let seen = browser.state(0).await["messages"].clone();
    assert_eq!(seen[0]["visible_to"], data::ANA);
    let message_id = sent.body["data"]["message_id"].clone();
    client.post("ephemeral/v1/delete", &json!({"message_id": message_id})).await;
    assert_eq!(browser.state(0).await["messages"], json!([]), "no trace");
}
