//! What operators and their machines see.

use std::fs;

use quality_bot::simulator::{RETRY_AFTER, State};
use serde_json::{Value, json};

use crate::support::{Calls, Stage};

async fn ready(stage: &Stage) -> (u16, Value) {
    let (status, body) = stage.bot().get("/readyz").await;
    (status, serde_json::from_str(&body).unwrap())
}

#[tokio::test]
async fn a_bot_that_can_work_is_ready() {
    let stage = Stage::open().await;
    assert_eq!(stage.bot().get("/healthz").await, (200, String::new()));
    let checks = json!({"serving": true, "store": true, "token": true, "worker": true});
    assert_eq!(ready(&stage).await, (200, json!({"ready": true, "checks": checks})));
    assert_eq!(ready(&stage).await.0, 200);
    assert_eq!(stage.new_calls(), Calls { token: 1, ..Calls::NONE }, "asking often is cheap");
    stage.end().await;
}

#[tokio::test]
async fn a_bot_that_gets_no_token_is_not_ready_but_alive() {
    let stage = Stage::open().await;
    stage.sim.edit(|world| world.app.enabled = false);
    let checks = json!({"serving": true, "store": true, "token": false, "worker": true});
    assert_eq!(ready(&stage).await, (503, json!({"ready": false, "checks": checks})));
    assert_eq!(stage.bot().get("/healthz").await.0, 200);
    stage.sim.edit(|world| world.app.enabled = true);
    assert_eq!(ready(&stage).await.0, 200);
    stage.end().await;
}

#[tokio::test]
async fn the_counters_tell_what_happened() {
    let stage = Stage::open().await;
    stage.zhang_san().says("/quality 123456789 me").await;
    stage.next_card().await;
    let metrics = stage.bot().metrics().await;
    let message = ("event_type", "im.message.receive_v1");
    assert_eq!(metrics.count("events", &[("outcome", "accepted"), message]), 1);
    assert_eq!((metrics.jobs("done"), metrics.jobs("dead"), metrics.jobs("retried")), (1, 0, 0));
    assert_eq!(metrics.count("calls", &[("code", "0")]), 7);
    let quality = ("api", "GET /open-apis/vc/v1/participant_quality_list");
    assert_eq!(metrics.count("calls", &[quality]), 1);
    stage.end().await;
}

#[tokio::test]
async fn a_bot_whose_store_broke_ends_with_an_error_and_the_next_one_works() {
    let mut stage = Stage::open().await;
    // The first job needs a block of ids, and its file cannot be written.
    let obstacle = stage.settings().store.path.join("last-job.new");
    fs::create_dir(&obstacle).unwrap();
    let asked = stage.zhang_san().says("/quality help").await;
    let why = stage.bot_stops_by_itself().await;
    assert!(why.starts_with("the store broke: ") && why.contains("last-job"), "{why}");

    fs::remove_dir(&obstacle).unwrap();
    stage.start_bot().await;
    assert_eq!(stage.bot().get("/readyz").await.0, 200);
    stage.sim.clock().wind(RETRY_AFTER[0]);
    let pushed = |state: &State| state.deliveries().iter().all(|push| push.finished).then_some(());
    stage.sim.wait_for(pushed).await.unwrap();
    let card = stage.next_card().await;
    assert_eq!(card.message.parent_id, Some(asked.message_id));
    stage.end().await;
}
