//! What is written of a job, and what stands beside a question.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Job, JobId, JobLane, NewJob};
use crate::app::answer::Meeting;
use crate::app::asked::Stop;
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
    /// A job that nobody has tried yet.
    pub(super) fn fresh(new: NewJob) -> Self {
        let due = new.due.unwrap_or(new.accepted_at);
        Self { new, attempts: 0, due, reply: None }
    }

    /// Where it waits.
    pub(super) const fn lane(&self) -> JobLane {
        JobLane::of(&self.new.task)
    }

    /// The same, seen by the worker that holds it.
    pub(super) fn into_job(self, id: JobId) -> Job {
        Job { id, new: self.new, attempt: self.attempts, reply: self.reply }
    }
}

/// What is noted of a question apart from it, so that noting the question never takes it back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    Withdrawn,
    Shared,
    Cancelled,
    Recalled,
}

impl Mark {
    pub(super) const ALL: [Self; 4] =
        [Self::Withdrawn, Self::Shared, Self::Cancelled, Self::Recalled];

    /// As it is written.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Withdrawn => "withdrawn",
            Self::Shared => "shared",
            Self::Cancelled => "cancelled",
            Self::Recalled => "recalled",
        }
    }
}

impl From<Stop> for Mark {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Cancelled => Self::Cancelled,
            Stop::Recalled => Self::Recalled,
        }
    }
}

/// What is known of a meeting after somebody told of it again: what is new wins, and what the new
/// one does not say stays.
pub(super) fn fill_in(known: Meeting, told: Meeting) -> Meeting {
    Meeting {
        owner: told.owner.or(known.owner),
        people: told.people.or(known.people),
        topic: if told.topic.is_empty() { known.topic } else { told.topic },
        ..told
    }
}
