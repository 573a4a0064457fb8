//! One reply to one message: sent once, however often the work is tried.
//!
//! Invariants: every send of one task carries the same `uuid`, made from the message alone, so the
//! platform itself refuses a second one within the hour in which tries follow each other; what may
//! have been sent by an earlier try is replaced, not sent again; a file, which can replace nothing, is
//! sent beside it, and what stands says so.

use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use futures_util::future::{Either, join, select};
use sha2::{Digest, Sha256};
use tokio::sync::Mutex;

use super::answer::Answer;
use super::error::{FaultId, PlatformError, Refusal};
use super::inbound::{Attempt, InboundMessage, Outcome, Presser};
use super::ports::{Cards, Content, MessageId, Offer, Ports, Privacy, Progress, Told, Whole};
use super::private::Place;
use super::told::Pair;

/// How long a question may take before the asker sees that it is being worked on.
const PATIENCE: Duration = Duration::from_secs(2);

/// What is said, and what it answers, so that it can be said in another way when the platform refuses
/// it.
pub(super) struct Said {
    content: Content,
    about: Option<(Subject, Offer)>,
}

/// What an answer is about.
pub(super) enum Subject {
    One(Box<Answer>),
    Two(Box<Pair>),
    Everybody(Box<Whole>),
}

impl Subject {
    fn card(&self, cards: &dyn Cards, offer: &Offer) -> Content {
        match self {
            Self::One(answer) => cards.answer(answer, offer),
            Self::Two(pair) => cards.tell(&Told::Pair(pair, offer)),
            Self::Everybody(whole) => cards.tell(&Told::Whole(whole, offer)),
        }
    }

    fn text(&self, cards: &dyn Cards, offer: &Offer) -> Content {
        match self {
            Self::One(answer) => cards.answer_in_text(answer),
            Self::Two(pair) => cards.told_in_text(&Told::Pair(pair, offer)),
            Self::Everybody(whole) => cards.told_in_text(&Told::Whole(whole, offer)),
        }
    }
}

impl Said {
    pub(super) fn card(content: Content) -> Self {
        Self { content, about: None }
    }

    pub(super) fn answer(cards: &dyn Cards, subject: Subject, offer: Offer) -> Self {
        Self { content: subject.card(cards, &offer), about: Some((subject, offer)) }
    }

    /// What is sent first.
    pub(super) const fn content(&self) -> &Content {
        &self.content
    }

    /// Without personal data, where the tenant blocks that.
    fn bare(&self, cards: &dyn Cards) -> Option<Content> {
        let (subject, offer) = self.about.as_ref()?;
        let offer = Offer { privacy: Privacy::Nothing, ..offer.clone() };
        Some(subject.card(cards, &offer))
    }

    /// In plain words.
    fn plain(&self, cards: &dyn Cards) -> Option<Content> {
        let (subject, offer) = self.about.as_ref()?;
        Some(subject.text(cards, offer))
    }
}

/// What stands in the chat already, of this task.
pub(super) enum Sent {
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
    /// The card in whose place everything is said.
    instead: Option<&'a MessageId>,
    /// What this try sent. Held while something is being sent.
    sent: Mutex<Option<MessageId>>,
}

impl<'a> Reply<'a> {
    /// The answer to a message.
    pub(super) fn new(
        ports: &'a Ports,
        to: &'a MessageId,
        attempt: &'a Attempt,
        progress: &'a dyn Progress,
    ) -> Self {
        Self {
            ports,
            to,
            attempt,
            progress,
            uuid: uuid(&to.0, "answer"),
            instead: None,
            sent: Mutex::default(),
        }
    }

    /// What follows from a press of a button, under its card.
    pub(super) fn to_press(
        ports: &'a Ports,
        card: &'a MessageId,
        press: &str,
        attempt: &'a Attempt,
        progress: &'a dyn Progress,
    ) -> Self {
        Self {
            ports,
            to: card,
            attempt,
            progress,
            uuid: uuid(press, "press"),
            instead: None,
            sent: Mutex::default(),
        }
    }

