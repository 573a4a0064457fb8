//! What is said after the name of a command, as every command reads it.

use jiff::civil::DateTime;

use super::error::{Misplaced, Mistake};
use super::token::{Token, span};

/// The tokens that are still to be read, and what is needed to understand them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Arguments<'a, 't> {
    /// The text that the spans of the tokens are in.
    pub(super) text: &'t str,
    /// The alias that named the command; empty when none did.
    pub(super) alias: &'static str,
    pub(super) tokens: &'a [Token<'t>],
    /// What "yesterday" is counted from.
    pub(super) said_at: DateTime,
}

impl Arguments<'_, '_> {
    /// What follows the first tokens.
    pub(super) fn after(self, taken: usize) -> Self {
        Self { tokens: self.tokens.get(taken..).unwrap_or_default(), ..self }
    }

    /// A mistake in the first tokens.
    pub(super) fn wrong(&self, mistake: Mistake, tokens: usize) -> Misplaced {
        let wrong = self.tokens.get(..tokens).unwrap_or(self.tokens);
        Misplaced { mistake, at: span(wrong) }
    }

    /// Sees to it that nothing is left.
    pub(super) fn end(&self) -> Result<(), Misplaced> {
        if self.tokens.is_empty() { Ok(()) } else { Err(self.wrong(Mistake::NotHere, 1)) }
    }
}
