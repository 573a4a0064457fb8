//! What cards look like: all that a preview of them needs, without credentials.

use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;

use super::{AnswerSettings, Language, Problems, ServingSettings, Source};
use crate::quality::rules::Rules;

/// What cards are made with.
#[derive(Debug, Clone)]
pub struct Looks {
    /// Directory that overrides embedded templates.
    pub templates: Option<PathBuf>,
    pub language: Language,
    pub timezone: TimeZone,
    pub rules: Rules,
}

impl Looks {
    /// Reads these settings alone; whatever else is set, or missing, does not matter.
    pub fn load(file: Option<&Path>) -> Result<Self, Problems> {
        let mut source = Source::open(file).map_err(|problem| Problems(vec![problem]))?;
        let serving = ServingSettings::read(&mut source);
        let answer = AnswerSettings::read(&mut source);
        match (serving, answer, source.rules()) {
            (Some(serving), Some(answer), Some(rules)) => Ok(Self {
                templates: serving.templates,
                language: answer.language,
                timezone: answer.timezone,
                rules,
            }),
            _ => Err(Problems(source.problems())),
        }
    }
}
