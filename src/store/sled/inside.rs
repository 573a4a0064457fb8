//! Making changes, each inside the transaction of its batch.
//!
//! Invariants: a claim and its job are written together; whatever ages is stamped with its time and
//! listed under it, and both always agree; what is gone stands in no list.

use jiff::Timestamp;
use sled::IVec;
use sled::transaction::{TransactionalTree, UnabortableTransactionError};

use super::change::{Change, Outcome};
use super::chunks;
use super::place::{Aged, Home, Kind, Place, millis};
use super::thing::{Thing, pack, unpack};
use crate::store::{Accepted, CLAIM_LIFETIME, JobId, expired};

type Applied<T> = Result<T, UnabortableTransactionError>;

/// The trees, inside a transaction.
pub(super) struct Inside<'a> {
    pub(super) meta: &'a TransactionalTree,
    pub(super) stamps: &'a TransactionalTree,
    pub(super) ages: &'a TransactionalTree,
    pub(super) jobs: &'a TransactionalTree,
    pub(super) dead: &'a TransactionalTree,
    pub(super) results: &'a TransactionalTree,
    pub(super) questions: &'a TransactionalTree,
    pub(super) opinions: &'a TransactionalTree,
    pub(super) things: &'a TransactionalTree,
    pub(super) lists: &'a TransactionalTree,
    pub(super) listed: &'a TransactionalTree,
}

impl Inside<'_> {
    fn home(&self, kind: Kind) -> Option<&TransactionalTree> {
        match kind.home() {
            Home::Stamps => None,
            Home::Dead => Some(self.dead),
            Home::Opinions => Some(self.opinions),
            Home::Questions => Some(self.questions),
            Home::Results => Some(self.results),
            Home::Things => Some(self.things),
        }
    }

    /// Makes one change. `next_id` is the id of the next accepted job.
    pub(super) fn apply(&self, change: &Change, next_id: &mut JobId) -> Applied<Outcome> {
        match change {
            Change::Accept { claim, at, job, .. } => return self.accept(claim, *at, job, next_id),
            Change::Expire { aged } => return self.expire(aged),
            Change::Remove { places } => return self.remove_all(places).map(Outcome::Removed),
            Change::Setting { name, initial } => return self.setting(name, initial),
            Change::Save { id, job } | Change::Retry { id, job, .. } => {
                chunks::write(self.jobs, &id.to_be_bytes(), job)?;
            }
            Change::Finish { id } => drop(chunks::remove(self.jobs, &id.to_be_bytes())?),
            Change::Bury { id, dead } => {
                chunks::remove(self.jobs, &id.to_be_bytes())?;
                self.keep(dead)?;
            }
            Change::Keep { thing, needless } => {
                self.remove_all(needless)?;
                self.keep(thing)?;
            }
            Change::List { place, entries } => self.list(place, entries)?,
        }
        Ok(Outcome::Written)
    }

    fn keep(&self, thing: &Thing) -> Applied<()> {
        if let Some(home) = self.home(thing.place.kind) {
            chunks::write(home, &thing.place.at_home(), &thing.value)?;
        }
        self.list(&thing.place, &thing.entries)?;
        if thing.ages { self.stamp(&thing.place, thing.at) } else { Ok(()) }
    }

    fn accept(
        &self,
        claim: &str,
        at: Timestamp,
        job: &[u8],
        next_id: &mut JobId,
    ) -> Applied<Outcome> {
        let claim = Place::new(Kind::Claim, claim.as_bytes().to_vec());
        if self.stamped(&claim)?.is_some_and(|before| !claim_ended(before, at)) {
            return Ok(Outcome::Accepted(Accepted::Duplicate));
        }
        let id = *next_id;
        *next_id += 1;
        self.stamp(&claim, at)?;
        chunks::write(self.jobs, &id.to_be_bytes(), job)?;
        Ok(Outcome::Accepted(Accepted::New(id)))
    }

    fn expire(&self, aged: &[Aged]) -> Applied<Outcome> {
        let mut gone = 0;
        for one in aged {
            // Written anew since it was looked up: it is young again.
            if self.ages.remove(one.age_key())?.is_none() {
                continue;
            }
            self.remove(&one.place)?;
            gone += 1;
        }
        Ok(Outcome::Removed(gone))
    }

    fn remove_all(&self, places: &[Place]) -> Applied<usize> {
        let mut gone = 0;
        for place in places {
            gone += usize::from(self.remove(place)?);
        }
        Ok(gone)
    }

    /// Whether it was there.
    fn remove(&self, place: &Place) -> Applied<bool> {
        if let Some(at) = self.stamped(place)? {
            self.ages.remove(Aged { place: place.clone(), at }.age_key())?;
            self.stamps.remove(place.tagged())?;
        }
        self.unlist(&place.tagged())?;
        match self.home(place.kind) {
            None => Ok(false),
            Some(home) => chunks::remove(home, &place.at_home()),
        }
    }

    /// It stands in these lists and in no others.
    fn list(&self, place: &Place, entries: &[Vec<u8>]) -> Applied<()> {
        let (key, packed) = (place.tagged(), pack(entries));
        if chunks::read_inside(self.listed, &key)?.as_ref() == Some(&packed) {
            return Ok(());
        }
        self.unlist(&key)?;
        for entry in entries {
            self.lists.insert(entry.as_slice(), IVec::default())?;
        }
        chunks::write(self.listed, &key, &packed)
    }

    fn unlist(&self, key: &[u8]) -> Applied<()> {
        let Some(packed) = chunks::read_inside(self.listed, key)? else { return Ok(()) };
        for entry in unpack(&packed) {
            self.lists.remove(entry)?;
        }
        chunks::remove(self.listed, key)?;
        Ok(())
    }

    fn setting(&self, name: &str, initial: &[u8]) -> Applied<Outcome> {
        let key = setting_key(name);
        if let Some(value) = self.meta.get(&key)? {
            return Ok(Outcome::Setting(value.to_vec()));
        }
        self.meta.insert(key, initial)?;
        Ok(Outcome::Setting(initial.to_vec()))
    }

    fn stamped(&self, place: &Place) -> Applied<Option<u64>> {
        let stamp = self.stamps.get(place.tagged())?;
        Ok(stamp.and_then(|at| Some(u64::from_be_bytes(at.as_ref().try_into().ok()?))))
    }

    fn stamp(&self, place: &Place, at: Timestamp) -> Applied<()> {
        if let Some(at) = self.stamped(place)? {
            self.ages.remove(Aged { place: place.clone(), at }.age_key())?;
        }
        let aged = Aged { place: place.clone(), at: millis(at) };
        self.stamps.insert(place.tagged(), &aged.at.to_be_bytes())?;
        self.ages.insert(aged.age_key(), IVec::default())?;
        Ok(())
    }
}

fn claim_ended(claimed_at: u64, now: Timestamp) -> bool {
    i64::try_from(claimed_at)
        .ok()
        .and_then(|ms| Timestamp::from_millisecond(ms).ok())
        .is_some_and(|at| expired(at, CLAIM_LIFETIME, now))
}

/// A setting's key among the store's own numbers.
pub(super) fn setting_key(name: &str) -> Vec<u8> {
    [b"setting/", name.as_bytes()].concat()
}
