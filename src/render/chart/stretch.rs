//! The stretches of time that are the points of a chart: equal, whole minutes, few enough for a card.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::app::answer::Answer;

const MINUTES_A_DAY: i64 = 24 * 60;

/// Equal stretches of whole minutes, from the first minute to the last.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stretches {
    first: Timestamp,
    minutes_each: i64,
    pub(super) count: usize,
}

impl Stretches {
    /// At most `points` of them; `None` when there is none.
    pub(super) fn over(answer: &Answer, points: u16) -> Option<Self> {
        Self::from_first_to_last(answer.minutes.iter().map(|minute| minute.at), points)
    }

    /// The same over any times.
    pub(super) fn from_first_to_last(
        times: impl Iterator<Item = Timestamp>,
        points: u16,
    ) -> Option<Self> {
        let (first, last) = times.fold(None, |ends, at| {
            let (first, last) = ends.unwrap_or((at, at));
            Some((first.min(at), last.max(at)))
        })?;
        let minutes = minutes_between(first, last) + 1;
        let minutes_each =
            minutes.checked_add(i64::from(points) - 1)?.checked_div(points.into())?;
        let count = minutes.checked_add(minutes_each - 1)?.checked_div(minutes_each)?;
        Some(Self { first, minutes_each, count: usize::try_from(count).ok()? })
    }

    /// The one a minute is in.
    pub(super) fn index(&self, at: Timestamp) -> Option<usize> {
        if at < self.first {
            return None;
        }
        usize::try_from(minutes_between(self.first, at) / self.minutes_each).ok()
    }

    /// The shortest form that tells the stretches apart: the engine would take two with the same
    /// label for one. A date is needed from a day on, an offset where clocks are set back.
    pub(super) fn labels(&self, zone: &TimeZone) -> Vec<String> {
        let label = |form| {
            let write = |at: Timestamp| at.to_zoned(zone.clone()).strftime(form).to_string();
            self.starts().map(write).collect::<Vec<_>>()
        };
        let last = self.starts().last().unwrap_or(self.first);
        let within_a_day = minutes_between(self.first, last) < MINUTES_A_DAY;
        let labels = label(if within_a_day { "%H:%M" } else { "%m-%d %H:%M" });
        let distinct: BTreeSet<&String> = labels.iter().collect();
        if distinct.len() == labels.len() { labels } else { label("%Y-%m-%d %H:%M %:z") }
    }

    fn starts(&self) -> impl Iterator<Item = Timestamp> {
        let stretch = self.minutes_each.saturating_mul(60);
        (0..self.count).map(move |index| {
            let seconds = i64::try_from(index).unwrap_or(i64::MAX).saturating_mul(stretch);
            self.first.saturating_add(SignedDuration::from_secs(seconds)).unwrap_or(self.first)
        })
    }
}

fn minutes_between(from: Timestamp, to: Timestamp) -> i64 {
    to.duration_since(from).as_secs() / 60
}
