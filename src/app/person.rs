//! Whom a question is about: from how somebody was named to an id that can be asked by.
//!
//! Names are looked up in the participant list of a meeting: first the same name, then names that
//! hold it, in Latin letters from the beginning of a word on. What fits more than one is for the asker
//! to choose, two people of one name too.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::answer::Meeting;
use super::dispatch::App;
use super::error::{UserError, Who};
use super::failure::Failure;
use super::inbound::InboundMessage;
use super::ports::{Lane, Reach};
use super::roster::Row;
use super::told::Candidate;
use crate::command::{Person, Room};
use crate::quality::ids::ParticipantId;

/// Whom a name means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meant {
    One(ParticipantId, Who),
    /// Two or more.
    Several(Vec<Candidate>),
}

/// What words say of somebody.
pub(super) enum Words<'a> {
    Id(ParticipantId, Who),
    /// A name in the participant list.
    Name {
        name: &'a str,
        rooms: bool,
    },
}

/// Reads how somebody was named. Who is from outside cannot be asked about.
pub(super) fn read<'a>(
    message: &InboundMessage,
    person: &'a Person,
) -> Result<Words<'a>, UserError> {
    Ok(match person {
        Person::Sender => Words::Id(message.sender.clone().into(), Who::Asker),
        Person::Mentioned { name, external: true, .. } => {
            return Err(UserError::External { name: Some(name.clone()) });
        }
        Person::Mentioned { id, .. } if *id == message.sender => {
            Words::Id(id.clone().into(), Who::Asker)
        }
        Person::Mentioned { id, name, .. } => Words::Id(id.clone().into(), Who::named(name)),
        Person::Room(Room::Id(id)) => Words::Id(ParticipantId::Room(id.clone()), Who::Room),
        Person::Named(name) => Words::Name { name, rooms: false },
        Person::Room(Room::Named(name)) => Words::Name { name, rooms: true },
    })
}

/// The id by which somebody was named; `None` for a name, and for who is from outside.
pub(super) fn id_of(message: &InboundMessage, person: &Person) -> Option<ParticipantId> {
    match read(message, person) {
        Ok(Words::Id(id, _)) => Some(id),
        Ok(Words::Name { .. }) | Err(_) => None,
    }
}

impl App {
    /// Whom a name means in a meeting. Names are told only to who may know who was there.
    pub(super) async fn named_in(
        &self,
        tenant: &str,
        meeting: &Meeting,
        name: &str,
        rooms: bool,
    ) -> Result<Meant, Failure> {
        let lane = &Lane::Question;
        let listed = self.who_was_there(tenant, meeting, Reach::Everybody, lane).await?;
        Ok(find(&listed.items, name, rooms, meeting)?)
    }
}

/// Whom a name means among those who were there.
fn find(rows: &[Row], name: &str, rooms: bool, meeting: &Meeting) -> Result<Meant, UserError> {
    let wanted = folded(name);
    let is_meant = |id: &Option<_>| !rooms || matches!(id, Some(ParticipantId::Room(_)));
    let named = |fits: &dyn Fn(&str) -> bool| {
        let of_kind = rows.iter().filter(|(id, _)| is_meant(id));
        let fitting = of_kind.filter(|(_, row)| fits(&folded(&row.name)));
        fitting.cloned().collect::<Vec<_>>()
    };
    let same = named(&|other| other == wanted);
    let fitting = match same.is_empty() && !wanted.is_empty() {
        true => named(&|other| holds(other, &wanted)),
        false => same,
    };
    let mut candidates: BTreeMap<ParticipantId, Candidate> = BTreeMap::new();
    for (id, row) in &fitting {
        let Some(id) = id.as_ref().filter(|_| !row.external) else { continue };
        let (name, join, leave) = (row.name.clone(), row.join, row.leave);
        let candidate = Candidate { id: id.clone(), name, join, leave };
        let known = candidates.entry(id.clone()).or_insert(candidate);
        known.join = known.join.min(join);
        known.leave = known.leave.max(leave);
    }
    let mut candidates: Vec<Candidate> = candidates.into_values().collect();
    candidates.sort_by(|a, b| (&a.name, a.join, a.leave).cmp(&(&b.name, b.join, b.leave)));
    match (candidates.pop(), candidates.is_empty(), fitting.first()) {
        (Some(Candidate { id, name, .. }), true, _) => Ok(Meant::One(id, Who::named(&name))),
        (Some(last), false, _) => {
            candidates.push(last);
            Ok(Meant::Several(candidates))
        }
        (None, _, Some((_, row))) => Err(UserError::External { name: Some(row.name.clone()) }),
        (None, _, None) => {
            let (no, name) = (meeting.no, name.to_owned());
            Err(UserError::NoSuchName { no, name, looked_at: 1 })
        }
    }
}

/// Whether it was for these words that all of these people were offered.
pub(super) fn fits_all(person: &Person, offered: &[Candidate]) -> bool {
    let (Person::Named(name) | Person::Room(Room::Named(name))) = person else { return false };
    let wanted = folded(name);
    offered.iter().all(|candidate| holds(&folded(&candidate.name), &wanted))
}

/// Whether a name holds a part. Latin letters begin where a word does: nobody means `Kate` by `at`.
fn holds(name: &str, part: &str) -> bool {
    let begins_word = |at: usize| {
        let before = name.get(..at).and_then(|before| before.chars().next_back());
        !(part.starts_with(char::is_lowercase) && before.is_some_and(char::is_lowercase))
    };
    name.match_indices(part).any(|(at, _)| begins_word(at))
}

/// A name without the difference of width, case and white space.
fn folded(name: &str) -> String {
    let folded: String = name.nfkc().flat_map(char::to_lowercase).collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_name_begins_where_a_word_does() {
        let table = [
            ("Ana Lima", "lima", true),
            ("Ana Lima", "ana l", true),
            ("Ana Lima", "ima", false),
            ("Kate", "at", false),
            ("Simon", "mon", false),
            ("Thomas", "as", false),
            ("Mary-Ann", "ann", true),
            ("Élan", "él", true),
            ("Banana Ana", "ana", true),
            ("王小芳", "小芳", true),
            ("王小芳", "芳", true),
            ("张三Sam", "sam", true),
            ("市场部sam", "ＳＡＭ", true),
        ];
        for (name, part, wanted) in table {
            assert_eq!(holds(&folded(name), &folded(part)), wanted, "{part} in {name}");
        }
    }
}
