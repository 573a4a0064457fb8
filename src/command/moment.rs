//! Time words: a day, a time of day, or both.
//!
//! ```text
//! moment = day | time | day [ "t" ] time     in one word
//!        | two words that make one of these   "last" "wednesday", "11月" "20日", "下午" "2点", "2" "pm"
//! day    = see `day`
//! time   = see `hour`
//! ```
//!
//! A day and a time in words of their own are put together by `question`.

use jiff::civil::{Date, DateTime, Time};

use super::arguments::Arguments;
use super::error::{Misplaced, Mistake};
use super::parsed::When;
use super::token::Token;
use super::{day, hour};

/// What a time word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) date: Option<Date>,
    pub(super) time: Option<Time>,
}

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

/// What was said with a day, a time or both; a time alone was the latest one that is over.
pub(super) fn when(
    date: Option<Date>,
    time: Option<Time>,
    said_at: DateTime,
) -> Result<Option<When>, Mistake> {
    let today = said_at.date();
    let is_to_come = |time: &Time| *time > said_at.time();
    let date = match (date, &time) {
        (None, None) => return Ok(None),
        (Some(date), Some(time)) if date == today && is_to_come(time) => {
            return Err(Mistake::FutureDate);
        }
        (Some(date), _) => date,
        (None, Some(time)) if is_to_come(time) => today.yesterday().unwrap_or(today),
        (None, Some(_)) => today,
    };
    Ok(Some(When { date, time }))
}

fn find(tokens: &[Token<'_>], today: Date) -> Option<(Result<Moment, Mistake>, usize)> {
    let first = tokens.first()?.word()?;
    if let Some(moment) = in_word(first, today) {
        return Some((moment, 1));
    }
    let second = tokens.get(1)?.word()?;
    let whole = belong_together(first, second).then(|| format!("{first}{second}"))?;
    Some((in_word(&whole, today)?, 2))
}

/// Whether two words may be one time word: others are never put together, as `1` and `1-20`.
fn belong_together(first: &str, second: &str) -> bool {
    day::is_week(first)
        || hour::awaits_hour(first)
        || hour::is_half(second)
        || first.ends_with(['年', '月'])
}

fn in_word(word: &str, today: Date) -> Option<Result<Moment, Mistake>> {
    let Some((date, rest)) = day::read(word, today) else {
        let time = hour::read(word)?;
        return Some(time.map(|time| Moment { date: None, time: Some(time) }));
    };
    let time = match rest {
        "" => None,
        _ => Some(hour::read(rest.strip_prefix('t').unwrap_or(rest))?),
    };
    Some(date.and_then(|date| Ok(Moment { date: Some(date), time: time.transpose()? })))
}
