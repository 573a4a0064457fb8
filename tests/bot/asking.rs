//! How a question may be asked: every way leads to the same answer.

use std::future::IntoFuture;

use quality_bot::simulator::data::{FOUR_PEOPLE, OUTAGE, ZHANG_SAN};

use crate::support::talk::Utterance;
use crate::support::{Calls, Stage};

type Way = for<'s> fn(&'s Stage) -> Utterance<'s>;

/// 李四 asks about 张三.
const ABOUT_SOMEBODY: [(&str, Way); 17] = [
    ("plainly", |it| it.li_si().says("/quality 123456789").mention(ZHANG_SAN)),
    ("in Chinese", |it| it.li_si().says("/质量 123456789").mention(ZHANG_SAN)),
    ("in Chinese, without a space", |it| it.li_si().says("/质量123456789").mention(ZHANG_SAN)),
    ("loudly", |it| it.li_si().says("/QUALITY 123456789").mention(ZHANG_SAN)),
    ("full-width", |it| it.li_si().says("／ｑｕａｌｉｔｙ　１２３４５６７８９").mention(ZHANG_SAN)),
    ("with spaces", |it| it.li_si().says("/quality 123 456 789").mention(ZHANG_SAN)),
    ("with dashes", |it| it.li_si().says("/quality 123-456-789").mention(ZHANG_SAN)),
    ("with full-width dashes", |it| {
        it.li_si().says("/quality １２３－４５６－７８９").mention(ZHANG_SAN)
    }),
    ("with a link", |it| {
        it.li_si().says("/quality https://vc.feishu.cn/j/123456789").mention(ZHANG_SAN)
    }),
    ("with a titled link", |it| {
        it.li_si().says("/quality [周会](https://vc.feishu.cn/j/123456789)").mention(ZHANG_SAN)
    }),
    ("person first", |it| it.li_si().says("/quality").mention(ZHANG_SAN).then(" 123456789")),
    ("twice the same", |it| it.li_si().says("/quality 123456789 123-456-789").mention(ZHANG_SAN)),
    ("on two lines", |it| it.li_si().says("/quality\n123456789\n").mention(ZHANG_SAN)),
    ("formatted", |it| it.li_si().says("/quality 123456789").mention(ZHANG_SAN).formatted()),
    ("with a colon", |it| {
        it.li_si().in_group().mention_bot().then("：/quality 123456789").mention(ZHANG_SAN)
    }),
    ("alone with the bot", |it| it.li_si().tells_the_bot("/quality 123456789").mention(ZHANG_SAN)),
    ("alone, formatted", |it| {
        it.li_si().tells_the_bot("/quality 123456789").mention(ZHANG_SAN).formatted()
    }),
];

/// 张三 asks about himself.
const ABOUT_ONESELF: [(&str, Way); 5] = [
    ("me", |it| it.zhang_san().says("/quality 123456789 me")),
    ("我", |it| it.zhang_san().says("/质量 123456789 我")),
    ("me first", |it| it.zhang_san().says("/quality me 123456789")),
    ("mentioning himself", |it| it.zhang_san().says("/quality 123456789").mention(ZHANG_SAN)),
    ("alone with the bot", |it| it.zhang_san().tells_the_bot("/quality 123456789 me")),
];

#[tokio::test]
async fn every_way_of_asking_is_answered_alike() {
    let stage = Stage::open().await;
    let mut first = None;
    for (way, ask) in ABOUT_SOMEBODY.iter().chain(&ABOUT_ONESELF) {
        let asked = ask(&stage).await;
        assert_eq!(asked.status(), Some(200), "{way}");
        let card = stage.next_card().await;
        assert_eq!(card.message.parent_id, Some(asked.message_id), "{way}");
        // Who asks about themself alone sees the names of their devices, too.
        let text = card.to_string();
        let read: Vec<&str> = text.lines().filter(|line| !line.contains("WINDOWS")).collect();
        let read = read.join("\n");
        let first = first.get_or_insert_with(|| read.clone());
        assert_eq!(&read, first, "{way}");
    }
    stage.end().await;
}

#[tokio::test]
async fn a_group_asks_about_somebody() {
    let stage = Stage::open().await;
    stage.li_si().says("/quality 123456789").mention(ZHANG_SAN).await;
    let card = stage.next_card().await;
    card.coloured("green").says("张三 的会议质量").says("Meeting quality for 张三");
    card.says("会议号 123 456 789").says("Meeting 123 456 789").says("发布评审 Release review");
    card.says("可评级的 7 分钟里没有差的，最弱的一分钟在 00:43。");
    card.says("None of 7 minutes was bad; the weakest was at 00:43.");
    card.says("peak packet loss received 11.1% (threshold ≥ 10%)");
    card.says("Coverage: 7 of 7 minutes in the meeting could be rated.");
    stage.end().await;
}

#[tokio::test]
async fn the_answer_stays_in_the_thread_of_the_question() {
    let stage = Stage::open().await;
    let topic = stage.zhang_san().murmurs("声音断断续续的").await.message_id;
    let asked = stage.li_si().says("/quality 223344556 me").in_thread("omt_1", &topic).await;
    let answer = stage.next_card().await.message;
    assert_eq!(answer.thread_id.as_deref(), Some("omt_1"));
    assert_eq!((answer.parent_id, answer.root_id), (Some(asked.message_id), Some(topic)));
    stage.end().await;
}

#[tokio::test]
async fn an_app_that_hears_everything_needs_no_mention() {
    let stage = Stage::open().await;
    stage.sim.grant("im:message.group_msg");
    stage.li_si().murmurs(&format!("/quality {OUTAGE} me")).await;
    stage.next_card().await.says("Meeting quality for 李四").says("223 344 556");
    stage.end().await;
}

#[tokio::test]
async fn several_people_may_ask_at_once() {
    let stage = Stage::open().await;
    let [four, outage] = [FOUR_PEOPLE, OUTAGE].map(|no| format!("/quality {no} me"));
    let (one, other) = tokio::join!(
        stage.zhang_san().says(&four).into_future(),
        stage.li_si().says(&outage).into_future(),
    );
    let answers = [stage.next_card().await, stage.next_card().await];
    let about = |asked: &str| {
        let answer = answers.iter().find(|it| it.message.parent_id.as_deref() == Some(asked));
        answer.unwrap()
    };
    about(&one.message_id).says("Meeting quality for 张三").never_says("李四");
    about(&other.message_id).says("Meeting quality for 李四").never_says("张三");
    let calls = stage.new_calls();
    // One of them had a bad minute, and was compared with the one other person there.
    let two_questions =
        Calls { meeting_list: 2, participant_list: 3, quality: 3, reply: 2, ..Calls::NONE };
    assert_eq!(calls, Calls { token: 1, bot_info: 1, ..two_questions });
    stage.end().await;
}
