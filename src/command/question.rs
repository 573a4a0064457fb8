//! A question about a meeting: which, when, and whom it is about.
//!
//! ```text
//! question = meeting { person | moment | label | filler }     in any order; a repetition says
//!            nothing new
//! meeting  = see `meeting`: a number, a link, or the latest one of whoever asks
//! person   = see `person`; at most two, of a file one
//! moment   = see `moment`; one day and one time of day
//! label    = see `label`
//! filler   = see `name`
//! ```
//!
//! - Without a person a number is about everybody, and the latest meeting about whoever asks.
//! - A time without a day is that of today, or of yesterday when it is still to come.
//! - A name needs a meeting: without one its words mean nothing.

use std::ops::Range;

use super::arguments::Arguments;
use super::error::{Misplaced, Mistake};
use super::moment::{self, Moment};
use super::parsed::{Person, Question, Which, Whom};
use super::{label, meeting, name, person};

/// What a caller makes of the arguments of a question.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading {
    /// Words that the caller reads itself.
    pub(super) others: fn(&str) -> bool,
    /// How many people it may be about,
    pub(super) people: usize,
    /// and what more are.
    pub(super) too_many: Mistake,
}

/// Reads a question that all arguments ask.
pub(super) fn read(arguments: &Arguments<'_, '_>, reading: Reading) -> Result<Question, Misplaced> {
    let mut said = Said::default();
    let mut rest = *arguments;
    while !rest.tokens.is_empty() {
        rest = rest.after(said.hear(&rest, reading)?);
    }
    said.question(arguments)
}

/// What was said so far.
#[derive(Debug, Default)]
struct Said {
    meeting: Option<Which>,
    people: Vec<Person>,
    moment: Moment,
    /// Where a day or time was said last.
    moment_at: Option<Range<usize>>,
    /// Where a name was said first, not quoted.
    name_at: Option<Range<usize>>,
}

impl Said {
    /// Notes what arguments begin with, and tells how many tokens that was.
    fn hear(&mut self, rest: &Arguments<'_, '_>, reading: Reading) -> Result<usize, Misplaced> {
        let others = reading.others;
        let word = rest.tokens.first().and_then(|first| first.word());
        if word.is_some_and(|word| others(word) || name::is_joiner(word)) {
            return Ok(1);
        }
        if let Some(taken) = label::read(rest.tokens) {
            return Ok(taken);
        }
        // Before the time words: `Sun` may be a family name.
        if let Some((person, taken)) = person::read(rest, others)? {
            self.person(person, rest, taken, reading)?;
            return Ok(taken);
        }
        if let Some((moment, taken)) = moment::read(rest)? {
            self.moment(moment).ok_or_else(|| rest.wrong(Mistake::TwoDates, taken))?;
            self.moment_at = rest.wrong(Mistake::FutureDate, taken).at;
            return Ok(taken);
        }
        if word.is_some_and(name::is_filler) {
            return Ok(1);
        }
        let (which, taken) = if word.is_some_and(meeting::is_latest) {
            (Which::Latest, 1)
        } else {
            let number = meeting::read(rest.tokens)?;
            let (no, taken) = number.ok_or_else(|| rest.wrong(Mistake::UnknownWord, 1))?;
            (Which::No(no), taken)
        };
        only(&mut self.meeting, which).ok_or_else(|| rest.wrong(Mistake::TwoMeetings, taken))?;
        Ok(taken)
    }

    fn person(
        &mut self,
        person: Person,
        rest: &Arguments<'_, '_>,
        taken: usize,
        reading: Reading,
    ) -> Result<(), Misplaced> {
        let is_typed = rest.tokens.first().is_some_and(|first| first.word().is_some());
        if is_typed && matches!(person, Person::Named(_)) && self.name_at.is_none() {
            self.name_at = rest.wrong(Mistake::UnknownWord, taken).at;
        }
        if self.people.contains(&person) {
            return Ok(());
        }
        if self.people.len() == reading.people {
            return Err(rest.wrong(reading.too_many, taken));
        }
        self.people.push(person);
        Ok(())
    }

    fn moment(&mut self, Moment { date, time, half }: Moment) -> Option<()> {
        let said = &mut self.moment;
        date.map_or(Some(()), |date| only(&mut said.date, date))?;
        time.map_or(Some(()), |time| only(&mut said.time, time))?;
        half.map_or(Some(()), |half| only(&mut said.half, half))
    }

    fn question(self, arguments: &Arguments<'_, '_>) -> Result<Question, Misplaced> {
        let meeting = match (self.meeting, self.name_at) {
            (Some(meeting), _) => meeting,
            (None, Some(at)) => return Err(Misplaced::at(Mistake::UnknownWord, at)),
            (None, None) => return Err(Misplaced::missing(Mistake::MeetingMissing)),
        };
        let when = self.moment.when(arguments.said_at);
        let when = when.map_err(|mistake| Misplaced { mistake, at: self.moment_at })?;
        let mut people = self.people.into_iter();
        let whom = match (people.next(), people.next()) {
            (Some(one), Some(other)) => Whom::Two(one, other),
            (Some(one), None) => Whom::One(one),
            (None, _) if meeting == Which::Latest => Whom::One(Person::Sender),
            (None, _) => Whom::Everybody,
        };
        Ok(Question { meeting, when, whom })
    }
}

/// Notes what was said; `None` when something else was said before.
fn only<T: PartialEq>(said: &mut Option<T>, now: T) -> Option<()> {
    let agrees = said.as_ref().is_none_or(|before| *before == now);
    *said = Some(now);
    agrees.then_some(())
}
