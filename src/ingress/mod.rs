//! How events come in, and how operators look in.
//!
//! Invariants: nothing is parsed before its signature is right, except to see whether it is a
//! challenge; an event is answered 200 only after it is durable; what is refused says no more than
//! its status.
//!
//! Facts: dossier 1.

pub mod gate;
pub mod health;
pub mod webhook;

use std::sync::Arc;

use actix_web::web;

use crate::clock::SharedClock;
use crate::inbox::Inbox;
use crate::settings::WebhookSettings;
use crate::telemetry::Counters;
pub use health::{Check, Readiness};

/// What the routes need.
#[derive(Debug)]
pub struct Ingress {
    pub webhook: WebhookSettings,
    pub clock: SharedClock,
    pub inbox: Arc<Inbox>,
    pub counters: Counters,
    pub readiness: Arc<dyn Readiness>,
}

/// The routes, for `App::configure`.
pub fn configure(ingress: web::Data<Ingress>) -> impl FnOnce(&mut web::ServiceConfig) {
    |app| {
        app.app_data(ingress)
            .service(webhook::resource())
            .service(web::resource("/healthz").get(health::alive))
            .service(web::resource("/readyz").get(health::ready))
            .service(web::resource("/metrics").get(health::metrics));
    }
}

#[cfg(test)]
mod tests;
