//! What the rules of cause and scope look at: one person's rated minutes, and the others'.

use std::cmp::Ordering;

use jiff::Timestamp;

use super::crowd::Crowd;
use super::judgement::Judgement;
use super::minute::place_of;
use super::participant::Participant;
use super::rate::RatedMinute;
pub use super::rules::Rules;
use super::verdict::Episode;

/// A person with their minutes rated.
#[derive(Debug, Clone)]
pub struct Rated<'a> {
    pub person: &'a Participant,
    /// One for each measured minute, oldest first.
    pub minutes: Vec<RatedMinute<'a>>,
    pub judgement: Judgement,
    pub episodes: Vec<Episode>,
}

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
}

impl<'a> Rated<'a> {
    /// The minute that starts at a time.
    pub fn at(&self, at: Timestamp) -> Option<&RatedMinute<'a>> {
        self.minutes.get(place_of(at, &self.minutes, RatedMinute::at).ok()?)
    }

    /// The minutes that start at these times.
    pub fn during(&self, times: &[Timestamp]) -> impl Iterator<Item = &RatedMinute<'a>> {
        times.iter().filter_map(|at| self.at(*at))
    }

    /// The bad minutes, oldest first.
    pub fn bad(&self) -> impl Iterator<Item = &RatedMinute<'a>> {
        self.minutes.iter().filter(|minute| minute.is_bad())
    }
}
