//! Which job is next, and which are held: the part of the queue that lives in memory.
//!
//! Invariants: a job is waiting, or held, or not here at all; a job enters only after it is
//! durable, so no work begins on one that a power cut could take back. What is held dies with the
//! process: at the next start every job waits again.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use tokio::sync::Notify;

use super::JobId;
use crate::app::error::StoreError;

/// Waiting and held jobs.
#[derive(Debug, Default)]
pub(super) struct Schedule {
    /// Locked for moments only, never across an await.
    places: Mutex<Places>,
    changed: Notify,
}

#[derive(Debug, Default)]
struct Places {
    /// Oldest first; jobs that are due together go in the order in which they were accepted.
    waiting: BTreeSet<(Timestamp, JobId)>,
    held: HashMap<JobId, Timestamp>,
}

impl Schedule {
    /// The job waits until `due`, whether it was held or is new.
    pub(super) fn wait(&self, id: JobId, due: Timestamp) {
        let mut places = self.lock();
        places.held.remove(&id);
        places.waiting.insert((due, id));
        drop(places);
        self.changed.notify_one();
    }

    /// Holds the next job that is due. Dropping the lease gives the job back.
    pub(super) fn take(&self, now: Timestamp) -> Option<Lease<'_>> {
        let mut places = self.lock();
        let &(due, id) = places.waiting.first().filter(|(due, _)| *due <= now)?;
        places.waiting.remove(&(due, id));
        places.held.insert(id, due);
        Some(Lease { schedule: self, id, due, kept: false })
    }

    /// The held job is gone.
    pub(super) fn forget(&self, id: JobId) {
        self.lock().held.remove(&id);
    }

    /// Only who holds a job may change it.
    pub(super) fn check_held(&self, id: JobId) -> Result<(), StoreError> {
        if self.lock().held.contains_key(&id) {
            Ok(())
        } else {
            Err(StoreError(format!("nobody holds job {id}")))
        }
    }

    /// When the next waiting job is due.
    pub(super) fn next_due(&self) -> Option<Timestamp> {
        self.lock().waiting.first().map(|(due, _)| *due)
    }

    /// Ends when a job has begun to wait since the last call ended.
    pub(super) async fn changed(&self) {
        self.changed.notified().await;
    }

    /// Every step above leaves the places whole, so a panic elsewhere does not spoil them.
    fn lock(&self) -> MutexGuard<'_, Places> {
        self.places.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A job that is being handed to a worker.
#[derive(Debug)]
pub(super) struct Lease<'a> {
    schedule: &'a Schedule,
    pub(super) id: JobId,
    due: Timestamp,
    kept: bool,
}

impl Lease<'_> {
    /// The worker has it.
    pub(super) fn keep(mut self) {
        self.kept = true;
    }
}

impl Drop for Lease<'_> {
    fn drop(&mut self) {
        if !self.kept {
            self.schedule.wait(self.id, self.due);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn a_lease_that_is_dropped_gives_the_job_back() {
        let schedule = Schedule::default();
        schedule.wait(1, at(10));
        assert!(schedule.take(at(9)).is_none());

        let lease = schedule.take(at(10)).unwrap();
        assert!(schedule.take(at(10)).is_none());
        assert!(schedule.check_held(1).is_ok());
        drop(lease);

        assert_eq!(schedule.next_due(), Some(at(10)));
        assert!(schedule.check_held(1).is_err());
        schedule.take(at(10)).unwrap().keep();
        assert_eq!(schedule.next_due(), None);
    }

    #[tokio::test]
    async fn a_change_before_anybody_waits_is_not_missed() {
        let schedule = Schedule::default();
        schedule.wait(1, at(10));
        schedule.changed().await;
        assert_eq!(schedule.next_due(), Some(at(10)));
    }
}
