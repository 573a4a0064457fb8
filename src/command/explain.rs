//! `/quality explain`: what something means.
//!
//! ```text
//! arguments =            nothing: what can be explained
//!           | topic      see `topic`, in one word or several
//! ```

use super::arguments::Arguments;
use super::error::{Misplaced, Mistake};
use super::parsed::Command;
use super::registry::{Entry, Usage};
use super::token::Kind;
use super::topic;

pub(super) const ENTRY: Entry = Entry {
    name: "explain",
    aliases: &["explain", "解释", "说明"],
    usages: &[Usage {
        key: "topic",
        zh_cn: "/quality 解释 抖动",
        en_us: "/quality explain jitter",
    }],
    parse,
};

fn parse(arguments: &Arguments<'_, '_>) -> Result<Command, Misplaced> {
    if arguments.tokens.is_empty() {
        return Ok(Command::Explain { topic: None });
    }
    let words = arguments.tokens.iter().map(|token| match &token.kind {
        Kind::Word(word) => Some(word.as_str()),
        Kind::Quoted(inner) => Some(*inner),
        Kind::Mention(_) | Kind::Link { .. } => None,
    });
    let topic = words.collect::<Option<Vec<_>>>().and_then(|words| topic::find(&words.join(" ")));
    let unknown = || arguments.wrong(Mistake::UnknownTopic, arguments.tokens.len());
    Ok(Command::Explain { topic: Some(topic.ok_or_else(unknown)?) })
}
