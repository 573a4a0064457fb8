//! Who gets a report, and who must not.

use quality_bot::settings::Access;
use quality_bot::simulator::data::{
    EXTERNAL_GROUP, GROUP, P2P, RUNNING, STRANGER, SUPPORT, ZHANG_SAN,
};
use quality_bot::simulator::{Api, Fault};

use super::{data_comes_after, no_report, report, watched};
use crate::support::Stage;
use crate::support::happening::MINUTE;

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
    stage.next_card().await.says("这里每个人只能查自己").says("ask about themselves");
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

#[tokio::test]
async fn a_chat_that_the_bot_was_put_out_of_watches_nothing_any_more() {
    for outsiders_see_chats in [false, true] {
        for (how, has_data) in [("", true), ("always", true), ("", false)] {
            let mut stage = Stage::open().await;
            watched(&stage, how).await;
            stage.ends(RUNNING).await;
            stage.sim.edit(|world| {
                world.outsiders_see_chats = outsiders_see_chats;
                let chat = world.chats.iter_mut().find(|chat| chat.chat_id == GROUP).unwrap();
                chat.has_bot = false;
            });
            if !has_data {
                data_comes_after(&stage, 9_999);
            }
            no_report(&stage).await;
            assert_eq!(stage.watches_left().await, 0, "{outsiders_see_chats} {how} {has_data}");
            stage.end().await;
        }
    }
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
