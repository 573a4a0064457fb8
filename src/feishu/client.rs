//! The one path on which calls go out: token, gate, HTTP, decode, classify, retry.
//!
//! Invariants: every call passes through `FeishuClient::send`, so that each is authorised, counted
//! and repeated by one rule; a call that fails for good says what that means for the use case; no
//! secret and no token stands in an error, a log line or a `Debug`.
//!
//! Dossier 5.1, 5.4, 10.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use super::api::Api;
use super::decode::{Failure, decode};
use super::lenient;
use super::rate::Gates;
use super::retry::{Remedy, Retries, Step};
use super::token::{Grant, TokenCache};
pub use super::transport::ClientError;
use super::transport::{Call, Transport};
use crate::app::error::PlatformError;
use crate::clock::SharedClock;
use crate::settings::FeishuSettings;
use crate::telemetry::Counters;

/// An app in a tenant, calling the platform. Cloning shares connections, token and rate windows.
///
/// Implements [`Meetings`](crate::app::ports::Meetings),
/// [`Messages`](crate::app::ports::Messages) and [`Chats`](crate::app::ports::Chats).
#[derive(Debug, Clone)]
pub struct FeishuClient(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    transport: Transport,
    app_id: String,
    app_secret: SecretString,
    token: TokenCache,
    gates: Gates,
    clock: SharedClock,
    counters: Counters,
}

/// What the token call answers, beside `code`.
#[derive(Deserialize)]
struct TokenFields {
    tenant_access_token: SecretString,
    /// Seconds.
    #[serde(deserialize_with = "lenient::integer")]
    expire: Option<i64>,
}

impl FeishuClient {
    /// Makes a client. Nothing is sent yet.
    ///
    /// # Errors
    /// When no HTTPS client can be built, for example because there are no CA certificates.
    pub fn new(
        settings: &FeishuSettings,
        clock: SharedClock,
        counters: Counters,
    ) -> Result<Self, ClientError> {
        Ok(Self(Arc::new(Inner {
            transport: Transport::new(settings)?,
            app_id: settings.app_id.clone(),
            app_secret: settings.app_secret.clone(),
            token: TokenCache::new(clock.clone()),
            gates: Gates::new(&clock),
            clock,
            counters,
        })))
    }

    /// Whether the platform accepts the app's credentials. Asks it only when no token is held.
    pub async fn authenticate(&self) -> Result<(), PlatformError> {
        self.token().await.map(drop)
    }

    /// Sends a call, as often as `retry` allows, and returns the fields of the answer.
    pub(crate) async fn send<T: DeserializeOwned>(&self, call: &Call) -> Result<T, PlatformError> {
        let inner = &*self.0;
        let mut retries = None;
        loop {
            let token = if call.api.spec().authorised { Some(self.token().await?) } else { None };
            let failure = match inner.attempt(call, token.as_ref(), &mut retries).await {
                Ok(fields) => return Ok(fields),
                Err(failure) => failure,
            };
            let now = inner.clock.now();
            let retries = retries.get_or_insert_with(|| Retries::starting(now));
            let remedy = match failure.remedy {
                // It may have been done all the same.
                Remedy::Transient if !call.api.spec().repeatable => Remedy::Nothing,
                remedy => remedy,
            };
            let step = retries.next(remedy, failure.reset, now, rand::random());
            let Failure { error, .. } = failure;
            if step != Step::GiveUp {
                tracing::info!(%error, ?step, "a call is tried again");
            }
            match (step, token) {
                (Step::GiveUp, _) | (Step::NewToken, None) => return Err(*error),
                (Step::NewToken, Some(token)) => inner.token.forget(&token),
                (Step::After(wait), _) => inner.clock.sleep(wait).await,
                (Step::Queue, _) => {}
            }
        }
    }

    /// How many calls of an API could be sent at once, as far as this process knows.
    pub(crate) fn free(&self, api: Api) -> usize {
        self.0.gates.of(api).free()
    }

    /// How long the limits of an API make so many calls of bulk work take.
    pub(crate) fn bulk_time(&self, api: Api, calls: usize) -> Duration {
        self.0.gates.of(api).time_for(calls)
    }

    async fn token(&self) -> Result<SecretString, PlatformError> {
        self.0.token.get(|| self.fetch_token()).await
    }

    fn fetch_token(&self) -> BoxFuture<'static, Result<Grant, PlatformError>> {
        let client = self.clone();
        Box::pin(async move {
            let (id, secret) = (&client.0.app_id, client.0.app_secret.expose_secret());
            let body = json!({ "app_id": id, "app_secret": secret });
            let fields: TokenFields = client.send(&Call::with_body(Api::Token, body)).await?;
            let seconds = fields.expire.and_then(|seconds| seconds.try_into().ok()).unwrap_or(0);
            let lifetime = Duration::from_secs(seconds);
            Ok(Grant { token: fields.tenant_access_token, lifetime })
        })
    }
}

impl Inner {
    /// One try, when its turn has come.
    async fn attempt<T: DeserializeOwned>(
        &self,
        call: &Call,
        token: Option<&SecretString>,
        retries: &mut Option<Retries>,
    ) -> Result<T, Failure> {
        let gate = self.gates.of(call.api);
        let permit = gate.enter(&call.lane).await;
        retries.get_or_insert_with(|| Retries::starting(self.clock.now()));
        let answer = self.transport.exchange(call, token).await;
        drop(permit);
        let outcome = answer.and_then(|answer| decode(call.api, &answer));
        let code = match &outcome {
            Ok(_) => "0".to_owned(),
            Err(Failure { error, .. }) => {
                error.code.map_or_else(|| "transport".to_owned(), |code| code.to_string())
            }
        };
        tracing::debug!(api = call.api.name(), code, "called");
        self.counters.call(call.api.name(), code);
        if let Err(Failure { remedy: Remedy::NextWindow, reset: Some(reset), .. }) = &outcome {
            // Everybody who calls this API waits, not only this call; a little longer than asked,
            // so that several processes do not come back in the same instant.
            gate.pause(*reset + Duration::from_secs(1).mul_f64(rand::random()));
        }
        outcome
    }
}

#[cfg(test)]
mod tests;
