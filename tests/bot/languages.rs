//! A group reads both languages; who is told something alone reads their own.

use quality_bot::settings::{Access, Language};
use quality_bot::simulator::data::{GROUP, LI_SI, LONG, P2P, ZHANG_SAN};

use crate::support::talk::Utterance;
use crate::support::{Calls, Stage};

type Asks = for<'s> fn(&'s Stage) -> Utterance<'s>;

/// What 李四 asks in the group, and what Chinese and English readers read.
const IN_THE_GROUP: [(Asks, [&str; 2]); 15] = [
    (
        |it| it.li_si().says("/quality 123456789").mention(ZHANG_SAN),
        ["张三 的会议质量", "Meeting quality for 张三"],
    ),
    (|it| it.li_si().says("/质量 123456789"), ["全员会议质量", "Meeting quality for everybody"]),
    (
        |it| it.li_si().says("/quality 123456789 me").mention(ZHANG_SAN),
        ["李四 和 张三 的会议质量", "Meeting quality for 李四 and 张三"],
    ),
    (
        |it| it.li_si().says("/quality 221122112 王伟"),
        ["你说的是哪一个？", "Which one do you mean?"],
    ),
    (
        |it| it.li_si().says("/quality 520520520 昨天"),
        ["会议号 520 520 520 开过不止一场", "more than one meeting with the number 520 520 520"],
    ),
    (|it| it.li_si().says("/quality 990011223"), ["还没有结束", "has not ended yet"]),
    (
        |it| it.li_si().says("/quality recent"),
        ["这个会话里最近查过的", "Asked in this chat lately"],
    ),
    (|it| it.li_si().says("/quality 最近"), ["这个会话里最近查过的", "Asked in this chat lately"]),
    (|it| it.li_si().says("/quality trend"), ["你的会议质量趋势", "Your meetings over time"]),
    (|it| it.li_si().says("/quality 上次"), ["李四 的会议质量", "Meeting quality for 李四"]),
    (|it| it.li_si().says("/quality watch 520520520"), ["关注会议", "Watching a meeting"]),
    (|it| it.li_si().says("/quality watch list"), ["这里关注的会议", "Watched here"]),
    (|it| it.li_si().says("/quality explain jitter"), ["是什么意思", "jitter"]),
    (
        |it| it.li_si().says("/quality doctor"),
        ["只有支持团队可以看", "Only the support team can see this"],
    ),
    (|it| it.li_si().says("/quality forget me"), ["忘记我", "orget"]),
];

#[tokio::test]
async fn what_a_group_reads_is_in_both_languages_whatever_the_setting() {
    for language in [Language::ZhCn, Language::EnUs] {
        let stage = Stage::open_with(|settings| {
            settings.answer.access = Access::Open;
            settings.answer.language = language;
        })
        .await;
        for (ask, [zh_cn, en_us]) in IN_THE_GROUP {
            ask(&stage).await;
            stage.next_card().await.in_both_languages().says(zh_cn).says(en_us);
        }
        stage.end().await;
    }
}

#[tokio::test]
async fn a_form_for_one_pair_of_eyes_is_in_the_language_of_their_client_or_else_of_the_setting() {
    let (chinese, english) =
        (["想查哪场会议？", "Which meeting?"], ["Which meeting?", "想查哪场会议？"]);
    for (client, setting, [says, never]) in [
        (Some("zh_CN"), Language::EnUs, chinese),
        (Some("zh_TW"), Language::EnUs, chinese),
        (Some("en_US"), Language::ZhCn, english),
        (Some("ja_JP"), Language::ZhCn, english),
        (None, Language::ZhCn, chinese),
        (None, Language::EnUs, english),
    ] {
        let stage = Stage::open_with(|settings| settings.answer.language = setting).await;
        stage.sim.grant("im:user_agent:read");
        let asking = stage.li_si().says("/quality");
        match client {
            Some(client) => asking.on_a_client_in(client).await,
            None => asking.await,
        };
        let form = stage.next_card().await;
        assert_eq!(form.message.visible_to.as_deref(), Some(LI_SI), "{client:?}");
        form.in_one_language().says(says).never_says(never);
        let told = stage.next_card().await;
        assert_eq!(
            (told.message.visible_to.as_deref(), told.message.chat_id.as_str()),
            (None, GROUP)
        );
        told.in_both_languages().says("只发给了本人").says("may list their recent meetings");
        let calls = stage.new_calls();
        assert_eq!(
            Calls { meeting_list: 0, ..calls },
            Calls { token: 1, bot_info: 1, whisper: 1, reply: 1, ..Calls::NONE }
        );
        stage.end().await;
    }
}

#[tokio::test]
async fn a_client_whose_language_feishu_does_not_tell_reads_that_of_the_setting() {
    let stage = Stage::open().await;
    stage.li_si().says("/quality").on_a_client_in("en_US").await;
    stage.next_card().await.in_one_language().says("想查哪场会议？");
    stage.next_card().await;
    stage.end().await;
}

#[tokio::test]
async fn in_the_chat_with_the_bot_the_client_chooses() {
    let stage = Stage::open().await;
    stage.zhang_san().tells_the_bot("/quality").await;
    let form = stage.next_card().await;
    assert_eq!(form.message.chat_id, P2P);
    form.in_both_languages().says("想查哪场会议？").says("Which meeting?");
    stage.zhang_san().tells_the_bot(&format!("/quality {LONG} me")).await;
    let card = stage.next_card().await;
    card.in_both_languages().says("张三 的会议质量").says("Meeting quality for 张三");
    stage.zhang_san().presses(&card, "details").await;
    let details = stage.next_card().await;
    assert_eq!(details.message.chat_id, P2P);
    details.in_both_languages().says("张三 的设备与网络").says("Device and network of 张三");
    stage.end().await;
}

#[tokio::test]
async fn a_file_is_in_the_language_of_whoever_asked_for_it() {
    for (client, setting, begins) in
        [("zh_CN", Language::EnUs, "\u{feff}时间"), ("en_US", Language::ZhCn, "\u{feff}Time")]
    {
        let stage = Stage::open_with(|settings| {
            settings.answer.language = setting;
            settings.answer.access = Access::Open;
        })
        .await;
        stage.sim.grant("im:user_agent:read");
        let asking = stage.li_si().says(&format!("/quality export {LONG}")).mention(ZHANG_SAN);
        asking.then(" csv").on_a_client_in(client).await;
        let sent = stage.next_card().await.message;
        let file = stage.sim.read(|state| state.world().file_of(&sent).cloned()).unwrap();
        let text = String::from_utf8(file.bytes.to_vec()).unwrap();
        assert!(text.starts_with(begins), "{client}: {text}");
        stage.end().await;
    }
}
