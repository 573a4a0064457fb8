//! Who is mentioned where: keys such as `@_user_1` in the text, looked up in the message's mentions.
//!
//! Invariant: only keys that the message lists are trusted, because people can type `@_user_1` too;
//! `@_all` is the exception, as its entry may be absent (dossier 2.3).

use std::collections::{BTreeSet, HashMap};

use super::message::{Mention, Message};
use crate::quality::ids::OpenId;

const EVERYBODY: &str = "@_all";

/// Whom a mention means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who<'m> {
    /// Ourselves.
    Us,
    /// Another bot.
    Bot,
    Everybody,
    Person {
        id: &'m OpenId,
        external: bool,
    },
    /// Somebody the platform gives no id for.
    Nameless,
}

/// A mention as it was found in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mentioned<'m> {
    pub(super) who: Who<'m>,
    /// As people see it, without `@`; may be empty.
    pub(super) name: &'m str,
}

/// The mentions of a message by their keys.
#[derive(Debug)]
pub(super) struct Roster<'m> {
    by_key: HashMap<&'m str, Mentioned<'m>>,
    /// The lengths of all keys: they differ in a few digits only, so this stays tiny.
    lengths: BTreeSet<usize>,
}

impl<'m> Roster<'m> {
    pub(super) fn new(message: &Message<'m>) -> Self {
        let everybody = Mentioned { who: Who::Everybody, name: "all" };
        let mut by_key = HashMap::from([(EVERYBODY, everybody)]);
        by_key.extend(message.mentions.iter().map(|mention| {
            let mentioned = Mentioned { who: who(mention, message.bot), name: &mention.name };
            (mention.key.as_str(), mentioned)
        }));
        by_key.retain(|key, _| key.len() > "@".len());
        let lengths = by_key.keys().map(|key| key.len()).collect();
        Self { by_key, lengths }
    }

    /// The mention a text begins with, and the rest of the text. `@_user_12` is not `@_user_1`
    /// when both are listed; digits may follow a key without a space.
    pub(super) fn strip<'t>(&self, text: &'t str) -> Option<(Mentioned<'m>, &'t str)> {
        if !text.starts_with('@') {
            return None;
        }
        self.lengths.iter().rev().find_map(|&length| {
            let (key, rest) = text.split_at_checked(length)?;
            Some((*self.by_key.get(key)?, rest))
        })
    }

    /// Whether somebody is mentioned anywhere in a text.
    pub(super) fn is_in(&self, text: &str) -> bool {
        text.match_indices('@')
            .filter_map(|(at, _)| text.get(at..))
            .any(|rest| self.strip(rest).is_some())
    }
}

fn who<'m>(mention: &'m Mention, us: Option<&OpenId>) -> Who<'m> {
    let ours = match us {
        Some(us) => mention.id.as_ref() == Some(us),
        None => mention.bot,
    };
    match &mention.id {
        _ if mention.key == EVERYBODY => Who::Everybody,
        _ if ours => Who::Us,
        _ if mention.bot => Who::Bot,
        Some(id) => Who::Person { id, external: mention.external },
        None => Who::Nameless,
    }
}