    /// Everything in the place of a card that stands already.
    pub(super) fn instead_of(self, card: &'a MessageId) -> Self {
        Self { instead: Some(card), ..self }
    }

    /// Where it stands, if it is about a question: who reads it there.
    pub(super) fn place<'m>(&'m self, message: &'m InboundMessage) -> Place<'m> {
        Place::of(message, self.attempt.task.pressed_by())
    }

    /// Who pressed for it.
    pub(super) fn who(&self) -> Option<Presser> {
        let (by, chat) = self.attempt.task.pressed_by()?;
        Some(Presser { by: by.clone(), chat: chat.to_owned() })
    }

    /// What it answers.
    pub(super) const fn to(&self) -> &'a MessageId {
        self.to
    }

    /// Whether no other try follows this one.
    pub(super) const fn is_last(&self) -> bool {
        self.attempt.last
    }

    /// Says it.
    pub(super) async fn send(&self, said: Said) -> Outcome {
        self.deliver(self.sent_before().await, said).await.0
    }

    /// Replies with it, beside whatever stands already.
    pub(super) async fn send_anew(&self, said: Said) -> Result<MessageId, PlatformError> {
        self.post(&said.content).await
    }

    /// Shows what somebody else will replace, and says in which message. What an earlier try showed
    /// is left as it is: its place may have been taken since. `Err` is what became of it when
    /// nothing can be shown.
    pub(super) async fn show(&self, content: Content) -> Result<MessageId, Outcome> {
        let earlier = self.instead.or(self.attempt.reply.as_ref());
        if let Some(shown) = earlier.filter(|_| self.attempt.number > 1) {
            return Ok(shown.clone());
        }
        let sent = self.sent_before().await;
        match self.try_all(sent, Said::card(content)).await {
            Ok(shown) => {
                self.note_sent(&shown).await;
                Ok(shown)
            }
            Err(error) => Err(unsaid(&error)),
        }
    }

    /// What tells this reply from every other; the same in every try.
    pub(super) fn uuid(&self) -> &str {
        &self.uuid
    }

    async fn note_sent(&self, sent: &MessageId) {
        if let Err(error) = self.progress.replied(sent).await {
            // The uuid still protects the next try; only the hour's limit is lost.
            tracing::warn!(%error, "a card was sent but not remembered");
        }
    }

    /// What earlier tries sent. One that died may have sent something and not come to say so.
    pub(super) async fn sent_before(&self) -> Sent {
        match (self.standing().await, self.attempt.number) {
            (Some(sent), _) => Sent::This(sent),
            (None, 0 | 1) => Sent::Nothing,
            (None, _) => Sent::Perhaps,
        }
    }

    /// What comes out of `work`, and what stands in the chat then: if it takes long, a card says so.
    pub(super) async fn patiently<T>(&self, work: impl Future<Output = T>) -> (Sent, T) {
        let mut work = pin!(work);
        let alarm = self.ports.clock.alarm(PATIENCE);
        match select(&mut work, alarm).await {
            Either::Left((done, _)) => (self.sent_before().await, done),
            Either::Right(((), work)) => join(self.working(), work).await,
        }
    }

    /// The message that stands for this task, as far as it is known; waits for one that is just being
    /// sent.
    pub(super) async fn standing(&self) -> Option<MessageId> {
        let sent = self.sent.lock().await.clone();
        sent.or_else(|| self.instead.or(self.attempt.reply.as_ref()).cloned())
    }

    /// Replies, and remembers with what.
    async fn post(&self, content: &Content) -> Result<MessageId, PlatformError> {
        let uuid = match content {
            // A card may have been sent before, by this try or another.
            Content::File(_) => uuid(&self.uuid, "file"),
            Content::Card(_) | Content::Text(_) => self.uuid.clone(),
        };
        let mut sent = self.sent.lock().await;
        let message = self.ports.messages.reply(self.to, content, &uuid).await?;
        sent.get_or_insert_with(|| message.clone());
        Ok(message)
    }

    /// Sends the working card, unless there is a reply already.
    async fn working(&self) -> Sent {
        if let Some(sent) = self.standing().await {
            return Sent::This(sent);
        }
        let working = self.ports.cards.working();
        match self.post(&working).await {
            Ok(sent) => {
                self.note_sent(&sent).await;
                Sent::This(sent)
            }
            Err(error) => {
                tracing::warn!(%error, "the working card was not sent, as far as is known");
                match error.refusal {
                    Refusal::Unavailable => Sent::Perhaps,
                    _ => self.sent_before().await,
                }
            }
        }
    }

    /// Says it where something stands already or not, unless that is for a later try.
    pub(super) async fn deliver_unless(&self, sent: Sent, said: Result<Said, Outcome>) -> Outcome {
        match said {
            Ok(said) => self.deliver(sent, said).await.0,
            Err(outcome) => outcome,
        }
    }

    /// Says it, unless that is for a later try.
    pub(super) async fn send_unless(&self, said: Result<Said, Outcome>) -> Outcome {
        match said {
            Ok(said) => self.send(said).await,
            Err(outcome) => outcome,
        }
    }

    /// Says it where something stands already or not; with the message that holds it then.
    pub(super) async fn deliver(&self, sent: Sent, said: Said) -> (Outcome, Option<MessageId>) {
        match self.try_all(sent, said).await {
            Ok(message) => {
                tracing::info!("answered");
                (Outcome::Done, Some(message))
            }
            Err(error) => (unsaid(&error), None),
        }
    }

    async fn try_all(&self, sent: Sent, said: Said) -> Result<MessageId, PlatformError> {
        let cards = self.ports.cards.as_ref();
        let mut error = match self.put(&sent, &said.content).await {
            Ok(message) => return Ok(message),
            Err(error) => error,
        };
        if error.refusal == Refusal::PersonalDataBlocked
            && let Some(bare) = said.bare(cards)
        {
            tracing::warn!(%error, "the tenant blocks personal data, answering without");
            match self.put(&sent, &bare).await {
                Ok(message) => return Ok(message),
                Err(again) => error = again,
            }
        }
        if !matches!(error.refusal, Refusal::CardRefused | Refusal::PersonalDataBlocked) {
            return Err(error);
        }
        let id = FaultId::random();
        tracing::error!(fault.id = %id, %error, "the card was refused, falling back to text");
        let apology = || cards.fault_in_text(&id, error.log_id.as_deref());
        self.put(&sent, &said.plain(cards).unwrap_or_else(apology)).await
    }

    /// Replaces what was sent, or sends it.
    async fn put(&self, sent: &Sent, content: &Content) -> Result<MessageId, PlatformError> {
        match (sent, content) {
            (Sent::This(_) | Sent::Perhaps, Content::File(_)) => {
                self.post(content).await?;
                self.put_card(sent, &self.ports.cards.tell(&Told::FileSent)).await
            }
            _ => self.put_card(sent, content).await,
        }
    }

    async fn put_card(&self, sent: &Sent, content: &Content) -> Result<MessageId, PlatformError> {
        let messages = &self.ports.messages;
        match sent {
            Sent::This(sent) => messages.replace(sent, content).await.map(|()| sent.clone()),
            Sent::Nothing => self.post(content).await,
            Sent::Perhaps => {
                let sent = self.post(content).await?;
                messages.replace(&sent, content).await?;
                Ok(sent)
            }
        }
    }
}

/// What becomes of work whose last word could not be said.
pub(super) fn unsaid(error: &PlatformError) -> Outcome {
    match error.refusal {
        Refusal::Undeliverable => {
            tracing::info!(%error, "nobody is there any more to be answered");
            Outcome::Done
        }
        Refusal::Unavailable => Outcome::Again { why: error.to_string() },
        _ => Outcome::Never { why: error.to_string() },
    }
}

/// At most 50 characters (dossier 7.1), the same for every try.
pub(super) fn uuid(of: &str, what: &str) -> String {
    let digest = Sha256::digest(format!("{of}/{what}"));
    hex::encode(digest).chars().take(40).collect()
}
