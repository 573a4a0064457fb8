//! Two people beside each other: whose side the trouble was, on one axis of time.

use quality_bot::simulator::data::{
    ANA, FOUR_PEOPLE, LI_SI, LONG, ONE_OFFICE, OUTAGE, WANG_FANG, ZHANG_SAN,
};
use serde_json::Value;

use crate::support::{Calls, Reply, Stage};

/// 李四 asks about two people.
async fn two(stage: &Stage, no: &str, one: &str, other: &str) -> Reply {
    stage.li_si().says(&format!("/quality {no}")).mention(one).mention(other).await;
    stage.next_card().await
}

/// The names of the lines of each chart.
fn lines(card: &Reply) -> Vec<Vec<String>> {
    let elements = card.content["body"]["elements"].as_array().unwrap();
    let charts = elements.iter().filter(|element| element["tag"] == "chart");
    let named = |chart: &Value| {
        let series = chart["chart_spec"]["series"].as_array().unwrap().iter();
        let lines = series.filter(|series| series["type"] == "line");
        lines.map(|line| line["name"].as_str().unwrap().to_owned()).collect()
    };
    charts.map(named).collect()
}

#[tokio::test]
async fn whose_side_it_was_is_said_first() {
    let stage = Stage::open_to_all().await;
    for (no, one, other, zh_cn, en_us) in [
        (LONG, ZHANG_SAN, WANG_FANG, "问题在 张三 这一侧。", "It was on the side of 张三."),
        (LONG, WANG_FANG, ZHANG_SAN, "问题在 张三 这一侧。", "It was on the side of 张三."),
        (
            ONE_OFFICE,
            ZHANG_SAN,
            LI_SI,
            "是共同的问题：张三 和 李四 同时差",
            "It was shared: 张三 and 李四 had trouble at the same time",
        ),
        (
            FOUR_PEOPLE,
            ZHANG_SAN,
            ANA,
            "不是两边网络的问题：张三 和 Ana Lima 都没有差的分钟。",
            "It was neither's connection: both 张三 and Ana Lima had no bad minute.",
        ),
    ] {
        let card = two(&stage, no, one, other).await;
        card.says("的会议质量").says("Meeting quality for").says(zh_cn).says(en_us);
    }
    stage.end().await;
}

#[tokio::test]
async fn both_are_named_and_on_one_axis() {
    let stage = Stage::open_to_all().await;
    let card = two(&stage, LONG, ZHANG_SAN, WANG_FANG).await;
    card.coloured("red").says("张三 和 王芳 的会议质量").says("Meeting quality for 张三 and 王芳");
    card.says("会议号 450 150 150").says("Meeting 450 150 150").says("Poor").says("Good");
    let charts = lines(&card);
    assert!(!charts.is_empty(), "{card}");
    for chart in charts {
        assert_eq!(chart, ["张三", "王芳"]);
    }
    // Two people of 150 minutes; nobody else was there.
    let calls = Calls { token: 1, bot_info: 1, meeting_list: 1, reply: 1, ..Calls::NONE };
    let Calls { participant_list, quality, .. } = stage.new_calls();
    assert_eq!((participant_list, quality), (3, 4), "{calls:?}");
    stage.end().await;
}

#[tokio::test]
async fn oneself_may_be_one_of_the_two() {
    let stage = Stage::open().await;
    for question in [format!("/quality {LONG} me"), format!("/质量 {LONG} 我")] {
        stage.zhang_san().says(&question).mention(WANG_FANG).await;
        let card = stage.next_card().await;
        card.says("张三 和 王芳 的会议质量").says("It was on the side of 张三.");
    }
    stage.end().await;
}

#[tokio::test]
async fn one_person_twice_is_no_pair() {
    let stage = Stage::open_to_all().await;
    let ways = [
        stage.li_si().says(&format!("/quality {LONG} me")).mention(LI_SI),
        stage.li_si().says(&format!("/quality {LONG} 张三")).mention(ZHANG_SAN),
    ];
    for asking in ways {
        asking.await;
        let card = stage.next_card().await;
        card.coloured("yellow").says("要比较的两个人是同一个人。").says("请 @ 两位不同的人。");
        card.says("The two people to compare are the same one.");
        card.says("Please mention two different people.");
    }
    assert_eq!(stage.new_calls().quality, 0);
    stage.end().await;
}

