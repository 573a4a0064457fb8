//! The simulator's own clock: the machine's, or one that only moves when a test winds it.
//!
//! It stands apart from the bot's clock on purpose: the real Feishu does not share one with us either.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

/// A clock that can be wound forward. Clones share it.
#[derive(Clone, Debug)]
pub struct SimClock {
    base: Base,
    /// Milliseconds it has been wound forward so far; waiting tasks wake when it changes.
    wound_ms: Arc<watch::Sender<i64>>,
}

#[derive(Clone, Copy, Debug)]
enum Base {
    Real,
    Manual(i64),
}

impl SimClock {
    /// The machine's time, plus whatever it is wound forward.
    pub fn real() -> Self {
        Self::on(Base::Real)
    }

    /// Stands still at `unix_ms` until it is wound.
    pub fn manual(unix_ms: i64) -> Self {
        Self::on(Base::Manual(unix_ms))
    }

    fn on(base: Base) -> Self {
        Self { base, wound_ms: Arc::new(watch::Sender::new(0)) }
    }

    /// Unix milliseconds.
    pub fn now_ms(&self) -> i64 {
        let base = match self.base {
            Base::Real => real_ms(),
            Base::Manual(start) => start,
        };
        base.saturating_add(*self.wound_ms.borrow())
    }

    /// Unix seconds, rounded down.
    pub fn now_s(&self) -> i64 {
        self.now_ms().div_euclid(1000)
    }

    /// Moves the time forward and wakes everybody whose time has come.
    pub fn wind(&self, by: Duration) {
        let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        self.wound_ms.send_modify(|wound| *wound = wound.saturating_add(by));
    }

    /// Ends when the clock shows `unix_ms` or later.
    pub async fn until(&self, unix_ms: i64) {
        let mut wound = self.wound_ms.subscribe();
        loop {
            let left = unix_ms.saturating_sub(self.now_ms());
            let Ok(left @ 1..) = u64::try_from(left) else { return };
            match self.base {
                // A time-out is how "until the hour strikes or somebody winds me" is said.
                Base::Real => {
                    let _ =
                        tokio::time::timeout(Duration::from_millis(left), wound.changed()).await;
                }
                Base::Manual(_) => {
                    let _ = wound.changed().await;
                }
            }
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the simulator's own clock is read here only")]
fn real_ms() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn waiting_ends_when_the_clock_is_wound_far_enough() {
        let clock = SimClock::manual(1_000);
        let waiting = tokio::spawn({
            let clock = clock.clone();
            async move {
                clock.until(7_000).await;
                clock.now_ms()
            }
        });
        clock.wind(Duration::from_secs(5));
        tokio::task::yield_now().await;
        assert!(!waiting.is_finished(), "six seconds are due, five have passed");
        clock.wind(Duration::from_secs(2));
        assert_eq!(waiting.await.ok(), Some(8_000));
    }
}
