//! Planned work that ends before its time: cancelled, taken back, or with the bot. What was fetched
//! is never fetched again.

use std::time::Duration;

use quality_bot::simulator::data::{BIG, WANG_FANG};

use crate::support::bulk::{BUDGET, IN_FLIGHT, PEOPLE};
use crate::support::{Reply, Stage};

/// Longer than everything that could still be under way.
const LONG_AFTER: Duration = Duration::from_secs(10 * 60);

/// How long work under way may take when the bot shall stop.
const GRACE: Duration = Duration::from_secs(10);

/// 李四 cancels what was asked for.
async fn cancel(stage: &Stage, card: &Reply) -> Reply {
    let seen = stage.li_si().presses(card, "cancel").await;
    seen.toast("info", "好的，正在停下来", "All right, I am stopping");
    stage.card_now(card).await
}

/// Nothing more is called, however long one waits.
async fn nothing_follows(stage: &Stage, calls: usize) {
    stage.clock.let_go();
    stage.clock.wind(LONG_AFTER).await;
    stage.settle().await;
    assert_eq!(stage.quality_calls(BIG).count(), calls);
}

#[tokio::test]
async fn who_asked_can_stop_it() {
    let stage = Stage::open().await;
    let (_, card) = stage.spent().await;
    let stopped = cancel(&stage, &card).await;
    stopped.says("已停止查看全员").says("Stopped looking at everybody");
    stopped.says("已完成 95 / 300 人").says("95 of 300 people were done");
    stopped.says("再问一次会接着往下取").says("asking again goes on from there");
    assert!(stopped.button("cancel").is_none(), "{stopped}");
    nothing_follows(&stage, BUDGET).await;
    stage.end().await;
}

#[tokio::test]
async fn nobody_else_can_stop_it() {
    let stage = Stage::open().await;
    let (_, card) = stage.spent().await;
    for who in [stage.zhang_san(), stage.actor(WANG_FANG)] {
        let seen = who.presses(&card, "cancel").await;
        seen.toast("warning", "只有提问的人", "Only the person who asked");
    }
    let seen = stage.partner().presses(&card, "cancel").await;
    seen.toast("warning", "我只为我所在的企业服务", "my own organisation");
    stage.finished(&card).await;
    stage.end().await;
}

#[tokio::test]
async fn after_a_stop_only_what_was_in_flight_has_been_called() {
    let stage = Stage::open().await;
    let gate = stage.hold_answers(IN_FLIGHT);
    let asked = stage.li_si().says(&format!("/quality {BIG}")).await;
    let card = stage.reply_to(&asked).await;
    stage.wait_for_quality_calls(IN_FLIGHT).await;
    let stopped = cancel(&stage, &card).await;
    stopped.says("Stopped looking at everybody").says("0 of 300 people were done");
    stopped.says("还没有取到数据").says("Nothing was fetched yet");
    gate.open();
    nothing_follows(&stage, IN_FLIGHT).await;
    stage.end().await;
}

#[tokio::test]
async fn asked_again_after_a_stop_it_goes_on_from_there() {
    for by_button in [true, false] {
        let stage = Stage::open_to_all().await;
        let (_, card) = stage.spent().await;
        let stopped = cancel(&stage, &card).await;
        stage.clock.let_go();
        let again = if by_button {
            let seen = stage.li_si().presses(&stopped, "refresh").await;
            seen.toast("info", "正在重新查询", "again");
            stopped
        } else {
            let asked = stage.li_si().says(&format!("/quality {BIG}")).await;
            let again = stage.reply_to(&asked).await;
            assert_ne!(again.message.message_id, card.message.message_id);
            again
        };
        stage.finished(&again).await;
        let goes_on = |it: &Reply| it.people_done().is_some_and(|done| done >= BUDGET);
        let pictures = stage.card_now(&again).await.earlier();
        assert!(goes_on(pictures.last().unwrap()), "{}", pictures.last().unwrap());
        assert_eq!(stage.new_calls().participant_list, 3, "who was there is kept, too");
        stage.end().await;
    }
}

#[tokio::test]
async fn a_restart_in_the_middle_loses_nothing_and_fetches_nothing_twice() {
    let mut stage = Stage::open().await;
    let (_, card) = stage.spent().await;
    stage.bot().tell_to_stop();
    stage.ring(GRACE).await;
    stage.stop_bot().await;
    stage.clock.let_go();
    stage.clock.wind(Duration::from_secs(61)).await;
    stage.start_bot().await;
    let answer = stage.finished(&card).await;
    assert_eq!(answer.message.message_id, card.message.message_id);
    assert_eq!(stage.new_calls().reply, 1, "one card in all");
    stage.end().await;
}

#[tokio::test]
async fn a_stop_outlives_a_restart() {
    let mut stage = Stage::open().await;
    let (_, card) = stage.spent().await;
    cancel(&stage, &card).await;
    stage.stop_bot().await;
    stage.clock.let_go();
    stage.start_bot().await;
    nothing_follows(&stage, BUDGET).await;
    stage.card_now(&card).await.says("Stopped looking at everybody");
    stage.end().await;
}

#[tokio::test]
async fn who_takes_the_command_back_takes_the_card_away() {
    let stage = Stage::open().await;
    let (asked, card) = stage.spent().await;
    stage.take_back(&asked).await;
    stage.settle().await;
    let gone = stage.sim.message(&card.message.message_id).unwrap();
    assert!(gone.recalled, "{}", Reply::of(gone));
    assert_eq!(stage.new_calls().delete, 1);
    nothing_follows(&stage, BUDGET).await;
    stage.end().await;
}

#[tokio::test]
async fn an_answer_that_stands_stays_when_the_command_is_taken_back() {
    let stage = Stage::open().await;
    let asked = stage.li_si().says(&format!("/quality {BIG}")).await;
    let card = stage.finished(&stage.reply_to(&asked).await).await;
    stage.take_back(&asked).await;
    let now = stage.card_now(&card).await;
    assert!(!now.message.recalled);
    assert_eq!(now.answer(), card.answer());
    assert_eq!(stage.quality_calls(BIG).count(), PEOPLE);
    stage.end().await;
}
