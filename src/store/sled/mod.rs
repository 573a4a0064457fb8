//! The store on one machine's disk, in sled 0.34.7.
//!
//! Invariants: what was acknowledged survives a crash and a power cut; one process at a time; all
//! writes go through the committer.
//!
//! `<path>/sled` is the database, `<path>/last-job` the watermark, `<path>/audit` the audit log,
//! `<path>/lock` is held while the store is open, `<path>/damaged-<n>` is what a repair found.

mod audit;
mod calendar;
mod change;
mod chunks;
mod committer;
mod forget;
mod history;
mod inside;
mod jobs;
mod place;
mod questions;
mod recovery;
mod results;
mod sweep;
mod tables;
#[cfg(test)]
mod tests;
mod thing;
mod upgrade;
mod watches;
mod watermark;

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use async_trait::async_trait;

use self::audit::AuditLog;
use self::change::{Change, Outcome};
use self::committer::Committer;
use self::place::Place;
use self::tables::Tables;
use self::thing::Thing;
use self::watermark::Watermark;
use super::schedule::Schedule;
use super::{OwnSettings, Store, codec};
use crate::app::error::StoreError;

/// With less free space nothing is accepted: sled may never again open what ran into a full disk.
const FREE_SPACE_FLOOR_BYTES: u64 = 64 << 20;

/// An open store.
#[derive(Debug)]
pub struct SledStore {
    tables: Arc<Tables>,
    schedule: Arc<Schedule>,
    committer: Committer,
    audit: AuditLog,
    /// Held from reading what is known of a meeting to writing what is known then.
    calendar: tokio::sync::Mutex<()>,
    path: PathBuf,
    /// Locked until it is dropped.
    _lock: File,
}

impl SledStore {
    /// Opens or creates the store in this directory; blocks until it is read.
    ///
    /// # Errors
    /// Another process has it open; it is damaged beyond repair, has lost jobs or was written by a
    /// later version; the disk fails.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let lock = lock(path)?;
        let tables = recovery::open(path)?;
        let watermark = Watermark::open(path, tables.reserved()?)?;
        tables.mark(watermark.reserved())?;
        recovery::sync_files(path)?;
        watermark.write()?;
        upgrade::list_all(&tables, watermark.reserved())?;

        let schedule = Schedule::default();
        let ids = tables.job_ids()?;
        for &id in &ids {
            let job = tables.job(id)?;
            schedule.wait(id, job.lane(), job.due);
        }
        tracing::info!(path = %path.display(), jobs = ids.len(), "store opened");

        let (tables, schedule) = (Arc::new(tables), Arc::new(schedule));
        let committer = Committer::start(Arc::clone(&tables), Arc::clone(&schedule), watermark)?;
        let audit = AuditLog::start(path)?;
        let (calendar, path) = (tokio::sync::Mutex::default(), path.to_owned());
        Ok(Self { tables, schedule, committer, audit, calendar, path, _lock: lock })
    }

    /// How often something was made durable since the store was opened: far less often than
    /// something was written, when there is much to write.
    pub fn commits(&self) -> u64 {
        self.committer.commits()
    }

    async fn write(&self, change: Change) -> Result<(), StoreError> {
        match self.committer.commit(change).await? {
            Outcome::Written => Ok(()),
            other => Err(mixed_up(&other)),
        }
    }

    async fn keep_thing(&self, thing: Thing) -> Result<(), StoreError> {
        self.write(Change::Keep { thing, needless: Vec::new() }).await
    }

    /// Returns how many were there.
    async fn remove(&self, places: Vec<Place>) -> Result<usize, StoreError> {
        match self.committer.commit(Change::Remove { places }).await? {
            Outcome::Removed(some) => Ok(some),
            other => Err(mixed_up(&other)),
        }
    }
}

/// Outcomes are in the order of changes, so this never happens.
fn mixed_up(outcome: &Outcome) -> StoreError {
    StoreError(format!("a change came back as {outcome:?}"))
}

fn lock(path: &Path) -> Result<File, StoreError> {
    let told = |error: std::io::Error| StoreError(format!("{}: {error}", path.display()));
    fs::create_dir_all(path).map_err(told)?;
    let lock = File::create(path.join("lock")).map_err(told)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => {
            Err(StoreError(format!("{} is in use by another process", path.display())))
        }
        Err(TryLockError::Error(error)) => Err(told(error)),
    }
}

fn check_free_space(path: &Path, floor: u64) -> Result<(), StoreError> {
    let volume = rustix::fs::statvfs(path)
        .map_err(|error| StoreError(format!("free space is not known: {error}")))?;
    let free = volume.f_bavail.saturating_mul(volume.f_frsize);
    if free < floor {
        return Err(StoreError(format!("{free} bytes are free, at least {floor} are needed")));
    }
    Ok(())
}

#[async_trait]
impl Store for SledStore {
    fn health(&self) -> Result<(), StoreError> {
        self.committer.health()?;
        check_free_space(&self.path, FREE_SPACE_FLOOR_BYTES)?;
        match self.tables.blobs()? {
            0 => Ok(()),
            blobs => Err(StoreError(format!("{blobs} values are in blobs/, not durable"))),
        }
    }

    async fn failure(&self) -> StoreError {
        self.committer.failure().await
    }

    async fn close(&self) -> Result<(), StoreError> {
        self.audit.close().await;
        self.committer.close().await
    }
}

#[async_trait]
impl OwnSettings for SledStore {
    async fn setting(&self, name: &str, initial: &str) -> Result<String, StoreError> {
        let initial = codec::encode("setting", &initial)?;
        let change = Change::Setting { name: name.to_owned(), initial };
        match self.committer.commit(change).await? {
            Outcome::Setting(value) => Ok(codec::decode("setting", &value)?),
            other => Err(mixed_up(&other)),
        }
    }
}
