//! Whether a message is for us, and which command it is.

use super::arguments::Arguments;
use super::excerpt;
use super::mention::{Roster, Who};
use super::message::Message;
use super::parsed::{Command, Parsed};
use super::registry::{self, COMMAND_WORDS};
use super::spelling::{fold, is_pause, is_separator, strip_folded};
use super::token;

/// Reads a message. Never fails: what is not understood is [`Parsed::Wrong`], what is not for us
/// is [`Parsed::Ignored`]; the room's documentation says which is which.
pub fn parse(message: &Message<'_>) -> Parsed {
    let roster = Roster::new(message);
    let (said, addressed) = strip_us(message.text.trim_matches(is_separator), &roster);
    if let Some((command, arguments)) = split_command_word(said) {
        return parse_arguments(command, arguments, message, &roster);
    }
    if message.direct || (addressed && (said.is_empty() || is_help(said, &roster))) {
        return Parsed::Command(Command::Help);
    }
    Parsed::Ignored
}

fn parse_arguments<'t>(
    command: &str,
    text: &'t str,
    message: &Message<'t>,
    roster: &Roster<'t>,
) -> Parsed {
    let tokens = token::read(text, roster);
    let (entry, alias) = registry::select(&tokens);
    let said_at = message.said_at;
    let all = Arguments { text, alias: alias.unwrap_or_default(), tokens: &tokens, said_at };
    match (entry.parse)(&all.after(usize::from(alias.is_some()))) {
        Ok(command) => Parsed::Command(command),
        Err(wrong) => Parsed::Wrong(excerpt::quote(command, text, &tokens, &wrong)),
    }
}

/// The text without the mentions of ourselves that it begins with, and whether there were any.
fn strip_us<'t>(text: &'t str, roster: &Roster<'_>) -> (&'t str, bool) {
    let mut rest = text;
    let mut addressed = false;
    while let Some((mentioned, after)) = roster.strip(rest)
        && mentioned.who == Who::Us
    {
        rest = after.trim_start_matches(|c| is_separator(c) || is_pause(c));
        addressed = true;
    }
    (rest, addressed)
}

/// A text that begins with a command word, split after it and the pause that may follow.
fn split_command_word(text: &str) -> Option<(&str, &str)> {
    let after = COMMAND_WORDS
        .iter()
        .find_map(|word| strip_folded(text, word).filter(|after| ends_word(word, after)))?;
    let arguments = after.trim_start_matches(is_pause);
    text.split_at_checked(text.len() - arguments.len())
}

/// Whether a command word is whole: `/quality-report` and `/quality.md` are other words. Chinese
/// puts no space between a word and digits, so `/质量123456789` is two.
fn ends_word(word: &str, after: &str) -> bool {
    let Some(next) = after.chars().next() else { return true };
    let digits_may_follow = !word.is_ascii();
    is_separator(next)
        || is_pause(next)
        || matches!(next, '@' | '＠' | '?' | '？')
        || (digits_may_follow
            && fold(next.encode_utf8(&mut [0; 4])).starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether a text is a help word and nothing else.
fn is_help<'t>(text: &'t str, roster: &Roster<'t>) -> bool {
    let tokens = token::read(text, roster);
    tokens.len() == 1 && registry::select(&tokens).0.name == "help"
}
