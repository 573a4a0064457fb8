//! Forgets what is old enough, every hour.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::clock::SharedClock;
use crate::store::{Retention, Sweep};

const PERIOD: Duration = Duration::from_secs(60 * 60);

/// Sweeps a store.
pub struct Sweeper {
    store: Arc<dyn Sweep>,
    clock: SharedClock,
    retention: Retention,
}

impl Sweeper {
    /// Things are kept for `retention`.
    pub fn new(store: Arc<dyn Sweep>, clock: SharedClock, retention: Retention) -> Self {
        Self { store, clock, retention }
    }

    /// Sweeps at once and then every hour, until it shall stop.
    pub async fn run(&self, shutdown: CancellationToken) {
        while !shutdown.is_cancelled() {
            match self.store.sweep(self.clock.now(), self.retention).await {
                Ok(swept) => tracing::info!(
                    claims = swept.claims,
                    results = swept.results,
                    questions = swept.questions,
                    opinions = swept.opinions,
                    dead = swept.dead,
                    parts = swept.parts,
                    meetings = swept.meetings,
                    rosters = swept.rosters,
                    judgements = swept.judgements,
                    watches = swept.watches,
                    audit_months = swept.audit_months,
                    copies = swept.copies,
                    "swept"
                ),
                Err(error) => tracing::error!(%error, "sweeping failed; trying again in an hour"),
            }
            tokio::select! {
                () = shutdown.cancelled() => {}
                () = self.clock.alarm(PERIOD) => {}
            }
        }
    }
}

impl fmt::Debug for Sweeper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sweeper").field("retention", &self.retention).finish_non_exhaustive()
    }
}
