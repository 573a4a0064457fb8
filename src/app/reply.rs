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
use super::error::{FaultId, PlatformError, Refusal};
use super::inbound::{Attempt, Outcome};
use super::ports::{Cards, Content, MessageId, Offer, Ports, Progress};

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

    pub(super) fn answer(cards: &dyn Cards, answer: &Answer, offer: &Offer) -> Self {
        let plain = Some(cards.answer_in_text(answer));
        Self { content: cards.answer(answer, offer), plain }
    }
}

/// What stands in the chat already, of this task.
enum Sent {
    Nothing,
    /// A send whose outcome nobody heard. The platform answers the next one with that message,
    /// which still says the old thing.
    Perhaps,
    This(MessageId),
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
        self.deliver(self.sent_before(), said).await
    }

    /// What earlier tries sent. One that died may have sent something and not come to say so.
    fn sent_before(&self) -> Sent {
        match (&self.attempt.reply, self.attempt.number) {
            (Some(sent), _) => Sent::This(sent.clone()),
            (None, 0 | 1) => Sent::Nothing,
            (None, _) => Sent::Perhaps,
        }
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
    async fn working(&self) -> Sent {
        if let Some(sent) = &self.attempt.reply {
            return Sent::This(sent.clone());
        }
        let working = self.ports.cards.working();
        match self.ports.messages.reply(self.to, &working, &self.uuid).await {
            Ok(sent) => {
                if let Err(error) = self.progress.replied(&sent).await {
                    // The uuid still protects the next try; only the hour's limit is lost.
                    tracing::warn!(%error, "the working card was sent but not remembered");
                }
                Sent::This(sent)
            }
            Err(error) => {
                tracing::warn!(%error, "the working card was not sent, as far as is known");
                match error.refusal {
                    Refusal::Unavailable => Sent::Perhaps,
                    _ => self.sent_before(),
                }
            }
        }
    }

    async fn deliver(&self, sent: Sent, said: Said) -> Outcome {
        let error = match self.put(&sent, &said.content).await {
            Ok(()) => {
                tracing::info!("answered");
                return Outcome::Done;
            }
            Err(error) => error,
        };
        if !matches!(error.refusal, Refusal::CardRefused | Refusal::PersonalDataBlocked) {
            return self.give_up(&error);
        }
        let id = FaultId::random();
        tracing::error!(fault.id = %id, %error, "the card was refused, falling back to text");
        let apology = || self.ports.cards.fault_in_text(&id, error.log_id.as_deref());
        match self.put(&sent, &said.plain.unwrap_or_else(apology)).await {
            Ok(()) => Outcome::Done,
            Err(error) => self.give_up(&error),
        }
    }

    /// Replaces what was sent, or sends it.
    async fn put(&self, sent: &Sent, content: &Content) -> Result<(), PlatformError> {
        let messages = &self.ports.messages;
        match sent {
            Sent::This(sent) => messages.replace(sent, content).await,
            Sent::Nothing => messages.reply(self.to, content, &self.uuid).await.map(drop),
            Sent::Perhaps => {
                let sent = messages.reply(self.to, content, &self.uuid).await?;
                messages.replace(&sent, content).await
            }
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
