//! What only one person is to see: where people of other tenants read along, and what holds personal
//! data.
//!
//! A card that only its reader sees reaches who is online, in groups that are no topic groups, and is
//! in one language (dossier 7.5). What it cannot reach goes into the 1:1 chat. An answer that would
//! stand in a group with people of other tenants goes into the 1:1 chat at once, because its buttons
//! replace it later. Who reads along is looked at whenever something is said: a group that was ours
//! alone yesterday may have guests today.

use super::access::{Asker, Whose, may_see_details};
use super::asked::{Asked, AskedId};
use super::audit::How;
use super::dispatch::App;
use super::error::{PlatformError, StoreError};
use super::failure::Failure;
use super::inbound::{InboundMessage, Outcome, Whispered};
use super::ports::{Content, Recipient, Told};
use super::reply::{Reply, Said, unsaid, uuid};
use super::told::Whisper;
use crate::quality::ids::OpenId;
use crate::settings::Language;

/// Where something is said, and who asked for it there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place<'a> {
    pub chat: &'a str,
    /// Nobody else reads there.
    pub direct: bool,
    pub to: &'a OpenId,
}

impl<'a> Place<'a> {
    /// Where what follows from a question is said: in its chat, or where somebody pressed. A card
    /// that stands in another chat than its question went to one person: buttons of forwarded cards
    /// do nothing (dossier 8.1, `enable_forward_interaction`).
    pub(super) fn of(
        message: &'a InboundMessage,
        pressed_by: Option<(&'a OpenId, &'a str)>,
    ) -> Self {
        let (to, pressed_in) = pressed_by.unwrap_or((&message.sender, ""));
        match pressed_in.is_empty() || pressed_in == message.chat_id {
            true => Self { chat: &message.chat_id, direct: message.direct, to },
            false => Self { chat: pressed_in, direct: true, to },
        }
    }
}

impl App {
    /// What is said in reply: the answer, or that it went to one person alone. The step is the same
    /// in every try, and another one for whatever else is said of the question. `Err` where a later
    /// try may reach the person.
    pub(super) async fn for_chat(
        &self,
        asked: &Asked,
        said: Said,
        step: &str,
        reply: &Reply<'_>,
    ) -> Result<Said, Outcome> {
        let place = reply.place(&asked.message);
        if !self.outsiders_read(place).await {
            return Ok(said);
        }
        let uuid = uuid(step, "private");
        let to = Recipient::Person(place.to.clone());
        match self.ports.messages.send(&to, said.content(), &uuid).await {
            Ok(_) => {
                let told = Told::ToYouAlone(Whisper::ExternalGroup);
                Ok(Said::card(self.ports.cards.tell(&told)))
            }
            Err(error) => match unsaid(&error) {
                again @ Outcome::Again { .. } if !reply.is_last() => Err(again),
                // The chat can still be told that it did not work.
                _ => Ok(Said::card(self.explain(error.into()))),
            },
        }
    }

    /// Whether people of other tenants may read what is said there. What cannot be found out is
    /// taken to be so.
    pub(super) async fn outsiders_read(&self, place: Place<'_>) -> bool {
        let now = self.ports.clock.now();
        !place.direct && self.chats.is_external(self.ports.chats.as_ref(), place.chat, now).await
    }

    /// The language of whoever sent a message, as far as it is known.
    pub(super) fn language_of(&self, message: &InboundMessage) -> Language {
        message.language.unwrap_or(self.options.language)
    }

    /// Shows a card to one person: in their chat with the bot, or in a group for their eyes alone.
    pub(super) async fn to_one(
        &self,
        message: &InboundMessage,
        to: &OpenId,
        card: &Content,
        uuid: &str,
    ) -> Result<(), PlatformError> {
        let person = Recipient::Person(to.clone());
        if message.direct || self.outsiders_read(Place::of(message, None)).await {
            return self.ports.messages.send(&person, card, uuid).await.map(drop);
        }
        let language = match message.sender == *to {
            true => self.language_of(message),
            false => self.options.language,
        };
        let single = self.ports.cards.in_language(card, language);
        match self.ports.messages.whisper(&message.chat_id, to, &single).await {
            Ok(_) => Ok(()),
            Err(error) => {
                tracing::info!(%error, "not shown in the group, sent to the person instead");
                self.ports.messages.send(&person, card, uuid).await.map(drop)
            }
        }
    }

    /// Somebody wants to see what is for them alone; that they may was decided when they pressed.
    pub(super) async fn whisper(
        &self,
        id: &AskedId,
        to: &OpenId,
        what: Whispered,
        press: &str,
        reply: &Reply<'_>,
    ) -> Outcome {
        match self.try_whisper(id, to, what, press).await {
            Ok(()) => Outcome::Done,
            Err(failure) => reply.send(Said::card(self.explain(failure))).await,
        }
    }

    async fn try_whisper(
        &self,
        id: &AskedId,
        to: &OpenId,
        what: Whispered,
        press: &str,
    ) -> Result<(), Failure> {
        let Whispered::Details = what;
        let asked = self.ports.questions.asked(id).await?;
        let gone = || StoreError(format!("the result of {} is not kept any more", id.0));
        let asked = asked.ok_or_else(gone)?;
        let answer = self.kept_answer(&asked).await?.ok_or_else(gone)?;
        let message = &asked.message;
        let (tenant, chat) = (&message.tenant, &message.chat_id);
        let asker = Asker { tenant, person: to, external: false, chat, shared: false };
        let whose = Whose::One(&answer.person);
        if !may_see_details(self.facts(asker, &answer.meeting, whose)) {
            return Err(gone().into());
        }
        self.note_look(asker, &answer.meeting, whose, How::Details, None).await?;
        let card = self.ports.cards.tell(&Told::Details(&answer));
        Ok(self.to_one(message, to, &card, &uuid(press, "details")).await?)
    }
}
