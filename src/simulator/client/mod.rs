//! What a Feishu chat client talks to: the page, the state, saying, pressing, taking back, the menu,
//! ending meetings, downloading.
//!
//! Nobody has to prove who they are, so only this machine may ask: the `Host` must be a loopback name
//! (no foreign name that resolves to here), and a POST must say that it is JSON (no form of a foreign
//! page). It is no part of the platform: none of it stands in the journal.

mod act;
mod files;
mod page;
mod press;
mod say;
mod state;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, HeaderMap, HeaderName, HeaderValue,
    X_CONTENT_TYPE_OPTIONS,
};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::{Next, from_fn};
use actix_web::{Error, HttpResponse, web};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// More than the longest card's value.
const LARGEST_BODY: usize = 64 << 10;

const HEADERS: [(HeaderName, &str); 3] = [
    (CACHE_CONTROL, "no-store"),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (
        CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
         connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
    ),
];

pub(super) fn routes(config: &mut web::ServiceConfig) {
    let index = web::resource("/").wrap(from_fn(guard)).get(page::index);
    let client = web::scope("/client")
        .app_data(web::PayloadConfig::new(LARGEST_BODY))
        .wrap(from_fn(guard))
        .route("/state", web::get().to(state::get))
        .route("/say", web::post().to(say::post))
        .route("/press", web::post().to(press::post))
        .route("/recall", web::post().to(act::recall))
        .route("/menu", web::post().to(act::menu))
        .route("/end", web::post().to(act::end))
        .route("/files/{file_key}", web::get().to(files::get))
        .route("/{file}", web::get().to(page::file))
        .default_service(web::to(async || refused(StatusCode::NOT_FOUND, "there is nothing here")));
    config.service(index).service(client);
}

/// Lets through who may ask, and puts the headers on every answer.
async fn guard(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let mut answer = match objection(request.method(), request.headers()) {
        Some(response) => request.into_response(response).map_into_right_body(),
        None => next.call(request).await?.map_into_left_body(),
    };
    for (name, value) in HEADERS {
        answer.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    Ok(answer)
}

fn objection(method: &Method, headers: &HeaderMap) -> Option<HttpResponse> {
    let header = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if !header(HOST).is_some_and(is_loopback) {
        return Some(refused(StatusCode::FORBIDDEN, "ask for 127.0.0.1, localhost or [::1]"));
    }
    let kind = header(CONTENT_TYPE).and_then(|kind| kind.split(';').next()).unwrap_or_default();
    let is_json = kind.trim().eq_ignore_ascii_case("application/json");
    let reads = [Method::GET, Method::HEAD].contains(method);
    let why = "the Content-Type must be application/json";
    (!reads && !is_json).then(|| refused(StatusCode::UNSUPPORTED_MEDIA_TYPE, why))
}

/// Whether a `Host`, with or without a port, names this machine for itself.
fn is_loopback(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => name,
        _ => host,
    };
    ["127.0.0.1", "localhost", "[::1]"].iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// The fields of a request.
fn fields<T: DeserializeOwned>(body: &[u8]) -> Result<T, String> {
    serde_json::from_slice(body).map_err(|error| error.to_string())
}

fn answer(done: Result<Value, String>) -> HttpResponse {
    match done {
        Ok(answer) => HttpResponse::Ok().json(answer),
        Err(why) => refused(StatusCode::BAD_REQUEST, &why),
    }
}

fn refused(status: StatusCode, why: &str) -> HttpResponse {
    HttpResponse::build(status).json(json!({"error": why}))
}
