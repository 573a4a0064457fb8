//! Whom a command is about.
//!
//! ```text
//! person  = picked | room | name      see `room` and `name`
//! picked  = mention | oneself | "@me" | "@我"
//! oneself = "me" | "myself" | "我" | "我自己" | "自己" | "本人"
//! ```

use super::arguments::Arguments;
use super::error::{Misplaced, Mistake};
use super::mention::Who;
use super::parsed::Person;
use super::token::{Kind, Token};
use super::{name, room};

/// The person that arguments begin with, and how many tokens tell it; `None` when they begin with
/// something else. `others` are words that the caller reads itself.
pub(super) fn read(
    arguments: &Arguments<'_, '_>,
    others: fn(&str) -> bool,
) -> Result<Option<(Person, usize)>, Misplaced> {
    match read_known(arguments, others)? {
        Some(known) => Ok(Some(known)),
        None => name::read(arguments, others),
    }
}

/// The same without names: somebody who can be told apart without a meeting.
pub(super) fn read_known(
    arguments: &Arguments<'_, '_>,
    others: fn(&str) -> bool,
) -> Result<Option<(Person, usize)>, Misplaced> {
    let Some(first) = arguments.tokens.first() else { return Ok(None) };
    let picked = picked(first).map_err(|mistake| arguments.wrong(mistake, 1))?;
    match picked {
        Some(person) => Ok(Some((person, 1))),
        None => room::read(arguments, others),
    }
}

/// Whether a word means the one who asks.
pub(super) fn is_oneself(word: &str) -> bool {
    matches!(word, "me" | "myself" | "我" | "我自己" | "自己" | "本人")
}

/// Whether a word means somebody, or a wrong mention.
pub(super) fn is_person(word: &str) -> bool {
    !matches!(of_word(word), Ok(None))
}

fn picked(token: &Token<'_>) -> Result<Option<Person>, Mistake> {
    match &token.kind {
        Kind::Word(word) => of_word(word),
        Kind::Mention(mentioned) => match mentioned.who {
            Who::Us | Who::Bot => Err(Mistake::Bot),
            Who::Everybody => Err(Mistake::Everybody),
            // Nobody we could ask Feishu about: picking the person anew is what helps.
            Who::Nameless => Err(Mistake::TypedMention),
            Who::Person { id, external } => Ok(Some(Person::Mentioned {
                id: id.clone(),
                name: mentioned.name.to_owned(),
                external,
            })),
        },
        Kind::Link { .. } | Kind::Quoted(_) => Ok(None),
    }
}

fn of_word(word: &str) -> Result<Option<Person>, Mistake> {
    match word {
        "@me" | "@我" => Ok(Some(Person::Sender)),
        _ if is_oneself(word) => Ok(Some(Person::Sender)),
        "@all" | "@everyone" | "@所有人" => Err(Mistake::Everybody),
        _ if word.starts_with('@') => Err(Mistake::TypedMention),
        _ => Ok(None),
    }
}
