//! From a task to the use case it asks for.

use async_trait::async_trait;
use jiff::tz::TimeZone;
use tokio::sync::OnceCell;
use tracing::Instrument;

use super::error::{PlatformError, UserError};
use super::ids::{AskedId, MessageId};
use super::inbound::{Attempt, InboundMessage, Outcome, Task};
use super::link::Links;
use super::once::UnderWay;
use super::ports::{Handler, Ports, Progress};
use super::presses::Presses;
use super::reply::{Reply, Said};
use super::stops::Stops;
use crate::command::{self, Command, Mention, Message, Parsed, Person, Question, Which, Whom};
use crate::quality::ids::OpenId;
use crate::quality::rules::Rules;
use crate::settings::{Access, Language};

/// What the use cases are told by an operator.
#[derive(Debug, Clone)]
pub struct AppOptions {
    /// How far back a meeting number is looked up.
    pub lookback_days: u16,
    pub rules: Rules,
    pub links: Links,
    /// Of what has one language only, such as a file.
    pub language: Language,
    /// Of the days and times that people type.
    pub timezone: TimeZone,
    pub access: Access,
    /// People and chats of the support team, by id.
    pub support: Vec<String>,
}

/// The use cases.
pub struct App {
    pub(super) ports: Ports,
    pub(super) options: AppOptions,
    pub(super) presses: Presses,
    pub(super) stops: Stops,
    pub(super) under_way: UnderWay,
    me: OnceCell<OpenId>,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App").field("options", &self.options).finish_non_exhaustive()
    }
}

#[async_trait]
impl Handler for App {
    async fn handle(&self, attempt: &Attempt, progress: &dyn Progress) -> Outcome {
        let number = attempt.number;
        match &attempt.task {
            Task::Message(message) => {
                let id = message.message_id.0.as_str();
                let span = tracing::info_span!("message", id, attempt = number);
                self.message(message, attempt, progress).instrument(span).await
            }
            Task::Refresh { asked, card, press } | Task::Export { asked, card, press, .. } => {
                let span = tracing::info_span!("press", asked = asked.0, attempt = number);
                let reply = Reply::to_press(&self.ports, card, press, attempt, progress);
                self.after_press(attempt, asked, card, reply).instrument(span).await
            }
            Task::Whole { asked, card } => {
                let span = tracing::info_span!("whole", asked = asked.0, attempt = number);
                self.whole_job(attempt, asked, card, progress).instrument(span).await
            }
            _ => Outcome::Done,
        }
    }
}

impl App {
    pub fn new(ports: Ports, options: AppOptions) -> Self {
        let (presses, stops, under_way) = <(Presses, Stops, UnderWay)>::default();
        Self { ports, options, presses, stops, under_way, me: OnceCell::new() }
    }

    async fn message(
        &self,
        message: &InboundMessage,
        attempt: &Attempt,
        progress: &dyn Progress,
    ) -> Outcome {
        let me = match self.me().await {
            Ok(me) => Some(me),
            // In a group, who is addressed cannot be told without knowing who we are.
            Err(error) if !message.direct && !attempt.last => {
                return Outcome::Again { why: error.to_string() };
            }
            Err(_) => None,
        };
        let reply = Reply::new(&self.ports, &message.message_id, attempt, progress);
        match parse(message, me) {
            Parsed::Ignored => Outcome::Done,
            _ if attempt.hopeless => reply.send(Said::card(self.given_up())).await,
            Parsed::Wrong(error) => {
                reply.send(Said::card(self.ports.cards.wrong_command(&error))).await
            }
            Parsed::Command(Command::Help) => reply.send(Said::card(self.ports.cards.help())).await,
            Parsed::Command(Command::Quality(_)) if message.sender_external => {
                reply.send(Said::card(self.explain(UserError::Outsider.into()))).await
            }
            Parsed::Command(Command::Quality(Question {
                meeting: Which::No(meeting),
                whom: Whom::One(person),
                ..
            })) => {
                let work = async {
                    let answered = self.ask(message, meeting, &person).await;
                    answered.unwrap_or_else(Said::card)
                };
                reply.send_when_done(work).await
            }
            Parsed::Command(_) => reply.send(Said::card(self.ports.cards.help())).await,
        }
    }

    async fn after_press(
        &self,
        attempt: &Attempt,
        asked: &AskedId,
        card: &MessageId,
        reply: Reply<'_>,
    ) -> Outcome {
        match attempt.task {
            _ if attempt.hopeless => reply.send(Said::card(self.given_up())).await,
            Task::Export { format, .. } => self.export(asked, format, reply).await,
            _ => self.refresh(asked, card, reply).await,
        }
    }

    /// The bot's own id.
    pub(super) async fn me(&self) -> Result<&OpenId, PlatformError> {
        self.me.get_or_try_init(|| self.ports.identity.me()).await
    }
}

/// What a message asks for.
pub(super) fn parse(message: &InboundMessage, me: Option<&OpenId>) -> Parsed {
    let mentions: Vec<Mention> = message
        .mentions
        .iter()
        .map(|mention| Mention {
            key: mention.key.clone(),
            id: mention.id.clone(),
            name: mention.name.clone(),
            bot: mention.bot || (mention.id.is_some() && mention.id.as_ref() == me),
            external: mention.external,
        })
        .collect();
    command::parse(&Message {
        text: &message.text,
        mentions: &mentions,
        bot: me,
        direct: message.direct,
        said_at: jiff::civil::DateTime::default(),
    })
}

/// Whom the question is about: their id, their name if it is not the asker, and whether they are
/// from outside the tenant.
pub(super) fn target<'a>(
    message: &'a InboundMessage,
    person: &'a Person,
) -> (&'a OpenId, Option<&'a str>, bool) {
    match person {
        Person::Sender => (&message.sender, None, false),
        Person::Mentioned { id, name, external } => (id, Some(name), *external),
        Person::Named(_) | Person::Room(_) => todo!(),
    }
}
