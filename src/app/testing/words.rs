//! Cards that say everything as they were told it.

use super::World;
use crate::app::answer::Answer;
use crate::app::asked::AskedId;
use crate::app::error::{FaultId, UserError};
use crate::app::ports::*;
use crate::command::CommandError;
use crate::settings::Language;

impl Cards for World {
    fn answer(&self, _: &Answer, _: &Offer) -> Content {
        unreachable!()
    }

    fn answer_in_text(&self, _: &Answer) -> Content {
        unreachable!()
    }

    fn working(&self) -> Content {
        unreachable!()
    }

    fn help(&self) -> Content {
        unreachable!()
    }

    fn wrong_command(&self, _: &CommandError) -> Content {
        unreachable!()
    }

    fn told_in_text(&self, told: &Told<'_>) -> Content {
        Self::tell(self, format!("{told:?}"))
    }

    fn tell(&self, told: &Told<'_>) -> Content {
        Self::tell(self, format!("{told:?}"))
    }

    fn in_language(&self, _: &Content, _: Language) -> Content {
        unreachable!()
    }

    fn user_error(&self, error: &UserError, _: Option<&AskedId>) -> Content {
        Self::tell(self, format!("{error:?}"))
    }

    fn toast(&self, _: &Toast) -> SaidToast {
        unreachable!()
    }

    fn fault(&self, _: &FaultId, _: Option<&str>) -> Content {
        unreachable!()
    }

    fn fault_in_text(&self, _: &FaultId, _: Option<&str>) -> Content {
        unreachable!()
    }
}

impl Pages for World {
    fn report(&self, _: &Answer, _: &ReportFacts, _: Language) -> Page {
        unreachable!()
    }

    fn nothing(&self, _: Language) -> Page {
        unreachable!()
    }

    fn file(&self, _: &Answer, _: FileFormat, _: Language) -> Option<File> {
        unreachable!()
    }

    fn whole_file(&self, _: &Whole, _: FileFormat, _: Language) -> Option<File> {
        unreachable!()
    }
}
