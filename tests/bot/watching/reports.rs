//! What a report says, and that it comes once.

use quality_bot::simulator::data::{GROUP, P2P, RUNNING, ZHANG_SAN};
use quality_bot::simulator::{Api, Delivery};

use super::{no_report, report, watched};
use crate::support::happening::MINUTE;
use crate::support::{Calls, Stage};

/// The running meeting was fine for everybody.
fn nobody_had_trouble(stage: &Stage) {
    stage.sim.edit(|world| {
        let sessions = &mut world.meeting_mut(RUNNING).unwrap().sessions;
        sessions.retain(|session| session.person.as_deref() == Some(ZHANG_SAN));
    });
}

#[tokio::test]
async fn a_bad_meeting_is_reported_when_its_data_is_there() {
    let stage = Stage::open().await;
    watched(&stage, "").await;
    stage.ends(RUNNING).await;
    stage.clock.wind(MINUTE).await;
    stage.silence().await;
    assert_eq!(stage.new_calls(), Calls::NONE, "nobody has data so early");

    let report = report(&stage).await;
    assert_eq!((report.message.chat_id.as_str(), &report.message.parent_id), (GROUP, &None));
    report.says("全员会议质量").says("Meeting quality for everybody").says("990 011 223");
    report.says("单独一个人的问题").says("one person's trouble").says("李四");
    report.never_says("27.0.2.183").never_says("192.168.1.13").never_says("WINDOWS");
    let calls = stage.new_calls();
    assert_eq!((calls.send, calls.meeting_list, calls.reply), (1, 0, 0), "{calls:?}");
    no_report(&stage).await;
    stage.end().await;
}

#[tokio::test]
async fn the_buttons_of_a_report_work() {
    let stage = Stage::open().await;
    watched(&stage, "").await;
    stage.ends(RUNNING).await;
    let report = report(&stage).await;
    stage.new_calls();
    stage.zhang_san().presses_for(&report, "person", 0).await.toast("info", "正在查", "Looking");
    let person = stage.next_card().await;
    person.says("Meeting quality for 李四").says("李四 的会议质量");
    assert_eq!(person.message.chat_id, GROUP);
    assert_eq!(stage.new_calls().quality, 0, "what was fetched for the report is kept");
    stage.li_si().presses(&report, "export_csv").await.toast("info", "文件", "file");
    assert_eq!(stage.next_card().await.message.msg_type, "file");
    stage.partner().presses(&report, "export_csv").await.toast("warning", "企业", "organisation");
    stage.end().await;
}

#[tokio::test]
async fn a_good_meeting_is_reported_only_to_who_wants_every_report() {
    for (how, comes) in [("", false), ("always", true), ("每次", true)] {
        let stage = Stage::open().await;
        nobody_had_trouble(&stage);
        watched(&stage, how).await;
        stage.ends(RUNNING).await;
        if comes {
            report(&stage).await.says("没有差的分钟").says("no bad minute");
        }
        no_report(&stage).await;
        stage.end().await;
    }
}

#[tokio::test]
async fn an_end_that_is_told_twice_is_reported_once() {
    let stage = Stage::open().await;
    watched(&stage, "always").await;
    let Delivery { mut event, .. } = stage.ends(RUNNING).await;
    assert_eq!(stage.hears(&event).await.status(), Some(200), "pushed again");
    event["header"]["event_id"] = "another".into();
    assert_eq!(stage.hears(&event).await.status(), Some(200), "told again");
    report(&stage).await;
    event["header"]["event_id"] = "a third".into();
    assert_eq!(stage.hears(&event).await.status(), Some(200), "told late");
    no_report(&stage).await;
    stage.end().await;
}

#[tokio::test]
async fn a_report_comes_once_for_as_long_as_feishu_lists_the_meeting() {
    let mut stage = Stage::open().await;
    watched(&stage, "always").await;
    stage.ends(RUNNING).await;
    report(&stage).await;
    // Claims live a day, and a new process remembers nothing of which ends were dealt with.
    for hours in [1, 21, 1, 2, 20, 5] {
        stage.stop_bot().await;
        stage.clock.wind(hours * 60 * MINUTE).await;
        let listed = stage.calls_of(Api::MeetingList);
        stage.start_bot().await;
        stage.wait_for_calls(Api::MeetingList, listed + 1).await;
        stage.ring(10 * MINUTE).await;
        stage.wait_for_calls(Api::MeetingList, listed + 2).await;
        stage.silence().await;
    }
    stage.end().await;
}

#[tokio::test]
async fn an_end_that_nobody_told_is_found_within_ten_minutes() {
    let stage = Stage::open().await;
    watched(&stage, "").await;
    stage.ends_silently(RUNNING).await;
    stage.clock.wind(10 * MINUTE).await;
    stage.comes_by_itself().await.says("Meeting quality for everybody").says("李四");
    assert_eq!(stage.new_calls().meeting_list, 1);
    no_report(&stage).await;
    stage.end().await;
}

#[tokio::test]
async fn a_round_of_the_patrol_costs_at_most_twenty_calls() {
    let stage = Stage::open().await;
    for n in 0..25 {
        stage.zhang_san().says(&format!("/quality watch 4000000{n:02}")).await;
        stage.next_card().await;
    }
    let before = stage.calls_of(Api::MeetingList);
    stage.clock.wind(10 * MINUTE).await;
    stage.wait_for_calls(Api::MeetingList, before + 20).await;
    let first_round = stage.clock.now_ms();
    stage.ring(10 * MINUTE).await;
    stage.wait_for_calls(Api::MeetingList, before + 40).await;
    let calls = stage.sim.journal();
    let calls = calls.calls(Api::MeetingList).into_iter().skip(before);
    let in_first = calls.filter(|call| call.at_ms <= first_round).count();
    assert_eq!(in_first, 20);
    stage.end().await;
}

#[tokio::test]
async fn two_chats_get_a_report_each_of_one_fetch() {
    let alone = Stage::open().await;
    watched(&alone, "").await;
    alone.ends(RUNNING).await;
    report(&alone).await;
    let for_one = alone.new_calls();
    alone.end().await;

    let stage = Stage::open().await;
    watched(&stage, "").await;
    stage.zhang_san().tells_the_bot(&format!("/quality watch {RUNNING}")).await;
    stage.next_card().await;
    stage.new_calls();
    stage.ends(RUNNING).await;
    let reports = [report(&stage).await, stage.next_card().await];
    let mut chats = reports.each_ref().map(|report| report.message.chat_id.as_str());
    chats.sort_unstable();
    assert_eq!(chats, [GROUP, P2P]);
    for report in &reports {
        report.says("Meeting quality for everybody");
    }
    // Each looks whether the data is there; it is fetched once.
    let (participant_list, quality) = (for_one.participant_list + 1, for_one.quality + 1);
    assert_eq!(stage.new_calls(), Calls { send: 2, participant_list, quality, ..for_one });
    stage.end().await;
}

#[tokio::test]
async fn what_is_not_watched_any_more_is_not_reported() {
    let stage = Stage::open().await;
    watched(&stage, "always").await;
    stage.ends(RUNNING).await;
    stage.settle().await;
    stage.zhang_san().says(&format!("/quality unwatch {RUNNING}")).await;
    stage.next_card().await;
    no_report(&stage).await;
    stage.end().await;
}
