//! Whose trouble it was: one person's, one office's, or everybody's.
//!
//! A minute reaches as far as the smallest circle that holds those who were bad in it: one person,
//! most of one site, at least half of everybody. Fewer scattered people are each for themselves.
//! The scope of many minutes is the circle in which most people lost most of them: a person's scope
//! looks at the minutes that were bad for that person, the meeting's at all. Source: quality model
//! 4 (the shares of RC1 and RC2); weighing minutes by people is house.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::bounds::CauseBounds;
use super::case::Case;
use super::crowd::{Census, Crowd};
use super::rate::RatedMinute;
use super::rated::Rated;
use super::verdict::{Scope, ScopeVerdict};

/// The scope of a meeting.
pub(super) fn scope(everybody: &[Rated<'_>], crowd: &Crowd, bounds: &CauseBounds) -> Scope {
    let people = with_data(everybody.iter());
    widest(crowd.minutes().filter(|(_, census)| census.everybody.bad > 0), people, bounds)
}

/// The scope of one person's trouble.
pub(super) fn scope_of(case: &Case<'_>) -> Scope {
    let people = with_data(case.others.iter().copied().chain([case.me]));
    let bad = case.me.bad().map(RatedMinute::at);
    widest(bad.filter_map(|at| Some((at, case.crowd.at(at)?))), people, &case.rules.causes)
}

fn with_data<'a>(people: impl Iterator<Item = &'a Rated<'a>>) -> u32 {
    let with_data = people.filter(|rated| rated.judgement.rated_minutes > 0).count();
    u32::try_from(with_data).unwrap_or(u32::MAX)
}

/// The circle in which most people lost most of these minutes.
fn widest<'c>(
    bad: impl Iterator<Item = (Timestamp, &'c Census)>,
    people: u32,
    bounds: &CauseBounds,
) -> Scope {
    let mut circles: BTreeMap<Width, Circle> = BTreeMap::new();
    for (at, census) in bad {
        let circle = circles.entry(width(census, bounds)).or_default();
        circle.minutes.push(at);
        circle.lost += census.everybody.bad;
        circle.bad_people = circle.bad_people.max(census.everybody.bad);
    }
    // Of equals the last, which is the widest.
    let Some((width, circle)) = circles.into_iter().max_by_key(|(_, circle)| circle.lost) else {
        let verdict = if people == 0 { ScopeVerdict::Unknown } else { ScopeVerdict::None };
        return Scope { verdict, minutes: Vec::new(), people, bad_people: 0 };
    };
    let verdict = match width {
        Width::Unknown => ScopeVerdict::Unknown,
        Width::Person => ScopeVerdict::Local,
        Width::Site => ScopeVerdict::Site,
        Width::Meeting => ScopeVerdict::Meeting,
    };
    Scope { verdict, minutes: circle.minutes, people, bad_people: circle.bad_people }
}

/// Narrow to wide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Width {
    /// Nobody else's minute is known.
    Unknown,
    Person,
    Site,
    Meeting,
}

#[derive(Debug, Default)]
struct Circle {
    minutes: Vec<Timestamp>,
    /// Bad minutes of all people.
    lost: u32,
    bad_people: u32,
}

fn width(census: &Census, bounds: &CauseBounds) -> Width {
    let everybody = census.everybody;
    let site = census.sites.iter().find(|site| site.bad == everybody.bad);
    match site {
        _ if everybody.rated == 1 => Width::Unknown,
        Some(site) if bounds.is_most_of_a_site(*site) => Width::Site,
        None if bounds.is_half(everybody) => Width::Meeting,
        _ => Width::Person,
    }
}

#[cfg(test)]
mod tests;
