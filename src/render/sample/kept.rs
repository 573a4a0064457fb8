//! Made-up meetings, people and judgements that stand in lists.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::answers::{self, minute_at};
use crate::app::answer::{Answer, Attendance, Meeting};
use crate::app::asked::{Judged, JudgedWhole, Watch, WatchKind};
use crate::app::told::{Candidate, Given, Remembered};
use crate::quality::ids::{MeetingNo, OpenId};
use crate::quality::judgement::Grade;
use crate::quality::participant::Site;
use crate::quality::verdict::ScopeVerdict;

/// A name as nobody should have one: long, and full of what markdown would interpret.
pub(super) const HOSTILE: &str = "**<at id=all></at>** [点我](https://evil.example) `x` | :DONE: \
     \u{202e}反\n# 很长很长的名字，长到一行放不下，还在继续";

const WEEK: i64 = 7 * 24 * 60;

/// Topics, one after the other.
const TOPICS: [&str; 4] = ["周会 / Weekly", "", HOSTILE, "产品评审 Product review"];
const NAMES: [&str; 4] = ["张三", "张三", HOSTILE, ""];

/// Weekly meetings, newest first.
pub(super) fn meetings(count: i64) -> Vec<Meeting> {
    (0..count).map(meeting).collect()
}

fn meeting(place: i64) -> Meeting {
    let start = minute_at(-place * WEEK);
    Meeting {
        instance: format!("69111884119344330{place:02}"),
        no: number(place),
        topic: cycled(&TOPICS, place).to_owned(),
        start,
        end: start + SignedDuration::from_mins(42),
        owner: None,
        people: u32::try_from(place * 4).ok().filter(|people| *people > 0),
    }
}

/// People whose names fit.
pub(super) fn people(count: i64) -> Vec<Candidate> {
    let person = |place: i64| Candidate {
        id: format!("ou_{place}").into(),
        name: cycled(&NAMES, place).to_owned(),
        join: minute_at(place),
        leave: Some(minute_at(place + 30)),
    };
    (0..count).map(person).collect()
}

/// Answers of each kind, the latest first.
pub(super) fn recent(count: i64) -> Vec<Given> {
    let scopes = [ScopeVerdict::Site, ScopeVerdict::Meeting, ScopeVerdict::Local];
    let wholes = scopes.into_iter().zip(0_u32..).map(|(scope, place)| {
        let judged = JudgedWhole { people: 6 - 3 * place, bad: place, scope };
        Given::Everybody(meeting(place.into()), Some(judged))
    });
    let earlier = Given::Everybody(meeting(3), None);
    let mut people = remembered(count).into_iter();
    let pair = people.next().zip(people.next()).map(|(one, other)| [one, other]);
    let of_many = wholes.chain([earlier]).filter(|_| count > 0);
    let of_two = pair.map(|pair| Given::Two(Box::new(pair)));
    of_two.into_iter().chain(of_many).chain(people.map(Given::One)).collect()
}

/// Judgements, the latest first.
fn remembered(count: i64) -> Vec<Remembered> {
    let grades = [Grade::Poor, Grade::Good, Grade::Fair, Grade::Unrated];
    let remembered = |place: i64| {
        let grade = cycled(&grades, place);
        let bad_minutes = if matches!(grade, Grade::Poor | Grade::Fair) { 3 } else { 0 };
        Remembered {
            meeting: meeting(place),
            person: format!("ou_{place}").into(),
            name: cycled(&NAMES, place).to_owned(),
            judged: Judged { grade, bad_minutes, causes: Vec::new() },
            rated_minutes: if grade == Grade::Unrated { 0 } else { 42 },
            by_cause: BTreeMap::new(),
            network_type: None,
            app_version: None,
        }
    };
    (0..count).map(remembered).collect()
}

/// What is watched in a chat.
pub(super) fn watches(count: i64) -> Vec<Watch> {
    let watch = |place: i64| Watch {
        tenant: "tenant".to_owned(),
        no: number(place),
        kind: WatchKind::Chat { chat: "oc_1".to_owned(), always: place % 2 == 1 },
        by: OpenId("ou_1".to_owned()),
        since: Timestamp::UNIX_EPOCH,
        seen: None,
    };
    (0..count).map(watch).collect()
}

/// Answers with everything that is known of devices and networks, with much too much of it, and
/// with nothing.
pub(super) fn details() -> Vec<(&'static str, Answer)> {
    let Some((_, answer)) = answers::answers().into_iter().next() else { return Vec::new() };
    let [row] = answer.attendance.as_slice() else { return Vec::new() };
    let site = Site::at(Some("203.0.113.7"), Some("10.1.2.3"));
    let known = Attendance { site, location: Some("上海 Shanghai".to_owned()), ..row.clone() };
    let long = || Some(HOSTILE.repeat(4));
    let hostile = Attendance {
        device: long(),
        app_version: long(),
        network_type: long(),
        protocol: long(),
        microphone: long(),
        speaker: long(),
        camera: long(),
        leave_reason: long(),
        location: long(),
        use_rtc_proxy: Some(true),
        ..known.clone()
    };
    let unknown = Attendance {
        device: None,
        app_version: None,
        network_type: None,
        protocol: None,
        use_rtc_proxy: None,
        microphone: None,
        speaker: None,
        camera: None,
        ..row.clone()
    };
    let with = |name: &str, attendance: Vec<Attendance>| Answer {
        name: name.to_owned(),
        attendance,
        ..answer.clone()
    };
    vec![
        ("private", with("张三", vec![known.clone(), unknown.clone()])),
        ("twelve stays", with("张三", vec![known; 13])),
        ("hostile stays", with(HOSTILE, vec![hostile; 40])),
        ("nothing known", with("", vec![unknown])),
        ("no stays", with("张三", Vec::new())),
    ]
}

#[expect(clippy::expect_used, reason = "nine digits that are made right here")]
fn number(place: i64) -> MeetingNo {
    MeetingNo::parse(&format!("{}", 123_456_789 + place)).expect("nine digits")
}

fn cycled<T: Copy>(all: &[T; 4], place: i64) -> T {
    let [one, two, three, four] = *all;
    match place.rem_euclid(4) {
        0 => one,
        1 => two,
        2 => three,
        _ => four,
    }
}
