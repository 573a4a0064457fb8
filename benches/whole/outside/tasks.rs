//! Tasks that nobody puts off, and an attempt whose progress is noted nowhere.

use async_trait::async_trait;
use jiff::Timestamp;
use quality_bot::app::error::StoreError;
use quality_bot::app::inbound::Task;
use quality_bot::app::ports::*;

use super::never;

/// One attempt is all there is.
pub(crate) struct Tasks;

#[async_trait]
impl Progress for Tasks {
    async fn replied(&self, _: &MessageId) -> Result<(), StoreError> {
        Ok(())
    }
}

#[async_trait]
impl Queue for Tasks {
    async fn queue(&self, _: String, _: Task) -> Result<(), StoreError> {
        never!()
    }

    async fn queue_for(&self, _: Timestamp, _: String, _: Task) -> Result<(), StoreError> {
        never!()
    }
}
