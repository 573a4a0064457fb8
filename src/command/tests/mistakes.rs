//! What is told of wrong commands, and where it points.

use super::*;

fn wrong(text: &str) -> CommandError {
    match everywhere(text) {
        Parsed::Wrong(error) => error,
        other => panic!("{text:?} is {other:?}"),
    }
}

#[test]
fn a_mistake_is_told_with_its_place() {
    use Mistake::{
        Bot, Everybody, MeetingDigits, MeetingMissing, TwoMeetings, TwoPeople, TypedMention,
        UnknownWord,
    };
    // Text, mistake, and what the asker sees before, at and after it.
    let table = [
        ("/quality", MeetingMissing, ("/quality", "", "")),
        ("@_user_1 /quality ", MeetingMissing, ("/quality", "", "")),
        ("/quality @_user_2", MeetingMissing, ("/quality @张三", "", "")),
        ("/quality me -", MeetingMissing, ("/quality me -", "", "")),
        ("/quality 12345", MeetingDigits { digits: 5 }, ("/quality ", "12345", "")),
        (
            "/quality 1234567890 me",
            MeetingDigits { digits: 10 },
            ("/quality ", "1234567890", " me"),
        ),
        ("/quality 123 456", MeetingDigits { digits: 6 }, ("/quality ", "123 456", "")),
        (
            "/quality 123 - 456 - 78 我",
            MeetingDigits { digits: 8 },
            ("/quality ", "123 - 456 - 78", " 我"),
        ),
        (
            "/quality 123 @_user_2 456789",
            MeetingDigits { digits: 3 },
            ("/quality ", "123", " @张三 456789"),
        ),
        ("/quality 12345 6789", MeetingDigits { digits: 5 }, ("/quality ", "12345", " 6789")),
        ("/quality 123456789 123", MeetingDigits { digits: 3 }, ("/quality 123456789 ", "123", "")),
        ("/quality 123 123456789", MeetingDigits { digits: 3 }, ("/quality ", "123", " 123456789")),
        ("/quality 123 456 789 0", MeetingDigits { digits: 1 }, ("/quality 123 456 789 ", "0", "")),
        (
            "/quality 123456789-987654321",
            MeetingDigits { digits: 18 },
            ("/quality ", "123456789-987654321", ""),
        ),
        (
            "/quality vc.feishu.cn/j/12",
            MeetingDigits { digits: 2 },
            ("/quality ", "vc.feishu.cn/j/12", ""),
        ),
        ("/quality 123456789 987654321 x", TwoMeetings, ("/quality 123456789 ", "987654321", " x")),
        ("/质量 123 456 789 987 654 321", TwoMeetings, ("/质量 123 456 789 ", "987 654 321", "")),
        (
            "/quality 123456789 [周 会](https://vc.feishu.cn/j/987654321)",
            TwoMeetings,
            ("/quality 123456789 ", "周 会", ""),
        ),
        ("/quality @_user_2 @_user_3 1", TwoPeople, ("/quality @张三 ", "@Bob", " 1")),
        ("/quality 我@_user_2", TwoPeople, ("/quality 我", "@张三", "")),
        ("/quality @_user_2 me", TwoPeople, ("/quality @张三 ", "me", "")),
        ("/quality 123456789 @_all", Everybody, ("/quality 123456789 ", "@所有人", "")),
        ("/quality 123456789 @所有人", Everybody, ("/quality 123456789 ", "@所有人", "")),
        ("/quality 123456789 @All", Everybody, ("/quality 123456789 ", "@All", "")),
        ("/quality 123456789 @_user_4", Bot, ("/quality 123456789 ", "@Other", "")),
        ("/quality 123456789 @_user_1", Bot, ("/quality 123456789 ", "@质量小助手", "")),
        ("@_user_1 /quality @_user_1 123456789", Bot, ("/quality ", "@质量小助手", " 123456789")),
        ("/quality 123456789 @张三", TypedMention, ("/quality 123456789 ", "@张三", "")),
        ("/quality 123456789@张三 me", TypedMention, ("/quality 123456789", "@张三", " me")),
        ("/quality 123456789 ＠张三", TypedMention, ("/quality 123456789 ", "＠张三", "")),
        ("/quality 123456789 @_user_5", TypedMention, ("/quality 123456789 ", "@_user_5", "")),
        ("/quality 123456789 @_user_13", TypedMention, ("/quality 123456789 ", "@Guest", "")),
        ("/quality abc @_user_2", UnknownWord, ("/quality ", "abc", " @张三")),
        ("/quality 123456789 please help", UnknownWord, ("/quality 123456789 ", "please", " help")),
        ("/quality 123456789\n谢谢", UnknownWord, ("/quality 123456789\n", "谢谢", "")),
        ("/quality 👨‍👩‍👧 123456789", UnknownWord, ("/quality ", "👨‍👩‍👧", " 123456789")),
        ("/quality 张三e\u{301}🇨🇳 🇨🇳", UnknownWord, ("/quality ", "张三e\u{301}🇨🇳", " 🇨🇳")),
        ("/quality @_user_12 abc", UnknownWord, ("/quality @👨‍👩‍👧e\u{301} ", "abc", "")),
        (
            "/quality @_user_12 @_user_3\u{301} x",
            TwoPeople,
            ("/quality @👨‍👩‍👧e\u{301} ", "@Bob\u{301}", " x"),
        ),
        ("/quality abc \u{301}x", UnknownWord, ("/quality ", "abc", " \u{301}x")),
        ("/quality 123456789 \u{301}x", UnknownWord, ("/quality 123456789", " \u{301}x", "")),
        (
            "/quality https://example.com/j/123456789",
            UnknownWord,
            ("/quality ", "https://example.com/j/123456789", ""),
        ),
        (
            "/quality https://evilfeishu.cn/j/123456789",
            UnknownWord,
            ("/quality ", "https://evilfeishu.cn/j/123456789", ""),
        ),
        (
            "/quality https://feishu.cn.evil.com/j/123456789",
            UnknownWord,
            ("/quality ", "https://feishu.cn.evil.com/j/123456789", ""),
        ),
        (
            "/quality ftp://vc.feishu.cn/j/123456789",
            UnknownWord,
            ("/quality ", "ftp://vc.feishu.cn/j/123456789", ""),
        ),
        (
            "/quality https://vc.feishu.cn/j/123456789/x",
            UnknownWord,
            ("/quality ", "https://vc.feishu.cn/j/123456789/x", ""),
        ),
        ("/quality [a b](https://example.com)", UnknownWord, ("/quality ", "a b", "")),
    ];
    for (text, mistake, parts) in table {
        let error = wrong(text);
        assert_eq!((error.mistake, error.parts()), (mistake, parts), "{text:?}");
    }
}

