//! Equal work in flight is done once, and all who ask for it get what came of it.
//!
//! Invariants: whoever comes while it is under way waits for it; when the one who does it is broken
//! off, the next who waits takes over; what came of it, an error too, is shared with those who
//! waited and then forgotten: this is no cache ([`lately`](super::lately) is a small one).

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::OnceCell;

use super::failure::Failure;
use super::instance::Listings;
use super::known::Fetching;
use super::roster::{Attended, Listing};

/// All of it, and what was looked up a moment ago.
#[derive(Debug, Default)]
pub(super) struct UnderWay {
    pub minutes: Fetching,
    pub rows: Listing,
    pub instances: Listings,
    pub attendance: Attended,
}

impl UnderWay {
    /// Nothing that the platform said so far is for who comes later.
    pub(super) fn forget(&self) {
        self.instances.forget();
        self.attendance.forget();
    }
}

type Flight<V> = OnceCell<Result<V, Failure>>;

/// Work of one kind that is under way, by what it is about.
#[derive(Debug)]
pub(super) struct Once<K, V>(Mutex<HashMap<K, Weak<Flight<V>>>>);

impl<K, V> Default for Once<K, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Eq + Hash, V: Clone> Once<K, V> {
    /// Does the work, or waits for who does it already. `V` is cloned for each: large things are
    /// best an `Arc`.
    pub(super) async fn run(
        &self,
        about: K,
        work: impl Future<Output = Result<V, Failure>>,
    ) -> Result<V, Failure> {
        let flight = self.join(about);
        flight.get_or_init(|| work).await.clone()
    }

    /// The flight that is under way, or a new one.
    fn join(&self, about: K) -> Arc<Flight<V>> {
        let mut flights = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        flights.retain(|_, flight| flight.strong_count() > 0);
        let under_way = flights.get(&about).and_then(Weak::upgrade);
        // One that has arrived is for those who waited.
        if let Some(flight) = under_way.filter(|flight| !flight.initialized()) {
            return flight;
        }
        let flight = Arc::new(OnceCell::new());
        flights.insert(about, Arc::downgrade(&flight));
        flight
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use futures_util::future::{join_all, pending};
    use futures_util::poll;

    use super::*;
    use crate::app::error::UserError;

    /// Work that counts how often it is done, and takes a while.
    async fn counted(done: &AtomicUsize, outcome: Result<u8, Failure>) -> Result<u8, Failure> {
        tokio::task::yield_now().await;
        done.fetch_add(1, Ordering::Relaxed);
        outcome
    }

    fn failed() -> Failure {
        Failure::User(UserError::NothingRecent)
    }

    #[tokio::test]
    async fn a_hundred_who_ask_at_once_are_answered_from_one() {
        for outcome in [Ok(7), Err(failed())] {
            let (once, done) = (Once::default(), AtomicUsize::new(0));
            let asks = (0..100).map(|_| once.run("a", counted(&done, outcome.clone())));
            let answers = join_all(asks).await;
            assert_eq!(done.load(Ordering::Relaxed), 1, "{outcome:?}");
            let same = answers.iter().filter(|answer| answer.is_ok() == outcome.is_ok());
            assert_eq!(same.count(), 100, "{outcome:?}");
        }
    }

    #[tokio::test]
    async fn other_work_is_done_beside_it() {
        let (once, done) = (Once::default(), AtomicUsize::new(0));
        let asks = ["a", "b", "a"].map(|about| once.run(about, counted(&done, Ok(7))));
        join_all(asks).await;
        assert_eq!(done.load(Ordering::Relaxed), 2);
    }

    #[tokio::test]
    async fn nothing_is_kept_for_who_comes_later() {
        let (once, done) = (Once::default(), AtomicUsize::new(0));
        assert!(once.run("a", counted(&done, Err(failed()))).await.is_err());
        assert_eq!(once.run("a", counted(&done, Ok(7))).await.unwrap(), 7);
        assert_eq!(done.load(Ordering::Relaxed), 2);
        // Not even while somebody who waited has not looked yet.
        let mut late = Box::pin(once.run("a", counted(&done, Ok(8))));
        let mut waiting = Box::pin(once.run("a", counted(&done, Ok(9))));
        assert!(poll!(&mut late).is_pending() && poll!(&mut waiting).is_pending());
        assert_eq!(late.await.unwrap(), 8);
        assert_eq!(once.run("a", counted(&done, Ok(10))).await.unwrap(), 10);
        assert_eq!(waiting.await.unwrap(), 8);
    }

    #[tokio::test]
    async fn when_the_one_who_works_is_broken_off_the_next_takes_over() {
        let (once, done) = (Once::default(), AtomicUsize::new(0));
        let mut first = Box::pin(once.run("a", pending::<Result<u8, Failure>>()));
        let mut second = Box::pin(once.run("a", counted(&done, Ok(7))));
        let mut third = Box::pin(once.run("a", counted(&done, Ok(8))));
        assert!(poll!(&mut first).is_pending());
        assert!(poll!(&mut second).is_pending() && poll!(&mut third).is_pending());
        assert_eq!(done.load(Ordering::Relaxed), 0);
        drop(first);
        assert_eq!((second.await.unwrap(), third.await.unwrap()), (7, 7));
        assert_eq!(done.load(Ordering::Relaxed), 1);
    }
}
