//! Watching a number: a report comes by itself when the meeting has ended, to those who may see it,
//! once, and whether Feishu tells of the end or not.

mod late;
mod readers;
mod reports;

use quality_bot::simulator::data::{ANA, RECURRING, RUNNING, WEEKLY};

use crate::support::happening::MINUTE;
use crate::support::{Calls, Reply, Stage};

/// 张三 watches the running meeting, in the group.
async fn watched(stage: &Stage, how: &str) {
    stage.zhang_san().says(&format!("/quality watch {RUNNING} {how}")).await;
    stage.next_card().await.says("watch");
    stage.new_calls();
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

/// The data of the meeting that just ended comes so many minutes later.
fn data_comes_after(stage: &Stage, minutes: i64) {
    stage.sim.edit(|world| {
        let meeting = world.meeting_mut(RUNNING).unwrap();
        meeting.quality_from = meeting.end.unwrap() + minutes * 60;
    });
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
