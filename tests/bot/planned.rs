//! Large meetings are planned work: a card shows how far it came, questions go first, and nothing is
//! fetched twice.

use std::time::Duration;

use quality_bot::simulator::data::{
    ANA, BIG, FOUR_PEOPLE, HUGE, KEHAN, LI_SI, LONG, SAMPLE, WANG_FANG, ZHANG_SAN,
};
use quality_bot::simulator::{Api, Call, Instance, World};
use serde_json::Value;

use crate::support::bulk::{BUDGET, IN_FLIGHT, PEOPLE};
use crate::support::{Calls, Stage};

/// What the platform answers in a minute.
const LIMIT: usize = 100;

/// The time in which all places of a window come free again.
const WINDOW: Duration = Duration::from_secs(61);

const MINUTE_MS: i64 = 60_000;

/// How long work under way may take when the bot shall stop.
const GRACE: Duration = Duration::from_secs(10);

/// What "one call" may take, and the margins at the edges of windows.
const ONE_CALL_MS: i64 = 1_000;

#[tokio::test]
async fn three_hundred_people_take_the_time_that_the_limit_imposes() {
    let stage = Stage::open_to_all().await;
    let asked = stage.li_si().says(&format!("/quality {BIG}")).await;
    let began = stage.sim.message(&asked.message_id).unwrap().create_ms;
    let card = stage.finished(&stage.reply_to(&asked).await).await;

    let windows = i64::try_from(PEOPLE.div_ceil(BUDGET)).unwrap();
    let (took, most) = (card.message.update_ms - began, (windows - 1) * MINUTE_MS + ONE_CALL_MS);
    assert!(took <= most, "{PEOPLE} calls took {took} ms of at most {most}");
    assert!(took >= (windows - 1) * MINUTE_MS, "{took} ms: the limit is not counted");
    let journal = stage.sim.journal();
    assert!(journal.all().iter().all(|call| call.code != Some(99_991_400)), "{journal}");
    assert_eq!(stage.quality_calls(BIG).most_in_a_minute(), BUDGET);
    let (calls, patch) = (stage.new_calls(), card.times_replaced());
    let lists =
        Calls { token: 1, bot_info: 1, meeting_list: 1, participant_list: 3, ..Calls::NONE };
    assert_eq!(calls, Calls { quality: PEOPLE, reply: 1, patch, ..lists });
    stage.end().await;
}

#[tokio::test]
async fn a_card_shows_how_far_it_came_and_how_long_it_takes() {
    let stage = Stage::open().await;
    let asked = stage.li_si().says(&format!("/quality {BIG}")).await;
    let card = stage.finished(&stage.reply_to(&asked).await).await;

    let pictures = card.earlier();
    let first = &pictures[0];
    first.coloured("blue").says("正在看全员的情况").says("Looking at everybody").says("0%");
    first.says("已完成 0 / 300 人").says("0 of 300 people are done.");
    first.says("向飞书取数：0 / 300 次").says("Calls to Feishu: 0 of 300");
    first.says("大约还要").says("min left").says("取消").says("Cancel");
    first.says("其他人的提问仍然会先处理").says("Questions from people still go first");
    let done: Vec<_> = pictures.iter().map(|it| it.people_done().unwrap()).collect();
    assert!(done.is_sorted() && done.last() > done.first(), "{done:?}");
    assert!(pictures.iter().all(|it| it.button("cancel").is_some()));
    assert!(card.button("cancel").is_none(), "{card}");

    let journal = stage.sim.journal();
    let replaced = journal.calls(Api::Patch);
    let at: Vec<i64> = replaced.iter().map(|call| call.at_ms).collect();
    let (_answer, shown) = at.split_last().unwrap();
    assert!(shown.windows(2).all(|two| two[1] - two[0] >= 1_000), "{at:?}");
    assert!(replaced.iter().all(|call| call.code == Some(0)), "{journal}");
    stage.end().await;
}

