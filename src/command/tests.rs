//! The rules of the room as tables.
//!
//! In all of them `@_user_1` is ourselves, `@_user_2` 张三, `@_user_3` Bob of another tenant,
//! `@_user_4` another bot, `@_user_12` a name of emoji and marks, `@_user_13` nobody with an id.

mod mistakes;

use super::*;
use crate::quality::ids::{MeetingNo, OpenId};

const US: &str = "ou_us";

fn mention(key: &str, id: Option<&str>, name: &str) -> Mention {
    Mention {
        key: key.to_owned(),
        id: id.map(|id| OpenId(id.to_owned())),
        name: name.to_owned(),
        bot: matches!(id, Some(US | "ou_other_bot")),
        external: name == "Bob",
    }
}

fn mentions() -> Vec<Mention> {
    vec![
        mention("@_user_1", Some(US), "质量小助手"),
        mention("@_user_2", Some("ou_zhang"), "张三"),
        mention("@_user_3", Some("ou_bob"), "Bob"),
        mention("@_user_4", Some("ou_other_bot"), "Other"),
        mention("@_user_12", Some("ou_family"), "👨‍👩‍👧e\u{301}"),
        mention("@_user_13", None, "Guest"),
        mention("@_all", None, "所有人"),
    ]
}

fn parsed(text: &str, direct: bool) -> Parsed {
    let us = OpenId(US.to_owned());
    parse(&Message {
        text,
        mentions: &mentions(),
        bot: Some(&us),
        direct,
        said_at: jiff::civil::date(2026, 11, 20).at(12, 0, 0, 0),
    })
}

/// What a text means in a group, and in a 1:1 chat alike.
fn everywhere(text: &str) -> Parsed {
    let group = parsed(text, false);
    assert_eq!(group, parsed(text, true), "{text:?} means the same alone and in a group");
    group
}

fn about(digits: &str, person: Person) -> Parsed {
    let meeting = MeetingNo::parse(digits).expect("nine digits");
    Parsed::Command(Command::Quality(Question {
        meeting: Which::No(meeting),
        when: None,
        whom: Whom::One(person),
    }))
}

fn person(id: &str) -> Person {
    let all = mentions();
    let one = all.iter().find(|one| one.id == Some(OpenId(id.to_owned()))).expect("is listed");
    Person::Mentioned { id: OpenId(id.to_owned()), name: one.name.clone(), external: one.external }
}

const HELP: Parsed = Parsed::Command(Command::Help);

#[test]
fn a_command_is_for_us_when_it_begins_the_message() {
    let asked = about("123456789", Person::Sender);
    let table = [
        "/quality 123456789",
        "  /quality  123456789  ",
        "\u{feff}/quality\u{3000}123456789\n",
        "/quality\u{a0}123456789",
        "/QUALITY 123456789",
        "／quality 123456789",
        "／ｑｕａｌｉｔｙ 123456789",
        "/质量 123456789",
        "／质量　１２３４５６７８９",
        "/质量123456789",
        "/quality: 123456789",
        "/quality，123456789",
        "@_user_1 /quality 123456789",
        "@_user_1/quality 123456789",
        "@_user_1: /quality 123456789",
        "@_user_1，/quality 123456789",
        "@_user_1 @_user_1\u{200b}\n/quality 123456789",
    ];
    for text in table {
        assert_eq!(everywhere(text), asked, "{text:?}");
    }
}

#[test]
fn what_is_no_command_is_ignored_in_groups_and_answered_with_help_alone() {
    let table = [
        "",
        "hello",
        "123456789",
        "help",
        "quality 123456789",
        "/qualityx 123456789",
        "/quality-report 123456789",
        "/quality.md",
        "/quality/1",
        "/quality123456789",
        "/quality\u{301} 123456789",
        "/质量报告 123456789",
        "/help",
        "please /quality 123456789",
        "the @_user_1 is nice",
        "@_user_1 hello",
        "@_user_1 help me with this",
        "@_user_1 please /quality 123456789",
        "@_user_2 /quality 123456789",
        "@_user_4 /quality 123456789",
        "@_user_2 @_user_1 /quality 123456789",
        "@_user_2",
        "@_user_4 help",
        "@_all",
    ];
    for text in table {
        assert_eq!(parsed(text, false), Parsed::Ignored, "{text:?} in a group");
        assert_eq!(parsed(text, true), HELP, "{text:?} alone");
    }
}

