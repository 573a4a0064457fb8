//! What is kept of who asked: questions, opinions of their answers, watches.

use async_trait::async_trait;
use jiff::Timestamp;

use crate::app::asked::{About, Asked, Opinion, Stop, Watch};
use crate::app::error::StoreError;
use crate::app::ids::AskedId;
use crate::quality::ids::MeetingNo;

/// Questions that were answered with a card, and what people think of the answers.
#[async_trait]
pub trait Questions: Send + Sync {
    /// Notes a question, durably, replacing what was noted of it before; `withdrawn` is not among
    /// what is noted.
    async fn note(&self, asked: &Asked) -> Result<(), StoreError>;

    /// Withdraws the links to a question's report, durably and for good.
    async fn withdraw(&self, asked: &Asked) -> Result<(), StoreError>;

    /// What was noted; `None` when there was nothing, or it was swept.
    async fn asked(&self, id: &AskedId) -> Result<Option<Asked>, StoreError>;

    /// Keeps an opinion beside a result, durably, replacing an older one of the same person.
    async fn opine(&self, tenant: &str, about: &About, opinion: &Opinion)
    -> Result<(), StoreError>;

    /// Every opinion of a result.
    async fn opinions(&self, tenant: &str, about: &About) -> Result<Vec<Opinion>, StoreError>;

    /// Notes, durably, that the person a question is about shares the answer with the asker.
    async fn share(&self, asked: &Asked) -> Result<(), StoreError>;

    /// Notes, durably, that work on a question is to end. The question itself need not be noted.
    async fn stop(&self, id: &AskedId, stop: Stop, at: Timestamp) -> Result<(), StoreError>;

    /// Whether it is to end.
    async fn stopped(&self, id: &AskedId) -> Result<Option<Stop>, StoreError>;

    /// The questions that were answered in a chat, newest first, at most so many.
    async fn asked_in(
        &self,
        tenant: &str,
        chat: &str,
        limit: usize,
    ) -> Result<Vec<Asked>, StoreError>;
}

/// Who waits for which meeting to end.
#[async_trait]
pub trait Watches: Send + Sync {
    /// Notes a watch, durably, replacing one of the same number and chat or question.
    async fn watch(&self, watch: &Watch) -> Result<(), StoreError>;

    /// Ends a watch; false when there was none.
    async fn unwatch(&self, watch: &Watch) -> Result<bool, StoreError>;

    /// The watches into a chat, oldest first.
    async fn watches_in(&self, tenant: &str, chat: &str) -> Result<Vec<Watch>, StoreError>;

    /// The watches of a number.
    async fn watches_of(&self, tenant: &str, no: MeetingNo) -> Result<Vec<Watch>, StoreError>;

    /// Every watch there is.
    async fn watches(&self) -> Result<Vec<Watch>, StoreError>;
}
