//! What all planned work still has to call, so that each piece can be told when it will be over.
//!
//! Pieces take turns, a call each, at the gate before the platform. So while one makes its calls, each
//! of the others makes as many, unless it has fewer left.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::asked::AskedId;

/// Planned work that is under way: the calls that each has left.
#[derive(Debug, Default)]
pub(super) struct Planned(Mutex<HashMap<AskedId, u32>>);

/// A piece of it. It is over when this is dropped.
#[derive(Debug)]
pub(super) struct Piece<'a> {
    of: &'a Planned,
    id: &'a AskedId,
}

impl Planned {
    /// Work for a question begins.
    pub(super) fn begin<'a>(&'a self, id: &'a AskedId) -> Piece<'a> {
        Piece { of: self, id }
    }

    /// How many calls are made in all until so many for this question are.
    pub(super) fn until(&self, id: &AskedId, calls: u32) -> u32 {
        let left = self.left();
        let others = left.iter().filter(|(other, _)| *other != id);
        others.map(|(_, left)| calls.min(*left)).fold(calls, u32::saturating_add)
    }

    fn left(&self) -> MutexGuard<'_, HashMap<AskedId, u32>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Piece<'_> {
    /// It still has to make so many calls.
    pub(super) fn has_left(&self, calls: u32) {
        self.of.left().insert(self.id.clone(), calls);
    }
}

impl Drop for Piece<'_> {
    fn drop(&mut self) {
        self.of.left().remove(self.id);
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
        assert!(planned.left().is_empty());
    }
}
