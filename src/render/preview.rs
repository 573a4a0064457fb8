//! Templates tried out, for whoever writes their own: with sample data, or with data from a file.
//!
//! A file of data is one JSON object of a template's variables, as templates/README.md lists them.
//! It is the operator's own, so what it marks as markdown or markup is taken for that.

use std::path::Path;

use minijinja::Value;
use minijinja::value::Serde;
use serde_json::{Map, Value as Json};

use super::budget::CardBudget;
use super::edition::{Edition, NoCard};
use super::page::{self, NoPage};
use super::sample::Samples;
use super::source::{Sources, TemplateError};
use super::subject::Subject;
use super::{CardRefused, RenderOptions, TextError};
use crate::app::answer::Answer;
use crate::settings::Language;

/// The sample that shows most of a template that has several.
const FULLEST: [&str; 3] = ["poor", "log id", "mistake 2"];

/// One edition of the templates, to look at.
#[derive(Debug)]
pub struct Preview {
    edition: Edition,
    samples: Samples,
    /// What reports are made of, by the sample's name.
    answers: Vec<(&'static str, Answer)>,
    /// Of a page; a card is in both.
    language: Language,
}

/// What a sample shows.
enum Shown<'a> {
    Card(Subject<'a>),
    /// The report of an answer, or that nothing is there.
    Page(Option<&'a Answer>),
}

/// Why there is nothing to look at.
#[derive(Debug, thiserror::Error)]
pub enum PreviewError {
    #[error("{name:?} is no card and no page: it is one of {known}")]
    Unknown { name: String, known: String },
    #[error("{file}:{line}: {why}")]
    Data { file: String, line: usize, why: String },
    #[error(transparent)]
    Template(#[from] TemplateError),
    #[error(transparent)]
    Text(#[from] TextError),
    #[error(transparent)]
    Refused(#[from] CardRefused),
}

impl From<NoCard> for PreviewError {
    fn from(error: NoCard) -> Self {
        match error {
            NoCard::Template(error) => error.into(),
            NoCard::Text(error) => error.into(),
            NoCard::Refused(error) => error.into(),
        }
    }
}

impl From<NoPage> for PreviewError {
    fn from(error: NoPage) -> Self {
        match error {
            NoPage::Template(error) => error.into(),
            NoPage::Text(error) => error.into(),
        }
    }
}

impl Preview {
    /// Loads the templates, with the files of `overrides` in the place of those built in.
    pub fn load(overrides: Option<&Path>, options: RenderOptions) -> Result<Self, TemplateError> {
        let sources = overrides.map_or(Ok(Sources::built_in()), Sources::overridden_by)?;
        let language = options.language;
        let edition = Edition::load(sources, options)?;
        Ok(Self { edition, samples: Samples::new(), answers: page::answers(), language })
    }

    /// The card or page that a template makes of its sample.
    pub fn of_sample(&self, template: &str) -> Result<String, PreviewError> {
        self.made(&self.sample(template)?, self.language)
    }

    /// The variables of a template's sample.
    pub fn data(&self, template: &str) -> Result<Json, PreviewError> {
        Ok(match self.sample(template)? {
            Shown::Card(subject) => self.edition.variables(&subject)?,
            Shown::Page(answer) => self.edition.pages.variables(answer, self.language)?,
        })
    }

    /// The card or page that a template makes of the variables in `data`, the content of `file`.
    pub fn of_data(&self, template: &str, file: &Path, data: &str) -> Result<String, PreviewError> {
        let sample = self.sample(template)?;
        let wrong = |error: serde_json::Error| PreviewError::Data {
            file: file.display().to_string(),
            line: error.line(),
            why: error.to_string(),
        };
        let variables: Map<String, Json> = serde_json::from_str(data).map_err(wrong)?;
        match sample {
            Shown::Card(subject) => {
                let card = self.edition.made_of(&subject, Value::from(Serde(variables)))?;
                Ok(indented(&CardBudget::FEISHU.weigh(&card)?))
            }
            Shown::Page(answer) => {
                let template = page::template(answer);
                Ok(self.edition.pages.of_data(template, variables, self.language)?)
            }
        }
    }

    /// Every sample of every template, each with a name for its file; of a page, in each language.
    pub fn samples(&self) -> Result<Vec<(String, String)>, PreviewError> {
        let mut files = Vec::new();
        for (name, shown) in self.everything() {
            let template = shown.template();
            let file = if name == template { name } else { format!("{template}-{name}") };
            let file = file.replace(' ', "-");
            match shown {
                Shown::Card(_) => {
                    files.push((format!("{file}.json"), self.made(&shown, self.language)?));
                }
                Shown::Page(_) => {
                    for (ending, language) in [("zh_cn", Language::ZhCn), ("en_us", Language::EnUs)]
                    {
                        files.push((format!("{file}.{ending}.html"), self.made(&shown, language)?));
                    }
                }
            }
        }
        Ok(files)
    }

    fn made(&self, shown: &Shown<'_>, language: Language) -> Result<String, PreviewError> {
        match shown {
            Shown::Card(subject) => Ok(indented(&self.edition.card(subject)?)),
            Shown::Page(answer) => Ok(self.edition.pages.of_sample(*answer, language)?),
        }
    }

    /// The sample to show of a template, which is named with or without its folder and ending.
    fn sample(&self, template: &str) -> Result<Shown<'_>, PreviewError> {
        let wanted = stem(template);
        let mut samples = self.everything();
        let known: Vec<&str> = samples.iter().map(|(_, shown)| shown.template()).collect();
        let known = known.chunk_by(|a, b| a == b).filter_map(|same| same.first());
        let known = known.copied().collect::<Vec<_>>().join(", ");
        samples.retain(|(_, shown)| shown.template() == wanted);
        let fullest = samples.iter().position(|(name, _)| FULLEST.contains(&name.as_str()));
        if samples.is_empty() {
            return Err(PreviewError::Unknown { name: template.to_owned(), known });
        }
        Ok(samples.swap_remove(fullest.unwrap_or(0)).1)
    }

    /// Every sample, with a name of its own among those of its template.
    fn everything(&self) -> Vec<(String, Shown<'_>)> {
        let subjects = self.samples.subjects().into_iter();
        let cards = subjects.map(|(name, subject)| (name, Shown::Card(subject)));
        let reports = self.answers.iter();
        let reports = reports.map(|(name, answer)| ((*name).to_owned(), Shown::Page(Some(answer))));
        let nothing = ("nothing".to_owned(), Shown::Page(None));
        cards.chain(reports).chain([nothing]).collect()
    }
}

impl Shown<'_> {
    /// The template, without its folder and ending.
    fn template(&self) -> &str {
        stem(match self {
            Shown::Card(subject) => subject.template(),
            Shown::Page(answer) => page::template(*answer),
        })
    }
}

/// A card that was weighed is JSON.
fn indented(card: &str) -> String {
    let card: Json = serde_json::from_str(card).unwrap_or_default();
    format!("{card:#}\n")
}

fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    [".json.j2", ".html.j2"].iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name)
}
