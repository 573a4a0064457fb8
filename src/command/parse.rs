//! Whether a message is for us, and which command it is.

use super::arguments::Arguments;
use super::excerpt;
use super::mention::{Roster, Who};
use super::message::Message;
use super::parsed::{Command, Parsed};
use super::registry::{self, COMMAND_WORDS};
use super::spelling::{is_pause, is_separator, strip_folded};
use super::token::{self, Token};
use super::{meeting, name};

/// Reads a message. Never fails: what is not understood is [`Parsed::Wrong`], what is not for us
/// is [`Parsed::Ignored`]; the room's documentation says which is which.
pub fn parse(message: &Message<'_>) -> Parsed {
    let roster = Roster::new(message);
    let (said, addressed) = strip_us(message.text.trim_matches(is_separator), &roster);
    if let Some((command, arguments)) = split_command_word(said, &roster) {
        let tokens = token::read(arguments, &roster);
        return parse_arguments(command, arguments, &tokens, message);
    }
    let tokens = token::read(said, &roster);
    let (tokens, called) = without_us_at_end(&tokens);
    if !message.direct && !addressed && !called {
        return Parsed::Ignored;
    }
    if asks_about_a_meeting(tokens) {
        let asked = token::span(tokens).and_then(|asked| said.get(..asked.end));
        return parse_arguments("", asked.unwrap_or(said), tokens, message);
    }
    if message.direct || said.is_empty() || is_help(tokens) || is_nearly_ours(said) {
        return Parsed::Command(Command::Help);
    }
    Parsed::Ignored
}

fn parse_arguments<'t>(
    command: &str,
    text: &'t str,
    tokens: &[Token<'t>],
    message: &Message<'_>,
) -> Parsed {
    let (entry, alias) = registry::select(tokens);
    let said_at = message.said_at;
    let all = Arguments { text, alias: alias.unwrap_or_default(), tokens, said_at };
    match (entry.parse)(&all.after(usize::from(alias.is_some()))) {
        Ok(command) => Parsed::Command(command),
        Err(wrong) => Parsed::Wrong(excerpt::quote(command, text, tokens, &wrong)),
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

/// Tokens without a mention of ourselves that they end with, and whether there is one.
fn without_us_at_end<'a, 't>(tokens: &'a [Token<'t>]) -> (&'a [Token<'t>], bool) {
    match tokens.split_last() {
        Some((last, others)) if last.is_us() => (others, true),
        _ => (tokens, false),
    }
}

/// A text that begins with a command word, split after it and the pause that may follow.
fn split_command_word<'t>(text: &'t str, roster: &Roster<'t>) -> Option<(&'t str, &'t str)> {
    let (word, after) = command_word(text)?;
    if !ends_word(after) && !is_glued(word, after, roster) {
        return None;
    }
    let arguments = after.trim_start_matches(is_pause);
    text.split_at_checked(text.len() - arguments.len())
}

/// The command word that a text begins with, and what follows, which may be the rest of a longer
/// word.
fn command_word(text: &str) -> Option<(&'static str, &str)> {
    COMMAND_WORDS.iter().find_map(|word| Some((*word, strip_folded(text, word)?)))
}

/// Whether a command word is whole: `/quality-report` and `/quality.md` are other words.
fn ends_word(after: &str) -> bool {
    after.chars().next().is_none_or(|next| {
        is_separator(next) || is_pause(next) || matches!(next, '@' | '＠' | '?' | '？')
    })
}

/// Whether what follows a command word without a space is another word all the same. Chinese puts
/// none, so `/质量上次` is two words; `/质量报告` is one, as nobody can tell it from a name. After
/// Latin letters only the number of a meeting is beyond doubt.
fn is_glued<'t>(word: &str, after: &'t str, roster: &Roster<'t>) -> bool {
    let tokens = token::read(after, roster);
    runs_on(after)
        && match word.is_ascii() {
            true => meeting::is_whole(&tokens),
            false => registry::select(&tokens).1.is_some() || !name::is_possible(&tokens),
        }
}

/// Whether a text begins with a command word that runs on: `/qualitycheck`, `/质量报告`.
fn is_nearly_ours(text: &str) -> bool {
    command_word(text).is_some_and(|(_, after)| runs_on(after))
}

fn runs_on(after: &str) -> bool {
    after.chars().next().is_some_and(char::is_alphanumeric)
}

/// Whether somebody who speaks to us without a command word asks about a meeting: its number is
/// there, and no word like `/other`, of which they talk.
fn asks_about_a_meeting(tokens: &[Token<'_>]) -> bool {
    let is_command = |token: &Token<'_>| token.word().is_some_and(|word| word.starts_with('/'));
    let mut rests = (0..tokens.len()).filter_map(|from| tokens.get(from..));
    !tokens.iter().any(is_command) && rests.any(meeting::is_whole)
}

/// Whether a text is a help word and nothing else.
fn is_help(tokens: &[Token<'_>]) -> bool {
    tokens.len() == 1 && registry::select(tokens).0.name == "help"
}
