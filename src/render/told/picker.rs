//! Which one was meant: several meetings of one number, or several people whose names fit.
//!
//! Invariant: what is picked goes by its place. A few are rows with a button each; more are the
//! options of a select, and what does not fit is counted, not left out in silence. No two people look
//! alike: what tells them apart is when they came, then when they left, then the end of their ids.

use jiff::Timestamp;
use minijinja::{Value, context, value::Serde};
use serde::Serialize;

use super::{With, listed};
use crate::app::answer::Meeting;
use crate::app::inbound::Op;
use crate::app::told::{Among, Candidate, Picker};
use crate::render::offer::Pressed;
use crate::render::text::{Markup, Text, TextError};

/// Rows with a button each.
const MOST_ROWS: usize = 6;

/// The variables of `picker.json.j2`, under the name `picker`.
#[derive(Debug, Clone, Serialize)]
struct PickerView<'a> {
    /// Of what there are several, in one sentence.
    what: Text,
    /// What to do when it is none of them.
    next: Text,
    rows: Vec<RowView<'a>>,
    /// Where there are too many for rows.
    options: Vec<listed::OptionView>,
    /// The zone of the times in options.
    zone: Option<String>,
    /// What the select carries beside the option.
    select: Pressed<'a>,
    /// How many more there are.
    more: usize,
}

#[derive(Debug, Clone, Serialize)]
struct RowView<'a> {
    said: Markup,
    press: Pressed<'a>,
}

pub(super) fn variables(picker: &Picker<'_>, with: With<'_>) -> Result<Value, TextError> {
    let no = [("no", picker.no.to_string().into())];
    let view = match picker.among {
        Among::Meetings(meetings) => PickerView {
            what: with.texts.plain("picker.meetings", &no)?,
            next: with.texts.plain("picker.no_meeting", &no)?,
            rows: rows(picker, Op::Instance, meetings, |meeting| meeting_row(meeting, with))?,
            options: options(meetings, |meeting| {
                let people = listed::people(meeting, with)?;
                listed::spelled(meeting, people.as_slice(), with)
            })?,
            zone: zone(meetings, |meeting| meeting.start, with),
            select: Pressed::new(Op::Instance, picker.asked),
            more: picker.more + meetings.len().saturating_sub(listed::MOST_OPTIONS),
        },
        Among::People(people) => PickerView {
            what: with.texts.plain("picker.people", &no)?,
            next: with.texts.plain("picker.no_person", &no)?,
            rows: rows(picker, Op::Person, people, |it| person_row(it, people, with))?,
            options: options(people, |it| person_option(it, people, with))?,
            zone: zone(people, |person| person.join, with),
            select: Pressed::new(Op::Person, picker.asked),
            more: picker.more + people.len().saturating_sub(listed::MOST_OPTIONS),
        },
    };
    Ok(context! { picker => Serde(view) })
}

fn rows<'a, T>(
    picker: &Picker<'a>,
    op: Op,
    items: &[T],
    say: impl Fn(&T) -> Result<Markup, TextError>,
) -> Result<Vec<RowView<'a>>, TextError> {
    if items.len() > MOST_ROWS {
        return Ok(Vec::new());
    }
    let row = |(place, item)| {
        Ok(RowView { said: say(item)?, press: Pressed::pick(op, picker.asked, place) })
    };
    (0..).zip(items).map(row).collect()
}

fn options<T>(
    items: &[T],
    say: impl Fn(&T) -> Result<Text, TextError>,
) -> Result<Vec<listed::OptionView>, TextError> {
    if items.len() > MOST_ROWS { listed::options(items, say) } else { Ok(Vec::new()) }
}

fn zone<T>(items: &[T], at: impl Fn(&T) -> Timestamp, with: With<'_>) -> Option<String> {
    let first = items.first().filter(|_| items.len() > MOST_ROWS)?;
    Some(listed::zone(at(first), with))
}

