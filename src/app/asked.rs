//! A question that was answered with a card: what the card's buttons and its report are about.
//!
//! Invariants: a button carries nothing but the id; whatever it is about is looked up here, so
//! nobody can ask for somebody else's data by changing a button.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::answer::Meeting;
pub use super::ids::AskedId;
use super::inbound::{InboundMessage, Presser};
use super::said::{FileFormat, Privacy};
use super::told::Candidate;
use crate::quality::ids::{MeetingNo, OpenId, ParticipantId};
use crate::quality::judgement::Grade;
use crate::quality::verdict::{CauseId, ScopeVerdict};

/// Buttons work, and a card can be replaced, for so long (dossier 7.2, 8.1).
const CARD_LIFETIME: SignedDuration = SignedDuration::from_hours(14 * 24);

/// A question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    pub id: AskedId,
    /// As it was asked, so that it can be asked again.
    pub message: InboundMessage,
    /// The instance it is about, where that was chosen and not searched.
    #[serde(default)]
    pub pinned: Option<Meeting>,
    /// What the card's buttons and lists offer, by place.
    #[serde(default)]
    pub choices: Choices,
    /// `None` while there is no answer.
    pub answered: Option<Answered>,
    /// What became of it when it is about everybody; `answered` stays empty then, and `pinned` is
    /// the meeting.
    #[serde(default)]
    pub whole: Option<WholeNoted>,
    /// The answer is wanted as a file.
    #[serde(default)]
    pub file: Option<FileFormat>,
    /// The first question whose card it takes the place of: who takes that back takes this back.
    #[serde(default)]
    pub instead_of: Option<AskedId>,
    /// Its planned work was stopped before it began, and its card says so or is gone.
    #[serde(default)]
    pub dropped: bool,
    pub at: Timestamp,
    /// The links to its report were withdrawn. Kept apart, so that noting an answer never takes it
    /// back.
    #[serde(skip)]
    pub withdrawn: bool,
    /// The person it is about agreed that the asker sees it. Kept apart, too.
    #[serde(skip)]
    pub shared: bool,
    /// Whoever pressed for it to be answered now: the look is theirs. Never noted.
    #[serde(skip)]
    pub pressed: Option<Presser>,
}

/// What a card lets somebody choose from: a button carries the place alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choices {
    #[default]
    None,
    Meetings(Vec<Meeting>),
    People(Vec<Candidate>),
    Numbers(Vec<MeetingNo>),
}

/// Why work on a question is to end before its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stop {
    /// Its asker pressed the button.
    Cancelled,
    /// The message was recalled: nobody wants to read anything about it.
    Recalled,
}

/// A wish to hear of a meeting when it has ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Watch {
    pub tenant: String,
    pub no: MeetingNo,
    pub kind: WatchKind,
    pub by: OpenId,
    pub since: Timestamp,
    /// What had ended by then is no news. Earlier versions moved it on with each end.
    pub seen: Option<Timestamp>,
}

/// What is to happen then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WatchKind {
    /// Every time a report into this chat; without `always` only when something was bad.
    Chat { chat: String, always: bool },
    /// Once the answer to this question.
    Once { asked: AskedId },
}

/// What became of a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    pub about: About,
    /// The other one, where it is about two.
    #[serde(default)]
    pub beside: Option<ParticipantId>,
    /// All of the result is kept.
    pub kept: bool,
    /// Nothing more can come of asking again.
    pub settled: bool,
    pub judged: Judged,
    /// Others whom the answer quotes by name.
    #[serde(default)]
    pub quotes: Vec<ParticipantId>,
}

/// What became of a question about everybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WholeNoted {
    /// The platform's unique long id of the meeting.
    pub instance: String,
    /// Nothing more can come of asking again; all of the result is kept.
    pub settled: bool,
    /// Absent in what an earlier version noted.
    #[serde(default)]
    pub judged: Option<JudgedWhole>,
}

/// What was judged of everybody, in short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct JudgedWhole {
    /// With a rated minute.
    pub people: u32,
    /// With a bad minute, of these.
    pub bad: u32,
    pub scope: ScopeVerdict,
}

/// What was judged, in short: rules may change later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    pub grade: Grade,
    pub bad_minutes: u32,
    /// The likelier first.
    pub causes: Vec<CauseId>,
}

/// Somebody in a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The platform's unique long id of the meeting.
    pub instance: String,
    pub person: ParticipantId,
}

impl Asked {
    /// A question that was just asked, and has no answer yet.
    pub fn new(id: AskedId, message: InboundMessage, at: Timestamp) -> Self {
        Self {
            id,
            message,
            pinned: None,
            choices: Choices::None,
            answered: None,
            whole: None,
            file: None,
            instead_of: None,
            dropped: false,
            at,
            withdrawn: false,
            shared: false,
            pressed: None,
        }
    }

    /// The question whose card it stands on, or itself.
    pub fn first(&self) -> &AskedId {
        self.instead_of.as_ref().unwrap_or(&self.id)
    }

    /// Whom its answer quotes by name.
    pub fn quotes(&self) -> &[ParticipantId] {
        self.answered.as_ref().map_or(&[], |answered| &answered.quotes)
    }

    /// Whether a card or a file was made of it.
    pub fn has_answer(&self) -> bool {
        self.answered.is_some() || self.whole.is_some()
    }

    /// Whether the card is too old for its buttons.
    pub fn is_past(&self, now: Timestamp) -> bool {
        now.duration_since(self.at) > CARD_LIFETIME
    }

    /// Whose complete result there is.
    pub fn kept(&self) -> Option<&About> {
        self.answered.as_ref().filter(|answered| answered.kept).map(|answered| &answered.about)
    }

    /// How much the readers of the card may see: somebody who asks about themself where nobody else
    /// reads along may see all.
    pub fn privacy(&self) -> Privacy {
        let is_own = |it: &Answered| it.about.person.is(&self.message.sender);
        match self.message.direct && self.answered.as_ref().is_some_and(is_own) {
            true => Privacy::Own,
            false => Privacy::Chat,
        }
    }

    /// Whether somebody may take back what the card shows: who asked, and whom it is about.
    pub fn is_of(&self, person: &OpenId) -> bool {
        let about = self.answered.as_ref().map(|answered| &answered.about.person);
        self.message.sender == *person || about.is_some_and(|it| it.is(person))
    }
}

/// What somebody thinks of a judgement, kept beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opinion {
    pub by: OpenId,
    pub right: bool,
    pub at: Timestamp,
    pub judged: Judged,
}
