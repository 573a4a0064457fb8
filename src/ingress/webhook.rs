//! `POST /webhook/feishu`: a request to an answer.
//!
//! Invariants: the body is read up to [`BODY_LIMIT`] and no further; 200 to an event means that it
//! is durable, or that nothing will ever be done for it; no answer and no log line quotes a body.
//!
//! Facts: dossier 1.7 (200 within 3 s, otherwise it is pushed again), 1.4 (log id).

use std::time::Duration;

use actix_web::error::ErrorRequestTimeout;
use actix_web::http::StatusCode;
use actix_web::http::header::HeaderMap;
use actix_web::web::{self, Bytes, PayloadConfig};
use actix_web::{FromRequest, HttpRequest, HttpResponse, Resource};
use futures_util::future::{Either, select};
use jiff::Timestamp;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::Ingress;
use super::gate::{Admitted, Refusal, admit};
use crate::app::error::StoreError;
use crate::app::inbound::Task;
use crate::feishu::callback::{CARD_ACTION, CallbackAnswer, pressed};
use crate::feishu::envelope::{Event, Header};
use crate::feishu::event::{
    MEETING_ENDED, MENU_CHOSEN, MESSAGE_RECALLED, MESSAGE_RECEIVED, Malformed, ended_meeting,
    menu_chosen, recalled_message, received_message,
};
use crate::feishu::signature::{NONCE_HEADER, SIGNATURE_HEADER, Signature, TIMESTAMP_HEADER};
use crate::inbox::Accepted;

/// The longest body that is read, in bytes.
pub const BODY_LIMIT: usize = 1024 * 1024;

/// How long a body may take to arrive. Feishu itself gives up after 3 s (dossier 1.7).
const BODY_PATIENCE: Duration = Duration::from_secs(5);

/// What to quote to Feishu's support.
const LOG_ID_HEADER: &str = "X-Request-Id";

pub(super) fn resource() -> Resource {
    web::resource("/webhook/feishu").app_data(PayloadConfig::new(BODY_LIMIT)).post(receive)
}

async fn receive(
    request: HttpRequest,
    payload: web::Payload,
    ingress: web::Data<Ingress>,
) -> HttpResponse {
    let log_id = log_id(request.headers());
    let mut payload = payload.into_inner();
    let body = Bytes::from_request(&request, &mut payload);
    let body = match select(body, ingress.clock.alarm(BODY_PATIENCE)).await {
        Either::Left((Ok(body), _)) => body,
        Either::Left((Err(error), _)) => return unreadable(&ingress, &error),
        Either::Right(_) => return unreadable(&ingress, &ErrorRequestTimeout("slow body")),
    };
    let signature = signature(request.headers());
    match admit(&ingress.webhook, signature.as_ref(), &body, ingress.clock.now()) {
        Ok(Admitted::Challenge(challenge)) => {
            ingress.counters.event("challenge", "");
            HttpResponse::Ok().json(json!({ "challenge": challenge }))
        }
        Ok(Admitted::Event(event)) => answer(&ingress, &event, &log_id).await,
        Err(refusal) => refuse(&ingress, refusal, &body, &log_id),
    }
}

/// `None` unless all three headers came: an incomplete signature is none.
fn signature(headers: &HeaderMap) -> Option<Signature<'_>> {
    let header = |name| headers.get(name)?.to_str().ok().filter(|value| !value.is_empty());
    Some(Signature {
        timestamp: header(TIMESTAMP_HEADER)?,
        nonce: header(NONCE_HEADER)?,
        signature: header(SIGNATURE_HEADER)?,
    })
}

/// Cut to a length that a log can bear: anybody can send one.
fn log_id(headers: &HeaderMap) -> String {
    let id = headers.get(LOG_ID_HEADER).and_then(|id| id.to_str().ok()).unwrap_or_default();
    id.chars().take(64).collect()
}

/// The body was too long, too slow, or did not come to its end.
fn unreadable(ingress: &Ingress, error: &actix_web::Error) -> HttpResponse {
    let status = error.as_response_error().status_code();
    let too_large = status == StatusCode::PAYLOAD_TOO_LARGE;
    ingress.counters.event(if too_large { "too_large" } else { "cut_off" }, "");
    HttpResponse::new(status)
}

