//! `/quality trend`: a person's meetings over time.
//!
//! ```text
//! arguments = [ person ] [ span ]             in any order; the sender and 30 days when absent
//! person    = see `person`, without names: there is no participant list to find them in
//! span      = number unit                     in one word or two; 1 to 365 days
//! unit      = "d" | "day" | "days" | "天"
//!           | "w" | "week" | "weeks" | "周"     seven days
//!           | "m" | "month" | "months" | "个月"  thirty days
//! ```

use super::arguments::Arguments;
use super::error::{Misplaced, Mistake};
use super::moment;
use super::numeral::digits;
use super::parsed::{Command, Person};
use super::person;
use super::registry::{Entry, Usage};

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
const UNITS: [(&[&str], u16); 3] = [
    (&["d", "day", "days", "天"], 1),
    (&["w", "week", "weeks", "周", "星期"], 7),
    (&["m", "month", "months", "个月", "月"], 30),
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

/// The days that arguments begin with, and how many tokens tell them.
fn span(arguments: &Arguments<'_, '_>) -> Result<Option<(u16, usize)>, Misplaced> {
    let word = |place: usize| arguments.tokens.get(place).and_then(|token| token.word());
    let Some((number, unit)) = word(0).and_then(digits) else { return Ok(None) };
    let next = word(1).filter(|_| unit.is_empty());
    let (unit, taken) = match (days_of(unit), next.and_then(days_of)) {
        (Some(unit), _) => (unit, 1),
        (None, Some(unit)) => (unit, 2),
        (None, None) => return Err(arguments.wrong(Mistake::TrendDays, 1)),
    };
    let days = number.parse::<u16>().ok().and_then(|number| number.checked_mul(unit));
    match days {
        Some(days @ 1..=MOST_DAYS) => Ok(Some((days, taken))),
        _ => Err(arguments.wrong(Mistake::TrendDays, taken)),
    }
}

/// Whether a word is a span, right or wrong.
fn is_span(word: &str) -> bool {
    digits(word).is_some_and(|(_, unit)| days_of(unit).is_some())
}

fn days_of(unit: &str) -> Option<u16> {
    UNITS.iter().find(|(words, _)| words.contains(&unit)).map(|(_, days)| *days)
}
