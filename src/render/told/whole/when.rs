//! When most people were bad at once.

use jiff::{SignedDuration, Timestamp};

use crate::app::told::CrowdMinute;
use crate::render::text::Filling;

/// Stretches that are named.
const NAMED: usize = 3;
/// A stretch goes on over a minute that was better.
const APART: SignedDuration = SignedDuration::from_mins(2);

/// The worst of a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Worst {
    /// From the first minute to the last; the worst of them, oldest first.
    pub(super) stretches: Vec<(Timestamp, Timestamp)>,
    /// The minute in which most were bad.
    pub(super) bad: u32,
    pub(super) rated: u32,
}

impl Worst {
    /// The values of its texts.
    pub(super) fn values(&self, stretches: Filling) -> [(&'static str, Filling); 3] {
        [
            ("stretches", stretches),
            ("bad", self.bad.to_string().into()),
            ("rated", self.rated.to_string().into()),
        ]
    }
}

/// Stretches of minutes in which at least half as many were bad as in the worst one: in a meeting
/// of hundreds somebody always is. `None` when nobody was.
pub(super) fn worst(minutes: &[CrowdMinute]) -> Option<Worst> {
    let rated = || minutes.iter().filter(|minute| minute.bad > 0 && minute.rated > 0);
    let peak = rated().max_by_key(|minute| minute.bad)?;
    let mut stretches: Vec<(Timestamp, Timestamp, u64)> = Vec::new();
    for minute in rated().filter(|minute| minute.bad >= peak.bad.div_ceil(2)) {
        let (at, bad) = (minute.minute, u64::from(minute.bad));
        match stretches.last_mut() {
            Some((_, to, lost)) if at.duration_since(*to) <= APART => {
                *to = (*to).max(at);
                *lost += bad;
            }
            _ => stretches.push((at, at, bad)),
        }
    }
    stretches.sort_by_key(|(from, _, lost)| (std::cmp::Reverse(*lost), *from));
    stretches.truncate(NAMED);
    stretches.sort_unstable();
    let stretches = stretches.into_iter().map(|(from, to, _)| (from, to)).collect();
    Some(Worst { stretches, bad: peak.bad, rated: peak.rated })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(index: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_mins(index)
    }

    fn minutes(bad: &[(i64, u32)]) -> Vec<CrowdMinute> {
        bad.iter()
            .map(|(index, bad)| CrowdMinute { minute: at(*index), bad: *bad, rated: 9 })
            .collect()
    }

    fn stretches(bad: &[(i64, u32)]) -> Vec<(Timestamp, Timestamp)> {
        worst(&minutes(bad)).unwrap().stretches
    }

    #[test]
    fn minutes_that_stand_together_are_one_stretch() {
        let together = stretches(&[(1, 1), (2, 1), (4, 1), (9, 1)]);
        assert_eq!(together, [(at(1), at(4)), (at(9), at(9))]);
    }

    #[test]
    fn where_somebody_always_is_bad_only_the_worst_counts() {
        assert_eq!(stretches(&[(1, 2), (2, 8), (3, 3), (4, 4), (9, 1)]), [(at(2), at(4))]);
    }

    #[test]
    fn the_three_worst_stretches_are_named_in_their_order() {
        let named = stretches(&[(0, 2), (10, 1), (20, 2), (30, 2), (31, 2)]);
        assert_eq!(named, [(at(0), at(0)), (at(20), at(20)), (at(30), at(31))]);
    }

    #[test]
    fn the_peak_is_said_of_how_many_and_without_bad_minutes_there_is_none() {
        let worst_of = worst(&minutes(&[(0, 2), (1, 5)])).unwrap();
        assert_eq!((worst_of.bad, worst_of.rated), (5, 9));
        assert_eq!(worst(&minutes(&[(0, 0), (1, 0)])), None);
        assert_eq!(worst(&[]), None);
    }
}
