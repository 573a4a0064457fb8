//! A command that is taken back: nobody wants an answer any more.

use std::time::Duration;

use quality_bot::simulator::data::{
    BIG, FOUR_PEOPLE, JUST_ENDED, LONG, WANG_FANG, WEEKLY, ZHANG_SAN,
};
use quality_bot::simulator::{Api, Fault, Gate, State};

use crate::support::{Calls, Stage};

/// How long somebody waits before they are told that work is under way.
const PATIENCE: Duration = Duration::from_secs(2);

/// Ends when so many jobs are done.
async fn done(stage: &Stage, jobs: u64) {
    while stage.bot().metrics().await.jobs("done") < jobs {}
}

/// Ends when the message is gone.
async fn gone(stage: &Stage, message_id: &str) {
    let is_gone = |state: &State| {
        let message = state.world().messages.get(message_id);
        message.is_some_and(|message| message.recalled).then_some(())
    };
    stage.sim.wait_for(is_gone).await.unwrap();
}

#[tokio::test]
async fn before_it_is_worked_on_nothing_is_asked_and_nothing_said() {
    let stage = Stage::open().await;
    let gate = Gate::closed();
    // Who it is that is mentioned is the first that the bot wants to know.
    let _held = stage.sim.faults().inject(Api::BotInfo, Fault::Held(gate.clone())).times(1);
    let asked = stage.zhang_san().says(&format!("/quality {LONG} me")).await;
    assert_eq!(stage.recalls(&asked.message_id).await.status(), Some(200));
    done(&stage, 1).await;
    gate.open();
    stage.silence().await;
    assert_eq!(stage.new_calls(), Calls { token: 1, bot_info: 1, ..Calls::NONE });
    stage.end().await;
}

#[tokio::test]
async fn it_stays_taken_back_after_a_restart() {
    let mut stage = Stage::open().await;
    let fault = stage.sim.faults().inject(Api::BotInfo, Fault::Html);
    let asked = stage.zhang_san().says(&format!("/quality {LONG} me")).await;
    stage.wait_for_retries(1).await;
    stage.recalls(&asked.message_id).await;
    done(&stage, 1).await;
    stage.stop_bot().await;
    fault.clear();
    stage.start_bot().await;
    stage.new_calls();
    stage.clock.wind(Duration::from_secs(5)).await;
    done(&stage, 1).await;
    stage.silence().await;
    let calls = stage.new_calls();
    assert_eq!((calls.meeting_list, calls.quality, calls.reply), (0, 0, 0));
    stage.end().await;
}

#[tokio::test]
async fn while_the_working_card_stands_the_card_goes_and_no_answer_comes() {
    for api in [Api::MeetingList, Api::ParticipantList, Api::QualityList] {
        let stage = Stage::open().await;
        let gate = Gate::closed();
        let _held = stage.sim.faults().inject(api, Fault::Held(gate.clone())).times(1);
        let asked = stage.zhang_san().says(&format!("/quality {LONG} me")).await;
        stage.ring(PATIENCE).await;
        let working = stage.working_card().await;
        assert_eq!(stage.recalls(&asked.message_id).await.status(), Some(200));
        gone(&stage, &working.message.message_id).await;
        gate.open();
        let card = stage.take_gone().await;
        assert_eq!(card.times_replaced(), 0, "it never said more");
        let calls = stage.new_calls();
        assert_eq!((calls.reply, calls.patch, calls.delete), (1, 0, 1), "{api:?}");
        stage.end().await;
    }
}

#[tokio::test]
async fn while_everybody_is_looked_at_the_progress_goes_and_the_work_ends() {
    let stage = Stage::open().await;
    let gate = Gate::closed();
    let held = stage.sim.faults().inject(Api::QualityList, Fault::Held(gate.clone())).after(5);
    let asked = stage.zhang_san().says(&format!("/quality {BIG}")).await;
    let is_under_way = |state: &State| (state.journal().count(Api::QualityList) > 5).then_some(());
    stage.sim.wait_for(is_under_way).await.unwrap();
    let [progress] = &stage.said_in(quality_bot::simulator::data::GROUP)[..] else {
        panic!("one card says how far it came")
    };
    progress.says("正在看全员的情况").says("Looking at everybody");
    stage.recalls(&asked.message_id).await;
    held.clear();
    gate.open();
    gone(&stage, &progress.message.message_id).await;
    stage.take_gone().await;
    let calls = stage.new_calls();
    assert!(calls.quality < 100, "{calls:?}");
    assert_eq!((calls.reply, calls.delete), (1, 1));
    stage.end().await;
}

#[tokio::test]
async fn what_was_picked_ends_with_the_command_for_which_it_was_picked() {
    let stage = Stage::open().await;
    stage.sim.edit(|world| {
        let mut earlier = world.meeting(BIG).unwrap().clone();
        let hours = 2 * 3_600;
        (earlier.start, earlier.end) = (earlier.start - hours, earlier.end.map(|end| end - hours));
        earlier.instance_id = "6911188411939999999".to_owned();
        world.meetings.push(earlier);
    });
    let asked = stage.zhang_san().says(&format!("/quality {BIG} 昨天")).await;
    let picker = stage.next_card().await;
    let gate = Gate::closed();
    let held = stage.sim.faults().inject(Api::QualityList, Fault::Held(gate.clone())).after(5);
    stage.zhang_san().picks_row(&picker, 0).await.toast("info", "正在查询", "Looking it up");
    let is_under_way = |state: &State| (state.journal().count(Api::QualityList) > 5).then_some(());
    stage.sim.wait_for(is_under_way).await.unwrap();
    stage.recalls(&asked.message_id).await;
    held.clear();
    gate.open();
    gone(&stage, &picker.message.message_id).await;
    stage.settle().await;
    assert!(stage.new_calls().quality < 100);
    stage.end().await;
}

