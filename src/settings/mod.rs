//! What an operator sets: one struct a concern, a file and the environment, all errors at once.
//!
//! Every key exists in the file (`[feishu] app_id`) and in the environment (`FEISHU_APP_ID`); the
//! environment wins. The environment is read here and nowhere else.

mod answer;
mod auditing;
mod base_url;
mod feishu;
mod links;
mod looks;
mod serving;
mod source;

use std::path::Path;

pub use answer::{Access, AnswerSettings, Language};
pub use auditing::Auditing;
pub use base_url::{BaseUrl, BaseUrlError};
pub use feishu::{FeishuSettings, WebhookSettings};
pub use links::LinkSettings;
pub use looks::Looks;
pub use serving::{ServingSettings, StoreSettings, store_path};
pub use source::{Problem, Source};

use crate::quality::rules::Rules;

/// Where the file is looked for when nobody names one.
pub const DEFAULT_FILE: &str = "quality-bot.toml";

/// Whether whoever runs a command asked for no colours (no-color.org).
#[expect(clippy::disallowed_methods, reason = "this room reads the environment")]
pub fn no_colour() -> bool {
    std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}

/// Everything.
#[derive(Debug, Clone)]
pub struct Settings {
    pub feishu: FeishuSettings,
    pub webhook: WebhookSettings,
    pub serving: ServingSettings,
    pub store: StoreSettings,
    pub answer: AnswerSettings,
    pub links: LinkSettings,
    /// Thresholds, and how undocumented readings are read; in the file only.
    pub rules: Rules,
    /// What is not wrong, but worth saying at start-up.
    pub warnings: Vec<String>,
}

/// All that is wrong with the settings.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.iter().map(|problem| format!("- {problem}")).collect::<Vec<_>>().join("\n"))]
pub struct Problems(pub Vec<Problem>);

impl Settings {
    /// Reads the file (the named one, `QUALITY_BOT_CONFIG`, or `quality-bot.toml` if it is there)
    /// and the environment.
    pub fn load(file: Option<&Path>) -> Result<Self, Problems> {
        Self::from_source(Source::open(file).map_err(|problem| Problems(vec![problem]))?)
    }

    /// Reads and validates every concern, and reports everything that is wrong at once.
    pub fn from_source(mut source: Source) -> Result<Self, Problems> {
        let feishu = FeishuSettings::read(&mut source);
        let webhook = WebhookSettings::read(&mut source);
        let serving = ServingSettings::read(&mut source);
        let store = StoreSettings::read(&mut source);
        let answer = AnswerSettings::read(&mut source);
        let links = LinkSettings::read(&mut source);
        let rules = source.rules();
        let (problems, warnings) = source.finish();
        match (feishu, webhook, serving, store, answer, links, rules) {
            (
                Some(feishu),
                Some(webhook),
                Some(serving),
                Some(store),
                Some(answer),
                Some(links),
                Some(rules),
            ) if problems.is_empty() => {
                Ok(Self { feishu, webhook, serving, store, answer, links, rules, warnings })
            }
            _ => Err(Problems(problems)),
        }
    }
}

#[cfg(test)]
mod tests;
