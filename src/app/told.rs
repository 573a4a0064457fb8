//! Everything that is told with a card beside the answer about one person.
//!
//! Words between the use cases, which decide what is told, and `render`, which says it.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::answer::{Answer, Gap, Meeting};
use super::asked::{Judged, JudgedWhole, Watch};
use super::ids::AskedId;
use super::said::Offer;
use crate::command::Topic;
use crate::quality::ids::{MeetingNo, OpenId, ParticipantId};
use crate::quality::judgement::State;
pub use crate::quality::together::Whose;
use crate::quality::verdict::{CauseId, Scope, ScopeVerdict, Side};

/// What is told.
#[derive(Debug, Clone, Copy)]
pub enum Told<'a> {
    /// A whole meeting. Its buttons are of the question.
    Whole(&'a Whole, &'a Offer),
    /// A whole meeting is being looked at.
    Progress(&'a Done<'a>),
    /// The asker stopped it.
    Cancelled(&'a Done<'a>),
    /// Two people on one axis.
    Pair(&'a Pair, &'a Offer),
    /// Which one was meant?
    Picker(&'a Picker<'a>),
    /// Nothing was asked yet.
    Form(&'a Form<'a>),
    /// What was answered in this chat, the latest first.
    Recent(&'a [Given]),
    Trend(&'a Trend),
    Watching(&'a Watching),
    /// What is watched in this chat; the question's buttons end a watch.
    Watches(&'a AskedId, &'a [Watch]),
    /// What something means; `None` lists the topics.
    Explained(Option<Topic>),
    Forgotten(&'a Forgotten),
    /// What is missing for the bot to work.
    Doctor(&'a [Finding]),
    /// The asker may not see it.
    Refused(&'a Refused),
    /// To the person: somebody would like to see their meeting.
    ShareAsked(&'a ShareAsked),
    /// Devices, networks and addresses of an answer: to the person themself, or to support.
    Details(&'a Answer),
    /// In the chat: the answer went to the asker alone.
    ToYouAlone(Whisper),
    /// In the place of a card: the answer is a file, which was sent as a message of its own.
    FileSent,
}

/// How a whole meeting was for everybody.
#[derive(Debug, Clone)]
pub struct Whole {
    pub meeting: Meeting,
    /// Worst first. Their places are what the drill-down buttons carry.
    pub people: Vec<Standing>,
    /// Who could not be measured, by name.
    pub unmeasured: Vec<Unmeasured>,
    /// Whose trouble it was.
    pub scope: Scope,
    /// Minute by minute, oldest first: how many were bad, of how many.
    pub minutes: Vec<CrowdMinute>,
    /// Empty when everything there is was fetched.
    pub gaps: Vec<Gap>,
}

/// One minute of everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CrowdMinute {
    pub minute: Timestamp,
    pub bad: u32,
    pub rated: u32,
}

/// How one of many stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    pub id: ParticipantId,
    pub name: String,
    pub judged: Judged,
    pub too_short: bool,
    pub rated_minutes: u32,
    /// 0 to 1.
    pub coverage: f64,
    /// The worst minute, and how bad it was.
    pub worst: Option<(Timestamp, State)>,
    pub side: Side,
    pub scope: ScopeVerdict,
    /// Of how speech sounded in the direction that was worse, 1 to 4.5.
    pub mos: Option<f64>,
    pub network_type: Option<String>,
    pub app_version: Option<String>,
}

/// Somebody without data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmeasured {
    pub name: String,
    pub why: WhyUnmeasured,
}

/// Why there is no data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WhyUnmeasured {
    /// Of another tenant, or a guest.
    External,
    /// A telephone, or something else without an id to ask by.
    NoId,
    /// The platform has nothing of them.
    NoData,
    /// The meeting ended a moment ago: it may still come.
    NotReady,
    /// It could not be fetched this time.
    Failed,
}

/// How far the look at a whole meeting came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Done<'a> {
    pub asked: &'a AskedId,
    pub no: MeetingNo,
    /// Calls that were answered, of those planned.
    pub calls: u32,
    pub of_calls: u32,
    pub people: u32,
    pub of_people: u32,
    /// From the platform's limit and what else is under way; `None` at the end.
    pub left: Option<Duration>,
}

/// Two people in one meeting.
#[derive(Debug, Clone)]
pub struct Pair {
    pub one: Answer,
    pub other: Answer,
    pub whose: Whose,
}

/// Several fit.
#[derive(Debug, Clone)]
pub struct Picker<'a> {
    pub asked: &'a AskedId,
    pub no: MeetingNo,
    pub among: Among<'a>,
    /// How many more there are than can be shown.
    pub more: usize,
}

/// What is to be picked. The place in the list is what a choice carries.
#[derive(Debug, Clone, Copy)]
pub enum Among<'a> {
    /// Newest first.
    Meetings(&'a [Meeting]),
    /// People whose names fit.
    People(&'a [Candidate]),
}

/// Somebody whose name fits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    pub id: ParticipantId,
    pub name: String,
    /// When they first joined: tells two of one name apart.
    pub join: Timestamp,
}

/// A form to ask with.
#[derive(Debug, Clone, Copy)]
pub struct Form<'a> {
    pub asked: &'a AskedId,
    /// The asker's meetings, newest first. The place in the list is what a choice carries.
    pub meetings: &'a [Meeting],
}

