//! Logs and counters: their names, in one place.

use std::io::{IsTerminal, stderr};
use std::sync::Arc;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;
use tracing_subscriber::EnvFilter;

/// Sends logs to the standard error: lines for a terminal, JSON for everything else.
/// The filter was validated with the settings; one that is wrong logs nothing but errors.
pub fn start_logging(filter: &str) {
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("error"));
    let logs = tracing_subscriber::fmt().with_env_filter(filter).with_writer(stderr);
    // A second start in one process, as in tests, keeps the first.
    let _ = match stderr().is_terminal() {
        true => logs.try_init(),
        false => logs.json().try_init(),
    };
}

/// An inbound request, by what became of it.
#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
pub struct EventLabels {
    /// Such as `accepted`, `duplicate`, `unsigned`, `stale`, `unknown_type`.
    pub outcome: &'static str,
    /// The event's type, or empty when it is not known yet.
    pub event_type: String,
}

/// An outbound call, by API and by the `code` of its answer.
#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
pub struct CallLabels {
    pub api: &'static str,
    /// The body's code, or `transport`.
    pub code: String,
}

/// A job, by what became of it.
#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
pub struct JobLabels {
    /// `done`, `retried` or `dead`.
    pub outcome: &'static str,
}

/// A press of a card's button, by what it asks for: right and wrong together tell how often readers
/// agree.
#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
pub struct PressLabels {
    /// Such as `refresh`, or `unknown`.
    pub op: &'static str,
}

/// A look behind a link, by what was there.
#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
pub struct ReportLabels {
    /// `page`, `file` or `nothing`.
    pub outcome: &'static str,
}

/// The process's counters. Cloning shares them.
#[derive(Clone, Debug)]
pub struct Counters {
    pub events: Family<EventLabels, Counter>,
    pub calls: Family<CallLabels, Counter>,
    pub jobs: Family<JobLabels, Counter>,
    pub presses: Family<PressLabels, Counter>,
    pub reports: Family<ReportLabels, Counter>,
    /// Jobs that are being worked on or could be now, when it was last looked at.
    pub backlog: Gauge,
    registry: Arc<Registry>,
}

impl Counters {
    /// A fresh set, all zero.
    pub fn new() -> Self {
        let mut registry = Registry::with_prefix("quality_bot");
        let (events, calls, jobs) = (Family::default(), Family::default(), Family::default());
        registry.register("events", "Inbound requests by outcome", Family::clone(&events));
        registry.register("calls", "Outbound API calls by code", Family::clone(&calls));
        registry.register("jobs", "Jobs by outcome", Family::clone(&jobs));
        let (presses, reports) = (Family::default(), Family::default());
        registry.register("presses", "Presses of buttons", Family::clone(&presses));
        registry.register("reports", "Looks behind report links", Family::clone(&reports));
        let backlog = Gauge::default();
        registry.register("backlog", "Jobs under way or due", backlog.clone());
        Self { events, calls, jobs, presses, reports, backlog, registry: Arc::new(registry) }
    }

    /// Counts an inbound request.
    pub fn event(&self, outcome: &'static str, event_type: &str) {
        let event_type = event_type.chars().take(64).collect();
        self.events.get_or_create(&EventLabels { outcome, event_type }).inc();
    }

    /// Counts an outbound call.
    pub fn call(&self, api: &'static str, code: String) {
        self.calls.get_or_create(&CallLabels { api, code }).inc();
    }

    /// Counts a job.
    pub fn job(&self, outcome: &'static str) {
        self.jobs.get_or_create(&JobLabels { outcome }).inc();
    }

    /// Counts a press.
    pub fn press(&self, op: &'static str) {
        self.presses.get_or_create(&PressLabels { op }).inc();
    }

    /// Counts a look behind a link.
    pub fn report(&self, outcome: &'static str) {
        self.reports.get_or_create(&ReportLabels { outcome }).inc();
    }

    /// All of them, in OpenMetrics text.
    pub fn render(&self) -> String {
        let mut text = String::new();
        // Writing into a String cannot fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}

impl Default for Counters {
    fn default() -> Self {
        Self::new()
    }
}