fn refuse(ingress: &Ingress, refusal: Refusal, body: &[u8], log_id: &str) -> HttpResponse {
    let (outcome, mut response) = match refusal {
        Refusal::Unsigned => ("unsigned", HttpResponse::Unauthorized()),
        Refusal::BadSignature => ("bad_signature", HttpResponse::Unauthorized()),
        Refusal::Stale => ("stale", HttpResponse::Unauthorized()),
        Refusal::Malformed => ("malformed", HttpResponse::BadRequest()),
        Refusal::Foreign => ("foreign", HttpResponse::Forbidden()),
    };
    ingress.counters.event(outcome, "");
    // Enough to find a proxy that rewrites bodies, and nothing of what is in them.
    let hash: String = hex::encode(Sha256::digest(body)).chars().take(16).collect();
    let body_bytes = body.len();
    if refusal == Refusal::Unsigned {
        // A public address gets these all day long; the counter is enough.
        tracing::debug!(outcome, log_id, body_bytes, body_sha256 = hash, "refused");
    } else {
        tracing::warn!(outcome, log_id, body_bytes, body_sha256 = hash, "refused");
    }
    match refusal {
        Refusal::Malformed => response.json(json!({ "msg": "malformed" })),
        _ => response.finish(),
    }
}

async fn answer(ingress: &Ingress, event: &Event, log_id: &str) -> HttpResponse {
    if event.header.event_type == CARD_ACTION {
        return press(ingress, event, log_id).await;
    }
    let Header { event_type, event_id, created, .. } = &event.header;
    let taken = take(ingress, event).await;
    let outcome = taken.as_ref().map_or("store_failed", |&outcome| outcome);
    ingress.counters.event(outcome, event_type);
    let age_s = created.map(|created| ingress.clock.now().duration_since(created).as_secs());
    tracing::debug!(outcome, event_type, event_id, age_s, log_id, "event");
    match taken {
        Ok(_) => HttpResponse::Ok().json(json!({})),
        // Feishu will push it again.
        Err(error) => {
            tracing::error!(%error, event_type, event_id, log_id, "event not accepted");
            HttpResponse::InternalServerError().finish()
        }
    }
}

/// A press is answered with what the presser is told, within 3 seconds (dossier 3.2).
async fn press(ingress: &Ingress, event: &Event, log_id: &str) -> HttpResponse {
    match pressed(&event.header, &event.body) {
        Ok(press) => {
            ingress.counters.event("pressed", CARD_ACTION);
            ingress.counters.press(press.button.as_ref().map_or("unknown", |it| it.op.name()));
            let toast = ingress.buttons.press(press).await;
            HttpResponse::Ok().json(CallbackAnswer::from(&toast))
        }
        Err(error) => {
            ingress.counters.event("malformed_event", CARD_ACTION);
            let event_id = &event.header.event_id;
            tracing::warn!(%error, event_id, log_id, "a press that nobody can answer");
            HttpResponse::Ok().json(json!({}))
        }
    }
}

/// Makes a task of an authentic event, durably. Says what became of it.
async fn take(ingress: &Ingress, event: &Event) -> Result<&'static str, StoreError> {
    let (claim, task) = match task(event, ingress.clock.now()) {
        Ok(task) => task,
        Err(outcome) => return Ok(outcome),
    };
    match ingress.inbox.accept(claim, task).await? {
        Accepted::New(_) => Ok("accepted"),
        Accepted::Duplicate => Ok("duplicate"),
    }
}

/// What an authentic event asks for, and the claim by which it is done once; or why nothing is done.
fn task(event: &Event, now: Timestamp) -> Result<(String, Task), &'static str> {
    let Event { header, body } = event;
    let task = match header.event_type.as_str() {
        MESSAGE_RECEIVED => match received_message(header, body) {
            Ok(None) => return Err("from_bot"),
            Ok(Some(message)) => Ok(Task::Message(message)),
            Err(error) => Err(error),
        },
        MESSAGE_RECALLED => recalled_message(body),
        MEETING_ENDED => ended_meeting(header, body),
        MENU_CHOSEN => menu_chosen(header, body, now),
        _ => return Err("unknown_type"),
    };
    let claimed = task.and_then(|task| match (&task, &header.event_id) {
        // Its own page says to rely on the message's id and not on the event's (dossier 1.7).
        (Task::Message(message), _) => Ok((format!("m:{}", message.message_id.0), task)),
        (_, Some(event)) => Ok((format!("e:{event}"), task)),
        (_, None) => Err(Malformed::Missing("event_id")),
    });
    claimed.map_err(|error| {
        let Header { event_type, event_id, .. } = header;
        tracing::warn!(%error, event_type, event_id, "an event nobody can answer");
        "malformed_event"
    })
}