/// A judgement as it is remembered for a year, without the minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remembered {
    pub meeting: Meeting,
    pub person: ParticipantId,
    pub name: String,
    pub judged: Judged,
    pub rated_minutes: u32,
    /// Bad minutes that each cause explains.
    pub by_cause: BTreeMap<CauseId, u32>,
    /// Such as `wifi`; of the longest session.
    pub network_type: Option<String>,
    pub app_version: Option<String>,
}

/// An answer that was given before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    One(Remembered),
    /// Two people in one meeting.
    Two(Box<[Remembered; 2]>),
    /// Everybody; what was judged is absent in what an earlier version noted.
    Everybody(Meeting, Option<JudgedWhole>),
}

impl Given {
    pub fn meeting(&self) -> &Meeting {
        match self {
            Self::One(one) => &one.meeting,
            Self::Two(both) => &both[0].meeting,
            Self::Everybody(meeting, _) => meeting,
        }
    }

    /// Whom it is about; nobody in particular where it is about everybody.
    pub fn people(&self) -> Vec<&ParticipantId> {
        match self {
            Self::One(one) => vec![&one.person],
            Self::Two(both) => both.iter().map(|it| &it.person).collect(),
            Self::Everybody(..) => Vec::new(),
        }
    }
}

/// A person's meetings over time.
#[derive(Debug, Clone)]
pub struct Trend {
    /// `None` for the asker.
    pub name: Option<String>,
    pub days: u16,
    /// Oldest first; at least one.
    pub meetings: Vec<Remembered>,
    /// Bad minutes by cause, the most first.
    pub by_cause: Vec<(CauseId, u32)>,
    pub by_network: Vec<Tally>,
    pub by_version: Vec<Tally>,
}

/// Minutes of everything that has something in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// In the platform's words; `None` where it is not known.
    pub what: Option<String>,
    pub meetings: u32,
    pub rated_minutes: u32,
    pub bad_minutes: u32,
}

/// What became of a wish to watch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Watching {
    /// From now on.
    Begun {
        no: MeetingNo,
        always: bool,
    },
    /// Nothing was ever heard of this number; it is watched all the same.
    BegunUnknown {
        no: MeetingNo,
        always: bool,
    },
    Ended {
        no: MeetingNo,
    },
    /// It was not watched here.
    NotWatched {
        no: MeetingNo,
    },
    TooMany {
        limit: usize,
    },
}

/// How much was deleted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// Readings of meetings.
    pub results: usize,
    /// Judgements of meetings.
    pub judgements: usize,
    /// Questions the person asked.
    pub questions: usize,
    pub opinions: usize,
    pub watches: usize,
    /// Lists of participants in which the person stood.
    pub rosters: usize,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub what: Examined,
    pub health: Health,
}

/// What is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Examined {
    /// App id and secret.
    Credentials,
    /// Meetings can be listed, with the scope and the admin role it needs.
    Meetings,
    /// Whether a group has members of other tenants.
    Chats,
    /// `vc.meeting.all_meeting_ended_v1` came lately.
    EndedEvents,
    /// Browsers can reach the bot.
    PublicAddress,
    Store,
    /// Calls that are left this minute.
    Budget,
}

/// How it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Health {
    Well,
    /// An operator has to do something: what the platform said, or a setting's name.
    Missing(String),
    /// Could not be found out.
    Unknown(String),
}

/// The asker may not see what they asked for.
#[derive(Debug, Clone)]
pub struct Refused {
    pub why: WhyRefused,
    /// Whom they asked about, where that is one person.
    pub name: Option<String>,
    /// The question with which the person can be asked to share; `None` where nobody could.
    pub ask: Option<AskedId>,
}

/// Why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyRefused {
    /// Of another tenant.
    Outsider,
    /// Everybody may ask about themself alone (`self`).
    OnlyOneself,
    /// Who was not in the meeting may not ask about it (`meeting`).
    NotThere,
    /// For the support team.
    OnlySupport,
    /// The person said no.
    Declined,
}

/// Somebody would like to see how a meeting was for a person.
#[derive(Debug, Clone)]
pub struct ShareAsked {
    /// The question; its buttons answer.
    pub asked: AskedId,
    /// Who asks.
    pub by: OpenId,
    pub meeting: Meeting,
}

/// Why an answer went to the asker alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whisper {
    /// People of other tenants are in the group.
    ExternalGroup,
    /// It holds personal data.
    Personal,
}