#[test]
fn help_is_for_who_asks_for_it() {
    let table = [
        "/quality help",
        "/quality Help!",
        "/quality ＨＥＬＰ",
        "/quality 帮助",
        "/quality ?",
        "/quality？",
        "/quality --help",
        "/quality -h",
        "/quality help 123456789 @_user_4",
        "@_user_1 /质量 帮助",
        "@_user_1",
        "@_user_1 @_user_1: ",
        "@_user_1 help",
        "@_user_1 帮助。",
        "@_user_1 ？",
        "@_user_1 /help",
    ];
    for text in table {
        assert_eq!(everywhere(text), HELP, "{text:?}");
    }
}

#[test]
fn while_our_id_is_unknown_every_bot_may_be_us() {
    let mentions = mentions();
    for text in ["@_user_1 /quality 123456789", "@_user_4 /quality 123456789"] {
        let message = Message {
            text,
            mentions: &mentions,
            bot: None,
            direct: false,
            said_at: jiff::civil::date(2026, 11, 20).at(12, 0, 0, 0),
        };
        assert_eq!(parse(&message), about("123456789", Person::Sender), "{text:?}");
    }
    let text = "@_user_2 /quality 123456789";
    let message = Message {
        text,
        mentions: &mentions,
        bot: None,
        direct: false,
        said_at: jiff::civil::date(2026, 11, 20).at(12, 0, 0, 0),
    };
    assert_eq!(parse(&message), Parsed::Ignored);
}

#[test]
fn we_are_known_by_id_not_by_what_the_platform_says_of_bots() {
    let mut ours = mention("@_user_1", Some(US), "质量小助手");
    ours.bot = false;
    let us = OpenId(US.to_owned());
    let read = |text| {
        parse(&Message {
            text,
            mentions: &[ours.clone()],
            bot: Some(&us),
            direct: false,
            said_at: jiff::civil::date(2026, 11, 20).at(12, 0, 0, 0),
        })
    };
    assert_eq!(read("@_user_1 /quality 123456789"), about("123456789", Person::Sender));
    let Parsed::Wrong(error) = read("/quality 123456789 @_user_1") else { panic!("is wrong") };
    assert_eq!(error.mistake, Mistake::Bot);
}

#[test]
fn a_meeting_is_told_by_number_or_link() {
    let table = [
        "337736498",
        "337 736 498",
        "337\u{a0}736\u{2009}498",
        "337\u{200b}736\u{200b}498",
        "\u{202d}337736498\u{202c}",
        "337-736-498",
        "337–736—498",
        "337 - 736 - 498",
        "３３７－７３６－４９８",
        "３３７　７３６　４９８",
        "3377-36498",
        "337736498。",
        "（337736498）",
        "337736498 337 736 498",
        "https://vc.feishu.cn/j/337736498",
        "http://vc.feishu.cn/j/337736498/",
        "HTTPS://VC.FEISHU.CN/j/337736498?pwd=1#top",
        "https://vc.larksuite.com/j/337736498，",
        "<https://meet.acme.larkoffice.com/j/337736498>",
        "vc.feishu.cn/j/337736498",
        "[https://vc.feishu.cn/j/337736498](https://vc.feishu.cn/j/337736498)",
        "[[组] 周会 3](https://vc.feishu.cn/j/337736498?x=y)",
        "337736498 https://vc.feishu.cn/j/337736498",
    ];
    for spelling in table {
        let text = format!("/quality {spelling}");
        assert_eq!(everywhere(&text), about("337736498", Person::Sender), "{text:?}");
        let text = format!("/quality @_user_2 {spelling}");
        assert_eq!(everywhere(&text), about("337736498", person("ou_zhang")), "{text:?}");
    }
}

#[test]
fn a_person_is_told_by_a_mention_or_is_the_sender() {
    let table = [
        ("/quality 123456789", Person::Sender),
        ("/quality 123456789 me", Person::Sender),
        ("/quality ME 123456789", Person::Sender),
        ("/quality 123456789 我", Person::Sender),
        ("/quality 123456789 @me", Person::Sender),
        ("/quality 123456789 ＠我", Person::Sender),
        ("/quality 123456789 me 我", Person::Sender),
        ("/quality 123456789 @_user_2", person("ou_zhang")),
        ("/quality @_user_2 123456789", person("ou_zhang")),
        ("/quality 123456789，@_user_2。", person("ou_zhang")),
        ("/quality 123456789@_user_2", person("ou_zhang")),
        ("/quality@_user_2 123456789", person("ou_zhang")),
        ("/quality @_user_2123456789", person("ou_zhang")),
        ("/quality 123456789 @_user_2 @_user_2", person("ou_zhang")),
        ("/quality 123456789 @_user_3", person("ou_bob")),
        ("/quality 123456789 @_user_12", person("ou_family")),
    ];
    for (text, wanted) in table {
        assert_eq!(everywhere(text), about("123456789", wanted), "{text:?}");
    }
}
