//! From a message to the use case it asks for.

use async_trait::async_trait;
use tokio::sync::OnceCell;

use super::error::{FaultId, PlatformError, Refusal, StoreError, UserError};
use super::inbound::{Attempt, InboundMessage, Outcome, Task};
use super::ports::{Content, Handler, Ports, Progress};
use super::reply::{Reply, Said};
use crate::command::{self, Command, Mention, Message, Parsed, Person};
use crate::quality::ids::OpenId;
use crate::quality::thresholds::Thresholds;

/// The use cases.
pub struct App {
    pub(super) ports: Ports,
    /// How far back a meeting number is looked up.
    pub(super) lookback_days: u16,
    pub(super) thresholds: Thresholds,
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
            Task::Message(message) => self.message(message, attempt, progress).await,
        }
    }
}

impl App {
    pub fn new(ports: Ports, lookback_days: u16, thresholds: Thresholds) -> Self {
        Self { ports, lookback_days, thresholds, me: OnceCell::new() }
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
            Parsed::Wrong(error) => {
                reply.send(Said::card(self.ports.cards.wrong_command(&error))).await
            }
            Parsed::Command(Command::Help) => reply.send(Said::card(self.ports.cards.help())).await,
            Parsed::Command(Command::Quality { .. }) if message.sender_external => {
                reply.send(Said::card(self.explain(UserError::Outsider.into()))).await
            }
            Parsed::Command(Command::Quality { meeting, person }) => {
                reply
                    .send_when_done(async {
                        match self.quality(message, meeting, &person).await {
                            Ok(answer) => Said::answer(self.ports.cards.as_ref(), &answer),
                            Err(failure) => Said::card(self.explain(failure)),
                        }
                    })
                    .await
            }
        }
    }

    /// What the asker is told when there is no answer. A fault is logged here, once.
    fn explain(&self, failure: Failure) -> Content {
        let cards = &self.ports.cards;
        match failure {
            Failure::User(error) => {
                tracing::info!(?error, "the asker can act on it");
                cards.user_error(&error)
            }
            Failure::Platform(error) => match as_user_error(&error.refusal) {
                Some(user_error) => {
                    tracing::warn!(%error, "an operator must act");
                    cards.user_error(&user_error)
                }
                None => {
                    let id = FaultId::random();
                    tracing::error!(fault.id = %id, %error, "the platform failed");
                    cards.fault(&id, error.log_id.as_deref())
                }
            },
            Failure::Store(error) => {
                let id = FaultId::random();
                tracing::error!(fault.id = %id, %error, "the store failed");
                cards.fault(&id, None)
            }
        }
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
