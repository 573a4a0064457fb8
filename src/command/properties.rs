//! What holds for every message.

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::*;
use crate::quality::ids::{MeetingNo, OpenId};

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
    let lead = prop::sample::select(vec!["", "/quality ", "@_user_1 /quality ", "/质量"]);
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
            Message { text: &text, mentions: &mentions, bot: known.then_some(&us), direct, said_at: jiff::civil::date(2026, 11, 20).at(12, 0, 0, 0) };
        let parsed = parse(&message);
        prop_assert!(!direct || parsed != Parsed::Ignored, "silence in a 1:1 chat");
        if let Parsed::Wrong(error) = parsed {
            let (before, wrong, after) = error.parts();
            prop_assert_eq!([before, wrong, after].concat(), error.text.as_str());
            prop_assert_eq!(before.len()..before.len() + wrong.len(), error.at.clone());
            let missing = error.mistake == Mistake::MeetingMissing;
            prop_assert_eq!(wrong.is_empty(), missing);
            prop_assert!(!missing || after.is_empty());

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
        let message = Message { text: &text, mentions: &[], bot: None, direct: false, said_at: jiff::civil::date(2026, 11, 20).at(12, 0, 0, 0) };
        let meeting = MeetingNo::parse(&digits).unwrap();
        let wanted = Command::Quality(Question { meeting: Which::No(meeting), when: None, whom: Whom::Everybody });
        prop_assert_eq!(parse(&message), Parsed::Command(wanted));
    }

    #[test]
    fn another_count_of_digits_is_no_meeting(digits in "[0-9]{1,8}|[0-9]{10,30}") {
        let text = format!("/quality {digits}");
        let message = Message { text: &text, mentions: &[], bot: None, direct: false, said_at: jiff::civil::date(2026, 11, 20).at(12, 0, 0, 0) };
        let Parsed::Wrong(error) = parse(&message) else { panic!("{text} is wrong") };
        prop_assert_eq!(error.mistake, Mistake::MeetingDigits { digits: digits.len() });
        prop_assert_eq!(error.parts(), ("/quality ", digits.as_str(), ""));
    }
}
