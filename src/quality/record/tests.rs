use super::*;

#[test]
fn texts_are_verbatim_and_borrowed() {
    let json =
        r#"{"network":{"time":"t","network_delay":"100ms"},"audio":{"jitter_sent":"\u0031ms"}}"#;
    let record = Record::parse(json).unwrap();

    assert_eq!(record.time(Section::Network), Some("t"));
    assert_eq!(record.time(Section::Audio), None);
    assert_eq!(record.text(Metric::NetworkDelay), Some("100ms"));
    assert!(matches!(
        record.readings.0[Metric::NetworkDelay as usize],
        Some(Cow::Borrowed("100ms"))
    ));
    assert_eq!(record.text(Metric::AudioJitterSent), Some("1ms"));
    assert_eq!(record.reading(Metric::AudioJitterSent), Reading::Value(1.0));
    assert_eq!(record.reading(Metric::AudioJitterReceived), Reading::Missing);
}

#[test]
fn the_same_key_means_another_reading_in_another_section() {
    let record =
        Record::parse(r#"{"video":{"bitrate_sent":"1kbps"},"audio":{"bitrate_sent":"2kbps"}}"#)
            .unwrap();
    assert_eq!(record.reading(Metric::VideoBitrateSent), Reading::Value(1.0));
    assert_eq!(record.reading(Metric::AudioBitrateSent), Reading::Value(2.0));
    assert_eq!(record.reading(Metric::ShareBitrateSent), Reading::Missing);
}

#[test]
fn other_json_types_are_kept_as_they_stand() {
    for (json, text, reading) in [
        ("null", None, Reading::Missing),
        (r#""""#, Some(""), Reading::Missing),
        ("8", Some("8"), Reading::Unparsed),
        ("8.50", Some("8.50"), Reading::Unparsed),
        ("true", Some("true"), Reading::Unparsed),
        (r#"["8ms"]"#, Some(r#"["8ms"]"#), Reading::Unparsed),
        (r#"{"v":"8ms"}"#, Some(r#"{"v":"8ms"}"#), Reading::Unparsed),
        (r#""\ud800""#, Some(r#""\ud800""#), Reading::Unparsed),
    ] {
        let json = format!(r#"{{"network":{{"network_delay":{json},"unknown":{json}}}}}"#);
        let record = Record::parse(&json).unwrap();
        assert_eq!(record.text(Metric::NetworkDelay), text, "{json}");
        assert_eq!(record.reading(Metric::NetworkDelay), reading, "{json}");
    }
}

#[test]
fn a_section_that_is_no_object_is_said() {
    for (json, odd) in [
        ("null", None),
        (r#""""#, None),
        (r#""gone""#, Some("gone")),
        ("0", Some("0")),
        ("-1", Some("-1")),
        ("0.5", Some("0.5")),
        ("false", Some("false")),
        ("[{}, 1]", Some("[…]")),
    ] {
        let json = format!(r#"{{"extra":{json},"video":{json}}}"#);
        let record = Record::parse(&json).unwrap();
        let expected: Vec<_> = odd.into_iter().map(|text| (Section::Video, text)).collect();
        assert_eq!(record.odd_sections().collect::<Vec<_>>(), expected, "{json}");
    }
}

#[test]
fn what_is_no_object_is_an_error_that_says_so() {
    for json in ["", "[]", "null", r#""{}""#, "1", "{", "{} {}", r#"{"video":{"time":"#] {
        let error = Record::parse(json).unwrap_err().to_string();
        assert!(error.starts_with("not a participant_quality record: "), "{json}: {error}");
    }
    assert!(Record::parse("[]").unwrap_err().to_string().contains("expected an object"));
}
