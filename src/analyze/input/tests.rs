//! Which files are taken, and how the others are refused.

use proptest::prelude::*;

use super::*;

const RECORD: &str = r#"{"network":{"time":"2022.12.23 11:16:00 (GMT+05:30)","network_delay":"40ms"},"cpu_usage":{"time":"2022.12.23 11:16:00"}}"#;

fn parse(text: &str) -> Result<Saved, String> {
    let named = |what| InputError { file: "folder/p1.json".into(), what };
    Saved::parse("p1", text).map_err(|what| named(what).to_string())
}

#[test]
fn the_three_forms_say_the_same() {
    let bare = format!("[{RECORD}]");
    let page = |list: &str| {
        format!(
            r#"{{"code":0,"msg":"success","data":{{"participant_quality_list":{list},"has_more":false}}}}"#
        )
    };
    let expected = parse(&bare).unwrap().participant;
    assert_eq!(expected.measured.minutes.len(), 1);
    for text in [
        page(&bare),
        format!("[{}]", page(&bare)),
        format!("[{},{}]", page(&bare), page("[]")),
        format!("\u{feff} {}\n", page(&bare)),
        format!(r#"[{}, {{"code":"0","data":{{"has_more":false}}}}]"#, page(&bare)),
    ] {
        assert_eq!(parse(&text).unwrap().participant, expected, "{text}");
    }
}

#[test]
fn an_empty_list_is_a_participant_of_whom_nothing_is_known() {
    for text in [
        "[]",
        r#"{"code":0,"data":{"participant_quality_list":[]}}"#,
        r#"{"code":0,"data":{"participant_quality_list":null}}"#,
        r#"{"code":0,"data":{}}"#,
        r#"[{"code":0,"data":{"participant_quality_list":[]}}]"#,
    ] {
        assert!(parse(text).unwrap().participant.measured.minutes.is_empty(), "{text}");
    }
}

#[test]
fn what_is_none_of_the_forms_is_refused_by_file_and_place() {
    let page = |list: &str| format!(r#"{{"code":0,"data":{{"participant_quality_list":{list}}}}}"#);
    for (text, expected) in [
        (String::new(), "is empty"),
        (" \n".into(), "is empty"),
        ("{".into(), "is no JSON: EOF while parsing an object at line 1 column 1"),
        ("[1,\n2,]".into(), "is no JSON: expected value at line 2 column 3"),
        ("[] []".into(), "is no JSON: trailing characters at line 1 column 4"),
        ("7".into(), "is a number, neither an answer nor a list"),
        ("null".into(), "is null, neither an answer nor a list"),
        ("\"text\"".into(), "is a text, neither an answer nor a list"),
        ("{}".into(), "is no answer: it has no data"),
        (r#"{"code":0}"#.into(), "is no answer: it has no data"),
        (r#"{"data":{}}"#.into(), "is no answer: data.participant_quality_list is missing"),
        (
            r#"{"code":0,"data":{"meeting_list":[]}}"#.into(),
            "is no answer: data.participant_quality_list is missing",
        ),
        (page("{}"), "data.participant_quality_list: is an object, not a list"),
        (
            page(&format!("[{RECORD},true]")),
            "data.participant_quality_list[1]: is a truth value, not a participant_quality record",
        ),
        ("[[]]".into(), "[0]: is a list, not a participant_quality record"),
        (format!("[{RECORD},null]"), "[1]: is null, not a participant_quality record"),
        (
            format!("[{},{RECORD}]", page("[]")),
            "[1]: is no answer with code and data, as others in the list are",
        ),
        (
            r#"[{"topic":"x"}]"#.into(),
            "holds no participant_quality record: none has network, audio, video, \
             screen_sharing or cpu_usage",
        ),
        (
            r#"{"code":121005,"msg":"no\u001b[31m permission\n"}"#.into(),
            "is an error of Feishu, code 121005: no[31m permission ",
        ),
        (
            format!(r#"[{},{{"code":"99991663"}}]"#, page("[]")),
            "[1]: is an error of Feishu, code \"99991663\": ",
        ),
    ] {
        let said = parse(&text).unwrap_err();
        assert_eq!(said, format!("folder/p1.json: {expected}"), "{text}");
        assert!(!said.contains(char::is_control), "{said:?}");
    }
}

#[test]
fn files_that_cannot_be_read_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let binary = folder.path().join("line\nbreak.json");
    std::fs::write(&binary, [0xff, 0xfe, 0]).unwrap();
    for (file, expected) in [
        (folder.path().join("none.json"), "none.json: cannot be read: "),
        (folder.path().to_owned(), ": cannot be read: "),
        (binary, "line?break.json: is no UTF-8 text"),
    ] {
        let said = Saved::read(&file).unwrap_err().to_string();
        assert!(said.contains(expected), "{said}");
        assert_eq!(said.lines().count(), 1, "{said:?}");
    }
}

#[test]
fn a_hundred_thousand_brackets_are_survived() {
    for text in ["[".repeat(100_000), "[".repeat(100_000) + &"]".repeat(100_000)] {
        assert!(parse(&text).is_err());
    }
}

#[test]
fn times_are_written_in_the_zone_of_the_data() {
    let at: Timestamp = "2022-12-23T05:46:00Z".parse().unwrap();
    let clock = parse(&format!("[{RECORD}]")).unwrap().clock;
    assert_eq!(clock.full(at), "2022-12-23T11:16:00+05:30");
    assert_eq!(clock.short(at), "11:16");
    assert_eq!(clock.long(at), "2022-12-23 11:16 +05:30");
    let elsewhere = r#"[{"network":{"time":"?"},"audio":{"time":"2022.12.23 11:16:00"}},
        {"video":{"time":"2022.12.23 00:16:00 (GMT-03:30)"}}]"#;
    assert_eq!(parse(elsewhere).unwrap().clock.full(at), "2022-12-23T02:16:00-03:30");
    assert_eq!(parse("[]").unwrap().clock.full(at), "2022-12-23T13:46:00+08:00");
}

/// Pieces of what a file may hold, in an order that nobody thought of.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        RECORD,
        r#"{"code":0,"data":{"participant_quality_list":["#,
        r#"{"audio":{"time":"2022.12.23 11:17:00","bitrate_sent":"8 widgets"}}"#,
        r#"{"video":{"framerate_sent":30}}"#,
        r#"{"code":0,"network":null}"#,
        r#""data":{},"#,
        "]}}",
        "[",
        "]",
        "{",
        "}",
        ",",
        "null",
    ]);
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn the_quick_way_comes_to_what_the_records_come_to(text in pieces()) {
        if let Some(quick) = measure_answers([text.as_str()]) {
            prop_assert_eq!(measure_one_by_one(&text).ok(), Some(quick), "{}", text);
        }
    }

    #[test]
    fn any_text_is_judged_or_refused(text in prop_oneof![any::<String>(), pieces()]) {
        if let Err(said) = parse(&text) {
            prop_assert!(!said.contains(char::is_control), "{:?}", said);
        }
    }
}
