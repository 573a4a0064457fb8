//! What the rules of cause and scope look at: one person's rated minutes, and the others'.

use std::cmp::Ordering;

use jiff::Timestamp;

use super::crowd::Crowd;
use super::judgement::Judgement;
use super::minute::Minute;
use super::participant::Participant;
use super::rate::RatedMinute;
use super::semantics::Semantics;
use super::thresholds::Thresholds;
use super::verdict::Episode;

/// How everything is judged.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rules {
    pub thresholds: Thresholds,
    pub semantics: Semantics,
}

/// A person with their minutes rated.
#[derive(Debug, Clone)]
pub struct Rated<'a> {
    pub person: &'a Participant,
    /// One for each measured minute, oldest first.
    pub minutes: Vec<RatedMinute>,
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
    /// The measured minute that starts at a time.
    pub fn measured_at(&self, at: Timestamp) -> Option<&'a Minute> {
        let minutes = &self.person.measured.minutes;
        minutes.binary_search_by_key(&at, |minute| minute.at).ok().and_then(|i| minutes.get(i))
    }

    /// The rated minute that starts at a time.
    pub fn rated_at(&self, at: Timestamp) -> Option<&RatedMinute> {
        self.minutes
            .binary_search_by_key(&at, |minute| minute.at)
            .ok()
            .and_then(|i| self.minutes.get(i))
    }

    /// The bad minutes, oldest first.
    pub fn bad(&self) -> impl Iterator<Item = &RatedMinute> {
        self.minutes.iter().filter(|minute| minute.is_bad())
    }
}
