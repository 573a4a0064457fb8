//! `/quality`: how good a meeting was, for everybody, for one or for two.
//!
//! ```text
//! arguments =                nothing: a form to fill in
//!           | question       see `question`
//! ```

use super::arguments::Arguments;
use super::error::{Misplaced, Mistake};
use super::parsed::Command;
use super::question::{self, Reading};
use super::registry::{Entry, Usage};

pub(super) const ENTRY: Entry = Entry {
    name: "quality",
    aliases: &[],
    usages: &[
        Usage { key: "form", zh_cn: "/quality", en_us: "/quality" },
        Usage { key: "whole", zh_cn: "/quality {meeting}", en_us: "/quality {meeting}" },
        Usage {
            key: "person",
            zh_cn: "/quality {meeting} {person}",
            en_us: "/quality {meeting} {person}",
        },
        Usage {
            key: "pair",
            zh_cn: "/quality {meeting} {person} {other}",
            en_us: "/quality {meeting} {person} {other}",
        },
        Usage {
            key: "moment",
            zh_cn: "/quality {meeting} 昨天 14:00",
            en_us: "/quality {meeting} yesterday 14:00",
        },
        Usage { key: "last", zh_cn: "/quality 上次", en_us: "/quality last" },
    ],
    parse,
};

fn parse(arguments: &Arguments<'_, '_>) -> Result<Command, Misplaced> {
    if arguments.tokens.is_empty() {
        return Ok(Command::Form);
    }
    let reading = Reading { others: |_| false, people: 2, too_many: Mistake::ThreePeople };
    question::read(arguments, reading).map(Command::Quality)
}
