//! The table of commands: what is accepted and what help tells are one.
//!
//! ```text
//! command      = command-word [ alias ] arguments     an alias is the first word: elsewhere it is none
//! command-word = "/quality" | "/质量"     any case and width; not part of a longer word
//! ```
//!
//! A new command is a file with its `ENTRY` and a row in [`registry`].

use super::arguments::Arguments;
use super::error::Misplaced;
use super::parsed::Command;
use super::token::Token;
use super::{
    doctor, explain, export, forget, help, quality, recent, trend, unwatch, watch, watches,
};

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
    pub(super) parse: fn(&Arguments<'_, '_>) -> Result<Command, Misplaced>,
}

/// One way to use a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Usage {
    /// With the entry's name, names the line that says what this does.
    pub key: &'static str,
    /// What a reader of Chinese types. `{meeting}`, `{person}` and `{other}` stand for words of the
    /// reader's language.
    pub zh_cn: &'static str,
    /// What a reader of English types.
    pub en_us: &'static str,
}

static REGISTRY: [Entry; 11] = [
    quality::ENTRY,
    recent::ENTRY,
    trend::ENTRY,
    export::ENTRY,
    watch::ENTRY,
    watches::ENTRY,
    unwatch::ENTRY,
    explain::ENTRY,
    forget::ENTRY,
    doctor::ENTRY,
    help::ENTRY,
];

/// All commands, in the order help tells them.
pub fn registry() -> &'static [Entry] {
    &REGISTRY
}

/// The command that tokens are for, and the alias they begin with, if they begin with one.
pub(super) fn select(tokens: &[Token<'_>]) -> (&'static Entry, Option<&'static str>) {
    let word = tokens.first().and_then(Token::word);
    let named = REGISTRY.iter().find_map(|entry| {
        let alias = entry.aliases.iter().find(|alias| Some(**alias) == word)?;
        Some((entry, Some(*alias)))
    });
    named.unwrap_or((&quality::ENTRY, None))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::{Message, Parsed, parse};

    #[test]
    fn what_help_tells_to_type_is_understood() {
        for entry in registry() {
            for text in entry.usages.iter().flat_map(|usage| [usage.zh_cn, usage.en_us]) {
                let text = text
                    .replace("{meeting}", "123456789")
                    .replace("{person}", "me")
                    .replace("{other}", "李四");
                assert!(!text.contains('{'), "{text} has an unknown placeholder");
                let said = Message {
                    text: &text,
                    mentions: &[],
                    bot: None,
                    direct: false,
                    said_at: jiff::civil::date(2026, 11, 20).at(12, 0, 0, 0),
                };
                let Parsed::Command(command) = parse(&said) else { panic!("{text} is wrong") };
                assert_eq!(name(&command), entry.name, "{text}");
            }
        }
    }

    #[test]
    fn both_languages_tell_to_type_the_same() {
        for usage in registry().iter().flat_map(|entry| entry.usages) {
            let places = |text: &str| {
                ["{meeting}", "{person}", "{other}"].map(|place| text.matches(place).count())
            };
            assert_eq!(places(usage.zh_cn), places(usage.en_us), "{}", usage.en_us);
        }
    }

    fn name(command: &Command) -> &'static str {
        match command {
            Command::Form | Command::Quality(_) => "quality",
            Command::Recent => "recent",
            Command::Trend { .. } => "trend",
            Command::Export { .. } => "export",
            Command::Watch { .. } => "watch",
            Command::Watches => "watches",
            Command::Unwatch { .. } => "unwatch",
            Command::Explain { .. } => "explain",
            Command::ForgetMe => "forget",
            Command::Doctor => "doctor",
            Command::Help => "help",
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
