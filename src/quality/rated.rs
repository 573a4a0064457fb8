//! A person with their minutes rated, judged by them alone.

use jiff::Timestamp;

use super::judgement::Judgement;
use super::minute::place_of;
use super::participant::Participant;
use super::rate::RatedMinute;
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
