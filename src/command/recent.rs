//! `/quality recent`: what was answered in this chat.
//!
//! ```text
//! arguments =        nothing
//! ```

use super::arguments::Arguments;
use super::error::Misplaced;
use super::parsed::Command;
use super::registry::{Entry, Usage};

pub(super) const ENTRY: Entry = Entry {
    name: "recent",
    aliases: &["recent", "最近"],
    usages: &[Usage { key: "recent", zh_cn: "/quality 最近", en_us: "/quality recent" }],
    parse,
};

fn parse(arguments: &Arguments<'_, '_>) -> Result<Command, Misplaced> {
    arguments.end()?;
    Ok(Command::Recent)
}
