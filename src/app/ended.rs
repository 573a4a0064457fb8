//! A meeting has ended: it is noted, and whoever waits for it gets what they wanted.
//!
//! Invariants: a meeting is reported once for a watch, whoever told of its end, however often and in
//! whatever order: each report has one claim, and what a claim may not outlive is no news. A watch is
//! not written here, so that nothing brings back one that was ended meanwhile.

use jiff::SignedDuration;

use super::answer::Meeting;
use super::asked::{AskedId, Watch, WatchKind};
use super::dispatch::App;
use super::error::StoreError;
use super::inbound::{Outcome, Task};

/// House: before that the platform has no data of a meeting.
const SETTLING: SignedDuration = SignedDuration::from_mins(2);

impl App {
    /// The platform told that a meeting has ended.
    pub(super) async fn ended(&self, tenant: &str, meeting: &Meeting) -> Outcome {
        self.ends.told(tenant, meeting.no, self.ports.clock.now());
        match self.note_end(tenant, meeting).await {
            Ok(()) => Outcome::Done,
            Err(error) => Outcome::Again { why: error.to_string() },
        }
    }

    /// Notes the end of a meeting, however it became known.
    pub(super) async fn note_end(&self, tenant: &str, meeting: &Meeting) -> Result<(), StoreError> {
        self.ports.calendar.hold(tenant, meeting).await?;
        self.tell_watchers(tenant, meeting).await
    }

    /// Queues a report for every watch to which the end is news.
    pub(super) async fn tell_watchers(
        &self,
        tenant: &str,
        meeting: &Meeting,
    ) -> Result<(), StoreError> {
        let watches = self.ports.watches.watches_of(tenant, meeting.no).await?;
        if watches.is_empty() {
            return Ok(());
        }
        let now = self.ports.clock.now();
        for watch in watches.into_iter().filter(|watch| watch.waits_for(meeting.end, now)) {
            let due = meeting.end.checked_add(SETTLING).unwrap_or(meeting.end);
            let task = Task::Report { watch: watch.clone(), meeting: meeting.clone() };
            self.ports.queue.queue_for(due, claim(&watch, meeting), task).await?;
            if let WatchKind::Once { .. } = watch.kind {
                self.ports.watches.unwatch(&watch).await?;
            }
        }
        self.ends.dealt_with(tenant, meeting);
        Ok(())
    }

    /// Queues the answer to a question whose meeting has ended, under its message.
    pub(super) async fn queue_answer(
        &self,
        id: &AskedId,
        meeting: &Meeting,
    ) -> Result<(), StoreError> {
        let Some(asked) = self.ports.questions.asked(id).await? else { return Ok(()) };
        let claim = format!("o:{}:{}", id.0, meeting.instance);
        let task = Task::Ask {
            asked: id.clone(),
            card: asked.message.message_id,
            in_place: false,
            press: claim.clone(),
            who: None,
        };
        self.ports.queue.queue(claim, task).await
    }
}

/// What makes it the same report again.
pub(super) fn claim(watch: &Watch, meeting: &Meeting) -> String {
    format!("w:{}:{}", watch.key(), meeting.instance)
}

#[cfg(test)]
mod tests;