#[tokio::test]
async fn what_was_picked_of_one_person_ends_too() {
    let stage = Stage::open().await;
    let asked = stage.zhang_san().says(&format!("/quality {WEEKLY} 昨天")).mention(WANG_FANG).await;
    let picker = stage.next_card().await;
    picker.says("Which one do you mean?");
    let gate = Gate::closed();
    let _held = stage.sim.faults().inject(Api::QualityList, Fault::Held(gate.clone())).times(1);
    stage.zhang_san().picks_row(&picker, 0).await.toast("info", "正在查询", "Looking it up");
    stage.wait_for_calls(Api::QualityList, 1).await;
    stage.recalls(&asked.message_id).await;
    gone(&stage, &picker.message.message_id).await;
    gate.open();
    stage.settle().await;
    let calls = stage.new_calls();
    assert_eq!((calls.patch, calls.delete), (0, 1));
    stage.end().await;
}

/// So many calls are made, and no more until the gate is opened.
async fn under_way(stage: &Stage, begin: impl AsyncFnOnce()) -> Gate {
    let gate = Gate::closed();
    let before = stage.calls_of(Api::QualityList);
    let held = stage.sim.faults().inject(Api::QualityList, Fault::Held(gate.clone())).after(5);
    begin().await;
    stage.wait_for_calls(Api::QualityList, before + 6).await;
    held.clear();
    gate
}

#[tokio::test]
async fn what_was_stopped_and_begun_anew_ends_with_the_command_too() {
    let stage = Stage::open().await;
    let mut said = None;
    let gate = under_way(&stage, async || {
        said = Some(stage.zhang_san().says(&format!("/quality {BIG}")).await);
    });
    let gate = gate.await;
    let asked = said.unwrap();
    let card = stage.reply_to(&asked).await;
    stage.zhang_san().presses_at_once(&card, "cancel").await.toast("info", "停下来", "stopping");
    gate.open();
    let card = stage.card_now(&card).await;
    card.says("Stopped looking at everybody");

    let gate = under_way(&stage, async || {
        stage.zhang_san().presses_at_once(&card, "refresh").await.toast("info", "正在", "again");
    });
    let gate = gate.await;
    stage.recalls(&asked.message_id).await;
    gate.open();
    gone(&stage, &card.message.message_id).await;
    stage.settle().await;
    assert!(stage.new_calls().quality < 100);
    stage.end().await;
}

#[tokio::test]
async fn who_looks_again_at_what_was_taken_back_is_answered() {
    let stage = Stage::open_to_all().await;
    let asked = stage.li_si().says(&format!("/quality {JUST_ENDED}")).mention(ZHANG_SAN).await;
    let early = stage.next_card().await;
    stage.recalls(&asked.message_id).await;
    stage.clock.wind(Duration::from_secs(3_600)).await;
    stage.li_si().presses(&early, "refresh").await.toast("info", "正在", "again");
    stage.card_now(&early).await.says("Meeting quality for 张三");
    stage.end().await;
}

#[tokio::test]
async fn what_was_answered_stays() {
    let stage = Stage::open().await;
    let asked = stage.zhang_san().says(&format!("/quality {FOUR_PEOPLE} me")).await;
    let answer = stage.next_card().await;
    stage.new_calls();
    assert_eq!(stage.recalls(&asked.message_id).await.status(), Some(200));
    stage.silence().await;
    let now = stage.card_now(&answer).await;
    assert!(!now.message.recalled);
    assert_eq!(now.content, answer.content);
    assert_eq!(stage.new_calls(), Calls::NONE);

    // And its buttons go on working.
    stage.zhang_san().presses(&answer, "export_csv").await.toast("info", "文件", "file");
    assert_eq!(stage.next_card().await.message.msg_type, "file");
    stage.zhang_san().presses(&answer, "refresh").await.toast("success", "最新", "latest");
    stage.end().await;
}

#[tokio::test]
async fn what_was_no_command_is_nothing_to_the_bot() {
    let stage = Stage::open().await;
    let for_nobody = stage.zhang_san().murmurs("声音断断续续的").await;
    let for_the_bot = stage.zhang_san().says("早上好").await;
    let alone = stage.zhang_san().tells_the_bot("/quality help").await;
    let help = stage.next_card().await;
    stage.new_calls();
    for said in [for_nobody, for_the_bot, alone] {
        assert_eq!(stage.recalls(&said.message_id).await.status(), Some(200));
    }
    stage.silence().await;
    assert_eq!(stage.new_calls(), Calls::NONE);
    assert!(!stage.card_now(&help).await.message.recalled);
    stage.end().await;
}