#[tokio::test]
async fn the_time_left_is_that_of_the_budget() {
    let stage = Stage::open_to_all().await;
    stage.clock.hold();
    let asked = stage.li_si().says(&format!("/quality {HUGE}")).await;
    let card = stage.reply_to(&asked).await;
    card.says("0 of 1000 people are done.").says("Calls to Feishu: 0 of 3000");
    card.says("大约还要 32 分钟").says("About 32 min left");
    stage.li_si().presses(&card, "cancel").await.toast("info", "停下来", "stopping");
    stage.card_now(&card).await.says("Stopped looking at everybody");
    assert!(stage.quality_calls(HUGE).count() <= BUDGET);

    let (_, card) = stage.spent().await;
    card.says("95 of 300 people are done.").says("Calls to Feishu: 95 of 300");
    card.says("大约还要 3 分钟").says("About 3 min left");
    stage.li_si().presses(&card, "cancel").await.toast("info", "停下来", "stopping");
    stage.card_now(&card).await.says("Stopped looking at everybody");
    stage.end().await;
}

/// A card's limits (dossier 8.1).
const CARD_BYTES: usize = 30_000;
const CARD_ELEMENTS: usize = 200;

fn elements(json: &Value) -> usize {
    match json {
        Value::Array(items) => items.iter().map(elements).sum(),
        Value::Object(fields) => {
            usize::from(fields.contains_key("tag")) + fields.values().map(elements).sum::<usize>()
        }
        _ => 0,
    }
}

/// So many stay for all of [`HUGE`], which is three pages each; the others for half an hour.
const STAY: usize = 40;

fn most_leave_early(world: &mut World) {
    let sessions = &mut world.meeting_mut(HUGE).unwrap().sessions;
    for session in sessions.iter_mut().skip(STAY) {
        session.leave = Some(session.join + 30 * 60);
    }
}

/// The restart comes when of many of them one page of three is there, or two.
#[tokio::test]
async fn a_thousand_people_are_seen_to_the_end_and_no_page_twice() {
    let mut stage = Stage::open_to_all().await;
    stage.sim.edit(most_leave_early);
    stage.clock.hold();
    let asked = stage.li_si().says(&format!("/quality {HUGE}")).await;
    let began = stage.sim.message(&asked.message_id).unwrap().create_ms;
    let card = stage.reply_to(&asked).await;
    stage.wait_for_quality_calls(BUDGET).await;
    stage.clock.until_asleep(1).await;
    stage.bot().tell_to_stop();
    stage.ring(GRACE).await;
    stage.stop_bot().await;
    stage.clock.wind(WINDOW).await;
    stage.clock.let_go();
    stage.start_bot().await;

    let calls = 3 * STAY + 1_000 - STAY;
    stage.wait_for_quality_calls(calls).await;
    let answer = stage.card_now(&card).await;
    answer.says("全员会议质量").says("Meeting quality for everybody");
    answer.says("共 1000 人，有数据 1000 人").says("People: 1000, with data: 1000");
    assert_eq!(stage.quality_calls(HUGE).are_all_different().count(), calls);
    assert_eq!(stage.quality_calls(HUGE).most_in_a_minute(), BUDGET);
    let windows = i64::try_from(calls.div_ceil(BUDGET)).unwrap();
    let took = answer.message.update_ms - began;
    assert!(took <= (windows - 1) * MINUTE_MS + 15_000, "{took} ms, a restart among them");
    assert!(answer.message.content.len() <= CARD_BYTES, "{}", answer.message.content.len());
    assert!(elements(&answer.content) <= CARD_ELEMENTS, "{}", elements(&answer.content));
    stage.end().await;
}

#[tokio::test]
async fn questions_in_the_middle_are_answered_at_once() {
    let stage = Stage::open().await;
    let (_, card) = stage.spent().await;
    for who in [ZHANG_SAN, LI_SI, WANG_FANG, ANA] {
        let asked = stage.li_si().says(&format!("/quality {FOUR_PEOPLE}")).mention(who).await;
        let began = stage.clock.now_ms();
        let answer = stage.reply_to(&asked).await;
        answer.says("Meeting quality for");
        let took = answer.message.update_ms - began;
        assert!(took <= 3_000, "{took} ms");
    }
    assert_eq!(stage.quality_calls(FOUR_PEOPLE).count(), 4);
    assert_eq!(stage.quality_calls(BIG).count(), BUDGET, "their calls went before");
    stage.finished(&card).await;
    stage.end().await;
}

/// The place of a meeting's call among all that ask for minutes.
fn place(stage: &Stage, no: &str, nth: usize) -> usize {
    let journal = stage.sim.journal();
    let calls = journal.calls(Api::QualityList);
    let own = |(_, call): &(usize, &&Call)| call.query.get("meeting_no") == Some(no);
    calls.iter().enumerate().filter(own).nth(nth).unwrap().0
}

