//! Many who ask the same at the same time: it is fetched once, and all are answered.

use std::future::IntoFuture;
use std::time::Duration;

use futures_util::future::join_all;
use quality_bot::simulator::data::{
    ANA, FOUR_PEOPLE, LI_SI, ONE_OFFICE, RUNNING, WANG_FANG, ZHANG_SAN,
};

use crate::support::talk::Utterance;
use crate::support::{Calls, Stage};

const MANY: usize = 100;

/// What is looked up need not be looked up again for so long.
const A_MOMENT: Duration = Duration::from_secs(30);

/// The calls of one question to a bot that knows nothing yet, and a reply to each.
const ONE_FETCH: Calls = Calls {
    token: 1,
    bot_info: 1,
    meeting_list: 1,
    participant_list: 1,
    reply: MANY,
    ..Calls::NONE
};

/// So many questions at once, and what they cost; who cannot be answered in the group at once waits,
/// which is not what is looked at here. All of them are answered alike, each once.
async fn cost<'s>(
    stage: &'s Stage,
    says: &str,
    question: impl Fn(&'static str, usize) -> Utterance<'s>,
) -> Calls {
    stage.sim.edit(|world| world.limits.chat_per_second = MANY);
    let people = [ZHANG_SAN, LI_SI, WANG_FANG, ANA].into_iter().cycle();
    let questions = people.take(MANY).enumerate();
    let questions = questions.map(|(place, who)| question(who, place).into_future());
    for asked in join_all(questions).await {
        assert_eq!(asked.status(), Some(200));
    }
    let mut answered = Vec::new();
    for _ in 0..MANY {
        let card = stage.next_card().await;
        card.says(says);
        answered.push(card.message.parent_id.unwrap());
    }
    answered.sort();
    answered.dedup();
    assert_eq!(answered.len(), MANY);
    // Who waited two seconds was told that it is worked on.
    Calls { patch: 0, ..stage.new_calls() }
}

#[tokio::test]
async fn a_hundred_equal_questions_are_answered_from_one_fetch() {
    let stage = Stage::open_to_all().await;
    let question = format!("/quality {FOUR_PEOPLE}");
    let ask = |who, _| stage.actor(who).says(&question).mention(ZHANG_SAN);
    let calls = cost(&stage, "Meeting quality for 张三", ask).await;
    assert_eq!(calls, Calls { quality: 1, ..ONE_FETCH });
    stage.end().await;
}

#[tokio::test]
async fn other_words_for_the_same_cost_nothing_more() {
    let stage = Stage::open_to_all().await;
    let (plain, chinese) = (format!("/quality {FOUR_PEOPLE}"), format!("/质量 {FOUR_PEOPLE}"));
    let link = format!("/quality https://vc.feishu.cn/j/{FOUR_PEOPLE}");
    let ask = |who, place| match (who, place % 3) {
        (ZHANG_SAN, _) => stage.actor(who).says(&format!("{plain} me")),
        (_, 0) => stage.actor(who).says(&plain).mention(ZHANG_SAN),
        (_, 1) => stage.actor(who).says(&chinese).mention(ZHANG_SAN),
        (_, _) => stage.actor(who).says(&link).mention(ZHANG_SAN),
    };
    let calls = cost(&stage, "Meeting quality for 张三", ask).await;
    assert_eq!(calls, Calls { quality: 1, ..ONE_FETCH });
    stage.end().await;
}

/// A name is looked for among everybody, a mention alone: these are two lists, each fetched once.
#[tokio::test]
async fn half_of_them_by_name_cost_one_list_more_at_most() {
    let stage = Stage::open_to_all().await;
    let question = format!("/quality {FOUR_PEOPLE}");
    let ask = |who, place| match place % 2 {
        0 => stage.actor(who).says(&format!("{question} 张三")),
        _ => stage.actor(who).says(&question).mention(ZHANG_SAN),
    };
    let calls = cost(&stage, "Meeting quality for 张三", ask).await;
    assert!((1..=2).contains(&calls.participant_list), "{calls:?}");
    assert_eq!(Calls { participant_list: 1, ..calls }, Calls { quality: 1, ..ONE_FETCH });
    stage.end().await;
}

#[tokio::test]
async fn a_hundred_who_ask_about_everybody_are_answered_from_one_fetch() {
    let stage = Stage::open_to_all().await;
    let question = format!("/quality {ONE_OFFICE}");
    let ask = |who, _| stage.actor(who).says(&question);
    let calls = cost(&stage, "Meeting quality for everybody", ask).await;
    assert_eq!(calls, Calls { quality: 6, ..ONE_FETCH });
    stage.end().await;
}

#[tokio::test]
async fn a_hundred_who_ask_too_early_are_told_so_from_one_look() {
    let stage = Stage::open().await;
    let question = format!("/quality {RUNNING}");
    let ask = |who, _| stage.actor(who).says(&question).mention(ZHANG_SAN);
    let calls = cost(&stage, "has not ended yet", ask).await;
    let looks = Calls { meeting_list: 2, participant_list: 0, ..ONE_FETCH };
    assert_eq!(calls, looks, "whether it has ended, and whether it runs");
    stage.end().await;
}

#[tokio::test]
async fn nothing_is_remembered_for_longer_than_a_moment() {
    let stage = Stage::open().await;
    let question = format!("/quality {RUNNING} me");
    for (wait, meeting_list) in [(Duration::ZERO, 2), (Duration::ZERO, 0), (A_MOMENT, 2)] {
        stage.clock.wind(wait).await;
        stage.zhang_san().says(&question).await;
        stage.next_card().await.says("has not ended yet");
        assert_eq!(stage.new_calls().meeting_list, meeting_list, "{wait:?}");
    }
    stage.end().await;
}

#[tokio::test]
async fn who_presses_is_not_answered_from_what_was_found_before() {
    let stage = Stage::open().await;
    let question = format!("/quality {RUNNING} me");
    stage.zhang_san().says(&question).await;
    let card = stage.next_card().await;
    stage.sim.end_meeting_silently(RUNNING).await;
    stage.zhang_san().says(&question).await;
    stage.next_card().await.says("has not ended yet");
    stage.new_calls();
    stage.zhang_san().presses_at_once(&card, "refresh").await.toast("info", "正在", "again");
    stage.card_now(&card).await.never_says("has not ended yet");
    assert_eq!(stage.new_calls().meeting_list, 1);
    // And what the press found is for those who ask now.
    stage.zhang_san().says(&question).await;
    stage.next_card().await.never_says("has not ended yet");
    assert_eq!(stage.new_calls().meeting_list, 0);
    stage.end().await;
}
