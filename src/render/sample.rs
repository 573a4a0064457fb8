//! Made-up answers, mistakes and errors, one of each kind, to try templates on before real ones come.

mod diagnosis;

use jiff::{SignedDuration, Timestamp};

use super::subject::Subject;
use crate::app::answer::{Answer, Gap, Meeting};
use crate::app::error::{FaultId, UserError};
use crate::command::{CommandError, Mistake};
use crate::quality::ids::{MeetingNo, OpenId};
use crate::quality::judgement::{Grade, Judgement, NamedMinute, RatedReading, State};
use crate::quality::metric::{Metric, Section};
use crate::quality::minute::{Minute, Unparsed};
use crate::quality::verdict::Verdict;

/// 2022-12-23 11:16 in Shanghai.
const START: i64 = 1_671_765_360;

/// One of each kind.
#[derive(Debug, Clone)]
pub(super) struct Samples {
    pub(super) answers: Vec<(&'static str, Answer)>,
    pub(super) mistakes: Vec<CommandError>,
    pub(super) errors: Vec<UserError>,
    fault: FaultId,
}

impl Samples {
    pub(super) fn new() -> Self {
        Self {
            answers: answers(),
            mistakes: mistakes(),
            errors: errors(),
            fault: FaultId("f-0a1b2c3d".to_owned()),
        }
    }

    /// Everything that can be said, each with a name for it.
    pub(super) fn subjects(&self) -> Vec<(&'static str, Subject<'_>)> {
        let fault = |log_id| Subject::Fault { id: &self.fault, log_id };
        let mut subjects = vec![
            ("working", Subject::Working),
            ("help", Subject::Help),
            ("fault", fault(None)),
            ("fault with log id", fault(Some("202409131613579778D691D6E05516DE2D"))),
        ];
        subjects.extend(self.answers.iter().map(|(name, answer)| (*name, Subject::Answer(answer))));
        subjects
            .extend(self.mistakes.iter().map(|error| ("mistake", Subject::WrongCommand(error))));
        subjects.extend(self.errors.iter().map(|error| ("user error", Subject::UserError(error))));
        subjects
    }
}

#[expect(clippy::expect_used, reason = "nine digits that stand right here")]
fn no() -> MeetingNo {
    MeetingNo::parse("123456789").expect("nine digits")
}

fn minute_at(index: i64) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_secs(START + index * 60)
}

fn answers() -> Vec<(&'static str, Answer)> {
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
    let verdict = diagnosis::plain(judgement);
    Answer {
        meeting: Meeting {
            instance: "6911188411934433028".to_owned(),
            no: no(),
            topic: "周会 / Weekly".to_owned(),
            start: minute_at(0),
            end: minute_at(length),
        },
        person: OpenId("ou_7d8a6e6df7621556ce0d21922b676706".to_owned()),
        name: "张三".to_owned(),
        attendance: Vec::new(),
        verdict,
        minutes,
        gaps: Vec::new(),
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

fn mistakes() -> Vec<CommandError> {
    let wrong = |mistake, text: &str, wrong: &str| {
        let start = text.find(wrong).filter(|_| !wrong.is_empty()).unwrap_or(text.len());
        CommandError { mistake, text: text.to_owned(), at: start..start + wrong.len() }
    };
    vec![
        wrong(Mistake::MeetingMissing, "/quality @张三", ""),
        wrong(Mistake::MeetingDigits { digits: 5 }, "/quality 12345 @张三", "12345"),
        wrong(Mistake::TwoMeetings, "/quality 123456789 987654321", "987654321"),
        wrong(Mistake::TwoPeople, "/quality 123456789 @张三 @李四", "@李四"),
        wrong(Mistake::Everybody, "/quality 123456789 @所有人", "@所有人"),
        wrong(Mistake::Bot, "/quality 123456789 @助手", "@助手"),
        wrong(Mistake::TypedMention, "/quality 123456789 @zhangsan", "@zhangsan"),
        wrong(Mistake::UnknownWord, "/quality 123456789 昨天 @张三", "昨天"),
    ]
}

fn errors() -> Vec<UserError> {
    let name = || Some("张三".to_owned());
    let scopes = ["vc:room:readonly", "vc:meeting:readonly"].map(str::to_owned);
    vec![
        UserError::UnknownMeeting { no: no(), days: 30 },
        UserError::StillRunning { no: no() },
        UserError::NotInMeeting { no: no(), name: name(), looked_at: 3 },
        UserError::NotInMeeting { no: no(), name: None, looked_at: 1 },
        UserError::External { name: name() },
        UserError::External { name: None },
        UserError::Outsider,
        UserError::NotReady { no: no(), ended_minutes_ago: 4 },
        UserError::NoData { no: no() },
        UserError::AdminRoleMissing,
        UserError::ScopeMissing { scopes: scopes.to_vec() },
        UserError::ScopeMissing { scopes: Vec::new() },
        UserError::QuotaUsedUp,
    ]
}
