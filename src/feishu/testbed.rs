//! What the tests of the outbound half stand on: a clock that is wound by waiting, and a server that
//! answers as a test says and remembers what it was asked.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::http::header::HeaderMap;
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use futures_util::future::BoxFuture;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::client::FeishuClient;
use crate::clock::Clock;
use crate::settings::FeishuSettings;
use crate::telemetry::Counters;

pub(crate) const SECRET: &str = "the-apps-own-secret";

/// A clock on which every sleep is over at once and has taken its time.
#[derive(Debug)]
pub(crate) struct WoundClock(Mutex<(Timestamp, Vec<Duration>)>);

impl WoundClock {
    pub(crate) fn new() -> Arc<Self> {
        let start = "2026-01-05T09:00:00Z".parse().unwrap();
        Arc::new(Self(Mutex::new((start, Vec::new()))))
    }

    pub(crate) fn wind(&self, duration: Duration) {
        self.0.lock().unwrap().0 += duration;
    }

    /// All sleeps so far.
    pub(crate) fn slept(&self) -> Vec<Duration> {
        self.0.lock().unwrap().1.clone()
    }
}

impl Clock for WoundClock {
    fn now(&self) -> Timestamp {
        self.0.lock().unwrap().0
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.wind(duration);
        self.0.lock().unwrap().1.push(duration);
        Box::pin(tokio::task::yield_now())
    }

    fn alarm(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }
}

/// What the server was asked.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    /// `GET /open-apis/…`
    pub(crate) api: String,
    pub(crate) query: HashMap<String, String>,
    pub(crate) headers: HeaderMap,
    /// `null` when it is no JSON.
    pub(crate) body: Value,
    pub(crate) raw: Vec<u8>,
}

impl Asked {
    pub(crate) fn query(&self, key: &str) -> &str {
        self.query.get(key).map_or("", String::as_str)
    }
}

/// What the server answers.
#[derive(Debug, Clone)]
pub(crate) struct Says {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
    delay: Duration,
}

impl Says {
    pub(crate) fn raw(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self { status, headers: Vec::new(), body: body.into(), delay: Duration::ZERO }
    }

    /// A body as Feishu writes it.
    pub(crate) fn json(body: &Value) -> Self {
        Self::raw(200, body.to_string())
    }

    /// `code` 0 and these fields.
    pub(crate) fn data(data: &Value) -> Self {
        Self::json(&json!({ "code": 0, "msg": "success", "data": data }))
    }

    pub(crate) fn code(status: u16, code: i64) -> Self {
        Self::raw(status, json!({ "code": code, "msg": "no" }).to_string())
    }

    /// A file of the documentation's samples; some say status and headers beside the body.
    pub(crate) fn fixture(name: &str) -> Self {
        let file = fixture(name);
        let Some(body) = file.get("body") else { return Self::json(&file) };
        let status = file["http_status"].as_u64().unwrap_or(200).try_into().unwrap();
        let says = Self::raw(status, body.to_string());
        let reset = file["headers"]["x-ogw-ratelimit-reset"].as_str();
        reset.into_iter().fold(says, |says, reset| says.with("x-ogw-ratelimit-reset", reset))
    }

    pub(crate) fn with(mut self, header: &'static str, value: &str) -> Self {
        self.headers.push((header, value.to_owned()));
        self
    }

    pub(crate) fn after(self, delay: Duration) -> Self {
        Self { delay, ..self }
    }
}

