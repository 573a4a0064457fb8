//! Pressing buttons: what is pushed, what an app may answer, and what clients show (dossier 3).

use quality_bot::simulator::{Outcome, Press, Pressed, Simulator, data};
use serde_json::{Value, json};

use crate::client::{Client, start};
use crate::pushes::{open, signature};
use crate::receiver::Receiver;

fn refresh() -> Value {
    json!({"v": 1, "op": "refresh"})
}

fn card(text: &str) -> Value {
    json!({"schema": "2.0", "body": {"elements": [
        {"tag": "markdown", "content": text},
        {"tag": "column_set", "columns": [{"tag": "column", "elements": [
            {"tag": "button", "name": "again", "text": {"tag": "plain_text", "content": "Again"},
             "behaviors": [{"type": "callback", "value": refresh()}]},
        ]}]},
    ]}})
}

/// The bot sends a card with a button into the group; its message id.
async fn sent(client: &Client) -> String {
    let body = json!({"msg_type": "interactive", "content": card("first").to_string()});
    let reply = client.post(&format!("im/v1/messages/{}/reply", data::BOT_CARD), &body).await;
    assert_eq!(reply.code, 0, "{:?}", reply.body);
    reply.body["data"]["message_id"].as_str().unwrap().to_owned()
}

/// One press of the card's button, answered like this.
async fn answered(status: u16, body: impl ToString) -> (Simulator, String, Pressed) {
    let (sim, client) = start().await;
    let message_id = sent(&client).await;
    let receiver = Receiver::saying([(status, body.to_string())].into_iter());
    sim.subscribe(&receiver.url);
    let pressed = sim.press(&Press::of(&message_id, refresh()).by(data::ANA)).await;
    (sim, message_id, pressed)
}

fn raw(card: &Value) -> Value {
    json!({"card": {"type": "raw", "data": card}})
}

#[tokio::test]
async fn a_press_is_pushed_sealed_and_signed_as_the_documentation_shows_it() {
    let (sim, client) = start().await;
    let message_id = sent(&client).await;
    let receiver = Receiver::answering(&[]);
    sim.subscribe(&receiver.url);
    let pressed = sim.press(&Press::of(&message_id, refresh()).by(data::ANA)).await;
    assert_eq!((pressed.toast, pressed.error, pressed.impossible), (None, None, None));

    let (app, push) = (sim.app(), &receiver.pushes()[0]);
    assert_eq!(push.header("X-Lark-Signature"), signature(push, &app.encrypt_key));
    let event = open(push, &app.encrypt_key);
    let header = &event["header"];
    assert_eq!(event["schema"], "2.0");
    assert_eq!(header["event_type"], "card.action.trigger");
    assert_eq!(header["create_time"], "1795176000000000", "microseconds");
    assert_eq!(header["token"], app.verification_token.as_str());
    assert_eq!(header["app_id"], app.app_id.as_str());
    assert_eq!(header["tenant_key"], data::TENANT);
    let callback = &event["event"];
    assert!(callback["token"].as_str().unwrap().starts_with("c-"));
    assert_eq!(callback["host"], "im_message");
    let action = json!({"value": refresh(), "tag": "button", "name": "again"});
    assert_eq!(callback["action"], action);
    let place = json!({"open_message_id": message_id, "open_chat_id": data::GROUP});
    assert_eq!(callback["context"], place);
    let operator = json!({"tenant_key": data::TENANT, "open_id": data::ANA,
        "union_id": data::ANA.replace("ou_", "on_")});
    assert_eq!(callback["operator"], operator, "user_id needs its scope");

    let documented = include_str!("../data/fixtures/callback_card_action_trigger.json");
    let documented: Value = serde_json::from_str(documented).unwrap();
    for part in ["/header", "/event", "/event/operator", "/event/action", "/event/context"] {
        let known = documented.pointer(part).unwrap();
        for name in event.pointer(part).unwrap().as_object().unwrap().keys() {
            assert!(known.get(name).is_some(), "{part}/{name} is not documented");
        }
    }
}

