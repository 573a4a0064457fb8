//! Made-up answers, mistakes and errors, one of each kind, to try templates on before real ones come.

mod answers;
mod diagnosis;
mod kept;
mod measured;
mod talk;
mod whole;

use super::subject::Subject;
use crate::app::answer::Answer;
use crate::app::asked::AskedId;
use crate::app::error::{FaultId, UserError, Who};
use crate::app::inbound::MessageId;
use crate::app::ports::{Offer, Privacy, ReportLink, Whole};
use crate::command::{CommandError, Mistake};
use crate::quality::ids::MeetingNo;

/// One of each kind.
#[derive(Debug, Clone)]
pub(super) struct Samples {
    pub(super) answers: Vec<(&'static str, Answer)>,
    /// One for each answer.
    offers: Vec<Offer>,
    pub(super) mistakes: Vec<CommandError>,
    pub(super) errors: Vec<UserError>,
    fault: FaultId,
    asked: AskedId,
    whole: whole::WholeSamples,
    talk: talk::TalkSamples,
}

impl Samples {
    pub(super) fn new() -> Self {
        let answers = [answers::answers(), measured::answers()].concat();
        Self {
            offers: answers.iter().map(|(name, _)| offer(name)).collect(),
            answers,
            mistakes: mistakes(),
            errors: errors(),
            fault: FaultId("f-0a1b2c3d".to_owned()),
            asked: asked(),
            whole: whole::WholeSamples::new(),
            talk: talk::TalkSamples::new(),
        }
    }

    /// Meetings of many.
    pub(super) fn wholes(&self) -> impl Iterator<Item = &Whole> {
        self.whole.wholes()
    }

