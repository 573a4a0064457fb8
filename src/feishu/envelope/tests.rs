use proptest::prelude::*;

use super::*;

fn event(json: &str) -> Event {
    match Envelope::parse(json.as_bytes()) {
        Ok(Envelope::Event(event)) => event,
        other => panic!("{json} is {other:?}"),
    }
}

#[test]
fn reads_version_2() {
    let event = event(
        r#"{"schema":"2.0","header":{"event_id":"e","event_type":"t","create_time":"1608725989000",
            "token":"k","app_id":"cli","tenant_key":"tk","unknown":[]},"event":{"a": 1}}"#,
    );
    assert_eq!(event.header.event_type, "t");
    assert_eq!(event.header.event_id.as_deref(), Some("e"));
    assert_eq!(event.header.token.as_deref(), Some("k"));
    assert_eq!(event.header.app_id.as_deref(), Some("cli"));
    assert_eq!(event.header.tenant_key.as_deref(), Some("tk"));
    assert_eq!(event.header.created, "2020-12-23T12:19:49Z".parse().ok());
    assert_eq!(event.body.get(), r#"{"a": 1}"#);
}

#[test]
fn reads_version_1() {
    let event = event(
        r#"{"ts":"1502199207.7171419","uuid":"u","token":"k","type":"event_callback",
            "event":{"type":"p2p_chat_create","app_id":"cli","tenant_key":"tk"}}"#,
    );
    assert_eq!(event.header.event_type, "p2p_chat_create");
    assert_eq!(event.header.event_id.as_deref(), Some("u"));
    assert_eq!(event.header.app_id.as_deref(), Some("cli"));
    assert_eq!(event.header.tenant_key.as_deref(), Some("tk"));
    assert_eq!(event.header.created, "2017-08-08T13:33:27Z".parse().ok());
}

#[test]
fn takes_numbers_for_strings_and_nothing_for_anything_else() {
    let event = event(
        r#"{"schema":2.0,"header":{"event_type":"t","event_id":7,"create_time":1603977298000000,
            "token":null,"app_id":"","tenant_key":{}}}"#,
    );
    assert_eq!(event.header.event_id.as_deref(), Some("7"));
    assert_eq!(event.header.created, "2020-10-29T13:14:58Z".parse().ok());
    assert_eq!(event.header.token, None);
    assert_eq!(event.header.app_id, None);
    assert_eq!(event.header.tenant_key, None);
    assert_eq!(event.body.get(), "null");
}

#[test]
fn tells_the_unit_of_a_time_by_its_digits() {
    let second: Option<Timestamp> = "2025-01-01T00:00:00Z".parse().ok();
    for text in ["1735689600", "1735689600.5", "1735689600000", "1735689600000000"] {
        assert_eq!(instant(text), second, "{text}");
    }
    for text in ["", "soon", "1e9", "99999999999999999999"] {
        assert_eq!(instant(text), None, "{text}");
    }
}

#[test]
fn is_a_challenge_only_without_schema_and_header() {
    let parse = |json: &str| Envelope::parse(json.as_bytes());
    let plain = r#"{"challenge":"c","token":"k","type":"url_verification"}"#;
    assert!(matches!(parse(plain), Ok(Envelope::Challenge(_))));
    let all =
        r#"{"challenge":"c","type":"url_verification","schema":"2.0","header":{"event_type":"t"}}"#;
    assert!(matches!(parse(all), Ok(Envelope::Event(_))));
    let schema = r#"{"challenge":"c","type":"url_verification","schema":"2.0"}"#;
    assert!(parse(schema).is_err());
}

#[test]
fn refuses_what_is_no_envelope() {
    for json in [
        "",
        "null",
        "[]",
        "7",
        "{}",
        "hello world",
        r#"{"type":"url_verification"}"#,
        r#"{"type":"url_verification1","challenge":"c"}"#,
        r#"{"type":"event_callback"}"#,
        r#"{"type":"event_callback","event":{}}"#,
        r#"{"schema":"2.0","header":{}}"#,
        r#"{"schema":"2.0","header":"x"}"#,
        r#"{"encrypt":""}"#,
    ] {
        assert!(matches!(Envelope::parse(json.as_bytes()), Err(NotAnEnvelope)), "{json}");
    }
}

proptest! {
    #[test]
    fn random_bytes_are_no_envelope(bytes: Vec<u8>) {
        prop_assert!(Envelope::parse(&bytes).is_err());
    }
}
