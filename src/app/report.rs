//! Reports behind signed links: a page, and the same as files.
//!
//! Invariants: whatever is no link, or none any more, gets one and the same page after the same
//! steps, one signature and one look at the store; nothing is asked of the platform for a page.

use async_trait::async_trait;

use super::access::{Asker, Whose};
use super::answer::Answer;
use super::asked::{Asked, AskedId};
use super::audit::How;
use super::dispatch::App;
use super::error::StoreError;
use super::inbound::MessageId;
use super::link::Claim;
use super::ports::{File, FileFormat, Page, ReportFacts, Reports};
use crate::quality::ids::OpenId;
use crate::settings::Language;

/// What a good link leads to.
struct Opened {
    claim: Claim,
    asked: Asked,
    answer: Answer,
}

#[async_trait]
impl Reports for App {
    async fn page(&self, token: &str, language: Language) -> Page {
        let Some(Opened { claim, asked, answer }) = self.open(token).await else {
            return self.ports.pages.nothing(language);
        };
        let (right, wrong) = self.opinions(&asked).await;
        let facts = ReportFacts {
            token: token.to_owned(),
            expires: claim.expires,
            privacy: claim.privacy,
            right,
            wrong,
        };
        self.ports.pages.report(&answer, &facts, language)
    }

    async fn file(
        &self,
        token: &str,
        format: FileFormat,
        language: Language,
    ) -> Result<File, Page> {
        let opened = self.open(token).await;
        let file = opened.and_then(|it| self.ports.pages.file(&it.answer, format, language));
        file.ok_or_else(|| self.ports.pages.nothing(language))
    }
}

impl App {
    async fn open(&self, token: &str) -> Option<Opened> {
        let opened = self.try_open(token).await;
        opened.inspect_err(|error| tracing::error!(%error, "a report cannot be shown")).ok()?
    }

    async fn try_open(&self, token: &str) -> Result<Option<Opened>, StoreError> {
        let claim = self.options.links.open(token, self.ports.clock.now());
        let id = claim.as_ref().map_or_else(nobody, |claim| claim.asked.clone());
        let asked = self.ports.questions.asked(&id).await?;
        let Some((claim, asked)) = claim.zip(asked) else { return Ok(None) };
        if asked.withdrawn || !claim.is_of(&asked.message.tenant) {
            return Ok(None);
        }
        let Some(answer) = self.kept_answer(&asked).await? else { return Ok(None) };
        // Who holds a link is not known.
        let message = &asked.message;
        let (tenant, chat) = (&message.tenant, &message.chat_id);
        let asker =
            Asker { tenant, person: &OpenId(String::new()), external: false, chat, shared: false };
        for person in std::iter::once(&answer.person).chain(asked.quotes()) {
            let whose = Whose::One(person);
            self.note_look(asker, &answer.meeting, whose, How::Page, None).await?;
        }
        Ok(Some(Opened { claim, asked, answer }))
    }

    /// How many said that it was right, and that it was not.
    async fn opinions(&self, asked: &Asked) -> (usize, usize) {
        let Some(about) = asked.kept() else { return (0, 0) };
        let opinions = self.ports.questions.opinions(&asked.message.tenant, about).await;
        let opinions = opinions
            .inspect_err(|error| tracing::warn!(%error, "opinions cannot be counted"))
            .unwrap_or_default();
        let right = opinions.iter().filter(|opinion| opinion.right).count();
        (right, opinions.len() - right)
    }
}

/// The id that is looked up where there is none to look up.
fn nobody() -> AskedId {
    AskedId::of(&MessageId(String::new()))
}
