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
    changed: watch::Sender<()>,
}

impl Shared {
    pub(super) fn new(world: World, clock: SimClock) -> Arc<Self> {
        let state = Mutex::new(State::new(world));
        Arc::new(Self { clock, state, changed: watch::Sender::new(()) })
    }

    pub(super) fn read<R>(&self, look: impl FnOnce(&State) -> R) -> R {
        look(&self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes the state and wakes everybody who waits for a change.
    pub(super) fn change<R>(&self, edit: impl FnOnce(&mut State) -> R) -> R {
        let result = edit(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner));
        self.changed.send_replace(());
        result
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
