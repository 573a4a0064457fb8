//! What holds for every message.

use jiff::civil::{DateTime, date};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::*;
use crate::quality::ids::{MeetingNo, OpenId};

const NOON: DateTime = date(2026, 11, 20).at(12, 0, 0, 0);

/// Text as hostile as it gets: commands, keys, links, digits, and any characters between them.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "/quality",
            "/质量",
            "／quality ",
            " ",
            "\u{3000}",
            "\u{200b}",
            "\r\n",
            "\u{600}",
            "@_all",
            "@_user_1",
            "@_user_2",
            "@_user_12",
            "@",
            "＠",
            "123456789",
            "123",
            "-",
            "me",
            "help",
            "trend",
            "export",
            "watch",
            "explain ",
            "forget",
            "last",
            "昨天",
            "11-20",
            "2026-02-30",
            "14:00",
            "下午",
            "room:",
            "会议室：",
            "\"",
            "“",
            "”",
            "、",
            "30d",
            "csv",
            "Sun ",
            "会议号：",
            "meeting ID:",
            "我和",
            "张三跟李四",
            "半年",
            "最近",
            "十一月",
            "Nov ",
            "at ",
            "[",
            "]",
            "](",
            ")",
            "https://vc.feishu.cn/j/337736498",
            "\u{301}",
            "\u{200d}",
            "🇨",
            "👩",
            "👨‍👩‍👧",
            "क्ष",
            "각",
        ])
        .prop_map(str::to_owned),
        any::<String>(),
        any::<char>().prop_map(|c| c.to_string().repeat(300)),
    ];
    let body = prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat());
    let lead = prop::sample::select(vec![
        "",
        "/quality ",
        "@_user_1 /quality ",
        "/质量",
        "/quality 123456789 ",
        "/quality trend ",
        "/quality export 123456789 ",
        "/quality watch ",
        "/quality explain ",
    ]);
    (lead, body).prop_map(|(lead, body)| format!("{lead}{body}"))
}

fn any_mention() -> impl Strategy<Value = Mention> {
    let key = prop_oneof![
        prop::sample::select(vec!["@_user_1", "@_user_2", "@_user_12", "@_all", "@", ""])
            .prop_map(str::to_owned),
        any::<String>(),
    ];
    let id = prop::option::of(prop::sample::select(vec!["ou_us", "ou_a", "ou_b"]));
    (key, id, any_text(), any::<bool>(), any::<bool>()).prop_map(
        |(key, id, name, bot, external)| Mention {
            key,
            id: id.map(|id| OpenId(id.to_owned())),
            name,
            bot,
            external,
        },
    )
}

/// The spellings of nine digits that people use.
fn spelled(digits: &str, spelling: usize, dash: char, space: char) -> String {
    let group = |from: usize| digits.chars().skip(from).take(3).collect::<String>();
    let grouped = |by: &str| [group(0), group(3), group(6)].join(by);
    let wide = |text: &str| -> String {
        text.chars()
            .map(|c| c.to_digit(10).map_or(c, |d| char::from_u32(0xff10 + d).unwrap()))
            .collect()
    };
    match spelling {
        0 => digits.to_owned(),
        1 => grouped(&dash.to_string()),
        2 => grouped(&space.to_string()),
        3 => wide(&grouped(&dash.to_string())),
        4 => wide(&grouped(&space.to_string())),
        5 => grouped(&format!("{space}{dash}{space}")),
        6 => format!("https://vc.feishu.cn/j/{digits}"),
        7 => format!("[周会](https://vc.larksuite.com/j/{digits}?from=chat)"),
        _ => MeetingNo::parse(digits).unwrap().to_string(),
    }
}

