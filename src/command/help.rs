//! `/quality help`: what the bot can do.
//!
//! ```text
//! arguments = help-word …     whatever follows: who asks for help gets it
//! help-word = "help" | "帮助" | "?" | "--help" | "-h" | "/help"
//! ```

use super::error::Misplaced;
use super::parsed::Command;
use super::registry::{Entry, Usage};
use super::token::Token;

pub(super) const ENTRY: Entry = Entry {
    name: "help",
    aliases: &["help", "帮助", "?", "--help", "-h", "/help"],
    usages: &[Usage { pattern: "/quality help", key: "help" }],
    parse,
};

#[expect(clippy::unnecessary_wraps, reason = "every entry of the registry parses like this")]
fn parse(_arguments: &[Token<'_>]) -> Result<Command, Misplaced> {
    Ok(Command::Help)
}
