//! The table of commands: what is accepted and what help tells are one.
//!
//! ```text
//! command      = command-word [ alias ] arguments
//! command-word = "/quality" | "/质量"     any case and width; not part of a longer word
//! ```
//!
//! A new command is a file with its `ENTRY` and a row in [`registry`].

use super::error::Misplaced;
use super::parsed::Command;
use super::token::Token;
use super::{help, quality};

/// What a command begins with, the usual one first. Folded: lower case, no full-width letters.
pub const COMMAND_WORDS: &[&str] = &["/quality", "/质量"];

/// A command: how it is called, and what help says of it.
#[derive(Debug)]
pub struct Entry {
    /// Names the command in the texts of each language.
    pub name: &'static str,
    /// First words after the command word that mean this command, the usual one first; none for
    /// the command that is meant without.
    pub aliases: &'static [&'static str],
    pub usages: &'static [Usage],
    pub(super) parse: fn(&[Token<'_>]) -> Result<Command, Misplaced>,
}

/// One way to use a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Usage {
    /// What to type. `{meeting}` and `{person}` stand for words of the reader's language.
    pub pattern: &'static str,
    /// With the entry's name, names the line that says what this does.
    pub key: &'static str,
}

static REGISTRY: [Entry; 2] = [quality::ENTRY, help::ENTRY];

/// All commands, in the order help tells them.
pub fn registry() -> &'static [Entry] {
    &REGISTRY
}

/// The command that arguments are for.
pub(super) fn select(arguments: &[Token<'_>]) -> &'static Entry {
    let word = arguments.first().and_then(Token::word);
    let named = word.and_then(|word| REGISTRY.iter().find(|entry| entry.aliases.contains(&word)));
    named.unwrap_or(&quality::ENTRY)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::{Message, Parsed, parse};

    #[test]
    fn what_help_tells_to_type_is_understood() {
        for entry in registry() {
            for usage in entry.usages {
                let text =
                    usage.pattern.replace("{meeting}", "123456789").replace("{person}", "me");
                assert!(!text.contains('{'), "{} has an unknown placeholder", usage.pattern);
                let said = Message {
                    text: &text,
                    mentions: &[],
                    bot: None,
                    direct: false,
                    said_at: jiff::civil::date(2026, 11, 20).at(12, 0, 0, 0),
                };
                let Parsed::Command(command) = parse(&said) else { panic!("{text} is wrong") };
                assert_eq!(matches!(command, Command::Help), entry.name == "help", "{text}");
            }
        }
    }

    #[test]
    fn no_word_means_two_commands() {
        let mut words: Vec<_> = registry().iter().flat_map(|entry| entry.aliases).collect();
        let all = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), all);
    }
}
