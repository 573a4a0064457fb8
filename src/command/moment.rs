//! Time words: a day, a time of day, or both.
//!
//! ```text
//! moment = day | hour | day [ "t" ] hour     in one word; "的", "那场", "'s" after a day say nothing
//!        | two words that make one of these   "last" "wednesday", "11月" "20日", "下午" "2点", "2" "pm"
//!        | "nov" "20" [ "2026" ] | "20" "nov" [ "2026" ]
//! day    = see `day`
//! hour   = see `hour`
//! ```
//!
//! A day and a time in words of their own are put together by `question`. What begins like a time
//! word and ends like none is a wrong one: a name would have the day forgotten.

use jiff::civil::{Date, DateTime, Time};

use super::arguments::Arguments;
use super::error::{Misplaced, Mistake};
use super::hour::{Half, Hour};
use super::parsed::When;
use super::token::Token;
use super::{day, hour, numeral};

/// What a time word says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) date: Option<Date>,
    pub(super) time: Option<Time>,
    /// Said instead of a time.
    pub(super) half: Option<Half>,
}

/// What follows a day and says nothing.
const OF_A_DAY: [&str; 9] = ["的", "的会", "的会议", "那天", "那场", "那次", "那个会", "'s", "’s"];

/// The time word that arguments begin with, and how many tokens it takes; `None` when they begin
/// with something else.
pub(super) fn read(arguments: &Arguments<'_, '_>) -> Result<Option<(Moment, usize)>, Misplaced> {
    let Some((moment, taken)) = find(arguments.tokens, arguments.said_at.date()) else {
        return Ok(None);
    };
    moment.map(|moment| Some((moment, taken))).map_err(|mistake| arguments.wrong(mistake, taken))
}

/// Whether tokens begin with a time word, right or wrong.
pub(super) fn is_next(arguments: &Arguments<'_, '_>) -> bool {
    find(arguments.tokens, arguments.said_at.date()).is_some()
}

impl Moment {
    /// What was meant; a time or a half of the day alone was the latest one.
    pub(super) fn when(self, said_at: DateTime) -> Result<Option<When>, Mistake> {
        let Self { date, time, half } = self;
        let today = said_at.date();
        let begins = half.map(|half| Time::constant(half.begins(), 0, 0, 0));
        let is_to_come = time.or(begins).is_some_and(|time| time > said_at.time());
        let date = match date {
            None if time.is_none() && half.is_none() => return Ok(None),
            Some(date) if date == today && is_to_come => return Err(Mistake::FutureDate),
            Some(date) => date,
            None if is_to_come => today.yesterday().unwrap_or(today),
            None => today,
        };
        Ok(Some(When { date, time }))
    }
}

fn find(tokens: &[Token<'_>], today: Date) -> Option<(Result<Moment, Mistake>, usize)> {
    let word = |place: usize| tokens.get(place).and_then(Token::word);
    let first = word(0)?;
    let alone = in_word(first, today);
    if let Some(second) = word(1) {
        let awaits_hour = matches!(alone, Some(Ok(Moment { half: Some(_), .. })));
        let whole = match are_of_month(first, second) {
            true => Some(format!("{first} {second}")),
            false if awaits_hour || belong_together(first, second) => {
                Some(format!("{first}{second}"))
            }
            false => None,
        };
        if let Some(whole) = whole
            && let Some(moment) = in_word(&whole, today)
        {
            let year = word(2).filter(|year| year.len() == 4 && are_of_month(first, second));
            let dated = year.and_then(|year| in_word(&format!("{whole} {year}"), today));
            return Some(dated.map_or((moment, 2), |dated| (dated, 3)));
        }
    }
    let mistake = || misread(first).map(Err);
    Some((alone.or_else(mistake)?, 1))
}

/// Whether two words may be one time word: others are never put together, as `1` and `1-20`.
fn belong_together(first: &str, second: &str) -> bool {
    day::is_week(first)
        || hour::is_suffix(second)
        || first.ends_with(['年', '月'])
        || second.starts_with(['点', '号', '日'])
}

/// Whether two words are an English month and a number, in either order.
fn are_of_month(first: &str, second: &str) -> bool {
    let numbered = |word| numeral::digits(word).is_some();
    (day::is_month(first) && numbered(second)) || (numbered(first) && day::is_month(second))
}

fn in_word(word: &str, today: Date) -> Option<Result<Moment, Mistake>> {
    if day::is_span(word) {
        return Some(Err(Mistake::DayNeeded));
    }
    let Some((date, rest)) = day::read(word, today) else {
        return Some(hour::read(word)?.map(|hour| of_hour(None, hour)));
    };
    if rest.is_empty() || OF_A_DAY.contains(&rest) {
        return Some(date.map(|date| Moment { date: Some(date), ..Moment::default() }));
    }
    let hour = hour::read(rest.strip_prefix('t').unwrap_or(rest))?;
    Some(date.and_then(|date| Ok(of_hour(Some(date), hour?))))
}

fn of_hour(date: Option<Date>, hour: Hour) -> Moment {
    match hour {
        Hour::At(time) => Moment { date, time: Some(time), half: None },
        Hour::In(half) => Moment { date, time: None, half: Some(half) },
    }
}

/// What is wrong with a word that was meant as a time word and is none.
fn misread(word: &str) -> Option<Mistake> {
    if day::is_begun(word) || hour::is_begun(word) {
        Some(Mistake::NoSuchTime)
    } else {
        day::ends_with_number(word).then_some(Mistake::NoSuchDate)
    }
}
