//! What all planned work still has to call, so that each piece can be told when it will be over.
//!
//! Pieces take turns, a call each, at the gate before the platform. So while one makes its calls, each
//! of the others makes as many, unless it has fewer left. What is queued has its turn when what was
//! queued before it is over. Of reports that have not begun nothing is known here: they have places of
//! their own.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::asked::AskedId;
use super::inbound::MessageId;
use super::whole::Steps;

/// Planned work.
#[derive(Debug, Default)]
pub(super) struct Planned(Mutex<Pieces>);

#[derive(Debug, Default)]
struct Pieces {
    /// Under way: the calls that each has left.
    left: HashMap<AskedId, u32>,
    /// In the order in which they will begin.
    queued: Vec<Queued>,
}

/// A piece that has not begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Queued {
    pub id: AskedId,
    /// The first question whose card it stands on.
    pub first: AskedId,
    pub card: MessageId,
    pub steps: Steps,
}

/// A piece that is being queued. It is not when this is dropped.
#[derive(Debug)]
#[must_use = "is not queued when it is dropped"]
pub(super) struct Joining<'a> {
    of: &'a Planned,
    id: Option<AskedId>,
}

/// A piece of it that is under way. It is over when the first of these is dropped.
#[derive(Debug)]
pub(super) struct Piece<'a> {
    of: &'a Planned,
    id: &'a AskedId,
    is_first: bool,
}

impl Planned {
    /// Work for a question waits for its turn.
    pub(super) fn joins_queue(&self, piece: Queued) -> Joining<'_> {
        let id = piece.id.clone();
        self.leaves_queue(&id);
        self.pieces().queued.push(piece);
        Joining { of: self, id: Some(id) }
    }

    /// It never will begin.
    pub(super) fn leaves_queue(&self, id: &AskedId) {
        self.pieces().queued.retain(|piece| piece.id != *id);
    }

    /// Whether somebody works on it.
    pub(super) fn is_under_way(&self, id: &AskedId) -> bool {
        self.pieces().left.contains_key(id)
    }

    /// What waits for a question, or stands on its card.
    pub(super) fn queued_for(&self, id: &AskedId) -> Vec<Queued> {
        let pieces = self.pieces();
        let own = pieces.queued.iter().filter(|piece| piece.id == *id || piece.first == *id);
        own.cloned().collect()
    }

    /// Work for a question begins.
    pub(super) fn begin<'a>(&'a self, id: &'a AskedId) -> Piece<'a> {
        let Pieces { left, queued } = &mut *self.pieces();
        let calls = queued.iter().find(|piece| piece.id == *id).map(|it| it.steps.calls_left());
        queued.retain(|piece| piece.id != *id);
        let is_first = !left.contains_key(id);
        left.entry(id.clone()).or_insert(calls.unwrap_or(0));
        Piece { of: self, id, is_first }
    }

    /// How many calls are made in all until so many for this question are.
    pub(super) fn until(&self, id: &AskedId, calls: u32) -> u32 {
        let pieces = self.pieces();
        let others = pieces.left.iter().filter(|(other, _)| *other != id);
        let beside = others.map(|(_, left)| calls.min(*left));
        let is_under_way = pieces.left.contains_key(id);
        let queued = pieces.queued.iter().take_while(|piece| !is_under_way && piece.id != *id);
        let before = queued.map(|piece| piece.steps.calls_left());
        beside.chain(before).fold(calls, u32::saturating_add)
    }

    fn pieces(&self) -> MutexGuard<'_, Pieces> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Piece<'_> {
    /// It still has to make so many calls.
    pub(super) fn has_left(&self, calls: u32) {
        self.of.pieces().left.insert(self.id.clone(), calls);
    }
}

impl Drop for Piece<'_> {
    fn drop(&mut self) {
        if self.is_first {
            self.of.pieces().left.remove(self.id);
        }
    }
}

impl Joining<'_> {
    /// It is queued.
    pub(super) fn stays(mut self) {
        self.id = None;
    }
}

impl Drop for Joining<'_> {
    fn drop(&mut self) {
        if let Some(id) = &self.id {
            self.of.leaves_queue(id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn others_make_as_many_calls_in_the_same_time_or_what_they_have_left() {
        let planned = Planned::default();
        let [a, b, c] = ["a", "b", "c"].map(|id| AskedId(id.to_owned()));
        assert_eq!(planned.until(&a, 300), 300);
        let (first, second) = (planned.begin(&a), planned.begin(&b));
        first.has_left(300);
        second.has_left(1_000);
        assert_eq!(
            [(&a, 300), (&b, 1_000), (&c, 40)].map(|(id, left)| planned.until(id, left)),
            [300 + 300, 1_000 + 300, 40 + 40 + 40,]
        );
        first.has_left(10);
        assert_eq!(planned.until(&b, 900), 910);
        drop(first);
        assert_eq!(planned.until(&b, 900), 900);
        drop(second);
        assert!(planned.pieces().left.is_empty());
    }

    #[test]
    fn what_was_queued_before_is_over_before() {
        let planned = Planned::default();
        let [a, b, c] = ["a", "b", "c"].map(|id| AskedId(id.to_owned()));
        let queue = |id: &AskedId, calls| {
            let card = MessageId("om_card".to_owned());
            let steps = Steps { of_calls: calls, ..Steps::default() };
            let queued = Queued { id: id.clone(), first: a.clone(), card, steps };
            planned.joins_queue(queued.clone()).stays();
            queued
        };
        let under_way = planned.begin(&a);
        under_way.has_left(300);
        let second = queue(&b, 200);
        assert_eq!(planned.until(&c, 100), 100 + 100 + 200);
        let third = queue(&c, 100);
        let fourth = Queued { id: AskedId("d".to_owned()), ..third.clone() };
        drop(planned.joins_queue(fourth));
        let until = [(&a, 300), (&b, 200), (&c, 100)].map(|(id, left)| planned.until(id, left));
        assert_eq!(until, [300, 200 + 200, 100 + 100 + 200]);
        assert_eq!(planned.queued_for(&a), [second, third.clone()]);
        planned.leaves_queue(&b);
        assert_eq!((planned.queued_for(&b), planned.queued_for(&c)), (Vec::new(), vec![third]));
        let next = planned.begin(&c);
        assert!(planned.is_under_way(&c) && !planned.is_under_way(&b));
        drop(planned.begin(&c));
        assert_eq!((planned.until(&c, 100), planned.until(&b, 200)), (100 + 100, 200 + 200 + 100));
        drop((under_way, next));
        assert_eq!(planned.until(&b, 200), 200);
    }
}
