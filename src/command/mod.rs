//! Chat text to [`Command`]: tokens with character spans, mentions, meeting numbers and links, names,
//! days and times; one file a command.
//!
//! Which messages are for us:
//!
//! ```text
//! message   = { own-mention { pause } } ( command | question | help | nothing | talk )
//! command   = command-word arguments          `/quality`, `/质量`: see `registry`
//! question  = arguments that hold the number or the link of a meeting
//! pause     = ":" | "," | white space         full-width too
//! ```
//!
//! - A command is for us wherever it begins a message, with our mention before it or without: an
//!   app may receive all messages of a group, and people type `/quality` there as they do alone.
//! - Only mentions of ourselves that a message begins with, or that talk ends with, are dropped, by
//!   id; every other mention is an argument.
//! - Chinese needs no space after a command word, nor does a number: `/质量上次`, `/quality123456789`.
//! - Whoever speaks to us, in a 1:1 chat or with our mention, and tells a meeting, asks about it: the
//!   command word says nothing more then. Who also types a word like `/quality` talks about commands.
//! - In a group, our bare mention and our mention with a help word are answered with help, because
//!   that is how people ask what a bot can do, and so is what looks like a command of ours. Any other
//!   talk is ignored, even with our mention.
//! - In a 1:1 chat everything else, a picture too, is answered with help.
//!
//! Invariants: pure (knows neither the platform nor the store), never panics, linear in the length
//! of the text; a mistake is always at whole graphemes of what the asker saw.
//!
//! Source: dossier 2.1 to 2.3.

mod arguments;
mod day;
mod doctor;
mod error;
mod excerpt;
mod explain;
mod export;
mod forget;
mod glued;
mod help;
mod hour;
mod label;
mod link;
mod meeting;
mod mention;
mod message;
mod moment;
mod name;
mod numeral;
mod parse;
mod parsed;
mod person;
mod quality;
mod question;
mod quote;
mod recent;
mod registry;
mod room;
mod spelling;
mod token;
mod topic;
mod trend;
mod unwatch;
mod watch;
mod watches;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

pub use error::{CommandError, Mistake};
pub use message::{Mention, Message};
pub use parse::parse;
pub use parsed::{Command, ExportFormat, Parsed, Person, Question, Room, Topic, When, Which, Whom};
pub use registry::{COMMAND_WORDS, Entry, Usage, registry};
