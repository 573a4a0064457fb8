//! The three report APIs of meetings (dossier 6.1–6.6).

mod meetings;
mod participants;
mod quality;
mod window;

pub(super) use meetings::meeting_list;
pub(super) use participants::participants;
pub(super) use quality::quality;

use super::answer::Refusal;
use super::query::Query;
use super::world::{IdKind, Person, World};

/// The creator of the app must be a meeting administrator, whatever the scopes say (dossier 6.1).
fn check_admin(world: &World) -> Result<(), Refusal> {
    if world.app.meeting_admin {
        Ok(())
    } else {
        Err(Refusal::of_the_world(403, 121_005, "no permission"))
    }
}

fn bad(name: &str) -> Refusal {
    Refusal::wrong(400, 121_003, format!("parameter error: {name}"))
}

/// A parameter that must be there.
fn required<'a>(query: &'a Query, name: &str) -> Result<&'a str, Refusal> {
    match query.get(name) {
        None | Some("") => Err(Refusal::field(name, "", &format!("{name} is required"))),
        Some(value) => Ok(value),
    }
}

/// A whole number; absent stays absent.
fn number(query: &Query, name: &str) -> Result<Option<i64>, Refusal> {
    match query.get(name) {
        None | Some("") => Ok(None),
        Some(text) => text.parse().map(Some).map_err(|_| bad(name)),
    }
}

fn boolean(query: &Query, name: &str) -> Result<bool, Refusal> {
    match query.get(name) {
        None | Some("" | "false") => Ok(false),
        Some("true") => Ok(true),
        Some(_) => Err(bad(name)),
    }
}

/// `user_id_type`, open_id unless said otherwise.
fn id_kind(query: &Query) -> Result<IdKind, Refusal> {
    match query.get("user_id_type") {
        None | Some("") => Ok(IdKind::OpenId),
        Some(text) => IdKind::read(text).ok_or_else(|| bad("user_id_type")),
    }
}

/// The person or the room that a call asks about; never both (126007, dossier 6.6).
fn person_or_room<'a>(
    world: &'a World,
    query: &'a Query,
) -> Result<(Option<&'a Person>, Option<&'a str>), Refusal> {
    let (person, room) = (person(world, query)?, room(query));
    if person.is_some() && room.is_some() {
        return Err(Refusal::wrong(400, 126_007, "user_id and room_id cannot be both set"));
    }
    Ok((person, room))
}

/// The person a `user_id` names; an id nobody has is refused by the gateway (dossier 5.4).
fn person<'a>(world: &'a World, query: &Query) -> Result<Option<&'a Person>, Refusal> {
    let kind = id_kind(query)?;
    let Some(id) = query.get("user_id").filter(|id| !id.is_empty()) else { return Ok(None) };
    let unknown = || match kind {
        IdKind::OpenId => Refusal::wrong(400, 99_992_351, "the open_id is not exist"),
        IdKind::UnionId | IdKind::UserId => {
            Refusal::wrong(400, 99_992_359, "the user_id is not exist")
        }
    };
    world.person_by(kind, id).map(Some).ok_or_else(unknown)
}

fn room(query: &Query) -> Option<&str> {
    query.get("room_id").filter(|id| !id.is_empty())
}

/// The lists may not take a room: 126015 (dossier 6.6). The quality list always does.
fn check_room_filter(world: &World, query: &Query) -> Result<(), Refusal> {
    if world.room_filter || room(query).is_none() {
        return Ok(());
    }
    Err(Refusal::of_the_world(400, 126_015, "room_id filter is not supported"))
}

/// Nine digits: 126003 when negative, 126004 otherwise.
fn meeting_no(text: &str) -> Result<&str, Refusal> {
    if text.parse::<i64>().is_ok_and(|no| no < 0) {
        return Err(Refusal::wrong(400, 126_003, "meeting number should not be negative"));
    }
    if text.len() == 9 && text.bytes().all(|digit| digit.is_ascii_digit()) {
        return Ok(text);
    }
    Err(Refusal::wrong(400, 126_004, "meeting number should be 9 digits"))
}
