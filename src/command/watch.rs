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

const ALWAYS: [&str; 3] = ["always", "总是", "每次"];

fn parse(arguments: &Arguments<'_, '_>) -> Result<Command, Misplaced> {
    if matches!(arguments.tokens.first().and_then(|first| first.word()), Some("list" | "列表")) {
        arguments.after(1).end()?;
        return Ok(Command::Watches);
    }
    let meeting = meeting::alone(arguments, &ALWAYS)?;
    let always = arguments
        .tokens
        .iter()
        .any(|token| token.word().is_some_and(|word| ALWAYS.contains(&word)));
    Ok(Command::Watch { meeting, always })
}
