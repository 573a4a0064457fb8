//! What the use cases need from the outside; `feishu`, `store` and `render` implement it.

use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;
use serde_json::value::RawValue;

use super::answer::{Answer, Attendance, Kept, Meeting};
use super::asked::{About, Asked, Opinion};
use super::error::{FaultId, PlatformError, StoreError, UserError};
use super::ids::AskedId;
pub use super::ids::MessageId;
use super::inbound::{Attempt, Outcome, Press, Task};
pub use super::said::{
    Content, File, FileFormat, FileKey, Offer, Page, Privacy, ReportFacts, ReportLink, SaidToast,
    Toast, ToastKind,
};
use crate::clock::SharedClock;
use crate::command::CommandError;
use crate::quality::ids::{MeetingNo, OpenId};
use crate::settings::Language;

/// A stretch of time, `from` before `to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    pub from: Timestamp,
    pub to: Timestamp,
}

/// Which meetings to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeetingStatus {
    Ongoing,
    Ended,
}

/// A list that was fetched page by page.
#[derive(Debug, Clone)]
pub struct Listed<T> {
    pub items: Vec<T>,
    /// False when paging had to stop early (page cap, repeated token): the list is partial.
    pub complete: bool,
}

/// Who the bot is.
#[async_trait]
pub trait Identity: Send + Sync {
    /// The bot's own id, by which messages mention it.
    async fn me(&self) -> Result<OpenId, PlatformError>;
}

/// What the platform knows of meetings.
#[async_trait]
pub trait Meetings: Send + Sync {
    /// The instances of a number in a period, newest first; external meetings and webinars too.
    async fn instances(
        &self,
        no: MeetingNo,
        period: Period,
        status: MeetingStatus,
    ) -> Result<Listed<Meeting>, PlatformError>;

    /// The person's own rows in an ended meeting; empty when they were not in it.
    async fn attendance(
        &self,
        meeting: &Meeting,
        person: &OpenId,
    ) -> Result<Listed<Attendance>, PlatformError>;

    /// Everybody's rows in an ended meeting, of large meetings the first hundred or so: partial then.
    async fn participants(
        &self,
        meeting: &Meeting,
    ) -> Result<Listed<(Option<OpenId>, Attendance)>, PlatformError>;

    /// The per-minute records of one session, verbatim, as the platform sent them.
    async fn quality(
        &self,
        meeting: &Meeting,
        person: &OpenId,
        join: Timestamp,
    ) -> Result<Listed<Box<RawValue>>, PlatformError>;

    /// How many calls for records, each of up to a hundred minutes, would be answered without
    /// waiting for the platform's limit.
    fn free_quality_calls(&self) -> usize;
}

/// The chat.
#[async_trait]
pub trait Messages: Send + Sync {
    /// Replies to a message. The same `uuid` (at most 50 characters) within an hour gives the first
    /// message again instead of a second one.
    async fn reply(
        &self,
        to: &MessageId,
        content: &Content,
        uuid: &str,
    ) -> Result<MessageId, PlatformError>;

    /// Uploads a file, of at most 30 MB, to be sent.
    async fn upload(&self, file: &File) -> Result<FileKey, PlatformError>;

    /// Replaces a card that was sent before.
    async fn replace(&self, message: &MessageId, content: &Content) -> Result<(), PlatformError>;
}

/// Results of ended meetings, which do not change any more.
#[async_trait]
pub trait Results: Send + Sync {
    /// What is kept of a person in a meeting instance.
    async fn find(
        &self,
        tenant: &str,
        instance: &str,
        person: &OpenId,
    ) -> Result<Option<Kept>, StoreError>;

    /// Keeps a result, durably, replacing an older one.
    async fn keep(&self, tenant: &str, kept: &Kept) -> Result<(), StoreError>;
}

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
}

/// Work that is done later.
#[async_trait]
pub trait Queue: Send + Sync {
    /// Takes a task; returns after it is durable. The same claim is taken once in a day.
    async fn queue(&self, claim: String, task: Task) -> Result<(), StoreError>;
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

/// A button of a card was pressed.
#[async_trait]
pub trait Buttons: Send + Sync {
    /// Answers at once; what takes longer is queued.
    async fn press(&self, press: Press) -> SaidToast;
}

/// Reports behind signed links.
#[async_trait]
pub trait Reports: Send + Sync {
    /// The page of a token; for whatever is no token of ours, or no longer, one and the same page
    /// that says that there is nothing.
    async fn page(&self, token: &str, language: Language) -> Page;

    /// The file of a token.
    async fn file(&self, token: &str, format: FileFormat, language: Language)
    -> Result<File, Page>;
}

/// Pages and files, made from templates.
pub trait Pages: Send + Sync {
    /// The report.
    fn report(&self, answer: &Answer, facts: &ReportFacts, language: Language) -> Page;
    /// Nothing is behind this link.
    fn nothing(&self, language: Language) -> Page;
    /// The answer as a file, in one language; `None` when it cannot be made.
    fn file(&self, answer: &Answer, format: FileFormat, language: Language) -> Option<File>;
}

/// Everything that is said, made from templates; always inside Feishu's limits for a card.
pub trait Cards: Send + Sync {
    /// The answer to a question.
    fn answer(&self, answer: &Answer, offer: &Offer) -> Content;
    /// The same in plain words, for when the platform refuses the card.
    fn answer_in_text(&self, answer: &Answer) -> Content;
    /// "Working on it", until the answer replaces it.
    fn working(&self) -> Content;
    /// What the bot can do.
    fn help(&self) -> Content;
    /// What is wrong with a command, and where.
    fn wrong_command(&self, error: &CommandError) -> Content;
    /// What the asker can do about it; with a button to ask again, where the question was noted.
    fn user_error(&self, error: &UserError, again: Option<&AskedId>) -> Content;
    /// What somebody who pressed a button is told.
    fn toast(&self, toast: &Toast) -> SaidToast;
    /// An apology with the id that stands in the log too.
    fn fault(&self, id: &FaultId, log_id: Option<&str>) -> Content;
    /// The same in plain words, for when the platform refuses a card that has no words of its own.
    fn fault_in_text(&self, id: &FaultId, log_id: Option<&str>) -> Content;
}

/// Everything outside that the use cases need.
#[derive(Clone)]
#[expect(missing_debug_implementations, reason = "a bundle of handles has nothing to show")]
pub struct Ports {
    pub identity: Arc<dyn Identity>,
    pub meetings: Arc<dyn Meetings>,
    pub messages: Arc<dyn Messages>,
    pub results: Arc<dyn Results>,
    pub questions: Arc<dyn Questions>,
    pub queue: Arc<dyn Queue>,
    pub cards: Arc<dyn Cards>,
    pub pages: Arc<dyn Pages>,
    pub clock: SharedClock,
}