#[test]
fn everybody_is_known_without_an_entry() {
    let message = Message {
        text: "/quality @_all",
        mentions: &[],
        bot: None,
        direct: false,
        said_at: jiff::civil::date(2026, 11, 20).at(12, 0, 0, 0),
    };
    let Parsed::Wrong(error) = parse(&message) else { panic!("is wrong") };
    assert_eq!((error.mistake, error.parts()), (Mistake::Everybody, ("/quality ", "@all", "")));
}

#[test]
fn of_a_long_message_the_neighbourhood_is_quoted() {
    let talk = "谢谢".repeat(30_000);
    let error = wrong(&format!("/quality {talk} 123456789"));
    let shown = format!("{}…", "谢谢".repeat(40));
    assert_eq!(error.parts(), ("/quality ", shown.as_str(), " 123456789"));

    let same = "123456789 ".repeat(10_000);
    let error = wrong(&format!("/quality {same}x {same}"));
    let before = format!("…{}", "123456789 ".repeat(6));
    let after = format!(" {}123456…", "123456789 ".repeat(5));
    assert_eq!(error.parts(), (before.as_str(), "x", after.as_str()));
}

#[test]
fn marks_piled_on_a_letter_are_not_quoted() {
    let pile = format!("e{}", "\u{301}".repeat(50_000));
    assert_eq!(wrong(&format!("/quality {pile} me")).parts(), ("/quality ", "…", " me"));
    assert_eq!(wrong(&format!("/quality me {pile}")).parts(), ("/quality me ", "…", ""));
}
