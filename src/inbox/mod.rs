//! Accepted work: durable before it is acknowledged, tried until somebody has an answer.
//!
//! Invariants: an event is acknowledged only after it is on disk; a task is claimed before anybody
//! acts on it; an attempt is counted before it begins; nothing is lost in silence.

mod attempt;
pub mod patrol;
pub mod sweeper;
#[cfg(test)]
mod tests;
pub mod worker;

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;

use crate::app::error::StoreError;
use crate::app::inbound::Task;
use crate::app::ports::Queue;
use crate::clock::SharedClock;
pub use crate::store::Accepted;
use crate::store::{Jobs, NewJob};

/// The way in.
#[derive(Clone)]
pub struct Inbox {
    jobs: Arc<dyn Jobs>,
    clock: SharedClock,
}

impl Inbox {
    /// An inbox over a queue.
    pub fn new(jobs: Arc<dyn Jobs>, clock: SharedClock) -> Self {
        Self { jobs, clock }
    }

    /// Takes a task; returns after it is durable. The claim is `m:<message_id>` for messages and
    /// `e:<event_id>` for everything else.
    ///
    /// # Errors
    /// It could not be made durable: the event must not be acknowledged, so that it comes again.
    pub async fn accept(&self, claim: String, task: Task) -> Result<Accepted, StoreError> {
        self.offer(claim, task, None).await
    }

    /// How many tasks are being worked on or could be now.
    pub fn backlog(&self) -> usize {
        self.jobs.backlog(self.clock.now())
    }

    async fn offer(
        &self,
        claim: String,
        task: Task,
        due: Option<Timestamp>,
    ) -> Result<Accepted, StoreError> {
        self.jobs.accept(NewJob { claim, task, accepted_at: self.clock.now(), due }).await
    }
}

#[async_trait]
impl Queue for Inbox {
    async fn queue(&self, claim: String, task: Task) -> Result<(), StoreError> {
        self.accept(claim, task).await.map(drop)
    }

    async fn queue_for(&self, due: Timestamp, claim: String, task: Task) -> Result<(), StoreError> {
        self.offer(claim, task, Some(due)).await.map(drop)
    }
}

impl fmt::Debug for Inbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Inbox").finish_non_exhaustive()
    }
}
