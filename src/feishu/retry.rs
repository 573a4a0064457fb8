//! When to try again. The only place that decides it; nothing above or below repeats a call.
//!
//! Invariants: a call that fails for a passing reason is sent at most four times; a limited one
//! waits at most three times; a new token is tried once; and no attempt begins later than
//! [`BUDGET`] after the first was sent. Pure: time and chance come from the caller.
//!
//! Dossier 5.4, 7.6, 10.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

/// What may help a call that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Remedy {
    /// Nothing: the answer will be the same.
    Nothing,
    /// Another token, once.
    NewToken,
    /// Waiting until the server's window for this API has room.
    NextWindow,
    /// Waiting, this call alone: the chat or the message service is busy.
    BackOff,
    /// The same call a moment later: something is under way with this very message.
    Soon,
    /// Trying again: connection, 5xx, internal error, an answer that makes no sense.
    Transient,
}

/// What to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    GiveUp,
    /// Forget the token and try again.
    NewToken,
    /// Try again after this time.
    After(Duration),
    /// Queue again at the API's gate, which knows how long the server wants to be left alone.
    Queue,
}

/// No attempt begins later than this after the first was sent. Two of the platform's windows.
pub(crate) const BUDGET: Duration = Duration::from_secs(120);

/// Full jitter: the wait before each further try is drawn from zero to this.
const CEILINGS: [Duration; 3] =
    [Duration::from_millis(500), Duration::from_millis(1500), Duration::from_secs(4)];

/// How often a call may wait because it was limited or its message was busy.
const WAITS: u32 = 3;

/// The tries of one call.
#[derive(Debug)]
pub(crate) struct Retries {
    started: Timestamp,
    tried: usize,
    waited: u32,
    renewed: bool,
}

impl Retries {
    /// The first try is sent at `now`.
    pub(crate) const fn starting(now: Timestamp) -> Self {
        Self { started: now, tried: 0, waited: 0, renewed: false }
    }

    /// What to do after a failure. `reset` is what the server said to wait; `chance` is drawn
    /// evenly from 0 to 1.
    pub(crate) fn next(
        &mut self,
        remedy: Remedy,
        reset: Option<Duration>,
        now: Timestamp,
        chance: f64,
    ) -> Step {
        let step = match remedy {
            Remedy::Nothing => Step::GiveUp,
            Remedy::NewToken if self.renewed => Step::GiveUp,
            Remedy::NewToken => {
                self.renewed = true;
                Step::NewToken
            }
            Remedy::Transient => {
                self.tried += 1;
                CEILINGS
                    .get(self.tried - 1)
                    .map_or(Step::GiveUp, |ceiling| Step::After(ceiling.mul_f64(chance)))
            }
            Remedy::NextWindow | Remedy::BackOff | Remedy::Soon => self.wait(remedy, reset, chance),
        };
        let wait = match step {
            Step::After(wait) => wait,
            Step::Queue => reset.unwrap_or_default(),
            Step::GiveUp | Step::NewToken => Duration::ZERO,
        };
        if self.affords(now, wait) { step } else { Step::GiveUp }
    }

    fn wait(&mut self, remedy: Remedy, reset: Option<Duration>, chance: f64) -> Step {
        if self.waited == WAITS {
            return Step::GiveUp;
        }
        self.waited += 1;
        let jitter = Duration::from_secs(1).mul_f64(chance);
        match (remedy, reset) {
            (Remedy::NextWindow, Some(_)) => Step::Queue,
            (_, Some(reset)) => Step::After(reset + jitter),
            (Remedy::Soon, None) => Step::After(Duration::from_secs(1) + jitter),
            (_, None) => Step::After(Duration::from_secs(1 << (self.waited - 1)) + jitter),
        }
    }

    fn affords(&self, now: Timestamp, wait: Duration) -> bool {
        let spent = now.duration_since(self.started).max(SignedDuration::ZERO).unsigned_abs();
        spent.saturating_add(wait) <= BUDGET
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Timestamp = Timestamp::UNIX_EPOCH;

    fn secs(seconds: f64) -> Duration {
        Duration::from_secs_f64(seconds)
    }

    /// The steps of a call that fails the same way again and again, with the highest draw.
    fn steps(remedy: Remedy, reset: Option<Duration>) -> Vec<Step> {
        let (mut retries, mut now) = (Retries::starting(START), START);
        let mut steps = Vec::new();
        while steps.last() != Some(&Step::GiveUp) {
            let step = retries.next(remedy, reset, now, 1.0);
            let wait = match step {
                Step::After(wait) => wait,
                Step::Queue => reset.unwrap(),
                Step::GiveUp | Step::NewToken => Duration::ZERO,
            };
            now += wait;
            steps.push(step);
        }
        steps
    }

    #[test]
    fn each_remedy_is_bounded() {
        use Step::{After, GiveUp, NewToken, Queue};
        let after = |seconds| After(secs(seconds));
        let table = [
            (Remedy::Nothing, None, vec![GiveUp]),
            (Remedy::NewToken, None, vec![NewToken, GiveUp]),
            (Remedy::Transient, None, vec![after(0.5), after(1.5), after(4.0), GiveUp]),
            // What the server says about waiting is about limits, not about its faults.
            (Remedy::Transient, Some(52.0), vec![after(0.5), after(1.5), after(4.0), GiveUp]),
            (Remedy::Soon, None, vec![after(2.0), after(2.0), after(2.0), GiveUp]),
            (Remedy::BackOff, None, vec![after(2.0), after(3.0), after(5.0), GiveUp]),
            (Remedy::BackOff, Some(7.0), vec![after(8.0), after(8.0), after(8.0), GiveUp]),
            (Remedy::NextWindow, None, vec![after(2.0), after(3.0), after(5.0), GiveUp]),
            (Remedy::NextWindow, Some(10.0), vec![Queue, Queue, Queue, GiveUp]),
            // Three times 52 seconds would be longer than anybody waits.
            (Remedy::NextWindow, Some(52.0), vec![Queue, Queue, GiveUp]),
            (Remedy::NextWindow, Some(3600.0), vec![GiveUp]),
        ];
        for (remedy, reset, expected) in table {
            assert_eq!(steps(remedy, reset.map(secs)), expected, "{remedy:?} {reset:?}");
        }
    }

    #[test]
    fn the_lowest_draw_retries_at_once_but_waits_in_full() {
        let zero = Some(Step::After(Duration::ZERO));
        let mut retries = Retries::starting(START);
        assert_eq!(Some(retries.next(Remedy::Transient, None, START, 0.0)), zero);
        let step = retries.next(Remedy::BackOff, Some(secs(7.0)), START, 0.0);
        assert_eq!(step, Step::After(secs(7.0)));
    }

    #[test]
    fn nothing_begins_after_the_budget() {
        let late = START + BUDGET + secs(1.0);
        for remedy in [Remedy::NewToken, Remedy::Transient, Remedy::Soon, Remedy::NextWindow] {
            assert_eq!(Retries::starting(START).next(remedy, None, late, 0.0), Step::GiveUp);
        }
    }
}
