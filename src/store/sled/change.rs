//! The changes the committer makes, each inside the transaction of its batch.
//!
//! Invariants: a claim and its job are written together; whatever ages is stamped with its time and
//! listed under it, and both always agree.

use jiff::Timestamp;
use sled::IVec;
use sled::transaction::{TransactionalTree, UnabortableTransactionError};

use super::chunks;
use crate::store::{Accepted, CLAIM_LIFETIME, JobId, expired};

/// One change. Values are encoded already, on the thread that asked.
#[derive(Debug)]
pub(super) enum Change {
    /// Claims and queues a job, unless the claim is taken.
    Accept { claim: String, at: Timestamp, job: Vec<u8> },
    /// Rewrites a job that stays where it is.
    Save { id: JobId, job: Vec<u8> },
    /// Rewrites a job that then waits until `due`.
    Retry { id: JobId, due: Timestamp, job: Vec<u8> },
    /// Removes a job.
    Finish { id: JobId },
    /// Moves a job to the dead ones.
    Bury { id: JobId, accepted_at: Timestamp, dead: Vec<u8> },
    /// Keeps something that ages from `at` on, replacing what stood there.
    Keep { what: Aging, key: Vec<u8>, at: Timestamp, value: Vec<u8> },
    /// Removes what is still as old as it was when it was looked up.
    Forget { aged: Vec<Aged> },
    /// Keeps a setting, unless there is one.
    Setting { name: String, initial: Vec<u8> },
}

/// What came of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    Accepted(Accepted),
    Forgotten(usize),
    Setting(Vec<u8>),
    Written,
}

/// What ages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Aging {
    Claim = b'c',
    Dead = b'd',
    Opinion = b'o',
    Question = b'q',
    Result = b'r',
}

/// Something that ages, with its time in milliseconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Aged {
    pub(super) what: Aging,
    pub(super) at: u64,
    pub(super) key: Vec<u8>,
}

impl Aged {
    fn new(what: Aging, at: Timestamp, key: &[u8]) -> Self {
        Self { what, at: millis(at), key: key.to_vec() }
    }

    /// Where its time is looked up.
    fn stamp_key(&self) -> Vec<u8> {
        [&[self.what as u8], self.key.as_slice()].concat()
    }

    /// Where it stands in the order of time.
    fn age_key(&self) -> Vec<u8> {
        [age_prefix(self.what, self.at).as_slice(), &self.key].concat()
    }

    /// Reads [`Self::age_key`] back.
    pub(super) fn from_age_key(what: Aging, age_key: &[u8]) -> Option<Self> {
        let (at, key) = age_key.strip_prefix(&[what as u8])?.split_first_chunk()?;
        Some(Self { what, at: u64::from_be_bytes(*at), key: key.to_vec() })
    }
}

/// Everything of a kind that is older than `at` stands before this key, and behind that of 0.
pub(super) fn age_prefix(what: Aging, at: u64) -> Vec<u8> {
    [&[what as u8], at.to_be_bytes().as_slice()].concat()
}

/// Nothing of ours is from before 1970.
pub(super) fn millis(at: Timestamp) -> u64 {
    u64::try_from(at.as_millisecond()).unwrap_or(0)
}

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
}

impl Inside<'_> {
    /// Where the values of a kind are; a claim is its stamp and nothing else.
    fn values(&self, what: Aging) -> Option<&TransactionalTree> {
        match what {
            Aging::Claim => None,
            Aging::Dead => Some(self.dead),
            Aging::Opinion => Some(self.opinions),
            Aging::Question => Some(self.questions),
            Aging::Result => Some(self.results),
        }
    }

    /// Makes one change. `next_id` is the id of the next accepted job.
    pub(super) fn apply(&self, change: &Change, next_id: &mut JobId) -> Applied<Outcome> {
        match change {
            Change::Accept { claim, at, job } => return self.accept(claim, *at, job, next_id),
            Change::Forget { aged } => return self.forget(aged),
            Change::Setting { name, initial } => return self.setting(name, initial),
            Change::Save { id, job } | Change::Retry { id, job, .. } => {
                chunks::write(self.jobs, &id.to_be_bytes(), job)?;
            }
            Change::Finish { id } => chunks::remove(self.jobs, &id.to_be_bytes())?,
            Change::Bury { id, accepted_at, dead } => {
                let key = id.to_be_bytes();
                chunks::remove(self.jobs, &key)?;
                self.keep(Aging::Dead, &key, *accepted_at, dead)?;
            }
            Change::Keep { what, key, at, value } => self.keep(*what, key, *at, value)?,
        }
        Ok(Outcome::Written)
    }

    fn keep(&self, what: Aging, key: &[u8], at: Timestamp, value: &[u8]) -> Applied<()> {
        if let Some(values) = self.values(what) {
            chunks::write(values, key, value)?;
        }
        self.stamp(&Aged::new(what, at, key))
    }

    fn accept(
        &self,
        claim: &str,
        at: Timestamp,
        job: &[u8],
        next_id: &mut JobId,
    ) -> Applied<Outcome> {
        let claim = Aged::new(Aging::Claim, at, claim.as_bytes());
        if self.stamped(&claim)?.is_some_and(|before| !claim_ended(before, at)) {
            return Ok(Outcome::Accepted(Accepted::Duplicate));
        }
        let id = *next_id;
        *next_id += 1;
        self.stamp(&claim)?;
        chunks::write(self.jobs, &id.to_be_bytes(), job)?;
        Ok(Outcome::Accepted(Accepted::New(id)))
    }

    fn forget(&self, aged: &[Aged]) -> Applied<Outcome> {
        let mut forgotten = 0;
        for one in aged {
            // Written anew since it was looked up: it is young again.
            if self.ages.remove(one.age_key())?.is_none() {
                continue;
            }
            self.stamps.remove(one.stamp_key())?;
            if let Some(values) = self.values(one.what) {
                chunks::remove(values, &one.key)?;
            }
            forgotten += 1;
        }
        Ok(Outcome::Forgotten(forgotten))
    }

    fn setting(&self, name: &str, initial: &[u8]) -> Applied<Outcome> {
        let key = setting_key(name);
        if let Some(value) = self.meta.get(&key)? {
            return Ok(Outcome::Setting(value.to_vec()));
        }
        self.meta.insert(key, initial)?;
        Ok(Outcome::Setting(initial.to_vec()))
    }

    fn stamped(&self, one: &Aged) -> Applied<Option<u64>> {
        let stamp = self.stamps.get(one.stamp_key())?;
        Ok(stamp.and_then(|at| Some(u64::from_be_bytes(at.as_ref().try_into().ok()?))))
    }

    fn stamp(&self, one: &Aged) -> Applied<()> {
        if let Some(at) = self.stamped(one)? {
            self.ages.remove(Aged { at, ..one.clone() }.age_key())?;
        }
        self.stamps.insert(one.stamp_key(), &one.at.to_be_bytes())?;
        self.ages.insert(one.age_key(), IVec::default())?;
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
