//! A chat message as this room reads it.

use jiff::civil::DateTime;

use crate::quality::ids::OpenId;

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
    /// Our own id, to know when we are addressed. While it is unknown, every bot may be us: an
    /// answer too many is better than none.
    pub bot: Option<&'a OpenId>,
    /// A chat with nobody but the bot: every message is for us.
    pub direct: bool,
    /// When it was said, in the operator's zone: what "yesterday" is counted from.
    pub said_at: DateTime,
}
