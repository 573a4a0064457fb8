//! The state behind one lock, its clock, and waking whoever waits for a change.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::watch;

use super::clock::SimClock;
use super::state::State;
use super::world::World;

/// The state with its clock, shared by the HTTP face, the pushing tasks and the tests.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) clock: SimClock,
    state: Mutex<State>,
    /// How often the state changed; begins at 1.
    changed: watch::Sender<u64>,
}

impl Shared {
    pub(super) fn new(world: World, clock: SimClock) -> Arc<Self> {
        let state = Mutex::new(State::new(world));
        Arc::new(Self { clock, state, changed: watch::Sender::new(1) })
    }

    pub(super) fn read<R>(&self, look: impl FnOnce(&State) -> R) -> R {
        look(&self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes the state and wakes everybody who waits for a change.
    pub(super) fn change<R>(&self, edit: impl FnOnce(&mut State) -> R) -> R {
        let result = edit(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner));
        self.changed.send_modify(|version| *version += 1);
        result
    }

    /// The state's version: it grows with every change.
    pub(super) fn version(&self) -> u64 {
        *self.changed.borrow()
    }

    /// Waits for another version than this; a greater one may be from before a restart.
    pub(super) async fn other_than(&self, version: u64) {
        let _ = self.changed.subscribe().wait_for(|current| *current != version).await;
    }

    /// Waits until the state shows something.
    pub(super) async fn until<T>(&self, look: impl Fn(&State) -> Option<T>) -> T {
        let mut changed = self.changed.subscribe();
        loop {
            if let Some(found) = self.read(&look) {
                return found;
            }
            // The sender lives in self, so this only ever ends with a change.
            let _ = changed.changed().await;
        }
    }
}
