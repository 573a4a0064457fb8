//! From what was measured of everybody to the diagnosis: whose side, since when, why, and for whom.

use jiff::Timestamp;

use super::case::Case;
use super::cause;
use super::crowd::{Count, Crowd};
use super::episode::episodes;
use super::judge::judge;
use super::participant::Participant;
use super::rate::rate_all;
use super::rated::Rated;
use super::rules::Rules;
use super::scope::{scope, scope_of};
use super::side::side;
use super::verdict::{Cause, Exclusion, Scope, Side, Verdict};
use super::voice;

/// Everything there is to say about a meeting.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnosis {
    /// One for each participant, in their order.
    pub verdicts: Vec<Verdict>,
    pub scope: Scope,
    /// Oldest first: every minute in which somebody's readings could be rated.
    pub minutes: Vec<Together>,
}

/// One minute of everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Together {
    /// Start of the minute, UTC.
    pub at: Timestamp,
    /// People for whom it was bad, of those for whom it was rated.
    pub bad: u32,
    pub rated: u32,
}

/// Diagnoses a meeting by all of its people whose data is known.
pub fn diagnose(people: &[Participant], rules: &Rules) -> Diagnosis {
    let everybody = rated(people, rules);
    let crowd = Crowd::of(&everybody, rules);
    let cases = (0..everybody.len()).map(|place| case_of(place, &everybody, &crowd, rules));
    let findings: Vec<Findings> = cases.map(|case| Findings::of(&case)).collect();
    let scope = scope(&everybody, &crowd, &rules.causes);
    let minutes = together(&crowd);
    let judged = everybody.into_iter().zip(findings);
    Diagnosis {
        verdicts: judged.map(|(me, findings)| findings.verdict(me, rules)).collect(),
        scope,
        minutes,
    }
}

fn together(crowd: &Crowd) -> Vec<Together> {
    let minutes = crowd.minutes().map(|(at, census)| {
        let Count { bad, rated, .. } = census.everybody;
        Together { at, bad, rated }
    });
    minutes.filter(|minute| minute.rated > 0).collect()
}

/// Everybody's minutes, rated.
pub(super) fn rated<'a>(people: &'a [Participant], rules: &Rules) -> Vec<Rated<'a>> {
    people.iter().map(|person| rated_person(person, rules)).collect()
}

fn rated_person<'a>(person: &'a Participant, rules: &Rules) -> Rated<'a> {
    let minutes = rate_all(&person.measured.minutes, rules);
    let attended: Vec<_> = person.stays.iter().map(|stay| (stay.join, stay.leave)).collect();
    let judgement = judge(&person.measured, &minutes, &attended, &rules.thresholds.session);
    let episodes = episodes(&minutes, &rules.causes);
    Rated { person, minutes, judgement, episodes }
}

/// One person's case, beside everybody else.
pub(super) fn case_of<'a>(
    place: usize,
    everybody: &'a [Rated<'a>],
    crowd: &'a Crowd,
    rules: &'a Rules,
) -> Case<'a> {
    let others = everybody.iter().enumerate().filter(|(other, _)| *other != place);
    let others = others.map(|(_, rated)| rated).collect();
    Case { me: &everybody[place], others, place, crowd, rules }
}

/// What takes a look at everybody to say of one person.
struct Findings {
    side: Side,
    scope: Scope,
    causes: Vec<Cause>,
    excluded: Vec<Exclusion>,
}

impl Findings {
    fn of(case: &Case<'_>) -> Self {
        let causes = cause::causes(case);
        let excluded = cause::exclusions(case, &causes);
        Self { side: side(case), scope: scope_of(case), causes, excluded }
    }

    fn verdict(self, me: Rated<'_>, rules: &Rules) -> Verdict {
        let Self { side, scope, causes, excluded } = self;
        Verdict {
            voice: voice::estimate(&me.minutes, rules),
            judgement: me.judgement,
            episodes: me.episodes,
            side,
            scope,
            causes,
            excluded,
            semantics: rules.semantics,
        }
    }
}

#[cfg(test)]
mod tests;
