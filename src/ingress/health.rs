//! What operators and their machines ask: does it live, is it ready, what did it do.

use std::collections::BTreeMap;
use std::fmt::Debug;

use actix_web::{HttpResponse, web};
use async_trait::async_trait;
use serde::Serialize;

use super::Ingress;

/// One thing that has to work before events are welcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Check {
    /// Such as `store`, `token`, `worker`.
    pub name: &'static str,
    pub ok: bool,
}

/// Who knows whether everything works. Anybody may ask as often as they like, so an answer has to
/// be cheap, and it ends by itself.
#[async_trait]
pub trait Readiness: Debug + Send + Sync {
    /// All checks, the good ones too.
    async fn checks(&self) -> Vec<Check>;
}

#[derive(Serialize)]
struct Report {
    ready: bool,
    checks: BTreeMap<&'static str, bool>,
}

/// `GET /healthz`: the process lives.
pub(super) async fn alive() -> HttpResponse {
    HttpResponse::Ok().finish()
}

/// `GET /readyz`: 200 when every check is good, otherwise 503; the body lists them.
pub(super) async fn ready(ingress: web::Data<Ingress>) -> HttpResponse {
    let checks: BTreeMap<_, _> =
        ingress.readiness.checks().await.into_iter().map(|check| (check.name, check.ok)).collect();
    let ready = checks.values().all(|&ok| ok);
    let mut response = if ready { HttpResponse::Ok() } else { HttpResponse::ServiceUnavailable() };
    response.json(Report { ready, checks })
}

/// `GET /metrics`: the counters, in OpenMetrics text.
pub(super) async fn metrics(ingress: web::Data<Ingress>) -> HttpResponse {
    let backlog = ingress.inbox.backlog();
    ingress.counters.backlog.set(i64::try_from(backlog).unwrap_or(i64::MAX));
    HttpResponse::Ok()
        .content_type("application/openmetrics-text; version=1.0.0; charset=utf-8")
        .body(ingress.counters.render())
}
