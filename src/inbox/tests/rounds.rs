//! What comes round by itself: sweeps and patrols.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;
use tokio::sync::mpsc;
use tokio::task::yield_now;
use tokio_util::sync::CancellationToken;

use super::scene::{HOUR, MONTHS, WoundClock};
use crate::app::error::StoreError;
use crate::app::ports::Patrol;
use crate::clock::Clock;
use crate::inbox::patrol::Patrols;
use crate::inbox::sweeper::Sweeper;
use crate::store::{Retention, Sweep, Swept};

/// Counts sweeps.
struct Broom(mpsc::UnboundedSender<(Timestamp, Retention)>);

#[async_trait]
impl Sweep for Broom {
    async fn sweep(&self, now: Timestamp, retention: Retention) -> Result<Swept, StoreError> {
        self.0.send((now, retention)).unwrap();
        Ok(Swept::default())
    }
}

#[tokio::test]
async fn a_sweep_is_made_every_hour() {
    let (sender, mut sweeps) = mpsc::unbounded_channel();
    let (clock, shutdown) = (WoundClock::new(), CancellationToken::new());
    let sweeper = Sweeper::new(Arc::new(Broom(sender)), Arc::clone(&clock) as _, MONTHS);
    let run = tokio::spawn({
        let shutdown = shutdown.clone();
        async move { sweeper.run(shutdown).await }
    });
    for _ in 0..3 {
        assert_eq!(sweeps.recv().await, Some((clock.now(), MONTHS)));
        yield_now().await;
        assert!(sweeps.try_recv().is_err());
        clock.wind(HOUR);
    }
    shutdown.cancel();
    run.await.unwrap();
}

/// Goes where it is told, and panics where it is told nothing.
struct Guard {
    clock: Arc<WoundClock>,
    pauses: Mutex<VecDeque<Duration>>,
    patrols: mpsc::UnboundedSender<Timestamp>,
}

#[async_trait]
impl Patrol for Guard {
    async fn patrol(&self) -> Timestamp {
        let now = self.clock.now();
        self.patrols.send(now).unwrap();
        let pause = self.pauses.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        now + pause.unwrap()
    }
}

#[tokio::test]
async fn a_patrol_goes_when_it_said_and_not_within_a_minute() {
    let (sender, mut patrols) = mpsc::unbounded_channel();
    let (clock, shutdown) = (WoundClock::new(), CancellationToken::new());
    let seconds = |seconds| Duration::from_secs(seconds);
    let pauses = Mutex::new(VecDeque::from([seconds(600), seconds(0)]));
    let guard = Guard { clock: Arc::clone(&clock), pauses, patrols: sender };
    let run = tokio::spawn({
        let patrols = Patrols::new(Arc::new(guard), Arc::clone(&clock) as _);
        let shutdown = shutdown.clone();
        async move { patrols.run(shutdown).await }
    });
    let start = clock.now();
    assert_eq!(patrols.recv().await, Some(start));
    // The third patrol panics, and the next one comes an hour later.
    for (pause, at) in [(600, 600), (60, 660), (3600, 4260)] {
        for _ in 0..100 {
            yield_now().await;
        }
        clock.wind(seconds(pause - 1));
        for _ in 0..100 {
            yield_now().await;
        }
        assert!(patrols.try_recv().is_err(), "before {at}");
        clock.wind(seconds(1));
        assert_eq!(patrols.recv().await, Some(start + seconds(at)));
    }
    shutdown.cancel();
    run.await.unwrap();
}
