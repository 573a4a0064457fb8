//! Where a report goes, and what is said in its place: each once.
//!
//! Invariants: into a group with people of other tenants nothing is said; a chat that is gone watches
//! nothing any more.

use super::claim;
use crate::app::access::Asker;
use crate::app::answer::Meeting;
use crate::app::asked::{AskedId, Watch};
use crate::app::dispatch::App;
use crate::app::error::{Refusal, StoreError};
use crate::app::failure::Failure;
use crate::app::inbound::Outcome;
use crate::app::ports::{Content, MessageId, Progress, Recipient};

impl App {
    /// Says what there is instead of a report: in a chat that hears each time, otherwise to who began
    /// the watch.
    pub(super) async fn say_instead(
        &self,
        report: &Report<'_>,
        content: &Content,
    ) -> Result<Outcome, Failure> {
        match self.readers(report).await? {
            Some(to) if report.always => self.send_report(report, &to, content).await,
            Some(_) => self.tell_watcher(report, content).await,
            None => Ok(Outcome::Done),
        }
    }

    /// Who reads the report. What is not known to be a chat of ours alone is taken for a stranger's.
    /// `None` where the bot is in the chat no more: its watch ends.
    pub(super) async fn readers(
        &self,
        report: &Report<'_>,
    ) -> Result<Option<Recipient>, StoreError> {
        match self.ports.chats.is_external(report.chat).await {
            Ok(false) => Ok(Some(report.chat_alone())),
            Err(error) if error.refusal == Refusal::Undeliverable => {
                tracing::info!(%error, "nobody is there any more, the watch ends");
                self.ports.watches.unwatch(report.watch).await?;
                Ok(None)
            }
            Ok(true) | Err(_) => Ok(Some(report.watcher())),
        }
    }

    /// Sends it once. A chat that is gone watches nothing any more.
    pub(super) async fn send_report(
        &self,
        report: &Report<'_>,
        to: &Recipient,
        content: &Content,
    ) -> Result<Outcome, Failure> {
        match self.send(report, to, content).await {
            Err(Failure::Platform(error)) if error.refusal == Refusal::Undeliverable => {
                tracing::info!(%error, "nobody is there any more, the watch ends");
                self.ports.watches.unwatch(report.watch).await?;
                Ok(Outcome::Done)
            }
            sent => sent,
        }
    }

    /// Sends it once to who began the watch, alone. The chat may be there still, whoever is not.
    pub(super) async fn tell_watcher(
        &self,
        report: &Report<'_>,
        content: &Content,
    ) -> Result<Outcome, Failure> {
        match self.send(report, &report.watcher(), content).await {
            Err(Failure::Platform(error)) if error.refusal == Refusal::Undeliverable => {
                tracing::info!(%error, "who began the watch cannot be told");
                Ok(Outcome::Done)
            }
            sent => sent,
        }
    }

    async fn send(
        &self,
        report: &Report<'_>,
        to: &Recipient,
        content: &Content,
    ) -> Result<Outcome, Failure> {
        let sent = self.ports.messages.send(to, content, &report.id().0).await?;
        report.progress.replied(&sent).await?;
        Ok(Outcome::Done)
    }
}

/// What is reported, and where.
pub(super) struct Report<'a> {
    pub watch: &'a Watch,
    pub meeting: &'a Meeting,
    pub chat: &'a str,
    pub always: bool,
    pub progress: &'a dyn Progress,
}

impl<'a> Report<'a> {
    pub(super) fn asker(&self) -> Asker<'a> {
        let Watch { tenant, by, .. } = self.watch;
        Asker { tenant, person: by, external: false, chat: self.chat, shared: false }
    }

    /// The same in every try: the platform itself refuses a second message of one `uuid`.
    pub(super) fn id(&self) -> AskedId {
        report_id(self.watch, self.meeting)
    }

    fn chat_alone(&self) -> Recipient {
        Recipient::Chat(self.chat.to_owned())
    }

    pub(super) fn watcher(&self) -> Recipient {
        Recipient::Person(self.watch.by.clone())
    }
}

pub(super) fn report_id(watch: &Watch, meeting: &Meeting) -> AskedId {
    AskedId::of(&MessageId(claim(watch, meeting)))
}
