//! Everything that is told with a card beside the answer about one person.
//!
//! Words between the use cases, which decide what is told, and `render`, which says it.

mod choice;
mod health;
mod memory;
mod refused;
mod whole;

pub use self::choice::{Among, Candidate, Form, Picker};
pub use self::health::{Examined, Finding, Health};
pub use self::memory::{Forgotten, Given, Remembered, Tally, Trend};
pub use self::refused::{Refused, ShareAsked, Whisper, WhyRefused};
pub use self::whole::{CrowdMinute, Done, Standing, Unmeasured, Whole, WhyUnmeasured};
use super::answer::Answer;
use super::asked::Watch;
use super::error::FaultId;
use super::ids::AskedId;
use super::said::Offer;
use crate::command::Topic;
use crate::quality::ids::MeetingNo;
pub use crate::quality::together::Whose;

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

/// Two people in one meeting.
#[derive(Debug, Clone)]
pub struct Pair {
    pub one: Answer,
    pub other: Answer,
    pub whose: Whose,
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
    /// It has ended, and who watches it may not see how it was.
    Withheld {
        no: MeetingNo,
        why: WhyRefused,
    },
    /// It has ended, and its report could not be made.
    Failed {
        no: MeetingNo,
        fault: FaultId,
    },
}
