//! What is kept, by use case: accepted jobs and their claims, results, questions and opinions,
//! meetings, judgements, watches, and who looked at whose data.
//!
//! Invariants: a job that was accepted is on disk; a claim is taken once in 24 hours; values are
//! versioned; everything that ages has an end, and is gone within the hour after it.

use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::app::error::StoreError;
use crate::app::inbound::Task;
use crate::app::ports::{Audit, Calendar, Forget, History, MessageId, Questions, Results, Watches};

pub mod audit;
mod codec;
#[cfg(test)]
mod conformance;
pub mod memory;
mod named;
mod record;
mod schedule;
pub mod sled;

/// How long a claim lives: longer than Feishu's whole retry schedule of 7 h 5 min 15 s, and
/// longer than a captured request may be old (dossier 1.7).
pub const CLAIM_LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// How long a page of a session lives whose other pages never came.
pub const PART_LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// How long somebody waits for the answer to one question: as long as its card can be answered. A watch
/// of a chat waits for ever.
pub const WAIT_LIFETIME: Duration = Duration::from_secs(14 * 24 * 60 * 60);

/// How long the rest lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention {
    /// Results with their minutes, lists of participants, questions, jobs that were given up.
    pub raw: Duration,
    /// Judgements and opinions of them, meetings, and who looked at whose data.
    pub judgements: Duration,
}

/// The place of a job in the queue; grows with every accepted job.
pub type JobId = u64;

/// A task that is offered to the queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewJob {
    /// What makes it the same task again: `m:<message_id>`, or `e:<event_id>`.
    pub claim: String,
    pub task: Task,
    pub accepted_at: Timestamp,
    /// Not to be worked on before; at once when absent.
    #[serde(default)]
    pub due: Option<Timestamp>,
}

/// A job that a worker holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    pub id: JobId,
    pub new: NewJob,
    /// 1 when it is tried for the first time; counted on disk before [`Jobs::lease`] returns.
    pub attempt: u32,
    /// What [`Jobs::replied`] remembered.
    pub reply: Option<MessageId>,
}

/// What became of an offered job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accepted {
    /// It is on disk and will be worked on.
    New(JobId),
    /// It was claimed before.
    Duplicate,
}

/// Jobs wait in lanes, so that planned work never stands before a question, nor reports that nobody
/// waits for before planned work that somebody does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JobLane {
    /// Somebody waits for it.
    Question,
    /// Somebody watches how far it comes.
    Bulk,
    /// It comes by itself.
    Report,
}

impl JobLane {
    pub const ALL: [Self; 3] = [Self::Question, Self::Bulk, Self::Report];

    /// The lane of a task.
    pub const fn of(task: &Task) -> Self {
        match task {
            Task::Whole { .. } => Self::Bulk,
            Task::Report { .. } => Self::Report,
            _ => Self::Question,
        }
    }
}

/// The durable queue of jobs.
#[async_trait]
pub trait Jobs: Send + Sync {
    /// Claims and queues a job; returns after it is durable.
    async fn accept(&self, job: NewJob) -> Result<Accepted, StoreError>;

    /// Leases the oldest job of a lane that is due and that nobody holds, and counts the attempt,
    /// durably. A lease ends with [`Jobs::finish`], [`Jobs::retry`], [`Jobs::postpone`],
    /// [`Jobs::bury`], or with the process.
    async fn lease(&self, now: Timestamp, lane: JobLane) -> Result<Option<Job>, StoreError>;

    /// When the next job of a lane that nobody holds is due; `None` when there is none.
    async fn next_due(&self, lane: JobLane) -> Result<Option<Timestamp>, StoreError>;

    /// How many jobs are being worked on or could be now.
    fn backlog(&self, now: Timestamp) -> usize;

    /// Remembers, durably, the message that was sent for this job.
    async fn replied(&self, id: JobId, reply: &MessageId) -> Result<(), StoreError>;

    /// The work is done: the job goes, its claim stays.
    async fn finish(&self, id: JobId) -> Result<(), StoreError>;

    /// The work failed for now: try again at `due`.
    async fn retry(&self, id: JobId, due: Timestamp) -> Result<(), StoreError>;

    /// Nothing failed: the job waits until `due` and begins anew, as if it had never been tried.
    async fn postpone(&self, id: JobId, due: Timestamp) -> Result<(), StoreError>;

    /// The work failed for good: the job is kept beside the queue, with the reason.
    async fn bury(&self, id: JobId, reason: &str) -> Result<(), StoreError>;

    /// Waits until a job of a lane may have become available.
    async fn changed(&self, lane: JobLane);
}

/// What a sweep removed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    pub claims: usize,
    pub results: usize,
    pub questions: usize,
    pub opinions: usize,
    pub dead: usize,
    /// Pages of sessions.
    pub parts: usize,
    pub meetings: usize,
    pub rosters: usize,
    pub judgements: usize,
    pub watches: usize,
    /// Whole months of the audit log.
    pub audit_months: usize,
    /// Copies of the database as it was before a repair.
    pub copies: usize,
}

/// Forgetting.
#[async_trait]
pub trait Sweep: Send + Sync {
    /// Removes what has lived its lifetime: claims, parts and watches theirs, the rest `retention`.
    async fn sweep(&self, now: Timestamp, retention: Retention) -> Result<Swept, StoreError>;
}

/// What the bot remembers about itself, such as a secret that it made.
#[async_trait]
pub trait OwnSettings: Send + Sync {
    /// What is kept under this name. When there is nothing yet, `initial` is kept, durably, and
    /// returned: everybody who asks gets the same.
    async fn setting(&self, name: &str, initial: &str) -> Result<String, StoreError>;
}

/// A whole back end, as start-up wires it.
#[async_trait]
pub trait Store:
    Jobs + Results + Questions + Calendar + History + Watches + Audit + Forget + Sweep + OwnSettings
{
    /// Why nothing can be accepted now, if so.
    fn health(&self) -> Result<(), StoreError>;

    /// Ends when nothing can be written any more before the store is opened again, and says why.
    async fn failure(&self) -> StoreError;

    /// Makes everything durable and refuses further changes. The files are free for another
    /// process when the last handle is gone too.
    async fn close(&self) -> Result<(), StoreError>;
}

/// Whether something of time `at` has lived its whole `lifetime`.
fn expired(at: Timestamp, lifetime: Duration, now: Timestamp) -> bool {
    at.checked_add(lifetime).is_ok_and(|end| end <= now)
}
