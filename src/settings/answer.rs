//! How questions are answered.

use std::fmt;

use jiff::tz::TimeZone;

use super::source::{Key, Source};

const LOOKBACK: Key = Key { env: "QUALITY_BOT_LOOKBACK_DAYS", file: "lookback_days" };
const ACCESS: Key = Key { env: "QUALITY_BOT_ACCESS", file: "access" };
const SUPPORT: Key = Key { env: "QUALITY_BOT_SUPPORT", file: "support" };
const LANGUAGE: Key = Key { env: "QUALITY_BOT_LANGUAGE", file: "language" };
const TIMEZONE: Key = Key { env: "QUALITY_BOT_TIMEZONE", file: "timezone" };

/// How questions are answered.
#[derive(Debug, Clone)]
pub struct AnswerSettings {
    /// How far back a meeting number is looked up, 1 to 365 days: the platform answers for a
    /// window of at most a year (dossier 6.4).
    pub lookback_days: u16,
    pub access: Access,
    /// People and chats of the support team, by their `ou_…` and `oc_…` ids.
    pub support: Vec<String>,
    pub language: Language,
    /// The zone of dates that no client can show in its own, such as a chart's axis.
    pub timezone: TimeZone,
}

impl AnswerSettings {
    pub(super) fn read(source: &mut Source) -> Option<Self> {
        let lookback_days = source.parsed(LOOKBACK, 30, |text| match text.parse() {
            Ok(days @ 1..=365) => Ok(days),
            _ => Err("must be 1 to 365 days".to_owned()),
        });
        let access = source.parsed(ACCESS, Access::Meeting, Access::parse);
        let support = source.parsed(SUPPORT, Vec::new(), support);
        let language = source.parsed(LANGUAGE, Language::ZhCn, Language::parse);
        let timezone = source.text(TIMEZONE).unwrap_or_else(|| "Asia/Shanghai".to_owned());
        let timezone = match TimeZone::get(&timezone) {
            Ok(zone) => Some(zone),
            Err(_) => {
                source.wrong(TIMEZONE, format!("“{timezone}” is no IANA time zone"));
                None
            }
        };
        Some(Self {
            lookback_days: lookback_days?,
            access: access?,
            support: support?,
            language: language?,
            timezone: timezone?,
        })
    }
}

/// A list with commas between.
fn support(text: &str) -> Result<Vec<String>, String> {
    let ids = text.split(',').map(str::trim).filter(|id| !id.is_empty());
    let ids: Vec<String> = ids.map(str::to_owned).collect();
    match ids.iter().find(|id| !id.starts_with("ou_") && !id.starts_with("oc_")) {
        Some(wrong) => Err(format!("“{wrong}” is neither a person (ou_…) nor a chat (oc_…)")),
        None => Ok(ids),
    }
}

/// Who may ask about whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Only about oneself (`self`).
    Own,
    /// People who took part in a meeting, about it (`meeting`).
    Meeting,
    /// Everybody in the chats the bot is in (`open`).
    Open,
}

impl Access {
    fn parse(text: &str) -> Result<Self, String> {
        match text {
            "self" => Ok(Self::Own),
            "meeting" => Ok(Self::Meeting),
            "open" => Ok(Self::Open),
            _ => Err("must be self, meeting or open".to_owned()),
        }
    }
}

impl fmt::Display for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Own => "self",
            Self::Meeting => "meeting",
            Self::Open => "open",
        })
    }
}

/// A language of the texts.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, clap::ValueEnum, serde::Serialize, serde::Deserialize,
)]
#[value(rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Language {
    ZhCn,
    EnUs,
}

impl Language {
    fn parse(text: &str) -> Result<Self, String> {
        match text {
            "zh_cn" => Ok(Self::ZhCn),
            "en_us" => Ok(Self::EnUs),
            _ => Err("must be zh_cn or en_us".to_owned()),
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ZhCn => "zh_cn",
            Self::EnUs => "en_us",
        })
    }
}
