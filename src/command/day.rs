//! Days as people name them; always the latest such day that is not in the future.
//!
//! ```text
//! day     = "today" | "tonight" | "今天" | "yesterday" | "昨天" | "前天" | "大前天" | weekday | date
//!         | "tomorrow" | "明天" | "后天"        understood, and refused
//!         | "今" | "昨" | "前" | "this" | "last"       before a half of the day: 昨晚, last night
//!         | number "天前"
//! weekday = [ week ] ( "monday" | "mon" | "周一" | "星期一" | "礼拜一" | … )
//! week    = "last" | "上" | "上个"      the week before this one; a week begins on Monday
//!         | "this" | "本" | "这"        this week, without what is still to come
//!         | "next" | "下" | "下个"      understood, and refused
//! date    = [ year sep ] month sep day       11-20  11/20  2026-11-20  2026/11/20
//!         | [ [ year "年" ] month "月" ] day "日"      the last sign may be "号", and absent after a month
//!         | month day [ year ] | day month [ year ]   Nov 20, 20 November 2026, 20th Nov
//! span    = [ week ] ( "week" | "周" | "月" | … )     understood, and asked for a day of it
//! ```
//!
//! All of it in folded text; numbers see `numeral`. A day is at most a year ago: Feishu is asked for
//! no more.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::error::Mistake;
use super::numeral::{digits, short};
use super::spelling::is_dash;

const AGO: [(&str, i32); 12] = [
    ("today", 0),
    ("今天", 0),
    ("今日", 0),
    ("tonight", 0),
    ("yesterday", 1),
    ("昨天", 1),
    ("昨日", 1),
    ("前天", 2),
    ("大前天", 3),
    // Still to come, and told so.
    ("tomorrow", -1),
    ("明天", -1),
    ("后天", -2),
];

/// Of several that a text begins with, the longest stands first.
const WEEKS: [(&str, Week); 10] = [
    ("last", Week::Last),
    ("上个", Week::Last),
    ("上", Week::Last),
    ("this", Week::This),
    ("本", Week::This),
    ("这个", Week::This),
    ("这", Week::This),
    ("next", Week::Next),
    ("下个", Week::Next),
    ("下", Week::Next),
];

/// What is named by a week of these words: many days.
const SPANS: [&str; 8] = ["week", "weekend", "month", "周", "周末", "星期", "礼拜", "月"];

/// A day that is named with a half of it, and how many days ago that is.
const WITH_HALF: [(&str, &str, i32); 12] = [
    ("this", "morning", 0),
    ("this", "afternoon", 0),
    ("this", "evening", 0),
    ("last", "evening", 1),
    ("last", "night", 1),
    ("今", "早", 0),
    ("今", "晚", 0),
    ("昨", "早", 1),
    ("昨", "晚", 1),
    ("前", "晚", 2),
    ("明", "早", -1),
    ("明", "晚", -1),
];

/// Of several that a text begins with, the longest stands first.
const MONTHS: [(&str, i8); 24] = [
    ("january", 1),
    ("february", 2),
    ("march", 3),
    ("april", 4),
    ("may", 5),
    ("june", 6),
    ("july", 7),
    ("august", 8),
    ("september", 9),
    ("october", 10),
    ("november", 11),
    ("december", 12),
    ("jan", 1),
    ("feb", 2),
    ("mar", 3),
    ("apr", 4),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sept", 9),
    ("sep", 9),
    ("oct", 10),
    ("nov", 11),
    ("dec", 12),
];
const ORDINALS: [&str; 4] = ["st", "nd", "rd", "th"];

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
    Next,
}

/// The numbers of a date as they were written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Numbers {
    year: Option<i16>,
    /// This one or one before it when absent.
    month: Option<i8>,
    day: i8,
}

/// The day that a word begins with, or what is wrong with it, and the rest of the word; `None` when
/// it begins with no day.
pub(super) fn read(word: &str, today: Date) -> Option<(Result<Date, Mistake>, &str)> {
    if let Some((days, rest)) = any_of(word, AGO).or_else(|| with_half(word)) {
        return Some((ago(today, days), rest));
    }
    if let Some((days, rest)) = counted_back(word) {
        return Some((ago(today, days.into()), rest));
    }
    if let Some((week, weekday, rest)) = weekday(word) {
        return Some((named(week, weekday, today), rest));
    }
    let (numbers, rest) = numbers(word)?;
    Some((numbered(numbers, today), rest))
}

/// Whether a word is the numbers of a date, right or wrong, and so no other number.
pub(super) fn is_date(word: &str) -> bool {
    in_figures(word).is_some_and(|(_, rest)| rest.is_empty())
}

/// Whether a word is nothing but what stands before a weekday.
pub(super) fn is_week(word: &str) -> bool {
    WEEKS.iter().any(|(week, _)| *week == word)
}

/// Whether a word is an English month.
pub(super) fn is_month(word: &str) -> bool {
    MONTHS.iter().any(|(month, _)| *month == word)
}

/// Whether a word is a week or more.
pub(super) fn is_span(word: &str) -> bool {
    let named = any_of(word, WEEKS).is_some_and(|(_, rest)| SPANS.contains(&rest));
    // Other spans alone are names or units.
    named || matches!(word, "weekend" | "周末")
}

