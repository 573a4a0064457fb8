//! Days as people name them; always the latest such day that is not in the future.
//!
//! ```text
//! day     = "today" | "今天" | "yesterday" | "昨天" | "前天" | weekday | date
//!         | "tomorrow" | "明天" | "后天"        understood, and refused
//! weekday = [ week ] ( "monday" | "mon" | "周一" | "星期一" | "礼拜一" | … )
//! week    = "last" | "上" | "上个"      the week before this one; a week begins on Monday
//!         | "this" | "本" | "这"        this week, without what is still to come
//! date    = [ year sep ] month sep day       11-20  11/20  2026-11-20  2026/11/20
//!         | [ year "年" ] month "月" day [ "日" | "号" ]
//! ```
//!
//! All of it in folded text. A day is at most a year ago: Feishu is asked for no more.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::error::Mistake;
use super::spelling::is_dash;

const AGO: [(&str, i32); 10] = [
    ("today", 0),
    ("今天", 0),
    ("今日", 0),
    ("yesterday", 1),
    ("昨天", 1),
    ("昨日", 1),
    ("前天", 2),
    // Still to come, and told so.
    ("tomorrow", -1),
    ("明天", -1),
    ("后天", -2),
];

/// Of several that a text begins with, the longest stands first.
const WEEKS: [(&str, Week); 6] = [
    ("last", Week::Last),
    ("上个", Week::Last),
    ("上", Week::Last),
    ("this", Week::This),
    ("本", Week::This),
    ("这", Week::This),
];

/// The same, in the order of the week.
const WEEKDAYS: [&[&str]; 7] = [
    &["monday", "mon", "周一", "星期一", "礼拜一"],
    &["tuesday", "tues", "tue", "周二", "星期二", "礼拜二"],
    &["wednesday", "wed", "周三", "星期三", "礼拜三"],
    &["thursday", "thurs", "thur", "thu", "周四", "星期四", "礼拜四"],
    &["friday", "fri", "周五", "星期五", "礼拜五"],
    &["saturday", "sat", "周六", "星期六", "礼拜六"],
    &["sunday", "sun", "周日", "周天", "星期日", "星期天", "礼拜日", "礼拜天"],
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Week {
    /// Whichever the latest such day is in.
    Any,
    This,
    Last,
}

/// The numbers of a date as they were written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Numbers<'w> {
    year: Option<&'w str>,
    month: &'w str,
    day: &'w str,
}

/// The day that a word begins with, or what is wrong with it, and the rest of the word; `None` when
/// it begins with no day.
pub(super) fn read(word: &str, today: Date) -> Option<(Result<Date, Mistake>, &str)> {
    if let Some((days, rest)) = any_of(word, AGO) {
        return Some((ago(today, days), rest));
    }
    if let Some((week, weekday, rest)) = weekday(word) {
        return Some((named(week, weekday, today), rest));
    }
    let (numbers, rest) = numbers(word)?;
    Some((numbered(numbers, today), rest))
}

/// Whether a word is the numbers of a date, right or wrong, and so no other number.
pub(super) fn is_date(word: &str) -> bool {
    numbers(word).is_some_and(|(_, rest)| rest.is_empty())
}

/// Whether a word is nothing but what stands before a weekday.
pub(super) fn is_week(word: &str) -> bool {
    WEEKS.iter().any(|(week, _)| *week == word)
}

/// The digits that a text begins with, and the rest.
pub(super) fn digits(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.split_at_checked(end).filter(|(digits, _)| !digits.is_empty())
}

fn any_of<T>(text: &str, words: impl IntoIterator<Item = (&'static str, T)>) -> Option<(T, &str)> {
    words.into_iter().find_map(|(word, meant)| Some((meant, text.strip_prefix(word)?)))
}

fn weekday(word: &str) -> Option<(Week, Weekday, &str)> {
    let (week, rest) = any_of(word, WEEKS).unwrap_or((Week::Any, word));
    let days = std::iter::successors(Some(Weekday::Monday), |day| Some(day.next()));
    let words = WEEKDAYS
        .iter()
        .zip(days)
        .flat_map(|(words, day)| words.iter().map(move |word| (*word, day)));
    let (day, rest) = any_of(rest, words)?;
    Some((week, day, rest))
}

fn named(week: Week, weekday: Weekday, today: Date) -> Result<Date, Mistake> {
    let place = |day: Weekday| i32::from(day.to_monday_zero_offset());
    let back = place(today.weekday()) - place(weekday);
    ago(
        today,
        match week {
            Week::Any => back.rem_euclid(7),
            Week::This => back,
            Week::Last => back + 7,
        },
    )
}

fn ago(today: Date, days: i32) -> Result<Date, Mistake> {
    let day = today.checked_sub(days.days()).map_err(|_| Mistake::NoSuchDate)?;
    within_reach(day, today)
}

fn numbers(word: &str) -> Option<(Numbers<'_>, &str)> {
    let (first, rest) = digits(word)?;
    let (year, month, rest) = if let Some(rest) = rest.strip_prefix('年') {
        let (month, rest) = digits(rest)?;
        (Some(first), month, rest)
    } else {
        (None, first, rest)
    };
    if let Some(rest) = rest.strip_prefix('月') {
        let (day, rest) = digits(rest)?;
        let rest = rest.strip_prefix(['日', '号']).unwrap_or(rest);
        return sized(Numbers { year, month, day }, rest);
    }
    let parts = |c| c == '/' || is_dash(c);
    let (second, rest) = digits(rest.strip_prefix(parts)?)?;
    match rest.strip_prefix(parts) {
        Some(rest) => {
            let (third, rest) = digits(rest)?;
            sized(Numbers { year: Some(first), month: second, day: third }, rest)
        }
        None => sized(Numbers { year, month, day: second }, rest),
    }
}

/// Four digits for a year, one or two for the others: anything else is another number.
fn sized<'w>(numbers: Numbers<'w>, rest: &'w str) -> Option<(Numbers<'w>, &'w str)> {
    let Numbers { year, month, day } = numbers;
    let fits = year.is_none_or(|year| year.len() == 4) && month.len() <= 2 && day.len() <= 2;
    fits.then_some((numbers, rest))
}

fn numbered(numbers: Numbers<'_>, today: Date) -> Result<Date, Mistake> {
    let number = |digits: &str| digits.parse().map_err(|_| Mistake::NoSuchDate);
    let (month, day) = (number(numbers.month)?, number(numbers.day)?);
    let date = |year: i16| Date::new(year, month, day).map_err(|_| Mistake::NoSuchDate);
    if let Some(year) = numbers.year {
        let year = year.parse().map_err(|_| Mistake::NoSuchDate)?;
        return within_reach(date(year)?, today);
    }
    let years = [today.year(), today.year() - 1];
    let latest = years.into_iter().filter_map(|year| date(year).ok()).find(|day| *day <= today);
    within_reach(latest.ok_or(Mistake::NoSuchDate)?, today)
}

fn within_reach(day: Date, today: Date) -> Result<Date, Mistake> {
    if day > today {
        Err(Mistake::FutureDate)
    } else if day < today.saturating_sub(1.year()) {
        Err(Mistake::LongAgo)
    } else {
        Ok(day)
    }
}
