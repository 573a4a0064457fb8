//! What is known of the ends of watched numbers, for as long as the process lives: a help to spare
//! calls and writes, on which nothing else rests.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};

use super::answer::Meeting;
use crate::quality::ids::MeetingNo;

/// House: longer than anybody looks back.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(49);

/// A tenant and a number of its meetings.
pub(super) type Number = (String, MeetingNo);

/// What is known of ends.
#[derive(Debug, Default)]
pub(super) struct Ends(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    /// When each number was last looked at, or its end told.
    looked: BTreeMap<Number, Timestamp>,
    /// When the platform last told of any end.
    told: Option<Timestamp>,
    /// The ends that all watches of their numbers were told of, by tenant and instance.
    dealt_with: BTreeMap<(String, String), Timestamp>,
}

impl Ends {
    fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The platform told of an end.
    pub(super) fn told(&self, tenant: &str, no: MeetingNo, now: Timestamp) {
        let mut known = self.known();
        known.told = Some(now);
        // Numbers that nobody watches are not remembered: a tenant has very many.
        if let Some(looked) = known.looked.get_mut(&(tenant.to_owned(), no)) {
            *looked = now;
        }
    }

    /// A number was looked at.
    pub(super) fn looked_at(&self, number: Number, now: Timestamp) {
        self.known().looked.insert(number, now);
    }

    /// When the platform last told of an end.
    pub(super) fn last_told(&self) -> Option<Timestamp> {
        self.known().told
    }

    /// Every watch of its number was told of an end.
    pub(super) fn dealt_with(&self, tenant: &str, meeting: &Meeting) {
        let dealt_with = &mut self.known().dealt_with;
        dealt_with.retain(|_, end| meeting.end.duration_since(*end) < REMEMBERED);
        dealt_with.insert((tenant.to_owned(), meeting.instance.clone()), meeting.end);
    }

    /// Whether that is so.
    pub(super) fn is_dealt_with(&self, tenant: &str, meeting: &Meeting) -> bool {
        let instance = (tenant.to_owned(), meeting.instance.clone());
        self.known().dealt_with.contains_key(&instance)
    }

    /// Whose turn it is among the watched numbers: at most so many, the least recently looked at
    /// first, and none of which all was known so short a time ago.
    pub(super) fn turn(
        &self,
        mut watched: Vec<Number>,
        now: Timestamp,
        pause: SignedDuration,
        most: usize,
    ) -> Vec<Number> {
        let looked = &mut self.known().looked;
        looked.retain(|number, _| watched.contains(number));
        watched
            .retain(|number| looked.get(number).is_none_or(|at| now.duration_since(*at) >= pause));
        watched.sort_by_key(|number| looked.get(number).copied());
        watched.truncate(most);
        watched
    }
}

#[cfg(test)]
mod tests {
    use super::super::world::meeting;
    use super::*;

    const PAUSE: SignedDuration = SignedDuration::from_mins(10);

    fn number(digit: char) -> Number {
        let no: String = std::iter::repeat_n(digit, 9).collect();
        ("ours".to_owned(), MeetingNo::parse(&no).unwrap())
    }

    fn minute(minute: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minute)
    }

    #[test]
    fn the_least_recently_looked_at_comes_first_and_a_new_one_before_all() {
        let ends = Ends::default();
        let all: Vec<Number> = ['1', '2', '3', '4'].map(number).into();
        ends.looked_at(number('1'), minute(1));
        ends.looked_at(number('2'), minute(0));
        ends.looked_at(number('3'), minute(2));
        let turn = ends.turn(all.clone(), minute(20), PAUSE, 3);
        assert_eq!(turn, ['4', '2', '1'].map(number));
        assert_eq!(ends.turn(all, minute(20), PAUSE, 9).len(), 4);
    }

    #[test]
    fn a_number_whose_end_was_told_a_moment_ago_has_its_turn_later() {
        let ends = Ends::default();
        let both: Vec<Number> = ['1', '2'].map(number).into();
        ends.looked_at(number('1'), minute(0));
        ends.looked_at(number('2'), minute(1));
        assert_eq!(ends.last_told(), None);
        ends.told("ours", number('1').1, minute(5));
        assert_eq!(ends.last_told(), Some(minute(5)));
        for (at, expected) in [(14, &['2'][..]), (15, &['2', '1'])] {
            let turn = ends.turn(both.clone(), minute(at), PAUSE, 9);
            assert_eq!(turn, expected.iter().copied().map(number).collect::<Vec<_>>(), "{at}");
        }
    }

    #[test]
    fn nothing_is_remembered_of_numbers_that_nobody_watches() {
        let ends = Ends::default();
        ends.told("ours", number('1').1, minute(0));
        ends.looked_at(number('2'), minute(0));
        assert!(ends.turn(Vec::new(), minute(1), PAUSE, 9).is_empty());
        assert!(ends.known().looked.is_empty());
    }

    #[test]
    fn what_was_dealt_with_is_known_for_two_days() {
        let ends = Ends::default();
        let hour = |hour: i64| meeting(&hour.to_string(), 60 * hour);
        ends.dealt_with("ours", &hour(0));
        ends.dealt_with("ours", &hour(48));
        assert!(ends.is_dealt_with("ours", &hour(0)) && !ends.is_dealt_with("theirs", &hour(0)));
        ends.dealt_with("ours", &hour(49));
        let known = [0, 48, 49].map(|it| ends.is_dealt_with("ours", &hour(it)));
        assert_eq!(known, [false, true, true]);
    }
}
