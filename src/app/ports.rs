//! What the use cases need from the outside; `feishu`, `store` and `render` implement it.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;
use serde_json::value::RawValue;

use super::answer::{Answer, Attendance, Cursor, Kept, Meeting, Part, Roster, Session};
use super::asked::{About, Asked, Opinion, Stop, Watch};
use super::audit::Look;
use super::error::{FaultId, PlatformError, StoreError, UserError};
use super::ids::AskedId;
pub use super::ids::MessageId;
use super::inbound::{Attempt, Outcome, Press, Task};
pub use super::said::{
    Content, File, FileFormat, FileKey, Offer, Page, Privacy, ReportFacts, ReportLink, SaidToast,
    Toast, ToastKind,
};
pub use super::told::{Forgotten, Remembered, Told, Whole};
use crate::clock::SharedClock;
use crate::command::CommandError;
use crate::quality::ids::{MeetingNo, OpenId, ParticipantId};
use crate::settings::Language;

/// A stretch of time, `from` before `to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    pub from: Timestamp,
    pub to: Timestamp,
}

/// Which meetings to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MeetingStatus {
    Ongoing,
    Ended,
}

/// How a call waits for its turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lane {
    /// Somebody waits for it: before all bulk work.
    Question,
    /// Planned work of this question. Several share what is left fairly, and together leave a few
    /// calls of each minute to questions.
    Bulk(AskedId),
}

/// How much of a list is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The first hundred or so.
    FirstPage,
    Everybody,
}

/// A page of a session's records.
#[derive(Debug, Clone)]
pub struct RecordPage {
    /// Verbatim, as the platform sent them.
    pub records: Vec<Box<RawValue>>,
    /// Where the next page begins; `None` when this was the last one.
    pub next: Option<Cursor>,
}

/// Whom a message goes to that answers none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recipient {
    Person(OpenId),
    Chat(String),
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

    /// The ended meetings a person took part in, newest first.
    async fn attended(
        &self,
        person: &OpenId,
        period: Period,
    ) -> Result<Listed<Meeting>, PlatformError>;

    /// A participant's own rows in an ended meeting; empty when they were not in it.
    async fn attendance(
        &self,
        meeting: &Meeting,
        person: &ParticipantId,
    ) -> Result<Listed<Attendance>, PlatformError>;

    /// Everybody's rows in an ended meeting.
    async fn participants(
        &self,
        meeting: &Meeting,
        reach: Reach,
        lane: &Lane,
    ) -> Result<Listed<(Option<ParticipantId>, Attendance)>, PlatformError>;

    /// A page of the per-minute records of one session: the first one, or the one that begins at
    /// `after`.
    async fn records(
        &self,
        meeting: &Meeting,
        person: &ParticipantId,
        join: Timestamp,
        after: Option<&Cursor>,
        lane: &Lane,
    ) -> Result<RecordPage, PlatformError>;

    /// How many calls for records, each of up to a hundred minutes, would be answered without
    /// waiting for the platform's limit.
    fn free_quality_calls(&self) -> usize;

    /// How long the platform's limit makes so many calls for records take from now on, which is all
    /// the bulk work there is, behind the questions that wait.
    fn time_for(&self, calls: usize) -> Duration;
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

    /// Sends a message that answers none. The same `uuid` as in [`Messages::reply`].
    async fn send(
        &self,
        to: &Recipient,
        content: &Content,
        uuid: &str,
    ) -> Result<MessageId, PlatformError>;

    /// Shows a card in a group to one person alone. It is in one language, reaches only who is
    /// online, cannot be replaced, and not every chat can have one.
    async fn whisper(
        &self,
        chat: &str,
        to: &OpenId,
        card: &Content,
    ) -> Result<MessageId, PlatformError>;

    /// Takes a message of ours away.
    async fn take_back(&self, message: &MessageId) -> Result<(), PlatformError>;
}

/// What the platform knows of chats.
#[async_trait]
pub trait Chats: Send + Sync {
    /// Whether people of other tenants may be in the group.
    async fn is_external(&self, chat: &str) -> Result<bool, PlatformError>;
}

