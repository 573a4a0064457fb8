//! From people to verdicts, and whose trouble it was.

use jiff::Timestamp;

use super::case::Rules;
use super::judge::judge;
use super::participant::Participant;
use super::verdict::{Scope, ScopeVerdict, Side, Verdict, VoiceBothWays};

/// Verdicts in the order of the people, and how far the trouble reached.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnosis {
    pub verdicts: Vec<Verdict>,
    pub scope: Scope,
}

/// Judges people who were in one meeting, each and together.
pub fn diagnose(people: &[Participant], rules: &Rules) -> Diagnosis {
    let verdicts = people.iter().map(|person| verdict(person, rules)).collect();
    let scope = Scope {
        verdict: ScopeVerdict::Unknown,
        minutes: Vec::new(),
        people: u32::try_from(people.len()).unwrap_or(u32::MAX),
        bad_people: 0,
    };
    Diagnosis { verdicts, scope }
}

fn verdict(person: &Participant, rules: &Rules) -> Verdict {
    let stays: Vec<(Timestamp, Timestamp)> =
        person.stays.iter().map(|stay| (stay.join, stay.leave)).collect();
    let judgement = judge(&person.measured, &stays, &rules.thresholds);
    let side = if judgement.bad_minutes == 0 { Side::None } else { Side::Unknown };
    Verdict {
        judgement,
        episodes: Vec::new(),
        side,
        causes: Vec::new(),
        excluded: Vec::new(),
        voice: VoiceBothWays::default(),
        semantics: rules.semantics,
    }
}