#[tokio::test]
async fn somebody_of_another_tenant_presses_as_such() {
    let (sim, client) = start().await;
    let message_id = sent(&client).await;
    let receiver = Receiver::answering(&[]);
    sim.subscribe(&receiver.url);
    sim.grant("contact:user.employee_id:readonly");
    sim.press(&Press::of(&message_id, refresh()).by(data::PARTNER)).await;
    sim.press(&Press::of(&message_id, refresh()).by(data::LI_SI)).await;
    let pushes = receiver.pushes();
    let key = sim.app().encrypt_key;
    let operators =
        [&pushes[0], &pushes[1]].map(|push| open(push, &key)["event"]["operator"].clone());
    assert_eq!(operators[0]["tenant_key"], data::OTHER_TENANT);
    assert_eq!(operators[1]["tenant_key"], data::TENANT);
    assert_eq!(operators[1]["user_id"], "7a1cdf02");
}

#[tokio::test]
async fn a_toast_is_shown_in_the_readers_language() {
    let body = json!({"toast": {"type": "success", "content": "ok",
        "i18n": {"zh_cn": "好", "en_us": "fine"}}});
    let (_, _, pressed) = answered(200, body).await;
    let toast = pressed.toast.unwrap();
    assert_eq!(toast.kind, "success");
    assert_eq!(
        [toast.text("zh_cn"), toast.text("en_us"), toast.text("ja_jp")],
        ["好", "fine", "ok"]
    );
    let (_, _, pressed) = answered(200, json!({"toast": {"content": "ok"}})).await;
    assert_eq!(pressed.toast.unwrap().kind, "info", "unless said otherwise");
}

#[tokio::test]
async fn an_answers_card_replaces_the_messages() {
    let mut body = raw(&card("second"));
    body["toast"] = json!({"content": "done"});
    let (sim, message_id, pressed) = answered(200, body).await;
    assert_eq!((pressed.error, pressed.toast.unwrap().content.as_str()), (None, "done"));
    let message = sim.message(&message_id).unwrap();
    let shown: Value = serde_json::from_str(&message.content).unwrap();
    assert_eq!(shown, card("second"));
    assert_eq!(message.history.len(), 1);
}

#[tokio::test]
async fn an_answer_that_will_not_do_shows_an_error_and_changes_nothing() {
    let chart = json!({"schema": "2.0", "body": {"elements": [{"tag": "chart", "chart_spec": {"type": "pie3d"}}]}});
    let v1 = json!({"config": {"update_multi": true}, "elements": []});
    let toast = |toast: Value| json!({"toast": toast}).to_string();
    let table: [(u16, String, i64); 17] = [
        (500, "{}".to_owned(), 200_671),
        (302, "{}".to_owned(), 200_671),
        (204, String::new(), 200_671),
        (200, String::new(), 200_672),
        (200, "success".to_owned(), 200_672),
        (200, "[]".to_owned(), 200_672),
        (200, json!({"msg": "success"}).to_string(), 200_672),
        (200, toast(json!({"kind": "info", "content": "x"})), 200_672),
        (200, toast(json!({"type": "note", "content": "x"})), 200_672),
        (200, toast(json!({"type": "info"})), 200_672),
        (200, toast(json!({"content": 3})), 200_672),
        (200, toast(json!({"content": "x", "i18n": {"en": "x"}})), 200_672),
        (200, json!({"card": card("bare")}).to_string(), 200_673),
        (
            200,
            json!({"card": {"type": "template", "data": {"template_id": "x"}}}).to_string(),
            200_673,
        ),
        (200, raw(&json!("{}")).to_string(), 200_830),
        (200, raw(&chart).to_string(), 200_673),
        (200, raw(&v1).to_string(), 200_830),
    ];
    for (status, body, code) in table {
        let (sim, message_id, pressed) = answered(status, &body).await;
        let error = pressed.error.unwrap_or_else(|| panic!("{status} {body} was taken"));
        assert_eq!((error.code, pressed.toast), (code, None), "{status} {body}: {}", error.msg);
        assert!(sim.message(&message_id).unwrap().history.is_empty(), "{status} {body}");
        let delivery = pressed.delivery.unwrap();
        assert_eq!((delivery.attempts.len(), delivery.next_ms), (1, None));
        assert!(delivery.finished, "a callback never comes again");
        assert_eq!(sim.read(|state| state.deliveries().len()), 1);
    }
}

