//! Whoever presses is looked at anew, whichever button it is: who may not is told why, and nothing is
//! done for them.

use std::collections::BTreeSet;

use quality_bot::app::inbound::Op;
use quality_bot::settings::Access;
use quality_bot::simulator::data::{
    BIG, FOUR_PEOPLE, JUST_ENDED, LI_SI, LONG, PARTNER, RUNNING, STRANGER, TWINS, WANG_FANG,
    WEEKLY, ZHANG_SAN,
};
use serde_json::{Value, json};

use crate::support::{Calls, Reply, Stage};

const OUTSIDER: [&str; 2] = ["我只为我所在的企业服务", "I only work for my own organisation"];
const NOT_THERE: [&str; 2] = ["你没有参加这场会议", "You were not in this meeting"];
const NOT_YOURS: [&str; 2] =
    ["只有提问的人和被查的人", "Only the person who asked, or the person it is about"];

const OPS: [Op; 18] = [
    Op::Refresh,
    Op::ExportXlsx,
    Op::ExportCsv,
    Op::Right,
    Op::Wrong,
    Op::Withdraw,
    Op::Cancel,
    Op::Person,
    Op::Instance,
    Op::Instances,
    Op::Whole,
    Op::Details,
    Op::WhenItEnds,
    Op::AskToShare,
    Op::Share,
    Op::Decline,
    Op::Submit,
    Op::Unwatch,
];

/// What somebody of the tenant is told who was not in the meeting.
const fn refusal(op: Op) -> [&'static str; 2] {
    match op {
        Op::Refresh
        | Op::ExportXlsx
        | Op::ExportCsv
        | Op::Right
        | Op::Wrong
        | Op::Person
        | Op::Instance
        | Op::Instances
        | Op::Whole => NOT_THERE,
        Op::Withdraw
        | Op::Cancel
        | Op::Details
        | Op::WhenItEnds
        | Op::AskToShare
        | Op::Share
        | Op::Decline
        | Op::Submit
        | Op::Unwatch => NOT_YOURS,
    }
}

/// What pressing a button of a card sends, where something has to be chosen the first of it.
fn action(value: &Value) -> (Op, Value) {
    let op: Op = serde_json::from_value(value["op"].clone()).unwrap();
    let mut value = value.clone();
    if matches!(op, Op::Person | Op::Instance) && value["pick"].is_null() {
        value["pick"] = 0.into();
    }
    let filled = json!({ "number": FOUR_PEOPLE });
    (op, json!({ "tag": "button", "value": value, "form_value": filled }))
}

/// One card of each kind that has buttons.
async fn cards(stage: &Stage) -> Vec<Reply> {
    let (zhang, wang) = (stage.zhang_san(), stage.actor(WANG_FANG));
    let mut cards = Vec::new();
    for asking in [
        zhang.says(&format!("/quality {LONG}")).mention(WANG_FANG),
        zhang.says(&format!("/quality {LONG} me")).mention(WANG_FANG),
        zhang.says(&format!("/quality {FOUR_PEOPLE}")),
        wang.says(&format!("/quality {WEEKLY} yesterday")),
        wang.says(&format!("/quality {WEEKLY} me yesterday")),
        wang.says(&format!("/quality {TWINS} 王伟")),
        zhang.says(&format!("/quality {JUST_ENDED} me")),
        zhang.tells_the_bot("/quality"),
        stage.li_si().says(&format!("/quality {LONG}")).mention(ZHANG_SAN),
    ] {
        asking.await;
        cards.push(stage.next_card().await);
    }
    let refused = cards.last().unwrap();
    stage.li_si().presses(refused, "ask_to_share").await.toast("success", "问", "asked");
    cards.push(stage.next_card().await);
    zhang.tells_the_bot(&format!("/quality watch {LONG}")).await;
    stage.next_card().await;
    zhang.tells_the_bot("/quality watch list").await;
    cards.push(stage.next_card().await);
    cards
}

/// Everything that can be pressed on a card is refused to both; what that was.
async fn nobody_else_presses(stage: &Stage, card: &Reply, refused: Option<[&str; 2]>) -> Vec<Op> {
    let mut pressed = Vec::new();
    for value in card.callbacks() {
        let (op, action) = action(value);
        for (who, [zh_cn, en_us]) in
            [(PARTNER, OUTSIDER), (STRANGER, refused.unwrap_or(refusal(op)))]
        {
            let seen = stage.actor(who).forges_action(card, action.clone()).await;
            seen.toast("warning", zh_cn, en_us);
        }
        pressed.push(op);
    }
    pressed
}

