//! What takes long is announced; the announcement becomes the answer.

use std::time::Duration;

use quality_bot::simulator::data::LONG;
use quality_bot::simulator::{Api, Call, Fault, Gate, State};

use serde_json::Value;

use crate::support::{Calls, Stage};

/// How long somebody waits before they are told that work is under way.
const PATIENCE: Duration = Duration::from_secs(2);

/// Asks, lets the first call to `api` hang, and winds the clock until patience ends.
async fn held_up(stage: &Stage, api: Api) -> Gate {
    let gate = Gate::closed();
    let _held = stage.sim.faults().inject(api, Fault::Held(gate.clone())).times(1);
    stage.zhang_san().says(&format!("/quality {LONG} me")).await;
    stage.ring(PATIENCE).await;
    gate
}

#[tokio::test]
async fn an_answer_within_two_seconds_is_not_announced() {
    let stage = Stage::open().await;
    stage.zhang_san().says(&format!("/quality {LONG} me")).await;
    assert_eq!(stage.next_card().await.times_replaced(), 0);
    assert_eq!(stage.new_calls().patch, 0);
    stage.end().await;
}

#[tokio::test]
async fn after_two_seconds_a_card_says_so_and_becomes_the_answer() {
    for api in [Api::MeetingList, Api::ParticipantList, Api::QualityList] {
        let stage = Stage::open().await;
        let gate = held_up(&stage, api).await;
        let working = stage.working_card().await;
        working.coloured("blue").says("正在查询").says("Looking it up");
        working.says("The answer will appear right here in a moment.");
        gate.open();
        let answer = stage.next_card().await;
        answer.says("Meeting quality for 张三");
        assert_eq!(answer.message.message_id, working.message.message_id);
        assert_eq!(answer.times_replaced(), 1);
        let calls = stage.new_calls();
        assert_eq!((calls.reply, calls.patch, calls.quality), (1, 1, 4), "{api:?}");
        stage.end().await;
    }
}

#[tokio::test]
async fn what_turns_out_to_have_no_answer_replaces_the_card_too() {
    let stage = Stage::open().await;
    let gate = Gate::closed();
    let _held = stage.sim.faults().inject(Api::MeetingList, Fault::Held(gate.clone())).times(1);
    stage.zhang_san().says("/quality 999999999 me").await;
    stage.ring(PATIENCE).await;
    stage.working_card().await;
    gate.open();
    let card = stage.next_card().await;
    card.coloured("yellow").says("There was no meeting with the number 999 999 999");
    assert_eq!(card.times_replaced(), 1);
    stage.end().await;
}

#[tokio::test]
async fn it_is_sent_once_even_if_nobody_hears_that_it_was_sent() {
    let stage = Stage::open().await;
    stage.sim.faults().inject(Api::Reply, Fault::DoneThenCut).times(1);
    let gate = held_up(&stage, Api::QualityList).await;
    stage.working_card().await;
    gate.open();
    let answer = stage.next_card().await;
    answer.says("Meeting quality for 张三");
    assert_eq!(answer.times_replaced(), 1);
    let calls = stage.new_calls();
    assert_eq!((calls.reply, calls.patch), (2, 1));
    assert_one_uuid(&stage);
    stage.end().await;
}

#[tokio::test]
async fn it_becomes_the_answer_even_if_nobody_ever_hears_that_it_was_sent() {
    let stage = Stage::open().await;
    stage.sim.faults().inject(Api::Reply, Fault::DoneThenCut).times(4);
    let gate = held_up(&stage, Api::QualityList).await;
    stage.working_card().await;
    let tried = |state: &State| (state.journal().count(Api::Reply) == 4).then_some(());
    stage.sim.wait_for(tried).await.unwrap();
    gate.open();
    let answer = stage.next_card().await;
    answer.says("Meeting quality for 张三");
    assert_eq!(answer.times_replaced(), 1);
    assert_one_uuid(&stage);
    stage.end().await;
}

#[tokio::test]
async fn an_answer_that_was_sent_unheard_is_not_sent_again() {
    let stage = Stage::open().await;
    stage.sim.faults().inject(Api::Reply, Fault::DoneThenCut).times(2);
    stage.zhang_san().says("/quality 123456789 me").await;
    stage.next_card().await.says("Meeting quality for 张三");
    assert_eq!(Calls { patch: 0, ..stage.new_calls() }.reply, 3);
    assert_one_uuid(&stage);
    stage.end().await;
}

/// All replies carried the same `uuid`.
fn assert_one_uuid(stage: &Stage) {
    let journal = stage.sim.journal();
    let uuid = |call: &&Call| {
        let body: Value = serde_json::from_str(&call.body).unwrap();
        body["uuid"].as_str().unwrap().to_owned()
    };
    let mut uuids: Vec<String> = journal.calls(Api::Reply).iter().map(uuid).collect();
    uuids.dedup();
    assert_eq!(uuids.len(), 1, "{uuids:?}");
}
