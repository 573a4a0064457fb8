//! The database: its trees, reading them, and writing a batch so that it survives a power cut.
//!
//! Invariants: only the committer thread writes; `flush` is always followed by an `fdatasync` of
//! the `db` file, because sled's own flush calls `sync_file_range`, which promises nothing; nothing
//! is in `blobs/`.

use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

use jiff::Timestamp;
use sled::transaction::{ConflictableTransactionError, TransactionError, Transactional};
use sled::{Db, Tree};

use super::change::{Aged, Aging, Change, Inside, Outcome, age_prefix, millis};
use super::chunks;
use crate::app::answer::Kept;
use crate::app::asked::{Asked, Opinion};
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
        );
        let _writing = self.whole.write().unwrap_or_else(PoisonError::into_inner);
        let done = trees.transaction(|trees| {
            let (meta, stamps, ages, jobs, dead, results, questions, opinions) = trees;
            let inside = Inside { meta, stamps, ages, jobs, dead, results, questions, opinions };
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

    /// A kept result.
    pub(super) fn result(&self, key: &[u8]) -> Result<Option<Kept>, StoreError> {
        let bytes = self.read(&self.results, key)?;
        Ok(bytes.map(|bytes| codec::decode("result", &bytes)).transpose()?)
    }

    /// What was noted of a question.
    pub(super) fn question(&self, key: &[u8]) -> Result<Option<Asked>, StoreError> {
        let bytes = self.read(&self.questions, key)?;
        Ok(bytes.map(|bytes| codec::decode("question", &bytes)).transpose()?)
    }

    /// Whether anything stands under a key of questions.
    pub(super) fn has_question(&self, key: &[u8]) -> Result<bool, StoreError> {
        Ok(self.read(&self.questions, key)?.is_some())
    }

    /// The opinions whose keys begin like this.
    pub(super) fn opinions(&self, prefix: &[u8]) -> Result<Vec<Opinion>, StoreError> {
        let _reading = self.whole.read().unwrap_or_else(PoisonError::into_inner);
        let mut opinions = Vec::new();
        for key in self.opinions.scan_prefix(prefix).keys() {
            let key = key.map_err(failed)?;
            let Some(key) = chunks::head_key(&key) else { continue };
            if let Some(bytes) = chunks::read(&self.opinions, key).map_err(failed)? {
                opinions.push(codec::decode("opinion", &bytes)?);
            }
        }
        Ok(opinions)
    }

    /// The oldest things of a kind, at most `limit`, that are of `until` or before.
    pub(super) fn aged(
        &self,
        what: Aging,
        until: Timestamp,
        limit: usize,
    ) -> Result<Vec<Aged>, StoreError> {
        let span = age_prefix(what, 0)..age_prefix(what, millis(until) + 1);
        let mut aged = Vec::new();
        for key in self.ages.range(span).keys().take(limit) {
            aged.extend(Aged::from_age_key(what, &key.map_err(failed)?));
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
