//! Feishu may push a message more than once, and nobody may notice.

use std::time::Duration;

use quality_bot::simulator::{RETRY_AFTER, State};
use serde_json::Value;

use crate::support::{Calls, Stage};

fn under_a_new_event_id(event: &Value) -> Value {
    let mut event = event.clone();
    event["header"]["event_id"] = "another-event".into();
    event
}

#[tokio::test]
async fn the_same_message_is_answered_once() {
    let stage = Stage::open().await;
    let asked = stage.zhang_san().says("/quality 123456789 me").await;
    stage.next_card().await;
    stage.new_calls();
    for event in [asked.event.clone(), under_a_new_event_id(&asked.event)] {
        assert_eq!(stage.sim.push(event).await.status(), Some(200));
    }
    stage.silence().await;
    assert_eq!(stage.new_calls(), Calls::NONE);
    assert_eq!(stage.bot().metrics().await.events("duplicate"), 2);
    stage.end().await;
}

#[tokio::test]
async fn a_restart_does_not_make_it_new() {
    let mut stage = Stage::open().await;
    let asked = stage.zhang_san().says("/quality 123456789 me").await;
    stage.next_card().await;
    stage.stop_bot().await;
    stage.start_bot().await;
    stage.new_calls();
    assert_eq!(stage.sim.push(under_a_new_event_id(&asked.event)).await.status(), Some(200));
    stage.silence().await;
    assert_eq!(stage.new_calls(), Calls::NONE);
    stage.end().await;
}

#[tokio::test]
async fn two_pushes_at_once_are_answered_once() {
    let stage = Stage::open().await;
    let event = stage.unpushed_question().await;
    let (one, other) =
        tokio::join!(stage.sim.push(event.clone()), stage.sim.push(under_a_new_event_id(&event)));
    assert_eq!((one.status(), other.status()), (Some(200), Some(200)));
    stage.next_card().await;
    stage.silence().await;
    stage.end().await;
}

#[tokio::test]
async fn what_was_said_while_the_bot_was_away_is_answered_when_feishu_pushes_it_again() {
    let mut stage = Stage::open().await;
    stage.stop_bot().await;
    let asked = stage.zhang_san().says("/quality 123456789 me").await;
    assert_eq!(asked.status(), None, "nobody was there");
    stage.start_bot().await;
    stage.sim.clock().wind(RETRY_AFTER[0]);
    let answered =
        |state: &State| state.deliveries().iter().all(|push| push.finished).then_some(());
    stage.sim.wait_for(answered).await.unwrap();
    let card = stage.next_card().await;
    assert_eq!(card.message.parent_id, Some(asked.message_id));
    stage.end().await;
}

#[tokio::test]
async fn a_captured_push_never_acts_twice() {
    let stage = Stage::open().await;
    let event = stage.unpushed_question().await;
    let body = stage.sealed(event.to_string());
    let headers = stage.signed(&body);
    assert_eq!(stage.posts(body.clone(), &headers).await.0, 200);
    stage.next_card().await;
    for (hours, status) in [(1, 200), (4, 200), (3, 200), (1, 401), (24, 401)] {
        stage.sim.clock().wind(Duration::from_secs(hours * 3600));
        assert_eq!(stage.posts(body.clone(), &headers).await.0, status);
    }
    stage.silence().await;
    stage.end().await;
}
