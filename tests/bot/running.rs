//! A meeting that is still going on: it is said so, and whoever wants is answered when it has ended.

use std::time::Duration;

use quality_bot::settings::Access;
use quality_bot::simulator::data::{EXTERNAL_GROUP, LI_SI, P2P, RUNNING};

use crate::support::happening::{DAY, MINUTE};
use crate::support::{Calls, Reply, Stage};

/// Shorter than anything the bot waits for.
const MOMENT: Duration = Duration::from_secs(1);

/// 张三 asks, and is told that it runs.
async fn asked(stage: &Stage, whom: &str) -> Reply {
    stage.zhang_san().says(&format!("/quality {RUNNING} {whom}")).await;
    let card = stage.next_card().await;
    card.coloured("yellow").says("会议 990 011 223 还没有结束").says("has not ended yet");
    card.says("结束后告诉我").says("Tell me when it ends");
    stage.new_calls();
    card
}

async fn wants_to_be_told(stage: &Stage, card: &Reply) {
    let pressed = stage.zhang_san().presses(card, "when_it_ends").await;
    pressed.toast("success", "会议结束后我来告诉你", "I will tell you when the meeting has ended");
}

#[tokio::test]
async fn who_wants_is_answered_under_the_question_when_it_has_ended() {
    for (whom, says) in [("me", "Meeting quality for 张三"), ("", "Meeting quality for everybody")]
    {
        let mut stage = Stage::open().await;
        let card = asked(&stage, whom).await;
        wants_to_be_told(&stage, &card).await;
        assert_eq!(stage.new_calls(), Calls::NONE);
        stage.clock.wind(20 * MINUTE).await;
        stage.silence().await;
        stage.ends(RUNNING).await;
        stage.clock.wind(MINUTE).await;
        stage.silence().await;

        stage.clock.wind(MINUTE).await;
        let answer = stage.comes_by_itself().await;
        answer.says(says).says("990 011 223");
        assert_eq!(answer.message.parent_id, card.message.parent_id);
        let pressed = stage.zhang_san().presses(&answer, "refresh").await;
        pressed.toast("success", "最新", "latest");

        stage.clock.wind(DAY).await;
        stage.silence().await;
        assert_eq!(stage.watches_left().await, 0);
        stage.end().await;
    }
}

#[tokio::test]
async fn only_the_asker_may_want_it() {
    let mut stage = Stage::open().await;
    let card = asked(&stage, "me").await;
    let pressed = stage.li_si().presses(&card, "when_it_ends").await;
    pressed.toast("warning", "只有提问的人", "Only the person who asked");
    let pressed = stage.partner().presses(&card, "when_it_ends").await;
    pressed.toast("warning", "企业", "organisation");
    stage.ends(RUNNING).await;
    stage.clock.wind(50 * MINUTE).await;
    stage.silence().await;
    assert_eq!(stage.watches_left().await, 0);
    stage.end().await;
}

#[tokio::test]
async fn wanting_it_twice_is_answered_once() {
    let stage = Stage::open().await;
    let card = asked(&stage, "me").await;
    wants_to_be_told(&stage, &card).await;
    wants_to_be_told(&stage, &card).await;
    stage.ends(RUNNING).await;
    stage.clock.wind(2 * MINUTE).await;
    stage.comes_by_itself().await.says("Meeting quality for 张三");
    stage.clock.wind(50 * MINUTE).await;
    stage.silence().await;
    stage.end().await;
}

#[tokio::test]
async fn who_presses_when_it_has_ended_already_is_answered_too() {
    let stage = Stage::open().await;
    let card = asked(&stage, "me").await;
    stage.ends(RUNNING).await;
    stage.clock.wind(5 * MINUTE).await;
    wants_to_be_told(&stage, &card).await;
    stage.comes_by_itself().await.says("Meeting quality for 张三");
    stage.end().await;
}

#[tokio::test]
async fn an_end_that_nobody_told_is_found() {
    let stage = Stage::open().await;
    let card = asked(&stage, "me").await;
    wants_to_be_told(&stage, &card).await;
    stage.ends_silently(RUNNING).await;
    stage.clock.wind(10 * MINUTE).await;
    stage.comes_by_itself().await.says("Meeting quality for 张三");
    stage.end().await;
}

#[tokio::test]
async fn the_promise_outlives_a_restart_and_days() {
    let mut stage = Stage::open().await;
    let card = asked(&stage, "me").await;
    wants_to_be_told(&stage, &card).await;
    stage.stop_bot().await;
    stage.start_bot().await;
    stage.clock.wind(3 * DAY).await;
    // Whatever is swept every hour was swept.
    stage.clock.wind(DAY).await;
    stage.sim.edit(|world| {
        let meeting = world.meeting_mut(RUNNING).unwrap();
        let began = 4 * 86_400;
        meeting.start += began;
        meeting.sessions.iter_mut().for_each(|session| {
            session.join += began;
            session.made_up.as_mut().unwrap().zero += began;
        });
    });
    stage.ends(RUNNING).await;
    stage.clock.wind(2 * MINUTE).await;
    stage.comes_by_itself().await.says("Meeting quality for 张三");
    stage.end().await;
}

#[tokio::test]
async fn a_question_that_was_taken_back_is_not_answered_when_it_ends() {
    let stage = Stage::open().await;
    let asked = stage.zhang_san().says(&format!("/quality {RUNNING} me")).await;
    let card = stage.next_card().await;
    wants_to_be_told(&stage, &card).await;
    stage.sim.recall(&asked.message_id).await;
    stage.ends(RUNNING).await;
    stage.clock.wind(50 * MINUTE).await;
    stage.silence().await;
    stage.end().await;
}

#[tokio::test]
async fn about_others_it_is_answered_as_far_as_the_asker_may_see_it_then() {
    let stage = Stage::open_with(|settings| settings.answer.access = Access::Own).await;
    stage.zhang_san().says(&format!("/quality {RUNNING}")).mention(LI_SI).await;
    let card = stage.next_card().await;
    assert!(card.button("when_it_ends").is_some(), "{card}");
    wants_to_be_told(&stage, &card).await;
    stage.ends(RUNNING).await;
    stage.clock.wind(2 * MINUTE).await;
    let refused = stage.comes_by_itself().await;
    refused.says("这里每个人只能查自己").says("ask about themselves").never_says("min bad");
    stage.end().await;
}

#[tokio::test]
async fn where_outsiders_read_the_answer_goes_to_the_asker_alone() {
    let stage = Stage::open().await;
    stage.zhang_san().says_in(EXTERNAL_GROUP, &format!("/quality {RUNNING} me")).await;
    // The sentence goes to the asker alone, and the group reads that it did.
    let told = [stage.next_card().await, stage.next_card().await];
    let card = told.iter().find(|card| card.button("when_it_ends").is_some()).unwrap();
    wants_to_be_told(&stage, card).await;
    stage.ends(RUNNING).await;
    stage.clock.wind(2 * MINUTE).await;
    let mut said = [stage.comes_by_itself().await, stage.next_card().await];
    said.sort_by_key(|card| card.message.chat_id != P2P);
    said[0].says("Meeting quality for 张三");
    said[1].never_says("张三").never_says("990 011 223");
    assert_eq!(said[1].message.chat_id, EXTERNAL_GROUP);
    stage.clock.wind(MOMENT).await;
    stage.silence().await;
    stage.end().await;
}
