//! What can be wrong with a command, and where.

use std::ops::Range;

/// What is wrong with a command. Of several mistakes the first in the text is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mistake {
    /// No meeting at all.
    MeetingMissing,
    /// Digits, but not nine of them.
    MeetingDigits { digits: usize },
    /// No number, where only a number will do.
    NumberMissing,
    /// Two meetings.
    TwoMeetings,
    /// Two numbers, where only a number will do.
    TwoNumbers,
    /// The latest meeting, where only a number will do.
    NumberNeeded,
    /// Two people, where one is asked about.
    TwoPeople,
    /// Three people.
    ThreePeople,
    /// Two people, where a file is asked for.
    FileOfTwo,
    /// A name, where only a mention tells who it is.
    MentionNeeded,
    /// `@all` is nobody in particular.
    Everybody,
    /// A bot is in no meeting.
    Bot,
    /// A mention that is not among the message's mentions: typed, not picked.
    TypedMention,
    /// `room:` without a room.
    RoomMissing,
    /// A word that means nothing here.
    UnknownWord,
    /// Something that this command has no use for.
    NotHere,
    /// A day or a time that is still to come.
    FutureDate,
    /// A day more than a year ago.
    LongAgo,
    /// Two different days, or two different times.
    TwoDates,
    /// A day that no calendar has.
    NoSuchDate,
    /// A week or a month, where a day is needed.
    DayNeeded,
    /// A time that no clock shows.
    NoSuchTime,
    /// No span of 1 to 365 days.
    TrendDays,
    /// A kind of file that we do not make.
    UnknownFormat,
    /// Two kinds of file.
    TwoFormats,
    /// Nothing that can be explained.
    UnknownTopic,
    /// `forget` without saying that oneself is meant.
    ForgetWhom,
}

/// A wrong command: the mistake, and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandError {
    pub mistake: Mistake,
    /// The message as people see it, from the command word on: mentions as `@name`, links as their
    /// label. Of a long message only the neighbourhood of the mistake, at most 200 graphemes and
    /// 8 KiB, with `…` where something is left out (also inside a long mistake).
    pub text: String,
    /// The wrong part of `text`, in bytes, always on character boundaries of whole graphemes;
    /// empty at the end of the text when something is missing.
    pub at: Range<usize>,
}

impl CommandError {
    /// The text before, at and after the mistake.
    pub fn parts(&self) -> (&str, &str, &str) {
        let (before, rest) = self.text.split_at_checked(self.at.start).unwrap_or((&self.text, ""));
        let (wrong, after) = rest.split_at_checked(self.at.len()).unwrap_or((rest, ""));
        (before, wrong, after)
    }
}

/// A mistake in the arguments of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Misplaced {
    pub(super) mistake: Mistake,
    /// From the beginning of one token to the end of the same or a later one, in bytes of the
    /// arguments; `None` when something is missing at the end.
    pub(super) at: Option<Range<usize>>,
}

impl Misplaced {
    pub(super) fn at(mistake: Mistake, at: Range<usize>) -> Self {
        Self { mistake, at: Some(at) }
    }

    pub(super) fn missing(mistake: Mistake) -> Self {
        Self { mistake, at: None }
    }
}
