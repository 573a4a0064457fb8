//! An app with the routes, and requests as Feishu makes them: sealed and signed by code of their
//! own, so that they are not wrong together with what they test.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use actix_web::dev::ServiceResponse;
use actix_web::test::{TestRequest, call_service, init_service, read_body};
use actix_web::{App, web};
use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockModeEncrypt, KeyIvInit};
use async_trait::async_trait;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures_util::future::{BoxFuture, pending, ready};
use jiff::Timestamp;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::desk::Desk;
use crate::app::error::StoreError;
use crate::app::ports::MessageId;
use crate::clock::Clock;
use crate::inbox::Inbox;
use crate::ingress::{Check, Ingress, Readiness, configure};
use crate::settings::{Language, WebhookSettings};
use crate::store::{Accepted, Job, JobId, JobLane, Jobs, NewJob};
use crate::telemetry::{Counters, EventLabels};

pub(super) const PATH: &str = "/webhook/feishu";
pub(super) const KEY: &str = "new encrypt key";
pub(super) const OLD_KEY: &str = "old encrypt key";
pub(super) const TOKEN: &str = "new token";
pub(super) const OLD_TOKEN: &str = "old token";
pub(super) const APP: &str = "cli_ours";
/// 2025-01-01T00:00:00Z, where the clock starts.
pub(super) const START: i64 = 1_735_689_600;

/// A bot whose inside can be seen.
pub(super) struct Bot {
    pub(super) jobs: Arc<MemoryJobs>,
    pub(super) clock: Arc<WoundClock>,
    pub(super) readiness: Arc<Checks>,
    pub(super) desk: Arc<Desk>,
    pub(super) ingress: web::Data<Ingress>,
}

impl Bot {
    pub(super) fn new() -> Self {
        let jobs = Arc::new(MemoryJobs::default());
        let clock = Arc::new(WoundClock::starting(Timestamp::from_second(START).expect("a time")));
        let readiness = Arc::new(Checks::default());
        let desk = Arc::new(Desk::default());
        let ingress = web::Data::new(Ingress {
            webhook: settings(),
            clock: clock.clone(),
            inbox: Arc::new(Inbox::new(jobs.clone(), clock.clone())),
            counters: Counters::new(),
            readiness: readiness.clone(),
            buttons: desk.clone(),
            reports: desk.clone(),
            language: Language::ZhCn,
        });
        Self { jobs, clock, readiness, desk, ingress }
    }

    /// Status and body of the answer to a request.
    pub(super) async fn call(&self, request: TestRequest) -> (u16, String) {
        let response = self.respond(request).await;
        let status = response.status().as_u16();
        let body = read_body(response).await;
        (status, String::from_utf8(body.to_vec()).expect("UTF-8"))
    }

    pub(super) async fn respond(&self, request: TestRequest) -> ServiceResponse {
        let app = init_service(App::new().configure(configure(self.ingress.clone()))).await;
        call_service(&app, request.to_request()).await
    }

    /// How often something became of a request.
    pub(super) fn counted(&self, outcome: &'static str, event_type: &str) -> u64 {
        let labels = EventLabels { outcome, event_type: event_type.to_owned() };
        self.ingress.counters.events.get_or_create(&labels).get()
    }
}

fn settings() -> WebhookSettings {
    WebhookSettings {
        app_id: APP.to_owned(),
        encrypt_keys: vec![KEY.into(), OLD_KEY.into()],
        verification_tokens: vec![TOKEN.into(), OLD_TOKEN.into()],
    }
}

/// A request with nothing but a body.
pub(super) fn unsigned(body: impl Into<Vec<u8>>) -> TestRequest {
    TestRequest::post().uri(PATH).set_payload(body.into())
}

/// A request as Feishu signs it.
pub(super) fn signed(body: impl Into<Vec<u8>>) -> TestRequest {
    signed_with(body, KEY, &START.to_string())
}

pub(super) fn signed_with(body: impl Into<Vec<u8>>, key: &str, timestamp: &str) -> TestRequest {
    let body = body.into();
    let nonce = "1874530926";
    let hash =
        Sha256::digest([timestamp.as_bytes(), nonce.as_bytes(), key.as_bytes(), &body].concat());
    unsigned(body)
        .insert_header(("X-Lark-Request-Timestamp", timestamp))
        .insert_header(("X-Lark-Request-Nonce", nonce))
        .insert_header(("X-Lark-Signature", hex::encode(hash)))
}

/// `{"encrypt":…}` of a plaintext.
pub(super) fn sealed(plain: impl AsRef<[u8]>) -> String {
    sealed_with(plain, KEY)
}

