//! An answer that cannot be delivered as it is, or not now, or to nobody any more.

use std::time::Duration;

use quality_bot::settings::{Language, Settings};
use quality_bot::simulator::data::{GROUP, ZHANG_SAN};
use quality_bot::simulator::{Api, Fault, Gate};

use crate::support::{Calls, Ending, Stage};

fn refused(code: i64, msg: &'static str) -> Fault {
    Fault::Code { status: 400, code, msg }
}

#[tokio::test]
async fn nobody_is_there_any_more_to_be_answered() {
    for (code, msg) in [
        (230_002, "Bot/User can NOT be out of the chat."),
        (230_011, "The message was withdrawn."),
        (230_018, "no permission to speak"),
        (230_110, "The message is deleted."),
        (232_009, "The chat is dissolved."),
    ] {
        let stage = Stage::open().await;
        let _fault = stage.sim.faults().inject(Api::Reply, refused(code, msg));
        stage.zhang_san().says("/quality 123456789 me").await;
        stage.silence().await;
        assert_eq!(stage.new_calls().reply, 1, "{code}: trying again is no use");
        stage.end().await;
    }
}

#[tokio::test]
async fn a_question_that_was_recalled_is_not_answered() {
    let stage = Stage::open().await;
    let gate = Gate::closed();
    let _held = stage.sim.faults().inject(Api::MeetingList, Fault::Held(gate.clone()));
    let asked = stage.zhang_san().says("/quality 123456789 me").await;
    stage.sim.edit(|world| world.messages.get_mut(&asked.message_id).unwrap().recalled = true);
    gate.open();
    stage.silence().await;
    assert_eq!(stage.new_calls().reply, 1);
    stage.end().await;
}

/// Who reads along there cannot be found out any more, so the answer is for the asker alone.
#[tokio::test]
async fn a_bot_that_was_put_out_of_the_chat_in_the_middle_answers_the_asker_alone() {
    let stage = Stage::open().await;
    let gate = Gate::closed();
    let _held = stage.sim.faults().inject(Api::MeetingList, Fault::Held(gate.clone()));
    stage.zhang_san().says("/quality 123456789 me").await;
    stage.ring(Duration::from_secs(2)).await;
    let working = stage.working_card().await;
    stage.sim.edit(|world| {
        let chat = world.chats.iter_mut().find(|chat| chat.chat_id == GROUP).unwrap();
        chat.has_bot = false;
    });
    gate.open();
    let private = stage.private_chat(ZHANG_SAN);
    stage.next_card_in(&private).await.says("Meeting quality for 张三");
    stage.take_working_card();
    assert_eq!(stage.sim.message(&working.message.message_id).unwrap().history.len(), 0);
    let calls = stage.new_calls();
    assert_eq!((calls.send, calls.patch), (1, 1), "trying again is no use");
    stage.end().await;
}

#[tokio::test]
async fn a_card_that_feishu_refuses_becomes_text() {
    let not_built =
        "Failed to create card content, ext=ErrCode: 11310; ErrMsg: 张三; ErrorValue: 张三";
    for (code, msg) in [(230_099, not_built), (230_025, "too long")] {
        let stage = Stage::open().await;
        stage.sim.faults().inject(Api::Reply, refused(code, msg)).times(1);
        stage.zhang_san().says("/quality 123456789 me").await;
        let text = stage.next_card().await;
        assert_eq!(text.message.msg_type, "text", "{code}");
        text.says("会议 123 456 789 的质量：良好（卡片没能显示，以下是文字版）");
        text.says("可评级的 7 分钟里没有差的，最弱的一分钟在 00:43。").says("Asia/Shanghai");
        text.never_says("张三").never_says("Release review");
        assert_eq!(stage.new_calls().reply, 2, "{code}");
        stage.end().await;
    }
}

