//! What causes rest on, and how sure they are.
//!
//! Confidence, everywhere: a cause that explains bad minutes is high when it explains nearly all of
//! them, medium when it explains most, low otherwise; a cause on its own evidence is medium. Each
//! doubt (another explanation that the data leaves open) takes one step off. Source: quality model
//! 4; the shares are house.

use jiff::Timestamp;

use super::super::case::Case;
use super::super::metric::Metric;
use super::super::rate::RatedMinute;
use super::super::rated::Rated;
use super::super::rules::Rules;
use super::super::thresholds::Better;
use super::super::verdict::{Confidence, Evidence};

/// How sure a cause is that explains these minutes, which come oldest first.
pub(super) fn sure_of(case: &Case<'_>, explained: &[Timestamp], doubts: u32) -> Confidence {
    let bad = case.me.bad().count();
    let is_explained = |minute: &&RatedMinute<'_>| explained.binary_search(&minute.at()).is_ok();
    let of_bad = case.me.bad().filter(is_explained).count();
    let share = share(of_bad, bad);
    let bounds = &case.rules.causes;
    let sure = if share >= bounds.nearly_all {
        Confidence::High
    } else if share >= bounds.most {
        Confidence::Medium
    } else {
        Confidence::Low
    };
    less_sure(sure, doubts)
}

/// How sure a cause is that stands without bad minutes.
pub(super) fn sure_by_itself(doubts: u32) -> Confidence {
    less_sure(Confidence::Medium, doubts)
}

fn less_sure(sure: Confidence, doubts: u32) -> Confidence {
    match (sure, doubts) {
        (sure, 0) => sure,
        (Confidence::High, 1) => Confidence::Medium,
        _ => Confidence::Low,
    }
}

/// The bad minutes that a condition holds in; `None` when there are none.
pub(super) fn bad_minutes(
    case: &Case<'_>,
    holds: impl Fn(&RatedMinute<'_>) -> bool,
) -> Option<Vec<Timestamp>> {
    let minutes: Vec<Timestamp> =
        case.me.bad().filter(|minute| holds(minute)).map(RatedMinute::at).collect();
    (!minutes.is_empty()).then_some(minutes)
}

/// The worst value of a metric in these minutes, beside its poor bound; `None` when it was not
/// measured in any of them.
pub(super) fn reading(case: &Case<'_>, metric: Metric, minutes: &[Timestamp]) -> Option<Evidence> {
    let (worst, measured) = worst(case.me, case.rules, metric, minutes)?;
    let threshold = case.rules.scale(metric).map(|scale| scale.poor);
    let minutes = u32::try_from(measured).unwrap_or(u32::MAX);
    Some(Evidence::Reading { metric, worst, threshold, minutes })
}

/// The worst value of somebody's metric in these minutes, and in how many it was measured.
pub(super) fn worst(
    who: &Rated<'_>,
    rules: &Rules,
    metric: Metric,
    minutes: &[Timestamp],
) -> Option<(f64, usize)> {
    let values = values(who, metric, minutes);
    let is_worse = match rules.scale(metric).map(|scale| scale.better) {
        Some(Better::High) => f64::min,
        _ => f64::max,
    };
    Some((values.iter().copied().reduce(is_worse)?, values.len()))
}

/// The median of a metric in these minutes, beside the median of all others; `None` when it was
/// not measured in any of them.
pub(super) fn medians(case: &Case<'_>, metric: Metric, during: &[Timestamp]) -> Option<Evidence> {
    let minutes = &case.me.person.measured.minutes;
    let otherwise = minutes
        .iter()
        .filter(|minute| during.binary_search(&minute.at).is_err())
        .filter_map(|minute| minute.get(metric));
    Some(Evidence::Median {
        metric,
        during: median(values(case.me, metric, during))?,
        otherwise: median(otherwise.collect()),
    })
}

/// The middle value; of an even number the lower of the two, which somebody did measure.
pub(super) fn median(values: Vec<f64>) -> Option<f64> {
    quantile(values, 50)
}

/// The value that so many percent reach at most, by the nearest rank.
pub(super) fn quantile(mut values: Vec<f64>, percent: usize) -> Option<f64> {
    let rank = (values.len() * percent).div_ceil(100).max(1);
    // Of no values there is no first.
    values.get(rank - 1)?;
    let (_, value, _) = values.select_nth_unstable_by(rank - 1, f64::total_cmp);
    Some(*value)
}

/// The values of a metric in all of a person's minutes.
pub(super) fn all_values(case: &Case<'_>, metric: Metric) -> Vec<f64> {
    case.me.person.measured.minutes.iter().filter_map(|minute| minute.get(metric)).collect()
}

fn values(who: &Rated<'_>, metric: Metric, minutes: &[Timestamp]) -> Vec<f64> {
    who.during(minutes).filter_map(|minute| minute.measured.get(metric)).collect()
}

#[expect(clippy::cast_precision_loss, reason = "the minutes of a meeting are few")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::super::testing::{alone, minutes};
    use super::*;

    #[test]
    fn a_cause_is_surer_the_more_it_explains_and_less_sure_with_each_doubt() {
        let meeting = alone(minutes(30).loss_sent(6.0).from(10).to(19));
        meeting.look(|case| {
            let bad: Vec<Timestamp> = case.me.bad().map(RatedMinute::at).collect();
            for (explained, doubts, sure) in [
                (10, 0, Confidence::High),
                (8, 0, Confidence::High),
                (7, 0, Confidence::Medium),
                (5, 0, Confidence::Medium),
                (4, 0, Confidence::Low),
                (10, 1, Confidence::Medium),
                (10, 2, Confidence::Low),
                (7, 1, Confidence::Low),
                (4, 1, Confidence::Low),
            ] {
                assert_eq!(sure_of(case, &bad[..explained], doubts), sure, "{explained}, {doubts}");
            }
        });
        assert_eq!(sure_by_itself(0), Confidence::Medium);
        assert_eq!(sure_by_itself(1), Confidence::Low);
    }

    #[test]
    fn a_median_is_a_value_that_was_measured() {
        for (values, expected) in [
            (&[][..], None),
            (&[4.0], Some(4.0)),
            (&[9.0, 1.0], Some(1.0)),
            (&[9.0, 1.0, 5.0], Some(5.0)),
        ] {
            assert_eq!(median(values.to_vec()), expected, "{values:?}");
        }
        let ten: Vec<f64> = (1..=10).map(f64::from).collect();
        assert_eq!(quantile(ten.clone(), 10), Some(1.0));
        assert_eq!(quantile(ten.clone(), 90), Some(9.0));
        assert_eq!(quantile(ten, 100), Some(10.0));
    }

    #[test]
    fn the_worst_value_is_the_lowest_where_high_is_better() {
        let person = minutes(5).choppy_video().at(3).delay(900.0).at(2);
        alone(person).look(|case| {
            let all: Vec<Timestamp> = case.me.minutes.iter().map(RatedMinute::at).collect();
            for (metric, value, bound) in
                [(Metric::VideoFramerateReceived, 3.0, 7.0), (Metric::NetworkDelay, 900.0, 400.0)]
            {
                let expected =
                    Evidence::Reading { metric, worst: value, threshold: Some(bound), minutes: 5 };
                assert_eq!(reading(case, metric, &all), Some(expected));
            }
            assert_eq!(reading(case, Metric::ShareFramerateReceived, &all), None);
        });
    }
}
