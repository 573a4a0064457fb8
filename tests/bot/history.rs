//! What was looked up before: in this chat, and of one person over time. Neither costs a call.

use quality_bot::settings::Access;
use quality_bot::simulator::data::{
    FOUR_PEOPLE, LI_SI, LONG, ONE_OFFICE, STRANGER, SUPPORT, WANG_FANG, WEEKLY, ZHANG_SAN,
};

use crate::support::{Calls, Reply, Stage};

const ANSWER: Calls = Calls { reply: 1, ..Calls::NONE };

/// With this setting, and 陈静 in the support team.
async fn stage_with(access: Access) -> Stage {
    Stage::open_with(|settings| {
        settings.answer.access = access;
        settings.answer.support = vec![SUPPORT.to_owned()];
    })
    .await
}

/// 张三 looks at his own meetings: on bad Wi-Fi ten weeks ago, on a cable since.
async fn looks_at_his_weeks(stage: &Stage) {
    for day in ["2026-09-10", "2026-10-22", "2026-11-05"] {
        stage.zhang_san().tells_the_bot(&format!("/quality {WEEKLY} {day} me")).await;
        stage.next_card().await.says("Meeting quality for 张三");
    }
    stage.new_calls();
}

async fn recent(stage: &Stage) -> Reply {
    stage.zhang_san().says("/quality recent").await;
    stage.next_card().await
}

#[tokio::test]
async fn what_was_answered_in_this_chat_is_listed_once_each_the_latest_first() {
    let stage = Stage::open().await;
    recent(&stage)
        .await
        .says("还没有你可以看的结果")
        .says("no result in this chat that you may see");
    for _ in 0..2 {
        stage.li_si().says(&format!("/quality {FOUR_PEOPLE}")).mention(ZHANG_SAN).await;
        stage.next_card().await;
    }
    stage.zhang_san().says(&format!("/quality {LONG} me")).await;
    stage.next_card().await;
    stage.new_calls();
    let card = recent(&stage).await;
    assert_eq!(stage.new_calls(), ANSWER);
    card.says("这个会话里最近查过的").says("Asked in this chat lately");
    card.says("123 456 789").says("450 150 150").says("发布评审").says("no bad minute in 7");
    let text = card.to_string();
    let place = |what: &str| text.find(what).unwrap();
    assert!(place("450 150 150") < place("123 456 789"), "{text}");
    assert_eq!(text.matches("123 456 789").count(), 2, "once in each language: {text}");

    stage.zhang_san().tells_the_bot("/质量 最近").await;
    stage.next_card().await.says("还没有你可以看的结果").never_says("123 456 789");
    stage.end().await;
}

#[tokio::test]
async fn whole_meetings_and_pairs_are_listed_as_what_they_were() {
    for (access, sees) in [(Access::Open, true), (Access::Own, false)] {
        let stage = stage_with(access).await;
        stage.actor(SUPPORT).says(&format!("/quality {ONE_OFFICE}")).await;
        stage.next_card().await.says("Meeting quality for everybody");
        stage
            .actor(SUPPORT)
            .says(&format!("/quality {LONG}"))
            .mention(ZHANG_SAN)
            .mention(WANG_FANG)
            .await;
        stage.next_card().await.says("Meeting quality for 张三 and 王芳");
        stage.actor(SUPPORT).says(&format!("/quality {LONG}")).mention(ZHANG_SAN).await;
        stage.next_card().await;
        stage.new_calls();
        let card = recent(&stage).await;
        assert_eq!(stage.new_calls(), ANSWER, "{access}");
        card.says("450 150 150");
        let many = [
            "全员",
            "Everybody",
            "6 人里有 3 人有差的分钟",
            "people with bad minutes: 3 of 6",
            "people at one site together",
            "张三 和 王芳",
            "张三 and 王芳",
        ];
        for words in many {
            assert_eq!(card.to_string().contains(words), sees, "{access}, {words}: {card}");
        }
        stage.end().await;
    }
}

#[tokio::test]
async fn only_what_one_may_see_is_listed() {
    for (access, others) in [(Access::Own, false), (Access::Meeting, true), (Access::Open, true)] {
        let stage = stage_with(access).await;
        stage.zhang_san().says(&format!("/quality {FOUR_PEOPLE} me")).await;
        stage.next_card().await;
        stage.li_si().says(&format!("/quality {FOUR_PEOPLE} me")).await;
        stage.next_card().await;
        stage.new_calls();
        let card = recent(&stage).await;
        card.says("张三");
        let sees = card.to_string().contains("李四");
        assert_eq!(sees, others, "{access}: {card}");
        stage.actor(STRANGER).says("/quality recent").await;
        let card = stage.next_card().await;
        let sees = card.to_string().contains("李四");
        assert_eq!(sees, access == Access::Open, "{access}: {card}");
        assert_eq!(stage.new_calls(), Calls { reply: 2, ..Calls::NONE }, "{access}");
        stage.partner().says("/quality recent").await;
        stage.next_card().await.says("I only answer people of the organisation");
        stage.end().await;
    }
}

