//! Something to keep, with the lists in which it stands.
//!
//! Invariant: a list holds no more than keys, so what stands in one may be gone already, and is
//! looked up.
//!
//! An entry is the list's byte, whose list it is, the kind's byte, the time and the key; so the
//! entries of one list, owner and kind are in the order of time.

use jiff::Timestamp;
use serde::Serialize;

use super::place::{Kind, Place, joined, millis};
use crate::app::error::StoreError;
use crate::quality::ids::OpenId;
use crate::store::codec;
use crate::store::named::Named;

/// A kind of list. Its byte is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum List {
    /// Answered questions and watches of a chat.
    Chat = b'c',
    /// Meetings of a number.
    Number = b'n',
    /// Everything that names a person.
    Person = b'p',
}

/// What all entries of a list of one owner begin with.
pub(super) fn list_of(list: List, tenant: &str, owner: &str) -> Result<Vec<u8>, StoreError> {
    Ok([&[list as u8], joined(&[tenant, owner])?.as_slice()].concat())
}

/// What all entries of a kind begin with, from some time on.
pub(super) fn entries_from(list: &[u8], kind: Kind, at: u64) -> Vec<u8> {
    [list, &[kind as u8], &at.to_be_bytes()].concat()
}

/// What stands in a list: the rest of an entry behind [`list_of`].
pub(super) fn listed(rest: &[u8]) -> Option<Place> {
    let (kind, rest) = rest.split_first()?;
    let (_at, key) = rest.split_first_chunk::<8>()?;
    Some(Place::new(Kind::from_byte(*kind)?, key.to_vec()))
}

/// Something to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Thing {
    pub(super) place: Place,
    pub(super) at: Timestamp,
    /// Whether it is swept some time after `at`.
    pub(super) ages: bool,
    /// Encoded already, on the thread that asked.
    pub(super) value: Vec<u8>,
    /// Its entries in lists; in order, each once.
    pub(super) entries: Vec<Vec<u8>>,
}

impl Thing {
    /// Something of this time.
    pub(super) fn new<T: Serialize>(
        kind: Kind,
        key: Vec<u8>,
        at: Timestamp,
        value: &T,
    ) -> Result<Self, StoreError> {
        let value = codec::encode(kind.name(), value)?;
        let place = Place::new(kind, key);
        Ok(Self { place, at, ages: true, value, entries: Vec::new() })
    }

    /// It stands in a list.
    pub(super) fn listed(
        mut self,
        list: List,
        tenant: &str,
        owner: &str,
    ) -> Result<Self, StoreError> {
        self.entries.push(self.entry(list, tenant, owner)?);
        Ok(self.in_order())
    }

    /// It stands in the list of everybody it names.
    pub(super) fn naming(mut self, tenant: &str, named: &impl Named) -> Result<Self, StoreError> {
        for OpenId(id) in named.people() {
            self.entries.push(self.entry(List::Person, tenant, id)?);
        }
        Ok(self.in_order())
    }

    fn entry(&self, list: List, tenant: &str, owner: &str) -> Result<Vec<u8>, StoreError> {
        let start = entries_from(&list_of(list, tenant, owner)?, self.place.kind, millis(self.at));
        Ok([start.as_slice(), &self.place.key].concat())
    }

    fn in_order(mut self) -> Self {
        self.entries.sort();
        self.entries.dedup();
        self
    }

    /// It is kept until somebody takes it away.
    pub(super) fn lasting(self) -> Self {
        Self { ages: false, ..self }
    }
}

/// How entries are packed: each behind its length.
const PACKED: u8 = 1;

/// Entries as they are remembered beside what they are of; never empty.
pub(super) fn pack(entries: &[Vec<u8>]) -> Vec<u8> {
    let mut packed = vec![PACKED];
    for entry in entries {
        // Keys are far shorter.
        packed.extend_from_slice(&u16::try_from(entry.len()).unwrap_or(u16::MAX).to_be_bytes());
        packed.extend_from_slice(entry);
    }
    packed
}

/// Reads [`pack`] back.
pub(super) fn unpack(packed: &[u8]) -> Vec<Vec<u8>> {
    let mut packed = packed.strip_prefix(&[PACKED]).unwrap_or_default();
    let mut entries = Vec::new();
    while let Some((length, rest)) = packed.split_first_chunk() {
        let Some((entry, rest)) = rest.split_at_checked(u16::from_be_bytes(*length).into()) else {
            break;
        };
        entries.push(entry.to_vec());
        packed = rest;
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_come_back_and_tell_what_they_are_of() {
        let key = joined(&["tenant", "7"]).unwrap();
        let thing = Thing::new(Kind::Meeting, key, Timestamp::UNIX_EPOCH, &7).unwrap();
        let thing = thing.listed(List::Person, "tenant", "ou_1").unwrap();
        let thing = thing.listed(List::Number, "tenant", "123456789").unwrap();
        let thing = thing.listed(List::Person, "tenant", "ou_1").unwrap();
        assert_eq!(thing.entries.len(), 2);
        assert_eq!(unpack(&pack(&thing.entries)), thing.entries);
        let list = list_of(List::Person, "tenant", "ou_1").unwrap();
        let places: Vec<_> =
            thing.entries.iter().filter_map(|it| it.strip_prefix(&*list)).collect();
        assert_eq!(places.into_iter().map(listed).collect::<Vec<_>>(), [Some(thing.place)]);
    }
}
