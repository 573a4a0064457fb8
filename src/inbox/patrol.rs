//! Looks after what nobody tells of, again and again.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;
use tokio_util::task::AbortOnDropHandle;

use crate::app::ports::Patrol;
use crate::clock::SharedClock;

/// The pause between two patrols, at least.
const LEAST: Duration = Duration::from_secs(60);
/// The pause after a patrol that panicked.
const AFTER_PANIC: Duration = Duration::from_secs(60 * 60);

/// Goes on patrol.
pub struct Patrols {
    patrol: Arc<dyn Patrol>,
    clock: SharedClock,
}

impl Patrols {
    /// Patrols of this kind.
    pub fn new(patrol: Arc<dyn Patrol>, clock: SharedClock) -> Self {
        Self { patrol, clock }
    }

    /// Goes at once and then whenever the last patrol said, until it shall stop. A patrol that is
    /// under way then is broken off.
    pub async fn run(&self, shutdown: CancellationToken) {
        while !shutdown.is_cancelled() {
            tokio::select! {
                () = shutdown.cancelled() => {}
                () = self.once() => {}
            }
        }
    }

    /// One patrol, and the pause after it.
    async fn once(&self) {
        let patrol = Arc::clone(&self.patrol);
        // A task of its own, so that a panic ends one patrol and not all.
        let task = tokio::spawn(async move { patrol.patrol().await });
        let pause = match AbortOnDropHandle::new(task).await {
            Ok(due) => due.duration_since(self.clock.now()).try_into().unwrap_or_default(),
            Err(_) => {
                tracing::error!("the patrol panicked");
                AFTER_PANIC
            }
        };
        self.clock.alarm(pause.max(LEAST)).await;
    }
}

impl fmt::Debug for Patrols {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Patrols").finish_non_exhaustive()
    }
}
