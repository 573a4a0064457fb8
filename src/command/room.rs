//! Rooms devices.
//!
//! ```text
//! room = ( "room:" | "会议室:" ) ( id | name )     any case and width
//! id   = "omm_…"                                  one word
//! name = see `name`; its first word may be anything
//! ```

use super::arguments::Arguments;
use super::error::{Misplaced, Mistake};
use super::name;
use super::parsed::{Person, Room};
use super::spelling::{self, fold};
use super::token::{Kind, Token, span};
use crate::quality::ids::RoomId;

const PREFIXES: [&str; 2] = ["room", "会议室"];

/// Whether a token begins a room.
pub(super) fn is_room(token: &Token<'_>) -> bool {
    after_prefix(token).is_some()
}

/// The room that arguments begin with, and how many tokens it takes; `None` when they begin with
/// something else.
pub(super) fn read(
    arguments: &Arguments<'_, '_>,
    others: fn(&str) -> bool,
) -> Result<Option<(Person, usize)>, Misplaced> {
    let Some((first, value)) =
        arguments.tokens.first().and_then(|first| Some((first, after_prefix(first)?)))
    else {
        return Ok(None);
    };
    let start = first.span.end - value.len();
    let is_empty = spelling::name(value).is_none();
    let begun = if is_empty { arguments.tokens.get(1) } else { Some(first) };
    let (raw, taken) = match begun.map(|token| &token.kind) {
        Some(Kind::Quoted(inner)) => (Some(*inner), 2),
        Some(_) if !is_empty && id(value).is_some() => (Some(value), 1),
        Some(Kind::Word(word)) if is_empty && id(word).is_some() => {
            (begun.map(|token| token.raw), 2)
        }
        _ => {
            let taken = name::run(arguments, 1, others);
            let end = arguments.tokens.get(..taken).and_then(span).map(|words| words.end);
            (end.and_then(|end| arguments.text.get(start..end)), taken)
        }
    };
    let room = raw.and_then(|raw| match id(raw) {
        Some(id) => Some(Room::Id(id)),
        None => name::bounded(raw).map(Room::Named),
    });
    let missing = if is_empty && taken < 2 { Mistake::RoomMissing } else { Mistake::UnknownWord };
    let room = room.ok_or_else(|| arguments.wrong(missing, taken))?;
    Ok(Some((Person::Room(room), taken)))
}

/// What a word says after `room:`; may be empty.
fn after_prefix<'t>(token: &Token<'t>) -> Option<&'t str> {
    let Kind::Word(_) = token.kind else { return None };
    let (prefix, value) = token.raw.split_once([':', '：'])?;
    // Longer words need not be folded to know.
    let is_prefix = prefix.len() <= 16 && PREFIXES.contains(&fold(prefix).as_str());
    is_prefix.then_some(value)
}

fn id(raw: &str) -> Option<RoomId> {
    let id = name::bounded(raw)?;
    let body = id.strip_prefix("omm_")?;
    let is_id =
        !body.is_empty() && body.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    is_id.then_some(RoomId(id))
}
