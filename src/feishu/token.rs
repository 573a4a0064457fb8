//! The tenant token: one request however many callers need it, renewed before it ends.
//!
//! Invariants: while one request for a token is under way no second is sent; a token that still
//! holds is handed out even if renewing fails; an error is told to those who waited for it and then
//! forgotten; a token is dropped only by whoever was refused with that very token.
//!
//! The platform gives the same token again while 30 minutes or more remain, and a new one later, so
//! renewing earlier gains nothing. Dossier 5.1, 5.4.

use std::future::Future;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::{BoxFuture, Shared};
use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};

use crate::app::error::PlatformError;
use crate::clock::SharedClock;

/// Renewed when this much remains, at the latest …
const LATEST_RENEWAL: Duration = Duration::from_secs(5 * 60);
/// … or up to this much earlier, so that several processes do not renew in the same second.
const SPREAD: Duration = Duration::from_secs(20 * 60);
/// How long a failed renewal of a token that still holds is left alone.
const AFTER_FAILED_RENEWAL: Duration = Duration::from_secs(60);

/// A token as the platform gave it.
#[derive(Debug, Clone)]
pub(crate) struct Grant {
    pub(crate) token: SecretString,
    /// How long it holds from now.
    pub(crate) lifetime: Duration,
}

type Flight = Shared<BoxFuture<'static, Result<Grant, PlatformError>>>;

/// The token of one app in one tenant.
pub(crate) struct TokenCache {
    clock: SharedClock,
    state: Mutex<State>,
}

impl std::fmt::Debug for TokenCache {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TokenCache").finish_non_exhaustive()
    }
}

#[derive(Default)]
struct State {
    held: Option<Held>,
    /// The request under way.
    flight: Option<Flight>,
}

struct Held {
    token: SecretString,
    renew_at: Timestamp,
    ends_at: Timestamp,
}

impl TokenCache {
    pub(crate) fn new(clock: SharedClock) -> Self {
        Self { clock, state: Mutex::default() }
    }

    /// A token that holds; `fetch` asks the platform for one, with its own retries.
    pub(crate) async fn get<F>(
        &self,
        fetch: impl FnOnce() -> F,
    ) -> Result<SecretString, PlatformError>
    where
        F: Future<Output = Result<Grant, PlatformError>> + Send + 'static,
    {
        let (flight, holds) = {
            let now = self.clock.now();
            let mut state = self.state();
            let held = state.held.as_ref().filter(|held| now < held.ends_at);
            let holds = held.map(|held| held.token.clone());
            let due = held.is_none_or(|held| now >= held.renew_at);
            match (holds, state.flight.clone()) {
                (Some(token), _) if !due => return Ok(token),
                // Somebody else is renewing it.
                (Some(token), Some(_)) => return Ok(token),
                (None, Some(flight)) => (flight, None),
                (holds, None) => {
                    let flight = fetch().boxed().shared();
                    state.flight = Some(flight.clone());
                    (flight, holds)
                }
            }
        };
        let outcome = flight.clone().await;
        self.land(&flight, &outcome);
        match (outcome, holds) {
            (Ok(grant), _) => Ok(grant.token),
            (Err(_), Some(token)) => Ok(token),
            (Err(error), None) => Err(error),
        }
    }

    /// Drops the token, if it is still the one that was refused.
    pub(crate) fn forget(&self, refused: &SecretString) {
        let mut state = self.state();
        state.held.take_if(|held| held.token.expose_secret() == refused.expose_secret());
    }

    /// Takes over what a request brought. Of those who waited for it, the first does it.
    fn land(&self, flight: &Flight, outcome: &Result<Grant, PlatformError>) {
        let mut state = self.state();
        if state.flight.take_if(|under_way| under_way.ptr_eq(flight)).is_none() {
            return;
        }
        let now = self.clock.now();
        match (outcome, &mut state.held) {
            (Ok(grant), held) => *held = Some(Held::from(grant, now)),
            (Err(error), Some(held)) => {
                held.renew_at = after(now, AFTER_FAILED_RENEWAL);
                tracing::warn!(%error, "the tenant token could not be renewed; the old one holds");
            }
            (Err(_), None) => {}
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Held {
    fn from(grant: &Grant, now: Timestamp) -> Self {
        let early = LATEST_RENEWAL + SPREAD.mul_f64(rand::random());
        // A token that does not live long is not renewed all the time.
        let early = early.min(grant.lifetime / 4);
        Self {
            token: grant.token.clone(),
            renew_at: after(now, grant.lifetime.saturating_sub(early)),
            ends_at: after(now, grant.lifetime),
        }
    }
}

fn after(now: Timestamp, time: Duration) -> Timestamp {
    now.checked_add(time).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests;
