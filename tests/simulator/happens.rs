//! Messages taken back, meetings that end, the bot's menu (dossier 2.4, 3.6, 4).

use std::time::Duration;

use quality_bot::simulator::{Delivery, Says, Simulator, data};
use serde_json::{Value, json};

use crate::client::{NOON_MS, start};
use crate::pushes::{open, signature};
use crate::receiver::Receiver;
use crate::reports::{newest, participants_of, quality_of};

fn listening(sim: &Simulator) -> Receiver {
    let receiver = Receiver::answering(&[]);
    sim.subscribe(&receiver.url);
    receiver
}

/// The newest push, opened, after its signature was looked at.
fn pushed(sim: &Simulator, receiver: &Receiver) -> Value {
    let (push, key) = (receiver.pushes().pop().unwrap(), sim.app().encrypt_key);
    assert_eq!(push.header("X-Lark-Signature"), signature(&push, &key));
    open(&push, &key)
}

/// Every name of `event` stands in the documented one too; ids have their scope.
fn is_documented(event: &Value, documented: &str) {
    let documented: Value = serde_json::from_str(documented).unwrap();
    check(event, &documented, "");
}

fn check(ours: &Value, documented: &Value, place: &str) {
    for (name, value) in ours.as_object().into_iter().flatten() {
        let known = documented.get(name);
        check(value, known.unwrap_or_else(|| panic!("{place}/{name}")), &format!("{place}/{name}"));
    }
    let same_kind = ours.is_string() == documented.is_string()
        && ours.is_number() == documented.is_number()
        && ours.is_object() == documented.is_object();
    assert!(same_kind, "{place}: {ours}");
}

async fn question(sim: &Simulator) -> Delivery {
    sim.say(&Says::in_group(data::GROUP).by(data::LI_SI).mention_bot().text(" /quality")).await
}

#[tokio::test]
async fn a_message_that_is_taken_back_is_told_and_gone() {
    let (sim, client) = start().await;
    let receiver = listening(&sim);
    let asked = question(&sim).await.message_id;
    let recalled = sim.recall(&asked).await;
    assert_eq!((recalled.status(), recalled.message_id.as_str()), (Some(200), asked.as_str()));
    let event = pushed(&sim, &receiver);
    is_documented(&event, include_str!("../data/fixtures/event_im_message_recalled_v1.json"));
    assert_eq!(event["header"]["event_type"], "im.message.recalled_v1");
    let body = json!({"message_id": asked, "chat_id": data::GROUP,
        "recall_time": NOON_MS.to_string(), "recall_type": "message_owner"});
    assert_eq!(event["event"], body);

    let text = json!({"msg_type": "text", "content": json!({"text": "late"}).to_string()});
    let reply = client.post(&format!("im/v1/messages/{asked}/reply"), &text).await;
    assert_eq!(reply.code, 230_011);
    let read = client.get(&format!("im/v1/messages/{asked}"), &[]).await;
    assert_eq!(read.body["data"]["items"][0]["body"]["content"], "");
    assert_eq!(sim.journal().unexpected(), Vec::<String>::new(), "nobody could know");
}

#[tokio::test]
async fn only_what_can_be_taken_back_is_and_only_with_a_scope_is_it_told() {
    let (sim, _) = start().await;
    let receiver = listening(&sim);
    for message_id in [data::BOT_CARD, "om_unknown"] {
        assert!(sim.recall(message_id).await.attempts.is_empty(), "{message_id}");
    }
    sim.revoke("im:message:readonly");
    let asked = question(&sim).await.message_id;
    assert!(sim.recall(&asked).await.attempts.is_empty());
    assert!(sim.message(&asked).unwrap().recalled);
    sim.grant("im:message:readonly");
    assert!(sim.recall(&asked).await.attempts.is_empty(), "once is all");
    assert_eq!(receiver.pushes().len(), 1, "the question");
}

