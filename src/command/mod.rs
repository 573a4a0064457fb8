//! Chat text to [`Command`]: tokens with character spans, mentions, meeting numbers and links.
//!
//! Pure: knows neither the platform nor the store.

use std::ops::Range;

use crate::quality::ids::{MeetingNo, OpenId};

/// Somebody who is mentioned in a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The placeholder that stands in the text, such as `@_user_1`.
    pub key: String,
    /// Absent for `@_all`.
    pub id: Option<OpenId>,
    pub name: String,
    /// A bot, by the platform's word or because it is ourselves.
    pub bot: bool,
    /// Of another tenant than ours.
    pub external: bool,
}

/// A message as the command room reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message<'a> {
    /// The text, with mentions as their keys; rich text is already flattened.
    pub text: &'a str,
    pub mentions: &'a [Mention],
    /// Our own id, to know when we are addressed.
    pub bot: Option<&'a OpenId>,
    /// A chat with nobody but the bot: every message is for us.
    pub direct: bool,
}

/// What a message asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// How good a meeting was for one person.
    Quality { meeting: MeetingNo, person: Person },
    /// What the bot can do.
    Help,
}

/// Whom a question is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Person {
    /// The one who asks.
    Sender,
    Mentioned {
        id: OpenId,
        name: String,
        external: bool,
    },
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

/// What is wrong with a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mistake {
    /// No meeting number at all.
    MeetingMissing,
    /// Digits, but not nine of them.
    MeetingDigits { digits: usize },
    /// Two meeting numbers.
    TwoMeetings,
    /// Two people.
    TwoPeople,
    /// `@all` is nobody in particular.
    Everybody,
    /// A bot is in no meeting.
    Bot,
    /// A mention that is not among the message's mentions: typed, not picked.
    TypedMention,
    /// A word that means nothing here.
    UnknownWord,
}

/// A wrong command: the mistake, and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandError {
    pub mistake: Mistake,
    /// The message as people see it: mentions as `@name`.
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
