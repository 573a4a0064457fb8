//! Stretches of bad minutes.
//!
//! Two bad minutes within three make one: between them lies at most one that was not bad. What
//! goes on in such steps is one episode. Source: quality model 4.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::bounds::CauseBounds;
use super::judgement::State;
use super::metric::Metric;
use super::rate::RatedMinute;
use super::verdict::Episode;

/// The episodes in rated minutes, which come oldest first.
pub(super) fn episodes(minutes: &[RatedMinute<'_>], bounds: &CauseBounds) -> Vec<Episode> {
    let runs = stretches(minutes, bounds).filter(|run| run.len() >= bounds.min_bad_minutes);
    runs.filter_map(|run| episode(&run)).collect()
}

/// Bad minutes, parted where they are further apart than within an episode.
pub(super) fn stretches<'r, 'm>(
    minutes: &'r [RatedMinute<'m>],
    bounds: &CauseBounds,
) -> impl Iterator<Item = Vec<&'r RatedMinute<'m>>> {
    let step = SignedDuration::from_mins(bounds.episode_step.into());
    let mut bad = minutes.iter().filter(|minute| minute.is_bad()).peekable();
    std::iter::from_fn(move || {
        let mut run = vec![bad.next()?];
        while let Some(next) = bad.next_if(|next| {
            run.last().is_some_and(|last| next.at().duration_since(last.at()) <= step)
        }) {
            run.push(next);
        }
        Some(run)
    })
}

fn episode(bad: &[&RatedMinute<'_>]) -> Option<Episode> {
    let (from, to): (Timestamp, Timestamp) = (bad.first()?.at(), bad.last()?.at());
    let minutes = u32::try_from(bad.len()).unwrap_or(u32::MAX);
    Some(Episode { from, to, minutes, metrics: metrics(bad) })
}

/// What was poor or severe, most often first, equals in the API's order.
fn metrics(bad: &[&RatedMinute<'_>]) -> Vec<Metric> {
    let mut counts: BTreeMap<Metric, u32> = BTreeMap::new();
    for reading in bad.iter().flat_map(|minute| &minute.readings) {
        if reading.state >= State::Poor {
            *counts.entry(reading.metric).or_default() += 1;
        }
    }
    let mut metrics: Vec<(Metric, u32)> = counts.into_iter().collect();
    metrics.sort_by_key(|(_, count)| Reverse(*count));
    metrics.into_iter().map(|(metric, _)| metric).collect()
}

#[cfg(test)]
mod tests {
    use super::super::cause::testing::{Person, alone, minutes};
    use super::super::tests::at;
    use super::*;

    /// From, to and number of bad minutes of each episode.
    fn found(person: Person) -> Vec<(Timestamp, Timestamp, u32)> {
        let episodes = alone(person).verdict().episodes;
        episodes.iter().map(|episode| (episode.from, episode.to, episode.minutes)).collect()
    }

    fn bad_at(places: &[i64]) -> Person {
        places.iter().fold(minutes(30), |person, place| person.delay(500.0).at(*place))
    }

    #[test]
    fn two_bad_minutes_within_three_are_an_episode() {
        for (bad, episodes) in [
            (&[][..], vec![]),
            (&[5], vec![]),
            (&[5, 8], vec![]),
            (&[5, 6], vec![(at(5), at(6), 2)]),
            (&[5, 7], vec![(at(5), at(7), 2)]),
            (&[5, 7, 9, 10], vec![(at(5), at(10), 4)]),
            (&[1, 2, 5, 6, 20], vec![(at(1), at(2), 2), (at(5), at(6), 2)]),
        ] {
            assert_eq!(found(bad_at(bad)), episodes, "{bad:?}");
        }
    }

    #[test]
    fn missing_minutes_do_not_bring_bad_ones_together() {
        assert_eq!(found(bad_at(&[5, 9]).missing().from(6).to(8)), []);
    }

    #[test]
    fn what_was_bad_most_often_comes_first_and_what_was_fair_does_not() {
        let me = minutes(10).loss_sent(6.0).from(2).to(4).delay(500.0).from(3).to(4);
        let me = me.jitter_sent(35.0).from(2).to(4);
        let episodes = alone(me).verdict().episodes;
        assert_eq!(episodes[0].metrics, [Metric::NetworkPacketLossAvgSent, Metric::NetworkDelay]);
    }
}
