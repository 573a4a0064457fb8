//! Somebody by their name among the meetings of a number: the newest that they were in is meant.

use quality_bot::settings::Access;
use quality_bot::simulator::Instance;
use quality_bot::simulator::data::{ORGANISER, RECURRING, RUNNING, WANG_FANG, ZHANG_SAN};
use serde_json::{Value, json};

use crate::support::happening::HOUR;
use crate::support::{Reply, Stage};

async fn ask(stage: &Stage, words: &str) -> Reply {
    stage.li_si().says(&format!("/quality {RECURRING} {words}")).await;
    stage.next_card().await
}

#[tokio::test]
async fn who_came_last_week_is_found_by_name_as_by_mention() {
    let stage = Stage::open_to_all().await;
    for name in ["张三", "三"] {
        let card = ask(&stage, name).await;
        card.says("Meeting quality for 张三").says("When: 2026-11-12 09:30");
    }
    ask(&stage, "王芳").await.says("Meeting quality for 王芳").says("When: 2026-11-19 09:30");
    let pair = ask(&stage, "王芳、张三").await;
    pair.says("Meeting quality for 王芳 and 张三").says("2026-11-12 09:30");
    stage.end().await;
}

#[tokio::test]
async fn who_came_to_none_is_told_with_how_many_were_looked_at() {
    let stage = Stage::open_to_all().await;
    let card = ask(&stage, "孙悟空").await;
    card.says("会议 778 899 001 里没有叫“孙悟空”的人（查了最近 3 场）。");
    card.says("There is nobody called “孙悟空” in meeting 778 899 001");
    card.says("(most recent meetings checked: 3)");
    let calls = stage.new_calls();
    assert_eq!((calls.participant_list, calls.quality), (3, 0));
    ask(&stage, "张三 昨天").await.says("(most recent meetings checked: 1)");
    assert_eq!(stage.new_calls().participant_list, 0, "the lists are kept");
    stage.end().await;
}

#[tokio::test]
async fn only_meetings_that_the_asker_was_in_are_looked_through() {
    let stage = Stage::open().await;
    stage.sim.edit(|world| {
        let meetings = world.meetings.iter_mut().filter(|one| one.no == RECURRING);
        meetings.for_each(|one| one.organizer = ORGANISER.to_owned());
    });
    stage.zhang_san().says(&format!("/quality {RECURRING} 王芳")).await;
    let card = stage.next_card().await;
    card.says("Meeting quality for 王芳").says("When: 2026-11-12 09:30");
    stage.zhang_san().says(&format!("/quality {RECURRING} Ana")).await;
    stage.next_card().await.says("(most recent meetings checked: 1)");
    ask(&stage, "王芳").await.says("You were not in this meeting").never_says("王芳");
    stage.end().await;
}

/// It begins and ends, and Feishu tells: the table of ended meetings knows this one alone.
#[tokio::test]
async fn where_only_the_newest_is_known_the_others_are_looked_up() {
    let stage = Stage::open_to_all().await;
    stage.sim.edit(|world| {
        let running = world.meeting(RUNNING).unwrap();
        let (no, instance_id) = (RECURRING.to_owned(), format!("7{}", running.instance_id));
        let again = Instance { no, instance_id, ..running.clone() };
        world.meetings.push(again);
    });
    stage.ends(RECURRING).await;
    stage.clock.wind(HOUR).await;
    ask(&stage, "张三").await.says("Meeting quality for 张三").says("When: 2026-11-20 19:34");
    assert_eq!(stage.new_calls().meeting_list, 0);
    ask(&stage, "王芳").await.says("Meeting quality for 王芳").says("When: 2026-11-19 09:30");
    assert_eq!(stage.new_calls().meeting_list, 1);
    stage.end().await;
}

#[tokio::test]
async fn a_look_by_name_is_on_record_once_and_where_it_found_somebody() {
    let stage = Stage::with_access(Access::Open, &[]).await;
    ask(&stage, "张三").await.says("2026-11-12");
    let looks = stage.looks();
    let in_short = |look: &Value| json!([look["about"], look["instance"], look["refused"]]);
    let instance = |nth: usize| {
        stage.sim.read(|state| {
            let mut all: Vec<_> = state.world().meetings.iter().collect();
            all.retain(|one| one.no == RECURRING);
            all.sort_by_key(|one| -one.start);
            all[nth].instance_id.clone()
        })
    };
    let (week_ago, who) = (instance(1), [Value::Null, ZHANG_SAN.into()]);
    let expected = who.map(|about| json!([about, week_ago, null]));
    assert_eq!(looks.iter().map(in_short).collect::<Vec<_>>(), expected);

    stage.actor(WANG_FANG).says(&format!("/quality {RECURRING} 孙悟空")).await;
    stage.next_card().await;
    let looks = stage.looks();
    assert_eq!(
        looks.iter().skip(2).map(in_short).collect::<Vec<_>>(),
        [json!([null, instance(0), null])]
    );
    stage.end().await;
}
