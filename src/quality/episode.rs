//! Stretches of bad minutes.
//!
//! Two bad minutes within three make one: between them lies at most one that was not bad. What
//! goes on in such steps is one episode. Source: quality model 4.

use jiff::{SignedDuration, Timestamp};

use super::judgement::State;
use super::metric::Metric;
use super::rate::RatedMinute;
use super::verdict::Episode;

/// From one bad minute to the next, at most.
const STEP: SignedDuration = SignedDuration::from_mins(2);

/// The episodes in rated minutes, which come oldest first.
pub(super) fn episodes(minutes: &[RatedMinute]) -> Vec<Episode> {
    let bad: Vec<&RatedMinute> = minutes.iter().filter(|minute| minute.is_bad()).collect();
    bad.chunk_by(|a, b| b.at.duration_since(a.at) <= STEP)
        .filter(|run| run.len() >= 2)
        .filter_map(episode)
        .collect()
}

fn episode(bad: &[&RatedMinute]) -> Option<Episode> {
    let (from, to): (Timestamp, Timestamp) = (bad.first()?.at, bad.last()?.at);
    let minutes = u32::try_from(bad.len()).unwrap_or(u32::MAX);
    Some(Episode { from, to, minutes, metrics: metrics(bad) })
}

/// What was poor or severe, most often first, equals in the API's order.
fn metrics(bad: &[&RatedMinute]) -> Vec<Metric> {
    let mut counts = [0_u32; Metric::COUNT];
    for reading in bad.iter().flat_map(|minute| &minute.readings) {
        if reading.state >= State::Poor {
            counts[reading.metric as usize] += 1;
        }
    }
    let mut metrics: Vec<Metric> =
        Metric::all().filter(|metric| counts[*metric as usize] > 0).collect();
    metrics.sort_by_key(|metric| std::cmp::Reverse(counts[*metric as usize]));
    metrics
}
