//! Input that is odd or large: always a sentence that says what to do, and never a price for it.

use quality_bot::simulator::Press;
use quality_bot::simulator::data::{HUGE, PARTNER, WEEKLY, ZHANG_SAN};
use serde_json::json;

use crate::support::{Calls, Stage};

/// Of the crowd in the huge meeting: one with a good line, and one with bad stretches.
const CALM: &str = "ou_c0000000000000000000000000000000";
const PATCHY: &str = "ou_c0000000000000000000000000000005";

#[tokio::test]
async fn what_is_longer_ago_than_a_year_is_not_asked_for() {
    let stage = Stage::open().await;
    for (asked, zh_cn, en_us) in [
        ("trend 366d", "1 到 365 天", "1 to 365 days"),
        ("趋势 53周", "1 到 365 天", "1 to 365 days"),
        ("trend 99999999999d", "1 到 365 天", "1 to 365 days"),
        ("trend 0d", "1 到 365 天", "1 to 365 days"),
        ("trend last 2 years", "1 到 365 天", "1 to 365 days"),
        ("123456789 2025-11-18 me", "只能查最近一年", "for the last year only"),
        ("123456789 1999-01-01", "只能查最近一年", "for the last year only"),
        ("123456789 2026-11-21 me", "这个时间还没到", "still to come"),
        ("123456789 tomorrow me", "这个时间还没到", "still to come"),
        ("123456789 2026-02-30 me", "没有这一天", "no such day"),
        ("123456789 25:00 me", "没有这个时间", "no such time"),
    ] {
        stage.li_si().says(&format!("/quality {asked}")).await;
        let card = stage.next_card().await;
        card.coloured("orange").says(zh_cn).says(en_us);
    }
    assert_eq!(stage.new_calls().meeting_list, 0);
    stage.end().await;
}

#[tokio::test]
async fn the_newest_of_forty_meetings_of_a_number_costs_two_lists() {
    let stage = Stage::open_with(|settings| settings.answer.lookback_days = 365).await;
    stage.zhang_san().says(&format!("/quality {WEEKLY} me")).await;
    let card = stage.next_card().await;
    card.says("Meeting quality for 张三").says("2026-11-19 16:30");
    let calls = stage.new_calls();
    let first = Calls { token: 1, bot_info: 1, reply: 1, ..Calls::NONE };
    let one = Calls { meeting_list: 2, participant_list: 1, quality: 1, ..first };
    assert_eq!(calls, one, "what has ended, and whether one runs");
    stage.end().await;
}

#[tokio::test]
async fn one_of_a_thousand_people_costs_no_more_than_one_of_four() {
    for (who, colour, others) in [(CALM, "green", 0), (PATCHY, "red", 8)] {
        let stage = Stage::open_to_all().await;
        stage.li_si().says(&format!("/quality {HUGE}")).mention(who).await;
        let card = stage.next_card().await;
        card.coloured(colour).says("909 240 100");
        let calls = stage.new_calls();
        assert_eq!(calls.meeting_list, 1);
        // 240 minutes of each; who had trouble is compared with a few out of the first page.
        assert_eq!(calls.quality, 3 * (1 + others), "{calls:?}");
        assert!(calls.participant_list <= 2, "{calls:?}");
        stage.end().await;
    }
}

#[tokio::test]
async fn two_hundred_watches_in_one_chat_are_too_many() {
    let mut stage = Stage::open().await;
    for n in 0..50 {
        stage.li_si().says(&format!("/quality watch 300000{n:03}")).await;
        stage.next_card().await.says("I will send a report here");
    }
    stage.new_calls();
    for n in 50..200 {
        stage.li_si().says(&format!("/quality watch 300000{n:03}")).await;
        let card = stage.next_card().await;
        card.says("这里已经关注了 50 场会议，不能再多了。");
        card.says("50 meetings are watched here already");
        card.says("可以在那里停掉不需要的").says("stop what nobody needs");
    }
    let refused = Calls { reply: 150, ..Calls::NONE };
    assert_eq!(stage.new_calls(), refused, "a number that is not watched is not looked up");

    stage.zhang_san().says("/quality watch list").await;
    let list = stage.next_card().await;
    list.says("这里关注了 50 场会议").says("Meetings watched here: 50.");
    list.says("300 000 000").says("300 000 019").says("另外还关注：300 000 020、");
    list.says("Watched here, too: 300 000 020, ").says("300 000 049");
    stage.zhang_san().presses_for(&list, "unwatch", 19).await.toast("success", "不再", "no longer");
    stage.zhang_san().says("/quality watch 300000199").await;
    stage.next_card().await.says("I will send a report here");
    assert_eq!(stage.watches_left().await, 50);
    stage.end().await;
}

#[tokio::test]
async fn a_form_does_nothing_for_people_of_another_company() {
    let stage = Stage::open().await;
    stage.partner().says("/quality").await;
    let refused = stage.next_card().await;
    refused.coloured("yellow").says("I only answer people of the organisation");
    assert!(refused.button("submit").is_none(), "{refused}");

    stage.zhang_san().says("/quality").await;
    let cards = [stage.next_card().await, stage.next_card().await];
    let form = cards.iter().find(|card| card.button("submit").is_some()).unwrap();
    stage.new_calls();
    let value = form.button("submit").unwrap().clone();
    let filled = json!({"meeting": "0", "number": "123456789", "person": "", "date": ""});
    let action = json!({"tag": "button", "name": "submit", "value": value, "form_value": filled});
    let press = Press::forged_action(&form.message.message_id, action).by(PARTNER);
    let seen = stage.sim.press(&press).await;
    let toast = seen.toast.unwrap();
    assert_eq!(toast.kind, "warning");
    assert!(toast.text("en_us").contains("own organisation"), "{toast:?}");
    stage.silence().await;
    assert_eq!(stage.new_calls(), Calls::NONE);
    stage.end().await;
}

#[tokio::test]
async fn a_form_that_names_somebody_of_another_company_is_told_so() {
    let stage = Stage::open().await;
    stage.zhang_san().says("/quality").await;
    let cards = [stage.next_card().await, stage.next_card().await];
    let form = cards.iter().find(|card| card.button("submit").is_some()).unwrap();
    let press = Press::form(&form.message.message_id, "submit")
        .with("number", "556677889")
        .with("person", PARTNER);
    let seen = stage.sim.press(&press.by(ZHANG_SAN)).await;
    assert_eq!((seen.impossible, seen.error), (None, None));
    let told = stage.next_card().await;
    told.never_says("Meeting quality for").never_says("你没有参加").never_says("You did not");
    told.says("要查的人没有参加会议 556 677 889");
    told.says("That person did not take part in meeting 556 677 889");
    stage.end().await;
}
