//! Made-up meetings of many.

use crate::app::answer::Gap;
use crate::app::asked::Judged;
use crate::app::ports::{Offer, Privacy};
use crate::app::told::{CrowdMinute, Standing, Unmeasured, Whole, WhyUnmeasured};
use crate::quality::judgement::{Grade, State};
use crate::quality::verdict::{CauseId, Scope, ScopeVerdict, Side};
use crate::render::sample::answers::{meeting, minute_at};
use crate::render::sample::offer;

/// Names as people have them, and as somebody might choose one.
const NAMES: [&str; 6] =
    ["张三", "李四", "王五", "Ana María", "赵六 👩🏽‍🔬", "<at id=all></at> [x](https://evil.example)"];
const LENGTH: i64 = 42;

pub(super) fn wholes() -> Vec<(&'static str, Whole, Offer)> {
    let offers = |name| Offer { report: crate::app::ports::ReportLink::Nowhere, ..offer(name) };
    let all = [
        ("everybody", everybody()),
        ("all good", whole(ScopeVerdict::None, 0, (0..6).map(good).collect())),
        ("one site", one_site()),
        ("single people", single_people()),
        ("one person of many", one_of_many()),
        ("one person", alone(good(0))),
        ("one person bad", alone(bad(0, Grade::Poor, 12, CauseId::WeakWifi))),
        ("too short for all", too_short()),
        ("thousand people", thousand()),
        ("nobody measured", nobody_measured()),
    ];
    let mut wholes: Vec<_> =
        all.into_iter().map(|(name, whole)| (name, whole, offers(name))).collect();
    let nameless = Offer { privacy: Privacy::Nothing, file: false, ..offers("far end") };
    wholes.push(("no names", single_people(), nameless));
    wholes
}

/// With bad minutes from the 16th minute on, in which so many were bad at once.
fn whole(verdict: ScopeVerdict, bad_people: u32, people: Vec<Standing>) -> Whole {
    let rated = u32::try_from(people.len()).unwrap_or(u32::MAX);
    let minutes = (0..LENGTH).map(|index| {
        let bad = match index {
            16..=20 => bad_people,
            30 => bad_people.div_ceil(2),
            _ => 0,
        };
        CrowdMinute { minute: minute_at(index), bad, rated }
    });
    let minutes: Vec<CrowdMinute> = minutes.collect();
    let bad = minutes.iter().filter(|minute| minute.bad > 0).map(|minute| minute.minute);
    let scope = Scope { verdict, minutes: bad.collect(), people: rated, bad_people };
    Whole {
        meeting: meeting(LENGTH),
        people,
        unmeasured: Vec::new(),
        scope,
        minutes,
        gaps: Vec::new(),
    }
}

fn everybody() -> Whole {
    let bad = (0..5).map(|place| Standing {
        scope: ScopeVerdict::Meeting,
        side: Side::Downlink,
        ..bad(place, if place < 3 { Grade::Poor } else { Grade::Fair }, 9, CauseId::Service)
    });
    let mut whole = whole(ScopeVerdict::Meeting, 5, bad.chain((5..8).map(good)).collect());
    whole.unmeasured = unmeasured();
    whole.gaps = vec![Gap::Pages, Gap::Session];
    whole
}

fn one_site() -> Whole {
    let bad = (0..4).map(|place| Standing {
        scope: ScopeVerdict::Site,
        ..bad(place, Grade::Poor, 6, CauseId::Office)
    });
    whole(ScopeVerdict::Site, 4, bad.chain((4..16).map(good)).collect())
}

fn single_people() -> Whole {
    let mut people = vec![
        bad(0, Grade::Poor, 12, CauseId::WeakWifi),
        Standing { side: Side::Device, ..bad(1, Grade::Poor, 8, CauseId::BusyComputer) },
        Standing { side: Side::Both, ..bad(2, Grade::Fair, 3, CauseId::WeakWifi) },
        Standing { judged: judged(Grade::Fair, 1, &[]), ..bad(5, Grade::Fair, 1, CauseId::Quota) },
    ];
    people.extend((6..12).map(good));
    people.push(brief(4));
    let mut whole = whole(ScopeVerdict::Local, 2, people);
    whole.unmeasured = unmeasured();
    whole
}

