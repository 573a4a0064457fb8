//! From what was measured of everybody to the diagnosis: whose side, since when, why, and for whom.

use super::case::{Case, Rated};
use super::cause;
use super::crowd::Crowd;
use super::episode::episodes;
use super::judge::judge;
use super::participant::Participant;
use super::rate::rate_all;
use super::rules::Rules;
use super::scope::scope;
use super::side::side;
use super::verdict::{Scope, Verdict};
use super::voice;

/// Everything there is to say about a meeting.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnosis {
    /// One for each participant, in their order.
    pub verdicts: Vec<Verdict>,
    pub scope: Scope,
}

/// Diagnoses a meeting by all of its people whose data is known.
pub fn diagnose(people: &[Participant], rules: &Rules) -> Diagnosis {
    let everybody = rated(people, rules);
    let crowd = Crowd::of(&everybody, &rules.thresholds);
    let cases = (0..everybody.len()).map(|place| case_of(place, &everybody, &crowd, rules));
    Diagnosis {
        verdicts: cases.map(|case| verdict(&case)).collect(),
        scope: scope(&everybody, &crowd),
    }
}

/// Everybody's minutes, rated.
pub(super) fn rated<'a>(people: &'a [Participant], rules: &Rules) -> Vec<Rated<'a>> {
    people.iter().map(|person| rated_person(person, rules)).collect()
}

fn rated_person<'a>(person: &'a Participant, rules: &Rules) -> Rated<'a> {
    let minutes = rate_all(&person.measured.minutes, rules);
    let attended: Vec<_> = person.stays.iter().map(|stay| (stay.join, stay.leave)).collect();
    let judgement = judge(&person.measured, &minutes, &attended, &rules.thresholds.session);
    let episodes = episodes(&minutes);
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

fn verdict(case: &Case<'_>) -> Verdict {
    let me = case.me;
    let causes = cause::causes(case);
    Verdict {
        judgement: me.judgement.clone(),
        episodes: me.episodes.clone(),
        side: side(case),
        excluded: cause::exclusions(case, &causes),
        causes,
        voice: voice::estimate(&me.person.measured.minutes, case.rules),
        semantics: case.rules.semantics,
    }
}

#[cfg(test)]
mod tests;
