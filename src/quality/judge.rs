//! From rated minutes to the judgement of a person's meeting.
//!
//! A minute is bad when a metric in use was poor or severe. The grade is by the ratio of bad to
//! rated minutes, by runs of bad minutes and by severe ones; a medium is graded as the session is,
//! by its own minutes. A single bad minute never makes a grade poor: with the five rated minutes a
//! grade needs, it is a fifth of them at most, and poor begins above that. Source: quality model
//! 3.2 ("Combining"), 5 and 10.

use std::cmp::Reverse;

use jiff::{SignedDuration, Timestamp};

use super::judgement::{Grade, Judgement, State};
use super::metric::{Metric, Section};
use super::minute::{Measured, Minute};
use super::rate::RatedMinute;
use super::thresholds::SessionBounds;

const MINUTE: SignedDuration = SignedDuration::from_mins(1);

/// Judges what was measured; `rated` holds one rated minute for each that was. `attended` holds the
/// person's stays in the meeting, in any order and overlapping where there were several devices;
/// without any, the meeting is taken to have lasted from the first measured minute to the last.
pub fn judge(
    measured: &Measured,
    rated: &[RatedMinute<'_>],
    attended: &[(Timestamp, Timestamp)],
    bounds: &SessionBounds,
) -> Judgement {
    let minutes = &measured.minutes;
    let total = Tally::of(rated.iter().map(|minute| (minute.at(), minute.state)));
    Judgement {
        minutes: count(minutes.len()),
        rated_minutes: total.rated,
        bad_minutes: total.bad,
        longest_run: total.longest_run,
        coverage: coverage(total.rated, minutes, attended),
        grade: total.grade(bounds),
        too_short: total.is_too_short(bounds),
        media: Section::ALL.map(|section| {
            let states =
                rated.iter().map(|minute| (minute.at(), minute.sections[section as usize]));
            (section, Tally::of(states).grade(bounds))
        }),
        bad: rated.iter().filter(|m| m.is_bad()).filter_map(RatedMinute::named).collect(),
        worst: rated.iter().max_by_key(badness).and_then(RatedMinute::named),
        unknown: Metric::all().filter(|m| minutes.iter().all(|at| at.get(*m).is_none())).collect(),
        unparsed: measured.unparsed.clone(),
    }
}

/// What grades are made of.
#[derive(Debug, Default)]
struct Tally {
    rated: u32,
    bad: u32,
    severe: u32,
    longest_run: u32,
}

impl Tally {
    /// Counts minutes, oldest first.
    fn of(states: impl Iterator<Item = (Timestamp, Option<State>)>) -> Self {
        let mut tally = Self::default();
        let mut run = 0;
        let mut last_bad: Option<Timestamp> = None;
        for (at, state) in states {
            let Some(state) = state else { continue };
            tally.rated += 1;
            tally.severe += u32::from(state == State::Severe);
            if state >= State::Poor {
                tally.bad += 1;
                let follows = last_bad.is_some_and(|last| at.duration_since(last) == MINUTE);
                run = if follows { run + 1 } else { 1 };
                last_bad = Some(at);
                tally.longest_run = tally.longest_run.max(run);
            }
        }
        tally
    }

    const fn is_too_short(&self, bounds: &SessionBounds) -> bool {
        self.rated < bounds.min_rated_minutes
    }

    fn grade(&self, bounds: &SessionBounds) -> Grade {
        let ratio = f64::from(self.bad) / f64::from(self.rated.max(1));
        if self.rated == 0 || self.is_too_short(bounds) {
            Grade::Unrated
        } else if ratio > bounds.poor_ratio || self.longest_run >= bounds.poor_run {
            Grade::Poor
        } else if ratio >= bounds.fair_ratio || self.severe > 0 {
            Grade::Fair
        } else {
            Grade::Good
        }
    }
}

/// Orders minutes from best to worst: by state; among equals what reaches more media is worse, so
/// the network's readings before the sound's and the sound's before the picture's; then the number
/// of readings in that state; then the earlier minute.
fn badness(minute: &&RatedMinute<'_>) -> impl Ord + use<> {
    let worst = minute.readings.first();
    let section = worst.map(|reading| reading.metric.section());
    let as_bad = minute.readings.iter().filter(|r| Some(r.state) == worst.map(|w| w.state)).count();
    (minute.state, Reverse(section), as_bad, Reverse(minute.at()))
}

/// Rated minutes over minutes attended, 0 to 1.
fn coverage(rated: u32, minutes: &[Minute], attended: &[(Timestamp, Timestamp)]) -> f64 {
    let attended = if attended.is_empty() {
        match minutes {
            [first, .., last] => last.at.duration_since(first.at).as_mins() + 1,
            _ => 0,
        }
    } else {
        (length_of_union(attended) + MINUTE / 2).as_mins()
    };
    let attended = u32::try_from(attended).unwrap_or(u32::MAX).max(count(minutes.len())).max(1);
    f64::from(rated) / f64::from(attended)
}

/// How long at least one of the periods lasted.
fn length_of_union(periods: &[(Timestamp, Timestamp)]) -> SignedDuration {
    let mut periods = periods.to_vec();
    periods.sort_unstable();
    let mut length = SignedDuration::ZERO;
    let mut covered_to = Timestamp::MIN;
    for (from, to) in periods {
        let from = from.max(covered_to);
        if to > from {
            length = length.saturating_add(to.duration_since(from));
            covered_to = to;
        }
    }
    length
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
pub(super) mod tests;
