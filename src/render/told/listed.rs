//! Meetings and people as they stand in a list: in few words, and told apart.
//!
//! Invariant: text from outside is short here, so that a full list fits into a card. Times are in
//! each viewer's zone, except in an option, which can hold no such time: there they are in the
//! operator's, and the zone is named (dossier 8.2, 8.3).

use jiff::Timestamp;
use serde::Serialize;

use super::With;
use crate::app::answer::Meeting;
use crate::render::text::{Markup, Text, TextError};
use crate::render::{escape, words};

/// Options of a select.
pub(super) const MOST_OPTIONS: usize = 50;

/// Characters of an id that are shown.
const TAIL: usize = 4;

/// An option of a select.
#[derive(Debug, Clone, Serialize)]
pub(super) struct OptionView {
    /// In the list; what a choice carries.
    place: String,
    text: Text,
}

/// The end of an id, which tells namesakes apart and says nothing else of them.
pub(super) fn tail(id: &str) -> &str {
    let from = id.char_indices().rev().nth(TAIL - 1).map_or(0, |(from, _)| from);
    id.get(from..).unwrap_or(id)
}

/// The first of them as options.
pub(super) fn options<T>(
    items: &[T],
    say: impl Fn(&T) -> Result<Text, TextError>,
) -> Result<Vec<OptionView>, TextError> {
    let items = items.iter().take(MOST_OPTIONS).enumerate();
    items
        .map(|(place, item)| Ok(OptionView { place: place.to_string(), text: say(item)? }))
        .collect()
}

/// A meeting in the operator's zone: when, and what else tells it from others.
pub(super) fn spelled(meeting: &Meeting, more: &[Text], with: With<'_>) -> Result<Text, TextError> {
    let (start, end) = (local(meeting.start, with), local(meeting.end, with));
    let (date, from, to) =
        (start.strftime("%Y-%m-%d"), start.strftime("%H:%M"), end.strftime("%H:%M"));
    let mut parts = vec![Text::same(&format!("{date} {from}–{to}"))];
    parts.extend(topic(meeting));
    parts.extend_from_slice(more);
    with.texts.list(&parts, "list.facts")
}

/// A moment in the operator's zone.
pub(super) fn moment(at: Timestamp, with: With<'_>) -> String {
    local(at, with).strftime("%Y-%m-%d %H:%M").to_string()
}

/// The time of day in the operator's zone.
pub(super) fn time_of_day(at: Timestamp, with: With<'_>) -> String {
    local(at, with).strftime("%H:%M").to_string()
}

/// The name of the operator's zone.
pub(super) fn zone(at: Timestamp, with: With<'_>) -> String {
    local(at, with).strftime("%:Q").to_string()
}

fn local(at: Timestamp, with: With<'_>) -> jiff::Zoned {
    at.to_zoned(with.options.timezone.clone())
}

/// A moment in the viewer's zone.
pub(super) fn time(at: Timestamp, form: &str) -> Markup {
    Markup::same(&words::local_time(at.as_millisecond(), form))
}

/// What it was about; `None` when that is not known.
pub(super) fn topic(meeting: &Meeting) -> Option<Text> {
    outside(&meeting.topic)
}

/// How many took part; `None` when that is not known.
pub(super) fn people(meeting: &Meeting, with: With<'_>) -> Result<Option<Text>, TextError> {
    let count =
        |people: u32| with.texts.plain("listed.people", &[("people", people.to_string().into())]);
    meeting.people.map(count).transpose()
}

/// Somebody's name, or what is said when there is none.
pub(super) fn name(of: &str, with: With<'_>) -> Result<Text, TextError> {
    outside(of).map_or_else(|| with.texts.plain("result.somebody", &[]), Ok)
}

/// A short word from outside; `None` when there is none.
pub(super) fn outside(text: &str) -> Option<Text> {
    let clean = escape::clean_short(text);
    let clean = clean.trim();
    (!clean.is_empty()).then(|| Text::same(clean))
}
