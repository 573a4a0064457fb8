//! The platform's text times: `2022.12.23 11:16:59 (GMT+08:00)`, and durations such as `00:01:52`.
//!
//! The offset is a part of the value; nothing here assumes a zone. Source: dossier 6.2.

use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

use super::fold::fold;

/// A time as it was written: `cpu_usage.time` comes without an offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextTime {
    pub local: DateTime,
    pub offset: Option<Offset>,
}

impl TextTime {
    /// Reads `YYYY.MM.DD HH:MM:SS`, with or without `(GMT±HH:MM)`; `GMT`, `GMT+8` and `GMT+0530`
    /// are tolerated. A year before 2000 is a zero that went through a calendar, not a time; nor is
    /// one from 3000 on.
    pub fn parse(text: &str) -> Option<Self> {
        let text = fold(text);
        let (year, rest) = number(&text, '.')?;
        let (month, rest) = number(rest, '.')?;
        let (day, rest) = number(rest, ' ')?;
        let (hour, rest) = number(rest, ':')?;
        let (minute, rest) = number(rest, ':')?;
        let (second, zone) = rest.split_at_checked(count_digits(rest))?;
        let [month, day, hour, minute] = [month, day, hour, minute].map(|n| i8::try_from(n).ok());
        let second = second.parse().ok()?;
        let local = DateTime::new(year, month?, day?, hour?, minute?, second, 0).ok()?;
        let zone = zone.trim();
        let offset = if zone.is_empty() { None } else { Some(parse_zone(zone)?) };
        (2000..3000).contains(&local.year()).then_some(Self { local, offset })
    }

    /// The instant, by its own offset, or else by that of its siblings.
    pub fn at(self, siblings: Option<Offset>) -> Option<Timestamp> {
        self.offset.or(siblings)?.to_timestamp(self.local).ok()
    }
}

/// Reads a time that carries its own zone, as meeting and participant lists have it.
pub fn parse_text_time(text: &str) -> Option<Timestamp> {
    TextTime::parse(text)?.at(None)
}

/// Reads `00:01:52`, `1:00:00` or a bare number of seconds.
pub fn parse_text_duration(text: &str) -> Option<Duration> {
    let text = fold(text);
    let parts: Vec<u64> = text.split(':').map(parse_digits).collect::<Option<_>>()?;
    let seconds = match parts[..] {
        [seconds] => seconds,
        [hours, minutes @ 0..60, seconds @ 0..60] => {
            hours.checked_mul(3_600)?.checked_add(minutes * 60 + seconds)?
        }
        _ => return None,
    };
    Some(Duration::from_secs(seconds))
}

/// The digits before a separator, and what stands behind it.
fn number(text: &str, separator: char) -> Option<(i16, &str)> {
    let (digits, rest) = text.split_at_checked(count_digits(text))?;
    Some((digits.parse().ok()?, rest.strip_prefix(separator)?.trim_start()))
}

fn count_digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// `(GMT+08:00)` and its relatives.
fn parse_zone(zone: &str) -> Option<Offset> {
    let zone = zone.strip_prefix('(').unwrap_or(zone);
    let zone = zone.strip_suffix(')').unwrap_or(zone).trim();
    let (name, offset) = zone.split_at_checked(3)?;
    if !name.eq_ignore_ascii_case("GMT") && !name.eq_ignore_ascii_case("UTC") {
        return None;
    }
    let offset = offset.trim_start();
    if offset.is_empty() {
        return Some(Offset::UTC);
    }
    let (sign, digits) = match offset.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, offset.strip_prefix('+')?),
    };
    let (hours, minutes) = match (digits.split_once(':'), digits.len()) {
        (Some((hours, minutes)), _) if minutes.len() == 2 => (hours, minutes),
        (None, 1 | 2) => (digits, "0"),
        (None, 4) => digits.split_at_checked(2)?,
        _ => return None,
    };
    let hours = i32::try_from(parse_digits(hours)?).ok().filter(|hours| *hours <= 14)?;
    let minutes = i32::try_from(parse_digits(minutes)?).ok().filter(|minutes| *minutes < 60)?;
    Offset::from_seconds(sign * (hours * 3_600 + minutes * 60)).ok()
}

