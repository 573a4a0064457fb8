//! From a task to the use case it asks for.

use async_trait::async_trait;
use futures_util::FutureExt;
use jiff::tz::TimeZone;
use tokio::sync::OnceCell;
use tracing::Instrument;

use super::chat::KnownChats;
use super::ends::Ends;
use super::error::{PlatformError, UserError};
use super::failure::Failure;
use super::ids::AskedId;
use super::inbound::{Attempt, InboundMessage, Outcome, Task};
use super::link::Links;
use super::once::UnderWay;
use super::planned::Planned;
use super::ports::{Handler, Ports, Progress, Told};
use super::presses::Presses;
use super::question::{Wanted, caught};
use super::reply::{Reply, Said};
use super::stops::Stops;
use super::told::{Refused, WhyRefused};
use crate::command::{self, Command, Mention, Message, Parsed};
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
    pub(super) chats: KnownChats,
    pub(super) ends: Ends,
    pub(super) under_way: UnderWay,
    pub(super) planned: Planned,
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
        let span = match &attempt.task {
            Task::Message(message) => {
                let id = message.message_id.0.as_str();
                tracing::info_span!("message", id, attempt = number)
            }
            Task::Refresh { asked, .. }
            | Task::Export { asked, .. }
            | Task::Ask { asked, .. }
            | Task::Whole { asked, .. }
            | Task::Whisper { asked, .. }
            | Task::AskToShare { asked, .. }
            | Task::Declined { asked, .. }
            | Task::Instances { asked, .. } => {
                tracing::info_span!("question", asked = asked.0, attempt = number)
            }
            Task::Recalled { message } => tracing::info_span!("recalled", id = message.0),
            Task::Menu { event, .. } => tracing::info_span!("menu", event, attempt = number),
            Task::Ended { meeting, .. } => {
                tracing::info_span!("ended", instance = meeting.instance, attempt = number)
            }
            Task::Report { meeting, .. } => {
                tracing::info_span!("report", instance = meeting.instance, attempt = number)
            }
        };
        self.task(attempt, progress).instrument(span).await
    }
}

impl App {
    pub fn new(ports: Ports, options: AppOptions) -> Self {
        let (presses, stops, under_way) = <(Presses, Stops, UnderWay)>::default();
        let (chats, ends, planned) = <(KnownChats, Ends, Planned)>::default();
        let me = OnceCell::new();
        Self { ports, options, presses, stops, chats, ends, under_way, planned, me }
    }

    async fn task(&self, attempt: &Attempt, progress: &dyn Progress) -> Outcome {
        let under =
            |card, press: &str| Reply::to_press(&self.ports, card, press, attempt, progress);
        match &attempt.task {
            Task::Message(message) => self.message(message, attempt, progress).await,
            Task::Recalled { message } => self.recalled(message).await,
            Task::Menu { tenant, by, event, at } => self.menu(tenant, by, event, *at).await,
            Task::Ended { tenant, meeting } => self.ended(tenant, meeting).await,
            Task::Report { watch, meeting } => {
                self.watch_report(attempt, watch, meeting, progress).await
            }
            Task::Whole { asked, card, .. } => self.whole_job(attempt, asked, card, progress).await,
            Task::Refresh { card, press, .. }
            | Task::Export { card, press, .. }
            | Task::Ask { card, press, .. }
            | Task::Whisper { card, press, .. }
            | Task::AskToShare { card, press, .. }
            | Task::Declined { card, press, .. }
            | Task::Instances { card, press, .. }
                if attempt.hopeless =>
            {
                under(card, press).send(Said::card(self.given_up())).await
            }
            Task::Refresh { asked, card, press, .. } => {
                self.refresh(asked, card, under(card, press)).await
            }
            Task::Export { asked, card, format, press, .. } => {
                self.export(asked, *format, &under(card, press)).await
            }
            Task::Ask { asked, card, in_place, press, .. } => {
                let reply = under(card, press);
                let reply = if *in_place { reply.instead_of(card) } else { reply };
                self.ask_noted(asked, &reply).await
            }
            Task::Whisper { asked, card, to, what, press } => {
                self.whisper(asked, to, *what, press, &under(card, press)).await
            }
            Task::AskToShare { asked, card, press } => {
                self.ask_to_share(asked, &under(card, press)).await
            }
            Task::Declined { asked, card, press } => {
                self.declined(asked, &under(card, press)).await
            }
            task @ Task::Instances { card, press, .. } => {
                self.other_instances(task, &under(card, press)).await
            }
        }
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
        match self.parse(message, me) {
            Parsed::Ignored => Outcome::Done,
            _ if attempt.hopeless => reply.send(Said::card(self.given_up())).await,
            Parsed::Wrong(error) => {
                reply.send(Said::card(self.ports.cards.wrong_command(&error))).await
            }
            Parsed::Command(command) => {
                let id = AskedId::of(&message.message_id);
                let work = self.command(message, command, &reply);
                self.unless_recalled([&id, &id], &message.sender, &reply, work).await
            }
        }
    }

