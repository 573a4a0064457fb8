//! What causes rest on, and how sure they are.
//!
//! Confidence, everywhere: a cause that explains bad minutes is high when it explains nearly all of
//! them, medium when it explains most, low otherwise; a cause on its own evidence is medium. Each
//! doubt (another explanation that the data leaves open) takes one step off. Source: quality model
//! 4; the shares are house.

use jiff::Timestamp;

use super::super::case::Case;
use super::super::metric::Metric;
use super::super::thresholds::Better;
use super::super::verdict::{Confidence, Evidence};

/// House: of the bad minutes, so many explained are nearly all.
const NEARLY_ALL: f64 = 0.8;
/// House: so many are most.
const MOST: f64 = 0.5;

/// How sure a cause is that explains these minutes.
pub(super) fn sure_of(case: &Case<'_>, explained: &[Timestamp], doubts: u32) -> Confidence {
    let bad = case.me.bad().count();
    let of_bad = case.me.bad().filter(|minute| explained.contains(&minute.at)).count();
    #[expect(clippy::cast_precision_loss, reason = "minutes of a meeting are few")]
    let share = of_bad as f64 / bad.max(1) as f64;
    let sure = if share >= NEARLY_ALL {
        Confidence::High
    } else if share >= MOST {
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

/// The worst value of a metric in these minutes, beside its poor bound; `None` when it was not
/// measured in any of them.
pub(super) fn reading(case: &Case<'_>, metric: Metric, minutes: &[Timestamp]) -> Option<Evidence> {
    let values = values(case, metric, minutes);
    let scale = case.rules.thresholds.scale(metric);
    let is_better_high = scale.is_some_and(|scale| scale.better == Better::High);
    let worst = match is_better_high {
        true => values.iter().copied().reduce(f64::min)?,
        false => values.iter().copied().reduce(f64::max)?,
    };
    let threshold = scale.map(|scale| scale.poor);
    let minutes = u32::try_from(values.len()).unwrap_or(u32::MAX);
    Some(Evidence::Reading { metric, worst, threshold, minutes })
}

/// The median of a metric in these minutes, beside the median of all others; `None` when it was
/// not measured in any of them.
pub(super) fn medians(case: &Case<'_>, metric: Metric, during: &[Timestamp]) -> Option<Evidence> {
    let minutes = &case.me.person.measured.minutes;
    let otherwise = minutes
        .iter()
        .filter(|minute| !during.contains(&minute.at))
        .filter_map(|minute| minute.get(metric));
    Some(Evidence::Median {
        metric,
        during: median(values(case, metric, during))?,
        otherwise: median(otherwise.collect()),
    })
}

/// The middle value; of an even number the lower of the two, which somebody did measure.
pub(super) fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len().checked_sub(1)? / 2).copied()
}

fn values(case: &Case<'_>, metric: Metric, minutes: &[Timestamp]) -> Vec<f64> {
    let measured = minutes.iter().filter_map(|at| case.me.measured_at(*at));
    measured.filter_map(|minute| minute.get(metric)).collect()
}
