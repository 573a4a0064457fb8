//! What each metric was like over all minutes: its range, the scale it is held against, and how bad
//! it got.
//!
//! Invariant: what was measured but never rated, as the frame rate of a camera that is off, has no
//! state: unrated is not good. Source: quality model 3.2.

use super::judgement::State;
use super::metric::Metric;
use super::minute::Minute;
use super::rate::rate_all;
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
    let mut worst = [None::<State>; Metric::COUNT];
    let mut bad = [0_u32; Metric::COUNT];
    for reading in rate_all(minutes, rules).iter().flat_map(|minute| &minute.readings) {
        let place = reading.metric as usize;
        if let (Some(worst), Some(bad)) = (worst.get_mut(place), bad.get_mut(place)) {
            *worst = (*worst).max(Some(reading.state));
            *bad += u32::from(reading.state >= State::Poor);
        }
    }
    let states = worst.into_iter().zip(bad);
    let mut values = Vec::with_capacity(minutes.len());
    let of_metric = |(metric, rated): (Metric, (Option<State>, u32))| {
        values.clear();
        values.extend(minutes.iter().filter_map(|minute| minute.get(metric)));
        of_metric(metric, &mut values, rated, rules)
    };
    Metric::all().zip(states).filter_map(of_metric).collect()
}

fn of_metric(
    metric: Metric,
    values: &mut [f64],
    (worst, bad_minutes): (Option<State>, u32),
    rules: &Rules,
) -> Option<MetricSummary> {
    let min = values.iter().copied().min_by(f64::total_cmp)?;
    let max = values.iter().copied().max_by(f64::total_cmp)?;
    let scale = rules.scale(metric);
    let is_better_high = scale.is_some_and(|scale| scale.better == Better::High);
    let is_good = || scale.is_some_and(|scale| values.iter().any(|it| scale.rate(*it).is_good()));
    let state = worst.or_else(|| is_good().then_some(State::Good));
    let worst_twentieth = rank(values, if is_better_high { 5 } else { 95 });
    Some(MetricSummary {
        metric,
        minutes: count(values.len()),
        min,
        median: rank(values, 50),
        max,
        worst_twentieth,
        scale,
        state,
        bad_minutes,
    })
}

/// The value at a percentile by nearest rank, of at least one value; puts them into another order.
fn rank(values: &mut [f64], percent: usize) -> f64 {
    let place = (values.len() * percent).div_ceil(100).max(1) - 1;
    *values.select_nth_unstable_by(place, f64::total_cmp).1
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
