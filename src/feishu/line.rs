//! Who waits at a gate, in the order of turns.
//!
//! Invariants: every question is before all bulk work, in the order they came; of bulk work one call
//! of each piece has its turn after another, whoever came first, and within a piece the order is kept;
//! who leaves takes no turn from anybody else. Pure: nobody waits here. Dossier 6.1.

use std::collections::VecDeque;
use std::sync::Arc;

use tokio::sync::Notify;

use crate::app::asked::AskedId;
use crate::app::ports::Lane;

/// Rung for who waits with it, when there may be a turn. It also tells waiters apart.
pub(crate) type Bell = Arc<Notify>;

/// The waiting calls of one API.
#[derive(Debug, Default)]
pub(crate) struct Line {
    questions: VecDeque<Bell>,
    /// By piece of work, in the order of their turns; none is empty.
    bulk: VecDeque<(AskedId, VecDeque<Bell>)>,
}

impl Line {
    /// Somebody comes, behind all others of the same kind.
    pub(crate) fn join(&mut self, lane: &Lane, bell: Bell) {
        match lane {
            Lane::Question => self.questions.push_back(bell),
            Lane::Bulk(asked) => match self.bulk.iter_mut().find(|(piece, _)| piece == asked) {
                Some((_, calls)) => calls.push_back(bell),
                None => self.bulk.push_back((asked.clone(), VecDeque::from([bell]))),
            },
        }
    }

    /// Whose turn is next.
    pub(crate) fn first(&self) -> Option<&Bell> {
        let bulk = || self.bulk.front().and_then(|(_, calls)| calls.front());
        self.questions.front().or_else(bulk)
    }

    pub(crate) fn is_first(&self, bell: &Bell) -> bool {
        self.first().is_some_and(|first| Arc::ptr_eq(first, bell))
    }

    /// The first has had its turn.
    pub(crate) fn pass(&mut self) {
        if self.questions.pop_front().is_some() {
            return;
        }
        if let Some((asked, mut calls)) = self.bulk.pop_front() {
            calls.pop_front();
            if !calls.is_empty() {
                self.bulk.push_back((asked, calls));
            }
        }
    }

    /// Somebody waits no longer, if they still did.
    pub(crate) fn leave(&mut self, bell: &Bell) {
        let stays = |other: &Bell| !Arc::ptr_eq(other, bell);
        self.questions.retain(stays);
        for (_, calls) in &mut self.bulk {
            calls.retain(stays);
        }
        self.bulk.retain(|(_, calls)| !calls.is_empty());
    }

    /// How many questions wait.
    pub(crate) fn questions(&self) -> usize {
        self.questions.len()
    }

    /// How many wait in all.
    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.questions.len() + self.bulk.iter().map(|(_, calls)| calls.len()).sum::<usize>()
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn lane(kind: u8) -> Lane {
        match kind {
            0 => Lane::Question,
            piece => Lane::Bulk(AskedId(piece.to_string())),
        }
    }

    /// A line, and everybody in it in the order they came.
    fn line(kinds: &[u8]) -> (Line, Vec<Bell>) {
        let mut line = Line::default();
        let bells: Vec<Bell> = kinds.iter().map(|_| Bell::default()).collect();
        for (kind, bell) in kinds.iter().zip(&bells) {
            line.join(&lane(*kind), bell.clone());
        }
        (line, bells)
    }

    /// Lets everybody pass; the places they came in.
    fn order(mut line: Line, bells: &[Bell]) -> Vec<usize> {
        let mut order = Vec::new();
        while let Some(first) = line.first() {
            order.push(bells.iter().position(|bell| Arc::ptr_eq(bell, first)).unwrap());
            line.pass();
        }
        order
    }

    #[test]
    fn questions_go_first_and_pieces_of_bulk_work_take_turns() {
        let table: [(&[u8], &[usize]); 5] = [
            (&[0, 0, 0], &[0, 1, 2]),
            (&[1, 1, 0, 1, 0], &[2, 4, 0, 1, 3]),
            (&[1, 1, 1, 2, 2], &[0, 3, 1, 4, 2]),
            (&[1, 1, 1, 2, 3], &[0, 3, 4, 1, 2]),
            (&[], &[]),
        ];
        for (kinds, expected) in table {
            let (line, bells) = line(kinds);
            assert_eq!(order(line, &bells), expected, "{kinds:?}");
        }
    }

    #[test]
    fn who_leaves_takes_no_turn_from_the_others() {
        let (mut line, bells) = line(&[1, 1, 2, 0, 3]);
        for place in [0, 3, 4] {
            line.leave(&bells[place]);
            line.leave(&bells[place]);
        }
        assert_eq!((line.questions(), line.len()), (0, 2));
        assert_eq!(order(line, &bells), [1, 2]);
    }

    proptest! {
        #[test]
        fn everybody_who_stays_has_one_turn_in_a_fair_order(
            kinds in vec(0..4_u8, 0..40),
            leaves in vec(any::<prop::sample::Index>(), 0..10),
        ) {
            let (mut line, bells) = line(&kinds);
            let gone: Vec<usize> = match kinds.len() {
                0 => Vec::new(),
                length => leaves.iter().map(|leaf| leaf.index(length)).collect(),
            };
            for place in &gone {
                line.leave(&bells[*place]);
            }
            let order = order(line, &bells);
            let mut sorted = order.clone();
            sorted.sort_unstable();
            let stay: Vec<usize> = (0..kinds.len()).filter(|at| !gone.contains(at)).collect();
            prop_assert_eq!(&sorted, &stay);
            // Each kind keeps its own order, and questions come first.
            for kind in 0..4 {
                prop_assert!(order.iter().filter(|at| kinds[**at] == kind).is_sorted());
            }
            prop_assert!(order.iter().is_sorted_by_key(|at| kinds[*at] != 0));
            // Before a piece has two more turns than another, the other has none left.
            for (one, other) in [(1, 2), (2, 3), (1, 3), (2, 1), (3, 2), (3, 1)] {
                let (mut ahead, mut left) = (0, stay.iter().filter(|at| kinds[**at] == other).count());
                for at in &order {
                    if kinds[*at] == one { ahead += 1 }
                    if kinds[*at] == other { ahead = 0; left -= 1 }
                    prop_assert!(ahead <= 1 || left == 0);
                }
            }
        }
    }
}
