//! Looking for meetings that are watched and whose end nobody told: the event is known to go missing.
//!
//! Invariants: at most [`CALLS`] `meeting_list` calls a round, whatever is watched; without watches
//! a round costs nothing; what it finds goes the way of a told end.

use std::collections::BTreeMap;

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};

use super::asked::{Watch, WatchKind};
use super::dispatch::App;
use super::ends::Number;
use super::error::{Refusal, StoreError};
use super::failure::Failure;
use super::ports::{MeetingStatus, Patrol, Period};

/// House: a report that nobody asked for just now may come so late.
const ROUND: SignedDuration = SignedDuration::from_mins(10);

/// House: a fifth of what the platform answers in one minute of ten.
const CALLS: usize = 20;

/// House: what ended longer ago is no news to anybody.
const REACH: SignedDuration = SignedDuration::from_hours(48);

/// A card works, and can be answered, for so long (dossier 7.2, 8.1): an answer that was promised
/// later than that has nowhere to go.
const PROMISE: SignedDuration = SignedDuration::from_hours(14 * 24);

#[async_trait]
impl Patrol for App {
    /// Looks for meetings that are watched and whose end nobody told.
    async fn patrol(&self) -> Timestamp {
        if let Err(failure) = self.look_for_ends().await {
            tracing::warn!(?failure, "not all watched numbers were looked at");
        }
        let now = self.ports.clock.now();
        now.checked_add(ROUND).unwrap_or(now)
    }
}

impl App {
    async fn look_for_ends(&self) -> Result<(), Failure> {
        let now = self.ports.clock.now();
        let watches = self.without_old_promises(now).await?;
        let mut watching = by_number(watches);
        let numbers = watching.keys().cloned().collect();
        let period = Period { from: now.checked_sub(REACH).unwrap_or(Timestamp::MIN), to: now };
        for number in self.ends.turn(numbers, now, ROUND, CALLS) {
            // Before the call, so that a number that fails does not keep others from their turn.
            self.ends.looked_at(number.clone(), now);
            let listing = self.ports.meetings.instances(number.1, period, MeetingStatus::Ended);
            let mut ended = match listing.await {
                Ok(listed) => listed.items,
                Err(error) if error.refusal == Refusal::NoData => Vec::new(),
                Err(error) => return Err(error.into()),
            };
            let watches = watching.remove(&number).unwrap_or_default();
            ended.retain(|meeting| {
                watches.iter().any(|watch| watch.waits_for(meeting.end, now))
                    && !self.ends.is_dealt_with(&number.0, meeting)
            });
            ended.sort_by_key(|meeting| meeting.end);
            for meeting in &ended {
                tracing::info!(instance = meeting.instance, "an end was found that may be news");
                self.note_end(&number.0, meeting).await?;
            }
        }
        Ok(())
    }

    /// Every watch but those whose question is too old to be answered; these end.
    async fn without_old_promises(&self, now: Timestamp) -> Result<Vec<Watch>, StoreError> {
        let mut watches = self.ports.watches.watches().await?;
        for watch in watches.extract_if(.., |watch| is_old_promise(watch, now)) {
            self.ports.watches.unwatch(&watch).await?;
        }
        Ok(watches)
    }
}

fn is_old_promise(watch: &Watch, now: Timestamp) -> bool {
    matches!(watch.kind, WatchKind::Once { .. }) && now.duration_since(watch.since) > PROMISE
}

/// The watched numbers, each with its watches.
fn by_number(watches: Vec<Watch>) -> BTreeMap<Number, Vec<Watch>> {
    let mut numbers: BTreeMap<Number, Vec<Watch>> = BTreeMap::new();
    for watch in watches {
        numbers.entry((watch.tenant.clone(), watch.no)).or_default().push(watch);
    }
    numbers
}

#[cfg(test)]
mod tests;
