//! One reply to one message: sent once, however often the work is tried.
//!
//! Invariants: every send of one task carries the same `uuid`, made from the message alone, so the
//! platform itself refuses a second one within the hour in which tries follow each other; what may
//! have been sent by an earlier try is replaced, not sent again.

use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use futures_util::future::{Either, join, select};
use sha2::{Digest, Sha256};

use super::answer::Answer;
use super::error::{PlatformError, Refusal};
use super::inbound::{Attempt, Outcome};
use super::ports::{Cards, Content, MessageId, Ports, Progress};

/// How long a question may take before the asker sees that it is being worked on.
const PATIENCE: Duration = Duration::from_secs(2);

/// What is said, and what is said instead when the platform refuses the card.
pub(super) struct Said {
    content: Content,
    plain: Option<Content>,
}

impl Said {
    pub(super) fn card(content: Content) -> Self {
        Self { content, plain: None }
    }

    pub(super) fn answer(cards: &dyn Cards, answer: &Answer) -> Self {
        Self { content: cards.answer(answer), plain: Some(cards.answer_in_text(answer)) }
    }
}

/// The reply to one message.
pub(super) struct Reply<'a> {
    ports: &'a Ports,
    to: &'a MessageId,
    attempt: &'a Attempt,
    progress: &'a dyn Progress,
    uuid: String,
}

impl<'a> Reply<'a> {
    pub(super) fn new(
        ports: &'a Ports,
        to: &'a MessageId,
        attempt: &'a Attempt,
        progress: &'a dyn Progress,
    ) -> Self {
        Self { ports, to, attempt, progress, uuid: uuid(to) }
    }

    /// Says it.
    pub(super) async fn send(&self, said: Said) -> Outcome {
        self.deliver(self.attempt.reply.clone(), said).await
    }

    /// Says what comes out of `work`; if that takes long, says so first.
    pub(super) async fn send_when_done(&self, work: impl Future<Output = Said>) -> Outcome {
        let mut work = pin!(work);
        let alarm = self.ports.clock.alarm(PATIENCE);
        match select(&mut work, alarm).await {
            Either::Left((said, _)) => self.send(said).await,
            Either::Right(((), work)) => {
                let (sent, said) = join(self.working(), work).await;
                self.deliver(sent, said).await
            }
        }
    }

    /// Sends the working card, unless there is a reply already.
    async fn working(&self) -> Option<MessageId> {
        if self.attempt.reply.is_some() {
            return self.attempt.reply.clone();
        }
        let working = self.ports.cards.working();
        match self.ports.messages.reply(self.to, &working, &self.uuid).await {
            Ok(sent) => {
                if let Err(error) = self.progress.replied(&sent).await {
                    // The uuid still protects the next try; only the hour's limit is lost.
                    tracing::warn!(%error, "the working card was sent but not remembered");
                }
                Some(sent)
            }
            Err(error) => {
                tracing::warn!(%error, "the working card was not sent");
                None
            }
        }
    }

    async fn deliver(&self, sent: Option<MessageId>, said: Said) -> Outcome {
        let error = match self.put(sent.as_ref(), &said.content).await {
            Ok(()) => {
                tracing::info!("answered");
                return Outcome::Done;
            }
            Err(error) => error,
        };
        match (&error.refusal, said.plain) {
            (Refusal::CardRefused | Refusal::PersonalDataBlocked, Some(plain)) => {
                tracing::error!(%error, "the card was refused, falling back to text");
                match self.put(sent.as_ref(), &plain).await {
                    Ok(()) => Outcome::Done,
                    Err(error) => self.give_up(&error),
                }
            }
            _ => self.give_up(&error),
        }
    }

    /// Replaces what was sent, or sends it. A try that is not the first cannot know whether an
    /// earlier one sent something before it died: the platform then answers with that message,
    /// which still says the old thing.
    async fn put(&self, sent: Option<&MessageId>, content: &Content) -> Result<(), PlatformError> {
        let messages = &self.ports.messages;
        if let Some(sent) = sent {
            return messages.replace(sent, content).await;
        }
        let sent = messages.reply(self.to, content, &self.uuid).await?;
        match self.attempt.number {
            0 | 1 => Ok(()),
            _ => messages.replace(&sent, content).await,
        }
    }

    fn give_up(&self, error: &PlatformError) -> Outcome {
        match error.refusal {
            Refusal::Undeliverable => {
                tracing::info!(%error, "nobody is there any more to be answered");
                Outcome::Done
            }
            Refusal::Unavailable => Outcome::Again { why: error.to_string() },
            _ => Outcome::Never { why: error.to_string() },
        }
    }
}

/// At most 50 characters (dossier 7.1), the same for every try.
fn uuid(message: &MessageId) -> String {
    let digest = Sha256::digest(format!("{}/answer", message.0));
    hex::encode(digest).chars().take(40).collect()
}
