//! Why a question has no answer, and what the asker is told then.
//!
//! Invariant: what is ours or Feishu's is logged once, here, with the id the asker sees.

use std::fmt::Display;

use super::dispatch::App;
use super::error::{FaultId, PlatformError, Refusal, StoreError, UserError};
use super::ports::Content;

/// Why a question has no answer.
#[derive(Debug, Clone)]
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

/// What is ours or Feishu's, as it stands in the log.
pub(super) struct Logged {
    pub id: FaultId,
    /// Of the platform.
    pub log_id: Option<String>,
}

impl App {
    /// What the asker is told when there is no answer.
    pub(super) fn explain(&self, failure: Failure) -> Content {
        match self.excused(failure) {
            Ok(error) => self.ports.cards.user_error(&error, None),
            Err(Logged { id, log_id }) => self.ports.cards.fault(&id, log_id.as_deref()),
        }
    }

    /// What somebody can act on; otherwise what was logged.
    pub(super) fn excused(&self, failure: Failure) -> Result<UserError, Logged> {
        match failure {
            Failure::User(error) => Ok(error),
            Failure::Platform(error) => match as_user_error(&error.refusal) {
                Some(user_error) => {
                    tracing::warn!(%error, "an operator must act");
                    Ok(user_error)
                }
                None => Err(logged(&error, error.log_id.clone())),
            },
            Failure::Store(error) => Err(logged(&error, None)),
            Failure::Panic => Err(logged(&"panicked", None)),
        }
    }

    /// The apology after the last of many tries.
    pub(super) fn given_up(&self) -> Content {
        let Logged { id, log_id } = logged(&"the process ended in every attempt", None);
        self.ports.cards.fault(&id, log_id.as_deref())
    }
}

/// Logs what is ours or Feishu's, once, with the id that somebody is told.
fn logged(error: &dyn Display, log_id: Option<String>) -> Logged {
    let id = FaultId::random();
    tracing::error!(fault.id = %id, %error, "no answer but an apology");
    Logged { id, log_id }
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
