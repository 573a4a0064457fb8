//! What a question costs, counted in calls to Feishu.

use std::future::IntoFuture;
use std::time::Duration;

use futures_util::future::join_all;
use quality_bot::simulator::data::{
    ANA, FOUR_PEOPLE, LI_SI, LONG, RECURRING, REJOIN, WANG_FANG, ZHANG_SAN,
};
use quality_bot::simulator::{Api, Fault, Gate, Session, State, World};

use crate::support::{Calls, Stage};

/// A question about one session of up to a hundred minutes, by a bot that knows nothing yet.
const COLD: Calls = Calls {
    token: 1,
    bot_info: 1,
    meeting_list: 1,
    participant_list: 1,
    quality: 1,
    reply: 1,
    patch: 0,
    upload: 0,
    ..Calls::NONE
};

/// A question whose answer is kept, a moment later.
const WARM: Calls = Calls { reply: 1, ..Calls::NONE };

#[tokio::test]
async fn a_first_question_costs_a_call_for_every_hundred_minutes_of_a_session() {
    for (what, no, who, quality) in [
        ("7 minutes", FOUR_PEOPLE, ZHANG_SAN, 1),
        ("150 minutes", LONG, WANG_FANG, 2),
        ("two sessions", REJOIN, ANA, 2),
    ] {
        let stage = Stage::open_to_all().await;
        let question = format!("/quality {no}");
        stage.li_si().says(&question).mention(who).await;
        let first = stage.next_card().await;
        assert_eq!(stage.new_calls(), Calls { quality, ..COLD }, "{what}");

        stage.actor(who).says(&format!("{question} me")).await;
        let second = stage.next_card().await;
        assert_eq!(stage.new_calls(), WARM, "{what}, again");
        assert_eq!(second.answer(), first.answer(), "{what}");
        stage.end().await;
    }
}

#[tokio::test]
async fn of_a_number_with_many_meetings_one_call_more_tells_whether_it_runs() {
    let stage = Stage::open_to_all().await;
    stage.li_si().says(&format!("/quality {RECURRING}")).mention(WANG_FANG).await;
    stage.next_card().await.says("Meeting quality for 王芳");
    assert_eq!(stage.new_calls(), Calls { meeting_list: 2, ..COLD });
    stage.actor(WANG_FANG).says(&format!("/quality {RECURRING} me")).await;
    stage.next_card().await.says("Meeting quality for 王芳");
    assert_eq!(stage.new_calls(), WARM);
    stage.end().await;
}

#[tokio::test]
async fn a_hundred_minutes_are_one_call_and_one_more_is_two() {
    for (minutes, quality) in [(99, 1), (100, 1), (101, 2), (150, 2)] {
        let stage = Stage::open_to_all().await;
        stage.sim.edit(|world| {
            let sessions = world.meeting_mut(LONG).unwrap().sessions.iter_mut();
            sessions.for_each(|session| session.minutes.truncate(minutes));
        });
        stage.li_si().says(&format!("/quality {LONG}")).mention(WANG_FANG).await;
        stage.next_card().await;
        assert_eq!(stage.new_calls(), Calls { quality, ..COLD }, "{minutes} minutes");
        stage.end().await;
    }
}

#[tokio::test]
async fn what_is_kept_outlives_the_process() {
    let mut stage = Stage::open().await;
    stage.zhang_san().says(&format!("/quality {LONG} me")).await;
    let before = stage.next_card().await;
    stage.stop_bot().await;
    stage.start_bot().await;
    stage.new_calls();
    stage.zhang_san().says(&format!("/quality {LONG} me")).await;
    assert_eq!(stage.next_card().await.answer(), before.answer());
    assert_eq!(stage.new_calls(), Calls { token: 1, bot_info: 1, meeting_list: 1, ..WARM });
    stage.end().await;
}

#[tokio::test]
async fn somebodys_answer_is_not_anybody_elses() {
    let stage = Stage::open().await;
    for (who, name) in
        [(ZHANG_SAN, "张三"), (LI_SI, "李四"), (WANG_FANG, "王芳"), (ANA, "Ana Lima")]
    {
        stage.li_si().says("/quality 123456789").mention(who).await;
        stage.next_card().await.says(&format!("Meeting quality for {name}"));
        assert_eq!(stage.new_calls().quality, 1, "{name}");
    }
    stage.end().await;
}

#[tokio::test]
async fn twenty_questions_at_once_need_one_token() {
    let stage = Stage::open().await;
    stage.sim.edit(|world| world.limits.chat_per_second = 20);
    let questions = (0..20).map(|_| stage.zhang_san().says("/quality 123456789 me").into_future());
    for asked in join_all(questions).await {
        assert_eq!(asked.status(), Some(200));
    }
    for _ in 0..20 {
        stage.next_card().await.says("Meeting quality for 张三");
    }
    assert_eq!(stage.new_calls(), Calls { reply: 20, patch: 0, ..COLD });
    stage.end().await;
}

#[tokio::test]
async fn twenty_questions_at_once_renew_a_token_once() {
    let stage = Stage::open().await;
    stage.zhang_san().says("/quality 123456789 me").await;
    stage.next_card().await;
    stage.new_calls();
    // The first thing they need is a look that was not made a moment ago.
    stage.clock.wind(Duration::from_secs(30)).await;
    stage.sim.edit(|world| world.limits.chat_per_second = 20);
    stage.sim.revoke_tokens();
    let gate = Gate::closed();
    stage.sim.faults().inject(Api::Token, Fault::Held(gate.clone())).times(1);
    join_all((0..20).map(|_| stage.zhang_san().says("/quality 123456789 me").into_future())).await;
    let asked = |state: &State| (state.journal().count(Api::Token) == 2).then_some(());
    stage.sim.wait_for(asked).await.unwrap();
    gate.open();
    for _ in 0..20 {
        stage.next_card().await.says("Meeting quality for 张三");
    }
    let calls = stage.new_calls();
    assert_eq!((calls.token, calls.reply), (1, 20));
    stage.end().await;
}

/// 王芳 came and went every fifteen seconds: 130 sessions.
fn restless(world: &mut World) {
    let meeting = world.meeting_mut(REJOIN).unwrap();
    let one = meeting.sessions_of(WANG_FANG).next().unwrap().clone();
    let start = meeting.start;
    meeting.sessions = (0..130)
        .map(|number| {
            let join = start + number * 15;
            let minutes = one.minutes.iter().take(1).cloned().collect();
            Session { join, leave: Some(join + 10), minutes, ..one.clone() }
        })
        .collect();
}

#[tokio::test]
async fn a_hundred_calls_go_out_at_once_and_the_others_a_minute_later() {
    let stage = Stage::open_to_all().await;
    stage.sim.edit(restless);
    let gate = Gate::closed();
    stage.sim.faults().inject(Api::QualityList, Fault::Held(gate.clone())).times(100);
    stage.li_si().says(&format!("/quality {REJOIN}")).mention(WANG_FANG).await;
    let sent = |state: &State| (state.journal().count(Api::QualityList) == 100).then_some(());
    stage.sim.wait_for(sent).await.unwrap();
    gate.open();
    stage.next_card().await.says("Meeting quality for 王芳");
    let calls = Calls { patch: 0, ..stage.new_calls() };
    assert_eq!(calls, Calls { participant_list: 2, quality: 130, ..COLD });
    let journal = stage.sim.journal();
    let at: Vec<i64> = journal.calls(Api::QualityList).iter().map(|call| call.at_ms).collect();
    assert_eq!(at[99], at[0]);
    assert!(at[100] - at[99] >= 60_000, "{at:?}");
    stage.end().await;
}