proptest! {
    #[test]
    fn every_message_is_read_and_every_mistake_is_at_whole_graphemes(
        text in any_text(),
        mentions in prop::collection::vec(any_mention(), 0..5),
        known in any::<bool>(),
        direct in any::<bool>(),
    ) {
        let us = OpenId("ou_us".to_owned());
        let message =
            Message { text: &text, mentions: &mentions, bot: known.then_some(&us), direct, said_at: NOON };
        let parsed = parse(&message);
        prop_assert!(!direct || parsed != Parsed::Ignored, "silence in a 1:1 chat");
        if let Parsed::Wrong(error) = parsed {
            let (before, wrong, after) = error.parts();
            prop_assert_eq!([before, wrong, after].concat(), error.text.as_str());
            prop_assert_eq!(before.len()..before.len() + wrong.len(), error.at.clone());
            let missing = wrong.is_empty();
            prop_assert!(missing || error.mistake != Mistake::MeetingMissing);
            let can_be_missing =
                matches!(error.mistake, Mistake::MeetingMissing | Mistake::NumberMissing | Mistake::ForgetWhom);
            prop_assert!(!missing || (can_be_missing && after.is_empty()));

            let mut boundaries: Vec<_> =
                error.text.grapheme_indices(true).map(|(start, _)| start).collect();
            boundaries.push(error.text.len());
            prop_assert!(boundaries.contains(&error.at.start), "{error:?}");
            prop_assert!(boundaries.contains(&error.at.end), "{error:?}");
            prop_assert!(boundaries.len() <= 201, "{} graphemes", boundaries.len() - 1);
            prop_assert!(error.text.len() <= 8192, "{} bytes", error.text.len());
        }
    }

    #[test]
    fn nine_digits_are_the_same_meeting_in_every_spelling(
        digits in "[0-9]{9}",
        spelling in 0_usize..9,
        dash in prop::sample::select(vec!['-', '‐', '‑', '–', '—', '−', '－', 'ー']),
        space in prop::sample::select(vec![' ', '\u{a0}', '\u{3000}', '\u{2009}', '\u{200b}', '\t']),
    ) {
        let text = format!("/quality {}", spelled(&digits, spelling, dash, space));
        let message = Message { text: &text, mentions: &[], bot: None, direct: false, said_at: NOON };
        let meeting = MeetingNo::parse(&digits).unwrap();
        let wanted = Command::Quality(Question { meeting: Which::No(meeting), when: None, whom: Whom::Everybody });
        prop_assert_eq!(parse(&message), Parsed::Command(wanted));
    }

    #[test]
    fn the_order_of_meeting_people_and_time_says_nothing(
        digits in "[1-9][0-9]{8}",
        spelling in 0_usize..9,
        who in prop::sample::select(vec![
            "", "me", "@_user_2", "Zhang San (外部)", "“me 12”", "room:Blue 厅", "会议室：\"5F 3\"",
        ]),
        when in prop::sample::select(vec![
            "", "yesterday", "上周三", "last wed", "11-20", "2026年1月2日", "昨天下午2点",
        ]),
        at in prop::sample::select(vec!["", "9:30", "2点半", "2 am"]),
        order in Just([0, 1, 2, 3]).prop_shuffle(),
    ) {
        let zhang = Mention {
            key: "@_user_2".to_owned(),
            id: Some(OpenId("ou_zhang".to_owned())),
            name: "张三".to_owned(),
            bot: false,
            external: false,
        };
        // A day that has its own time takes no second one.
        let at = if when.ends_with('点') { "" } else { at };
        let meeting = spelled(&digits, spelling, '-', ' ');
        let pieces = [meeting.as_str(), who, when, at];
        let read = |order: [usize; 4]| {
            let text = format!("/quality {}", order.map(|place| pieces[place]).join(" "));
            parse(&Message {
                text: &text, mentions: std::slice::from_ref(&zhang), bot: None, direct: false, said_at: NOON,
            })
        };
        let usual = read([0, 1, 2, 3]);
        let is_question = matches!(&usual, Parsed::Command(Command::Quality(question))
            if question.when.is_none() == (when.is_empty() && at.is_empty())
                && (question.whom == Whom::Everybody) == who.is_empty());
        prop_assert!(is_question, "{pieces:?} is {usual:?}");
        prop_assert_eq!(read(order), usual);
    }

    #[test]
    fn a_quoted_name_is_kept_whatever_is_in_it(name in "[^\"\\p{C}\\p{Z}@.,;:!?()\\[\\]]{1,40}") {
        let text = format!("/quality 123456789 \"{name}\"");
        let message = Message { text: &text, mentions: &[], bot: None, direct: false, said_at: NOON };
        prop_assume!(super::spelling::name(&name).as_deref() == Some(name.as_str()));
        let Parsed::Command(Command::Quality(question)) = parse(&message) else {
            panic!("{text} is wrong")
        };
        prop_assert_eq!(question.whom, Whom::One(Person::Named(name)));
    }

    #[test]
    fn a_day_is_never_to_come_and_never_more_than_a_year_ago(
        word in prop::sample::select(vec![
            "today", "昨天", "前天", "mon", "周日", "last friday", "上周一", "this sat", "本周三",
            "1-1", "12-31", "2-29", "2027-06-01", "2026/1/31", "23:59", "0:00", "11-20 14:00",
        ]),
        days in 0_i32..1200,
        minute in 0_i32..1440,
    ) {
        use jiff::ToSpan;
        let said_at = date(2026, 1, 1).at(0, 0, 0, 0) + days.days() + minute.minutes();
        let text = format!("/quality 123456789 {word}");
        let message = Message { text: &text, mentions: &[], bot: None, direct: false, said_at };
        match parse(&message) {
            Parsed::Command(Command::Quality(Question { when: Some(when), .. })) => {
                let moment = when.date.to_datetime(when.time.unwrap_or_default());
                prop_assert!(moment <= said_at, "{when:?}");
                prop_assert!(when.date >= said_at.date() - 1.year(), "{when:?}");
            }
            Parsed::Wrong(error) => prop_assert!(matches!(
                error.mistake,
                Mistake::FutureDate | Mistake::LongAgo | Mistake::NoSuchDate
            )),
            other => prop_assert!(false, "{text} is {other:?}"),
        }
    }

    #[test]
    fn another_count_of_digits_is_no_meeting(digits in "[0-9]{1,8}|[0-9]{10,30}") {
        let text = format!("/quality {digits}");
        let message = Message { text: &text, mentions: &[], bot: None, direct: false, said_at: NOON };
        let Parsed::Wrong(error) = parse(&message) else { panic!("{text} is wrong") };
        prop_assert_eq!(error.mistake, Mistake::MeetingDigits { digits: digits.len() });
        prop_assert_eq!(error.parts(), ("/quality ", digits.as_str(), ""));
    }
}

