//! Whom a command is about.
//!
//! ```text
//! person = mention | "me" | "我" | "@me" | "@我"
//! ```

use super::error::Mistake;
use super::mention::Who;
use super::parsed::Person;
use super::token::{Kind, Token};

/// The person a token means; `None` when it speaks of nobody.
pub(super) fn read(token: &Token<'_>) -> Result<Option<Person>, Mistake> {
    match &token.kind {
        Kind::Word(word) => read_word(word),
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
        Kind::Link { .. } => Ok(None),
    }
}

fn read_word(word: &str) -> Result<Option<Person>, Mistake> {
    match word {
        "me" | "我" | "@me" | "@我" => Ok(Some(Person::Sender)),
        "@all" | "@everyone" | "@所有人" => Err(Mistake::Everybody),
        _ if word.starts_with('@') => Err(Mistake::TypedMention),
        _ => Ok(None),
    }
}
