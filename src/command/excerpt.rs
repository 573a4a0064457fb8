//! What is quoted to the asker of a wrong command: the text as they saw it, with the mistake in
//! it, cut to a length that fits a card.
//!
//! Invariants: the mistake is on grapheme boundaries of the quoted text; what comes out is bounded,
//! however long the message is and however many marks pile up on one letter.

use std::borrow::Cow;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::error::{CommandError, Misplaced};
use super::mention::Mentioned;
use super::token::{Kind, Token};

/// Graphemes kept before, at and after a mistake; with three ellipses 200 at most.
const BEFORE: usize = 60;
const WRONG: usize = 80;
const AFTER: usize = 57;
/// Graphemes kept of a mentioned name.
const NAME: usize = 40;
/// Bytes kept of each of these: 80 of the longest family emoji fit.
const PART_BYTES: usize = 2600;

/// The error to show for a mistake in `arguments`, which `tokens` were read from and `command`
/// (the command word) stood before.
pub(super) fn quote(
    command: &str,
    arguments: &str,
    tokens: &[Token<'_>],
    wrong: &Misplaced,
) -> CommandError {
    let mut text = command.to_owned();
    let mut at = None;
    let mut done = 0;
    for token in tokens {
        text.push_str(arguments.get(done..token.span.start).unwrap_or_default());
        let start = text.len();
        text.push_str(&shown(token));
        done = token.span.end;
        if let Some(wrong) = &wrong.at {
            if token.span.start == wrong.start {
                at = Some(start..text.len());
            }
            if token.span.end == wrong.end {
                at = at.map(|at: Range<usize>| at.start..text.len());
            }
        }
    }
    text.push_str(arguments.get(done..).unwrap_or_default());
    let at = whole_graphemes(&text, at.unwrap_or(text.len()..text.len()));
    cut(&CommandError { mistake: wrong.mistake, text, at })
}

/// A token as people see it in the chat.
fn shown<'a>(token: &'a Token<'_>) -> Cow<'a, str> {
    match &token.kind {
        Kind::Mention(Mentioned { name, .. }) if !name.is_empty() => {
            Cow::Owned(format!("@{}", head(name, NAME)))
        }
        Kind::Link { label, .. } if !label.trim().is_empty() => Cow::Borrowed(label),
        Kind::Word(_) | Kind::Mention(_) | Kind::Link { .. } | Kind::Quoted(_) => {
            Cow::Borrowed(token.raw)
        }
    }
}

/// The smallest range of whole graphemes around another range.
fn whole_graphemes(text: &str, at: Range<usize>) -> Range<usize> {
    let mut whole = 0..text.len();
    for boundary in text.grapheme_indices(true).map(|(start, _)| start).chain([text.len()]) {
        if boundary <= at.start {
            whole.start = boundary;
        }
        if boundary >= at.end {
            whole.end = boundary;
            break;
        }
    }
    whole
}

/// The neighbourhood of a mistake.
fn cut(error: &CommandError) -> CommandError {
    let (before, wrong, after) = error.parts();
    let mut text = tail(before, BEFORE).into_owned();
    let start = text.len();
    text.push_str(&head(wrong, WRONG));
    let at = start..text.len();
    text.push_str(&head(after, AFTER));
    CommandError { mistake: error.mistake, text, at }
}

/// The first graphemes of a text, with `…` when there are more.
fn head(text: &str, graphemes: usize) -> Cow<'_, str> {
    let end = text
        .grapheme_indices(true)
        .take(graphemes)
        .map(|(start, grapheme)| start + grapheme.len())
        .take_while(|&end| end <= PART_BYTES)
        .last()
        .unwrap_or(0);
    match text.split_at_checked(end) {
        Some((kept, rest)) if !rest.is_empty() => Cow::Owned(format!("{kept}…")),
        _ => Cow::Borrowed(text),
    }
}

/// The last graphemes of a text, with `…` when there are more.
fn tail(text: &str, graphemes: usize) -> Cow<'_, str> {
    let start = text
        .grapheme_indices(true)
        .rev()
        .take(graphemes)
        .map(|(start, _)| start)
        .take_while(|&start| text.len() - start <= PART_BYTES)
        .last()
        .unwrap_or(text.len());
    match text.split_at_checked(start) {
        Some((rest, kept)) if !rest.is_empty() => Cow::Owned(format!("…{kept}")),
        _ => Cow::Borrowed(text),
    }
}