#[tokio::test]
async fn who_may_not_see_a_card_gets_nothing_from_any_of_its_buttons() {
    let stage = Stage::open().await;
    let mut pressed = BTreeSet::new();
    let cards = cards(&stage).await;
    // Nobody knows yet who is in it.
    stage.zhang_san().says(&format!("/quality {RUNNING} me")).await;
    let running = stage.next_card().await;
    stage.new_calls();
    for card in &cards {
        pressed.extend(nobody_else_presses(&stage, card, None).await.into_iter().map(Op::name));
    }
    pressed.extend(
        nobody_else_presses(&stage, &running, Some(NOT_YOURS)).await.into_iter().map(Op::name),
    );
    stage.silence().await;
    let calls = stage.new_calls();
    let looked_up = Calls {
        meeting_list: calls.meeting_list,
        participant_list: calls.participant_list,
        ..Calls::NONE
    };
    assert_eq!(calls, looked_up, "whether they were there, and nothing else");
    for card in &cards {
        assert_eq!(stage.card_now(card).await.times_replaced(), card.times_replaced());
    }

    stage.clock.hold();
    let asked = stage.li_si().says(&format!("/quality {BIG}")).await;
    let progress = stage.reply_to(&asked).await;
    let ops = nobody_else_presses(&stage, &progress, None).await;
    pressed.extend(ops.into_iter().map(Op::name));
    stage.li_si().presses(&progress, "cancel").await.toast("info", "停", "stopping");
    stage.card_now(&progress).await.says("Stopped looking at everybody");
    stage.clock.let_go();
    let all: BTreeSet<&str> = OPS.map(Op::name).into();
    assert_eq!(pressed, all, "every button there is was pressed");
    stage.end().await;
}

#[tokio::test]
async fn whoever_may_ask_for_it_may_press_for_it() {
    let stage = Stage::open().await;
    stage.actor(WANG_FANG).says(&format!("/quality {WEEKLY} me yesterday")).await;
    let picker = stage.next_card().await;
    stage.li_si().picks_row(&picker, 1).await.toast("info", "正在查询", "Looking it up");
    stage.card_now(&picker).await.says("Meeting quality for 王芳").says("2026-11-19 14:00");
    // About herself 王芳 may always ask again, and so may who was there.
    stage.zhang_san().says(&format!("/quality {JUST_ENDED} me")).await;
    let early = stage.next_card().await;
    stage.zhang_san().presses(&early, "refresh").await.toast("info", "重新", "again");
    stage.card_now(&early).await.says("ended only");
    stage.end().await;
}

#[tokio::test]
async fn other_times_of_a_number_are_those_that_the_presser_was_there() {
    let stage = Stage::open_with(|settings| {
        settings.answer.lookback_days = 365;
        settings.answer.access = Access::Meeting;
    })
    .await;
    for (whom, name) in [(LI_SI, "李四"), (WANG_FANG, "王芳")] {
        stage.li_si().says(&format!("/quality {WEEKLY}")).mention(whom).await;
        let card = stage.next_card().await;
        card.says(&format!("Meeting quality for {name}"));
        stage.li_si().presses(&card, "instances").await.toast("info", "正在查询", "Looking it up");
        let picker = stage.next_card().await;
        assert_eq!(picker.options().len(), 14, "of forty");
        for there in ["2026-11-19 16:30", "2026-11-19 14:00", "2026-10-29"] {
            picker.says(there);
        }
        for elsewhere in ["2026-11-12", "2026-11-05", "2026-10-22"] {
            picker.never_says(elsewhere);
        }
    }
    stage.end().await;
}

#[tokio::test]
async fn watches_are_ended_by_whoever_talks_in_the_chat() {
    let stage = Stage::open().await;
    stage.zhang_san().says(&format!("/quality watch {LONG}")).await;
    stage.next_card().await;
    stage.zhang_san().says("/quality watch list").await;
    let list = stage.next_card().await;
    stage.actor(LI_SI).presses_for(&list, "unwatch", 0).await.toast("success", "不再", "no longer");
    stage.li_si().says("/quality watch list").await;
    stage.next_card().await.says("No meeting is watched here yet.");
    stage.end().await;
}
