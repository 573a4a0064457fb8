//! Cards that say nothing, and count of how many people they were told.

use std::sync::atomic::{AtomicUsize, Ordering};

use quality_bot::app::answer::Answer;
use quality_bot::app::asked::AskedId;
use quality_bot::app::error::{FaultId, UserError};
use quality_bot::app::ports::*;
use quality_bot::command::CommandError;
use quality_bot::settings::Language;

use super::never;

/// Of how many people the answer was.
#[derive(Default)]
pub(crate) struct Words {
    people_told: AtomicUsize,
}

impl Words {
    pub(crate) fn people_told(&self) -> usize {
        self.people_told.load(Ordering::Relaxed)
    }
}

impl Cards for Words {
    fn answer(&self, _: &Answer, _: &Offer) -> Content {
        never!()
    }

    fn answer_in_text(&self, _: &Answer) -> Content {
        never!()
    }

    fn working(&self) -> Content {
        never!()
    }

    fn help(&self) -> Content {
        never!()
    }

    fn wrong_command(&self, _: &CommandError) -> Content {
        never!()
    }

    fn told_in_text(&self, told: &Told<'_>) -> Content {
        self.tell(told)
    }

    fn tell(&self, told: &Told<'_>) -> Content {
        if let Told::Whole(whole, _) = told {
            self.people_told.store(whole.people.len(), Ordering::Relaxed);
        }
        Content::Card(String::new())
    }

    fn in_language(&self, _: &Content, _: Language) -> Content {
        never!()
    }

    fn user_error(&self, error: &UserError, _: Option<&AskedId>) -> Content {
        Content::Card(format!("{error:?}"))
    }

    fn toast(&self, _: &Toast) -> SaidToast {
        never!()
    }

    fn fault(&self, _: &FaultId, _: Option<&str>) -> Content {
        Content::Card(String::new())
    }

    fn fault_in_text(&self, _: &FaultId, _: Option<&str>) -> Content {
        Content::Text(String::new())
    }
}

impl Pages for Words {
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
