//! From everybody's minutes to how the meeting was: whose trouble, when, and who stands how.
//!
//! Pure. The worst come first: by grade, then by the share of bad minutes, their number, and name.

use std::cmp::{Ordering, Reverse};

use crate::app::answer::{Gap, Meeting};
use crate::app::asked::Judged;
use crate::app::told::{CrowdMinute, Standing, Unmeasured, Whole};
use crate::quality::diagnose::diagnose;
use crate::quality::ids::ParticipantId;
use crate::quality::judgement::Grade;
use crate::quality::participant::{Participant, Stay};
use crate::quality::rules::Rules;
use crate::quality::verdict::Verdict;

/// Everybody whose minutes are known, and what is missing of the others.
#[derive(Debug, Default)]
pub(super) struct Everybody {
    pub ids: Vec<ParticipantId>,
    /// In the order of the ids.
    pub people: Vec<Participant>,
    pub unmeasured: Vec<Unmeasured>,
    pub gaps: Vec<Gap>,
}

impl Everybody {
    /// How the meeting was for all of them. Takes seconds of a core for a thousand people.
    pub(super) fn judge(self, meeting: Meeting, rules: &Rules) -> Whole {
        let Self { ids, people, mut unmeasured, mut gaps } = self;
        let diagnosis = diagnose(&people, rules);
        let judged = ids.into_iter().zip(&people).zip(&diagnosis.verdicts);
        let mut people: Vec<Standing> =
            judged.map(|((id, person), verdict)| standing(id, person, verdict)).collect();
        people.sort_by(worst_first);
        unmeasured.sort_by(|a, b| (&a.name, a.why).cmp(&(&b.name, b.why)));
        gaps.sort();
        gaps.dedup();
        let minutes = diagnosis.minutes.into_iter().map(|minute| CrowdMinute {
            minute: minute.at,
            bad: minute.bad,
            rated: minute.rated,
        });
        let minutes = minutes.collect();
        Whole { meeting, people, unmeasured, scope: diagnosis.scope, minutes, gaps }
    }
}

fn standing(id: ParticipantId, person: &Participant, verdict: &Verdict) -> Standing {
    let judgement = &verdict.judgement;
    let voices = [verdict.voice.received, verdict.voice.sent];
    let longest = person.stays.iter().max_by_key(|stay| stay.leave.duration_since(stay.join));
    let of_longest = |what: fn(&Stay) -> &Option<String>| longest.and_then(|it| what(it).clone());
    Standing {
        id,
        name: person.name.clone(),
        judged: Judged {
            grade: judgement.grade,
            bad_minutes: judgement.bad_minutes,
            causes: verdict.causes.iter().map(|cause| cause.id).collect(),
        },
        too_short: judgement.too_short,
        rated_minutes: judgement.rated_minutes,
        coverage: judgement.coverage,
        worst: judgement.worst.as_ref().map(|worst| (worst.minute, worst.state)),
        side: verdict.side,
        scope: verdict.scope.verdict,
        mos: voices.into_iter().flatten().map(|voice| voice.mos).min_by(f64::total_cmp),
        network_type: of_longest(|stay| &stay.network_type),
        app_version: of_longest(|stay| &stay.app_version),
    }
}

/// Of equals the name decides, and then the id: the order is the same every time.
fn worst_first(a: &Standing, b: &Standing) -> Ordering {
    let bad = |it: &Standing| u64::from(it.judged.bad_minutes);
    // Of no minutes none is bad.
    let of = |it: &Standing| u64::from(it.rated_minutes.max(1));
    let share = || (bad(b) * of(a)).cmp(&(bad(a) * of(b)));
    let rest = |it: &Standing| (Reverse(it.judged.bad_minutes), it.name.clone(), it.id.clone());
    (severity(a.judged.grade).cmp(&severity(b.judged.grade)))
        .then_with(share)
        .then_with(|| rest(a).cmp(&rest(b)))
}

const fn severity(grade: Grade) -> u8 {
    match grade {
        Grade::Poor => 0,
        Grade::Fair => 1,
        Grade::Good => 2,
        Grade::Unrated => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quality::judgement::Grade::{Fair, Good, Poor, Unrated};
    use crate::quality::verdict::{ScopeVerdict, Side};

    fn standing(name: &str, grade: Grade, bad_minutes: u32, rated_minutes: u32) -> Standing {
        Standing {
            id: format!("ou_{name}").into(),
            name: name.to_owned(),
            judged: Judged { grade, bad_minutes, causes: Vec::new() },
            too_short: false,
            rated_minutes,
            coverage: 1.0,
            worst: None,
            side: Side::None,
            scope: ScopeVerdict::None,
            mos: None,
            network_type: None,
            app_version: None,
        }
    }

    #[test]
    fn the_worst_come_first() {
        let ranked = [
            ("all of little", standing("z", Poor, 10, 10)),
            ("half, of much", standing("y", Poor, 50, 100)),
            ("half, of less", standing("x", Poor, 20, 40)),
            ("the same, by name", standing("xx", Poor, 20, 40)),
            ("just poor", standing("w", Poor, 3, 100)),
            ("more bad minutes, but fair", standing("v", Fair, 19, 100)),
            ("one bad minute", standing("u", Good, 1, 60)),
            ("fine, by name", standing("s", Good, 0, 60)),
            ("of another length", standing("t", Good, 0, 5)),
            ("too short", standing("q", Unrated, 2, 4)),
            ("nothing rated", standing("p", Unrated, 0, 0)),
        ];
        let mut people: Vec<Standing> = ranked.iter().map(|(_, it)| it.clone()).collect();
        people.reverse();
        people.sort_by(worst_first);
        for (place, (what, expected)) in ranked.iter().enumerate() {
            assert_eq!(people[place].name, expected.name, "{what}");
        }
    }

    #[test]
    fn equals_always_stand_in_the_same_order() {
        let names = ["ann", "ann", "ben"];
        let mut people = names.map(|name| standing(name, Good, 0, 60));
        people[0].id = "ou_2".to_owned().into();
        people[1].id = "ou_1".to_owned().into();
        people.sort_by(worst_first);
        let ids = people.map(|it| String::from(it.id));
        assert_eq!(ids, ["ou_1", "ou_2", "ou_ben"], "two of one name stand by their ids");
    }
}
