//! Durable accept, claims, leases and the worker.

use std::fmt;
use std::sync::Arc;

use crate::app::error::StoreError;
use crate::app::inbound::Task;
use crate::clock::SharedClock;
pub use crate::store::Accepted;
use crate::store::{Jobs, NewJob};

/// Where accepted tasks go.
#[derive(Clone)]
pub struct Inbox {
    jobs: Arc<dyn Jobs>,
    clock: SharedClock,
}

impl Inbox {
    /// An inbox on a queue.
    pub fn new(jobs: Arc<dyn Jobs>, clock: SharedClock) -> Self {
        Self { jobs, clock }
    }

    /// Claims and queues a task; returns after it is durable.
    pub async fn accept(&self, claim: String, task: Task) -> Result<Accepted, StoreError> {
        self.jobs.accept(NewJob { claim, task, accepted_at: self.clock.now() }).await
    }
}

impl fmt::Debug for Inbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Inbox").finish_non_exhaustive()
    }
}
