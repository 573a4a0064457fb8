//! `/quality unwatch`: no more reports of a meeting in this chat.
//!
//! ```text
//! arguments = meeting        see `meeting`, by its number only
//! ```

use super::arguments::Arguments;
use super::error::Misplaced;
use super::meeting;
use super::parsed::Command;
use super::registry::{Entry, Usage};

pub(super) const ENTRY: Entry = Entry {
    name: "unwatch",
    aliases: &["unwatch", "取消关注", "取消订阅"],
    usages: &[Usage {
        key: "stop",
        zh_cn: "/quality 取消关注 {meeting}",
        en_us: "/quality unwatch {meeting}",
    }],
    parse,
};

fn parse(arguments: &Arguments<'_, '_>) -> Result<Command, Misplaced> {
    Ok(Command::Unwatch { meeting: meeting::alone(arguments, |_| false)? })
}
