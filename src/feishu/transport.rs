//! One HTTP exchange with the platform.
//!
//! Invariants: the token goes to the configured host only (no redirect is followed); an exchange
//! ends within the configured time; an answer takes a bounded amount of memory; nothing is repeated
//! here. Dossier, "Conventions", and 10.

use std::error::Error as _;
use std::time::Duration;

use reqwest::header::HeaderMap;
use reqwest::multipart::{Form, Part};
use reqwest::{StatusCode, redirect};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::api::Api;
use super::decode::{Answer, Failure};
use super::retry::Remedy;
use crate::app::ports::Lane;
use crate::settings::FeishuSettings;

/// A page of 100 records is some 100 KB.
const LONGEST_BODY: usize = 8 << 20;

/// Seconds. A larger number in the header is no time to wait, and would not be safe to count with.
const LONGEST_RESET: u64 = 86_400;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);
const IDLE_CONNECTION: Duration = Duration::from_secs(60);

/// No HTTPS client can be built. An operator must act.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "no HTTPS client can be built: {0}; are CA certificates installed \
     (package ca-certificates, or SSL_CERT_FILE)?"
)]
pub struct ClientError(String);

/// A call. It has no `Debug`: the body of the token call is the app's secret.
pub(crate) struct Call {
    pub(crate) api: Api,
    /// How it waits for its turn.
    pub(crate) lane: Lane,
    /// For paths with `:message_id` or `:chat_id`.
    pub(crate) id: Option<String>,
    pub(crate) query: Vec<(&'static str, String)>,
    pub(crate) body: Option<Body>,
}

/// What a call carries. It can be sent again, so nothing in it is used up by sending.
pub(crate) enum Body {
    Json(serde_json::Value),
    /// `multipart/form-data`: some fields, and a file behind them in the field `file`.
    File {
        fields: Vec<(&'static str, String)>,
        name: String,
        content: Vec<u8>,
    },
}

impl Call {
    /// A call somebody waits for, with nothing to carry yet.
    pub(crate) const fn to(api: Api) -> Self {
        Self { api, lane: Lane::Question, id: None, query: Vec::new(), body: None }
    }

    pub(crate) fn with_body(api: Api, body: serde_json::Value) -> Self {
        Self { body: Some(Body::Json(body)), ..Self::to(api) }
    }

    /// An upload.
    pub(crate) fn with_file(
        api: Api,
        fields: Vec<(&'static str, String)>,
        name: String,
        content: Vec<u8>,
    ) -> Self {
        let body = Body::File { fields, name, content };
        Self { body: Some(body), ..Self::to(api) }
    }

    pub(crate) fn asking(self, query: Vec<(&'static str, String)>) -> Self {
        Self { query, ..self }
    }

    /// About this message or chat.
    pub(crate) fn about(self, id: &str) -> Self {
        Self { id: Some(id.to_owned()), ..self }
    }

    pub(crate) fn in_lane(self, lane: &Lane) -> Self {
        Self { lane: lane.clone(), ..self }
    }
}

/// The connections to the platform.
#[derive(Debug)]
pub(crate) struct Transport {
    http: reqwest::Client,
    base: Url,
}

impl Transport {
    pub(crate) fn new(settings: &FeishuSettings) -> Result<Self, ClientError> {
        let mut builder = reqwest::Client::builder()
            .user_agent(concat!("quality-bot/", env!("CARGO_PKG_VERSION")))
            .redirect(redirect::Policy::none())
            .referer(false)
            .retry(reqwest::retry::never())
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(settings.timeout)
            .pool_idle_timeout(IDLE_CONNECTION);
        if !settings.base_url.is_encrypted() {
            // A proxy of the environment would see the secret, and could not reach our loopback.
            // And what is not encrypted needs no certificates: the demo runs without any.
            builder = builder.no_proxy().tls_certs_only([]);
        }
        let http = builder.build().map_err(|error| ClientError(describe(error)))?;
        Ok(Self { http, base: settings.base_url.url().clone() })
    }

    /// Sends a call and reads the answer.
    pub(crate) async fn exchange(
        &self,
        call: &Call,
        token: Option<&SecretString>,
    ) -> Result<Answer, Failure> {
        let broken = |error| Failure::without_answer(call.api, Remedy::Transient, describe(error));
        let url = call.api.url(&self.base, call.id.as_deref());
        let mut request = self.http.request(call.api.spec().method, url).query(&call.query);
        if let Some(token) = token {
            request = request.bearer_auth(token.expose_secret());
        }
        request = match &call.body {
            Some(Body::Json(body)) => request.json(body),
            Some(Body::File { fields, name, content }) => {
                request.multipart(form(fields, name, content))
            }
            None => request,
        };
        let mut response = request.send().await.map_err(broken)?;
        let mut answer = head(response.status(), response.headers());
        while let Some(chunk) = response.chunk().await.map_err(broken)? {
            if answer.body.len() + chunk.len() > LONGEST_BODY {
                let detail = format!("the answer is longer than {LONGEST_BODY} bytes");
                return Err(Failure::without_answer(call.api, Remedy::Nothing, detail));
            }
            answer.body.extend_from_slice(&chunk);
        }
        Ok(answer)
    }
}

fn form(fields: &[(&'static str, String)], name: &str, content: &[u8]) -> Form {
    let form = Form::new();
    let form = fields.iter().fold(form, |form, (name, value)| form.text(*name, value.clone()));
    form.part("file", Part::bytes(content.to_vec()).file_name(name.to_owned()))
}

/// All but the body.
fn head(status: StatusCode, headers: &HeaderMap) -> Answer {
    let log_id = text(headers, "x-tt-logid").or_else(|| text(headers, "x-request-id"));
    let reset = text(headers, "x-ogw-ratelimit-reset").and_then(|seconds| seconds.parse().ok());
    let reset = reset.map(|seconds: u64| Duration::from_secs(seconds.min(LONGEST_RESET)));
    Answer { status, log_id: log_id.map(str::to_owned), reset, body: Vec::new() }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok().map(str::trim).filter(|value| !value.is_empty())
}

/// The error with its causes, without the URL: its query names people and meetings.
fn describe(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut text = if error.is_timeout() { "no answer in time: " } else { "" }.to_owned();
    text.push_str(&error.to_string());
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}

#[cfg(test)]
mod tests;