#[tokio::test]
async fn these_events_come_again_too() {
    let (sim, _) = start().await;
    let receiver = Receiver::answering(&[200, 500]);
    sim.subscribe(&receiver.url);
    let asked = question(&sim).await.message_id;
    let first = sim.recall(&asked).await;
    assert_eq!((first.status(), first.finished), (Some(500), false));
    sim.clock().wind(Duration::from_secs(15));
    let again = |state: &quality_bot::simulator::State| {
        state.deliveries().last().filter(|it| it.attempts.len() == 2).cloned()
    };
    let second = sim.wait_for(again).await.unwrap();
    assert_eq!((second.status(), second.event_id), (Some(200), first.event_id));
}

#[tokio::test]
async fn a_meeting_that_ends_is_told_with_its_exact_times() {
    let (sim, client) = start().await;
    let receiver = listening(&sim);
    sim.clock().wind(Duration::from_secs(3600));
    let client = {
        let mut client = client;
        client.authorization = Some(format!("Bearer {}", client.token(&sim).await));
        client
    };
    let ended = sim.end_meeting(data::RUNNING).await;
    assert_eq!(ended.status(), Some(200));
    let event = pushed(&sim, &receiver);
    is_documented(&event, include_str!("../data/fixtures/event_vc_all_meeting_ended_v1.json"));
    assert_eq!(event["header"]["event_type"], "vc.meeting.all_meeting_ended_v1");
    let (told, meeting) = (&event["event"]["meeting"], newest(&sim, data::RUNNING));
    assert_eq!(told["id"], meeting.instance_id.as_str());
    assert_eq!((&told["meeting_no"], &told["topic"]), (&json!(meeting.no), &json!(meeting.topic)));
    assert_eq!(told["start_time"], meeting.start.to_string());
    assert_eq!(told["end_time"], (NOON_MS / 1000 + 3600).to_string());
    assert_eq!(told["owner"]["id"]["open_id"], data::ZHANG_SAN);
    assert_eq!(told["owner"]["user_type"], 1);

    let people = client.get("vc/v1/participant_list", &participants_of(&meeting)).await;
    assert_eq!(people.body["data"]["participants"].as_array().unwrap().len(), 2);
    let minutes =
        client.get("vc/v1/participant_quality_list", &quality_of(&meeting, data::LI_SI)).await;
    let rows = minutes.body["data"]["participant_quality_list"].as_array().unwrap().len();
    assert!((85..=87).contains(&rows), "measured until the end: {rows}");
    assert!(sim.end_meeting(data::RUNNING).await.attempts.is_empty(), "it runs no more");
}

#[tokio::test]
async fn an_end_may_go_missing_and_needs_its_scope() {
    let (sim, _) = start().await;
    let receiver = listening(&sim);
    sim.end_meeting_silently(data::RUNNING).await;
    assert!(newest(&sim, data::RUNNING).end.is_some());
    sim.edit(|world| world.meeting_mut(data::RUNNING).unwrap().end = None);
    sim.revoke("vc:meeting.all_meeting:readonly");
    assert!(sim.end_meeting(data::RUNNING).await.attempts.is_empty());
    assert!(receiver.pushes().is_empty());
}

#[tokio::test]
async fn the_bots_menu_tells_who_chose_what() {
    let (sim, _) = start().await;
    let receiver = listening(&sim);
    assert_eq!(sim.choose_menu(data::ANA, "quality").await.status(), Some(200));
    let event = pushed(&sim, &receiver);
    is_documented(&event, include_str!("../data/fixtures/event_application_bot_menu_v6.json"));
    let body = json!({"event_key": "quality", "timestamp": NOON_MS / 1000, "operator":
        {"operator_id": {"open_id": data::ANA, "union_id": data::ANA.replace("ou_", "on_")}}});
    assert_eq!(event["event"], body);
    for (who, key) in [("ou_nobody", "quality"), (data::PARTNER, "quality"), (data::ANA, "")] {
        assert!(sim.choose_menu(who, key).await.attempts.is_empty(), "{who} {key}");
    }
}
