//! A question from its command to its card, the first time and again.
//!
//! Invariants: what a card's buttons are about is noted before the card is sent, so that no button
//! comes too early; what fails while it is asked again never takes an answer away that stands already.

use std::panic::AssertUnwindSafe;

use futures_util::FutureExt;

use super::asked::{Asked, AskedId, Choices};
use super::dispatch::{App, parse};
use super::error::{StoreError, UserError};
use super::failure::Failure;
use super::inbound::{InboundMessage, MessageId, Outcome};
use super::ports::{Content, FileFormat, Offer, ReportLink};
use super::quality::Found;
use super::reply::{Reply, Said};
use crate::command::{Command, Parsed, Person, Question, Which, Whom};
use crate::quality::ids::MeetingNo;

impl App {
    /// The card that answers a question; otherwise what the asker is told instead.
    pub(super) async fn ask(
        &self,
        message: &InboundMessage,
        meeting: MeetingNo,
        person: &Person,
    ) -> Result<Said, Content> {
        let said = match caught(self.quality(message, meeting, person)).await {
            Ok(found) => self.say(message, found).await.map_err(Failure::from),
            Err(failure) => Err(failure),
        };
        match said {
            Ok(said) => Ok(said),
            Err(Failure::User(error)) if may_pass(&error) => {
                Err(self.ask_later(message, &error).await)
            }
            Err(failure) => Err(self.explain(failure)),
        }
    }

    /// A question is asked again, and its card replaced.
    pub(super) async fn refresh(
        &self,
        id: &AskedId,
        card: &MessageId,
        reply: Reply<'_>,
    ) -> Outcome {
        let asked = match self.ports.questions.asked(id).await {
            Ok(Some(asked)) => asked,
            Ok(None) => return Outcome::Done,
            Err(error) => return Outcome::Again { why: error.to_string() },
        };
        match self.ask_again(&asked).await {
            Ok(said) => reply.replace(card, said).await,
            Err(told) if asked.answered.is_none() => reply.replace(card, Said::card(told)).await,
            Err(told) => reply.send(Said::card(told)).await,
        }
    }

    /// The answer of a card as a file.
    pub(super) async fn export(
        &self,
        id: &AskedId,
        format: FileFormat,
        reply: Reply<'_>,
    ) -> Outcome {
        let file = caught(self.file_of(id, format)).await;
        reply.send(Said::card(file.unwrap_or_else(|failure| self.explain(failure)))).await
    }

    async fn file_of(&self, id: &AskedId, format: FileFormat) -> Result<Content, Failure> {
        let asked = self.ports.questions.asked(id).await?;
        let answer = match &asked {
            Some(asked) => self.kept_answer(asked).await?,
            None => None,
        };
        let language = self.options.language;
        let file = answer.and_then(|answer| self.ports.pages.file(&answer, format, language));
        let file = file.ok_or_else(|| StoreError(format!("no {format:?} file of {}", id.0)))?;
        Ok(Content::File(self.ports.messages.upload(&file).await?))
    }

    async fn ask_again(&self, asked: &Asked) -> Result<Said, Content> {
        let message = &asked.message;
        match self.kept_of(asked).await {
            Ok(Some(known)) => {
                let said = match caught(self.answer(&message.tenant, known)).await {
                    Ok(found) => self.say(message, found).await.map_err(Failure::from),
                    Err(failure) => Err(failure),
                };
                return said.map_err(|failure| self.explain(failure));
            }
            Ok(None) => {}
            Err(error) => return Err(self.explain(error.into())),
        }
        match parse(message, self.me().await.ok()) {
            Parsed::Command(Command::Quality(Question {
                meeting: Which::No(meeting),
                whom: Whom::One(person),
                ..
            })) => self.ask(message, meeting, &person).await,
            // Only commands are noted; another version may read them in another way.
            Parsed::Wrong(error) => Err(self.ports.cards.wrong_command(&error)),
            Parsed::Command(_) | Parsed::Ignored => Err(self.ports.cards.help()),
        }
    }

    /// Notes what was found, and makes the card.
    async fn say(&self, message: &InboundMessage, found: Found) -> Result<Said, StoreError> {
        let mut asked = self.asked(message).await?;
        asked.answered = Some(found.answered);
        self.ports.questions.note(&asked).await?;
        Ok(Said::answer(self.ports.cards.as_ref(), found.answer, self.offer(&asked)))
    }

    /// Says what is in the way, with a button to ask again.
    async fn ask_later(&self, message: &InboundMessage, error: &UserError) -> Content {
        let noted = async {
            let asked = self.asked(message).await?;
            self.ports.questions.note(&asked).await?;
            Ok::<_, StoreError>(asked.id)
        };
        let again =
            noted.await.inspect_err(|error| tracing::warn!(%error, "no button to ask again"));
        self.ports.cards.user_error(error, again.ok().as_ref())
    }

    /// What is noted of a question, or will be.
    async fn asked(&self, message: &InboundMessage) -> Result<Asked, StoreError> {
        let id = AskedId::of(&message.message_id);
        let noted = self.ports.questions.asked(&id).await?;
        Ok(noted.unwrap_or_else(|| Asked {
            id,
            message: message.clone(),
            pinned: None,
            choices: Choices::None,
            answered: None,
            whole: None,
            at: self.ports.clock.now(),
            withdrawn: false,
            shared: false,
        }))
    }

    fn offer(&self, asked: &Asked) -> Offer {
        let (file, privacy) = (asked.kept().is_some(), asked.privacy());
        let (tenant, now) = (&asked.message.tenant, self.ports.clock.now());
        let report = match file && !asked.withdrawn {
            true => self
                .options
                .links
                .to(&asked.id, tenant, privacy, now)
                .map_or(ReportLink::NoAddress, ReportLink::At),
            false => ReportLink::Nowhere,
        };
        Offer { asked: asked.id.clone(), report, file, privacy }
    }
}

/// A panic is a fault like others: the asker still gets an answer.
pub(super) async fn caught<T>(
    work: impl Future<Output = Result<T, Failure>>,
) -> Result<T, Failure> {
    AssertUnwindSafe(work).catch_unwind().await.unwrap_or(Err(Failure::Panic))
}

/// Whether asking again a little later may help.
pub(super) const fn may_pass(error: &UserError) -> bool {
    matches!(error, UserError::StillRunning { .. } | UserError::NotReady { .. })
}