    /// Everything that can be said, each with a name of its own among those of its template.
    pub(super) fn subjects(&self) -> Vec<(String, Subject<'_>)> {
        let fault = |log_id| Subject::Fault { id: &self.fault, log_id };
        let mut subjects = vec![
            ("working".to_owned(), Subject::Working),
            ("help".to_owned(), Subject::Help),
            ("fault".to_owned(), fault(None)),
            ("log id".to_owned(), fault(Some("202409131613579778D691D6E05516DE2D"))),
        ];
        let answers = self.answers.iter().zip(&self.offers);
        subjects.extend(
            answers.map(|((name, answer), offer)| {
                ((*name).to_owned(), Subject::Answer(answer, offer))
            }),
        );
        let numbered = |kind, index| format!("{kind} {}", index + 1);
        subjects.extend(
            self.mistakes
                .iter()
                .enumerate()
                .map(|(index, error)| (numbered("mistake", index), Subject::WrongCommand(error))),
        );
        subjects.extend(self.errors.iter().enumerate().map(|(index, error)| {
            let again = (index % 2 == 0).then_some(&self.asked);
            (numbered("error", index), Subject::UserError(error, again))
        }));
        let told = self.whole.told().into_iter().chain(self.talk.told());
        subjects.extend(told.map(|(name, told)| (name, Subject::Told(told))));
        subjects
    }
}

fn asked() -> AskedId {
    AskedId::of(&MessageId("om_1".to_owned()))
}

/// Everything that a card can offer, or what is left of it in the sample of this name.
fn offer(name: &str) -> Offer {
    let at = || ReportLink::At("https://bot.example.com/r/token".to_owned());
    let (report, file, privacy) = match name {
        "good" => (ReportLink::NoAddress, true, Privacy::Chat),
        "partial" | "unrated" => (ReportLink::Nowhere, false, Privacy::Chat),
        "far end" => (at(), true, Privacy::Nothing),
        "two apart" => (at(), true, Privacy::Own),
        _ => (at(), true, Privacy::Chat),
    };
    Offer { asked: asked(), report, file, privacy }
}

#[expect(clippy::expect_used, reason = "nine digits that stand right here")]
fn no() -> MeetingNo {
    MeetingNo::parse("123456789").expect("nine digits")
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
        wrong(Mistake::NumberMissing, "/quality 关注", ""),
        wrong(Mistake::TwoNumbers, "/quality 关注 123456789 987654321", "987654321"),
        wrong(Mistake::NumberNeeded, "/quality 关注 上次", "上次"),
        wrong(Mistake::TwoPeople, "/quality trend @张三 @李四", "@李四"),
        wrong(Mistake::ThreePeople, "/quality 123456789 @张三 @李四 @王五", "@王五"),
        wrong(Mistake::FileOfTwo, "/quality export 123456789 @张三 @李四", "@李四"),
        wrong(Mistake::MentionNeeded, "/quality trend 张三", "张三"),
        wrong(Mistake::Everybody, "/quality 123456789 @所有人", "@所有人"),
        wrong(Mistake::Bot, "/quality 123456789 @助手", "@助手"),
        wrong(Mistake::TypedMention, "/quality 123456789 @zhangsan", "@zhangsan"),
        wrong(Mistake::RoomMissing, "/quality 123456789 room:", "room:"),
        wrong(Mistake::UnknownWord, "/quality 质量报告 @张三", "质量报告"),
        wrong(Mistake::NotHere, "/quality doctor 昨天", "昨天"),
        wrong(Mistake::FutureDate, "/quality 123456789 2026-12-24", "2026-12-24"),
        wrong(Mistake::LongAgo, "/quality 123456789 2020-12-24", "2020-12-24"),
        wrong(Mistake::TwoDates, "/quality 123456789 昨天 周三", "周三"),
        wrong(Mistake::NoSuchDate, "/quality 123456789 2026-02-30", "2026-02-30"),
        wrong(Mistake::DayNeeded, "/quality 123456789 上周", "上周"),
        wrong(Mistake::NoSuchTime, "/quality 123456789 昨天 25:00", "25:00"),
        wrong(Mistake::TrendDays, "/quality trend 999d", "999d"),
        wrong(Mistake::UnknownFormat, "/quality export 123456789 pdf", "pdf"),
        wrong(Mistake::TwoFormats, "/quality export 123456789 csv xlsx", "xlsx"),
        wrong(Mistake::UnknownTopic, "/quality explain 天气", "天气"),
        wrong(Mistake::ForgetWhom, "/quality forget", ""),
    ]
}

fn errors() -> Vec<UserError> {
    let name = || Some("张三".to_owned());
    let not_in_meeting = |who, looked_at| UserError::NotInMeeting { no: no(), who, looked_at };
    let scopes = ["vc:room:readonly", "vc:meeting:readonly"].map(str::to_owned);
    vec![
        UserError::StillRunning { no: no(), has_ended: true },
        UserError::UnknownMeeting { no: no(), days: 30 },
        not_in_meeting(Who::named("张三"), 3),
        not_in_meeting(Who::Asker, 1),
        not_in_meeting(Who::Unnamed, 1),
        not_in_meeting(Who::Room, 1),
        UserError::External { name: name() },
        UserError::External { name: None },
        UserError::Outsider,
        UserError::NotReady { no: no(), ended_minutes_ago: 4 },
        UserError::NoData { no: no() },
        UserError::NoSuchName { no: no(), name: "张三".to_owned(), looked_at: 3 },
        UserError::NoneThen { no: no() },
        UserError::NoLatest { days: 30 },
        UserError::NoLatestThen,
        UserError::NobodyMeasured { no: no() },
        UserError::NoHistory { who: Who::named("张三"), days: 30 },
        UserError::NoHistory { who: Who::Asker, days: 30 },
        UserError::NoHistory { who: Who::Room, days: 30 },
        UserError::NothingRecent,
        UserError::SamePerson,
        UserError::AdminRoleMissing,
        UserError::ScopeMissing { scopes: scopes.to_vec() },
        UserError::ScopeMissing { scopes: Vec::new() },
        UserError::QuotaUsedUp,
    ]
}
