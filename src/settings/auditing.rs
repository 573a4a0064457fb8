//! All that reading the audit log needs, without credentials.

use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;

use super::{AnswerSettings, Problems, Source, StoreSettings};

/// Where the log is, and whose days are meant.
#[derive(Debug, Clone)]
pub struct Auditing {
    /// Of the store.
    pub path: PathBuf,
    pub timezone: TimeZone,
}

impl Auditing {
    /// Reads these settings alone; whatever else is set, or missing, does not matter.
    pub fn load(file: Option<&Path>) -> Result<Self, Problems> {
        let mut source = Source::open(file).map_err(|problem| Problems(vec![problem]))?;
        let store = StoreSettings::read(&mut source);
        let answer = AnswerSettings::read(&mut source);
        match (store, answer) {
            (Some(store), Some(answer)) => Ok(Self { path: store.path, timezone: answer.timezone }),
            _ => Err(Problems(source.problems())),
        }
    }
}
