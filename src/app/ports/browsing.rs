//! What is answered at once: a press of a button, a page behind a link.

use async_trait::async_trait;

use crate::app::inbound::Press;
use crate::app::said::{File, FileFormat, Page, SaidToast};
use crate::settings::Language;

/// A button of a card was pressed.
#[async_trait]
pub trait Buttons: Send + Sync {
    /// Answers at once; what takes longer is queued.
    async fn press(&self, press: Press) -> SaidToast;
}

/// Reports behind signed links.
#[async_trait]
pub trait Reports: Send + Sync {
    /// The page of a token; for whatever is no token of ours, or no longer, one and the same page
    /// that says that there is nothing.
    async fn page(&self, token: &str, language: Language) -> Page;

    /// The file of a token.
    async fn file(&self, token: &str, format: FileFormat, language: Language)
    -> Result<File, Page>;
}
