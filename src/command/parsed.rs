//! What a message turned out to say.

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use super::error::CommandError;
use crate::quality::ids::{MeetingNo, OpenId, RoomId};

/// What a message asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Nothing in particular yet: a form to fill in.
    Form,
    /// How good a meeting was.
    Quality(Question),
    /// What was answered in this chat.
    Recent,
    /// A person's meetings over time.
    Trend {
        person: Person,
        days: u16,
    },
    /// The answer to a question as a file.
    Export {
        question: Question,
        format: ExportFormat,
    },
    /// A report here whenever the meeting ends; without `always` only when something was bad.
    Watch {
        meeting: MeetingNo,
        always: bool,
    },
    /// What is watched here.
    Watches,
    Unwatch {
        meeting: MeetingNo,
    },
    /// What something means; without a topic, what can be explained.
    Explain {
        topic: Option<Topic>,
    },
    /// Deletes what is kept about the one who asks.
    ForgetMe,
    /// What is missing for the bot to work.
    Doctor,
    /// What the bot can do.
    Help,
}

/// A question about a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub meeting: Which,
    /// Which of the number's instances; the newest when absent.
    pub when: Option<When>,
    pub whom: Whom,
}

/// Which meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    No(MeetingNo),
    /// The latest one of whoever asks.
    Latest,
}

/// A day, or a moment of it, in the operator's zone; never in the future.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    pub date: Date,
    pub time: Option<Time>,
}

/// Whom a question is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whom {
    Everybody,
    One(Person),
    Two(Person, Person),
}

/// Somebody, as they were named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Person {
    /// The one who asks.
    Sender,
    Mentioned {
        id: OpenId,
        name: String,
        external: bool,
    },
    /// By their name in the participant list.
    Named(String),
    Room(Room),
}

/// A Rooms device, as it was named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Room {
    Id(RoomId),
    Named(String),
}

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    Csv,
    Xlsx,
}

/// Something that can be explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    Loss,
    Delay,
    Jitter,
    Latency,
    Bitrate,
    Resolution,
    FrameRate,
    Volume,
    Cpu,
    /// The estimate of how speech sounded.
    Voice,
    /// Good, fair, poor.
    Grade,
    BadMinute,
    Coverage,
    /// One person, one office, everybody.
    Scope,
}

/// What a message turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Parsed {
    Command(Command),
    /// Addressed to us, but wrong.
    Wrong(CommandError),
    /// Not for us.
    Ignored,
}