#[tokio::test]
async fn when_the_reserve_is_used_up_too_a_question_is_first_in_the_next_minute() {
    let stage = Stage::open_to_all().await;
    let (_, card) = stage.spent().await;
    let reserve = [ZHANG_SAN, LI_SI, WANG_FANG, ANA].map(|who| (FOUR_PEOPLE, who));
    for (no, who) in reserve.into_iter().chain([(SAMPLE, KEHAN)]) {
        let asked = stage.li_si().says(&format!("/quality {no}")).mention(who).await;
        stage.reply_to(&asked).await.says("Meeting quality for");
    }
    assert_eq!(stage.sim.journal().count(Api::QualityList), LIMIT, "all that there are");
    // What the large meeting waits for, and then what the question waits for too.
    stage.clock.until_asleep(1).await;
    let asked = stage.li_si().says(&format!("/quality {LONG}")).mention(WANG_FANG).await;
    stage.clock.until_asleep(2).await;
    stage.clock.wind(WINDOW).await;
    stage.reply_to(&asked).await.says("Meeting quality for 王芳");
    stage.wait_for_quality_calls(LIMIT + 2 + 1).await;
    assert!(place(&stage, LONG, 0) < place(&stage, BIG, BUDGET));
    stage.li_si().presses(&card, "cancel").await.toast("info", "停下来", "stopping");
    stage.card_now(&card).await.says("Stopped looking at everybody");
    stage.end().await;
}

#[tokio::test]
async fn a_question_does_not_wait_for_calls_that_are_in_flight() {
    let stage = Stage::open().await;
    let gate = stage.hold_answers(IN_FLIGHT);
    let bulk = stage.li_si().says(&format!("/quality {BIG}")).await;
    let card = stage.reply_to(&bulk).await;
    stage.wait_for_quality_calls(IN_FLIGHT).await;
    let asked = stage.zhang_san().says(&format!("/quality {FOUR_PEOPLE} me")).await;
    stage.reply_to(&asked).await.says("Meeting quality for 张三");
    assert_eq!(place(&stage, FOUR_PEOPLE, 0), IN_FLIGHT);
    gate.open();
    stage.finished(&card).await;
    stage.end().await;
}

/// A second large meeting, as large as the first.
const AS_BIG: &str = "303060301";

fn add_as_big(world: &mut World) {
    let big = world.meeting(BIG).unwrap().clone();
    let (no, instance_id) = (AS_BIG.to_owned(), "6911188411939999999".to_owned());
    world.meetings.push(Instance { no, instance_id, ..big });
}

#[tokio::test]
async fn two_large_meetings_share_a_minute_evenly() {
    let stage = Stage::open().await;
    stage.sim.edit(add_as_big);
    stage.clock.hold();
    let gate = stage.hold_answers(2 * IN_FLIGHT);
    let mut cards = Vec::new();
    for no in [BIG, AS_BIG] {
        let asked = stage.li_si().says(&format!("/quality {no}")).await;
        cards.push(stage.reply_to(&asked).await);
        stage.wait_for_quality_calls(cards.len() * IN_FLIGHT).await;
    }
    cards[0].says("About 3 min left");
    cards[1].says("About 6 min left");
    gate.open();
    let mut before = [0, 0];
    for window in 1..=3 {
        stage.wait_for_quality_calls(window * BUDGET).await;
        stage.clock.until_asleep(1).await;
        let calls = [BIG, AS_BIG].map(|no| stage.quality_calls(no).count());
        assert!(calls.iter().sum::<usize>() <= window * BUDGET, "{calls:?}");
        let of_window = [calls[0] - before[0], calls[1] - before[1]];
        // Whose calls come back first in the first minute goes on first; later who is kept a moment
        // longer misses a turn now and then.
        let apart = if window == 1 { BUDGET - 2 * IN_FLIGHT } else { BUDGET / 8 };
        assert!(of_window[0].abs_diff(of_window[1]) <= apart, "{window}: {of_window:?}");
        before = calls;
        stage.clock.wind(WINDOW).await;
    }
    for card in &cards {
        stage.li_si().presses(card, "cancel").await.toast("info", "停下来", "stopping");
    }
    for card in &cards {
        stage.card_now(card).await.says("Stopped looking at everybody");
    }
    stage.end().await;
}
