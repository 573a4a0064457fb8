//! A meeting that is still going on: it is said so, and whoever wants is answered when it has ended.

use std::time::Duration;

use quality_bot::settings::Access;
use quality_bot::simulator::Instance;
use quality_bot::simulator::data::{
    EXTERNAL_GROUP, FOUR_PEOPLE, LI_SI, LONG, P2P, RUNNING, WEEKLY,
};

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

/// A meeting of this number runs, too.
fn runs_again(stage: &Stage, no: &str) {
    stage.sim.edit(|world| {
        let running = world.meeting(RUNNING).unwrap();
        let instance_id = format!("7{}", running.instance_id);
        let again = Instance { no: no.to_owned(), instance_id, ..running.clone() };
        world.meetings.push(again);
    });
}

#[tokio::test]
async fn on_the_day_it_runs_it_is_said_so() {
    // It is 20:00, and the meeting began at 19:34.
    for when in ["today", "今天", "2026-11-20", "19:40", "今天 19:00"] {
        let stage = Stage::open().await;
        asked(&stage, &format!("me {when}")).await.never_says("at that time");
        stage.end().await;
    }
}

#[tokio::test]
async fn on_another_day_or_at_another_time_there_was_none() {
    let stage = Stage::open().await;
    for when in ["yesterday", "today 10:00"] {
        stage.zhang_san().says(&format!("/quality {RUNNING} me {when}")).await;
        stage.next_card().await.says("at that time").never_says("has not ended yet");
    }
    stage.end().await;
}

#[tokio::test]
async fn a_form_with_the_day_it_runs_is_answered_so_too() {
    let stage = Stage::open().await;
    stage.zhang_san().tells_the_bot("/quality").await;
    let form = stage.next_card().await;
    let filled = [("number", RUNNING), ("date", "2026-11-20 +0800")];
    stage.zhang_san().sends(&form, &filled).await.toast("info", "正在查询", "Looking it up");
    stage.next_card().await.says("has not ended yet");
    stage.end().await;
}

#[tokio::test]
async fn of_a_number_with_many_meetings_the_one_that_runs_is_meant() {
    let stage = Stage::open().await;
    runs_again(&stage, WEEKLY);
    stage.zhang_san().says(&format!("/quality {WEEKLY} me")).await;
    let card = stage.next_card().await;
    card.says("会议 520 520 520 还没有结束").says("has not ended yet").never_says("2026-11-19");
    card.says("看已经结束的场次").says("Show those that have ended");
    let calls = stage.new_calls();
    assert_eq!((calls.meeting_list, calls.participant_list, calls.quality), (2, 0, 0));

    // An earlier one is a press away, and the promise stays possible.
    let pressed = stage.zhang_san().presses(&card, "instances").await;
    pressed.toast("info", "正在查询", "Looking it up");
    let picker = stage.next_card().await;
    picker.says("Which one do you mean?").says("2026-11-19 16:30").never_says("2026-11-20");
    stage.zhang_san().picks_row(&picker, 0).await.toast("info", "正在查询", "Looking it up");
    stage.card_now(&picker).await.says("Meeting quality for 张三").says("2026-11-19 16:30");

    wants_to_be_told(&stage, &card).await;
    stage.ends(WEEKLY).await;
    stage.clock.wind(2 * MINUTE).await;
    let answer = stage.comes_by_itself().await;
    answer.says("Meeting quality for 张三").says("2026-11-20 19:34");
    stage.end().await;
}

#[tokio::test]
async fn only_who_may_see_meetings_lists_those_that_have_ended() {
    let stage = Stage::open().await;
    runs_again(&stage, WEEKLY);
    stage.zhang_san().says(&format!("/quality {WEEKLY} me")).await;
    let card = stage.next_card().await;
    let pressed = stage.li_si().presses(&card, "instances").await;
    pressed.toast("warning", "只有提问的人", "Only the person who asked");
    stage.end().await;
}

/// Nobody is asked about a running one where what has ended is what is complained about.
#[tokio::test]
async fn of_a_number_that_had_one_meeting_or_one_a_short_while_ago_that_is_meant() {
    let stage = Stage::open().await;
    for no in [FOUR_PEOPLE, LONG] {
        runs_again(&stage, no);
        stage.zhang_san().says(&format!("/quality {no} me")).await;
        stage.next_card().await.says("Meeting quality for 张三");
        assert_eq!(stage.new_calls().meeting_list, 1);
    }
    stage.ends(RUNNING).await;
    runs_again(&stage, RUNNING);
    stage.sim.edit(|world| world.meetings.last_mut().unwrap().end = None);
    stage.zhang_san().says(&format!("/quality {RUNNING} me")).await;
    stage.next_card().await.says("Meeting quality for 张三");
    assert_eq!(stage.new_calls().meeting_list, 0, "the table knows");
    stage.end().await;
}
