//! Watching a number: a report comes by itself when the meeting has ended, to those who may see it,
//! once, and whether Feishu tells of the end or not.

use quality_bot::settings::Access;
use quality_bot::simulator::data::{
    ANA, EXTERNAL_GROUP, GROUP, P2P, RECURRING, RUNNING, STRANGER, SUPPORT, WEEKLY, ZHANG_SAN,
};
use quality_bot::simulator::{Api, Delivery, Fault};

use crate::support::happening::MINUTE;
use crate::support::{Calls, Reply, Stage};

/// 张三 watches the running meeting, in the group.
async fn watched(stage: &Stage, how: &str) {
    stage.zhang_san().says(&format!("/quality watch {RUNNING} {how}")).await;
    stage.next_card().await.says("watch");
    stage.new_calls();
}

/// The running meeting was fine for everybody.
fn nobody_had_trouble(stage: &Stage) {
    stage.sim.edit(|world| {
        let sessions = &mut world.meeting_mut(RUNNING).unwrap().sessions;
        sessions.retain(|session| session.person.as_deref() == Some(ZHANG_SAN));
    });
}

/// What comes when the data is there.
async fn report(stage: &Stage) -> Reply {
    stage.clock.wind(2 * MINUTE).await;
    stage.comes_by_itself().await
}

/// The data is there, and nothing comes.
async fn no_report(stage: &Stage) {
    stage.clock.wind(50 * MINUTE).await;
    stage.silence().await;
}

#[tokio::test]
async fn a_number_is_watched_until_somebody_ends_it() {
    let mut stage = Stage::open().await;
    stage.zhang_san().says(&format!("/quality watch {WEEKLY}")).await;
    let begun = stage.next_card().await;
    begun.says("好的：会议 520 520 520 每次结束后，只要有人的质量不好，我就把报告发到这里。");
    begun.says("whenever meeting 520 520 520 has ended and somebody had bad quality");
    begun.says("/quality unwatch 520 520 520").never_says("I have not seen this number");
    begun.says("结束时你看得到的会议我才报告").says("only if you may see it when it has ended");
    let calls = Calls { token: 1, bot_info: 1, meeting_list: 1, reply: 1, ..Calls::NONE };
    assert_eq!(stage.new_calls(), calls);

    stage.li_si().says(&format!("/质量 关注 {WEEKLY} 每次")).await;
    let always = stage.next_card().await;
    always.says("好的：会议 520 520 520 每次结束后，我都把报告发到这里。");
    always.says("whenever meeting 520 520 520 has ended, I will send a report here");
    stage.li_si().says("/quality watch list").await;
    let list = stage.next_card().await;
    list.says("这里关注了 1 场会议。").says("Meetings watched here: 1.");
    list.says("每次结束后都发报告").says("a report each time");

    stage.actor(ANA).says(&format!("/quality unwatch {WEEKLY}")).await;
    stage.next_card().await.says("不再关注会议 520 520 520").says("520 is no longer watched here");
    stage.actor(ANA).says(&format!("/质量 取消关注 {WEEKLY}")).await;
    stage.next_card().await.says("本来就没有关注").says("was not watched here");
    stage.actor(ANA).says("/质量 关注列表").await;
    stage.next_card().await.says("这里还没有关注任何会议").says("No meeting is watched here yet");
    assert_eq!(stage.watches_left().await, 0);
    stage.end().await;
}

#[tokio::test]
async fn each_watch_of_the_list_has_a_button_that_ends_it() {
    let mut stage = Stage::open().await;
    for no in [WEEKLY, RECURRING, RUNNING] {
        stage.zhang_san().says(&format!("/quality watch {no}")).await;
        stage.next_card().await.never_says("I have not seen this number");
    }
    stage.zhang_san().tells_the_bot(&format!("/quality watch {WEEKLY}")).await;
    stage.next_card().await;
    stage.li_si().says("/quality watch list").await;
    let list = stage.next_card().await;
    list.says("Meetings watched here: 3.").says("778 899 001").says("990 011 223");
    stage.new_calls();
    let pressed = stage.li_si().presses_for(&list, "unwatch", 1).await;
    pressed.toast("success", "不再关注", "no longer watch");
    stage.partner().presses_for(&list, "unwatch", 0).await.toast("warning", "企业", "organisation");
    assert_eq!(stage.new_calls(), Calls::NONE);
    stage.li_si().says("/quality watches").await;
    let list = stage.next_card().await;
    list.says("Meetings watched here: 2.").says("520 520 520").says("990 011 223");
    list.never_says("778 899 001");
    assert_eq!(stage.watches_left().await, 3, "of which one is 张三's alone");
    stage.end().await;
}