/// Texts of many tokens or marks are read in one pass: with a pass for each they would take hours.
#[test]
fn long_messages_are_read_in_one_pass() {
    let pieces = [
        "\"",
        "“",
        "“a ",
        "“@_user_2",
        "room:",
        "room: ",
        "会议室：a ",
        "San ",
        "San、",
        "Sun ",
        "me ",
        "last ",
        "昨天 ",
        "下午 ",
        "昨晚",
        "三",
        "十",
        "11月 ",
        "Nov 20 ",
        "at ",
        "San at ",
        "会议号：",
        "meeting id ",
        "张三和",
        "我和",
        "2 pm ",
        "11-20 ",
        "123 ",
        "123456789 ",
        "csv ",
        "和 ",
        "[",
        "9",
    ];
    for begun in [
        "123456789 ",
        "/quality ",
        "/quality 123456789 ",
        "/quality export 123456789 ",
        "/quality trend ",
        "/quality watch ",
        "/quality explain ",
        "/quality forget ",
    ] {
        for piece in pieces {
            let text = format!("{begun}{}", piece.repeat(12_000 / piece.len()));
            let message =
                Message { text: &text, mentions: &[], bot: None, direct: true, said_at: NOON };
            assert_ne!(parse(&message), Parsed::Ignored, "{begun}{piece}");
        }
    }
}
