//! How often things may be done: exact sliding windows (dossier 7.1, 7.2, 7.5, 10).

use std::collections::{BTreeMap, VecDeque};

use super::answer::Refusal;
use super::api::{Api, Tier};

/// The figures of the documentation; tests may change them.
#[derive(Clone, Debug)]
pub struct Limits {
    pub reports_per_minute: usize,
    pub messages_per_minute: usize,
    pub messages_per_second: usize,
    /// Into one chat, shared by all senders.
    pub chat_per_second: usize,
    /// Cards for one pair of eyes, into one group (dossier 7.5).
    pub ephemeral_per_second: usize,
    /// PATCHes of one message.
    pub patch_per_second: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            reports_per_minute: 100,
            messages_per_minute: 1000,
            messages_per_second: 50,
            chat_per_second: 5,
            ephemeral_per_second: 40,
            patch_per_second: 5,
        }
    }
}

/// What is counted apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Counted {
    Api(Api),
    Chat(String),
    Ephemeral(String),
    Message(String),
}

/// At most `most` in any `span_ms`.
#[derive(Clone, Copy, Debug)]
struct Rule {
    most: usize,
    span_ms: i64,
}

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60_000;

/// When each counted thing last happened.
#[derive(Debug, Default)]
pub(super) struct Windows {
    times: BTreeMap<Counted, VecDeque<i64>>,
}

impl Windows {
    /// Counts a call to an API, or refuses it as the gateway does: 429 with the reset header.
    pub(super) fn call(&mut self, api: Api, limits: &Limits, now_ms: i64) -> Result<(), Refusal> {
        let per_minute = |most| Rule { most, span_ms: MINUTE };
        let per_second = |most| Rule { most, span_ms: SECOND };
        let rules = match api.tier() {
            Tier::Unlimited => return Ok(()),
            Tier::Reports => vec![per_minute(limits.reports_per_minute)],
            Tier::Messages => {
                vec![per_minute(limits.messages_per_minute), per_second(limits.messages_per_second)]
            }
        };
        self.admit(Counted::Api(api), &rules, now_ms).map_err(|(rule, wait_ms)| {
            let reset_s = (wait_ms + SECOND - 1) / SECOND;
            let mut refusal = rate_limited(429, rule.most, reset_s.unsigned_abs());
            refusal.callers_fault = true;
            refusal
        })
    }

    /// Counts a message into a chat or a PATCH of a message, or refuses it with the
    /// message service's own code 230020.
    pub(super) fn message(&mut self, what: Counted, most: usize, now: i64) -> Result<(), Refusal> {
        self.admit(what, &[Rule { most, span_ms: SECOND }], now).map_err(|_| {
            Refusal::wrong(400, 230_020, "This operation triggers the frequency limit.")
        })
    }

    fn admit(&mut self, what: Counted, rules: &[Rule], now_ms: i64) -> Result<(), (Rule, i64)> {
        let times = self.times.entry(what).or_default();
        let longest = rules.iter().map(|rule| rule.span_ms).max().unwrap_or(0);
        while times.front().is_some_and(|time| now_ms - time >= longest) {
            times.pop_front();
        }
        for rule in rules {
            let recent = times.iter().filter(|time| now_ms - **time < rule.span_ms);
            let over = (recent.clone().count() + 1).saturating_sub(rule.most);
            // The call could go through once `over` of the oldest ones have left the window.
            if let Some(blocking) = over.checked_sub(1).map(|nth| recent.clone().nth(nth)) {
                let left = blocking.map_or(rule.span_ms, |time| time + rule.span_ms - now_ms);
                return Err((*rule, left));
            }
        }
        times.push_back(now_ms);
        Ok(())
    }
}

/// The gateway's answer to a call too many (dossier 10); older APIs say 400 instead of 429.
pub(super) fn rate_limited(status: u16, limit: usize, reset_s: u64) -> Refusal {
    let mut refusal = Refusal::of_the_world(status, 99_991_400, "request trigger frequency limit");
    refusal.headers.push(("x-ogw-ratelimit-limit", limit.to_string()));
    refusal.headers.push(("x-ogw-ratelimit-reset", reset_s.to_string()));
    refusal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hundred_at_once_then_one_for_each_that_leaves_the_window() {
        let (mut windows, limits) = (Windows::default(), Limits::default());
        for call in 0..100 {
            assert!(windows.call(Api::QualityList, &limits, call).is_ok(), "call {call}");
        }
        let refused = windows.call(Api::QualityList, &limits, 59_999).unwrap_err();
        assert_eq!((refused.status, refused.code), (429, 99_991_400));
        assert_eq!(refused.headers[1], ("x-ogw-ratelimit-reset", "1".to_owned()));
        assert!(windows.call(Api::MeetingList, &limits, 59_999).is_ok(), "each API for itself");
        assert!(windows.call(Api::QualityList, &limits, 60_000).is_ok());
        assert!(windows.call(Api::QualityList, &limits, 60_000).is_err());
    }

    #[test]
    fn messages_have_two_windows() {
        let (mut windows, limits) = (Windows::default(), Limits::default());
        for round in 0..20 {
            for call in 0..50 {
                let admitted = windows.call(Api::Reply, &limits, round * 1_000);
                assert!(admitted.is_ok(), "round {round}, call {call}");
            }
            assert!(windows.call(Api::Reply, &limits, round * 1_000 + 999).is_err());
        }
        assert!(windows.call(Api::Reply, &limits, 20_000).is_err(), "a thousand in the minute");
        assert!(windows.call(Api::Reply, &limits, 60_000).is_ok());
    }
}