#[tokio::test]
async fn mentioned_twice_somebody_is_one_person() {
    let stage = Stage::open_to_all().await;
    two(&stage, LONG, ZHANG_SAN, ZHANG_SAN)
        .await
        .says("Meeting quality for 张三")
        .never_says("王芳");
    stage.end().await;
}

#[tokio::test]
async fn who_of_the_two_was_not_there_is_said() {
    let stage = Stage::open_to_all().await;
    for (one, other) in [(ZHANG_SAN, ANA), (ANA, ZHANG_SAN)] {
        let card = two(&stage, LONG, one, other).await;
        card.coloured("yellow").says("Ana Lima 没有参加会议 450 150 150");
        card.says("Ana Lima did not take part in meeting 450 150 150");
        card.never_says("张三");
    }
    assert_eq!(stage.new_calls().quality, 0);
    stage.end().await;
}

#[tokio::test]
async fn who_of_the_two_was_not_measured_is_said() {
    let stage = Stage::open().await;
    let card = two(&stage, OUTAGE, ZHANG_SAN, LI_SI).await;
    card.says("飞书没有会议 223 344 556 里").says("Feishu has no quality data for");
    stage.end().await;
}

#[tokio::test]
async fn three_are_too_many() {
    let stage = Stage::open().await;
    let asking = stage.li_si().says(&format!("/quality {LONG}")).mention(ZHANG_SAN);
    asking.mention(WANG_FANG).mention(ANA).await;
    let card = stage.next_card().await;
    card.says("I can compare two people at most")
        .says("For everybody, send just the meeting number");
    assert_eq!(stage.new_calls().meeting_list, 0);
    stage.end().await;
}

#[tokio::test]
async fn two_who_were_bad_at_other_times_each_had_trouble_of_their_own() {
    let stage = Stage::open().await;
    stage.sim.edit(|world| {
        let sessions = &mut world.meeting_mut(ONE_OFFICE).unwrap().sessions;
        let good = sessions[5].made_up;
        let bad = sessions[0].made_up.unwrap();
        for session in sessions.iter_mut().skip(1) {
            session.made_up = good;
        }
        // A quarter of an hour after 张三, and elsewhere.
        let mut later = bad;
        later.zero += 15 * 60;
        sessions[3].made_up = Some(later);
    });
    let card = two(&stage, ONE_OFFICE, ZHANG_SAN, ANA).await;
    card.says("各有各的问题：张三 和 Ana Lima 差的时间不同，或者各差在自己这一侧。");
    card.says("Each had trouble of their own: 张三 and Ana Lima at other times");
    card.never_says("It was shared").never_says("on the side of");
    stage.end().await;
}

#[tokio::test]
async fn a_pair_says_of_each_what_the_other_cards_say() {
    const SITE: &str = "people at one site, together (3 of 6 with data)";
    const OFFICE: &str = "the network or the internet line of the office";
    let stage = Stage::open().await;
    stage.li_si().says(&format!("/quality {ONE_OFFICE}")).mention(ZHANG_SAN).await;
    let alone = stage.next_card().await;
    alone.says(SITE).says(OFFICE);
    stage.li_si().says(&format!("/quality {ONE_OFFICE}")).await;
    stage.next_card().await.says("one site");
    for (one, other) in [(ZHANG_SAN, ANA), (ANA, ZHANG_SAN), (ZHANG_SAN, LI_SI)] {
        let pair = two(&stage, ONE_OFFICE, one, other).await;
        pair.says(SITE).says(OFFICE).never_says("Wi-Fi");
        pair.says("这是办公地点的问题：同一地点的人一起差。");
        pair.says("It was the trouble of a site: people there had bad minutes together.");
    }
    stage.end().await;
}

#[tokio::test]
async fn a_pair_that_nobody_looked_at_before_says_so_too() {
    let stage = Stage::open_to_all().await;
    let pair = two(&stage, ONE_OFFICE, ZHANG_SAN, ANA).await;
    pair.says("It was on the side of 张三. It was the trouble of a site");
    let Calls { participant_list, quality, .. } = stage.new_calls();
    assert_eq!((participant_list, quality), (3, 6), "each of the six once");
    stage.end().await;
}
