//! How events and presses come in, how readers see reports, and how operators look in.
//!
//! Invariants: nothing is parsed before its signature is right, except to see whether it is a
//! challenge; an event is answered 200 only after it is durable; what is refused says no more than
//! its status.
//!
//! Facts: dossier 1.

pub mod gate;
pub mod health;
mod report;
pub mod webhook;

use std::fmt;
use std::sync::Arc;

use actix_web::web;

use crate::app::ports::{Buttons, Reports};
use crate::clock::SharedClock;
use crate::inbox::Inbox;
use crate::settings::{Language, WebhookSettings};
use crate::telemetry::Counters;
pub use health::{Check, Readiness};

/// What the routes need.
pub struct Ingress {
    pub webhook: WebhookSettings,
    pub clock: SharedClock,
    pub inbox: Arc<Inbox>,
    pub counters: Counters,
    pub readiness: Arc<dyn Readiness>,
    pub buttons: Arc<dyn Buttons>,
    pub reports: Arc<dyn Reports>,
    /// For readers whose own language is not known.
    pub language: Language,
}

impl fmt::Debug for Ingress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ingress").field("webhook", &self.webhook).finish_non_exhaustive()
    }
}

/// The routes, for `App::configure`.
pub fn configure(ingress: web::Data<Ingress>) -> impl FnOnce(&mut web::ServiceConfig) {
    |app| {
        app.app_data(ingress)
            .service(webhook::resource())
            .service(web::resource("/healthz").get(health::alive))
            .service(web::resource("/readyz").get(health::ready))
            .service(web::resource("/metrics").get(health::metrics))
            .configure(report::configure);
    }
}

#[cfg(test)]
mod tests;
