//! Cards that say what they were told, in short.

use std::sync::Mutex;

use super::{lock, never};
use crate::app::answer::Answer;
use crate::app::asked::AskedId;
use crate::app::error::{FaultId, UserError};
use crate::app::ports::{
    Cards, Content, File, FileFormat, Offer, Page, Pages, Privacy, ReportFacts, SaidToast, Toast,
    Told, Whole,
};
use crate::app::told::{Unmeasured, WhyUnmeasured};
use crate::command::CommandError;
use crate::settings::Language;

/// What a card says that may hold no word from outside.
pub(super) const NAMELESS: &str = ", nameless";

/// Notes what was told.
#[derive(Debug, Default)]
pub(crate) struct PlainCards(Mutex<Vec<String>>);

impl PlainCards {
    /// What was told since the last look.
    pub(crate) fn told(&self) -> String {
        std::mem::take(&mut *lock(&self.0)).concat()
    }

    fn say(&self, what: String) -> String {
        lock(&self.0).push(what.clone());
        what
    }
}

fn told_in_short(told: &Told<'_>) -> String {
    match told {
        Told::Whole(whole, offer) => {
            let nameless = if offer.privacy == Privacy::Nothing { NAMELESS } else { "" };
            format!("whole of {}{nameless}: {}", offer.asked.0, in_short(whole))
        }
        Told::Progress(done) => format!("{}/{} calls", done.calls, done.of_calls),
        Told::Cancelled(done) => format!("cancelled at {}/{}", done.calls, done.of_calls),
        other => format!("{other:?}"),
    }
}

/// Names worst first, and who could not be measured.
pub(crate) fn in_short(whole: &Whole) -> String {
    let people: Vec<&str> = whole.people.iter().map(|standing| standing.name.as_str()).collect();
    let why = |it: &Unmeasured| match it.why {
        WhyUnmeasured::External => format!("{} external", it.name),
        WhyUnmeasured::Telephone => format!("{} by telephone", it.name),
        WhyUnmeasured::NoId => format!("{} without id", it.name),
        WhyUnmeasured::NoData => format!("{} without data", it.name),
        WhyUnmeasured::NotReady => format!("{} not yet", it.name),
        WhyUnmeasured::Failed => format!("{} failed", it.name),
    };
    let unmeasured: Vec<String> = whole.unmeasured.iter().map(why).collect();
    format!("{} | {}", people.join(" "), unmeasured.join(", "))
}

impl Cards for PlainCards {
    fn answer(&self, _: &Answer, _: &Offer) -> Content {
        never!()
    }

    fn answer_in_text(&self, _: &Answer) -> Content {
        never!()
    }

    fn working(&self) -> Content {
        Content::Card("working".to_owned())
    }

    fn help(&self) -> Content {
        never!()
    }

    fn wrong_command(&self, _: &CommandError) -> Content {
        never!()
    }

    fn tell(&self, told: &Told<'_>) -> Content {
        Content::Card(self.say(told_in_short(told)))
    }

    fn told_in_text(&self, told: &Told<'_>) -> Content {
        Content::Text(self.say(told_in_short(told)))
    }

    fn in_language(&self, _: &Content, _: Language) -> Content {
        never!()
    }

    fn user_error(&self, error: &UserError, again: Option<&AskedId>) -> Content {
        let again = if again.is_some() { ", again?" } else { "" };
        Content::Card(self.say(format!("{error:?}{again}")))
    }

    fn toast(&self, _: &Toast) -> SaidToast {
        never!()
    }

    fn fault(&self, _: &FaultId, _: Option<&str>) -> Content {
        Content::Card("fault".to_owned())
    }

    fn fault_in_text(&self, _: &FaultId, _: Option<&str>) -> Content {
        Content::Text("fault".to_owned())
    }
}

/// Nobody reads pages or files here.
impl Pages for PlainCards {
    fn report(&self, _: &Answer, _: &ReportFacts, _: Language) -> Page {
        never!()
    }

    fn nothing(&self, _: Language) -> Page {
        never!()
    }

    fn file(&self, _: &Answer, _: FileFormat, _: Language) -> Option<File> {
        never!()
    }

    fn whole_file(&self, _: &Whole, _: FileFormat, _: Language) -> Option<File> {
        never!()
    }
}