pub(crate) fn fixture(name: &str) -> Value {
    let path = format!("{}/tests/data/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

type Script = dyn Fn(&Asked, usize) -> Says + Send + Sync;

struct Ears {
    journal: Mutex<Vec<Asked>>,
    script: Box<Script>,
}

/// A server on a free port of the loopback. Tokens it gives by itself: `t-1`, `t-2`, …
pub(crate) struct Server {
    ears: Arc<Ears>,
    address: String,
    connections: Arc<AtomicUsize>,
    handle: actix_web::dev::ServerHandle,
}

const TOKEN_API: &str = "POST /open-apis/auth/v3/tenant_access_token/internal";

impl Server {
    /// `script` gets each request and how many of its API came before; the token call only when
    /// `script` wants it (see [`Server::with_tokens`]).
    pub(crate) fn start(script: impl Fn(&Asked, usize) -> Says + Send + Sync + 'static) -> Self {
        Self::with_tokens(move |asked, before| match asked.api.as_str() {
            TOKEN_API => token(before + 1, 7200),
            _ => script(asked, before),
        })
    }

    /// Like `start`; the script answers the token call too.
    pub(crate) fn with_tokens(
        script: impl Fn(&Asked, usize) -> Says + Send + Sync + 'static,
    ) -> Self {
        let ears = Arc::new(Ears { journal: Mutex::default(), script: Box::new(script) });
        let shared = web::Data::from(ears.clone());
        let connections = Arc::new(AtomicUsize::new(0));
        let counted = connections.clone();
        let app = move || App::new().app_data(shared.clone()).default_service(web::to(answer));
        let server = HttpServer::new(app)
            .on_connect(move |_, _| {
                counted.fetch_add(1, Ordering::SeqCst);
            })
            .workers(1)
            .disable_signals()
            .bind("127.0.0.1:0")
            .unwrap();
        let address = format!("http://{}", server.addrs()[0]);
        let running = server.run();
        let handle = running.handle();
        actix_web::rt::spawn(running);
        Self { ears, address, connections, handle }
    }

    pub(crate) fn settings(&self) -> FeishuSettings {
        FeishuSettings {
            app_id: "cli_1".to_owned(),
            app_secret: SECRET.into(),
            base_url: self.address.parse().unwrap(),
            timeout: Duration::from_secs(5),
        }
    }

    pub(crate) fn client(&self) -> (FeishuClient, Arc<WoundClock>) {
        let clock = WoundClock::new();
        (FeishuClient::new(&self.settings(), clock.clone(), Counters::new()).unwrap(), clock)
    }

    /// All that was asked but tokens.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        let journal = self.ears.journal.lock().unwrap();
        journal.iter().filter(|asked| asked.api != TOKEN_API).cloned().collect()
    }

    pub(crate) fn tokens_given(&self) -> usize {
        let journal = self.ears.journal.lock().unwrap();
        journal.iter().filter(|asked| asked.api == TOKEN_API).count()
    }

    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.handle.stop(false));
    }
}

pub(crate) fn token(number: usize, expire: u64) -> Says {
    let token = format!("t-{number}");
    Says::json(&json!({"code": 0, "msg": "ok", "tenant_access_token": token, "expire": expire}))
}

async fn answer(request: HttpRequest, body: web::Bytes, ears: web::Data<Ears>) -> HttpResponse {
    let asked = Asked {
        api: format!("{} {}", request.method(), request.path()),
        query: web::Query::<HashMap<_, _>>::from_query(request.query_string())
            .unwrap()
            .into_inner(),
        headers: request.headers().clone(),
        body: serde_json::from_slice(&body).unwrap_or(Value::Null),
        raw: body.to_vec(),
    };
    let says = {
        let mut journal = ears.journal.lock().unwrap();
        let before = journal.iter().filter(|earlier| earlier.api == asked.api).count();
        journal.push(asked.clone());
        (ears.script)(&asked, before)
    };
    if !says.delay.is_zero() {
        slow_down(says.delay).await;
    }
    let mut response = HttpResponse::build(StatusCode::from_u16(says.status).unwrap());
    for (name, value) in says.headers {
        response.insert_header((name, value));
    }
    response.body(says.body)
}

#[expect(clippy::disallowed_methods, reason = "a slow server is slow in real time")]
async fn slow_down(delay: Duration) {
    tokio::time::sleep(delay).await;
}