#[tokio::test]
async fn a_number_that_nobody_has_heard_of_is_watched_and_said_to_be_unknown() {
    let stage = Stage::open().await;
    stage.zhang_san().says("/quality watch 999 999 999").await;
    let begun = stage.next_card().await;
    begun.says("请核对一下").says("please check it").says("/quality unwatch 999 999 999");
    stage.zhang_san().says("/quality watch").await;
    stage.next_card().await.coloured("orange").says("少了会议号").says("number is missing");
    stage.zhang_san().says("/quality watch last").await;
    stage.next_card().await.coloured("orange").says("number or link here");
    stage.end().await;
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
async fn where_outsiders_read_the_report_goes_to_the_watcher_alone() {
    let stage = Stage::open().await;
    stage.zhang_san().says_in(EXTERNAL_GROUP, &format!("/quality watch {RUNNING}")).await;
    let mut told = [stage.next_card().await, stage.next_card().await];
    told.sort_by_key(|card| card.message.chat_id != EXTERNAL_GROUP);
    told[0].says("alone").never_says("990 011 223");
    told[1].says("990 011 223");
    stage.ends(RUNNING).await;
    let report = report(&stage).await;
    assert_eq!(report.message.chat_id, P2P);
    report.says("Meeting quality for everybody").says("李四");
    no_report(&stage).await;
    stage.end().await;
}

#[tokio::test]
async fn nobody_but_the_support_team_watches_where_everybody_may_ask_about_themself_alone() {
    let mut stage = Stage::with_access(Access::Own, &[SUPPORT]).await;
    stage.zhang_san().says(&format!("/quality watch {RUNNING}")).await;
    stage.next_card().await.says("这里每个人只能查自己").says("about themself alone");
    stage.ends(RUNNING).await;
    no_report(&stage).await;
    assert_eq!(stage.watches_left().await, 0);
    stage.end().await;

    let stage = Stage::with_access(Access::Own, &[SUPPORT]).await;
    stage.support().says(&format!("/quality watch {RUNNING}")).await;
    stage.next_card().await.says("All right");
    stage.ends(RUNNING).await;
    report(&stage).await.says("Meeting quality for everybody").says("李四");
    stage.end().await;
}

/// Who began the watch may not see the meeting.
const WITHHELD: [&str; 2] = ["你没有参加这场会议", "You were not in this meeting"];

#[tokio::test]
async fn who_was_not_there_hears_that_and_nothing_of_the_meeting() {
    for (how, chat) in [("", None), ("always", Some(GROUP))] {
        let stage = Stage::open_with(|settings| settings.answer.access = Access::Meeting).await;
        stage.actor(STRANGER).says(&format!("/quality watch {RUNNING} {how}")).await;
        stage.next_card().await;
        stage.ends(RUNNING).await;
        let withheld = report(&stage).await;
        withheld.says("990 011 223").says(WITHHELD[0]).says(WITHHELD[1]);
        withheld.says("It may have been good or bad").says("/quality unwatch 990 011 223");
        withheld.never_says("李四").never_says("张三").never_says("进行中的会");
        let alone = stage.private_messages(STRANGER).await;
        assert_eq!(alone.len(), usize::from(chat.is_none()), "to who watches, or to the chat");
        no_report(&stage).await;
        assert!(stage.calls_of(Api::QualityList) <= 1, "nobody's minutes were fetched for it");
        stage.end().await;
    }
}

#[tokio::test]
async fn where_outsiders_read_nobody_reads_why_there_is_no_report() {
    for (what, how) in [("refused", ""), ("refused", "always"), ("no data", "always")] {
        let stage = Stage::open_with(|settings| settings.answer.access = Access::Meeting).await;
        stage.sim.edit(|world| {
            let chat = world.chats.iter_mut().find(|chat| chat.chat_id == EXTERNAL_GROUP).unwrap();
            chat.members.push(STRANGER.to_owned());
        });
        let who = if what == "refused" { STRANGER } else { ZHANG_SAN };
        let command = format!("/quality watch {RUNNING} {how}");
        stage.actor(who).says_in(EXTERNAL_GROUP, &command).await;
        stage.next_card().await;
        stage.next_card().await;
        stage.ends(RUNNING).await;
        if what == "no data" {
            data_comes_after(&stage, 9_999);
            stage.clock.wind(43 * MINUTE).await;
        }
        let told = report(&stage).await;
        told.says("990 011 223");
        assert_eq!(stage.said_in(EXTERNAL_GROUP).len(), 1, "that it was answered alone");
        for said in stage.said_in(EXTERNAL_GROUP) {
            said.never_says("990 011 223");
        }
        no_report(&stage).await;
        stage.end().await;
    }
}

#[tokio::test]
async fn a_report_that_cannot_be_made_is_told_to_who_watches() {
    for how in ["", "always"] {
        let stage = Stage::open().await;
        watched(&stage, how).await;
        stage.ends(RUNNING).await;
        stage.sim.revoke("vc:room:readonly");
        let told = report(&stage).await;
        told.says("vc:room:readonly");
        let chat = if how == "always" { GROUP } else { P2P };
        assert_eq!(told.message.chat_id, chat);
        no_report(&stage).await;
        stage.end().await;
    }
}

#[tokio::test]
async fn who_was_there_gets_the_report() {
    let stage = Stage::open_with(|settings| settings.answer.access = Access::Meeting).await;
    stage.li_si().says(&format!("/quality watch {RUNNING}")).await;
    stage.next_card().await;
    stage.ends(RUNNING).await;
    report(&stage).await.says("Meeting quality for everybody").says("李四");
    stage.end().await;
}

/// The data of the meeting that just ended comes so many minutes later.
fn data_comes_after(stage: &Stage, minutes: i64) {
    stage.sim.edit(|world| {
        let meeting = world.meeting_mut(RUNNING).unwrap();
        meeting.quality_from = meeting.end.unwrap() + minutes * 60;
    });
}

#[tokio::test]
async fn a_report_waits_for_data_that_is_late_and_outlives_a_restart() {
    let mut stage = Stage::open().await;
    watched(&stage, "").await;
    stage.ends(RUNNING).await;
    data_comes_after(&stage, 12);
    stage.clock.wind(10 * MINUTE).await;
    stage.silence().await;
    stage.stop_bot().await;
    stage.start_bot().await;
    stage.clock.wind(8 * MINUTE).await;
    stage.silence().await;
    stage.clock.wind(MINUTE).await;
    stage.comes_by_itself().await.says("Meeting quality for everybody").says("李四");
    no_report(&stage).await;
    stage.end().await;
}

#[tokio::test]
async fn data_that_never_comes_is_told_to_the_chat_or_to_who_watches() {
    for (how, chat) in [("", P2P), ("always", GROUP)] {
        let stage = Stage::open().await;
        watched(&stage, how).await;
        stage.ends(RUNNING).await;
        data_comes_after(&stage, 9_999);
        for minutes in [2, 2, 5, 10, 15] {
            stage.clock.wind(minutes * MINUTE).await;
            stage.silence().await;
        }
        stage.clock.wind(11 * MINUTE).await;
        let told = stage.comes_by_itself().await;
        told.coloured("yellow").says("没有一个人有质量数据").says("no quality data for anybody");
        assert_eq!(told.message.chat_id, chat);
        stage.silence().await;
        let calls = stage.new_calls();
        assert!(calls.participant_list <= 7 && calls.quality <= 8, "{calls:?}");
        stage.end().await;
    }
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

#[tokio::test]
async fn a_chat_that_the_bot_was_put_out_of_watches_nothing_any_more() {
    let mut stage = Stage::open().await;
    watched(&stage, "always").await;
    stage.ends(RUNNING).await;
    stage.sim.edit(|world| {
        let chat = world.chats.iter_mut().find(|chat| chat.chat_id == GROUP).unwrap();
        chat.has_bot = false;
    });
    no_report(&stage).await;
    assert_eq!(stage.watches_left().await, 0);
    stage.end().await;
}

#[tokio::test]
async fn a_report_that_holds_personal_data_where_that_is_blocked_comes_without() {
    let stage = Stage::open().await;
    watched(&stage, "").await;
    stage.ends(RUNNING).await;
    let blocked = Fault::Code { status: 400, code: 230_028, msg: "contains personal data" };
    stage.sim.faults().inject(Api::Create, blocked).times(1);
    let report = report(&stage).await;
    report.never_says("李四").never_says("张三").never_says("进行中的会");
    assert_eq!(stage.new_calls().send, 2);
    stage.end().await;
}
