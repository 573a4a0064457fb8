//! `/quality doctor`: what is missing for the bot to work.
//!
//! ```text
//! arguments =        nothing
//! ```

use super::arguments::Arguments;
use super::error::Misplaced;
use super::parsed::Command;
use super::registry::{Entry, Usage};

pub(super) const ENTRY: Entry = Entry {
    name: "doctor",
    aliases: &["doctor", "诊断", "体检"],
    usages: &[Usage { key: "doctor", zh_cn: "/quality 诊断", en_us: "/quality doctor" }],
    parse,
};

fn parse(arguments: &Arguments<'_, '_>) -> Result<Command, Misplaced> {
    arguments.end()?;
    Ok(Command::Doctor)
}