/// Whether a word was meant as a day, whatever follows in it.
pub(super) fn is_begun(word: &str) -> bool {
    let begun = any_of(word, AGO).is_some() || with_half(word).is_some();
    begun && !word.starts_with(|c: char| c.is_ascii())
}

/// Whether a word ends like a day of a month: `上个月20号`.
pub(super) fn ends_with_number(word: &str) -> bool {
    let number = word.strip_suffix(['日', '号']).and_then(|number| number.chars().next_back());
    number.is_some_and(|last| short(last.encode_utf8(&mut [0; 4])).is_some() || last == '十')
}

fn any_of<T>(text: &str, words: impl IntoIterator<Item = (&'static str, T)>) -> Option<(T, &str)> {
    words.into_iter().find_map(|(word, meant)| Some((meant, text.strip_prefix(word)?)))
}

/// A number of days ago.
fn counted_back(word: &str) -> Option<(i8, &str)> {
    let (days, rest) = short(word)?;
    Some((days, rest.strip_prefix("天前")?))
}

/// A day that stands before a half of it, and that half with what follows.
fn with_half(word: &str) -> Option<(i32, &str)> {
    WITH_HALF.iter().find_map(|(day, half, days)| {
        let rest = word.strip_prefix(day)?;
        rest.starts_with(half).then_some((*days, rest))
    })
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
            Week::Next => back - 7,
        },
    )
}

fn ago(today: Date, days: i32) -> Result<Date, Mistake> {
    let day = today.checked_sub(days.days()).map_err(|_| Mistake::NoSuchDate)?;
    within_reach(day, today)
}

fn numbers(word: &str) -> Option<(Numbers, &str)> {
    in_chinese(word).or_else(|| in_english(word)).or_else(|| in_figures(word))
}

fn in_chinese(word: &str) -> Option<(Numbers, &str)> {
    let with_year = year(word).and_then(|(year, rest)| Some((year, rest.strip_prefix('年')?)));
    let (year, rest) = with_year.map_or((None, word), |(year, rest)| (Some(year), rest));
    let (first, rest) = short(rest)?;
    if let Some(rest) = rest.strip_prefix(['日', '号']) {
        return year.is_none().then_some((Numbers { year, month: None, day: first }, rest));
    }
    let (day, rest) = short(rest.strip_prefix('月')?)?;
    let rest = rest.strip_prefix(['日', '号']).unwrap_or(rest);
    Some((Numbers { year, month: Some(first), day }, rest))
}

fn in_english(word: &str) -> Option<(Numbers, &str)> {
    let (month, day, rest) = if let Some((month, rest)) = any_of(word, MONTHS) {
        let (day, rest) = number(rest.trim_start())?;
        (month, day, ordinal(rest))
    } else {
        let (day, rest) = number(word)?;
        let (month, rest) = any_of(ordinal(rest).trim_start(), MONTHS)?;
        (month, day, rest)
    };
    let (year, rest) =
        year(rest.trim_start()).map_or((None, rest), |(year, rest)| (Some(year), rest));
    Some((Numbers { year, month: Some(month), day }, rest))
}

fn in_figures(word: &str) -> Option<(Numbers, &str)> {
    let parts = |c| c == '/' || is_dash(c);
    if let Some((first, rest)) = year(word) {
        let (month, rest) = number(rest.strip_prefix(parts)?)?;
        let (day, rest) = number(rest.strip_prefix(parts)?)?;
        return Some((Numbers { year: Some(first), month: Some(month), day }, rest));
    }
    let (month, rest) = number(word)?;
    let (day, rest) = number(rest.strip_prefix(parts)?)?;
    // Three numbers are no date without a year.
    let ends = !rest.starts_with(parts);
    ends.then_some((Numbers { year: None, month: Some(month), day }, rest))
}

/// Four digits, no more.
fn year(text: &str) -> Option<(i16, &str)> {
    let (year, rest) = digits(text).filter(|(year, _)| year.len() == 4)?;
    Some((year.parse().ok()?, rest))
}

/// One or two digits, no more.
fn number(text: &str) -> Option<(i8, &str)> {
    digits(text).and_then(|_| short(text))
}

/// A text without the `th` and the like that it begins with.
fn ordinal(text: &str) -> &str {
    ORDINALS.iter().find_map(|ordinal| text.strip_prefix(ordinal)).unwrap_or(text)
}

fn numbered(numbers: Numbers, today: Date) -> Result<Date, Mistake> {
    let Numbers { year, month, day } = numbers;
    let Some(month) = month else { return of_month(day, today) };
    let date = |year: i16| Date::new(year, month, day).map_err(|_| Mistake::NoSuchDate);
    if let Some(year) = year {
        return within_reach(date(year)?, today);
    }
    let years = [today.year(), today.year() - 1];
    let latest = years.into_iter().filter_map(|year| date(year).ok()).find(|day| *day <= today);
    within_reach(latest.ok_or(Mistake::NoSuchDate)?, today)
}

/// The latest day of this number in a month that has it.
fn of_month(day: i8, today: Date) -> Result<Date, Mistake> {
    let months = (0..12).map(|back: i32| today.saturating_sub(back.months()));
    let mut days = months.filter_map(|month| Date::new(month.year(), month.month(), day).ok());
    days.find(|day| *day <= today).ok_or(Mistake::NoSuchDate)
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