pub(super) fn sealed_with(plain: impl AsRef<[u8]>, key: &str) -> String {
    json!({ "encrypt": STANDARD.encode(ciphertext(plain.as_ref(), key)) }).to_string()
}

/// Vector and ciphertext.
pub(super) fn ciphertext(plain: &[u8], key: &str) -> Vec<u8> {
    let iv = *b"0123456789abcdef";
    let cipher = cbc::Encryptor::<aes::Aes256>::new(&Sha256::digest(key), &iv.into());
    [iv.to_vec(), cipher.encrypt_padded_vec::<Pkcs7>(plain)].concat()
}

/// An event of version 2, with our token and our app id.
pub(super) fn event(event_type: &str, body: &Value) -> Value {
    json!({
        "schema": "2.0",
        "header": {
            "event_id": "e1", "event_type": event_type, "create_time": "1735689600000",
            "token": TOKEN, "app_id": APP, "tenant_key": "ours",
        },
        "event": body,
    })
}

/// Somebody says something in a group.
pub(super) fn message(message_id: &str, text: &str) -> Value {
    let content = json!({ "text": text }).to_string();
    event(
        "im.message.receive_v1",
        &json!({
            "sender": { "sender_id": { "open_id": "ou_1" }, "sender_type": "user", "tenant_key": "ours" },
            "message": {
                "message_id": message_id, "chat_id": "oc_1", "chat_type": "group",
                "message_type": "text", "content": content,
            },
        }),
    )
}

/// A value with one place changed.
pub(super) fn with(mut json: Value, pointer: &str, value: Value) -> Value {
    *json.pointer_mut(pointer).expect("a place") = value;
    json
}

/// A clock that a test winds.
#[derive(Debug)]
pub(super) struct WoundClock {
    now: Mutex<Timestamp>,
    /// Every alarm rings at once.
    pub(super) impatient: AtomicBool,
}

impl WoundClock {
    fn starting(now: Timestamp) -> Self {
        Self { now: Mutex::new(now), impatient: AtomicBool::new(false) }
    }

    pub(super) fn wind(&self, duration: Duration) {
        *self.now.lock().expect("no panic") += duration;
    }
}

impl Clock for WoundClock {
    fn now(&self) -> Timestamp {
        *self.now.lock().expect("no panic")
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(pending())
    }

    fn alarm(&self, _: Duration) -> BoxFuture<'static, ()> {
        if self.impatient.load(Ordering::Relaxed) {
            Box::pin(ready(()))
        } else {
            Box::pin(pending())
        }
    }
}

/// The checks of `/readyz`, as a test sets them.
#[derive(Debug, Default)]
pub(super) struct Checks(pub(super) Mutex<Vec<Check>>);

#[async_trait]
impl Readiness for Checks {
    async fn checks(&self) -> Vec<Check> {
        self.0.lock().expect("no panic").clone()
    }
}

/// What was accepted, by claim; it can be told to fail.
#[derive(Debug, Default)]
pub(super) struct MemoryJobs {
    accepted: Mutex<HashMap<String, NewJob>>,
    pub(super) broken: AtomicBool,
}

impl MemoryJobs {
    pub(super) fn accepted(&self) -> Vec<NewJob> {
        self.accepted.lock().expect("no panic").values().cloned().collect()
    }
}

#[async_trait]
impl Jobs for MemoryJobs {
    async fn accept(&self, job: NewJob) -> Result<Accepted, StoreError> {
        if self.broken.load(Ordering::Relaxed) {
            return Err(StoreError("the disk is full".to_owned()));
        }
        let mut accepted = self.accepted.lock().expect("no panic");
        let id = accepted.len() as JobId;
        match accepted.insert(job.claim.clone(), job) {
            None => Ok(Accepted::New(id)),
            Some(_) => Ok(Accepted::Duplicate),
        }
    }

    async fn lease(&self, _: Timestamp, _: JobLane) -> Result<Option<Job>, StoreError> {
        Ok(None)
    }

    async fn next_due(&self, _: JobLane) -> Result<Option<Timestamp>, StoreError> {
        Ok(None)
    }

    fn backlog(&self, _: Timestamp) -> usize {
        0
    }

    async fn replied(&self, _: JobId, _: &MessageId) -> Result<(), StoreError> {
        Ok(())
    }

    async fn finish(&self, _: JobId) -> Result<(), StoreError> {
        Ok(())
    }

    async fn retry(&self, _: JobId, _: Timestamp) -> Result<(), StoreError> {
        Ok(())
    }

    async fn postpone(&self, _: JobId, _: Timestamp) -> Result<(), StoreError> {
        unreachable!()
    }

    async fn bury(&self, _: JobId, _: &str) -> Result<(), StoreError> {
        Ok(())
    }

    async fn changed(&self, _: JobLane) {
        pending().await
    }
}
