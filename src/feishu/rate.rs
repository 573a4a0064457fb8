//! The gates before the APIs: each lets calls through as fast as its [`Window`] allows, in the order
//! of its [`Line`]. One gate an API, because the platform counts so (dossier 6.1, 10).
//!
//! Invariants: no call passes without a place in the window of all calls, and no bulk call without
//! one in its narrower window as well; only the first in line takes a place, so no question waits
//! behind bulk work; whenever it may have become possible to pass, the first in line is rung for.

use std::pin::pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::future::select;
use jiff::Timestamp;

use super::api::{Api, Spec};
use super::line::{Bell, Line};
use super::window::{Take, Window};
use crate::app::ports::Lane;
use crate::clock::SharedClock;

/// A gate for every API.
#[derive(Debug)]
pub(crate) struct Gates([Gate; Api::ALL.len()]);

impl Gates {
    pub(crate) fn new(clock: &SharedClock) -> Self {
        Self(Api::ALL.map(|api| {
            let Spec { limits, bulk_limits, .. } = api.spec();
            Gate::new(Window::new(limits), Window::new(bulk_limits), clock.clone())
        }))
    }

    pub(crate) const fn of(&self, api: Api) -> &Gate {
        &self.0[api as usize]
    }
}

/// Where calls of one API wait for their turn.
#[derive(Debug)]
pub(crate) struct Gate {
    clock: SharedClock,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    all: Window,
    /// The bulk calls among them.
    bulk: Window,
    line: Line,
}

/// The place of a call that is under way. Dropping it says that the call was answered.
#[derive(Debug)]
#[must_use]
pub(crate) struct Permit<'a> {
    gate: &'a Gate,
    bulk: bool,
}

/// What somebody in line does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    Pass,
    /// Ask again when rung for.
    Wait,
    /// Ask again after this time, or when rung for.
    Sleep(Duration),
    /// The same, while calls are under way.
    SleepBeside(Duration),
}

impl Gate {
    fn new(all: Window, bulk: Window, clock: SharedClock) -> Self {
        Self { clock, state: Mutex::new(State { all, bulk, line: Line::default() }) }
    }

    /// Waits for a place.
    pub(crate) async fn enter(&self, lane: &Lane) -> Permit<'_> {
        let bulk = matches!(lane, Lane::Bulk(_));
        let waiting = Waiting::in_line(self, lane);
        loop {
            let turn = self.state().turn(bulk, &waiting.bell, self.clock.now());
            let rung = pin!(waiting.bell.notified());
            match turn {
                Turn::Pass => return Permit { gate: self, bulk },
                Turn::Wait => rung.await,
                Turn::Sleep(time) => drop(select(self.clock.sleep(time), rung).await),
                Turn::SleepBeside(time) => drop(select(self.clock.alarm(time), rung).await),
            }
        }
    }

    /// How many questions would be let through at once.
    pub(crate) fn free(&self) -> usize {
        self.state().all.free(self.clock.now())
    }

    /// How long so many bulk calls take, those that wait among them, behind the questions that wait.
    pub(crate) fn time_for(&self, calls: usize) -> Duration {
        let (now, mut state) = (self.clock.now(), self.state());
        if calls == 0 {
            return Duration::ZERO;
        }
        let questions = state.line.questions();
        state.all.time_for(questions + calls, now).max(state.bulk.time_for(calls, now))
    }

    /// Lets nobody through for a time, because the server said so.
    pub(crate) fn pause(&self, length: Duration) {
        self.state().all.pause(self.clock.now(), length);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn turn(&mut self, bulk: bool, bell: &Bell, now: Timestamp) -> Turn {
        if !self.line.is_first(bell) {
            return Turn::Wait;
        }
        match self.take(bulk, now) {
            Take::Ready => {
                self.line.pass();
                Turn::Pass
            }
            Take::UntilAnswered => Turn::Wait,
            // Nobody waits for bulk work: what is under way is the other work, and ends first.
            Take::Wait(time) if bulk && self.all.under_way() > 0 => Turn::SleepBeside(time),
            Take::Wait(time) => Turn::Sleep(time),
        }
    }

    fn take(&mut self, bulk: bool, now: Timestamp) -> Take {
        let turn = if bulk { self.bulk.turn(now) } else { Take::Ready };
        if turn != Take::Ready {
            return turn;
        }
        let take = self.all.take(now);
        if bulk && take == Take::Ready {
            self.bulk.take(now);
        }
        take
    }

    fn ring(&self) {
        if let Some(first) = self.line.first() {
            first.notify_one();
        }
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        let (now, mut state) = (self.gate.clock.now(), self.gate.state());
        state.all.answered(now);
        if self.bulk {
            state.bulk.answered(now);
        }
        state.ring();
    }
}

/// A place in line. Dropping it, in turn or not, lets the next one come forward.
struct Waiting<'a> {
    gate: &'a Gate,
    bell: Bell,
}

impl<'a> Waiting<'a> {
    fn in_line(gate: &'a Gate, lane: &Lane) -> Self {
        let bell = Bell::default();
        gate.state().line.join(lane, bell.clone());
        Self { gate, bell }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        let mut state = self.gate.state();
        state.line.leave(&self.bell);
        state.ring();
    }
}

#[cfg(test)]
mod tests;
