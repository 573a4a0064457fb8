//! Made-up answers whose judgement is written down: every grade, and everything a diagnosis can say.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::{diagnosis, no};
use crate::app::answer::{Answer, Attendance, Gap, Meeting};
use crate::quality::judgement::{Grade, Judgement, NamedMinute, RatedReading, State};
use crate::quality::metric::{Metric, Section};
use crate::quality::minute::{Minute, Unparsed};
use crate::quality::verdict::Verdict;

/// 2022-12-23 11:16 in Shanghai.
const START: i64 = 1_671_765_360;

pub(super) fn minute_at(index: i64) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_secs(START + index * 60)
}

pub(super) fn answers() -> Vec<(&'static str, Answer)> {
    let mut answers = vec![
        ("good", answer(42, Grade::Good, &[])),
        ("fair", answer(42, Grade::Fair, &[(16, State::Severe)])),
        ("poor", diagnosed(diagnosis::full)),
        ("far end", diagnosed(diagnosis::far_end)),
        ("too short", answer(3, Grade::Unrated, &[(1, State::Poor)])),
        ("unrated", unrated()),
        ("partial", partial()),
    ];
    let mut weak = answer(42, Grade::Good, &[]);
    weak.verdict.judgement.worst = Some(named(20, State::Fair));
    answers.push(("weakest minute", weak));
    let mut scattered = answer(60, Grade::Fair, &[(5, State::Poor), (40, State::Poor)]);
    scattered.verdict.judgement.longest_run = 1;
    answers.push(("two apart", scattered));
    answers
}

/// A person's meeting of so many minutes, some of them bad.
fn answer(length: i64, grade: Grade, bad: &[(i64, State)]) -> Answer {
    let count = u32::try_from(length).unwrap_or_default();
    let bad: Vec<NamedMinute> = bad.iter().map(|(index, state)| named(*index, *state)).collect();
    let judgement = Judgement {
        minutes: count,
        rated_minutes: count,
        bad_minutes: u32::try_from(bad.len()).unwrap_or_default(),
        longest_run: u32::try_from(bad.len()).unwrap_or_default().min(3),
        coverage: 1.0,
        grade,
        too_short: count < 5,
        media: Section::ALL.map(|section| (section, grade)),
        worst: bad.first().cloned(),
        bad,
        unknown: Vec::new(),
        unparsed: Vec::new(),
    };
    let minutes = (0..length).map(|index| measured(index, &judgement)).collect();
    with_verdict(diagnosis::plain(judgement), minutes, length)
}

/// The meeting, the person and where they sat are the same in all samples.
pub(super) fn with_verdict(verdict: Verdict, minutes: Vec<Minute>, length: i64) -> Answer {
    Answer {
        meeting: meeting(length),
        person: "ou_7d8a6e6df7621556ce0d21922b676706".to_owned().into(),
        name: "张三".to_owned(),
        attendance: vec![attendance(length)],
        verdict,
        minutes,
        gaps: Vec::new(),
    }
}

/// A meeting of so many minutes.
pub(super) fn meeting(length: i64) -> Meeting {
    Meeting {
        instance: "6911188411934433028".to_owned(),
        no: no(),
        topic: "周会 / Weekly".to_owned(),
        start: minute_at(0),
        end: minute_at(length),
        owner: None,
        people: None,
    }
}

fn attendance(length: i64) -> Attendance {
    let known = |text: &str| Some(text.to_owned());
    Attendance {
        name: "张三".to_owned(),
        join: minute_at(0),
        leave: Some(minute_at(length)),
        external: false,
        telephone: false,
        time_in_meeting: u64::try_from(length)
            .ok()
            .map(|minutes| Duration::from_secs(minutes * 60)),
        device: known("Windows"),
        app_version: known("7.30.1"),
        network_type: known("wifi"),
        protocol: known("udp"),
        use_rtc_proxy: Some(false),
        microphone: known("张三的耳机"),
        speaker: known("张三的耳机"),
        camera: known("Integrated Camera"),
        leave_reason: None,
        site: None,
        location: None,
    }
}

/// A bad meeting, with what there is to say about it.
fn diagnosed(diagnose: fn(Judgement) -> Verdict) -> Answer {
    let bad = [14, 15, 16, 30, 60, 61].map(|index| (index, State::Poor));
    let mut answer = answer(90, Grade::Poor, &bad);
    answer.verdict = diagnose(answer.verdict.judgement);
    answer
}

fn measured(index: i64, judgement: &Judgement) -> Minute {
    let at = minute_at(index);
    let bad = judgement.bad.iter().any(|minute| minute.minute == at);
    let mut minute = Minute::empty(at);
    let wave = f64::from(i32::try_from(index % 7).unwrap_or_default());
    minute.set(Metric::NetworkPacketLossAvgReceived, wave / 10.0);
    minute.set(Metric::NetworkPacketLossAvgSent, if bad { 8.0 } else { wave / 5.0 });
    minute.set(Metric::NetworkDelay, if bad { 420.0 } else { 40.0 + wave });
    minute
}

fn named(index: i64, state: State) -> NamedMinute {
    let loss = RatedReading {
        metric: Metric::NetworkPacketLossAvgSent,
        value: 8.0,
        state,
        threshold: 5.0,
    };
    let frames = RatedReading {
        metric: Metric::VideoFramerateReceived,
        value: 12.0,
        state: State::Fair,
        threshold: 15.0,
    };
    NamedMinute { minute: minute_at(index), state, readings: vec![loss, frames] }
}

fn unrated() -> Answer {
    let mut answer = answer(30, Grade::Unrated, &[]);
    answer.name = String::new();
    answer.meeting.topic = String::new();
    answer.minutes = Vec::new();
    answer.attendance = Vec::new();
    let judgement = &mut answer.verdict.judgement;
    judgement.rated_minutes = 0;
    judgement.coverage = 0.0;
    judgement.unknown = Metric::all().collect();
    answer
}

fn partial() -> Answer {
    let mut answer = answer(42, Grade::Fair, &[(16, State::Poor)]);
    answer.gaps = vec![Gap::Pages, Gap::Session, Gap::OverADay];
    answer.minutes.drain(20..26);
    let judgement = &mut answer.verdict.judgement;
    judgement.rated_minutes = 36;
    judgement.coverage = 36.0 / 42.0;
    judgement.unknown = Metric::all()
        .filter(|metric| metric.section() == Section::CpuUsage)
        .chain([Metric::AudioLatencyReceived])
        .collect();
    judgement.unparsed = vec![Unparsed {
        field: "audio.bitrate_sent".to_owned(),
        text: "8 widgets".to_owned(),
        count: 2,
    }];
    answer
}
