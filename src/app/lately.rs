//! What was looked up a moment ago need not be looked up again.
//!
//! Many who ask the same at once are not all worked on at once: who comes to it later finds here what
//! the first one brought. Invariants: nothing is older than [`LONGEST`], counted from before the call;
//! a failure is never remembered; once it is forgotten, neither what is there nor what is still under
//! way answers anybody who comes later; it stays small.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};

use super::failure::Failure;
use super::once::Once;
use crate::clock::SharedClock;

/// House: a hundred answers to one group take twenty seconds (dossier 7.1).
pub(super) const LONGEST: SignedDuration = SignedDuration::from_secs(30);

/// House: more than the platform answers in that time (dossier 6.1).
const MOST: usize = 128;

/// Look-ups of one kind, by what they are about.
#[derive(Debug)]
pub(super) struct Lately<K, V> {
    under_way: Once<(u64, K), V>,
    answers: Mutex<Answers<K, V>>,
}

#[derive(Debug)]
struct Answers<K, V> {
    /// How often everything was forgotten: what began before is not for who comes later.
    forgotten: u64,
    by: HashMap<K, (Timestamp, V)>,
}

impl<K, V> Default for Lately<K, V> {
    fn default() -> Self {
        let answers = Mutex::new(Answers { forgotten: 0, by: HashMap::new() });
        Self { under_way: Once::default(), answers }
    }
}

impl<K: Eq + Hash + Clone, V: Clone> Lately<K, V> {
    /// What was found lately, or is being looked up, or is looked up now.
    pub(super) async fn find(
        &self,
        about: K,
        clock: &SharedClock,
        look: impl Future<Output = Result<V, Failure>>,
    ) -> Result<V, Failure> {
        let era = self.answers().forgotten;
        let key = (era, about.clone());
        // Looked for here, so that who comes too late to wait finds it.
        let look = async {
            let began = clock.now();
            if let Some(known) = self.answers().known(&about, began) {
                return Ok(known);
            }
            let found = look.await?;
            self.answers().remember(era, about, began, found.clone());
            Ok(found)
        };
        self.under_way.run(key, look).await
    }

    /// Nobody who comes later is answered from what was found so far.
    pub(super) fn forget(&self) {
        let mut answers = self.answers();
        answers.forgotten += 1;
        answers.by.clear();
    }

    fn answers(&self) -> MutexGuard<'_, Answers<K, V>> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K: Eq + Hash + Clone, V: Clone> Answers<K, V> {
    fn known(&mut self, about: &K, now: Timestamp) -> Option<V> {
        // A clock that was set back makes nothing younger.
        let is_fresh = |at: Timestamp| {
            let age = now.duration_since(at);
            !age.is_negative() && age < LONGEST
        };
        self.by.retain(|_, (at, _)| is_fresh(*at));
        self.by.get(about).map(|(_, found)| found.clone())
    }

    fn remember(&mut self, era: u64, about: K, began: Timestamp, found: V) {
        if era != self.forgotten {
            return;
        }
        if self.by.len() >= MOST {
            let oldest = self.by.iter().min_by_key(|(_, (at, _))| *at);
            if let Some(oldest) = oldest.map(|(about, _)| about.clone()) {
                self.by.remove(&oldest);
            }
        }
        self.by.insert(about, (began, found));
    }
}

#[cfg(test)]
mod tests;
