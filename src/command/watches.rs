//! `/quality watches`: what is watched in this chat.
//!
//! ```text
//! arguments =        nothing
//! ```

use super::arguments::Arguments;
use super::error::Misplaced;
use super::parsed::Command;
use super::registry::{Entry, Usage};

pub(super) const ENTRY: Entry = Entry {
    name: "watches",
    aliases: &["watches", "关注列表", "订阅列表"],
    usages: &[Usage { key: "list", zh_cn: "/quality 关注列表", en_us: "/quality watch list" }],
    parse,
};

fn parse(arguments: &Arguments<'_, '_>) -> Result<Command, Misplaced> {
    arguments.end()?;
    Ok(Command::Watches)
}
