//! `/quality watch`: a report comes to this chat whenever the meeting ends.
//!
//! ```text
//! arguments = meeting { always }                 in any order; see `meeting`, by its number only
//!           | "list" | "列表"                     what is watched here, as `watches`
//! always    = "always" | "总是" | "每次"           also when nothing was bad
//! ```

use super::arguments::Arguments;
use super::error::Misplaced;
use super::meeting;
use super::parsed::Command;
use super::registry::{Entry, Usage};
use super::token::Token;

pub(super) const ENTRY: Entry = Entry {
    name: "watch",
    aliases: &["watch", "关注", "订阅"],
    usages: &[
        Usage { key: "bad", zh_cn: "/quality 关注 {meeting}", en_us: "/quality watch {meeting}" },
        Usage {
            key: "always",
            zh_cn: "/quality 关注 {meeting} 每次",
            en_us: "/quality watch {meeting} always",
        },
    ],
    parse,
};

fn parse(arguments: &Arguments<'_, '_>) -> Result<Command, Misplaced> {
    let mut words = arguments.tokens.iter().filter_map(Token::word);
    if arguments.tokens.first().and_then(Token::word).is_some_and(is_list) {
        arguments.after(1).end()?;
        return Ok(Command::Watches);
    }
    let meeting = meeting::alone(arguments, is_always)?;
    Ok(Command::Watch { meeting, always: words.any(is_always) })
}

fn is_list(word: &str) -> bool {
    matches!(word, "list" | "列表")
}

fn is_always(word: &str) -> bool {
    matches!(word, "always" | "总是" | "每次")
}
