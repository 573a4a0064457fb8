//! Questions that have no answer: a plain sentence each, with the next step.

use quality_bot::simulator::data::{
    ANA, FOUR_PEOPLE, GUESTS, JUST_ENDED, OUTAGE, PARTNER, RECURRING, RUNNING, ZHANG_SAN,
};
use quality_bot::simulator::{Api, Fault};

use crate::support::{Calls, Stage};

const FIRST: Calls = Calls { token: 1, bot_info: 1, reply: 1, ..Calls::NONE };

#[tokio::test]
async fn an_unknown_number() {
    let stage = Stage::open().await;
    stage.li_si().says("/quality 999 999 999 me").await;
    let card = stage.next_card().await;
    card.coloured("yellow").says("这次没有查到").says("No answer this time");
    card.says("最近 30 天里没有找到会议号 999 999 999 的会议。");
    card.says("There was no meeting with the number 999 999 999 in the last 30 days.");
    card.says("核对一下会议号").says("Check the number");
    assert_eq!(stage.new_calls(), Calls { meeting_list: 2, ..FIRST });
    stage.end().await;
}

#[tokio::test]
async fn a_meeting_that_is_still_running() {
    let stage = Stage::open().await;
    stage.zhang_san().says(&format!("/quality {RUNNING} me")).await;
    let card = stage.next_card().await;
    card.coloured("yellow").says("会议 990 011 223 还没有结束");
    card.says("Meeting 990 011 223 has not ended yet");
    card.says("等会议结束几分钟后").says("a few minutes after the meeting has ended");
    assert_eq!(stage.new_calls(), Calls { meeting_list: 2, ..FIRST });
    stage.end().await;
}

#[tokio::test]
async fn somebody_who_was_not_in_it() {
    let stage = Stage::open_to_all().await;
    stage.li_si().says(&format!("/quality {RECURRING}")).mention(ANA).await;
    let card = stage.next_card().await;
    card.coloured("yellow").says("Ana Lima 没有参加会议 778 899 001（查了最近 3 场）。");
    card.says(
        "Ana Lima did not take part in meeting 778 899 001 (most recent meetings checked: 3).",
    );
    card.says("核对会议号和 @ 的人").says("Check the number and the mention.");
    assert_eq!(stage.new_calls(), Calls { meeting_list: 2, participant_list: 3, ..FIRST });

    stage.li_si().says(&format!("/quality {RECURRING} me")).await;
    stage.next_card().await.says("你没有参加会议").says("You did not take part");
    stage.end().await;
}

#[tokio::test]
async fn somebody_of_another_company() {
    let stage = Stage::open().await;
    stage.li_si().says(&format!("/quality {GUESTS}")).mention(PARTNER).await;
    let card = stage.next_card().await;
    card.coloured("yellow").says("Priya Nair 是外部或电话参会人");
    card.says("Priya Nair joined from outside or by telephone");
    card.says("请换一位本企业的参会人来查")
        .says("Ask about a participant from your own organisation");
    assert_eq!(stage.new_calls(), FIRST, "Feishu does not know their ids");

    stage.end().await;
}

#[tokio::test]
async fn somebody_of_another_company_who_asks_sees_nothing_of_this_one() {
    let stage = Stage::open().await;
    for asked in [format!("/quality {GUESTS}"), format!("/quality {FOUR_PEOPLE} ")] {
        stage.partner().says(&asked).mention(ZHANG_SAN).await;
        let card = stage.next_card().await;
        card.coloured("yellow").says("我只回答我所在企业的成员。");
        card.says("I only answer people of the organisation that I belong to.");
    }
    assert_eq!(stage.new_calls().meeting_list, 0);
    stage.end().await;
}

#[tokio::test]
async fn somebody_who_came_as_a_guest_or_by_telephone() {
    let stage = Stage::open_to_all().await;
    stage.sim.edit(|world| {
        let sessions = &mut world.meeting_mut(FOUR_PEOPLE).unwrap().sessions;
        sessions.iter_mut().for_each(|session| session.is_external = true);
    });
    stage.li_si().says("/quality 123456789").mention(ZHANG_SAN).await;
    stage.next_card().await.coloured("yellow").says("张三 是外部或电话参会人");
    assert_eq!(stage.new_calls(), Calls { meeting_list: 1, participant_list: 1, ..FIRST });
    stage.end().await;
}