/// Results of ended meetings, which do not change any more.
#[async_trait]
pub trait Results: Send + Sync {
    /// What is kept of a person in a meeting instance.
    async fn find(
        &self,
        tenant: &str,
        instance: &str,
        person: &ParticipantId,
    ) -> Result<Option<Kept>, StoreError>;

    /// Keeps a result, durably, replacing an older one. The parts of its sessions go.
    async fn keep(&self, tenant: &str, kept: &Kept) -> Result<(), StoreError>;

    /// Keeps the page of this place (0 for the first) of a session whose other pages are still to
    /// be fetched, durably, for a day.
    async fn keep_part(
        &self,
        tenant: &str,
        session: &Session,
        place: usize,
        part: &Part,
    ) -> Result<(), StoreError>;

    /// The pages of a session that are there, from the first to the first that is missing.
    async fn parts(&self, tenant: &str, session: &Session) -> Result<Vec<Part>, StoreError>;
}

/// Meetings that have ended, and who was in them.
#[async_trait]
pub trait Calendar: Send + Sync {
    /// Notes a meeting, durably.
    async fn hold(&self, tenant: &str, meeting: &Meeting) -> Result<(), StoreError>;

    /// The known instances of a number that ended in a period, newest first.
    async fn held(
        &self,
        tenant: &str,
        no: MeetingNo,
        period: Period,
    ) -> Result<Vec<Meeting>, StoreError>;

    /// The known meetings of a person in a period, newest first: which they held, or in whose
    /// roster they stand.
    async fn held_with(
        &self,
        tenant: &str,
        person: &OpenId,
        period: Period,
    ) -> Result<Vec<Meeting>, StoreError>;

    /// Keeps who was in a meeting, durably.
    async fn keep_roster(&self, tenant: &str, roster: &Roster) -> Result<(), StoreError>;

    async fn roster(&self, tenant: &str, instance: &str) -> Result<Option<Roster>, StoreError>;
}

/// Judgements, kept for a year without the minutes.
#[async_trait]
pub trait History: Send + Sync {
    /// Notes a judgement, durably, replacing the one of the same person and meeting.
    async fn remember(&self, tenant: &str, judged: &Remembered) -> Result<(), StoreError>;

    /// A person's judgements of meetings that ended after `since`, oldest first.
    async fn history(
        &self,
        tenant: &str,
        person: &OpenId,
        since: Timestamp,
    ) -> Result<Vec<Remembered>, StoreError>;

    /// One judgement.
    async fn remembered(
        &self,
        tenant: &str,
        about: &About,
    ) -> Result<Option<Remembered>, StoreError>;
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

/// Who looked at whose data.
#[async_trait]
pub trait Audit: Send + Sync {
    /// Notes a look, durably; nothing is ever changed or taken out.
    async fn look(&self, look: &Look) -> Result<(), StoreError>;
}

/// Forgetting somebody.
#[async_trait]
pub trait Forget: Send + Sync {
    /// Deletes, durably, everything that is kept about a person. The audit log stays.
    async fn forget(&self, tenant: &str, person: &OpenId) -> Result<Forgotten, StoreError>;
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
    /// Everybody in a meeting, a row each; `None` when it cannot be made.
    fn whole_file(&self, whole: &Whole, format: FileFormat, language: Language) -> Option<File>;
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
    /// Everything else.
    fn tell(&self, told: &Told<'_>) -> Content;
    /// The same in plain words, for when the platform refuses the card.
    fn told_in_text(&self, told: &Told<'_>) -> Content;
    /// A card in one language, for where only one can be shown.
    fn in_language(&self, card: &Content, language: Language) -> Content;
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
    pub calendar: Arc<dyn Calendar>,
    pub history: Arc<dyn History>,
    pub watches: Arc<dyn Watches>,
    pub audit: Arc<dyn Audit>,
    pub forget: Arc<dyn Forget>,
    pub chats: Arc<dyn Chats>,
    pub queue: Arc<dyn Queue>,
    pub cards: Arc<dyn Cards>,
    pub pages: Arc<dyn Pages>,
    pub clock: SharedClock,
}
