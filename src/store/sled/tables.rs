//! The database: its trees, reading them, and writing a batch so that it survives a power cut.
//!
//! Invariants: only the committer thread writes; `flush` is always followed by an `fdatasync` of
//! the `db` file, because sled's own flush calls `sync_file_range`, which promises nothing; nothing
//! is in `blobs/`.

use std::fs::File;
use std::io::ErrorKind;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

use jiff::Timestamp;
use serde::de::DeserializeOwned;
use sled::transaction::{ConflictableTransactionError, TransactionError, Transactional};
use sled::{Db, Tree};

use super::change::{Change, Outcome};
use super::chunks;
use super::inside::Inside;
use super::place::{Aged, Home, Kind, Place, age_prefix, millis};
use super::thing::{entries_from, listed};
use crate::app::error::StoreError;
use crate::store::JobId;
use crate::store::codec;
use crate::store::record::JobRecord;

/// Fixed for ever: sled cannot open a database of another segment size. With 8 MiB, pages of values
/// up to 64 KiB stay in the log.
const SEGMENT_BYTES: usize = 8 << 20;
const CACHE_BYTES: u64 = 64 << 20;

/// The layout of trees and keys.
const SCHEMA: &[u8] = b"1";
const SCHEMA_KEY: &[u8] = b"schema";
const RESERVED_KEY: &[u8] = b"reserved";

/// What the committer writes in one transaction.
#[derive(Debug)]
pub(super) struct Batch<'a> {
    pub(super) changes: &'a [&'a Change],
    pub(super) next_id: JobId,
    /// Ids up to this one may be given out.
    pub(super) reserved: JobId,
}

#[derive(Debug)]
pub(super) struct Tables {
    db: Db,
    /// A second handle: sled lends nobody its own.
    db_file: File,
    directory: PathBuf,
    meta: Tree,
    /// What ages → its time.
    stamps: Tree,
    /// Time and what ages → nothing: what is oldest comes first.
    ages: Tree,
    jobs: Tree,
    dead: Tree,
    results: Tree,
    questions: Tree,
    opinions: Tree,
    /// The kinds that have no tree of their own.
    things: Tree,
    /// Entries of lists → nothing.
    lists: Tree,
    /// What stands in lists → its entries.
    listed: Tree,
    /// Held by the writer while it applies a batch, and by readers of values of several pieces, so
    /// that they never see half of a change.
    whole: RwLock<()>,
}

impl Tables {
    /// Opens or creates the database in this directory.
    pub(super) fn open(directory: &Path) -> sled::Result<Self> {
        await_release(&directory.join("db"))?;
        let db = sled::Config::new()
            .path(directory)
            .segment_size(SEGMENT_BYTES)
            .cache_capacity(CACHE_BYTES)
            .open()?;
        Ok(Self {
            db_file: File::open(directory.join("db"))?,
            directory: directory.to_owned(),
            meta: db.open_tree("meta")?,
            stamps: db.open_tree("stamps")?,
            ages: db.open_tree("ages")?,
            jobs: db.open_tree("jobs")?,
            dead: db.open_tree("dead")?,
            results: db.open_tree("results")?,
            questions: db.open_tree("questions")?,
            opinions: db.open_tree("opinions")?,
            things: db.open_tree("things")?,
            lists: db.open_tree("lists")?,
            listed: db.open_tree("listed")?,
            whole: RwLock::new(()),
            db,
        })
    }

    /// The highest reserved id; `None` in a database that was never used.
    pub(super) fn reserved(&self) -> Result<Option<JobId>, StoreError> {
        let Some(schema) = self.meta.get(SCHEMA_KEY).map_err(failed)? else { return Ok(None) };
        if schema != SCHEMA {
            let schema = String::from_utf8_lossy(&schema).into_owned();
            return Err(StoreError(format!(
                "the database has layout {schema}, which this version does not know"
            )));
        }
        let reserved = self.meta.get(RESERVED_KEY).map_err(failed)?;
        let reserved =
            reserved.and_then(|id| Some(JobId::from_be_bytes(id.as_ref().try_into().ok()?)));
        reserved
            .map(Some)
            .ok_or_else(|| StoreError("the database lacks its last job id".to_owned()))
    }

