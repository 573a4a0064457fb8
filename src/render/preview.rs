//! Templates tried out, for whoever writes their own: with sample data, or with data from a file.
//!
//! A file of data is one JSON object of a template's variables, as templates/README.md lists them.
//! It is the operator's own, so what it marks as markdown is taken for markdown.

use std::path::Path;

use minijinja::Value;
use minijinja::value::Serde;
use serde_json::{Map, Value as Json};

use super::budget::CardBudget;
use super::edition::{Edition, NoCard};
use super::sample::Samples;
use super::source::{Sources, TemplateError};
use super::subject::Subject;
use super::{CardRefused, RenderOptions, TextError};

/// The sample that shows most of a template that has several.
const FULLEST: [&str; 3] = ["poor", "log id", "mistake 2"];

/// One edition of the templates, to look at.
#[derive(Debug)]
pub struct Preview {
    edition: Edition,
    samples: Samples,
}

/// Why there is nothing to look at.
#[derive(Debug, thiserror::Error)]
pub enum PreviewError {
    #[error("{name:?} is no card: it is one of {known}")]
    NoCard { name: String, known: String },
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

impl Preview {
    /// Loads the templates, with the files of `overrides` in the place of those built in.
    pub fn load(overrides: Option<&Path>, options: RenderOptions) -> Result<Self, TemplateError> {
        let sources = overrides.map_or(Ok(Sources::built_in()), Sources::overridden_by)?;
        Ok(Self { edition: Edition::load(sources, options)?, samples: Samples::new() })
    }

    /// The card that a template makes of its sample.
    pub fn of_sample(&self, template: &str) -> Result<Json, PreviewError> {
        let (_, subject) = self.sample(template)?;
        self.card(&subject)
    }

    /// The variables of a template's sample.
    pub fn data(&self, template: &str) -> Result<Json, PreviewError> {
        let (_, subject) = self.sample(template)?;
        Ok(self.edition.variables(&subject)?)
    }

    /// The card that a template makes of the variables in `data`, the content of `file`.
    pub fn of_data(&self, template: &str, file: &Path, data: &str) -> Result<Json, PreviewError> {
        let (_, subject) = self.sample(template)?;
        let wrong = |error: serde_json::Error| PreviewError::Data {
            file: file.display().to_string(),
            line: error.line(),
            why: error.to_string(),
        };
        let variables: Map<String, Json> = serde_json::from_str(data).map_err(wrong)?;
        let card = self.edition.made_of(&subject, Value::from(Serde(variables)))?;
        Ok(as_json(&CardBudget::FEISHU.weigh(&card)?))
    }

    /// Every sample of every template, each with a name for its file.
    pub fn samples(&self) -> Result<Vec<(String, Json)>, PreviewError> {
        let card = |(name, subject): (String, Subject<'_>)| {
            let template = stem(subject.template());
            let file = if name == template { name } else { format!("{template}-{name}") };
            Ok((file.replace(' ', "-"), self.card(&subject)?))
        };
        self.samples.subjects().into_iter().map(card).collect()
    }

    fn card(&self, subject: &Subject<'_>) -> Result<Json, PreviewError> {
        Ok(as_json(&self.edition.card(subject)?))
    }

    /// The sample to show of a template, which is named with or without its folder and ending.
    fn sample(&self, template: &str) -> Result<(String, Subject<'_>), PreviewError> {
        let wanted = stem(template.rsplit('/').next().unwrap_or(template));
        let mut subjects = self.samples.subjects();
        let known: Vec<&str> = subjects.iter().map(|(_, it)| stem(it.template())).collect();
        let known = known.chunk_by(|a, b| a == b).filter_map(|same| same.first());
        let known = known.copied().collect::<Vec<_>>().join(", ");
        subjects.retain(|(_, subject)| stem(subject.template()) == wanted);
        let fullest = subjects.iter().position(|(name, _)| FULLEST.contains(&name.as_str()));
        if subjects.is_empty() {
            return Err(PreviewError::NoCard { name: template.to_owned(), known });
        }
        Ok(subjects.swap_remove(fullest.unwrap_or(0)))
    }
}

/// A card that was weighed is JSON.
fn as_json(card: &str) -> Json {
    serde_json::from_str(card).unwrap_or_default()
}

fn stem(file: &str) -> &str {
    file.strip_suffix(".json.j2").unwrap_or(file)
}
