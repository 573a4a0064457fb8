//! Where the bot listens, what it logs, and where it keeps things.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use super::source::{Key, Source};

const LISTEN: Key = Key { env: "QUALITY_BOT_LISTEN", file: "listen" };
const LOG: Key = Key { env: "QUALITY_BOT_LOG", file: "log" };
const TEMPLATES: Key = Key { env: "QUALITY_BOT_TEMPLATES", file: "templates" };
const STORE: Key = Key { env: "QUALITY_BOT_STORE", file: "store" };
const RETENTION: Key = Key { env: "QUALITY_BOT_RETENTION_DAYS", file: "retention_days" };
const JUDGEMENTS: Key = Key { env: "QUALITY_BOT_JUDGEMENT_DAYS", file: "judgement_days" };

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The process.
#[derive(Debug, Clone)]
pub struct ServingSettings {
    pub listen: SocketAddr,
    /// A `tracing` filter.
    pub log: String,
    /// Directory that overrides embedded templates.
    pub templates: Option<PathBuf>,
}

impl ServingSettings {
    pub(super) fn read(source: &mut Source) -> Option<Self> {
        let listen = source.parsed(LISTEN, SocketAddr::from(([0, 0, 0, 0], 8080)), |text| {
            text.parse().map_err(|_| "is no address and port, such as 0.0.0.0:8080".to_owned())
        });
        let log = source.parsed(LOG, "info".to_owned(), |text| {
            tracing_subscriber::EnvFilter::try_new(text)
                .map(|_| text.to_owned())
                .map_err(|error| format!("is no log filter: {error}"))
        });
        let templates = source.parsed(TEMPLATES, None, |text| {
            let path = PathBuf::from(text);
            if path.is_dir() { Ok(Some(path)) } else { Err("is no directory".to_owned()) }
        });
        Some(Self { listen: listen?, log: log?, templates: templates? })
    }
}

/// Where things are kept, and for how long.
#[derive(Debug, Clone)]
pub struct StoreSettings {
    pub path: PathBuf,
    /// Of results with their minutes, and of what belongs to them.
    pub retention: Duration,
    /// Of judgements without the minutes, and of what belongs to them; at least `retention`.
    pub judgements: Duration,
}

impl StoreSettings {
    pub(super) fn read(source: &mut Source) -> Option<Self> {
        let path = source.parsed(STORE, PathBuf::from("./data"), store_path);
        let retention = source.parsed(RETENTION, 30 * DAY, days);
        let least = retention.unwrap_or_default();
        let judgements = source.parsed(JUDGEMENTS, least.max(365 * DAY), |text| match days(text) {
            Ok(judgements) if judgements < least => {
                Err("is less than QUALITY_BOT_RETENTION_DAYS".to_owned())
            }
            judgements => judgements,
        });
        Some(Self { path: path?, retention: retention?, judgements: judgements? })
    }
}

/// The path in `sled:PATH`.
///
/// # Errors
/// What it must be instead.
pub fn store_path(text: &str) -> Result<PathBuf, String> {
    match text.strip_prefix("sled:") {
        Some(path) if !path.is_empty() => Ok(PathBuf::from(path)),
        _ => Err("must be sled:PATH".to_owned()),
    }
}

fn days(text: &str) -> Result<Duration, String> {
    match text.parse::<u32>() {
        Ok(days @ 1..=3650) => Ok(days * DAY),
        _ => Err("must be 1 to 3650 days".to_owned()),
    }
}
