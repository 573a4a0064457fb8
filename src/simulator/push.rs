//! Pushing events the way Feishu does: sealed, signed, given up after 3 s, tried again (dossier 1.4–1.7).
//!
//! An event that was not answered 200 is pushed again 15 s, 5 min, 1 h and 6 h later, at most four
//! times, with the same `event_id`, a new time, nonce and IV. A card callback is pushed once (dossier 3.2).

mod event;
mod happens;
mod says;
mod seal;

pub use says::Says;
pub use seal::{seal, seal_with_iv, sign};

pub(super) use event::{envelope, ids, message_event};
pub(super) use happens::{end_meeting, menu_event, recall};

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use super::shared::Shared;

/// How long after each failed push the next one follows.
pub const RETRY_AFTER: [Duration; 4] = [
    Duration::from_secs(15),
    Duration::from_secs(5 * 60),
    Duration::from_secs(3600),
    Duration::from_secs(6 * 3600),
];

/// A receiver has this long to answer an event.
pub const PATIENCE: Duration = Duration::from_secs(3);

/// A receiver has this long to answer a challenge.
pub const CHALLENGE_PATIENCE: Duration = Duration::from_secs(1);

/// One event and every push of it.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// The message the event tells of; empty for other events.
    pub message_id: String,
    /// `header.event_id` (v2) or `uuid` (v1).
    pub event_id: String,
    /// The plain event.
    pub event: Value,
    pub attempts: Vec<Attempt>,
    /// When the next push is due, unix milliseconds by the simulator's clock.
    pub next_ms: Option<i64>,
    /// No further push will follow.
    pub finished: bool,
}

/// One push.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// 1 for the first.
    pub number: usize,
    pub at_ms: i64,
    pub outcome: Outcome,
}

/// What the receiver did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Answered {
        status: u16,
        body: String,
    },
    /// Not within the time given.
    TooLate,
    /// No connection came about.
    Unreachable {
        why: String,
    },
    /// The connection broke before the answer was complete.
    Broken {
        why: String,
    },
}

impl Outcome {
    /// The HTTP status, if there was an answer.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Answered { status, .. } => Some(*status),
            Self::TooLate | Self::Unreachable { .. } | Self::Broken { .. } => None,
        }
    }
}

impl Delivery {
    pub(super) fn of(message_id: String, event: Value) -> Self {
        let id = |pointer| event.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
        let event_id = id("/header/event_id").or_else(|| id("/uuid")).unwrap_or_default();
        Self { message_id, event_id, event, attempts: Vec::new(), next_ms: None, finished: false }
    }

    /// Nothing that is pushed.
    pub(super) fn none() -> Self {
        Self::of(String::new(), Value::Null)
    }

    /// The status of the newest push; `None` when there was none or it got no answer.
    pub fn status(&self) -> Option<u16> {
        self.attempts.last().and_then(|attempt| attempt.outcome.status())
    }
}

/// Pushes the delivery at `place` until it is answered 200 or the retries are used up.
pub(super) async fn deliver(shared: Arc<Shared>, http: reqwest::Client, place: usize) {
    while let Some(due) = attempt(&shared, &http, place, &RETRY_AFTER).await {
        shared.clock.until(due).await;
    }
}

/// Pushes the delivery at `place` once. Answers when it is due again.
pub(super) async fn attempt(
    shared: &Shared,
    http: &reqwest::Client,
    place: usize,
    retry_after: &[Duration],
) -> Option<i64> {
    // Looked up each time: a receiver that was restarted elsewhere gets its retries there.
    let (event, url, key) = shared.read(|state| {
        let event = state.deliveries.get(place)?.event.to_string();
        Some((event, state.webhook.clone()?, state.world.app.encrypt_key.clone()))
    })?;
    let at_ms = shared.clock.now_ms();
    let body = seal(&key, event.as_bytes());
    let headers = signed_headers(&key, &body, at_ms / 1000);
    let outcome = post(shared, http, &url, body, &headers, PATIENCE).await;
    shared.change(|state| {
        let now_ms = shared.clock.now_ms();
        let delivery = state.deliveries.get_mut(place)?;
        delivery.record(at_ms, outcome, retry_after, now_ms);
        delivery.next_ms
    })
}

impl Delivery {
    fn record(&mut self, at_ms: i64, outcome: Outcome, retry_after: &[Duration], now_ms: i64) {
        let accepted = outcome.status() == Some(200);
        let wait = retry_after.get(self.attempts.len()).filter(|_| !accepted);
        self.attempts.push(Attempt { number: self.attempts.len() + 1, at_ms, outcome });
        let wait_ms = wait.and_then(|wait| i64::try_from(wait.as_millis()).ok());
        self.next_ms = wait_ms.map(|wait| now_ms + wait);
        self.finished = self.next_ms.is_none();
    }
}

/// The headers of a push: time, nonce, signature, request id.
pub(super) fn signed_headers(key: &str, body: &str, unix_s: i64) -> Vec<(String, String)> {
    let (timestamp, nonce) = (unix_s.to_string(), rand::random::<u32>().to_string());
    let signature = sign(&timestamp, &nonce, key, body.as_bytes());
    let request_id = uuid::Uuid::new_v4().to_string();
    [
        ("X-Lark-Request-Timestamp", timestamp),
        ("X-Lark-Request-Nonce", nonce),
        ("X-Lark-Signature", signature),
        ("X-Request-Id", request_id),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into()
}

/// Posts a body, for as long as the simulator's clock allows.
pub(super) async fn post(
    shared: &Shared,
    http: &reqwest::Client,
    url: &str,
    body: impl Into<reqwest::Body>,
    headers: &[(String, String)],
    patience: Duration,
) -> Outcome {
    let patience_ms = i64::try_from(patience.as_millis()).unwrap_or(i64::MAX);
    let deadline = shared.clock.now_ms() + patience_ms;
    let mut request = http.post(url).header("Content-Type", "application/json;charset=utf-8");
    for (name, value) in headers {
        request = request.header(name, value);
    }
    let exchange = async {
        let answer = request.body(body).send().await?;
        let status = answer.status().as_u16();
        Ok::<_, reqwest::Error>(Outcome::Answered { status, body: answer.text().await? })
    };
    tokio::select! {
        outcome = exchange => match outcome {
            Ok(outcome) => outcome,
            Err(error) if error.is_timeout() => Outcome::TooLate,
            Err(error) if error.is_connect() => Outcome::Unreachable { why: error.to_string() },
            Err(error) => Outcome::Broken { why: error.to_string() },
        },
        () = shared.clock.until(deadline) => Outcome::TooLate,
    }
}
