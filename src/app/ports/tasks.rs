//! Work that is done later, and how it is worked on.

use async_trait::async_trait;
use jiff::Timestamp;

use crate::app::error::StoreError;
use crate::app::ids::MessageId;
use crate::app::inbound::{Attempt, Outcome, Task};

/// Work that is done later.
#[async_trait]
pub trait Queue: Send + Sync {
    /// Takes a task; returns after it is durable. The same claim is taken once in a day.
    async fn queue(&self, claim: String, task: Task) -> Result<(), StoreError>;

    /// The same, to be worked on at a time to come.
    async fn queue_for(&self, due: Timestamp, claim: String, task: Task) -> Result<(), StoreError>;
}

/// Where an attempt says how far it came, so that a later one does not do it twice.
#[async_trait]
pub trait Progress: Send + Sync {
    /// The message that answers this task was sent.
    async fn replied(&self, message: &MessageId) -> Result<(), StoreError>;
}

/// What is done about a task.
#[async_trait]
pub trait Handler: Send + Sync {
    /// Tries it once.
    async fn handle(&self, attempt: &Attempt, progress: &dyn Progress) -> Outcome;
}

/// What is looked after without anybody asking.
#[async_trait]
pub trait Patrol: Send + Sync {
    /// Looks once; returns when to look again.
    async fn patrol(&self) -> Timestamp;
}