fn parse_digits(text: &str) -> Option<u64> {
    // `u64::from_str` would take a sign as well.
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn times_carry_their_zone() {
        for (text, utc) in [
            ("2022.12.23 11:16:59 (GMT+08:00)", "2022-12-23T03:16:59Z"),
            ("2022.12.23 16:46:59 (GMT+05:30)", "2022-12-23T11:16:59Z"),
            ("2022.12.23 00:16:59 (GMT-03:30)", "2022-12-23T03:46:59Z"),
            ("2022.12.31 20:00:00 (GMT-05:00)", "2023-01-01T01:00:00Z"),
            ("2022.12.23 03:16:59 (GMT+00:00)", "2022-12-23T03:16:59Z"),
            ("2022.12.23 03:16:59 (GMT)", "2022-12-23T03:16:59Z"),
            ("2022.12.23 11:16:59 (GMT+8)", "2022-12-23T03:16:59Z"),
            ("2022.12.23 08:46:59 (GMT+0530)", "2022-12-23T03:16:59Z"),
            ("2022.12.23 11:16:59 GMT+08:00", "2022-12-23T03:16:59Z"),
            ("2022.12.23 11:16:59(utc+8:00)", "2022-12-23T03:16:59Z"),
            ("2022.12.23  11:16:59 (GMT+08:00)", "2022-12-23T03:16:59Z"),
            ("2022.1.3 9:5:7 (GMT+08:00)", "2022-01-03T01:05:07Z"),
            (" 2022.12.23 11:16:59 (GMT+08:00", "2022-12-23T03:16:59Z"),
            ("２０２２.12.23 11：16：59 （GMT+08:00）", "2022-12-23T03:16:59Z"),
            ("2022.12.23 22:16:59 (GMT−05:00)", "2022-12-24T03:16:59Z"),
            ("2024.02.29 23:59:59 (GMT+14:00)", "2024-02-29T09:59:59Z"),
        ] {
            assert_eq!(parse_text_time(text), utc.parse().ok(), "{text:?}");
        }
    }

    #[test]
    fn what_is_no_time_with_a_zone_is_none() {
        for text in [
            "",
            "-",
            "2022.12.23 11:17:00",
            "2022.12.23 (GMT+08:00)",
            "2022.12.23 11:16 (GMT+08:00)",
            "2022.12.23 11:16:60 (GMT+08:00)",
            "2022.12.23 11:16: (GMT+08:00)",
            "2022.12..23 11:16:59 (GMT+08:00)",
            "2022.12.+3 11:16:59 (GMT+08:00)",
            "202222.12.23 11:16:59 (GMT+08:00)",
            "2022.13.23 11:16:59 (GMT+08:00)",
            "2023.02.29 11:16:59 (GMT+08:00)",
            "2022.12.23 24:16:59 (GMT+08:00)",
            "2022.12.23 11:16:59 (CST)",
            "2022.12.23 11:16:59 (GMT+15:00)",
            "2022.12.23 11:16:59 (GMT+99:00)",
            "2022.12.23 11:16:59 (GMT+08:60)",
            "2022.12.23 11:16:59 (GMT+08:0)",
            "2022.12.23 11:16:59 (GMT+)",
            "2022.12.23 11:16:59 (GMT 08:00)",
            "2022.12.23 11:16:59 (GMT++8)",
            "2022.12.23 11:16:59 é",
            "1970.01.01 08:00:00 (GMT+08:00)",
            "1999.12.31 23:59:59 (GMT+08:00)",
            "3000.01.01 00:00:00 (GMT+08:00)",
            "9999.12.31 23:59:59 (GMT+08:00)",
        ] {
            assert_eq!(parse_text_time(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_time_without_a_zone_takes_its_siblings() {
        let time = TextTime::parse("2022.12.23 11:17:00").unwrap();
        assert_eq!(time.at(None), None);
        assert_eq!(time.at(Some(Offset::constant(8))), "2022-12-23T03:17:00Z".parse().ok());
    }

    #[test]
    fn durations_are_clocks_or_seconds() {
        for (text, seconds) in
            [("00:01:52", 112), ("1:00:00", 3_600), ("100:00:00", 360_000), ("112", 112), ("0", 0)]
        {
            assert_eq!(parse_text_duration(text), Some(Duration::from_secs(seconds)), "{text:?}");
        }
        for text in ["", "-", "01:52", "00:60:00", "00:00:60", "-1", "1:2:3:4", "9:99999999999999"]
        {
            assert_eq!(parse_text_duration(text), None, "{text:?}");
        }
        assert_eq!(parse_text_duration("18446744073709551615:00:00"), None);
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in any::<String>()) {
            let time = parse_text_time(&text);
            prop_assert!(time.is_none_or(|time| time.as_second() > 0));
            let duration = parse_text_duration(&text);
            prop_assert!(duration.is_none() || text.contains(char::is_numeric));
        }

        #[test]
        fn a_printed_time_reads_the_same(
            second in 946_771_200_i64..4_102_444_800,
            minutes in -12 * 60..=14 * 60_i32,
        ) {
            let at = Timestamp::from_second(second).unwrap();
            let zone = Offset::from_seconds(minutes * 60).unwrap().to_time_zone();
            let text = at.to_zoned(zone).strftime("%Y.%m.%d %H:%M:%S (GMT%:z)").to_string();
            prop_assert_eq!(parse_text_time(&text), Some(at), "{}", text);
        }
    }
}
