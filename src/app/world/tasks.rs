//! Tasks that were put off, and how far attempts came.

use std::sync::Mutex;

use async_trait::async_trait;
use jiff::Timestamp;

use super::lock;
use crate::app::error::StoreError;
use crate::app::inbound::Task;
use crate::app::ports::{MessageId, Progress, Queue};

/// When it is due, its claim, and the task.
type Queued = (Option<Timestamp>, String, Task);

/// Notes what is queued, each claim once, and works on none of it.
#[derive(Debug, Default)]
pub(crate) struct Tasks {
    queued: Mutex<Vec<Queued>>,
    replied: Mutex<Vec<MessageId>>,
}

impl Tasks {
    pub(crate) fn queued(&self) -> Vec<Queued> {
        lock(&self.queued).clone()
    }

    pub(crate) fn replied(&self) -> Vec<MessageId> {
        lock(&self.replied).clone()
    }

    fn take(&self, due: Option<Timestamp>, claim: String, task: Task) {
        let mut queued = lock(&self.queued);
        if queued.iter().all(|(_, taken, _)| *taken != claim) {
            queued.push((due, claim, task));
        }
    }
}

#[async_trait]
impl Queue for Tasks {
    async fn queue(&self, claim: String, task: Task) -> Result<(), StoreError> {
        self.take(None, claim, task);
        Ok(())
    }

    async fn queue_for(&self, due: Timestamp, claim: String, task: Task) -> Result<(), StoreError> {
        self.take(Some(due), claim, task);
        Ok(())
    }
}

#[async_trait]
impl Progress for Tasks {
    async fn replied(&self, message: &MessageId) -> Result<(), StoreError> {
        lock(&self.replied).push(message.clone());
        Ok(())
    }
}