    /// Marks the database as used, with the highest reserved id.
    pub(super) fn mark(&self, reserved: JobId) -> Result<(), StoreError> {
        self.meta.insert(RESERVED_KEY, &reserved.to_be_bytes()).map_err(failed)?;
        self.meta.insert(SCHEMA_KEY, SCHEMA).map_err(failed)?;
        self.sync()
    }

    /// Makes all changes or none; they are not durable before [`Self::sync`]. Returns the outcome
    /// of each, and the next id.
    pub(super) fn apply(&self, batch: &Batch<'_>) -> Result<(Vec<Outcome>, JobId), StoreError> {
        let trees = (
            &self.meta,
            &self.stamps,
            &self.ages,
            &self.jobs,
            &self.dead,
            &self.results,
            &self.questions,
            &self.opinions,
            &self.things,
            &self.lists,
            &self.listed,
        );
        let _writing = self.whole.write().unwrap_or_else(PoisonError::into_inner);
        let done = trees.transaction(|trees| {
            let (meta, stamps, ages, jobs, dead, results, questions, opinions, ..) = trees;
            let (.., things, lists, listed) = trees;
            let inside = Inside {
                meta,
                stamps,
                ages,
                jobs,
                dead,
                results,
                questions,
                opinions,
                things,
                lists,
                listed,
            };
            let mut next_id = batch.next_id;
            let outcomes: Result<Vec<_>, _> =
                batch.changes.iter().map(|change| inside.apply(change, &mut next_id)).collect();
            meta.insert(RESERVED_KEY, &batch.reserved.to_be_bytes())?;
            Ok::<_, ConflictableTransactionError<()>>((outcomes?, next_id))
        });
        done.map_err(|error| match error {
            TransactionError::Storage(error) => failed(error),
            TransactionError::Abort(()) => StoreError("the transaction was given up".to_owned()),
        })
    }

    /// Makes durable what was written so far.
    #[expect(clippy::disallowed_methods, reason = "the fdatasync makes the flush true")]
    pub(super) fn sync(&self) -> Result<(), StoreError> {
        self.db.flush().map_err(failed)?;
        self.db_file.sync_data().map_err(|error| StoreError(format!("fdatasync failed: {error}")))
    }

    /// A job in the queue.
    pub(super) fn job(&self, id: JobId) -> Result<JobRecord, StoreError> {
        let bytes = self.read(&self.jobs, &id.to_be_bytes())?;
        let bytes = bytes.ok_or_else(|| StoreError(format!("job {id} is not in the queue")))?;
        Ok(codec::decode("job", &bytes)?)
    }

    /// The ids of all jobs in the queue.
    pub(super) fn job_ids(&self) -> Result<Vec<JobId>, StoreError> {
        let mut ids = Vec::new();
        for key in self.jobs.iter().keys() {
            let key = key.map_err(failed)?;
            let Some(id) = chunks::head_key(&key) else { continue };
            let id = id.try_into().map_err(|_| StoreError("a job has no id".to_owned()))?;
            ids.push(JobId::from_be_bytes(id));
        }
        Ok(ids)
    }

    /// What stands at a place.
    pub(super) fn get<T: DeserializeOwned>(&self, place: &Place) -> Result<Option<T>, StoreError> {
        let Some(home) = self.home(place.kind) else { return Ok(None) };
        let bytes = self.read(home, &place.at_home())?;
        Ok(bytes.map(|bytes| codec::decode(place.kind.name(), &bytes)).transpose()?)
    }

    /// What stands at these places; what has gone meanwhile is left out.
    pub(super) fn all<T: DeserializeOwned>(&self, places: &[Place]) -> Result<Vec<T>, StoreError> {
        places.iter().filter_map(|place| self.get(place).transpose()).collect()
    }

