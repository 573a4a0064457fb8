//! What an operator sets: one struct a concern, a file and the environment, all errors at once.

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use secrecy::SecretString;
use url::Url;

/// Everything.
#[derive(Debug, Clone)]
pub struct Settings {
    pub feishu: FeishuSettings,
    pub webhook: WebhookSettings,
    pub listen: SocketAddr,
    pub store: StoreSettings,
    pub answer: AnswerSettings,
    /// Directory that overrides embedded templates.
    pub templates: Option<PathBuf>,
    /// A `tracing` filter.
    pub log: String,
}

/// How calls to the platform go out.
#[derive(Debug, Clone)]
pub struct FeishuSettings {
    pub app_id: String,
    pub app_secret: SecretString,
    /// https, or http on loopback.
    pub base_url: Url,
    /// Whole time one HTTP exchange may take.
    pub timeout: Duration,
}

/// How events from the platform are checked. More than one key or token during a rotation.
#[derive(Debug, Clone)]
pub struct WebhookSettings {
    pub app_id: String,
    pub encrypt_keys: Vec<SecretString>,
    pub verification_tokens: Vec<SecretString>,
}

/// Where things are kept, and for how long.
#[derive(Debug, Clone)]
pub struct StoreSettings {
    pub path: PathBuf,
    pub retention: Duration,
}

/// How questions are answered.
#[derive(Debug, Clone)]
pub struct AnswerSettings {
    /// How far back a meeting number is looked up, 1 to 365 days.
    pub lookback_days: u16,
    pub access: Access,
    pub language: Language,
    /// IANA zone for dates that people read outside a client's own clock.
    pub timezone: jiff::tz::TimeZone,
}

/// Who may ask about whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    Own,
    Meeting,
    Open,
}

/// A language of the texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    ZhCn,
    EnUs,
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ZhCn => "zh_cn",
            Self::EnUs => "en_us",
        })
    }
}
