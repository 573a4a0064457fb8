//! Puts what an earlier version kept into the lists that it did not have.
//!
//! Invariant: opening the store again changes nothing.

use super::change::Change;
use super::place::{Kind, Place, parts_of};
use super::tables::{Batch, Tables};
use super::thing::Thing;
use super::{questions, results};
use crate::app::answer::Kept;
use crate::app::asked::{Asked, Opinion};
use crate::app::error::StoreError;
use crate::quality::ids::ParticipantId;
use crate::store::JobId;

/// Changes in one transaction.
const BATCH: usize = 256;

/// Lists everything that is not listed yet; `reserved` is the highest reserved id.
pub(super) fn list_all(tables: &Tables, reserved: JobId) -> Result<(), StoreError> {
    let mut changes = Vec::new();
    for kind in [Kind::Result, Kind::Question, Kind::Opinion] {
        for place in tables.places(kind, &[])? {
            if tables.is_listed(&place)? {
                continue;
            }
            match thing(tables, &place) {
                Ok(None) => {}
                Ok(Some(thing)) => changes.push(Change::List { place, entries: thing.entries }),
                // Nobody could read it before, either; the rest is no worse for it.
                Err(error) => tracing::warn!(%error, "something kept cannot be listed"),
            }
        }
    }
    if changes.is_empty() {
        return Ok(());
    }
    tracing::info!(things = changes.len(), "listing what an earlier version kept");
    for changes in changes.chunks(BATCH) {
        let changes: Vec<_> = changes.iter().collect();
        tables.apply(&Batch { changes: &changes, next_id: reserved + 1, reserved })?;
    }
    tables.sync()
}

fn thing(tables: &Tables, place: &Place) -> Result<Option<Thing>, StoreError> {
    let parts = parts_of(&place.key);
    match (place.kind, parts.as_slice()) {
        (Kind::Result, [tenant, ..]) => {
            let kept: Option<Kept> = tables.get(place)?;
            kept.map(|kept| results::thing(tenant, &kept)).transpose()
        }
        // Behind a question stand its marks, which are in no list.
        (Kind::Question, [_]) => {
            let asked: Option<Asked> = tables.get(place)?;
            asked.map(|asked| questions::thing(&asked)).transpose()
        }
        (Kind::Opinion, [tenant, instance, person, _]) => {
            let person = ParticipantId::from((*person).to_owned());
            let given: Option<Opinion> = tables.get(place)?;
            given.map(|it| questions::opinion(tenant, instance, &person, &it)).transpose()
        }
        _ => Ok(None),
    }
}
