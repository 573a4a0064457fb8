use proptest::prelude::*;

use super::*;

const UNITS: [Unit; 6] =
    [Unit::Millis, Unit::Kbps, Unit::Percent, Unit::Decibel, Unit::Fps, Unit::Lines];

#[test]
fn values_are_read_in_their_metrics_unit() {
    for (text, unit, value) in [
        // The documentation's sample.
        ("100ms", Unit::Millis, 100.0),
        ("8kbps", Unit::Kbps, 8.0),
        ("0.8%", Unit::Percent, 0.8),
        ("6dB", Unit::Decibel, 6.0),
        ("100fps", Unit::Fps, 100.0),
        ("1080P", Unit::Lines, 1080.0),
        ("4K", Unit::Lines, 2160.0),
        // Other units of the same kind.
        ("1.5s", Unit::Millis, 1500.0),
        ("500bps", Unit::Kbps, 0.5),
        ("1.2Mbps", Unit::Kbps, 1200.0),
        ("1Gbps", Unit::Kbps, 1_000_000.0),
        ("2k", Unit::Lines, 1440.0),
        ("1280x720", Unit::Lines, 720.0),
        ("1920 × 1080", Unit::Lines, 1080.0),
        ("1280X720", Unit::Lines, 720.0),
        // Spelling.
        ("  100 MS ", Unit::Millis, 100.0),
        ("1,5%", Unit::Percent, 1.5),
        ("0,125%", Unit::Percent, 0.125),
        ("1.234kbps", Unit::Kbps, 1.234),
        ("+6dB", Unit::Decibel, 6.0),
        ("-36dB", Unit::Decibel, -36.0),
        ("−36dB", Unit::Decibel, -36.0),
        ("１００ｍｓ", Unit::Millis, 100.0),
        ("８％", Unit::Percent, 8.0),
        ("100\u{a0}ms", Unit::Millis, 100.0),
        ("-0%", Unit::Percent, 0.0),
        ("<1%", Unit::Percent, 1.0),
        ("< 10ms", Unit::Millis, 10.0),
        // The ends of the plausible ranges.
        ("0kbps", Unit::Kbps, 0.0),
        ("100%", Unit::Percent, 100.0),
        ("60s", Unit::Millis, 60_000.0),
    ] {
        assert_eq!(Reading::read(text, unit), Reading::Value(value), "{text:?}");
    }
}

#[test]
fn missing_is_said_in_many_ways() {
    for text in ["", "  ", "-", "--", "—", "－", "N/A", "n/a", "NA", "null", "None", "\u{3000}"]
    {
        for unit in UNITS {
            assert_eq!(Reading::read(text, unit), Reading::Missing, "{text:?} as {unit:?}");
        }
    }
}

#[test]
fn what_is_not_certain_is_not_read() {
    for (text, unit) in [
        // No unit says what it counts.
        ("8", Unit::Kbps),
        ("0", Unit::Percent),
        ("0.8", Unit::Percent),
        ("720", Unit::Lines),
        // A unit of something else, or of nothing.
        ("8ms", Unit::Percent),
        ("8%", Unit::Millis),
        ("8 widgets", Unit::Kbps),
        ("720kbps", Unit::Lines),
        ("30P", Unit::Fps),
        ("ms", Unit::Millis),
        ("100ms100", Unit::Millis),
        // No number.
        ("NaN", Unit::Millis),
        ("nan%", Unit::Percent),
        ("inf ms", Unit::Millis),
        ("-inf dB", Unit::Decibel),
        ("1e3ms", Unit::Millis),
        ("1.2.3ms", Unit::Millis),
        ("--5dB", Unit::Decibel),
        (".5%", Unit::Percent),
        ("5.%", Unit::Percent),
        ("١٠%", Unit::Percent),
        // A thousand, or one and a bit?
        ("1,234kbps", Unit::Kbps),
        ("1,234,567bps", Unit::Kbps),
        // At most this, where more is better.
        ("<10kbps", Unit::Kbps),
        (">5%", Unit::Percent),
        // Absurd.
        ("-1%", Unit::Percent),
        ("-1%", Unit::Percent),
        ("100.1%", Unit::Percent),
        ("900%", Unit::Percent),
        ("-5ms", Unit::Millis),
        ("1000000000ms", Unit::Millis),
        ("60.001s", Unit::Millis),
        ("11Gbps", Unit::Kbps),
        ("-200dB", Unit::Decibel),
        ("1001fps", Unit::Fps),
        ("8641P", Unit::Lines),
        // Half a picture.
        ("720.5P", Unit::Lines),
        ("-720P", Unit::Lines),
        ("3K", Unit::Lines),
        ("1280x", Unit::Lines),
        ("x720", Unit::Lines),
        ("1280x-720", Unit::Lines),
        ("{}", Unit::Fps),
        ("true", Unit::Fps),
    ] {
        assert_eq!(Reading::read(text, unit), Reading::Unparsed, "{text:?} as {unit:?}");
    }
}

#[test]
fn a_negative_zero_is_zero() {
    for text in ["-0%", "-0.00%", " -0%"] {
        let Reading::Value(zero) = Reading::read(text, Unit::Percent) else { panic!("{text}") };
        assert!(zero == 0.0 && zero.is_sign_positive(), "{text}: printed it would be -0");
    }
}

#[test]
fn a_number_longer_than_any_float_is_not_infinite() {
    let digits = "9".repeat(400);
    assert_eq!(Reading::read(&format!("{digits}ms"), Unit::Millis), Reading::Unparsed);
    assert_eq!(Reading::read(&format!("{digits}P"), Unit::Lines), Reading::Unparsed);
}

fn units() -> impl Strategy<Value = Unit> {
    prop::sample::select(&UNITS[..])
}

proptest! {
    #[test]
    fn the_quick_way_reads_what_the_grammar_reads(text in "-?[0-9]{0,11}([.][0-9]{0,2})?(ms|kbps|%|dB|fps|P|K)?", unit in units()) {
        if let Some(quick) = plain(&text, unit) {
            prop_assert_eq!(value(&text, unit), Some(quick));
        }
    }

    #[test]
    fn any_text_reads_as_something_plausible(text in any::<String>(), unit in units()) {
        if let Reading::Value(value) = Reading::read(&text, unit) {
            prop_assert!(plausible(unit).contains(&value));
        }
    }

    #[test]
    fn texts_of_the_right_characters_are_plausible_too(
        text in "[<+-]?[0-9.,]{0,6} ?(ms|s|k?bps|M|%|dB|fps|P|K|x)?[0-9]{0,4}",
        unit in units(),
    ) {
        if let Reading::Value(value) = Reading::read(&text, unit) {
            prop_assert!(plausible(unit).contains(&value));
        }
    }

    #[test]
    fn a_text_without_a_digit_is_never_a_value(text in "[^0-9]*", unit in units()) {
        prop_assume!(!fold(&text).contains(|c: char| c.is_ascii_digit()));
        prop_assert!(!matches!(Reading::read(&text, unit), Reading::Value(_)));
    }

    #[test]
    fn what_is_printed_reads_the_same(value in -150.0..60_000.0_f64, unit in units()) {
        let value = if unit == Unit::Lines { value.round().abs() } else { value };
        prop_assume!(plausible(unit).contains(&value));
        let printed = format!("{value}{}", unit.symbol());
        prop_assert_eq!(Reading::read(&printed, unit), Reading::Value(value));
    }
}
