//! Cards for one pair of eyes, messages that the app takes back, and what is told of a chat
//! (dossier 2.2, 7.2, 7.5, 9).

use quality_bot::simulator::{Press, Says, data};
use serde_json::{Value, json};

use crate::client::{Client, Reply, start};
use crate::receiver::Receiver;

fn card(text: &str) -> Value {
    json!({"schema": "2.0", "body": {"elements": [
        {"tag": "markdown", "content": text},
        {"tag": "button", "text": {"tag": "plain_text", "content": "ok"},
         "behaviors": [{"type": "callback", "value": {"op": "ok"}}]},
    ]}})
}

fn to(open_id: &str) -> Value {
    json!({"chat_id": data::GROUP, "open_id": open_id, "msg_type": "interactive", "card": card("x")})
}

fn with(mut body: Value, name: &str, value: impl Into<Value>) -> Value {
    body[name] = value.into();
    body
}

async fn send(client: &Client, body: &Value) -> Reply {
    client.post("ephemeral/v1/send", body).await
}

async fn sent(client: &Client, open_id: &str) -> String {
    let reply = send(client, &to(open_id)).await;
    assert_eq!(reply.code, 0, "{:?}", reply.body);
    reply.body["data"]["message_id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn one_person_sees_the_card_until_it_is_deleted() {
    let (sim, client) = start().await;
    let first = sent(&client, data::LI_SI).await;
    let seen = sim.only_visible_to(data::LI_SI);
    assert_eq!((seen.len(), seen[0].message_id.as_str()), (1, first.as_str()));
    assert_eq!(serde_json::from_str::<Value>(&seen[0].content).unwrap(), card("x"));
    assert_eq!(sim.only_visible_to(data::ANA), []);
    let body = json!({"message_id": first});
    assert_eq!(client.post("ephemeral/v1/delete", &body).await.code, 0);
    assert_eq!(sim.only_visible_to(data::LI_SI), []);
    assert_eq!(client.post("ephemeral/v1/delete", &body).await.code, 18_051);
    assert_eq!(sim.journal().unexpected(), Vec::<String>::new());
    let other = json!({"message_id": data::BOT_CARD});
    assert_eq!(client.post("ephemeral/v1/delete", &other).await.code, 230_001);
}

#[tokio::test]
async fn what_the_page_rules_out_is_refused() {
    let (sim, client) = start().await;
    let good = || to(data::LI_SI);
    let translated = json!({"schema": "2.0", "body": {"elements": [
        {"tag": "markdown", "content": "x", "i18n_content": {"en_us": "y"}}]}});
    let table = [
        ("the card is a text", with(good(), "card", card("x").to_string()), 99_992_402),
        (
            "the card is wrong",
            with(good(), "card", json!({"schema": "2.0", "elements": []})),
            230_099,
        ),
        ("two languages", with(good(), "card", translated), 230_099),
        ("a text", with(good(), "msg_type", "text"), 230_001),
        ("nobody named", with(good(), "open_id", ""), 99_992_402),
        ("nobody known", with(good(), "open_id", "ou_nobody"), 230_001),
        ("no chat", with(good(), "chat_id", "oc_nowhere"), 230_034),
        ("1:1", with(to(data::ZHANG_SAN), "chat_id", data::P2P), 230_001),
        ("topics", with(good(), "chat_id", data::TOPIC_GROUP), 230_001),
        ("not in the group", with(to(data::ANA), "chat_id", data::EXTERNAL_GROUP), 230_002),
        ("an odd field", with(good(), "uuid", "x"), 99_992_402),
    ];
    for (what, body, code) in table {
        let reply = send(&client, &body).await;
        assert_eq!(reply.code, code, "{what}: {:?}", reply.body);
    }
    sim.edit(|world| world.chats[0].has_bot = false);
    assert_eq!(send(&client, &good()).await.code, 230_002);
    sim.revoke("im:message:send_as_bot");
    assert_eq!(send(&client, &good()).await.code, 99_991_672);
}

#[tokio::test]
async fn forty_a_second_into_one_group() {
    let (sim, client) = start().await;
    for _ in 0..40 {
        sent(&client, data::LI_SI).await;
    }
    assert_eq!(send(&client, &to(data::ANA)).await.code, 230_020);
    sim.clock().wind(std::time::Duration::from_secs(1));
    sent(&client, data::ANA).await;
}

#[tokio::test]
async fn it_cannot_be_replaced_read_answered_or_recalled() {
    let (_sim, client) = start().await;
    let path = format!("im/v1/messages/{}", sent(&client, data::LI_SI).await);
    let content = json!({"content": card("y").to_string()});
    assert_eq!(client.patch(&path, &content).await.code, 230_054);
    assert_eq!(client.get(&path, &[]).await.code, 230_054);
    assert_eq!(client.delete(&path).await.code, 230_054);
    let text = json!({"msg_type": "text", "content": json!({"text": "x"}).to_string()});
    assert_eq!(client.post(&format!("{path}/reply"), &text).await.code, 230_054);
}

#[tokio::test]
async fn only_who_sees_it_presses_it() {
    let (sim, client) = start().await;
    let answer = json!({"card": {"type": "raw", "data": card("y")}});
    let receiver = Receiver::saying([(200, answer.to_string())].into_iter());
    sim.subscribe(&receiver.url);
    let message_id = sent(&client, data::LI_SI).await;
    let press = |who| Press::of(&message_id, json!({"op": "ok"})).by(who);
    assert!(sim.press(&press(data::ANA)).await.impossible.is_some());
    let pressed = sim.press(&press(data::LI_SI)).await;
    assert_eq!((pressed.impossible, pressed.error), (None, None));
    assert!(sim.message(&message_id).unwrap().content.contains("\"y\""));
    let body = json!({"message_id": message_id});
    client.post("ephemeral/v1/delete", &body).await;
    assert!(sim.press(&press(data::LI_SI)).await.impossible.is_some());
}

#[tokio::test]
async fn the_app_takes_back_what_it_sent_and_nothing_else() {
    let (sim, client) = start().await;
    let asked = sim.say(&Says::in_group(data::GROUP).by(data::LI_SI).text("?")).await.message_id;
    let path = format!("im/v1/messages/{}", data::BOT_CARD);
    let reply = client.delete(&path).await;
    let documented = include_str!("../data/fixtures/im_message_delete_response.json");
    assert_eq!(reply.body, serde_json::from_str::<Value>(documented).unwrap());
    assert!(sim.message(data::BOT_CARD).unwrap().recalled);
    assert_eq!(client.get(&path, &[]).await.body["data"]["items"][0]["deleted"], true);
    let content = json!({"content": card("y").to_string()});
    assert_eq!(client.patch(&path, &content).await.code, 230_011);
    assert_eq!(client.delete(&path).await.code, 230_110);
    assert_eq!(sim.journal().unexpected(), Vec::<String>::new());
    assert_eq!(client.delete(&format!("im/v1/messages/{asked}")).await.code, 230_026);
    assert_eq!(client.delete("im/v1/messages/om_unknown").await.code, 99_992_354);
}

#[tokio::test]
async fn a_chat_says_what_it_is_and_whether_outsiders_are_in_it() {
    let (sim, client) = start().await;
    let documented = include_str!("../data/fixtures/chat_get.json");
    let documented: Value = serde_json::from_str(documented).unwrap();
    for (chat, mode, external) in [
        (data::GROUP, "group", false),
        (data::EXTERNAL_GROUP, "group", true),
        (data::TOPIC_GROUP, "topic", false),
        (data::P2P, "p2p", false),
    ] {
        let reply = client.get(&format!("im/v1/chats/{chat}"), &[]).await;
        let told = &reply.body["data"];
        assert_eq!((&told["chat_mode"], &told["external"]), (&json!(mode), &json!(external)));
        for name in told.as_object().unwrap().keys() {
            assert!(documented["data"].get(name).is_some(), "{name} is not documented");
        }
    }
    assert_eq!(client.get("im/v1/chats/oc_nowhere", &[]).await.code, 232_006);
    sim.edit(|world| world.chats[0].has_bot = false);
    assert_eq!(client.get(&format!("im/v1/chats/{}", data::GROUP), &[]).await.code, 232_011);
    sim.edit(|world| world.outsiders_see_chats = true);
    let told = client.get(&format!("im/v1/chats/{}", data::GROUP), &[]).await;
    let mut told: Vec<&String> = told.body["data"].as_object().unwrap().keys().collect();
    told.sort_unstable();
    assert_eq!(told, ["avatar", "chat_status", "name", "user_count"]);
    sim.revoke("im:chat:readonly");
    assert_eq!(client.get(&format!("im/v1/chats/{}", data::GROUP), &[]).await.code, 99_991_672);
}

#[tokio::test]
async fn a_first_message_to_somebody_makes_their_chat_and_a_second_finds_it() {
    let (sim, client) = start().await;
    let text = |uuid: &str| {
        json!({"receive_id": data::STRANGER, "msg_type": "text", "uuid": uuid,
            "content": json!({"text": "x"}).to_string()})
    };
    let path = "im/v1/messages?receive_id_type=open_id";
    let mut chats = Vec::new();
    for uuid in ["1", "2", "3", "4", "5", "1"] {
        let reply = client.post(path, &text(uuid)).await;
        assert_eq!(reply.code, 0, "{:?}", reply.body);
        chats.push(reply.body["data"]["chat_id"].as_str().unwrap().to_owned());
    }
    chats.dedup();
    let [chat] = chats.as_slice() else { panic!("{chats:?}") };
    assert_eq!(client.post(path, &text("6")).await.code, 230_020, "five a second to one person");
    let told = client.get(&format!("im/v1/chats/{chat}"), &[]).await;
    assert_eq!(told.body["data"]["chat_mode"], "p2p");
    let there = sim.read(|state| {
        let mut all = state.world().messages.iter();
        all.by_ref().filter(|it| it.chat_id == *chat).count()
    });
    assert_eq!(there, 5, "the same uuid sends once");
    let abroad = json!({"receive_id": data::PARTNER, "msg_type": "text",
        "content": json!({"text": "x"}).to_string()});
    assert_eq!(client.post(path, &abroad).await.code, 230_038);
}
