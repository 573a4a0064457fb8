//! The bot's clock in these tests: the simulator's own, wound by whoever has nothing else to do.
//!
//! A sleep winds it and is over. An alarm rings when the clock has been wound past it, by sleeps or
//! by the test with [`StageClock::ring`]. The clock does not move while Feishu waits for the answer
//! to a push: that takes no time. Where something shall happen while others sleep, the test holds the
//! clock: then a long sleep is an alarm.

use std::fmt;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use futures_util::future::{BoxFuture, select};
use jiff::Timestamp;
use quality_bot::clock::Clock;
use quality_bot::simulator::SimClock;
use tokio::sync::{RwLock, RwLockReadGuard, watch};

use super::SAFETY;

/// Held or not, shorter sleeps wind the clock: a call is tried again, which no test waits for.
const LONG_SLEEP: Duration = Duration::from_secs(15);

/// Shared by the simulator, the bot, and the bot after a restart.
pub(crate) struct StageClock {
    time: SimClock,
    standing_still: Arc<RwLock<()>>,
    alarms: watch::Sender<Vec<Alarm>>,
    last_alarm: AtomicU64,
    held: watch::Sender<bool>,
    asleep: watch::Sender<usize>,
}

/// Somebody waits for it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Alarm {
    id: u64,
    length: Duration,
    due_ms: i64,
}

impl StageClock {
    pub(crate) fn new(time: SimClock) -> Arc<Self> {
        let (standing_still, alarms) = (Arc::default(), watch::Sender::default());
        let (last_alarm, held, asleep) =
            <(AtomicU64, watch::Sender<_>, watch::Sender<_>)>::default();
        Arc::new(Self { time, standing_still, alarms, last_alarm, held, asleep })
    }

    /// Unix milliseconds.
    pub(crate) fn now_ms(&self) -> i64 {
        self.time.now_ms()
    }

    /// Nothing winds the clock while this is held.
    pub(crate) async fn stand_still(&self) -> RwLockReadGuard<'_, ()> {
        self.standing_still.read().await
    }

    /// Winds the clock, whatever rings on the way.
    pub(crate) async fn wind(&self, duration: Duration) {
        self.wind_to(self.after(duration)).await;
    }

    /// Waits until somebody has set an alarm of this length, and winds the clock until it rings.
    pub(crate) async fn ring(&self, length: Duration) {
        let mut alarms = self.alarms.subscribe();
        let set = alarms.wait_for(|alarms| alarms.iter().any(|alarm| alarm.length == length));
        let set = set.await.unwrap().clone();
        let first = set.iter().filter(|alarm| alarm.length == length).map(|alarm| alarm.due_ms);
        self.wind_to(first.min().unwrap()).await;
    }

    fn wind_to(&self, due_ms: i64) -> impl Future<Output = ()> + Send + use<> {
        let (time, standing_still) = (self.time.clone(), Arc::clone(&self.standing_still));
        async move {
            let _alone = standing_still.write().await;
            let left = u64::try_from(due_ms - time.now_ms()).unwrap_or(0);
            time.wind(Duration::from_millis(left));
        }
    }

    /// The time after `duration`; the clock knows whole milliseconds, and never rings early.
    fn after(&self, duration: Duration) -> i64 {
        let ms = duration.as_nanos().div_ceil(1_000_000);
        self.now_ms() + i64::try_from(ms).unwrap()
    }

    fn forget(&self, id: u64) {
        self.alarms.send_modify(|alarms| alarms.retain(|alarm| alarm.id != id));
    }
}

/// The clock as the bot gets it.
#[derive(Clone, Debug)]
pub(crate) struct BotClock(pub(crate) Arc<StageClock>);

impl Clock for BotClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.0.now_ms()).unwrap()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let due_ms = self.0.after(duration);
        if duration < LONG_SLEEP {
            return Box::pin(self.0.wind_to(due_ms));
        }
        let (time, mut held) = (self.0.time.clone(), self.0.held.subscribe());
        let (clock, winding) = (Arc::clone(&self.0), self.0.wind_to(due_ms));
        Box::pin(async move {
            let _asleep = Asleep::count(clock);
            let may_wind = async {
                let _ = held.wait_for(|held| !held).await;
            };
            select(pin!(may_wind), pin!(time.until(due_ms))).await;
            winding.await;
        })
    }

    fn alarm(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let id = self.0.last_alarm.fetch_add(1, Ordering::Relaxed);
        let alarm = Alarm { id, length: duration, due_ms: self.0.after(duration) };
        let waiting = Waiting { clock: Arc::clone(&self.0), id };
        let (time, due_ms) = (self.0.time.clone(), alarm.due_ms);
        self.0.alarms.send_modify(|alarms| alarms.push(alarm));
        Box::pin(async move {
            let _waiting = waiting;
            time.until(due_ms).await;
        })
    }
}

/// Takes its alarm back when it is dropped.
struct Waiting {
    clock: Arc<StageClock>,
    id: u64,
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.clock.forget(self.id);
    }
}

impl StageClock {
    /// Winds the clock past an alarm of this length that somebody sets again and again, and waits
    /// until they have set the next one.
    pub(crate) async fn wind_past(&self, length: Duration, duration: Duration) {
        let mut alarms = self.alarms.subscribe();
        let is_set = |alarms: &Vec<Alarm>| alarms.iter().any(|alarm| alarm.length == length);
        alarms.wait_for(is_set).await.unwrap();
        self.wind(duration).await;
        let now_ms = self.now_ms();
        let is_next = |alarm: &Alarm| alarm.length == length && alarm.due_ms > now_ms;
        alarms.wait_for(|alarms| alarms.iter().any(is_next)).await.unwrap();
    }
}

impl fmt::Debug for StageClock {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}", self.now_ms())
    }
}

impl StageClock {
    /// From now on whoever sleeps waits until the test winds the clock.
    pub(crate) fn hold(&self) {
        self.held.send_replace(true);
    }

    /// Whoever sleeps winds it again.
    pub(crate) fn let_go(&self) {
        self.held.send_replace(false);
    }
}

impl StageClock {
    /// Ends when so many sleep. The clock must be held.
    pub(crate) async fn until_asleep(&self, count: usize) {
        let mut asleep = self.asleep.subscribe();
        let slept = tokio::time::timeout(SAFETY, asleep.wait_for(|asleep| *asleep >= count)).await;
        assert!(slept.is_ok(), "nobody sleeps");
    }
}

/// One who sleeps.
struct Asleep(Arc<StageClock>);

impl Asleep {
    fn count(clock: Arc<StageClock>) -> Self {
        clock.asleep.send_modify(|asleep| *asleep += 1);
        Self(clock)
    }
}

impl Drop for Asleep {
    fn drop(&mut self) {
        self.0.asleep.send_modify(|asleep| *asleep -= 1);
    }
}
