//! `/quality forget me`: deletes what is kept about whoever asks. It has to be said in full, because
//! nothing brings it back.
//!
//! ```text
//! arguments = oneself            see `person`, after "forget" or "忘记"
//!           |                    nothing after "忘记我" or "删除我的数据"
//! ```

use super::arguments::Arguments;
use super::error::{Misplaced, Mistake};
use super::parsed::Command;
use super::person;
use super::registry::{Entry, Usage};

const WHOLE: [&str; 2] = ["忘记我", "删除我的数据"];

pub(super) const ENTRY: Entry = Entry {
    name: "forget",
    aliases: &["forget", "忘记", "忘记我", "删除我的数据"],
    usages: &[Usage { key: "me", zh_cn: "/quality 忘记我", en_us: "/quality forget me" }],
    parse,
};

fn parse(arguments: &Arguments<'_, '_>) -> Result<Command, Misplaced> {
    if WHOLE.contains(&arguments.alias) {
        arguments.end()?;
        return Ok(Command::ForgetMe);
    }
    let whom = arguments.tokens.first().ok_or_else(|| Misplaced::missing(Mistake::ForgetWhom))?;
    if !whom.word().is_some_and(person::is_oneself) {
        return Err(arguments.wrong(Mistake::ForgetWhom, 1));
    }
    arguments.after(1).end()?;
    Ok(Command::ForgetMe)
}