    /// Whether anything stands at a place.
    pub(super) fn has(&self, place: &Place) -> Result<bool, StoreError> {
        let Some(home) = self.home(place.kind) else { return Ok(false) };
        Ok(self.read(home, &place.at_home())?.is_some())
    }

    /// The places of a kind whose keys begin like this.
    pub(super) fn places(&self, kind: Kind, start: &[u8]) -> Result<Vec<Place>, StoreError> {
        let Some(home) = self.home(kind) else { return Ok(Vec::new()) };
        let _reading = self.whole.read().unwrap_or_else(PoisonError::into_inner);
        let mut places = Vec::new();
        for key in home.scan_prefix(kind.key_at_home(start)).keys() {
            let key = key.map_err(failed)?;
            let key = chunks::head_key(&key).and_then(|key| kind.key_from_home(key));
            places.extend(key.map(|key| Place::new(kind, key.to_vec())));
        }
        Ok(places)
    }

    /// What stands in a list, by kind, the oldest first.
    pub(super) fn list(&self, list: &[u8]) -> Result<Vec<Place>, StoreError> {
        self.entries(list, self.lists.scan_prefix(list))
    }

    /// What of a kind stands in a list, of a period, the oldest first.
    pub(super) fn list_of_kind(
        &self,
        list: &[u8],
        kind: Kind,
        period: RangeInclusive<Timestamp>,
    ) -> Result<Vec<Place>, StoreError> {
        let from = entries_from(list, kind, millis(*period.start()));
        let to = entries_from(list, kind, millis(*period.end()) + 1);
        let span = if from < to { from..to } else { to.clone()..to };
        self.entries(list, self.lists.range(span))
    }

    fn entries(&self, list: &[u8], entries: sled::Iter) -> Result<Vec<Place>, StoreError> {
        let _reading = self.whole.read().unwrap_or_else(PoisonError::into_inner);
        let mut places = Vec::new();
        for entry in entries.keys() {
            places.extend(entry.map_err(failed)?.strip_prefix(list).and_then(listed));
        }
        Ok(places)
    }

    /// Whether it was ever put into lists.
    pub(super) fn is_listed(&self, place: &Place) -> Result<bool, StoreError> {
        Ok(self.read(&self.listed, &place.tagged())?.is_some())
    }

    fn home(&self, kind: Kind) -> Option<&Tree> {
        match kind.home() {
            Home::Stamps => None,
            Home::Dead => Some(&self.dead),
            Home::Opinions => Some(&self.opinions),
            Home::Questions => Some(&self.questions),
            Home::Results => Some(&self.results),
            Home::Things => Some(&self.things),
        }
    }

    /// The oldest things of a kind, at most `limit`, that are of `until` or before.
    pub(super) fn aged(
        &self,
        kind: Kind,
        until: Timestamp,
        limit: usize,
    ) -> Result<Vec<Aged>, StoreError> {
        let span = age_prefix(kind, 0)..age_prefix(kind, millis(until) + 1);
        let mut aged = Vec::new();
        for key in self.ages.range(span).keys().take(limit) {
            aged.extend(Aged::from_age_key(kind, &key.map_err(failed)?));
        }
        Ok(aged)
    }

    /// Values that sled put where it does not sync them; there must be none.
    pub(super) fn blobs(&self) -> Result<usize, StoreError> {
        let blobs = std::fs::read_dir(self.directory.join("blobs"));
        blobs.map(Iterator::count).map_err(|error| StoreError(format!("blobs: {error}")))
    }

    fn read(&self, tree: &Tree, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        let _reading = self.whole.read().unwrap_or_else(PoisonError::into_inner);
        chunks::read(tree, key).map_err(failed)
    }
}

/// sled's threads keep its lock for a moment after the last handle to a database is dropped, or
/// after it did not open. It can only be this process that has it: the store's own lock keeps other
/// processes out.
fn await_release(db: &Path) -> std::io::Result<()> {
    match File::open(db) {
        Ok(file) => file.lock(),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
pub(super) fn failed(error: sled::Error) -> StoreError {
    StoreError(error.to_string())
}
