//! Everything the bot says: cards made from templates, texts in both languages.
//!
//! Invariants: rendering never fails once it was loaded, and never says nothing: a card that does
//! not fit loses points of its charts, then details, then the charts, then becomes text; an operator's template
//! that breaks on real data gives way to the built-in one. Text from outside is shown, never
//! interpreted. Source: dossier 7.1, 8.

mod answer;
mod budget;
mod catalogue;
mod chart;
mod design;
mod diagnosis;
mod diagnosis_view;
mod edition;
mod escape;
mod evidence;
mod export;
mod metrics;
mod narrator;
mod notice;
mod offer;
mod page;
mod phrase;
mod preview;
mod reading;
mod sample;
mod sentence;
mod session;
mod source;
mod subject;
mod template;
#[cfg(test)]
mod tests;
mod text;
mod toast;
mod told;
mod words;

use std::path::Path;

use jiff::tz::TimeZone;

pub use self::budget::{CardBudget, CardRefused};
pub use self::narrator::{Line, Narrator, is_finding, printable};
pub use self::preview::{Preview, PreviewError};
pub use self::source::TemplateError;
pub use self::text::TextError;

use self::edition::Edition;
use self::source::Sources;
use self::subject::Subject;
use crate::app::answer::Answer;
use crate::app::asked::AskedId;
use crate::app::error::{FaultId, UserError};
use crate::app::ports::{
    Cards, Content, File, FileFormat, Offer, Page, Pages, ReportFacts, SaidToast, Toast, ToastKind,
    Told, Whole,
};
use crate::command::CommandError;
use crate::quality::rules::Rules;
use crate::settings::Language;

/// Said when even the built-in texts fail, which the tests rule out.
const LAST_RESORT: &str =
    "抱歉，出了点问题，请稍后再试。 Sorry, something went wrong. Please try again later.";

/// What cards need to know beside their subject.
#[derive(Debug, Clone)]
pub struct RenderOptions {
    /// Shown to readers whose client speaks neither of the languages, and in text messages.
    pub language: Language,
    /// The zone of times inside charts and text messages; elsewhere each reader sees their own.
    pub timezone: TimeZone,
    /// How everything was judged, to be shown.
    pub rules: Rules,
}

/// Makes everything the bot says.
#[derive(Debug)]
pub struct Renderer {
    /// The operator's edition, when there is one.
    chosen: Option<Edition>,
    built_in: Edition,
}

impl Renderer {
    /// Loads the templates, with the files of `overrides` in the place of those built in, and
    /// renders every one of them with sample data.
    pub fn load(overrides: Option<&Path>, options: RenderOptions) -> Result<Self, TemplateError> {
        let chosen = match overrides {
            Some(directory) => {
                Some(Edition::load(Sources::overridden_by(directory)?, options.clone())?)
            }
            None => None,
        };
        Ok(Self { chosen, built_in: Edition::load(Sources::built_in(), options)? })
    }

    /// The operator's first.
    fn editions(&self) -> impl Iterator<Item = &Edition> + Clone {
        self.chosen.iter().chain([&self.built_in])
    }

    fn say(&self, subject: &Subject<'_>) -> Content {
        for edition in self.editions() {
            match edition.card(subject) {
                Ok(card) => return Content::Card(card),
                Err(error) => {
                    tracing::error!(template = subject.template(), %error, "no card");
                }
            }
        }
        self.say_in_text(subject)
    }

    fn say_in_text(&self, subject: &Subject<'_>) -> Content {
        Content::Text(self.first(|edition| edition.text(subject)).unwrap_or(LAST_RESORT.to_owned()))
    }

    /// What the operator's edition says, or else the built-in one.
    fn first<T>(&self, say: impl Fn(&Edition) -> Result<T, TextError>) -> Option<T> {
        self.editions().find_map(|edition| {
            say(edition).inspect_err(|error| tracing::error!(%error, "no text")).ok()
        })
    }
}

impl Cards for Renderer {
    fn answer(&self, answer: &Answer, offer: &Offer) -> Content {
        self.say(&Subject::Answer(answer, offer))
    }

    fn answer_in_text(&self, answer: &Answer) -> Content {
        let text = self.first(|edition| edition.answer_in_text(answer));
        Content::Text(text.unwrap_or(LAST_RESORT.to_owned()))
    }

    fn working(&self) -> Content {
        self.say(&Subject::Working)
    }

    fn help(&self) -> Content {
        self.say(&Subject::Help)
    }

    fn wrong_command(&self, error: &CommandError) -> Content {
        self.say(&Subject::WrongCommand(error))
    }

    fn user_error(&self, error: &UserError, again: Option<&AskedId>) -> Content {
        self.say(&Subject::UserError(error, again))
    }

    fn tell(&self, told: &Told<'_>) -> Content {
        self.say(&Subject::Told(*told))
    }

    fn in_language(&self, _card: &Content, _language: Language) -> Content {
        todo!()
    }

    fn toast(&self, toast: &Toast) -> SaidToast {
        self.first(|edition| edition.toast(toast)).unwrap_or_else(|| SaidToast {
            kind: ToastKind::Error,
            content: LAST_RESORT.to_owned(),
            zh_cn: LAST_RESORT.to_owned(),
            en_us: LAST_RESORT.to_owned(),
        })
    }

    fn fault(&self, id: &FaultId, log_id: Option<&str>) -> Content {
        self.say(&Subject::Fault { id, log_id })
    }

    fn fault_in_text(&self, id: &FaultId, log_id: Option<&str>) -> Content {
        self.say_in_text(&Subject::Fault { id, log_id })
    }
}

impl Pages for Renderer {
    fn report(&self, answer: &Answer, facts: &ReportFacts, language: Language) -> Page {
        page::report(self.editions().map(|edition| &edition.pages), answer, facts, language)
    }

    fn nothing(&self, language: Language) -> Page {
        page::nothing(self.editions().map(|edition| &edition.pages), language)
    }

    fn whole_file(&self, whole: &Whole, format: FileFormat, language: Language) -> Option<File> {
        self.editions().find_map(|edition| edition.whole_file(whole, format, language))
    }

    fn file(&self, answer: &Answer, format: FileFormat, language: Language) -> Option<File> {
        self.editions().find_map(|edition| edition.file(answer, format, language))
    }
}
