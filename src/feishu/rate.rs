//! The gates before the APIs: each lets calls through in the order they came, as fast as its
//! [`Window`] allows. One gate an API, because the platform counts so (dossier 6.1, 10).

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;

use super::api::Api;
use super::window::{Take, Window};
use crate::clock::SharedClock;

/// A gate for every API.
#[derive(Debug)]
pub(crate) struct Gates([Gate; Api::ALL.len()]);

impl Gates {
    pub(crate) fn new(clock: &SharedClock) -> Self {
        Self(Api::ALL.map(|api| Gate::new(Window::new(api.spec().limits), clock.clone())))
    }

    pub(crate) const fn of(&self, api: Api) -> &Gate {
        &self.0[api as usize]
    }
}

/// Where calls of one API wait for their turn.
#[derive(Debug)]
pub(crate) struct Gate {
    clock: SharedClock,
    window: Mutex<Window>,
    /// Held by the first in the queue while it waits; the lock itself is fair.
    turn: tokio::sync::Mutex<()>,
    answered: Notify,
}

/// The place of a call that is under way. Dropping it says that the call was answered.
#[derive(Debug)]
#[must_use]
pub(crate) struct Permit<'a>(&'a Gate);

impl Gate {
    fn new(window: Window, clock: SharedClock) -> Self {
        Self {
            clock,
            window: Mutex::new(window),
            turn: tokio::sync::Mutex::default(),
            answered: Notify::new(),
        }
    }

    /// Waits for a place.
    pub(crate) async fn enter(&self) -> Permit<'_> {
        let _turn = self.turn.lock().await;
        loop {
            let take = self.window().take(self.clock.now());
            match take {
                Take::Ready => return Permit(self),
                Take::Wait(time) => self.clock.sleep(time).await,
                Take::UntilAnswered => self.answered.notified().await,
            }
        }
    }

    /// How many calls would be let through at once.
    pub(crate) fn free(&self) -> usize {
        self.window().free(self.clock.now())
    }

    /// Lets nobody through for a time, because the server said so.
    pub(crate) fn pause(&self, length: Duration) {
        self.window().pause(self.clock.now(), length);
    }

    fn window(&self) -> MutexGuard<'_, Window> {
        self.window.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        let now = self.0.clock.now();
        self.0.window().answered(now);
        self.0.answered.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use futures_util::future::join_all;

    use super::*;
    use crate::clock::Clock;
    use crate::feishu::api::Limit;
    use crate::feishu::testbed::WoundClock;

    const TWO: &[Limit] = &[Limit::new(2, 60)];

    fn gate() -> (Arc<WoundClock>, Gate) {
        let clock = WoundClock::new();
        (clock.clone(), Gate::new(Window::new(TWO), clock))
    }

    #[tokio::test]
    async fn calls_pass_in_the_order_they_came() {
        let (clock, gate) = gate();
        let start = clock.now();
        let passed = Mutex::new(Vec::new());
        join_all((0..6).map(|number| {
            let (gate, passed, clock) = (&gate, &passed, &clock);
            async move {
                drop(gate.enter().await);
                let minutes = clock.now().duration_since(start).as_mins();
                passed.lock().unwrap().push((number, minutes));
            }
        }))
        .await;
        let passed = passed.into_inner().unwrap();
        assert_eq!(passed, [(0, 0), (1, 0), (2, 1), (3, 1), (4, 2), (5, 2)]);
    }

    #[tokio::test]
    async fn a_waiting_call_wakes_when_another_is_answered_or_given_up() {
        let (clock, gate) = gate();
        let (first, _second) = (gate.enter().await, gate.enter().await);
        let third = async {
            drop(gate.enter().await);
            clock.slept()
        };
        let (slept, ()) = tokio::join!(third, async { drop(first) });
        assert_eq!(slept, [Duration::from_millis(60_100)]);
    }

    #[tokio::test]
    async fn who_stops_waiting_leaves_the_queue_intact() {
        let (_, gate) = gate();
        let (first, second) = (gate.enter().await, gate.enter().await);
        {
            let mut waiting = Box::pin(gate.enter());
            assert!(futures_util::poll!(&mut waiting).is_pending());
        }
        drop((first, second));
        drop(gate.enter().await);
        let window = gate.window();
        assert!(format!("{window:?}").contains("under_way: 0"), "{window:?}");
    }

    #[tokio::test]
    async fn a_pause_holds_the_next_call() {
        let (clock, gate) = gate();
        gate.pause(Duration::from_secs(52));
        drop(gate.enter().await);
        assert_eq!(clock.slept(), [Duration::from_secs(52)]);
    }
}