#[tokio::test]
async fn a_meeting_that_ended_a_moment_ago() {
    let stage = Stage::open().await;
    stage.zhang_san().says(&format!("/quality {JUST_ENDED} me")).await;
    let card = stage.next_card().await;
    card.coloured("yellow").says("会议 112 233 445 结束才 3 分钟");
    card.says("Meeting 112 233 445 ended only 3 min ago");
    card.says("过 10 到 30 分钟，再发一次")
        .says("Send the same command again in 10 to 30 minutes.");
    stage.sim.clock().wind(std::time::Duration::from_secs(20 * 60));
    stage.zhang_san().says(&format!("/quality {JUST_ENDED} me")).await;
    stage.next_card().await.says("Meeting quality for 张三");
    stage.end().await;
}

#[tokio::test]
async fn a_meeting_that_feishu_does_not_list_the_people_of_yet() {
    let stage = Stage::open().await;
    let missing = Fault::Code { status: 404, code: 121_004, msg: "data not exist" };
    let _fault = stage.sim.faults().inject(Api::ParticipantList, missing);
    stage.zhang_san().says(&format!("/quality {JUST_ENDED} me")).await;
    stage.next_card().await.says("Meeting 112 233 445 ended only 3 min ago");
    stage.end().await;
}

#[tokio::test]
async fn somebody_of_whom_nothing_was_measured() {
    let stage = Stage::open().await;
    stage.zhang_san().says(&format!("/quality {OUTAGE} me")).await;
    let card = stage.next_card().await;
    card.coloured("yellow").says("飞书没有会议 223 344 556 里这个人的质量数据。");
    card.says("Feishu has no quality data for this person in meeting 223 344 556.");
    card.says("可能入会时间太短").says("They may have joined too briefly");
    assert_eq!(
        stage.new_calls(),
        Calls { meeting_list: 1, participant_list: 1, quality: 1, ..FIRST }
    );
    stage.end().await;
}

#[tokio::test]
async fn no_permission_to_manage_meetings() {
    let stage = Stage::open().await;
    stage.sim.set_admin_role(false);
    stage.zhang_san().says("/quality 123456789 me").await;
    let card = stage.next_card().await;
    card.coloured("yellow").says("应用的创建者缺少“会议管理”权限（错误码 121005）");
    card.says(
        "the creator of this bot's app lacks the “meeting management” permission (error 121005)",
    );
    card.says("管理后台 → 视频会议 → 会议管理").says("Admin console → Video Conferencing");
    assert_eq!(stage.new_calls(), Calls { meeting_list: 1, ..FIRST }, "trying again is no use");

    stage.sim.set_admin_role(true);
    stage.zhang_san().says("/quality 123456789 me").await;
    stage.next_card().await.says("Meeting quality for 张三");
    stage.end().await;
}

#[tokio::test]
async fn a_missing_scope_is_named() {
    let stage = Stage::open().await;
    stage.sim.revoke("vc:room:readonly");
    stage.zhang_san().says("/quality 123456789 me").await;
    let card = stage.next_card().await;
    card.coloured("yellow").says("机器人应用还缺一项权限（错误码 99991672）");
    card.says("this bot's app lacks a scope (error 99991672)");
    card.says("里开通其中一项：vc:room:readonly").says("grant one of these in Developer console");
    assert_eq!(stage.new_calls(), Calls { meeting_list: 1, ..FIRST }, "trying again is no use");

    stage.sim.grant("vc:room:readonly");
    stage.zhang_san().says("/quality 123456789 me").await;
    stage.next_card().await.says("Meeting quality for 张三");
    stage.end().await;
}

#[tokio::test]
async fn the_months_calls_are_used_up() {
    let stage = Stage::open().await;
    let used_up = Fault::Code { status: 400, code: 99_991_403, msg: "quota exceeded" };
    let _fault = stage.sim.faults().inject(Api::MeetingList, used_up);
    stage.zhang_san().says("/quality 123456789 me").await;
    let card = stage.next_card().await;
    card.coloured("yellow").says("企业这个月的飞书接口调用次数用完了（错误码 99991403）");
    card.says("It starts anew next month.");
    assert_eq!(stage.new_calls(), Calls { meeting_list: 1, ..FIRST }, "trying again is no use");
    stage.end().await;
}
