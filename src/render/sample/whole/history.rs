//! Made-up histories of one meeting and of many.

use std::collections::BTreeMap;

use jiff::SignedDuration;

use crate::app::answer::Meeting;
use crate::app::asked::Judged;
use crate::app::told::{Remembered, Tally, Trend};
use crate::quality::judgement::Grade;
use crate::quality::verdict::CauseId;
use crate::render::sample::answers::meeting;

pub(super) fn trends() -> Vec<(&'static str, Trend)> {
    let good = (Grade::Good, 0);
    let many = [good, (Grade::Poor, 14), good, (Grade::Fair, 3), good, (Grade::Unrated, 0)];
    vec![
        ("many meetings", trend(Some("张三"), &many.repeat(2))),
        ("one meeting", trend(None, &[(Grade::Poor, 12)])),
        ("one good meeting", trend(None, &[good])),
        ("all good", trend(Some("<at id=all></at>"), &[good; 5])),
        ("fair at most", trend(None, &[good, (Grade::Fair, 4), good, good])),
        ("nothing rated", trend(None, &[(Grade::Unrated, 0); 2])),
        ("a year", trend(Some("张三"), &many.repeat(40))),
    ]
}

fn trend(name: Option<&str>, meetings: &[(Grade, u32)]) -> Trend {
    let meetings: Vec<Remembered> = (0..).zip(meetings).map(remembered).collect();
    let lost: u32 = meetings.iter().map(|it| it.judged.bad_minutes).sum();
    let count = u32::try_from(meetings.len()).unwrap_or(u32::MAX);
    let rated: u32 = meetings.iter().map(|it| it.rated_minutes).sum();
    let tally = |what: Option<&str>, bad_minutes| Tally {
        what: what.map(str::to_owned),
        meetings: count.div_ceil(2),
        rated_minutes: rated / 2,
        bad_minutes,
    };
    let nothing = Tally { meetings: 1, rated_minutes: 0, ..tally(None, 0) };
    let by_cause = [(CauseId::WeakWifi, lost * 2 / 3), (CauseId::BusyComputer, lost / 3)];
    Trend {
        name: name.map(str::to_owned),
        days: if count > 100 { 365 } else { 30 },
        by_cause: by_cause.into_iter().filter(|(_, minutes)| *minutes > 0).collect(),
        by_network: vec![tally(Some("wifi"), lost), tally(Some("wired"), 0), nothing],
        by_version: vec![tally(Some("7.30.1"), lost / 2), tally(Some("**7.29**"), lost / 2)],
        meetings,
    }
}

/// Every other day one.
fn remembered((index, (grade, bad_minutes)): (i64, &(Grade, u32))) -> Remembered {
    let day = SignedDuration::from_hours(index * 36);
    let Meeting { start, end, .. } = meeting(42);
    let causes: Vec<CauseId> =
        (*bad_minutes > 0).then_some(CauseId::WeakWifi).into_iter().collect();
    Remembered {
        meeting: Meeting { start: start + day, end: end + day, ..meeting(42) },
        person: "ou_7d8a6e6df7621556ce0d21922b676706".to_owned().into(),
        name: "张三".to_owned(),
        by_cause: causes.iter().map(|cause| (*cause, *bad_minutes)).collect::<BTreeMap<_, _>>(),
        judged: Judged { grade: *grade, bad_minutes: *bad_minutes, causes },
        rated_minutes: if *grade == Grade::Unrated { 0 } else { 42 },
        network_type: Some("wifi".to_owned()),
        app_version: Some("7.30.1".to_owned()),
    }
}
