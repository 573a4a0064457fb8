//! What a message turned out to say.

use super::error::CommandError;
use crate::quality::ids::{MeetingNo, OpenId};

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