fn meeting_row(meeting: &Meeting, with: With<'_>) -> Result<Markup, TextError> {
    let facts: Vec<Text> =
        listed::topic(meeting).into_iter().chain(listed::people(meeting, with)?).collect();
    let key = if facts.is_empty() { "picker.when" } else { "picker.meeting" };
    let values = [
        ("date", listed::time(meeting.start, "date").into()),
        ("start", listed::time(meeting.start, "time").into()),
        ("end", listed::time(meeting.end, "time").into()),
        ("facts", with.texts.list(&facts, "list.facts")?.into()),
    ];
    with.texts.markdown(key, &values)
}

/// What tells somebody from the others of their name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Apart<'a> {
    Join,
    Leave(Timestamp),
    /// The end of the id: it says nothing about the person, and is the same wherever it is shown.
    Id(&'a str, Option<Timestamp>),
}

/// Times are told apart as they are shown, by the minute.
fn apart<'a>(person: &'a Candidate, people: &[Candidate]) -> Apart<'a> {
    let minute = |at: Timestamp| at.as_second().div_euclid(60);
    let alike = |other: &&Candidate| {
        other.id != person.id
            && other.name == person.name
            && minute(other.join) == minute(person.join)
    };
    let mut namesakes = people.iter().filter(alike).peekable();
    if namesakes.peek().is_none() {
        return Apart::Join;
    }
    match person.leave {
        Some(leave) if namesakes.all(|it| it.leave.map(minute) != Some(minute(leave))) => {
            Apart::Leave(leave)
        }
        leave => Apart::Id(listed::tail(person.id.as_str()), leave),
    }
}

fn person_row(
    person: &Candidate,
    people: &[Candidate],
    with: With<'_>,
) -> Result<Markup, TextError> {
    let mut values = vec![
        ("name", listed::name(&person.name, with)?.into()),
        ("date", listed::time(person.join, "date").into()),
        ("time", listed::time(person.join, "time").into()),
    ];
    let apart = apart(person, people);
    let (Apart::Leave(leave) | Apart::Id(_, Some(leave))) = apart else {
        let row = with.texts.markdown("picker.person", &values)?;
        return with_account(apart, row, with);
    };
    values.push(("leave", listed::time(leave, "time").into()));
    with_account(apart, with.texts.markdown("picker.stay", &values)?, with)
}

fn with_account(apart: Apart<'_>, whom: Markup, with: With<'_>) -> Result<Markup, TextError> {
    let Apart::Id(tail, _) = apart else { return Ok(whom) };
    let values = [("whom", whom.into()), ("tail", Text::same(tail).into())];
    with.texts.markdown("picker.account", &values)
}

fn person_option(
    person: &Candidate,
    people: &[Candidate],
    with: With<'_>,
) -> Result<Text, TextError> {
    let mut values = vec![
        ("name", listed::name(&person.name, with)?.into()),
        ("at", listed::moment(person.join, with).into()),
    ];
    let apart = apart(person, people);
    let whom = match apart {
        Apart::Leave(leave) | Apart::Id(_, Some(leave)) => {
            values.push(("leave", listed::time_of_day(leave, with).into()));
            with.texts.plain("picker.stay_option", &values)?
        }
        Apart::Join | Apart::Id(_, None) => with.texts.plain("picker.person_option", &values)?,
    };
    match apart {
        Apart::Id(tail, _) => {
            let values = [("whom", whom.into()), ("tail", Text::same(tail).into())];
            with.texts.plain("picker.account", &values)
        }
        Apart::Join | Apart::Leave(_) => Ok(whom),
    }
}

pub(super) fn text(picker: &Picker<'_>, with: With<'_>) -> Result<Vec<Text>, TextError> {
    let (what, next) = match picker.among {
        Among::Meetings(_) => ("picker.meetings", "picker.no_meeting"),
        Among::People(_) => ("picker.people", "picker.no_person"),
    };
    let no = [("no", picker.no.to_string().into())];
    Ok(vec![with.texts.plain(what, &no)?, with.texts.plain(next, &no)?])
}
