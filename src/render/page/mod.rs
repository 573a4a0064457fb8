//! The report page behind a signed link, and the page that says that nothing is there.
//!
//! Invariants: a page is whole in itself (no script, nothing loaded from anywhere) and its policy
//! allows nothing else; its one stylesheet is the one whose hash the policy names; it stays below
//! [`HEAVIEST`]: a longer meeting is drawn in fewer columns. What a page breaks on, the built-in one
//! stands in for.

mod charts;
mod columns;
mod findings;
mod grid;
mod markup;
pub(super) mod method;
mod plan;
mod plot;
mod preview;
mod rehearsal;
mod report;
mod sessions;
mod summary;
mod template;
#[cfg(test)]
mod tests;
mod timeline;
mod words;

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use minijinja::value::Serde;
use minijinja::{Value, context};
use sha2::{Digest, Sha256};

pub(super) use self::preview::template;
pub(super) use self::rehearsal::answers;
use self::report::{Making, ReportView};
use self::template::PageTemplates;
use super::RenderOptions;
use super::source::{Sources, TemplateError};
use super::text::{TextError, Texts};
use crate::app::answer::Answer;
use crate::app::ports::{Page, ReportFacts};
use crate::settings::Language;

const REPORT: &str = "pages/report.html.j2";
const NOTHING: &str = "pages/nothing.html.j2";
const STYLE: &str = "pages/page.css";

/// The most a page may weigh, in bytes.
const HEAVIEST: usize = 300_000;

/// Columns of a chart: first a minute each for most meetings, then fewer until the page is light
/// enough.
const COLUMN_RUNGS: [u16; 4] = [270, 180, 120, 60];

/// Shown when even the built-in templates fail, which the tests rule out.
const LAST_RESORT: &str = "<!doctype html><title>404</title><p>没有内容 Nothing here</p>";

/// Templates, texts and stylesheet that belong together.
#[derive(Debug)]
pub(super) struct PageEdition {
    texts: Arc<Texts>,
    templates: PageTemplates,
    /// The stylesheet, as it stands in the page.
    style: String,
    policy: String,
    options: RenderOptions,
}

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub(super) enum NoPage {
    #[error(transparent)]
    Template(#[from] TemplateError),
    #[error(transparent)]
    Text(#[from] TextError),
}

impl PageEdition {
    /// Loads an edition and tries it on samples.
    pub(super) fn load(
        sources: &Sources,
        texts: &Arc<Texts>,
        options: RenderOptions,
    ) -> Result<Self, TemplateError> {
        let style = sources.content(STYLE);
        if style.contains('<') {
            return Err(sources.error(STYLE, None, "must not hold \"<\", which could end it"));
        }
        let edition = Self {
            texts: Arc::clone(texts),
            templates: PageTemplates::load(sources.clone(), texts)?,
            style: style.to_owned(),
            policy: policy(style),
            options,
        };
        rehearsal::rehearse(&edition)?;
        Ok(edition)
    }

    fn report(
        &self,
        answer: &Answer,
        facts: &ReportFacts,
        language: Language,
    ) -> Result<Page, NoPage> {
        let mut html = String::new();
        for columns in COLUMN_RUNGS {
            let view = self.view(answer, facts, language, columns)?;
            html = self.render(REPORT, context! { page => Serde(view) }, language)?;
            if html.len() <= HEAVIEST {
                break;
            }
            tracing::debug!(bytes = html.len(), columns, "page too heavy");
        }
        Ok(self.page(true, html, language))
    }

    fn view(
        &self,
        answer: &Answer,
        facts: &ReportFacts,
        language: Language,
        columns: u16,
    ) -> Result<ReportView, TextError> {
        let RenderOptions { timezone: zone, rules, .. } = &self.options;
        let making = Making { texts: &self.texts, zone, rules, language, columns };
        ReportView::of(answer, facts, making)
    }

    fn nothing(&self, language: Language) -> Result<Page, NoPage> {
        Ok(self.page(false, self.render(NOTHING, context! {}, language)?, language))
    }

    /// What a template makes of its variables and of those that every page has.
    fn render(
        &self,
        template: &str,
        variables: Value,
        language: Language,
    ) -> Result<String, TemplateError> {
        let language = match language {
            Language::ZhCn => "zh_cn",
            Language::EnUs => "en_us",
        };
        let style = Value::from_safe_string(self.style.clone());
        self.templates.render(template, context! { language, style, ..variables })
    }

    fn page(&self, found: bool, html: String, language: Language) -> Page {
        Page { found, html, content_security_policy: self.policy.clone(), language }
    }
}

/// The report, of the first edition that can make it.
pub(super) fn report<'a>(
    editions: impl Iterator<Item = &'a PageEdition> + Clone,
    answer: &Answer,
    facts: &ReportFacts,
    language: Language,
) -> Page {
    for edition in editions.clone() {
        match edition.report(answer, facts, language) {
            Ok(page) => return page,
            Err(error) => tracing::error!(template = REPORT, %error, "no page"),
        }
    }
    nothing(editions, language)
}

/// That nothing is there.
pub(super) fn nothing<'a>(
    editions: impl Iterator<Item = &'a PageEdition>,
    language: Language,
) -> Page {
    for edition in editions {
        match edition.nothing(language) {
            Ok(page) => return page,
            Err(error) => tracing::error!(template = NOTHING, %error, "no page"),
        }
    }
    let html = LAST_RESORT.to_owned();
    Page { found: false, html, content_security_policy: policy(""), language }
}

/// Nothing but the one stylesheet, and pictures that stand in the page itself.
fn policy(style: &str) -> String {
    let hash = STANDARD.encode(Sha256::digest(style.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{hash}'; img-src data:; base-uri 'none'; \
         form-action 'none'; frame-ancestors 'none'"
    )
}
