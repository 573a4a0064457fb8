//! What is remembered of an answer, and of one among many.

use std::collections::BTreeMap;

use super::super::world::{TENANT, World, attendance, meeting, minute, person};
use super::*;
use crate::quality::diagnose::diagnose;
use crate::quality::judgement::Grade;
use crate::quality::participant::Participant;
use crate::quality::rules::Rules;
use crate::quality::verdict::{CauseId, Confidence, Scope, ScopeVerdict, Side};
use crate::settings::Access;

fn cause(id: CauseId, minutes: i64) -> Cause {
    let minutes = (0..minutes).map(minute).collect();
    Cause { id, confidence: Confidence::High, minutes, evidence: Vec::new() }
}

/// Five of 50 minutes were bad.
fn answer(causes: Vec<Cause>, attendance: Vec<Attendance>) -> Answer {
    let diagnosis = diagnose(&[Participant::default()], &Rules::default());
    let mut verdict = diagnosis.verdicts.into_iter().next().unwrap();
    verdict.judgement.grade = Grade::Poor;
    verdict.judgement.bad_minutes = 5;
    verdict.judgement.rated_minutes = 50;
    verdict.causes = causes;
    Answer {
        meeting: meeting("i1", 60),
        person: person("1").into(),
        name: "张三".to_owned(),
        attendance,
        verdict,
        minutes: Vec::new(),
        gaps: Vec::new(),
    }
}

fn standing(bad_minutes: u32, causes: Vec<CauseId>) -> Standing {
    Standing {
        id: person("1").into(),
        name: "张三".to_owned(),
        judged: Judged { grade: Grade::Poor, bad_minutes, causes },
        too_short: false,
        rated_minutes: 50,
        coverage: 1.0,
        worst: None,
        side: Side::Uplink,
        scope: ScopeVerdict::Local,
        mos: None,
        network_type: Some("wifi".to_owned()),
        app_version: None,
    }
}

fn whole(people: Vec<Standing>) -> Whole {
    let scope =
        Scope { verdict: ScopeVerdict::Local, minutes: Vec::new(), people: 1, bad_people: 1 };
    Whole {
        meeting: meeting("i1", 60),
        people,
        unmeasured: Vec::new(),
        scope,
        minutes: Vec::new(),
        gaps: Vec::new(),
    }
}

#[tokio::test]
async fn an_answer_is_remembered_with_the_minutes_that_each_cause_explains() {
    let session = |network: &str, version: &str, minutes| Attendance {
        network_type: Some(network.to_owned()),
        app_version: Some(version.to_owned()),
        ..attendance("张三", false, (0, minutes))
    };
    let attendance =
        vec![session("4g", "7.1", 5), session("wifi", "7.2", 40), session("lan", "7.3", 39)];
    let causes = vec![cause(CauseId::WeakWifi, 3), cause(CauseId::BusyComputer, 2)];
    let world = World::new();
    world.app(Access::Open).remember(TENANT, &answer(causes, attendance)).await.unwrap();
    let remembered = world.remembered(&person("1")).await;
    let expected = Remembered {
        meeting: meeting("i1", 60),
        person: person("1").into(),
        name: "张三".to_owned(),
        judged: Judged {
            grade: Grade::Poor,
            bad_minutes: 5,
            causes: vec![CauseId::WeakWifi, CauseId::BusyComputer],
        },
        rated_minutes: 50,
        by_cause: BTreeMap::from([(CauseId::WeakWifi, 3), (CauseId::BusyComputer, 2)]),
        network_type: Some("wifi".to_owned()),
        app_version: Some("7.2".to_owned()),
    };
    assert_eq!(remembered, [expected]);
}

#[test]
fn without_a_list_of_participants_nothing_is_made_up() {
    let remembered = of_answer(&answer(Vec::new(), Vec::new()));
    assert_eq!((remembered.network_type, remembered.app_version), (None, None));
    assert!(remembered.by_cause.is_empty());
}

#[test]
fn of_one_among_many_the_likeliest_cause_gets_the_bad_minutes() {
    let (wifi, cpu) = (CauseId::WeakWifi, CauseId::BusyComputer);
    for (bad, causes, expected) in
        [(4, vec![wifi, cpu], vec![(wifi, 4)]), (4, vec![], vec![]), (0, vec![wifi], vec![])]
    {
        let remembered = of_standing(&meeting("i1", 60), &standing(bad, causes));
        assert_eq!(remembered.by_cause, expected.into_iter().collect());
        assert_eq!(remembered.network_type.as_deref(), Some("wifi"));
    }
}

#[tokio::test]
async fn a_look_at_everybody_takes_away_nothing_that_was_known_more_finely() {
    let causes = vec![cause(CauseId::WeakWifi, 3), cause(CauseId::BusyComputer, 2)];
    let ids = vec![CauseId::WeakWifi, CauseId::BusyComputer];
    let fine = BTreeMap::from([(CauseId::WeakWifi, 3), (CauseId::BusyComputer, 2)]);
    let coarse = BTreeMap::from([(CauseId::WeakWifi, 6)]);
    for (bad, expected) in [(5, &fine), (6, &coarse)] {
        let world = World::new();
        let app = world.app(Access::Open);
        app.remember(TENANT, &answer(causes.clone(), Vec::new())).await.unwrap();
        let other = Standing { id: person("2").into(), ..standing(1, Vec::new()) };
        let whole = whole(vec![standing(bad, ids.clone()), other]);
        app.remember_whole(TENANT, &whole).await.unwrap();
        let [first] = &world.remembered(&person("1")).await[..] else { panic!("{bad}") };
        assert_eq!(&first.by_cause, expected, "{bad}");
        assert_eq!(world.remembered(&person("2")).await.len(), 1, "{bad}");
    }
}
