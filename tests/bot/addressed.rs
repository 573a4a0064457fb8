//! Whether the bot is meant at all: help for who looks for it, silence for everybody else.

use quality_bot::simulator::{Message, data};
use serde_json::json;

use crate::support::talk::Utterance;
use crate::support::{Calls, Stage};

type Way = for<'s> fn(&'s Stage) -> Utterance<'s>;

const WHO_ASKS_WITHOUT_THE_COMMAND: [(&str, Way); 6] = [
    ("a number", |it| it.li_si().says("123456789")),
    ("a link", |it| it.li_si().says("https://vc.feishu.cn/j/123456789")),
    ("alone, as it was copied", |it| it.li_si().tells_the_bot("会议号：123 456 789")),
    ("with the mention after it", |it| it.li_si().in_group().then("123456789 ").mention_bot()),
    ("without a space", |it| it.li_si().says("/quality123456789")),
    ("without a space, in Chinese", |it| it.li_si().says("/质量123456789")),
];

const WHO_LOOKS_FOR_HELP: [(&str, Way); 11] = [
    ("by command", |it| it.li_si().says("/quality help")),
    ("by command, in Chinese", |it| it.li_si().says("/质量 帮助")),
    ("by command, whatever follows", |it| it.li_si().says("/quality help 123456789")),
    ("by command, without a space", |it| it.li_si().says("/质量帮助")),
    ("by what is nearly a command", |it| it.li_si().says("/质量报告 123456789")),
    ("by name", |it| it.li_si().says("help")),
    ("by name alone", |it| it.li_si().in_group().mention_bot()),
    ("alone with the bot", |it| it.li_si().tells_the_bot("/quality help")),
    ("alone, chatting", |it| it.li_si().tells_the_bot("早上好")),
    ("alone, with another command", |it| it.li_si().tells_the_bot("/weather")),
    ("alone, formatted", |it| it.li_si().tells_the_bot("hello").formatted()),
];

const TALK: [(&str, Way); 6] = [
    ("to nobody", |it| it.li_si().murmurs("the sound was bad again")),
    ("to somebody", |it| it.li_si().in_group().mention(data::ZHANG_SAN).then(" 123456789?")),
    ("to everybody", |it| it.li_si().in_group().mention_all().then(" lunch")),
    ("about the bot", |it| it.li_si().says("is rather useful")),
    ("about the command", |it| it.li_si().says("type /quality 123456789 if you like")),
    ("with another command", |it| it.li_si().says("/quality-report 123456789")),
];

#[tokio::test]
async fn who_looks_for_help_gets_it() {
    let stage = Stage::open().await;
    for (way, ask) in WHO_LOOKS_FOR_HELP {
        let asked = ask(&stage).await;
        let card = stage.next_card().await;
        assert_eq!(card.message.parent_id, Some(asked.message_id), "{way}");
        card.coloured("blue").says("我能帮你做什么").says("What I can do for you");
        card.says("/quality 会议号 @某人").says("/quality meeting number @someone");
        card.says("/quality help").says("Example: /quality 123 456 789 @someone");
    }
    let replies = WHO_LOOKS_FOR_HELP.len();
    let calls = stage.new_calls();
    assert_eq!(calls, Calls { token: 1, bot_info: 1, reply: replies, ..Calls::NONE });
    stage.end().await;
}

#[tokio::test]
async fn who_speaks_to_the_bot_and_tells_a_meeting_is_answered() {
    let stage = Stage::open().await;
    for (way, ask) in WHO_ASKS_WITHOUT_THE_COMMAND {
        let asked = ask(&stage).await;
        let card = stage.next_card().await;
        assert_eq!(card.message.parent_id, Some(asked.message_id), "{way}");
        card.says("Meeting quality for everybody").says("123 456 789");
    }
    stage.li_si().says("/质量上次").await;
    stage.next_card().await.says("Meeting quality for 李四");
    stage.li_si().says("12345 987654321 123").await;
    stage.next_card().await.says("A meeting number has 9 digits; this one has 5.");
    stage.end().await;
}

#[tokio::test]
async fn talk_in_a_group_is_not_answered() {
    let stage = Stage::open().await;
    stage.sim.grant("im:message.group_msg");
    for (way, say) in TALK {
        let said = say(&stage).await;
        assert_eq!(said.status(), Some(200), "{way}");
        stage.silence().await;
    }
    assert_eq!(stage.new_calls(), Calls { token: 1, bot_info: 1, ..Calls::NONE });
    stage.end().await;
}

#[tokio::test]
async fn a_picture_is_answered_with_help_when_nobody_else_can_be_meant() {
    let stage = Stage::open().await;
    let said = stage.li_si().tells_the_bot("hello").await;
    stage.next_card().await;
    let chat_id = said.event["event"]["message"]["chat_id"].clone();
    for (chat, id, answered) in [("p2p", "om_picture_1", true), ("group", "om_picture_2", false)] {
        stage.sim.edit(|world| {
            let message = world.messages.get(&said.message_id).unwrap().clone();
            let message_id = id.to_owned();
            world.messages.add(Message { message_id, ..message });
        });
        let mut event = said.event.clone();
        event["event"]["message"] = json!({
            "message_id": id,
            "chat_id": chat_id,
            "chat_type": chat,
            "message_type": "image",
            "content": r#"{"image_key":"img_1"}"#,
        });
        stage.sim.push(event).await;
        match answered {
            true => drop(stage.next_card().await.says("What I can do for you")),
            false => stage.silence().await,
        }
    }
    stage.end().await;
}

#[tokio::test]
async fn bots_are_not_answered() {
    let stage = Stage::open().await;
    let said = stage.li_si().says("/quality help").await;
    stage.next_card().await;
    let mut event = said.event.clone();
    event["event"]["sender"]["sender_type"] = "app".into();
    event["event"]["message"]["message_id"] = "om_of_a_bot".into();
    assert_eq!(stage.sim.push(event).await.status(), Some(200));
    stage.silence().await;
    assert_eq!(stage.bot().metrics().await.events("from_bot"), 1);
    stage.end().await;
}
