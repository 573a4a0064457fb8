//! A text in pieces: words, mentions, links and quoted names, each with its place.
//!
//! Invariants: spans are on character boundaries, in order, do not overlap, and are never empty.
//! They need not be on grapheme boundaries (a combining mark may follow a mention): `excerpt` sees
//! to that where a place is shown to people.

use std::ops::Range;

use super::glued::{self, Beside};
use super::link::{self, Link};
use super::mention::{Mentioned, Roster, Who};
use super::quote::{self, Quote};
use super::spelling::{is_list_mark, is_separator, plain};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token<'t> {
    /// In bytes of the text.
    pub(super) span: Range<usize>,
    /// The text at `span`.
    pub(super) raw: &'t str,
    pub(super) kind: Kind<'t>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind<'t> {
    /// [`plain`] of what was typed. A typed `@` begins a word.
    Word(String),
    Mention(Mentioned<'t>),
    Link {
        label: &'t str,
        address: &'t str,
    },
    /// What stands between quotation marks.
    Quoted(&'t str),
}

impl Token<'_> {
    /// The word, if it is one.
    pub(super) fn word(&self) -> Option<&str> {
        match &self.kind {
            Kind::Word(word) => Some(word),
            Kind::Mention(_) | Kind::Link { .. } | Kind::Quoted(_) => None,
        }
    }

    /// Whether it is a mention of ourselves.
    pub(super) fn is_us(&self) -> bool {
        matches!(&self.kind, Kind::Mention(mentioned) if mentioned.who == Who::Us)
    }
}

/// From the beginning of the first to the end of the last token; `None` without any.
pub(super) fn span(tokens: &[Token<'_>]) -> Option<Range<usize>> {
    Some(tokens.first()?.span.start..tokens.last()?.span.end)
}

/// Splits a text. Words of nothing but punctuation are left out.
pub(super) fn read<'t>(text: &'t str, roster: &Roster<'t>) -> Vec<Token<'t>> {
    let mut reader = Reader { text, tokens: Vec::new(), word: 0, mentioned: None };
    let mut links = link::find(text).into_iter().peekable();
    let mut quotes = quote::find(text).into_iter().peekable();
    let mut at = 0;
    while let Some(rest) = text.get(at..)
        && let Some(c) = rest.chars().next()
    {
        while links.next_if(|link| link.span.start < at).is_some() {}
        while quotes.next_if(|quote| quote.span.start < at).is_some() {}
        if let Some(Link { span, label, address }) = links.next_if(|link| link.span.start == at) {
            at = span.end;
            reader.push(span, Kind::Link { label, address });
        } else if let Some(Quote { span, inner }) = quotes
            .next_if(|quote| quote.span.start == at)
            // Who picks a person in quotation marks means the person.
            .filter(|quote| !roster.is_in(quote.inner))
        {
            at = span.end;
            reader.push(span, Kind::Quoted(inner));
        } else if let Some((mentioned, after)) = roster.strip(rest) {
            let span = at..text.len() - after.len();
            at = span.end;
            reader.mention(span, mentioned);
        } else {
            let next = at + c.len_utf8();
            if is_separator(c) || is_list_mark(c) {
                reader.end_word(at, next);
            } else if matches!(c, '@' | '＠') {
                reader.end_word_at_mention(at);
            }
            at = next;
        }
    }
    reader.end_word(text.len(), text.len());
    reader.tokens
}

struct Reader<'t> {
    text: &'t str,
    tokens: Vec<Token<'t>>,
    /// Where the word that is being read began.
    word: usize,
    /// Where a mention ended last.
    mentioned: Option<usize>,
}

impl<'t> Reader<'t> {
    fn end_word(&mut self, end: usize, next: usize) {
        self.words(end, false);
        self.word = next;
    }

    fn end_word_at_mention(&mut self, at: usize) {
        self.words(at, true);
        self.word = at;
    }

    /// Notes what was read since a word began.
    fn words(&mut self, end: usize, mention_after: bool) {
        let mention_before = self.mentioned == Some(self.word);
        let run = self.text.get(self.word..end).unwrap_or_default();
        let mut start = self.word;
        for raw in glued::parts(run, Beside { mention_before, mention_after }) {
            let span = start..start + raw.len();
            start = span.end;
            if let Some(word) = plain(raw) {
                self.tokens.push(Token { span, raw, kind: Kind::Word(word) });
            }
        }
    }

    fn mention(&mut self, span: Range<usize>, mentioned: Mentioned<'t>) {
        self.end_word_at_mention(span.start);
        self.mentioned = Some(span.end);
        self.push(span, Kind::Mention(mentioned));
    }

    fn push(&mut self, span: Range<usize>, kind: Kind<'t>) {
        self.end_word(span.start, span.end);
        if let Some(raw) = self.text.get(span.clone()) {
            self.tokens.push(Token { span, raw, kind });
        }
    }
}
