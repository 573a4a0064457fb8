//! Choosing and filling in: what is pushed of selects, pickers and forms (dossier 3.1, 8.2). What each
//! component can hold is a unit test's.

use quality_bot::simulator::{Press, Simulator, data};
use serde_json::{Value, json};

use crate::client::{Client, start};
use crate::pushes::open;
use crate::receiver::Receiver;

fn text(content: &str) -> Value {
    json!({"tag": "plain_text", "content": content})
}

fn calls(op: &str) -> Value {
    json!([{"type": "callback", "value": {"op": op}}])
}

fn card() -> Value {
    json!({"schema": "2.0", "body": {"elements": [
        {"tag": "select_static", "placeholder": text("which"), "behaviors": calls("which"),
         "options": [{"text": text("first"), "value": "1"}, {"text": text("second"), "value": "2"}]},
        {"tag": "select_person", "placeholder": text("who"), "behaviors": calls("who")},
        {"tag": "date_picker", "name": "day", "behaviors": calls("when")},
        {"tag": "form", "name": "ask", "elements": [
            {"tag": "select_static", "name": "meeting", "placeholder": text("which"),
             "options": [{"text": text("A"), "value": "0"}, {"text": text("B"), "value": "1"}]},
            {"tag": "select_person", "name": "person", "placeholder": text("who")},
            {"tag": "date_picker", "name": "date"},
            {"tag": "input", "name": "no", "max_length": 20},
            {"tag": "button", "name": "send", "text": text("Ask"), "form_action_type": "submit",
             "behaviors": calls("ask")},
        ]},
    ]}})
}

/// The bot sends the card into the group; its message id, and who listens.
async fn shown(sim: &Simulator, client: &Client) -> (String, Receiver) {
    let body = json!({"receive_id": data::GROUP, "msg_type": "interactive",
        "content": card().to_string()});
    let reply = client.post("im/v1/messages?receive_id_type=chat_id", &body).await;
    assert_eq!(reply.code, 0, "{:?}", reply.body);
    let receiver = Receiver::answering(&[]);
    sim.subscribe(&receiver.url);
    (reply.body["data"]["message_id"].as_str().unwrap().to_owned(), receiver)
}

#[tokio::test]
async fn what_was_chosen_is_told_with_the_value_of_the_component() {
    let (sim, client) = start().await;
    let (message_id, receiver) = shown(&sim, &client).await;
    let table = [
        (
            Press::option(&message_id, "2"),
            json!({"tag": "select_static", "value": {"op": "which"}, "option": "2"}),
        ),
        (
            Press::person(&message_id, data::ANA),
            json!({"tag": "select_person", "value": {"op": "who"}, "option": data::ANA}),
        ),
        (
            Press::date(&message_id, "2026-11-20 +0000").in_timezone("Europe/Lisbon"),
            json!({"tag": "date_picker", "name": "day", "value": {"op": "when"},
                "option": "2026-11-20 +0000", "timezone": "Europe/Lisbon"}),
        ),
    ];
    for (press, action) in table {
        let pressed = sim.press(&press.by(data::LI_SI)).await;
        assert_eq!((pressed.impossible, pressed.error), (None, None));
        let event = open(&receiver.pushes().pop().unwrap(), &sim.app().encrypt_key);
        assert_eq!(event["event"]["action"], action);
        assert_eq!(event["event"]["context"]["open_chat_id"], data::GROUP);
        assert_eq!(event["event"]["operator"]["open_id"], data::LI_SI);
    }
}

#[tokio::test]
async fn a_form_is_sent_whole() {
    let (sim, client) = start().await;
    let (message_id, receiver) = shown(&sim, &client).await;
    let form = Press::form(&message_id, "send").by(data::LI_SI).with("meeting", "0");
    let pressed = sim.press(&form.with("date", "2026-11-20 +0800")).await;
    assert_eq!((pressed.impossible, pressed.error), (None, None));
    let event = open(&receiver.pushes()[0], &sim.app().encrypt_key);
    let action = json!({"tag": "button", "name": "send", "value": {"op": "ask"},
        "timezone": "Asia/Shanghai",
        "form_value": {"meeting": "0", "person": "", "date": "2026-11-20 +0800", "no": ""}});
    assert_eq!(event["event"]["action"], action);
}

#[tokio::test]
async fn what_is_not_offered_cannot_be_done_but_forged() {
    let (sim, client) = start().await;
    let (message_id, receiver) = shown(&sim, &client).await;
    let form = || Press::form(&message_id, "send");
    for press in [
        Press::option(&message_id, "3"),
        Press::option(&message_id, "0"),
        Press::person(&message_id, "ou_nobody"),
        Press::date(&message_id, "2026-11-20"),
        Press::date(&message_id, "2026-11-20 +0800").in_timezone("Mars/Base"),
        Press::of(&message_id, json!({"op": "ask"})),
        Press::form(&message_id, "other"),
        form().with("meeting", "2"),
        form().with("person", "张三"),
        form().with("when", "2026-11-20 +0800"),
    ] {
        let pressed = sim.press(&press.clone().by(data::LI_SI)).await;
        assert!(pressed.impossible.is_some() && pressed.delivery.is_none(), "{press:?}");
    }
    assert!(sim.press(&form().by("ou_nobody")).await.impossible.is_some());
    assert!(receiver.pushes().is_empty());
    let action = json!({"tag": "select_static", "value": {"op": "which"}, "option": "999"});
    sim.press(&Press::forged_action(&message_id, action.clone()).by(data::LI_SI)).await;
    let event = open(&receiver.pushes()[0], &sim.app().encrypt_key);
    assert_eq!(event["event"]["action"], action);
}
