//! The texts Feishu writes times and durations in (dossier 6.2).

use jiff::Timestamp;
use jiff::fmt::strtime;
use jiff::tz::Offset;

const ZONED: &str = "%Y.%m.%d %H:%M:%S (GMT%:z)";
const BARE: &str = "%Y.%m.%d %H:%M:%S";

/// `2022.12.23 11:16:59 (GMT+08:00)`
pub(super) fn zoned(unix_s: i64, utc_offset_s: i32) -> String {
    write(ZONED, unix_s, utc_offset_s)
}

/// `2022.12.23 11:16:59`: what `cpu_usage.time` looks like, in the same zone as its siblings.
pub(super) fn bare(unix_s: i64, utc_offset_s: i32) -> String {
    write(BARE, unix_s, utc_offset_s)
}

/// `00:01:52`
pub(super) fn duration(seconds: i64) -> String {
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// Unix seconds of a zoned text, or of a bare one read as +08:00.
pub(super) fn read(text: &str) -> Option<i64> {
    let text = if text.ends_with(')') { text.to_owned() } else { format!("{text} (GMT+08:00)") };
    Some(strtime::parse(ZONED, text).ok()?.to_timestamp().ok()?.as_second())
}

fn write(form: &str, unix_s: i64, utc_offset_s: i32) -> String {
    let offset = Offset::from_seconds(utc_offset_s).unwrap_or(Offset::UTC);
    let at = Timestamp::from_second(unix_s).unwrap_or(Timestamp::UNIX_EPOCH);
    at.to_zoned(offset.to_time_zone()).strftime(form).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documented_texts_come_out() {
        let at = read("2022.12.23 11:16:59 (GMT+08:00)").unwrap();
        assert_eq!(at, 1_671_765_419);
        assert_eq!(zoned(at, 28_800), "2022.12.23 11:16:59 (GMT+08:00)");
        assert_eq!(zoned(at, 19_800), "2022.12.23 08:46:59 (GMT+05:30)");
        assert_eq!(zoned(at, -10_800), "2022.12.23 00:16:59 (GMT-03:00)");
        assert_eq!(bare(at, 28_800), "2022.12.23 11:16:59");
        assert_eq!(read("2022.12.23 11:16:59"), Some(at));
        assert_eq!(duration(112), "00:01:52");
        assert_eq!(duration(26 * 3600), "26:00:00");
    }
}