fn one_of_many() -> Whole {
    let people = std::iter::once(bad(0, Grade::Fair, 5, CauseId::UplinkLoss));
    whole(ScopeVerdict::Local, 1, people.chain((1..5).map(good)).collect())
}

fn alone(person: Standing) -> Whole {
    let bad = u32::from(person.judged.bad_minutes > 0);
    let verdict = if bad > 0 { ScopeVerdict::Unknown } else { ScopeVerdict::None };
    whole(verdict, bad, vec![person])
}

fn too_short() -> Whole {
    let people: Vec<Standing> = (0..3).map(brief).collect();
    whole(ScopeVerdict::None, 0, people)
}

fn thousand() -> Whole {
    let long = "<b>*_~`[长](名)</b>&|🇨🇳".repeat(4);
    let named =
        |standing: Standing, place: usize| Standing { name: format!("{place}{long}"), ..standing };
    let bad = (0..60).map(|place| named(bad(place, Grade::Poor, 9, CauseId::LongPath), place));
    let people: Vec<Standing> =
        bad.chain((60..800).map(|place| named(good(place), place))).collect();
    let mut whole = whole(ScopeVerdict::Local, 37, people);
    let why = |place: usize| match place % 4 {
        0 => WhyUnmeasured::External,
        1 => WhyUnmeasured::Telephone,
        2 => WhyUnmeasured::NoId,
        _ => WhyUnmeasured::NoData,
    };
    let person = |place| Unmeasured { name: format!("{place}{long}"), why: why(place) };
    whole.unmeasured = (800..1_000).map(person).collect();
    whole
}

fn nobody_measured() -> Whole {
    let mut whole = whole(ScopeVerdict::Unknown, 0, Vec::new());
    whole.minutes = Vec::new();
    whole.unmeasured = unmeasured();
    whole
}

fn unmeasured() -> Vec<Unmeasured> {
    let one = |name: &str, why| Unmeasured { name: name.to_owned(), why };
    vec![
        one("Guest", WhyUnmeasured::External),
        one("", WhyUnmeasured::Telephone),
        one("Polycom", WhyUnmeasured::NoId),
        one("孙七", WhyUnmeasured::NoData),
        one("周八", WhyUnmeasured::NotReady),
        one("吴九", WhyUnmeasured::Failed),
    ]
}

fn judged(grade: Grade, bad_minutes: u32, causes: &[CauseId]) -> Judged {
    Judged { grade, bad_minutes, causes: causes.to_vec() }
}

fn good(place: usize) -> Standing {
    let name = NAMES.get(place % NAMES.len()).copied().unwrap_or_default();
    let name = match place / NAMES.len() {
        0 => name.to_owned(),
        again => format!("{name} {}", again + 1),
    };
    Standing {
        id: format!("ou_{place}").into(),
        name,
        judged: judged(Grade::Good, 0, &[]),
        too_short: false,
        rated_minutes: 41,
        coverage: 41.0 / 42.0,
        worst: None,
        side: Side::None,
        scope: ScopeVerdict::None,
        mos: Some(4.2),
        network_type: Some("wifi".to_owned()),
        app_version: Some("7.30.1".to_owned()),
    }
}

fn bad(place: usize, grade: Grade, minutes: u32, cause: CauseId) -> Standing {
    Standing {
        judged: judged(grade, minutes, &[cause]),
        worst: Some((minute_at(16), State::Severe)),
        side: Side::Uplink,
        scope: ScopeVerdict::Local,
        mos: Some(2.9),
        ..good(place)
    }
}

/// There for three minutes.
fn brief(place: usize) -> Standing {
    Standing {
        judged: judged(Grade::Unrated, 0, &[]),
        too_short: true,
        rated_minutes: 3,
        coverage: 1.0,
        ..good(place)
    }
}
