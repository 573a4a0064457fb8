//! From a message to the use case it asks for.

use std::fmt::Display;
use std::panic::AssertUnwindSafe;

use async_trait::async_trait;
use futures_util::FutureExt;
use tokio::sync::OnceCell;
use tracing::Instrument;

use super::asked::AskedId;
use super::error::{FaultId, PlatformError, Refusal, StoreError, UserError};
use super::inbound::{Attempt, InboundMessage, Outcome, Task};
use super::ports::{Content, Handler, Offer, Ports, Privacy, Progress, ReportLink};
use super::reply::{Reply, Said};
use crate::command::{self, Command, Mention, Message, Parsed, Person};
use crate::quality::ids::OpenId;
use crate::quality::rules::Rules;

/// The use cases.
pub struct App {
    pub(super) ports: Ports,
    /// How far back a meeting number is looked up.
    pub(super) lookback_days: u16,
    pub(super) rules: Rules,
    me: OnceCell<OpenId>,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App").field("lookback_days", &self.lookback_days).finish_non_exhaustive()
    }
}

/// Why a question has no answer.
#[derive(Debug)]
pub(super) enum Failure {
    User(UserError),
    Platform(PlatformError),
    Store(StoreError),
    /// A bug. The panic itself is in the log before.
    Panic,
}

impl From<UserError> for Failure {
    fn from(error: UserError) -> Self {
        Self::User(error)
    }
}

impl From<PlatformError> for Failure {
    fn from(error: PlatformError) -> Self {
        Self::Platform(error)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

#[async_trait]
impl Handler for App {
    async fn handle(&self, attempt: &Attempt, progress: &dyn Progress) -> Outcome {
        match &attempt.task {
            Task::Message(message) => {
                let id = message.message_id.0.as_str();
                let span = tracing::info_span!("message", id, attempt = attempt.number);
                self.message(message, attempt, progress).instrument(span).await
            }
            Task::Refresh { .. } | Task::Export { .. } => Outcome::Done,
        }
    }
}

impl App {
    pub fn new(ports: Ports, lookback_days: u16, rules: Rules) -> Self {
        Self { ports, lookback_days, rules, me: OnceCell::new() }
    }

    async fn message(
        &self,
        message: &InboundMessage,
        attempt: &Attempt,
        progress: &dyn Progress,
    ) -> Outcome {
        let me = match self.me.get_or_try_init(|| self.ports.identity.me()).await {
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
            _ if attempt.hopeless => {
                let apology = self.fault(&"the process ended in every attempt", None);
                reply.send(Said::card(apology)).await
            }
            Parsed::Wrong(error) => {
                reply.send(Said::card(self.ports.cards.wrong_command(&error))).await
            }
            Parsed::Command(Command::Help) => reply.send(Said::card(self.ports.cards.help())).await,
            Parsed::Command(Command::Quality { .. }) if message.sender_external => {
                reply.send(Said::card(self.explain(UserError::Outsider.into()))).await
            }
            Parsed::Command(Command::Quality { meeting, person }) => {
                let work = async {
                    // A panic is a fault like others: the asker still gets an answer.
                    let question = AssertUnwindSafe(self.quality(message, meeting, &person));
                    match question.catch_unwind().await.unwrap_or(Err(Failure::Panic)) {
                        Ok(answer) => {
                            let offer = Offer {
                                asked: AskedId::of(&message.message_id),
                                report: ReportLink::NotKept,
                                file: false,
                                privacy: Privacy::Chat,
                            };
                            Said::answer(self.ports.cards.as_ref(), &answer, &offer)
                        }
                        Err(failure) => Said::card(self.explain(failure)),
                    }
                };
                reply.send_when_done(work).await
            }
        }
    }

    /// What the asker is told when there is no answer.
    fn explain(&self, failure: Failure) -> Content {
        match failure {
            Failure::User(error) => self.ports.cards.user_error(&error, None),
            Failure::Platform(error) => match as_user_error(&error.refusal) {
                Some(user_error) => {
                    tracing::warn!(%error, "an operator must act");
                    self.ports.cards.user_error(&user_error, None)
                }
                None => self.fault(&error, error.log_id.as_deref()),
            },
            Failure::Store(error) => self.fault(&error, None),
            Failure::Panic => self.fault(&"panicked", None),
        }
    }

    /// Logs what is ours or Feishu's, once, with the id the asker sees.
    fn fault(&self, error: &dyn Display, log_id: Option<&str>) -> Content {
        let id = FaultId::random();
        tracing::error!(fault.id = %id, %error, "no answer but an apology");
        self.ports.cards.fault(&id, log_id)
    }
}

/// Refusals that somebody in the tenant can do something about.
fn as_user_error(refusal: &Refusal) -> Option<UserError> {
    match refusal {
        Refusal::AdminRoleMissing => Some(UserError::AdminRoleMissing),
        Refusal::ScopeMissing(scopes) => Some(UserError::ScopeMissing { scopes: scopes.clone() }),
        Refusal::QuotaUsedUp => Some(UserError::QuotaUsedUp),
        Refusal::NoData
        | Refusal::Undeliverable
        | Refusal::CardRefused
        | Refusal::PersonalDataBlocked
        | Refusal::Misconfigured
        | Refusal::Unavailable
        | Refusal::Rejected => None,
    }
}

fn parse(message: &InboundMessage, me: Option<&OpenId>) -> Parsed {
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
    }
}
