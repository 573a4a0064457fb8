//! The platform's text times.

use jiff::Timestamp;
use jiff::fmt::strtime;

/// Reads `2022.12.23 11:16:59 (GMT+08:00)`.
pub fn parse_text_time(text: &str) -> Option<Timestamp> {
    strtime::parse("%Y.%m.%d %H:%M:%S (GMT%:z)", text.trim()).ok()?.to_timestamp().ok()
}
