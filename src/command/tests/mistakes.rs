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
        Bot, Everybody, FileOfTwo, MeetingDigits, MeetingMissing, ThreePeople, TwoMeetings,
        TypedMention, UnknownWord,
    };
    // Text, mistake, and what the asker sees before, at and after it.
    let table = [
        ("/quality me", MeetingMissing, ("/quality me", "", "")),
        ("/quality 昨天 ", MeetingMissing, ("/quality 昨天", "", "")),
        ("/quality “张三”", MeetingMissing, ("/quality “张三”", "", "")),
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
        ("/quality last 123456789", TwoMeetings, ("/quality last ", "123456789", "")),
        ("/quality 123456789 上次 me", TwoMeetings, ("/quality 123456789 ", "上次", " me")),
        ("/quality 我@_user_2 @_user_3 1", ThreePeople, ("/quality 我@张三 ", "@Bob", " 1")),
        ("/quality 1 @_user_2 me", MeetingDigits { digits: 1 }, ("/quality ", "1", " @张三 me")),
        (
            "/quality 123456789 me @_user_2 Li Si (外部) 昨天",
            ThreePeople,
            ("/quality 123456789 me @张三 ", "Li Si (外部)", " 昨天"),
        ),
        (
            "/quality 123456789 张三、李四、王五",
            ThreePeople,
            ("/quality 123456789 张三、李四、", "王五", ""),
        ),
        (
            "/quality export 123456789 me @_user_2 csv",
            FileOfTwo,
            ("/quality export 123456789 me ", "@张三", " csv"),
        ),
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
        ("/quality please help", UnknownWord, ("/quality please ", "help", "")),
        ("/quality 会议号 我", MeetingMissing, ("/quality 会议号 我", "", "")),
        (
            "/quality 会议号：123 456",
            MeetingDigits { digits: 6 },
            ("/quality 会议号：", "123 456", ""),
        ),
        ("/quality 张三跟李四", UnknownWord, ("/quality ", "张三", "跟李四")),
        ("/quality me 3x4 !", UnknownWord, ("/quality me ", "3x4", " !")),
        ("/quality 123456789 11.20", UnknownWord, ("/quality 123456789 ", "11.20", "")),
        ("/quality 张三e\u{301}🇨🇳 me", UnknownWord, ("/quality ", "张三e\u{301}🇨🇳", " me")),
        ("/quality @_user_12 abc", UnknownWord, ("/quality @👨‍👩‍👧e\u{301} ", "abc", "")),
        (
            "/quality me @_user_12 @_user_3\u{301} x",
            ThreePeople,
            ("/quality me @👨‍👩‍👧e\u{301} ", "@Bob\u{301}", " x"),
        ),
        ("/quality abc \u{301}@x", TypedMention, ("/quality abc \u{301}", "@x", "")),
        ("/quality me \u{301}x", UnknownWord, ("/quality me", " \u{301}x", "")),
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
fn a_wrong_time_is_told_with_its_place() {
    use Mistake::{DayNeeded, FutureDate, LongAgo, NoSuchDate, NoSuchTime, TwoDates};
    // What is typed after a number, mistake, and what stands before, at and after it.
    let table = [
        ("2026-11-21", FutureDate, ("", "2026-11-21", "")),
        ("this sunday me", FutureDate, ("", "this sunday", " me")),
        ("本周六", FutureDate, ("", "本周六", "")),
        ("tomorrow me", FutureDate, ("", "tomorrow", " me")),
        ("明天", FutureDate, ("", "明天", "")),
        ("today 12:01", FutureDate, ("today ", "12:01", "")),
        ("今天下午2点", FutureDate, ("", "今天下午2点", "")),
        ("2025-11-19", LongAgo, ("", "2025-11-19", "")),
        ("2019年1月2日", LongAgo, ("", "2019年1月2日", "")),
        ("0001-01-01", LongAgo, ("", "0001-01-01", "")),
        ("2026-02-30", NoSuchDate, ("", "2026-02-30", "")),
        ("2-29", NoSuchDate, ("", "2-29", "")),
        ("13/45 me", NoSuchDate, ("", "13/45", " me")),
        ("0-0", NoSuchDate, ("", "0-0", "")),
        ("25:00", NoSuchTime, ("", "25:00", "")),
        ("14:60", NoSuchTime, ("", "14:60", "")),
        ("晚上12点", NoSuchTime, ("", "晚上12点", "")),
        ("昨晚1点", NoSuchTime, ("", "昨晚1点", "")),
        ("昨天那事 @_user_2", NoSuchTime, ("", "昨天那事", " @张三")),
        ("下午茶", NoSuchTime, ("", "下午茶", "")),
        ("32号", NoSuchDate, ("", "32号", "")),
        ("Nov 31 me", NoSuchDate, ("", "Nov 31", " me")),
        ("上个月20号 me", NoSuchDate, ("", "上个月20号", " me")),
        ("今晚", FutureDate, ("", "今晚", "")),
        ("明天下午", FutureDate, ("", "明天下午", "")),
        ("下周三", FutureDate, ("", "下周三", "")),
        ("上周 me", DayNeeded, ("", "上周", " me")),
        ("last week", DayNeeded, ("", "last week", "")),
        ("上个月", DayNeeded, ("", "上个月", "")),
        ("上午 me 下午", TwoDates, ("上午 me ", "下午", "")),
        ("今天 昨天", TwoDates, ("今天 ", "昨天", "")),
        ("周三 me 11-20", TwoDates, ("周三 me ", "11-20", "")),
        ("9:00 昨天 10:00", TwoDates, ("9:00 昨天 ", "10:00", "")),
    ];
    for (typed, mistake, (before, at, after)) in table {
        let error = wrong(&format!("/quality 123456789 {typed}"));
        let before = format!("/quality 123456789 {before}");
        assert_eq!(
            (error.mistake, error.parts()),
            (mistake, (before.as_str(), at, after)),
            "{typed}"
        );
    }
}

#[test]
fn a_mistake_in_another_command_is_told_with_its_place() {
    use Mistake::{
        Bot, ForgetWhom, MeetingDigits, MeetingMissing, MentionNeeded, NotHere, NumberMissing,
        NumberNeeded, RoomMissing, TrendDays, TwoFormats, TwoNumbers, TwoPeople, TypedMention,
        UnknownFormat, UnknownTopic,
    };
    let table = [
        ("recent 123456789", NotHere, ("recent ", "123456789", "")),
        ("doctor @_user_2", NotHere, ("doctor ", "@张三", "")),
        ("watch list 123456789", NotHere, ("watch list ", "123456789", "")),
        ("watches me", NotHere, ("watches ", "me", "")),
        ("watch", NumberMissing, ("watch", "", "")),
        ("unwatch", NumberMissing, ("unwatch", "", "")),
        ("watch 会议号", NumberMissing, ("watch 会议号", "", "")),
        ("watch always", NumberMissing, ("watch always", "", "")),
        ("watch last", NumberNeeded, ("watch ", "last", "")),
        ("watch 12345", MeetingDigits { digits: 5 }, ("watch ", "12345", "")),
        ("watch 123456789 昨天", NotHere, ("watch 123456789 ", "昨天", "")),
        ("watch 123456789 @_user_2", NotHere, ("watch 123456789 ", "@张三", "")),
        ("关注 123456789 和 987654321", TwoNumbers, ("关注 123456789 和 ", "987654321", "")),
        ("取消关注 123456789 987654321", TwoNumbers, ("取消关注 123456789 ", "987654321", "")),
        ("unwatch 123456789 always", NotHere, ("unwatch 123456789 ", "always", "")),
        ("export", MeetingMissing, ("export", "", "")),
        ("export csv", MeetingMissing, ("export csv", "", "")),
        ("export 123456789 csv xlsx", TwoFormats, ("export 123456789 csv ", "xlsx", "")),
        ("export 123456789 pdf", UnknownFormat, ("export 123456789 ", "pdf", "")),
        ("export 123456789 张三 as PDF", UnknownFormat, ("export 123456789 张三 as ", "PDF", "")),
        ("trend 2 years", TrendDays, ("trend ", "2 years", "")),
        ("trend 半天", TrendDays, ("trend ", "半天", "")),
        ("trend last monday", TrendDays, ("trend last ", "monday", "")),
        ("trend 我和张三", MentionNeeded, ("trend 我和", "张三", "")),
        ("trend 0d", TrendDays, ("trend ", "0d", "")),
        ("trend 366 days", TrendDays, ("trend ", "366 days", "")),
        ("trend 99999999999w", TrendDays, ("trend ", "99999999999w", "")),
        ("trend 30", TrendDays, ("trend ", "30", "")),
        ("trend 30d 60d", TrendDays, ("trend 30d ", "60d", "")),
        ("trend yesterday", TrendDays, ("trend ", "yesterday", "")),
        ("trend @_user_2 me", TwoPeople, ("trend @张三 ", "me", "")),
        ("trend 张三 30d", MentionNeeded, ("trend ", "张三", " 30d")),
        ("trend @_user_4", Bot, ("trend ", "@Other", "")),
        ("trend @张三", TypedMention, ("trend ", "@张三", "")),
        ("trend room:", RoomMissing, ("trend ", "room:", "")),
        ("123456789 会议室： 昨天", RoomMissing, ("123456789 ", "会议室：", " 昨天")),
        ("explain the weather", UnknownTopic, ("explain ", "the weather", "")),
        ("解释 @_user_2", UnknownTopic, ("解释 ", "@张三", "")),
        ("forget", ForgetWhom, ("forget", "", "")),
        ("忘记", ForgetWhom, ("忘记", "", "")),
        ("forget @_user_2", ForgetWhom, ("forget ", "@张三", "")),
        ("forget me now", NotHere, ("forget me ", "now", "")),
        ("忘记我 吧", NotHere, ("忘记我 ", "吧", "")),
    ];
    for (typed, mistake, (before, at, after)) in table {
        let error = wrong(&format!("/quality {typed}"));
        let before = format!("/quality {before}");
        assert_eq!(
            (error.mistake, error.parts()),
            (mistake, (before.as_str(), at, after)),
            "{typed}"
        );
    }
}

#[test]
fn everybody_is_known_without_an_entry() {
    let message =
        Message { text: "/quality @_all", mentions: &[], bot: None, direct: false, said_at: NOON };
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
    let error = wrong(&format!("/quality {same}@x {same}"));
    let before = format!("…{}", "123456789 ".repeat(6));
    let after = format!(" {}123456…", "123456789 ".repeat(5));
    assert_eq!(error.parts(), (before.as_str(), "@x", after.as_str()));
}

#[test]
fn marks_piled_on_a_letter_are_not_quoted() {
    let pile = format!("e{}", "\u{301}".repeat(50_000));
    assert_eq!(wrong(&format!("/quality {pile} me")).parts(), ("/quality ", "…", " me"));
    assert_eq!(wrong(&format!("/quality me {pile}")).parts(), ("/quality me ", "…", ""));
}

#[test]
fn what_no_name_is_as_long_as_is_none() {
    for long in ["长".repeat(129), "San ".repeat(33), format!("room:{}", "长".repeat(129))] {
        let error = wrong(&format!("/quality 123456789 {long}"));
        assert_eq!(error.mistake, Mistake::UnknownWord);
        assert_eq!(error.parts().0, "/quality 123456789 ");
    }
    let longest = "长".repeat(128);
    let asked = everywhere(&format!("/quality 123456789 {longest}"));
    assert_eq!(asked, about(Whom::One(named(&longest))));
}
