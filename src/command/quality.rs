//! `/quality`: how good a meeting was for one person.
//!
//! ```text
//! arguments = meeting [ person ]     in any order; a repetition says nothing new
//! meeting   = see `meeting`
//! person    = see `person`           the sender when absent
//! ```

use super::error::{Misplaced, Mistake};
use super::parsed::{Command, Question, Which, Whom};
use super::registry::{Entry, Usage};
use super::token::Token;
use super::{meeting, person};

pub(super) const ENTRY: Entry = Entry {
    name: "quality",
    aliases: &[],
    usages: &[
        Usage { pattern: "/quality {meeting}", key: "sender" },
        Usage { pattern: "/quality {meeting} {person}", key: "person" },
    ],
    parse,
};

fn parse(arguments: &[Token<'_>]) -> Result<Command, Misplaced> {
    let mut asked_meeting = None;
    let mut asked_person = None;
    let mut rest = arguments;
    while let Some(first) = rest.first() {
        let taken = if let Some((no, taken)) = meeting::read(rest)? {
            let last = rest.get(taken - 1).unwrap_or(first);
            only(&mut asked_meeting, no).ok_or_else(|| {
                Misplaced::at(Mistake::TwoMeetings, first.span.start..last.span.end)
            })?;
            taken
        } else {
            let here = |mistake| Misplaced::at(mistake, first.span.clone());
            let person = person::read(first).map_err(here)?;
            let person = person.ok_or_else(|| here(Mistake::UnknownWord))?;
            only(&mut asked_person, person).ok_or_else(|| here(Mistake::TwoPeople))?;
            1
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
    let meeting = asked_meeting.ok_or_else(|| Misplaced::missing(Mistake::MeetingMissing))?;
    let whom = asked_person.map_or(Whom::Everybody, Whom::One);
    Ok(Command::Quality(Question { meeting: Which::No(meeting), when: None, whom }))
}

/// Notes what was said; `None` when something else was said before.
fn only<T: PartialEq>(said: &mut Option<T>, now: T) -> Option<()> {
    let agrees = said.as_ref().is_none_or(|before| *before == now);
    *said = Some(now);
    agrees.then_some(())
}
