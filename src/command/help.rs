//! `/quality help`: what the bot can do.
//!
//! ```text
//! arguments = …        whatever follows: who asks for help gets it
//! ```

use super::arguments::Arguments;
use super::error::Misplaced;
use super::parsed::Command;
use super::registry::{Entry, Usage};

pub(super) const ENTRY: Entry = Entry {
    name: "help",
    aliases: &["help", "帮助", "?", "--help", "-h", "/help"],
    usages: &[Usage { key: "help", zh_cn: "/quality 帮助", en_us: "/quality help" }],
    parse,
};

#[expect(clippy::unnecessary_wraps, reason = "every entry of the registry parses like this")]
fn parse(_arguments: &Arguments<'_, '_>) -> Result<Command, Misplaced> {
    Ok(Command::Help)
}
