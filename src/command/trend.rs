//! `/quality trend`: a person's meetings over time.
//!
//! ```text
//! arguments = { person | span | lead | filler }     in any order; the sender and 30 days when absent
//! person    = see `person`, without names: there is no participant list to find them in
//! span      = [ lead ] [ count ] unit         in one word or two; 1 to 365 days
//! lead      = "last" | "past" | "最近" | "近" | "过去" | "上" | "上个" | …
//! count     = digits | "半" | a Chinese number, see `numeral`
//! unit      = "d" | "day" | "days" | "天"
//!           | "w" | "week" | "weeks" | "周" | "星期"     seven days
//!           | "m" | "month" | "months" | "个月"          thirty days
//!           | "quarter" | "季度"                        ninety days
//!           | "y" | "year" | "years" | "年"              365 days
//! filler    = see `name`
//! ```

use super::arguments::Arguments;
use super::error::{Misplaced, Mistake};
use super::numeral::{chinese, digits};
use super::parsed::{Command, Person};
use super::registry::{Entry, Usage};
use super::{moment, name, person};

pub(super) const ENTRY: Entry = Entry {
    name: "trend",
    aliases: &["trend", "趋势"],
    usages: &[Usage {
        key: "person",
        zh_cn: "/quality 趋势 {person} 30天",
        en_us: "/quality trend {person} 30d",
    }],
    parse,
};

const USUAL_DAYS: u16 = 30;
const MOST_DAYS: u16 = 365;
const UNITS: [(&[&str], u16); 5] = [
    (&["d", "day", "days", "天"], 1),
    (&["w", "week", "weeks", "周", "星期", "个星期", "礼拜", "个礼拜"], 7),
    (&["m", "month", "months", "个月", "月"], 30),
    (&["quarter", "quarters", "季度", "个季度"], 90),
    (&["y", "year", "years", "年"], 365),
];
/// What stands before a span and says nothing. Of several that a word begins with, the longest
/// stands first.
const LEADS: [&str; 13] = [
    "last", "past", "previous", "this", "最近", "过去", "这个", "上个", "近", "上", "这", "本", "a",
];

fn parse(arguments: &Arguments<'_, '_>) -> Result<Command, Misplaced> {
    let mut asked_person = None;
    let mut asked_days = None;
    let mut rest = *arguments;
    while !rest.tokens.is_empty() {
        let taken = if let Some((days, taken)) = span(&rest)? {
            if asked_days.replace(days).is_some_and(|before| before != days) {
                return Err(rest.wrong(Mistake::TrendDays, taken));
            }
            taken
        } else if let Some((person, taken)) = person::read_known(&rest, is_span)? {
            if asked_person.as_ref().is_some_and(|before| *before != person) {
                return Err(rest.wrong(Mistake::TwoPeople, taken));
            }
            asked_person = Some(person);
            taken
        } else if rest.tokens.first().and_then(|first| first.word()).is_some_and(says_nothing) {
            1
        } else if moment::is_next(&rest) {
            return Err(rest.wrong(Mistake::TrendDays, 1));
        } else {
            return Err(rest.wrong(Mistake::MentionNeeded, 1));
        };
        rest = rest.after(taken);
    }
    let person = asked_person.unwrap_or(Person::Sender);
    Ok(Command::Trend { person, days: asked_days.unwrap_or(USUAL_DAYS) })
}

/// How many units a span has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Count<'w> {
    Digits(&'w str),
    Few(i8),
    Half,
}

impl Count<'_> {
    /// How many days that many units of so many days are, if it is a number of days at all.
    fn times(self, unit: u16) -> Option<u16> {
        match self {
            Self::Digits(number) => number.parse::<u16>().ok()?.checked_mul(unit),
            Self::Few(number) => u16::try_from(number).ok()?.checked_mul(unit),
            Self::Half => Some(unit / 2),
        }
    }
}

/// The days that arguments begin with, and how many tokens tell them.
fn span(arguments: &Arguments<'_, '_>) -> Result<Option<(u16, usize)>, Misplaced> {
    let word = |place: usize| arguments.tokens.get(place).and_then(|token| token.word());
    let Some(said) = word(0).map(after_lead) else { return Ok(None) };
    let Some((count, unit)) = count(said) else {
        return Ok(days_of(said).filter(|_| !is_letter(said)).map(|days| (days, 1)));
    };
    let next = word(1).filter(|_| unit.is_empty());
    let (unit, taken) = match (days_of(unit), next.and_then(days_of)) {
        (Some(unit), _) => (unit, 1),
        (None, Some(unit)) => (unit, 2),
        (None, None) if matches!(count, Count::Digits(_)) => {
            return Err(arguments.wrong(Mistake::TrendDays, 1));
        }
        (None, None) => return Ok(None),
    };
    match count.times(unit) {
        Some(days @ 1..=MOST_DAYS) => Ok(Some((days, taken))),
        _ => Err(arguments.wrong(Mistake::TrendDays, taken)),
    }
}

/// Whether a word is a span with its number, right or wrong.
fn is_span(word: &str) -> bool {
    count(after_lead(word)).is_some_and(|(_, unit)| days_of(unit).is_some())
}

/// The number that a text begins with, and the rest.
fn count(text: &str) -> Option<(Count<'_>, &str)> {
    let in_digits = digits(text).map(|(number, rest)| (Count::Digits(number), rest));
    in_digits
        .or_else(|| chinese(text).map(|(number, rest)| (Count::Few(number), rest)))
        .or_else(|| text.strip_prefix('半').map(|rest| (Count::Half, rest)))
}

/// A word without the lead that it begins with; a lead alone stays.
fn after_lead(word: &str) -> &str {
    let after =
        LEADS.iter().filter(|lead| !lead.is_ascii()).find_map(|lead| word.strip_prefix(lead));
    after.filter(|rest| !rest.is_empty()).unwrap_or(word)
}

fn says_nothing(word: &str) -> bool {
    LEADS.contains(&word) || name::says_nothing(word)
}

/// Whether a unit is so short that alone it may be anything.
fn is_letter(unit: &str) -> bool {
    unit.len() == 1
}

fn days_of(unit: &str) -> Option<u16> {
    UNITS.iter().find(|(words, _)| words.contains(&unit)).map(|(_, days)| *days)
}