#[tokio::test]
async fn nobody_to_call_back_shows_an_error() {
    let (sim, client) = start().await;
    let press = Press::of(&sent(&client).await, refresh()).by(data::ANA);
    let pressed = sim.press(&press).await;
    assert_eq!((pressed.error.unwrap().code, pressed.delivery.is_none()), (200_340, true));
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    sim.subscribe(format!("http://{free}/"));
    assert_eq!(sim.press(&press).await.error.unwrap().code, 200_342);
}

#[tokio::test]
async fn three_seconds_are_all_an_app_gets() {
    let (sim, client) = start().await;
    let press = Press::of(&sent(&client).await, refresh()).by(data::ANA);
    let receiver = Receiver::answering(&[0]);
    sim.subscribe(&receiver.url);
    let impatient = async {
        receiver.arrival().await;
        sim.clock().wind(std::time::Duration::from_secs(3));
    };
    let (pressed, ()) = tokio::join!(sim.press(&press), impatient);
    assert_eq!(pressed.error.unwrap().code, 200_341);
    assert_eq!(pressed.delivery.unwrap().attempts[0].outcome, Outcome::TooLate);
    sim.clock().wind(std::time::Duration::from_secs(6 * 3600));
    tokio::task::yield_now().await;
    assert_eq!(receiver.pushes().len(), 1, "no retry");
}

#[tokio::test]
async fn what_is_not_there_cannot_be_pressed_but_forged() {
    let (sim, client) = start().await;
    let message_id = sent(&client).await;
    let receiver = Receiver::answering(&[]);
    sim.subscribe(&receiver.url);
    let of = |value: Value| Press::of(&message_id, value).by(data::ANA);
    for press in [
        of(json!({"op": "refresh"})),
        of(refresh()).named("other"),
        of(refresh()).by("ou_nobody"),
        Press::of("om_unknown", refresh()).by(data::ANA),
    ] {
        let pressed = sim.press(&press).await;
        assert!(pressed.impossible.is_some() && pressed.delivery.is_none(), "{press:?}");
    }
    assert!(receiver.pushes().is_empty());

    for (place, value) in
        [json!({"op": "drop"}), json!("text"), json!(null)].into_iter().enumerate()
    {
        let forged = Press::forged("om_unknown", value.clone()).by("ou_nobody");
        assert_eq!(sim.press(&forged).await.impossible, None);
        let event = open(&receiver.pushes()[place], &sim.app().encrypt_key);
        assert_eq!(event["event"]["action"]["value"], value);
        assert_eq!(event["event"]["context"]["open_message_id"], "om_unknown");
        assert_eq!(event["event"]["operator"]["open_id"], "ou_nobody");
    }
}

#[tokio::test]
async fn a_card_older_than_14_days_can_still_be_pressed_and_a_recalled_one_cannot() {
    let (sim, client) = start().await;
    let message_id = sent(&client).await;
    let receiver = Receiver::answering(&[]);
    sim.subscribe(&receiver.url);
    sim.clock().wind(std::time::Duration::from_secs(15 * 86_400));
    let press = Press::of(&message_id, refresh()).by(data::ANA);
    assert!(sim.press(&press).await.delivery.is_some());
    sim.edit(|world| world.messages.get_mut(&message_id).unwrap().recalled = true);
    assert!(sim.press(&press).await.impossible.is_some());
}
