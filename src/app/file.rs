//! Answers as files, which are uploaded before they are sent.

use super::asked::{Asked, AskedId};
use super::dispatch::App;
use super::error::StoreError;
use super::failure::Failure;
use super::inbound::Outcome;
use super::ports::{Content, File, FileFormat};
use super::question::caught;
use super::reply::{Reply, Said};
use crate::command::ExportFormat;

impl App {
    /// The answer of a card as a file.
    pub(super) async fn export(
        &self,
        id: &AskedId,
        format: FileFormat,
        reply: &Reply<'_>,
    ) -> Outcome {
        let said = caught(async {
            let gone = || StoreError(format!("nothing is kept of {}", id.0));
            let asked = self.ports.questions.asked(id).await?.ok_or_else(gone)?;
            let file = Said::card(self.file_of(&asked, format).await?);
            Ok(self.for_chat(&asked, file, reply.uuid(), reply).await)
        });
        let said = said.await.unwrap_or_else(|failure| Ok(Said::card(self.explain(failure))));
        reply.send_unless(said).await
    }

    async fn file_of(&self, asked: &Asked, format: FileFormat) -> Result<Content, Failure> {
        let language = self.language_of(&asked.message);
        let pages = &self.ports.pages;
        let file = match asked.whole.is_some() {
            true => {
                let whole = self.kept_whole(asked).await?;
                whole.and_then(|whole| pages.whole_file(&whole, format, language))
            }
            false => {
                let answer = self.kept_answer(asked).await?;
                answer.and_then(|answer| pages.file(&answer, format, language))
            }
        };
        self.uploaded(file, format).await
    }

    /// A file as it can be sent, where there is one.
    pub(super) async fn uploaded(
        &self,
        file: Option<File>,
        format: FileFormat,
    ) -> Result<Content, Failure> {
        let file = file.ok_or_else(|| StoreError(format!("no {format:?} file")))?;
        Ok(Content::File(self.ports.messages.upload(&file).await?))
    }
}

/// A kind of file, in the use cases' words.
pub(super) const fn file_format(format: ExportFormat) -> FileFormat {
    match format {
        ExportFormat::Csv => FileFormat::Csv,
        ExportFormat::Xlsx => FileFormat::Xlsx,
    }
}
