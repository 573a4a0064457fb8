//! The rules of the room as tables.
//!
//! In all of them `@_user_1` is ourselves, `@_user_2` 张三, `@_user_3` Bob of another tenant,
//! `@_user_4` another bot, `@_user_12` a name of emoji and marks, `@_user_13` nobody with an id.

mod commands;
mod mistakes;
mod moments;
mod people;

use jiff::civil::{DateTime, date};

use super::*;
use crate::quality::ids::{MeetingNo, OpenId, RoomId};

const US: &str = "ou_us";
/// A Friday, when all of it is said.
const NOON: DateTime = date(2026, 11, 20).at(12, 0, 0, 0);

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
    parse(&Message { text, mentions: &mentions(), bot: Some(&us), direct, said_at: NOON })
}

/// What a text means in a group, and in a 1:1 chat alike.
fn everywhere(text: &str) -> Parsed {
    let group = parsed(text, false);
    assert_eq!(group, parsed(text, true), "{text:?} means the same alone and in a group");
    group
}

fn no(digits: &str) -> MeetingNo {
    MeetingNo::parse(digits).expect("nine digits")
}

fn question(whom: Whom) -> Question {
    Question { meeting: Which::No(no("123456789")), when: None, whom }
}

fn about(whom: Whom) -> Parsed {
    Parsed::Command(Command::Quality(question(whom)))
}

fn named(name: &str) -> Person {
    Person::Named(name.to_owned())
}

fn person(id: &str) -> Person {
    let all = mentions();
    let one = all.iter().find(|one| one.id == Some(OpenId(id.to_owned()))).expect("is listed");
    Person::Mentioned { id: OpenId(id.to_owned()), name: one.name.clone(), external: one.external }
}

const HELP: Parsed = Parsed::Command(Command::Help);

#[test]
fn a_command_is_for_us_when_it_begins_the_message() {
    let asked = about(Whom::Everybody);
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
        "/质量123 456 789",
        "/质量会议号：123456789",
        "/quality123456789",
        "/quality123-456-789",
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
        "help",
        "/qualityx 123456789",
        "/quality-report 123456789",
        "/quality.md",
        "/quality/1",
        "/quality12345",
        "/qualityme 123456789",
        "/quality\u{301} 123456789",
        "/质量报告 123456789",
        "/help",
        "please /quality 123456789",
        "the @_user_1 is nice",
        "@_user_1 hello",
        "@_user_1 help me with this",
        "@_user_1 12345",
        "hello @_user_1",
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
fn who_speaks_to_us_and_tells_a_meeting_asks_about_it() {
    let asked = about(Whom::Everybody);
    let table = [
        "123456789",
        "123 456 789?",
        "会议号：123 456 789",
        "Meeting ID: 123 456 789",
        "quality 123456789",
        "please check meeting 123456789",
        "https://vc.feishu.cn/j/123456789",
        "[周会](https://vc.feishu.cn/j/123456789)",
    ];
    for text in table {
        assert_eq!(parsed(text, false), Parsed::Ignored, "{text:?} to nobody");
        assert_eq!(parsed(text, true), asked, "{text:?} alone");
        assert_eq!(everywhere(&format!("@_user_1 {text}")), asked, "{text:?}");
        assert_eq!(everywhere(&format!("{text} @_user_1")), asked, "{text:?}");
    }
    assert_eq!(everywhere("@_user_1 123456789 @_user_2"), about(Whom::One(person("ou_zhang"))));
    let meeting = no("123456789");
    let watch = Parsed::Command(Command::Watch { meeting, always: false });
    assert_eq!(everywhere("@_user_1 关注 123456789"), watch);
    assert_eq!(parsed("@_user_2 123456789?", false), Parsed::Ignored);
    let Parsed::Wrong(error) = everywhere("@_user_1 123456789 987654321 @_user_1") else {
        panic!("is wrong")
    };
    assert_eq!(error.parts(), ("123456789 ", "987654321", ""));
}

#[test]
fn chinese_needs_no_space_after_the_command_word() {
    let latest = Question { meeting: Which::Latest, when: None, whom: Whom::One(Person::Sender) };
    let trend = Command::Trend { person: Person::Sender, days: 30 };
    let export =
        Command::Export { question: question(Whom::Everybody), format: ExportFormat::Xlsx };
    let table = [
        ("/质量上次", Command::Quality(latest)),
        ("@_user_1 /质量帮助", Command::Help),
        ("/质量趋势", trend),
        ("/质量导出123456789", export),
        ("/质量我 123456789", Command::Quality(question(Whom::One(Person::Sender)))),
    ];
    for (text, command) in table {
        assert_eq!(everywhere(text), Parsed::Command(command), "{text}");
    }
}

#[test]
fn help_is_for_who_asks_for_it() {
    let table = [
        "@_user_1 /质量报告",
        "@_user_1 /qualitycheck 123456789",
        "help @_user_1",
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
        let message =
            Message { text, mentions: &mentions, bot: None, direct: false, said_at: NOON };
        assert_eq!(parse(&message), about(Whom::Everybody), "{text:?}");
    }
    let text = "@_user_2 /quality 123456789";
    let message = Message { text, mentions: &mentions, bot: None, direct: false, said_at: NOON };
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
            said_at: NOON,
        })
    };
    assert_eq!(read("@_user_1 /quality 123456789"), about(Whom::Everybody));
    let Parsed::Wrong(error) = read("/quality 123456789 @_user_1") else { panic!("is wrong") };
    assert_eq!(error.mistake, Mistake::Bot);
}

#[test]
fn a_meeting_is_told_by_number_or_link() {
    let table = [
        "123456789",
        "123 456 789",
        "123\u{a0}456\u{2009}789",
        "123\u{200b}456\u{200b}789",
        "\u{202d}123456789\u{202c}",
        "123-456-789",
        "123–456—789",
        "123 - 456 - 789",
        "１２３－４５６－７８９",
        "１２３　４５６　７８９",
        "1234-56789",
        "123456789。",
        "（123456789）",
        "123456789 123 456 789",
        "https://vc.feishu.cn/j/123456789",
        "http://vc.feishu.cn/j/123456789/",
        "HTTPS://VC.FEISHU.CN/j/123456789?pwd=1#top",
        "https://vc.larksuite.com/j/123456789，",
        "<https://meet.acme.larkoffice.com/j/123456789>",
        "vc.feishu.cn/j/123456789",
        "[https://vc.feishu.cn/j/123456789](https://vc.feishu.cn/j/123456789)",
        "[[组] 周会 3](https://vc.feishu.cn/j/123456789?x=y)",
        "123456789 https://vc.feishu.cn/j/123456789",
    ];
    for spelling in table {
        let text = format!("/quality {spelling}");
        assert_eq!(everywhere(&text), about(Whom::Everybody), "{text:?}");
        let text = format!("/quality @_user_2 {spelling}");
        assert_eq!(everywhere(&text), about(Whom::One(person("ou_zhang"))), "{text:?}");
    }
}
