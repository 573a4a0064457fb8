//! The only wall clock of the program, and the only way to wait.
//!
//! Everything that asks for the time or waits takes a [`Clock`], so that a test can wind six hours
//! forward without sleeping. Two ways of waiting are told apart because a wound clock treats them
//! differently: a *sleep* is a wait with nothing else to do, a *alarm* rings beside other work.

use std::fmt::Debug;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;
use jiff::Timestamp;

/// Where the time comes from.
pub trait Clock: Debug + Send + Sync {
    /// The wall-clock time.
    fn now(&self) -> Timestamp;

    /// Ends `duration` from now. The caller has nothing else to do until then.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;

    /// Ends `duration` from now, beside other work that may end first.
    fn alarm(&self, duration: Duration) -> BoxFuture<'static, ()>;
}

/// A clock that everybody in the process shares.
pub type SharedClock = Arc<dyn Clock>;

/// The machine's own clock.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemClock;

#[expect(clippy::disallowed_methods, reason = "this is the one place")]
impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }

    fn alarm(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}