#[tokio::test]
async fn a_working_card_whose_successor_is_refused_becomes_text() {
    let english = |settings: &mut Settings| settings.answer.language = Language::EnUs;
    let stage = Stage::open_with(english).await;
    let gate = Gate::closed();
    let _held = stage.sim.faults().inject(Api::MeetingList, Fault::Held(gate.clone())).times(1);
    stage.sim.faults().inject(Api::Patch, refused(230_099, "ErrCode: 11310;")).times(1);
    stage.zhang_san().says("/quality 123456789 me").await;
    stage.ring(Duration::from_secs(2)).await;
    stage.working_card().await;
    gate.open();
    let card = stage.next_card().await;
    card.says("Quality of meeting 123 456 789: Good (the card could not be shown")
        .never_says("张三");
    assert_eq!(card.times_replaced(), 1);
    let calls = stage.new_calls();
    assert_eq!((calls.reply, calls.patch), (1, 2));
    stage.end().await;
}

#[tokio::test]
async fn an_app_that_may_not_write_gives_up_at_once() {
    let stage = Stage::open().await;
    stage.sim.revoke("im:message:send_as_bot");
    stage.zhang_san().says("/quality 123456789 me").await;
    stage.silence().await;
    assert_eq!(stage.new_calls().reply, 1);
    stage.end_with(Ending { dead: 1, ..Ending::default() }).await;
}

#[tokio::test]
async fn an_answer_that_does_not_get_through_is_kept_and_tried_again_later() {
    let stage = Stage::open().await;
    let fault = stage.sim.faults().inject(Api::Reply, Fault::Html);
    stage.zhang_san().says("/quality 123456789 me").await;
    stage.ring(Duration::from_secs(5)).await;
    stage.ring(Duration::from_secs(30)).await;
    stage.wait_for_retries(3).await;
    fault.clear();
    stage.ring(Duration::from_secs(120)).await;
    let card = stage.next_card().await;
    card.says("Meeting quality for 张三");
    let calls = stage.new_calls();
    assert_eq!((calls.quality, calls.meeting_list), (1, 1), "what was fetched is kept");
    assert_eq!(stage.bot().metrics().await.jobs("retried"), 3);
    stage.end().await;
}

#[tokio::test]
async fn a_chat_that_is_busy_is_answered_a_moment_later() {
    let stage = Stage::open().await;
    let busy = refused(230_020, "This operation triggers the frequency limit.");
    stage.sim.faults().inject(Api::Reply, busy).times(2);
    stage.zhang_san().says("/quality help").await;
    stage.next_card().await.says("What I can do for you");
    let journal = stage.sim.journal();
    let at: Vec<i64> = journal.calls(Api::Reply).iter().map(|call| call.at_ms).collect();
    assert!(at[1] - at[0] >= 1_000 && at[2] - at[1] >= 2_000, "{at:?}");
    stage.end().await;
}

#[tokio::test]
async fn nothing_works_for_an_hour_and_the_question_is_given_up() {
    let stage = Stage::open().await;
    for api in [Api::Token, Api::BotInfo, Api::MeetingList, Api::Reply] {
        stage.sim.faults().inject(api, Fault::Cut);
    }
    let asked = stage.zhang_san().says("/quality 123456789 me").await;
    assert_eq!(asked.status(), Some(200), "accepting does not need Feishu");
    // Others wait ten minutes, too, so this does not wait for an alarm.
    for (retries, seconds) in (1..).zip([5, 30, 120, 600, 1800]) {
        stage.wait_for_retries(retries).await;
        stage.clock.wind(Duration::from_secs(seconds)).await;
    }
    stage.silence().await;
    let calls = stage.new_calls();
    assert!(calls.token > 0 && calls.meeting_list == 0 && calls.reply == 0, "{calls:?}");
    assert_eq!(stage.bot().metrics().await.jobs("dead"), 1);
    stage.end_with(Ending { dead: 1, ..Ending::default() }).await;
}

#[tokio::test]
async fn feishu_is_away_and_comes_back() {
    let stage = Stage::open().await;
    let fault = stage.sim.faults().inject(Api::Token, Fault::Cut);
    stage.zhang_san().says("/quality 123456789 me").await;
    stage.ring(Duration::from_secs(5)).await;
    stage.wait_for_retries(2).await;
    fault.clear();
    stage.ring(Duration::from_secs(30)).await;
    stage.next_card().await.says("Meeting quality for 张三");
    let calls = Calls { patch: 0, ..stage.new_calls() };
    assert_eq!(calls.token, 9, "four tries, twice, and the one that worked");
    assert_eq!((calls.quality, calls.reply), (1, 1));
    stage.end().await;
}
