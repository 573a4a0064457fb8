//! What each metric was like over all minutes: its range, the scale it is held against, and how bad
//! it got.
//!
//! Invariant: what was measured but never rated, as the frame rate of a camera that is off, has no
//! state: unrated is not good. Source: quality model 3.2.

use super::judgement::State;
use super::metric::Metric;
use super::minute::Minute;
use super::rate::{RatedMinute, rate_all};
use super::rules::Rules;
use super::thresholds::{Better, Scale};

/// One metric over all minutes that have it; values are in the metric's unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MetricSummary {
    pub metric: Metric,
    /// Minutes with a value, at least one.
    pub minutes: u32,
    pub min: f64,
    pub median: f64,
    pub max: f64,
    /// What the worst twentieth of the minutes reaches: the 95th percentile (nearest rank), or the
    /// 5th of a metric that is better high.
    pub worst_twentieth: f64,
    /// What it is held against; `None` for a metric that is never rated.
    pub scale: Option<Scale>,
    /// The worst state it was given; `None` when no minute could be rated by it.
    pub state: Option<State>,
    /// Minutes in which it was poor or severe.
    pub bad_minutes: u32,
}

/// Every metric that was measured at least once, in the API's order. Estimates are not among them.
pub fn summarise(minutes: &[Minute], rules: &Rules) -> Vec<MetricSummary> {
    let rated = rate_all(minutes, rules);
    Metric::all().filter_map(|metric| of_metric(metric, &rated, rules)).collect()
}

fn of_metric(metric: Metric, rated: &[RatedMinute<'_>], rules: &Rules) -> Option<MetricSummary> {
    let mut values: Vec<f64> =
        rated.iter().filter_map(|minute| minute.measured.get(metric)).collect();
    values.sort_by(f64::total_cmp);
    let (min, max) = (*values.first()?, *values.last()?);
    let scale = rules.scale(metric);
    let is_better_high = scale.is_some_and(|scale| scale.better == Better::High);
    let worst_twentieth = rank(&values, if is_better_high { 5 } else { 95 })?;
    let states = || rated.iter().filter_map(|minute| state_in(metric, minute));
    let is_good = || scale.is_some_and(|scale| values.iter().any(|it| scale.rate(*it).is_good()));
    let state = states().max().or_else(|| is_good().then_some(State::Good));
    let bad_minutes = states().filter(|state| *state >= State::Poor).count();
    Some(MetricSummary {
        metric,
        minutes: count(values.len()),
        min,
        median: rank(&values, 50)?,
        max,
        worst_twentieth,
        scale,
        state,
        bad_minutes: count(bad_minutes),
    })
}

/// The state a metric was given in a minute, where that is fair or worse.
fn state_in(metric: Metric, minute: &RatedMinute<'_>) -> Option<State> {
    minute.readings.iter().find(|reading| reading.metric == metric).map(|reading| reading.state)
}

/// The value at a percentile by nearest rank, of values in their order.
fn rank(sorted: &[f64], percent: usize) -> Option<f64> {
    let place = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(place - 1).copied()
}

fn count(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use jiff::{Timestamp, ToSpan};

    use super::*;

    /// Minutes in which one metric has these values.
    fn minutes(metric: Metric, values: &[Option<f64>]) -> Vec<Minute> {
        let start = Timestamp::from_second(1_700_000_040).unwrap();
        let minute = |(index, value): (usize, &Option<f64>)| {
            let mut minute = Minute::empty(start + i64::try_from(index).unwrap().minutes());
            if let Some(value) = value {
                minute.set(metric, *value);
            }
            minute
        };
        values.iter().enumerate().map(minute).collect()
    }

    fn summary(metric: Metric, values: &[Option<f64>]) -> Option<MetricSummary> {
        let all = summarise(&minutes(metric, values), &Rules::default());
        assert!(all.iter().all(|one| one.metric == metric), "{all:?}");
        all.into_iter().next()
    }

    #[test]
    fn a_range_is_of_the_minutes_that_have_a_value() {
        let loss: Vec<Option<f64>> = (1..=20).map(|value| Some(f64::from(value))).collect();
        let loss = [loss.as_slice(), &[None, None]].concat();
        let summary = summary(Metric::NetworkPacketLossAvgSent, &loss).unwrap();
        assert_eq!((summary.minutes, summary.min, summary.max), (20, 1.0, 20.0));
        assert_eq!((summary.median, summary.worst_twentieth), (10.0, 19.0));
        assert_eq!((summary.state, summary.bad_minutes), (Some(State::Severe), 16));
        assert_eq!(summary.scale.map(|scale| scale.poor), Some(5.0));
    }

    #[test]
    fn a_metric_that_is_better_high_is_worst_at_its_low_end() {
        let frames: Vec<Option<f64>> = (11..=30).map(|value| Some(f64::from(value))).collect();
        let summary = summary(Metric::VideoFramerateReceived, &frames).unwrap();
        assert_eq!(summary.worst_twentieth, 11.0);
    }

    #[test]
    fn unrated_is_not_good_and_what_was_never_measured_is_not_there() {
        let off = summary(Metric::VideoFramerateReceived, &[Some(0.0), Some(0.0)]).unwrap();
        assert_eq!((off.state, off.bad_minutes), (None, 0));
        let level = summary(Metric::AudioMicInputVolume, &[Some(-20.0)]).unwrap();
        assert_eq!((level.state, level.scale), (None, None));
        let delay = summary(Metric::NetworkDelay, &[Some(20.0), None]).unwrap();
        assert_eq!(delay.state, Some(State::Good));
        assert_eq!(summary(Metric::NetworkDelay, &[None]), None);
        assert_eq!(summary(Metric::NetworkDelay, &[]), None);
    }
}
