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

impl App {
    /// What the asker is told when there is no answer.
    pub(super) fn explain(&self, failure: Failure) -> Content {
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

    /// The apology after the last of many tries.
    pub(super) fn given_up(&self) -> Content {
        self.fault(&"the process ended in every attempt", None)
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
