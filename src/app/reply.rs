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
use super::ports::{Cards, Content, MessageId, Offer, Ports, Privacy, Progress, Told, Whole};

/// How long a question may take before the asker sees that it is being worked on.
const PATIENCE: Duration = Duration::from_secs(2);

/// What is said, and what it answers, so that it can be said in another way when the platform refuses
/// it.
pub(super) struct Said {
    content: Content,
    about: Option<(About, Offer)>,
}

/// What can be said in another way.
enum About {
    One(Box<Answer>),
    Everybody(Box<Whole>),
}

impl Said {
    pub(super) fn card(content: Content) -> Self {
        Self { content, about: None }
    }

    pub(super) fn answer(cards: &dyn Cards, answer: Answer, offer: Offer) -> Self {
        Self::about(cards, About::One(Box::new(answer)), offer)
    }

    pub(super) fn whole(cards: &dyn Cards, whole: Whole, offer: Offer) -> Self {
        Self::about(cards, About::Everybody(Box::new(whole)), offer)
    }

    fn about(cards: &dyn Cards, about: About, offer: Offer) -> Self {
        Self { content: about.card(cards, &offer), about: Some((about, offer)) }
    }

    /// Without personal data, where the tenant blocks that.
    fn bare(&self, cards: &dyn Cards) -> Option<Content> {
        let (about, offer) = self.about.as_ref()?;
        let offer = Offer { privacy: Privacy::Nothing, ..offer.clone() };
        Some(about.card(cards, &offer))
    }

    /// In plain words.
    fn plain(&self, cards: &dyn Cards) -> Option<Content> {
        match &self.about.as_ref()?.0 {
            About::One(answer) => Some(cards.answer_in_text(answer)),
            About::Everybody(_) => None,
        }
    }
}

impl About {
    fn card(&self, cards: &dyn Cards, offer: &Offer) -> Content {
        match self {
            Self::One(answer) => cards.answer(answer, offer),
            Self::Everybody(whole) => cards.tell(&Told::Whole(whole, offer)),
        }
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
    /// What it is said in the place of, where nothing is to be sent.
    place: Option<&'a MessageId>,
    attempt: &'a Attempt,
    progress: &'a dyn Progress,
    uuid: String,
}

impl<'a> Reply<'a> {
    /// The answer to a message.
    pub(super) fn new(
        ports: &'a Ports,
        to: &'a MessageId,
        attempt: &'a Attempt,
        progress: &'a dyn Progress,
    ) -> Self {
        Self { ports, to, place: None, attempt, progress, uuid: uuid(&to.0, "answer") }
    }

    /// What follows from a press of a button, under its card.
    pub(super) fn to_press(
        ports: &'a Ports,
        card: &'a MessageId,
        press: &str,
        attempt: &'a Attempt,
        progress: &'a dyn Progress,
    ) -> Self {
        Self { ports, to: card, place: None, attempt, progress, uuid: uuid(press, "press") }
    }

    /// What is said in the place of a card that stands already. `why` is the same in every try, and
    /// another one for each press.
    pub(super) fn in_place_of(
        ports: &'a Ports,
        card: &'a MessageId,
        why: &str,
        attempt: &'a Attempt,
        progress: &'a dyn Progress,
    ) -> Self {
        Self { ports, to: card, place: Some(card), attempt, progress, uuid: uuid(why, "place") }
    }

    /// What tells this reply from every other; the same in every try.
    pub(super) fn uuid(&self) -> &str {
        &self.uuid
    }

    /// Puts it in the place of a card that stands already.
    pub(super) async fn replace(&self, card: &MessageId, said: Said) -> Outcome {
        self.deliver(Sent::This(card.clone()), said).await
    }

    /// Says it.
    pub(super) async fn send(&self, said: Said) -> Outcome {
        self.deliver(self.sent_before(), said).await
    }

    /// Shows what somebody else will replace, and says in which message. What an earlier try showed
    /// is left as it is: its place may have been taken since. `Err` is what became of it when
    /// nothing can be shown.
    pub(super) async fn show(&self, content: Content) -> Result<MessageId, Outcome> {
        let place = self.place.filter(|_| self.attempt.number > 1);
        if let Some(shown) = self.attempt.reply.as_ref().or(place) {
            return Ok(shown.clone());
        }
        let sent = self.sent_before();
        match self.put(&sent, &content).await {
            Ok(shown) => {
                if let Err(error) = self.progress.replied(&shown).await {
                    // The uuid still protects the next try; only the hour's limit is lost.
                    tracing::warn!(%error, "a card was sent but not remembered");
                }
                Ok(shown)
            }
            Err(error) => Err(self.fall_back(&sent, &Said::card(content), error).await),
        }
    }

    /// What earlier tries sent. One that died may have sent something and not come to say so.
    fn sent_before(&self) -> Sent {
        match (self.place.or(self.attempt.reply.as_ref()), self.attempt.number) {
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
        if let Some(sent) = self.place.or(self.attempt.reply.as_ref()) {
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
        match self.put(&sent, &said.content).await {
            Ok(_) => {
                tracing::info!("answered");
                Outcome::Done
            }
            Err(error) => self.fall_back(&sent, &said, error).await,
        }
    }

    /// Says it in another way, where that may help.
    async fn fall_back(&self, sent: &Sent, said: &Said, mut error: PlatformError) -> Outcome {
        let cards = self.ports.cards.as_ref();
        if error.refusal == Refusal::PersonalDataBlocked
            && let Some(bare) = said.bare(cards)
        {
            tracing::warn!(%error, "the tenant blocks personal data, answering without");
            match self.put(sent, &bare).await {
                Ok(_) => return Outcome::Done,
                Err(again) => error = again,
            }
        }
        if !matches!(error.refusal, Refusal::CardRefused | Refusal::PersonalDataBlocked) {
            return self.give_up(&error);
        }
        let id = FaultId::random();
        tracing::error!(fault.id = %id, %error, "the card was refused, falling back to text");
        let apology = || cards.fault_in_text(&id, error.log_id.as_deref());
        match self.put(sent, &said.plain(cards).unwrap_or_else(apology)).await {
            Ok(_) => Outcome::Done,
            Err(error) => self.give_up(&error),
        }
    }

    /// Replaces what was sent, or sends it.
    async fn put(&self, sent: &Sent, content: &Content) -> Result<MessageId, PlatformError> {
        let messages = &self.ports.messages;
        let sent = match sent {
            Sent::This(sent) => sent.clone(),
            Sent::Nothing => return messages.reply(self.to, content, &self.uuid).await,
            // A file cannot take the place of what was sent, and was all that would be.
            Sent::Perhaps if matches!(content, Content::File(_)) => {
                return messages.reply(self.to, content, &self.uuid).await;
            }
            Sent::Perhaps => messages.reply(self.to, content, &self.uuid).await?,
        };
        messages.replace(&sent, content).await?;
        Ok(sent)
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
fn uuid(of: &str, what: &str) -> String {
    let digest = Sha256::digest(format!("{of}/{what}"));
    hex::encode(digest).chars().take(40).collect()
}
