//! An exact sliding window: how many calls may be under way or fresh.
//!
//! Invariant: however long calls travel, the server never sees more than `count` of them inside any
//! `period`. It sees a call some time between its sending and its answer; so a call takes its place
//! when it is sent, and frees it one period after it was *answered*. Counting from the sending would
//! let a slow first hundred and a quick second hundred arrive within the same minute.
//!
//! Pure: the time comes from the caller. It is a wall clock, and may be set back: a stamp from the
//! future counts as one of now. Dossier 10.

use std::collections::VecDeque;
use std::iter::repeat_n;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::api::Limit;

/// For the edge of the period and for clocks that do not run equally fast (a minute at 1,000 ppm
/// is 60 ms).
const MARGIN: Duration = Duration::from_millis(100);

/// No server's pause is believed for longer: its windows are a minute long.
const LONGEST_PAUSE: Duration = Duration::from_secs(120);

/// Whether a call may be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Take {
    /// Now; its place is taken.
    Ready,
    /// Ask again after this time.
    Wait(Duration),
    /// Ask again when a call was answered.
    UntilAnswered,
}

/// The calls of one API, or those of them that are bulk work.
#[derive(Debug)]
pub(crate) struct Window {
    limits: &'static [Limit],
    under_way: usize,
    /// Times of the answers that still count, oldest first.
    answered: VecDeque<Timestamp>,
    paused_until: Option<Timestamp>,
}

impl Window {
    pub(crate) const fn new(limits: &'static [Limit]) -> Self {
        Self { limits, under_way: 0, answered: VecDeque::new(), paused_until: None }
    }

    /// Takes a place if all limits have one.
    pub(crate) fn take(&mut self, now: Timestamp) -> Take {
        let turn = self.turn(now);
        if turn == Take::Ready {
            self.under_way += 1;
        }
        turn
    }

    /// Whether all limits have a place; takes none.
    pub(crate) fn turn(&mut self, now: Timestamp) -> Take {
        self.tidy(now);
        let mut wait = self.paused_until.map_or(Duration::ZERO, |until| between(now, until));
        for limit in self.limits {
            let room = limit.count.saturating_sub(self.under_way);
            if room == 0 {
                return Take::UntilAnswered;
            }
            // The answer that must have left the period before one more call fits in.
            let newest = self.answered.len().checked_sub(room);
            if let Some(at) = newest.and_then(|index| self.answered.get(index)) {
                wait = wait.max((limit.period + MARGIN).saturating_sub(between(*at, now)));
            }
        }
        if wait > Duration::ZERO { Take::Wait(wait) } else { Take::Ready }
    }

    /// How many calls were sent and not answered yet.
    pub(crate) const fn under_way(&self) -> usize {
        self.under_way
    }

    /// How many calls would find a place now.
    pub(crate) fn free(&mut self, now: Timestamp) -> usize {
        self.tidy(now);
        if self.paused_until.is_some() {
            return 0;
        }
        let room = |limit: &Limit| {
            let recent = self.answered.iter().rev();
            let counts = |at: &&Timestamp| between(**at, now) < limit.period + MARGIN;
            limit.count.saturating_sub(self.under_way + recent.take_while(counts).count())
        };
        self.limits.iter().map(room).min().unwrap_or(usize::MAX)
    }

    /// How long it takes until the last of so many more calls can be sent, if every answer came at
    /// once: each place is taken again a period later, in the order in which places come free.
    pub(crate) fn time_for(&mut self, calls: usize, now: Timestamp) -> Duration {
        self.tidy(now);
        let Some(last) = calls.checked_sub(1) else { return Duration::ZERO };
        let pause = self.paused_until.map_or(Duration::ZERO, |until| between(now, until));
        let time = |limit: &Limit| {
            let (count, period) = (limit.count.max(1), limit.period + MARGIN);
            let left = |at: &Timestamp| period.saturating_sub(between(*at, now));
            let waits = self.answered.iter().map(left).filter(|left| !left.is_zero());
            let waits = waits.chain(repeat_n(period, self.under_way)).collect::<Vec<_>>();
            let free = count.saturating_sub(waits.len());
            let place = (last % count).checked_sub(free);
            let first = place.and_then(|place| waits.get(place)).copied().unwrap_or_default();
            let rounds = u32::try_from(last / count).unwrap_or(u32::MAX);
            first.max(pause).saturating_add(period.saturating_mul(rounds))
        };
        self.limits.iter().map(time).max().unwrap_or(pause)
    }

    /// A call that had its place was answered, or given up.
    pub(crate) fn answered(&mut self, now: Timestamp) {
        self.tidy(now);
        self.under_way = self.under_way.saturating_sub(1);
        if !self.limits.is_empty() {
            self.answered.push_back(now);
        }
    }

    /// The server wants to be left alone for `length`.
    pub(crate) fn pause(&mut self, now: Timestamp, length: Duration) {
        self.paused_until = self.paused_until.max(now.checked_add(length).ok());
    }

    /// Drops what no longer counts, and takes back what a clock that was set back would keep for
    /// ever.
    fn tidy(&mut self, now: Timestamp) {
        for at in self.answered.iter_mut().rev().take_while(|at| **at > now) {
            *at = now;
        }
        let longest = self.limits.iter().map(|limit| limit.period).max().unwrap_or_default();
        while self.answered.front().is_some_and(|at| between(*at, now) >= longest + MARGIN) {
            self.answered.pop_front();
        }
        let latest = now.checked_add(LONGEST_PAUSE).unwrap_or(Timestamp::MAX);
        self.paused_until =
            self.paused_until.filter(|until| *until > now).map(|until| until.min(latest));
    }
}

/// The time from `earlier` to `later`; zero if they are the other way round.
fn between(earlier: Timestamp, later: Timestamp) -> Duration {
    later.duration_since(earlier).max(SignedDuration::ZERO).unsigned_abs()
}

#[cfg(test)]
mod tests;
