//! How often things may be done (dossier 7.1, 7.2, 10).

use std::time::Duration;

use quality_bot::simulator::{Says, data};
use serde_json::json;

use crate::client::start;
use crate::reports::meetings_of;

#[tokio::test]
async fn the_hundred_and_first_call_of_a_minute_waits_for_the_reset() {
    let (sim, client) = start().await;
    let asked = meetings_of(data::FOUR_PEOPLE);
    for call in 1..=100 {
        let reply = client.get("vc/v1/meeting_list", &asked).await;
        assert_eq!(reply.code, 0, "call {call}: a burst is allowed");
        if call == 1 {
            sim.clock().wind(Duration::from_secs(8));
        }
    }
    assert_eq!(sim.journal().unexpected(), Vec::<String>::new());
    let refused = client.get("vc/v1/meeting_list", &asked).await;
    assert_eq!((refused.status, refused.code), (429, 99_991_400));
    assert_eq!(refused.reset.as_deref(), Some("52"));
    assert_eq!(refused.body["msg"], "request trigger frequency limit");
    assert_eq!(sim.journal().unexpected().len(), 1, "a strict test minds it");

    sim.clock().wind(Duration::from_secs(52));
    assert_eq!(client.get("vc/v1/meeting_list", &asked).await.code, 0);
    let again = client.get("vc/v1/meeting_list", &asked).await;
    assert_eq!((again.code, again.reset.as_deref()), (99_991_400, Some("8")));
}

#[tokio::test]
async fn a_chat_takes_five_messages_a_second() {
    let (sim, client) = start().await;
    let asked = sim.say(&Says::in_group(data::GROUP).by(data::ANA).text("?")).await.message_id;
    let path = format!("im/v1/messages/{asked}/reply");
    let body = json!({"msg_type": "text", "content": r#"{"text":"a"}"#});
    for _ in 0..5 {
        assert_eq!(client.post(&path, &body).await.code, 0);
    }
    assert_eq!(client.post(&path, &body).await.code, 230_020);
    sim.clock().wind(Duration::from_secs(1));
    assert_eq!(client.post(&path, &body).await.code, 0);
}

#[tokio::test]
async fn a_message_takes_five_patches_a_second() {
    let (sim, client) = start().await;
    let path = format!("im/v1/messages/{}", data::BOT_CARD);
    let body = json!({"content": r#"{"elements":[]}"#});
    for _ in 0..5 {
        assert_eq!(client.patch(&path, &body).await.code, 0);
    }
    assert_eq!(client.patch(&path, &body).await.code, 230_020);
    sim.clock().wind(Duration::from_secs(1));
    assert_eq!(client.patch(&path, &body).await.code, 0);
}

#[tokio::test]
async fn fifty_replies_a_second_are_the_apps_own_limit() {
    let (sim, client) = start().await;
    sim.edit(|world| world.limits.chat_per_second = 1_000);
    let path = format!("im/v1/messages/{}/reply", data::BOT_CARD);
    let body = json!({"msg_type": "text", "content": r#"{"text":"a"}"#});
    for _ in 0..50 {
        assert_eq!(client.post(&path, &body).await.code, 0);
    }
    let refused = client.post(&path, &body).await;
    assert_eq!((refused.status, refused.code), (429, 99_991_400));
    assert_eq!(refused.reset.as_deref(), Some("1"));
}
