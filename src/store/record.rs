//! What is written of a job.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Job, JobId, NewJob};
use crate::app::ports::MessageId;

/// A job in the queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct JobRecord {
    pub(super) new: NewJob,
    /// How many attempts have begun.
    pub(super) attempts: u32,
    /// Not to be tried before.
    pub(super) due: Timestamp,
    pub(super) reply: Option<MessageId>,
}

/// A job that failed for good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct DeadJob {
    pub(super) job: JobRecord,
    pub(super) reason: String,
}

impl JobRecord {
    /// A job that nobody has tried yet, due at once.
    pub(super) fn fresh(new: NewJob) -> Self {
        let due = new.accepted_at;
        Self { new, attempts: 0, due, reply: None }
    }

    /// The same, seen by the worker that holds it.
    pub(super) fn into_job(self, id: JobId) -> Job {
        Job { id, new: self.new, attempt: self.attempts, reply: self.reply }
    }
}
