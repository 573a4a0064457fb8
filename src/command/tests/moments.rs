//! Days and times, as they are said on Friday 2026-11-20 at noon.

use jiff::civil::{Date, time};

use super::*;

fn when_said(text: &str, said_at: DateTime) -> Parsed {
    parse(&Message { text, mentions: &[], bot: None, direct: false, said_at })
}

fn at(date: Date, clock: Option<(i8, i8)>) -> Parsed {
    let time = clock.map(|(hour, minute)| time(hour, minute, 0, 0));
    let question = Question { when: Some(When { date, time }), ..question(Whom::Everybody) };
    Parsed::Command(Command::Quality(question))
}

#[test]
fn a_day_is_the_latest_one_that_people_can_mean() {
    let table: [(&[&str], Date); 23] = [
        (
            &["today", "今天", "TODAY", "今日", "11-20", "friday", "周五", "星期五"],
            date(2026, 11, 20),
        ),
        (&["yesterday", "昨天", "thu", "Thursday。", "礼拜四", "11/19"], date(2026, 11, 19)),
        (&["前天", "wed", "周三", "11月18日", "11月18号", "11月 18日"], date(2026, 11, 18)),
        (&["tuesday", "tue", "周二"], date(2026, 11, 17)),
        (&["monday", "mon", "周一", "本周一", "this monday"], date(2026, 11, 16)),
        (&["sunday", "sun", "周日", "周天", "星期天", "last sunday", "上周日"], date(2026, 11, 15)),
        (&["saturday", "sat", "周六"], date(2026, 11, 14)),
        (
            &["last wednesday", "last wed", "上周三", "上星期三", "上个礼拜三", "上 周三"],
            date(2026, 11, 11),
        ),
        (&["last friday", "上周五"], date(2026, 11, 13)),
        (
            &["1-2", "01/02", "1月2日", "１－２", "1–2", "2026-1-2", "2026年1月2日"],
            date(2026, 1, 2),
        ),
        (&["11-21", "11/21", "11月21", "2025-11-21", "2025/11/21"], date(2025, 11, 21)),
        (&["12-31"], date(2025, 12, 31)),
        (&["2026-11-20", "2026/11/20", "2026年11月20日", "2026年 11月20号"], date(2026, 11, 20)),
        (&["2025-11-20"], date(2025, 11, 20)),
        (&["今天 today 11-20 周五"], date(2026, 11, 20)),
        (
            &[
                "20号",
                "20 号",
                "二十日",
                "十一月二十号",
                "Nov 20",
                "20 nov",
                "20nov",
                "November 20th,",
            ],
            date(2026, 11, 20),
        ),
        (&["21号", "二十一号", "21日"], date(2026, 10, 21)),
        (&["31号", "三十一日"], date(2026, 10, 31)),
        (&["Nov 20 2025", "20 November 2025", "nov 20, 2025"], date(2025, 11, 20)),
        (&["大前天", "三天前", "3天前", "十一月十七日", "Nov 17"], date(2026, 11, 17)),
        // A half of the day alone narrows nothing.
        (
            &["今早", "今天上午", "this morning", "上午", "凌晨", "today morning", "今天的会"],
            date(2026, 11, 20),
        ),
        (
            &[
                "昨天下午",
                "昨天 下午",
                "昨晚",
                "last night",
                "yesterday afternoon",
                "晚上",
                "傍晚",
                "yesterday's",
                "昨天的",
                "昨天那场",
                "周四晚上",
                "thursday evening",
            ],
            date(2026, 11, 19),
        ),
        (&["周三下午", "周三那天", "前晚", "11月18日上午", "十一月十八号"], date(2026, 11, 18)),
    ];
    for (spellings, day) in table {
        for typed in spellings {
            for text in
                [format!("/quality 123456789 {typed}"), format!("/quality {typed} 123 456 789")]
            {
                assert_eq!(when_said(&text, NOON), at(day, None), "{text}");
            }
        }
    }
}

