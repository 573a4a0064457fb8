//! A form for who knows no number: the asker's recent meetings, a person, a day.
//!
//! Invariants: the list of somebody's meetings is for their eyes alone; what is sent back is read like
//! a typed command, so that a form can ask for nothing that a command cannot; of what is filled in
//! nothing is passed over: a number that was typed goes before a choice, and a day says which one.

use jiff::Timestamp;

use super::answer::Meeting;
use super::asked::{Asked, AskedId, Choices};
use super::dispatch::App;
use super::failure::Failure;
use super::inbound::{FormValues, InboundMention, InboundMessage, MessageId, Outcome};
use super::ports::{Content, Recipient, Told};
use super::question::{Wanted, caught};
use super::reply::{Reply, Said, unsaid, uuid};
use super::told::{Form, Whisper};
use crate::command::{Mistake, Parsed, Question, Which};
use crate::quality::ids::OpenId;

/// How many meetings a form lists.
const LISTED: usize = 20;

/// What a sent form asks for.
pub(super) enum Filled {
    Asks(Box<Asked>),
    /// Neither a meeting nor a number.
    Nothing,
    /// A number or a date that cannot be read; what is wrong, where that is known.
    Wrong(Option<Mistake>),
}

impl App {
    /// A form for the sender of a message.
    pub(super) async fn form(&self, message: &InboundMessage, reply: &Reply<'_>) -> Outcome {
        let work = caught(self.form_card(message));
        let (sent, card) = reply.patiently(work).await;
        let card = match card {
            Ok(card) => card,
            Err(failure) => return reply.deliver(sent, Said::card(self.explain(failure))).await.0,
        };
        if message.direct {
            return reply.deliver(sent, Said::card(card)).await.0;
        }
        let to = &message.sender;
        let uuid = uuid(&message.message_id.0, "form");
        let said = match self.to_one(message, to, &card, &uuid).await {
            Ok(()) => self.ports.cards.tell(&Told::ToYouAlone(Whisper::Form)),
            Err(error) => self.explain(error.into()),
        };
        reply.deliver(sent, Said::card(said)).await.0
    }

    /// The form that somebody who chose from the bot's menu gets into their chat with the bot.
    pub(super) async fn menu(
        &self,
        tenant: &str,
        by: &OpenId,
        event: &str,
        at: Timestamp,
    ) -> Outcome {
        let message = InboundMessage {
            tenant: tenant.to_owned(),
            message_id: MessageId(event.to_owned()),
            chat_id: String::new(),
            direct: true,
            sender: by.clone(),
            sender_external: false,
            text: "/quality".to_owned(),
            mentions: Vec::new(),
            said_at: Some(at),
            language: None,
        };
        let card = caught(self.form_card(&message)).await;
        let card = card.unwrap_or_else(|failure| self.explain(failure));
        let to = Recipient::Person(by.clone());
        match self.ports.messages.send(&to, &card, &uuid(event, "menu")).await {
            Ok(_) => Outcome::Done,
            Err(error) => unsaid(&error),
        }
    }

    async fn form_card(&self, message: &InboundMessage) -> Result<Content, Failure> {
        let meetings = self.meetings_of(&message.tenant, &message.sender).await;
        // Without a list there is still a number to type.
        let mut meetings = meetings.unwrap_or_else(|failure| {
            tracing::info!(?failure, "a form without meetings");
            Vec::new()
        });
        meetings.truncate(LISTED);
        let asked = self.asked(message).await?;
        let form = Form { asked: &asked.id, meetings: &meetings };
        let card = self.ports.cards.tell(&Told::Form(&form));
        let choices = Choices::Meetings(meetings);
        self.ports.questions.note(&Asked { choices, ..asked }).await?;
        Ok(card)
    }

    /// What a sent form asks for, as a question of whoever sent it.
    pub(super) fn filled(
        &self,
        form: &Asked,
        by: &OpenId,
        values: &FormValues,
        press: &str,
        me: Option<&OpenId>,
    ) -> Filled {
        let chosen = match (&form.choices, values.meeting) {
            (Choices::Meetings(meetings), Some(place)) => meetings.get(usize::from(place)),
            _ => None,
        };
        let number = values.number.as_deref().map(str::trim).filter(|number| !number.is_empty());
        // A list cannot be emptied again: who types a number means that one.
        let meeting = match (number, chosen) {
            (Some(number), _) => number.to_owned(),
            (None, Some(meeting)) => meeting.no.as_str().to_owned(),
            (None, None) => return Filled::Nothing,
        };
        let mut words = vec!["/quality".to_owned(), meeting];
        let mut mentions = Vec::new();
        if let Some(person) = &values.person {
            let key = "@_user_1".to_owned();
            words.push(key.clone());
            let (id, name) = (Some(person.clone()), String::new());
            mentions.push(InboundMention { key, id, name, bot: false, external: false });
        }
        words.extend(values.date.clone());
        let now = self.ports.clock.now();
        let message = InboundMessage {
            sender: by.clone(),
            sender_external: false,
            text: words.join(" "),
            mentions,
            said_at: Some(now),
            ..form.message.clone()
        };
        match self.parse(&message, me) {
            // Only a question: nothing typed into a form can be another command.
            Parsed::Command(command) => match Wanted::of(command) {
                Some(Wanted { question, file: None }) => {
                    let id = AskedId::then(&form.id, press);
                    let pinned = chosen.filter(|it| self.is_meant(it, &question)).cloned();
                    Filled::Asks(Box::new(Asked { pinned, ..self.new_asked(id, message) }))
                }
                _ => Filled::Wrong(None),
            },
            Parsed::Wrong(error) => Filled::Wrong(Some(error.mistake)),
            Parsed::Ignored => Filled::Wrong(None),
        }
    }

    /// Whether a meeting that was chosen is the one that all of a form means.
    fn is_meant(&self, chosen: &Meeting, question: &Question) -> bool {
        let is_then = |when| !self.of_then(vec![chosen.clone()], when).is_empty();
        question.meeting == Which::No(chosen.no) && question.when.is_none_or(is_then)
    }
}
