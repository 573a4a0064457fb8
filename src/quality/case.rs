//! What the rules of cause and scope look at: one person's rated minutes, and the others'.

use std::cmp::Ordering;

use jiff::Timestamp;

use super::crowd::{Count, Crowd};
use super::rated::Rated;
use super::rules::Rules;

/// One person's meeting, seen beside the others'.
#[derive(Debug, Clone)]
pub struct Case<'a> {
    pub me: &'a Rated<'a>,
    /// Everybody else whose data is known.
    pub others: Vec<&'a Rated<'a>>,
    /// Where this person stands among everybody.
    pub place: usize,
    /// Everybody, counted minute by minute.
    pub crowd: &'a Crowd,
    pub rules: &'a Rules,
}

impl<'a> Case<'a> {
    /// Somebody by their place among everybody.
    pub fn person(&self, place: usize) -> Option<&'a Rated<'a>> {
        match place.cmp(&self.place) {
            Ordering::Equal => Some(self.me),
            Ordering::Less => self.others.get(place).copied(),
            Ordering::Greater => self.others.get(place - 1).copied(),
        }
    }

    /// The others' minute.
    pub(super) fn others_at(&self, at: Timestamp) -> Count {
        let everybody = self.crowd.at(at).map(|census| census.everybody).unwrap_or_default();
        everybody.without(self.me.at(at).map(Count::of).unwrap_or_default())
    }
}