#[test]
fn a_time_is_told_with_a_day_or_is_the_latest_one_that_is_over() {
    let (today, before) = (date(2026, 11, 20), date(2026, 11, 19));
    let table = [
        ("9:30", today, (9, 30)),
        ("09：30", today, (9, 30)),
        ("12:00", today, (12, 0)),
        ("14:00", before, (14, 0)),
        ("14:00:05", before, (14, 0)),
        ("14点", before, (14, 0)),
        ("14点30", before, (14, 30)),
        ("14点30分", before, (14, 30)),
        ("2点半", today, (2, 30)),
        ("下午2点", before, (14, 0)),
        ("下午 2点", before, (14, 0)),
        ("晚上8:15", before, (20, 15)),
        ("上午9点", today, (9, 0)),
        ("2pm", before, (14, 0)),
        ("2 PM", before, (14, 0)),
        ("2:30pm", before, (14, 30)),
        ("12am", today, (0, 0)),
        ("12pm", today, (12, 0)),
        ("yesterday 9:00", before, (9, 0)),
        ("9:00 yesterday", before, (9, 0)),
        ("昨天14:00", before, (14, 0)),
        ("昨天下午2点", before, (14, 0)),
        ("昨天下午 2点", before, (14, 0)),
        ("today 11:59", today, (11, 59)),
        ("昨天下午三点", before, (15, 0)),
        ("昨天下午 三点半", before, (15, 30)),
        ("昨天 下午 三点一刻", before, (15, 15)),
        ("昨晚8点", before, (20, 0)),
        ("昨晚 八点零五分", before, (20, 5)),
        ("last night 8pm", before, (20, 0)),
        ("昨天中午12点", before, (12, 0)),
        ("昨天中午一点", before, (13, 0)),
        ("昨天傍晚六点左右", before, (18, 0)),
        ("今早9点", today, (9, 0)),
        ("凌晨十二点半", today, (0, 30)),
        ("周四二十二点", before, (22, 0)),
        ("两点钟", today, (2, 0)),
        ("早8点", today, (8, 0)),
        ("3 点半", today, (3, 30)),
        ("9:30 a.m.", today, (9, 30)),
        ("Nov 19 2:30 pm", before, (14, 30)),
        ("2026-11-18 14:00", date(2026, 11, 18), (14, 0)),
        ("2026-11-18T14:00:00", date(2026, 11, 18), (14, 0)),
        ("14:00 周三", date(2026, 11, 18), (14, 0)),
    ];
    for (typed, day, clock) in table {
        let text = format!("/quality 123456789 {typed}");
        assert_eq!(when_said(&text, NOON), at(day, Some(clock)), "{text}");
    }
}

#[test]
fn a_number_is_a_number_and_a_date_is_a_date() {
    let table = [
        ("/quality 123 456 789 11-20", date(2026, 11, 20)),
        ("/quality 11-20 123-456-789", date(2026, 11, 20)),
        ("/quality 2026-11-18 123 456 789", date(2026, 11, 18)),
        ("/quality 123 - 456 - 789 2026/11/18", date(2026, 11, 18)),
    ];
    for (text, day) in table {
        assert_eq!(when_said(text, NOON), at(day, None), "{text}");
    }
}

#[test]
fn a_leap_day_is_found_in_the_year_that_has_it() {
    let said = |text, day: Date| when_said(text, day.at(12, 0, 0, 0));
    let leap = at(date(2028, 2, 29), None);
    assert_eq!(said("/quality 123456789 2-29", date(2029, 1, 10)), leap);
    assert_eq!(said("/quality 123456789 2-29", date(2028, 2, 29)), leap);
    let Parsed::Wrong(error) = said("/quality 123456789 2-29", date(2028, 2, 28)) else {
        panic!("2027 has no such day")
    };
    assert_eq!(error.mistake, Mistake::NoSuchDate);
}

#[test]
fn the_first_moment_of_the_calendar_is_no_trouble() {
    for text in ["yesterday", "14:00", "last monday", "2-29", "-9999-01-01"] {
        let said_at = DateTime::MIN;
        assert_ne!(when_said(&format!("/quality 123456789 {text}"), said_at), Parsed::Ignored);
    }
}

#[test]
fn a_latest_meeting_may_have_a_day() {
    let when = Some(When { date: date(2026, 11, 19), time: None });
    let question = Question { meeting: Which::Latest, when, whom: Whom::One(Person::Sender) };
    let wanted = Parsed::Command(Command::Quality(question));
    for text in
        ["/quality last yesterday", "/quality 昨天 上次", "/quality last last thursday 11-19"]
    {
        // Thursday of the week before is another day than yesterday.
        if text.ends_with("11-19") {
            assert!(matches!(when_said(text, NOON), Parsed::Wrong(_)), "{text}");
        } else {
            assert_eq!(when_said(text, NOON), wanted, "{text}");
        }
    }
}