    async fn command(
        &self,
        message: &InboundMessage,
        command: Command,
        reply: &Reply<'_>,
    ) -> Outcome {
        let cards = &self.ports.cards;
        let work = match command {
            Command::Help => return reply.send(Said::card(cards.help())).await,
            Command::Explain { topic } => {
                return reply.send(Said::card(cards.tell(&Told::Explained(topic)))).await;
            }
            _ if message.sender_external => {
                let noted = self.note_outsider(message, command).await;
                let failure = noted.err().map_or_else(|| UserError::Outsider.into(), Failure::from);
                return reply.send(Said::card(self.explain(failure))).await;
            }
            Command::Form => return self.form(message, reply).await,
            Command::Quality(question) => {
                return self.question(message, Wanted { question, file: None }, reply).await;
            }
            Command::Export { question, format } => {
                return self
                    .question(message, Wanted { question, file: Some(format) }, reply)
                    .await;
            }
            Command::Recent => self.recent(message).boxed(),
            Command::Trend { person, days } => {
                async move { self.trend(message, &person, days).await }.boxed()
            }
            Command::Watch { meeting, always } => self.watch(message, meeting, always).boxed(),
            Command::Watches => self.watched_here(message).boxed(),
            Command::Unwatch { meeting } => self.unwatch(message, meeting).boxed(),
            Command::ForgetMe => self.forget_me(message).boxed(),
            Command::Doctor if !self.is_support(message.into()) => {
                let refused = Refused { why: WhyRefused::OnlySupport, name: None, ask: None };
                return reply.send(Said::card(cards.tell(&Told::Refused(&refused)))).await;
            }
            Command::Doctor => async { Ok(self.doctor(message).await) }.boxed(),
        };
        let (sent, said) = reply.patiently(caught(work)).await;
        let asked = self.new_asked(AskedId::of(&message.message_id), message.clone());
        let said = match said {
            Ok(said) => self.for_chat(&asked, said, reply.uuid(), reply).await,
            Err(failure) => self.explained(&asked, failure, reply).await,
        };
        reply.deliver_unless(sent, said).await
    }

    async fn question(
        &self,
        message: &InboundMessage,
        wanted: Wanted,
        reply: &Reply<'_>,
    ) -> Outcome {
        match self.asked(message).await {
            Ok(asked) => self.ask(asked, wanted, reply).await,
            Err(error) => reply.send(Said::card(self.explain(error.into()))).await,
        }
    }

    /// The bot's own id.
    pub(super) async fn me(&self) -> Result<&OpenId, PlatformError> {
        self.me.get_or_try_init(|| self.ports.identity.me()).await
    }

    /// What a message asks for.
    pub(super) fn parse(&self, message: &InboundMessage, me: Option<&OpenId>) -> Parsed {
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
            said_at: self.written(message.said_at.unwrap_or_else(|| self.ports.clock.now())),
        })
    }
}
