//! What words mean, and what the bot can do: told to everybody, for no call.

use std::fs;

use quality_bot::command::registry;

use crate::support::{Calls, Stage};

/// The longest card that Feishu takes, in bytes.
const LONGEST: usize = 30 * 1024;

const ANSWER: Calls = Calls { reply: 1, ..Calls::NONE };

#[tokio::test]
async fn a_word_is_explained_with_its_thresholds_and_their_source() {
    let stage = Stage::open().await;
    let mut first = None;
    for asked in [
        "explain loss",
        "explain packet loss",
        "解释 丢包",
        "说明 丢包率",
        "explain packet_loss_avg_received",
        "explain network.packet_loss_max_sent",
    ] {
        stage.li_si().says(&format!("/quality {asked}")).await;
        let card = stage.next_card().await;
        card.says("“丢包”是什么意思").says("What “loss” means");
        card.says("声音会断断续续").says("makes speech choppy");
        card.says("Microsoft Teams：客户端 2%").says("来源：").says("Source: ");
        card.says("≥ 2%").says("≥ 5%").says("≥ 10%");
        let first = first.get_or_insert_with(|| card.answer());
        assert_eq!(*first, card.answer(), "{asked}");
    }
    let calls = stage.new_calls();
    assert_eq!(calls, Calls { token: 1, bot_info: 1, reply: 6, ..Calls::NONE });
    stage.end().await;
}

/// As the card promises: whatever it calls a reading can be asked about.
#[tokio::test]
async fn every_name_of_a_reading_on_a_card_is_explained() {
    let stage = Stage::open().await;
    let mut names = Vec::new();
    for language in ["zh_cn", "en_us"] {
        let texts = fs::read_to_string(format!("templates/text/{language}.toml")).unwrap();
        let texts: toml::Table = texts.parse().unwrap();
        for section in ["metric", "short", "state"] {
            let section = texts[section].as_table().unwrap();
            names.extend(section.values().map(|name| name.as_str().unwrap().to_owned()));
        }
    }
    names.sort();
    names.dedup();
    assert!(names.len() > 100, "{names:?}");
    for name in names {
        stage.zhang_san().tells_the_bot(&format!("/quality explain {name}")).await;
        let card = stage.next_card().await;
        assert!(card.content.to_string().contains("是什么意思"), "{name}: {card}");
    }
    stage.end().await;
}

#[tokio::test]
async fn what_is_not_rated_is_explained_too() {
    let stage = Stage::open().await;
    for (asked, zh_cn, en_us) in [
        ("音量", "它不参与评级", "It is never rated"),
        ("mic_input_volume", "它不参与评级", "It is never rated"),
        ("grade", "由每一分钟的好坏得出", "how good each minute was"),
        ("坏分钟", "这一分钟就算差", "A minute is bad when"),
        ("coverage", "没测到的分钟既不算好", "A minute without is neither"),
        ("mos", "它是估计", "not a measurement"),
    ] {
        stage.li_si().tells_the_bot(&format!("/quality explain {asked}")).await;
        stage.next_card().await.says(zh_cn).says(en_us);
    }
    stage.end().await;
}

#[tokio::test]
async fn who_names_nothing_is_told_what_can_be_explained() {
    let stage = Stage::open().await;
    for asked in ["explain", "解释"] {
        stage.zhang_san().says(&format!("/quality {asked}")).await;
        let card = stage.next_card().await;
        card.says("可以解释的词").says("What I can explain");
        for word in ["丢包", "抖动", "帧率", "范围", "jitter", "frame rate", "bad minute"] {
            card.says(word);
        }
    }
    stage.zhang_san().says("/quality explain weather").await;
    let card = stage.next_card().await;
    card.coloured("orange").says("这个我解释不了").says("nothing I can explain").says("weather");
    stage.end().await;
}

#[tokio::test]
async fn somebody_of_another_company_may_ask_what_words_mean() {
    let stage = Stage::open().await;
    stage.partner().says("/quality explain jitter").await;
    stage.next_card().await.says("What “jitter” means");
    stage.partner().says("/quality help").await;
    stage.next_card().await.says("What I can do for you");
    stage.end().await;
}

#[tokio::test]
async fn help_names_every_command_in_both_languages() {
    let stage = Stage::open().await;
    stage.li_si().says("/quality explain").await;
    stage.next_card().await;
    stage.new_calls();
    for asked in ["/quality help", "/质量 帮助", "/quality ?"] {
        stage.li_si().says(asked).await;
        let card = stage.next_card().await;
        card.says("我能帮你做什么").says("What I can do for you");
        for usage in registry().iter().flat_map(|entry| entry.usages) {
            let words =
                [("会议号", "@某人", "@另一人"), ("meeting number", "@someone", "@another")];
            for (typed, (meeting, person, other)) in [usage.zh_cn, usage.en_us].iter().zip(words) {
                let typed = typed.replace("{meeting}", meeting).replace("{person}", person);
                card.says(&typed.replace("{other}", other));
            }
        }
        card.says("请不要用于绩效考核").says("never for performance appraisal");
        let length = card.message.content.len();
        assert!(length < LONGEST, "{length} bytes");
        assert_eq!(stage.new_calls(), ANSWER, "{asked}");
    }
    stage.end().await;
}
