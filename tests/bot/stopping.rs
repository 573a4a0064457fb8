//! A bot that is stopped loses nothing and says nothing twice.

use std::time::Duration;

use quality_bot::simulator::{Api, Fault, Gate, State};

use crate::support::Stage;

/// How long work under way may take when the bot shall stop.
const GRACE: Duration = Duration::from_secs(10);

#[tokio::test]
async fn work_that_ends_in_time_is_answered_before_the_bot_stops() {
    let mut stage = Stage::open().await;
    let gate = Gate::closed();
    let _held = stage.sim.faults().inject(Api::QualityList, Fault::Held(gate.clone())).times(1);
    stage.zhang_san().says("/quality 123456789 me").await;
    let asking = |state: &State| (state.journal().count(Api::QualityList) == 1).then_some(());
    stage.sim.wait_for(asking).await.unwrap();
    stage.bot().tell_to_stop();
    gate.open();
    stage.stop_bot().await;
    stage.next_card().await.says("Meeting quality for 张三");
    stage.end().await;
}

#[tokio::test]
async fn work_that_does_not_is_left_for_the_next_start_which_answers_once() {
    let mut stage = Stage::open().await;
    let gate = Gate::closed();
    let held = stage.sim.faults().inject(Api::QualityList, Fault::Held(gate)).times(1);
    stage.zhang_san().says("/quality 123456789 me").await;
    stage.ring(Duration::from_secs(2)).await;
    let working = stage.working_card().await;
    // Another command that came later is dealt with: by then it is noted that the card was sent.
    let other = stage.li_si().says("/quality help").await;
    stage.reply_to(&other).await;
    while stage.bot().metrics().await.backlog() > 1 {}
    stage.bot().tell_to_stop();
    stage.ring(GRACE).await;
    stage.stop_bot().await;
    held.clear();
    stage.new_calls();

    stage.start_bot().await;
    let answer = stage.next_card().await;
    answer.says("Meeting quality for 张三");
    assert_eq!(answer.message.message_id, working.message.message_id);
    let calls = stage.new_calls();
    assert_eq!((calls.reply, calls.patch, calls.quality), (0, 1, 1));
    stage.end().await;
}

#[tokio::test]
async fn a_reply_that_was_under_way_is_not_sent_twice() {
    let mut stage = Stage::open().await;
    let gate = Gate::closed();
    let held = stage.sim.faults().inject(Api::Reply, Fault::Held(gate)).times(1);
    stage.zhang_san().says("/quality 123456789 me").await;
    let replying = |state: &State| (state.journal().count(Api::Reply) == 1).then_some(());
    stage.sim.wait_for(replying).await.unwrap();
    stage.bot().tell_to_stop();
    stage.ring(GRACE).await;
    stage.stop_bot().await;
    held.clear();

    stage.start_bot().await;
    stage.next_card().await.says("Meeting quality for 张三");
    stage.silence().await;
    stage.end().await;
}

#[tokio::test]
async fn a_bot_that_waits_to_try_again_may_be_stopped_too() {
    let mut stage = Stage::open().await;
    let fault = stage.sim.faults().inject(Api::Reply, Fault::Html);
    stage.zhang_san().says("/quality help").await;
    stage.ring(Duration::from_secs(5)).await;
    stage.wait_for_retries(2).await;
    stage.stop_bot().await;
    fault.clear();
    stage.start_bot().await;
    stage.ring(Duration::from_secs(30)).await;
    stage.next_card().await.says("What I can do for you");
    stage.end().await;
}
