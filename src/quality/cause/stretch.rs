//! Minutes one after another, and the most that was measured in them.

use jiff::{SignedDuration, Timestamp};

use super::super::metric::Metric;
use super::super::minute::Minute;
use super::super::verdict::Evidence;

const MINUTE: SignedDuration = SignedDuration::from_mins(1);

/// The longest unbroken stretch of minutes of which something holds; the first of equals. What holds
/// of a stretch must hold of each part of it.
pub(super) fn longest_stretch(minutes: &[Minute], holds: impl Fn(&[Minute]) -> bool) -> &[Minute] {
    let mut longest: &[Minute] = &[];
    let unbroken = |a: &Minute, b: &Minute| b.at.duration_since(a.at) == MINUTE;
    for mut rest in minutes.chunk_by(unbroken) {
        // A window that only ever grows past the longest one: a shorter one is of no use.
        while rest.len() > longest.len() {
            let mut length = longest.len() + 1;
            while rest.get(..length).is_some_and(&holds) {
                longest = &rest[..length];
                length += 1;
            }
            rest = &rest[1..];
        }
    }
    longest
}

/// The starts of minutes.
pub(super) fn starts<'m>(minutes: impl IntoIterator<Item = &'m Minute>) -> Vec<Timestamp> {
    minutes.into_iter().map(|minute| minute.at).collect()
}

/// The extreme of a reading in these minutes, beside the bound of the rule that asks; `None` when it
/// was not measured in any of them.
pub(super) fn extreme<'m>(
    metric: Metric,
    minutes: impl IntoIterator<Item = &'m Minute>,
    of_two: fn(f64, f64) -> f64,
    bound: f64,
) -> Option<Evidence> {
    let values: Vec<f64> = minutes.into_iter().filter_map(|minute| minute.get(metric)).collect();
    Some(Evidence::Reading {
        metric,
        worst: values.iter().copied().reduce(of_two)?,
        threshold: Some(bound),
        minutes: u32::try_from(values.len()).unwrap_or(u32::MAX),
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::{at, minute};
    use super::*;

    /// From and to of the longest stretch of minutes with loss below 2, given by number and loss.
    fn longest(minutes: &[(i64, f64)]) -> Option<(Timestamp, Timestamp)> {
        const LOSS: Metric = Metric::NetworkPacketLossAvgSent;
        let minutes: Vec<_> =
            minutes.iter().map(|(n, loss)| minute(*n, &[(LOSS, *loss)])).collect();
        let is_low = |minute: &Minute| minute.get(LOSS).is_some_and(|loss| loss < 2.0);
        let stretch = longest_stretch(&minutes, |stretch| stretch.iter().all(is_low));
        Some((stretch.first()?.at, stretch.last()?.at))
    }

    #[test]
    fn a_stretch_ends_where_it_no_longer_holds_or_a_minute_is_missing() {
        for (minutes, expected) in [
            (&[][..], None),
            (&[(0, 9.0)], None),
            (&[(0, 1.0)], Some((0, 0))),
            (&[(0, 1.0), (1, 1.0), (2, 9.0), (3, 1.0)], Some((0, 1))),
            (&[(0, 1.0), (1, 9.0), (2, 1.0), (3, 1.0)], Some((2, 3))),
            (&[(0, 1.0), (1, 1.0), (3, 1.0), (4, 1.0), (5, 1.0)], Some((3, 5))),
            (&[(0, 1.0), (1, 1.0), (3, 1.0), (4, 1.0)], Some((0, 1))),
            (&[(0, 1.0), (1, 1.0), (3, 1.0), (4, 1.0), (5, 9.0)], Some((0, 1))),
        ] {
            assert_eq!(longest(minutes), expected.map(|(a, b)| (at(a), at(b))), "{minutes:?}");
        }
    }
}
