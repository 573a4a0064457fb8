//! A command that was taken back: the work on it ends, begun or not, and its working card goes.
//!
//! Invariants: that it was taken back is durable before the work hears of it, so a restart does not
//! begin it again; what was answered already stays.

use std::pin::pin;

use futures_util::future::{Either, select};

use super::asked::{Asked, AskedId, Stop};
use super::dispatch::App;
use super::error::StoreError;
use super::inbound::{MessageId, Outcome};
use super::planned::Queued;
use super::reply::{Reply, unsaid};
use crate::quality::ids::OpenId;

impl App {
    /// Somebody took a message back.
    pub(super) async fn recalled(&self, message: &MessageId) -> Outcome {
        let id = AskedId::of(message);
        let now = self.ports.clock.now();
        if let Err(error) = self.ports.questions.stop(&id, Stop::Recalled, now).await {
            return Outcome::Again { why: error.to_string() };
        }
        if self.stops.stop(&id, Stop::Recalled) {
            return Outcome::Done;
        }
        // What has not begun hears nothing.
        for Queued { id, card, .. } in self.planned.queued_for(&id) {
            let away = self.away(Some(card)).await;
            if away != Outcome::Done {
                return away;
            }
            if let Err(error) = self.drop_queued(&id).await {
                return Outcome::Again { why: error.to_string() };
            }
        }
        Outcome::Done
    }

    /// Planned work that has not begun never will, and what is to be said of that is said.
    pub(super) async fn drop_queued(&self, id: &AskedId) -> Result<(), StoreError> {
        if let Some(asked) = self.ports.questions.asked(id).await? {
            self.ports.questions.note(&Asked { dropped: true, ..asked }).await?;
        }
        self.planned.leaves_queue(id);
        Ok(())
    }

    /// Does the work on a question unless it, or the one that it followed from, is taken back, before
    /// or meanwhile.
    pub(super) async fn unless_recalled(
        &self,
        ids: [&AskedId; 2],
        by: &OpenId,
        reply: &Reply<'_>,
        work: impl Future<Output = Outcome>,
    ) -> Outcome {
        let mut stops = self.stops.listen_to(ids, by);
        match self.stopped_before(ids).await {
            Ok(Some(Stop::Recalled)) => return self.away(reply.standing().await).await,
            Ok(Some(Stop::Cancelled) | None) => {}
            Err(error) => return Outcome::Again { why: error.to_string() },
        }
        let recalled = async {
            stops.recalled().await;
            // What is being sent must be known before it can go.
            reply.standing().await
        };
        let card = match select(pin!(work), pin!(recalled)).await {
            Either::Left((outcome, _)) => return outcome,
            Either::Right((card, _)) => card,
        };
        self.away(card).await
    }

    /// Whether work on a question was told to end, or to be taken back with the first one.
    pub(super) async fn stopped_before(
        &self,
        [id, first]: [&AskedId; 2],
    ) -> Result<Option<Stop>, StoreError> {
        let own = self.ports.questions.stopped(id).await?;
        if own.is_some() || id == first {
            return Ok(own);
        }
        let first = self.ports.questions.stopped(first).await?;
        Ok(first.filter(|stop| *stop == Stop::Recalled))
    }

    /// Nothing of the work is to be seen any more.
    async fn away(&self, card: Option<MessageId>) -> Outcome {
        let Some(card) = card else { return Outcome::Done };
        match self.ports.messages.take_back(&card).await {
            Ok(()) => Outcome::Done,
            Err(error) => unsaid(&error),
        }
    }
}