#[tokio::test]
async fn nothing_is_known_of_somebody_nobody_asked_about() {
    let stage = Stage::open_to_all().await;
    for (asked, zh_cn, en_us) in [
        ("trend", "最近 30 天里，还没有你的会议记录。", "your meetings of the last 30 days yet"),
        ("趋势 7天", "最近 7 天里，还没有你的会议记录。", "your meetings of the last 7 days yet"),
        ("trend 3m me", "最近 90 天里，还没有你的会议记录。", "of the last 90 days yet"),
    ] {
        stage.li_si().says(&format!("/quality {asked}")).await;
        let card = stage.next_card().await;
        card.coloured("yellow").says(zh_cn).says(en_us);
        card.says("先发 /quality 加会议号查几场").says("then come back for the trend");
    }
    stage.li_si().says("/quality trend").mention(ZHANG_SAN).await;
    let card = stage.next_card().await;
    card.says("还没有 张三 的会议记录").says("about the meetings of 张三 in the last 30 days");
    assert_eq!(stage.new_calls(), Calls { token: 1, bot_info: 1, reply: 4, ..Calls::NONE });
    stage.end().await;
}

#[tokio::test]
async fn somebody_sees_their_meetings_over_time() {
    let stage = Stage::open().await;
    looks_at_his_weeks(&stage).await;
    stage.zhang_san().says("/quality trend 365d").await;
    let card = stage.next_card().await;
    assert_eq!(stage.new_calls(), ANSWER);
    card.says("你的会议质量趋势").says("Your meetings over time");
    card.says("最近 365 天的 3 次会议里有 1 次差")
        .says("Poor meetings in the last 365 days: 1 of 3");
    card.says("差的分钟，按原因").says("Bad minutes by cause").says("min");
    card.says("按网络类型").says("By network type").says("wifi").says("ethernet");
    card.says("按客户端版本").says("By client version").says("7.29.1").says("7.30.5");
    card.says("6 / 26").says("0 / 52");
    assert!(card.message.content.contains("\"chart\""), "{card}");

    stage.zhang_san().says("/质量 趋势").await;
    let card = stage.next_card().await;
    card.says("最近 30 天的 2 次会议都是良好").says("All 2 meetings in the last 30 days were good");
    card.never_says("wifi").never_says("7.29.1");
    stage.zhang_san().says("/quality trend").mention(ZHANG_SAN).await;
    assert_eq!(stage.next_card().await.answer(), card.answer());
    stage.end().await;
}

#[tokio::test]
async fn somebody_elses_meetings_over_time_are_for_support_unless_everything_is_open() {
    for (access, who, says) in [
        (Access::Own, LI_SI, Some(("这里每个人只能查自己", "can only ask about themselves"))),
        (Access::Meeting, LI_SI, Some(("只有支持团队可以看", "Only the support team"))),
        (Access::Open, LI_SI, None),
        (Access::Own, SUPPORT, None),
        (Access::Meeting, SUPPORT, None),
    ] {
        let mut stage = stage_with(access).await;
        looks_at_his_weeks(&stage).await;
        stage.actor(who).says("/quality trend 365d").mention(ZHANG_SAN).await;
        let card = stage.next_card().await;
        match says {
            Some((zh_cn, en_us)) => {
                card.says(zh_cn).says(en_us).never_says("7.29.1").never_says("wifi");
            }
            None => {
                card.says("张三 的会议质量趋势").says("Meetings of 张三 over time");
            }
        }
        assert_eq!(stage.new_calls().reply, 1);
        stage.stop_bot().await;
        let looks = stage.looks();
        assert_eq!(looks.len(), 1, "{access}: {looks:?}");
        assert_eq!(looks[0]["how"], "trend");
        assert_eq!(looks[0]["by"], who);
        assert_eq!(looks[0]["refused"].is_null(), says.is_none(), "{access}");
        stage.end().await;
    }
}

#[tokio::test]
async fn people_of_another_company_see_no_trend() {
    let stage = Stage::open().await;
    looks_at_his_weeks(&stage).await;
    stage.partner().says("/quality trend 365d").mention(ZHANG_SAN).await;
    stage.next_card().await.says("I only answer people of the organisation").never_says("wifi");
    stage.end().await;
}
