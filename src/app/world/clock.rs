//! A clock that tests wind.

use std::time::Duration;

use futures_util::future::{BoxFuture, pending, ready};
use jiff::Timestamp;
use tokio::sync::watch;

use crate::clock::Clock;

/// Stands still until it is wound: by a test, by somebody who sleeps, or by a call that takes its
/// time. Holds milliseconds.
#[derive(Debug)]
pub(crate) struct HandClock(watch::Sender<i64>);

impl HandClock {
    pub(crate) fn at(now: Timestamp) -> Self {
        Self(watch::Sender::new(now.as_millisecond()))
    }

    pub(crate) fn now_ms(&self) -> i64 {
        *self.0.borrow()
    }

    pub(crate) fn set(&self, now: Timestamp) {
        self.0.send_replace(now.as_millisecond());
    }

    pub(crate) fn wind(&self, ms: i64) {
        self.0.send_modify(|now| *now += ms);
    }
}

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.now_ms()).unwrap()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.wind(duration.as_millis().try_into().unwrap());
        Box::pin(ready(()))
    }

    fn alarm(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let mut time = self.0.subscribe();
        let due = self.now_ms() + i64::try_from(duration.as_millis()).unwrap();
        Box::pin(async move {
            let rang = time.wait_for(|now| *now >= due).await.is_ok();
            if !rang {
                pending::<()>().await;
            }
        })
    }
}
