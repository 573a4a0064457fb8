//! Which job is next, and which are held: the part of the queue that lives in memory.
//!
//! Invariants: a job is waiting, or held, or not here at all; a job enters only after it is
//! durable, so no work begins on one that a power cut could take back. What is held dies with the
//! process: at the next start every job waits again.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use tokio::sync::Notify;

use super::{JobId, JobLane};
use crate::app::error::StoreError;

/// Waiting and held jobs.
#[derive(Debug, Default)]
pub(super) struct Schedule {
    /// Locked for moments only, never across an await.
    places: Mutex<Places>,
    questions_changed: Notify,
    bulk_changed: Notify,
    reports_changed: Notify,
}

#[derive(Debug, Default)]
struct Places {
    questions: Waiting,
    bulk: Waiting,
    reports: Waiting,
    held: HashMap<JobId, Timestamp>,
}

/// Oldest first; jobs that are due together go in the order in which they were accepted.
type Waiting = BTreeSet<(Timestamp, JobId)>;

impl Places {
    fn waiting(&mut self, lane: JobLane) -> &mut Waiting {
        match lane {
            JobLane::Question => &mut self.questions,
            JobLane::Bulk => &mut self.bulk,
            JobLane::Report => &mut self.reports,
        }
    }
}

impl Schedule {
    /// The job waits until `due`, whether it was held or is new.
    pub(super) fn wait(&self, id: JobId, lane: JobLane, due: Timestamp) {
        let mut places = self.lock();
        places.held.remove(&id);
        places.waiting(lane).insert((due, id));
        drop(places);
        self.notify(lane).notify_one();
    }

    /// Holds the next job of a lane that is due. Dropping the lease gives the job back.
    pub(super) fn take(&self, now: Timestamp, lane: JobLane) -> Option<Lease<'_>> {
        let mut places = self.lock();
        let waiting = places.waiting(lane);
        let &(due, id) = waiting.first().filter(|(due, _)| *due <= now)?;
        waiting.remove(&(due, id));
        places.held.insert(id, due);
        Some(Lease { schedule: self, id, lane, due, kept: false })
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

    /// When the next waiting job of a lane is due.
    pub(super) fn next_due(&self, lane: JobLane) -> Option<Timestamp> {
        self.lock().waiting(lane).first().map(|(due, _)| *due)
    }

    /// How many jobs are held, or due and not held yet.
    pub(super) fn backlog(&self, now: Timestamp) -> usize {
        let places = self.lock();
        let due = |waiting: &Waiting| waiting.iter().take_while(|(due, _)| *due <= now).count();
        let Places { questions, bulk, reports, held } = &*places;
        held.len() + due(questions) + due(bulk) + due(reports)
    }

    /// Ends when a job of a lane has begun to wait since the last call ended.
    pub(super) async fn changed(&self, lane: JobLane) {
        self.notify(lane).notified().await;
    }

    fn notify(&self, lane: JobLane) -> &Notify {
        match lane {
            JobLane::Question => &self.questions_changed,
            JobLane::Bulk => &self.bulk_changed,
            JobLane::Report => &self.reports_changed,
        }
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
    lane: JobLane,
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
            self.schedule.wait(self.id, self.lane, self.due);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::JobLane::{Bulk, Question};
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn a_lease_that_is_dropped_gives_the_job_back() {
        let schedule = Schedule::default();
        schedule.wait(1, Question, at(10));
        assert!(schedule.take(at(9), Question).is_none());

        let lease = schedule.take(at(10), Question).unwrap();
        assert!(schedule.take(at(10), Question).is_none());
        assert!(schedule.check_held(1).is_ok());
        drop(lease);

        assert_eq!(schedule.next_due(Question), Some(at(10)));
        assert!(schedule.check_held(1).is_err());
        schedule.take(at(10), Question).unwrap().keep();
        assert_eq!(schedule.next_due(Question), None);
    }

    #[test]
    fn lanes_do_not_see_each_other() {
        let schedule = Schedule::default();
        schedule.wait(1, Bulk, at(1));
        schedule.wait(2, Question, at(2));
        assert_eq!(
            (schedule.next_due(Bulk), schedule.next_due(Question)),
            (Some(at(1)), Some(at(2)))
        );
        assert_eq!(schedule.take(at(9), Question).map(|lease| lease.id), Some(2));
        // Given back, into its own lane.
        assert_eq!(schedule.next_due(Question), Some(at(2)));
        assert_eq!(schedule.take(at(9), Bulk).map(|lease| lease.id), Some(1));
    }

    #[tokio::test]
    async fn a_change_before_anybody_waits_is_not_missed() {
        let schedule = Schedule::default();
        schedule.wait(1, Question, at(10));
        schedule.changed(Question).await;
        assert_eq!(schedule.next_due(Question), Some(at(10)));
    }
}
