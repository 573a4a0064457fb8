//! How everything is said: cards, pages and files, made from templates.

use crate::app::answer::Answer;
use crate::app::error::{FaultId, UserError};
use crate::app::ids::AskedId;
use crate::app::said::{Content, File, FileFormat, Offer, Page, ReportFacts, SaidToast, Toast};
use crate::app::told::{Told, Whole};
use crate::command::CommandError;
use crate::settings::Language;

/// Pages and files, made from templates.
pub trait Pages: Send + Sync {
    /// The report.
    fn report(&self, answer: &Answer, facts: &ReportFacts, language: Language) -> Page;
    /// Nothing is behind this link.
    fn nothing(&self, language: Language) -> Page;
    /// The answer as a file, in one language; `None` when it cannot be made.
    fn file(&self, answer: &Answer, format: FileFormat, language: Language) -> Option<File>;
    /// Everybody in a meeting, a row each; `None` when it cannot be made.
    fn whole_file(&self, whole: &Whole, format: FileFormat, language: Language) -> Option<File>;
}

/// Everything that is said, made from templates; always inside Feishu's limits for a card.
pub trait Cards: Send + Sync {
    /// The answer to a question.
    fn answer(&self, answer: &Answer, offer: &Offer) -> Content;
    /// The same in plain words, for when the platform refuses the card.
    fn answer_in_text(&self, answer: &Answer) -> Content;
    /// "Working on it", until the answer replaces it.
    fn working(&self) -> Content;
    /// What the bot can do.
    fn help(&self) -> Content;
    /// What is wrong with a command, and where.
    fn wrong_command(&self, error: &CommandError) -> Content;
    /// Everything else.
    fn tell(&self, told: &Told<'_>) -> Content;
    /// The same in plain words, for when the platform refuses the card.
    fn told_in_text(&self, told: &Told<'_>) -> Content;
    /// A card in one language, for where only one can be shown.
    fn in_language(&self, card: &Content, language: Language) -> Content;
    /// What the asker can do about it; with a button to ask again, where the question was noted.
    fn user_error(&self, error: &UserError, again: Option<&AskedId>) -> Content;
    /// What somebody who pressed a button is told.
    fn toast(&self, toast: &Toast) -> SaidToast;
    /// An apology with the id that stands in the log too.
    fn fault(&self, id: &FaultId, log_id: Option<&str>) -> Content;
    /// The same in plain words, for when the platform refuses a card that has no words of its own.
    fn fault_in_text(&self, id: &FaultId, log_id: Option<&str>) -> Content;
}
