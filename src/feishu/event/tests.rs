use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::feishu::envelope::{Envelope, Event};

fn read(body: &Value) -> Result<Option<InboundMessage>, Malformed> {
    let header = Header {
        event_type: MESSAGE_RECEIVED.to_owned(),
        event_id: None,
        token: None,
        app_id: None,
        tenant_key: Some("ours".to_owned()),
        created: None,
    };
    let raw = RawValue::from_string(body.to_string()).expect("JSON");
    received_message(&header, &raw)
}

fn message(body: &Value) -> InboundMessage {
    read(body).expect("well formed").expect("written by a person")
}

/// The least that makes a message.
fn least() -> Value {
    json!({
        "sender": { "sender_id": { "open_id": "ou_1" } },
        "message": { "message_id": "om_1", "chat_id": "oc_1" },
    })
}

/// `least()` with one place changed, such as `("/message/chat_type", json!("p2p"))`.
fn with(parent: &str, key: &str, value: Value) -> Value {
    let mut body = least();
    body.pointer_mut(parent).expect("a place")[key] = value;
    body
}

#[test]
fn the_least_message_is_an_empty_one_in_a_group() {
    let expected = InboundMessage {
        tenant: "ours".to_owned(),
        message_id: MessageId("om_1".to_owned()),
        chat_id: "oc_1".to_owned(),
        direct: false,
        sender: OpenId("ou_1".to_owned()),
        sender_external: false,
        text: String::new(),
        said_at: None,
        language: None,
        mentions: vec![],
    };
    assert_eq!(message(&least()), expected);
}

#[test]
fn only_p2p_is_direct() {
    for (kind, direct) in [("p2p", true), ("group", false), ("topic_group", false)] {
        assert_eq!(message(&with("/message", "chat_type", json!(kind))).direct, direct, "{kind}");
    }
}

#[test]
fn the_sender_is_external_when_both_tenants_are_known_and_differ() {
    for (tenant, external) in [(json!("theirs"), true), (json!("ours"), false), (json!(""), false)]
    {
        let body = with("/sender", "tenant_key", tenant);
        assert_eq!(message(&body).sender_external, external, "{body}");
    }
}

#[test]
fn bots_are_not_heard() {
    for (kind, heard) in [("bot", false), ("app", false), ("user", true), ("", true)] {
        let body = with("/sender", "sender_type", json!(kind));
        assert_eq!(read(&body).expect("well formed").is_some(), heard, "{kind}");
    }
}

#[test]
fn mentions_are_read_whatever_they_lack() {
    let body = with(
        "/message",
        "mentions",
        json!([
            { "key": "@_user_1", "id": { "open_id": "ou_b" }, "mentioned_type": "bot", "name": "Bot" },
            { "key": "@_user_2", "id": { "open_id": "ou_2", "user_id": null }, "name": "张三",
              "mentioned_type": "user", "tenant_key": "theirs" },
            { "key": "@_user_3", "id": { "open_id": "" } },
            { "key": "@_user_4", "id": null },
            { "key": "@_user_5", "id": "" },
            { "key": "@_user_6" },
            { "key": "@_all", "id": { "open_id": "ou_all" }, "name": "所有人", "tenant_key": "" },
            { "id": { "open_id": "ou_without_key" } },
        ]),
    );
    let mention = |key: &str, id: Option<&str>, name: &str, bot, external| InboundMention {
        key: key.to_owned(),
        id: id.map(|id| OpenId(id.to_owned())),
        name: name.to_owned(),
        bot,
        external,
    };
    assert_eq!(
        message(&body).mentions,
        [
            mention("@_user_1", Some("ou_b"), "Bot", true, false),
            mention("@_user_2", Some("ou_2"), "张三", false, true),
            mention("@_user_3", None, "", false, false),
            mention("@_user_4", None, "", false, false),
            mention("@_user_5", None, "", false, false),
            mention("@_user_6", None, "", false, false),
            mention("@_all", None, "所有人", false, false),
        ]
    );
}

#[test]
fn null_mentions_are_none() {
    assert_eq!(message(&with("/message", "mentions", Value::Null)).mentions, []);
}

#[test]
fn what_cannot_be_answered_is_malformed() {
    let missing = |place| Err(Malformed::Missing(place));
    let cases = [
        (json!(null), Err(Malformed::Shape)),
        (json!("x"), Err(Malformed::Shape)),
        (json!({}), missing("sender")),
        (json!({ "sender": {} }), missing("message")),
        (with("/message", "message_id", json!("")), missing("message_id")),
        (with("/message", "chat_id", json!(null)), missing("chat_id")),
        (with("/sender", "sender_id", json!(null)), missing("open_id of the sender")),
        (with("/sender", "sender_id", json!({ "user_id": "u" })), missing("open_id of the sender")),
        (with("/message", "mentions", json!("x")), Err(Malformed::Shape)),
    ];
    for (body, expected) in cases {
        assert_eq!(read(&body), expected, "{body}");
    }
}

#[test]
fn a_message_says_when_it_was_said() {
    let at = |millis: i64| Some(Timestamp::from_millisecond(millis).expect("a time"));
    let table = [
        (json!("1609073151345"), at(1_609_073_151_345)),
        (json!(1_609_073_151_345_i64), at(1_609_073_151_345)),
        (json!(""), None),
        (json!("today"), None),
        (json!(null), None),
    ];
    for (time, expected) in table {
        let body = with("/message", "create_time", time);
        assert_eq!(message(&body).said_at, expected, "{body}");
    }
}

#[test]
fn the_client_tells_the_language() {
    use Language::{EnUs, ZhCn};
    let table = [
        ("Mozilla/5.0 (Macintosh) Lark/6.7.5 LarkLocale/en_US ttnet SDK-Version/6.7.8", Some(EnUs)),
        ("Lark/7.1 LarkLocale/zh_CN", Some(ZhCn)),
        ("LarkLocale/zh_HK ttnet", Some(ZhCn)),
        ("LarkLocale/ZH", Some(ZhCn)),
        ("LarkLocale/ja_JP", Some(EnUs)),
        ("LarkLocale/z", Some(EnUs)),
        ("LarkLocale/ ttnet", None),
        ("Mozilla/5.0 Lark/6.7.5", None),
        ("", None),
    ];
    for (user_agent, expected) in table {
        let body = with("/message", "user_agent", json!(user_agent));
        assert_eq!(message(&body).language, expected, "{user_agent}");
    }
}

fn documented(file: &str) -> Event {
    let fixture = crate::feishu::testbed::fixture(file).to_string();
    match Envelope::parse(fixture.as_bytes()) {
        Ok(Envelope::Event(event)) => event,
        other => panic!("{file} is {other:?}"),
    }
}

fn noon() -> Timestamp {
    "2026-01-05T12:00:00Z".parse().expect("a time")
}

#[test]
fn the_documented_message_has_its_time_and_language() {
    let Event { header, body } = documented("event_im_message_receive_v1.json");
    let message = received_message(&header, &body).expect("well formed").expect("from a person");
    assert_eq!(message.said_at.map(|at| at.as_millisecond()), Some(1_609_073_151_345));
    assert_eq!(message.language, Some(Language::EnUs));
}

#[test]
fn the_documented_recall_names_its_message() {
    let Event { header, body } = documented("event_im_message_recalled_v1.json");
    assert_eq!(header.event_type, MESSAGE_RECALLED);
    let message = MessageId("om_dc13264520392913993dd051dba21dcf".to_owned());
    assert_eq!(recalled_message(&body), Ok(Task::Recalled { message }));
}

#[test]
fn the_documented_end_of_a_meeting_is_all_one_asks_by() {
    let Event { header, body } = documented("event_vc_all_meeting_ended_v1.json");
    assert_eq!(header.event_type, MEETING_ENDED);
    let meeting = Meeting {
        instance: "6911188411934433028".to_owned(),
        no: MeetingNo::parse("235812466").expect("nine digits"),
        topic: "my meeting".to_owned(),
        start: Timestamp::from_second(1_608_883_322).expect("a time"),
        end: Timestamp::from_second(1_608_883_899).expect("a time"),
        owner: Some(OpenId("ou_84aad35d084aa403a838cf73ee18467".to_owned())),
        people: None,
    };
    let tenant = "2ca1d211f64f6438".to_owned();
    assert_eq!(ended_meeting(&header, &body), Ok(Task::Ended { tenant, meeting }));
}

#[test]
fn the_documented_choice_in_the_menu_says_who_and_when() {
    let Event { header, body } = documented("event_application_bot_menu_v6.json");
    assert_eq!(header.event_type, MENU_CHOSEN);
    let expected = Task::Menu {
        tenant: "2ca1d211f64f6438".to_owned(),
        by: OpenId("ou_84aad35d084aa403a838cf73ee18467".to_owned()),
        event: "5e3702a84e847582be8db7fb73283c02".to_owned(),
        at: Timestamp::from_second(1_669_364_458).expect("a time"),
    };
    assert_eq!(menu_chosen(&header, &body, noon()), Ok(expected));
}

fn header() -> Header {
    documented("event_application_bot_menu_v6.json").header
}

fn raw(body: &Value) -> Box<RawValue> {
    RawValue::from_string(body.to_string()).expect("JSON")
}

#[test]
fn a_choice_without_a_time_is_one_of_now() {
    for time in [json!(null), json!(0), json!("x"), json!(-5), json!(1e300), json!(i64::MAX)] {
        let operator = json!({ "operator_id": { "open_id": "ou_1" } });
        let body = json!({ "operator": operator, "timestamp": time });
        let task = menu_chosen(&header(), &raw(&body), noon());
        let Ok(Task::Menu { at, .. }) = task else { panic!("{task:?}") };
        assert_eq!(at, noon(), "{time}");
    }
}

#[test]
fn an_end_of_a_meeting_that_lacks_its_key_is_malformed() {
    let whole = json!({
        "id": "69", "meeting_no": "235812466", "start_time": "1608883322", "end_time": 1608883899,
    });
    let read = |meeting: &Value| ended_meeting(&header(), &raw(&json!({ "meeting": meeting })));
    assert!(read(&whole).is_ok(), "topic and owner may lack");
    let table = [
        ("id", json!(""), "id of the meeting"),
        ("meeting_no", json!(""), "meeting_no of nine digits"),
        ("meeting_no", json!("12345678"), "meeting_no of nine digits"),
        ("start_time", json!("0"), "start_time"),
        ("start_time", json!("2020-12-25"), "start_time"),
        ("end_time", json!(null), "end_time after the start"),
        ("end_time", json!("1608883321"), "end_time after the start"),
        ("end_time", json!(i64::MAX), "end_time after the start"),
    ];
    for (key, value, missing) in table {
        let mut meeting = whole.clone();
        meeting[key] = value;
        assert_eq!(read(&meeting), Err(Malformed::Missing(missing)), "{meeting}");
    }
    assert_eq!(read(&json!("x")), Err(Malformed::Shape));
}

#[test]
fn what_names_nobody_or_nothing_is_malformed() {
    assert_eq!(recalled_message(&raw(&json!({}))), Err(Malformed::Missing("message_id")));
    assert_eq!(recalled_message(&raw(&json!(7))), Err(Malformed::Shape));
    let nobody = menu_chosen(&header(), &raw(&json!({ "operator": {} })), noon());
    assert_eq!(nobody, Err(Malformed::Missing("open_id of the operator")));
    let body = raw(&json!({ "operator": { "operator_id": { "open_id": "ou_1" } } }));
    let nameless = Header { event_id: None, ..header() };
    let nameless = menu_chosen(&nameless, &body, noon());
    assert_eq!(nameless, Err(Malformed::Missing("event_id")));
}

proptest! {
    #[test]
    fn any_text_in_any_place_is_read_or_refused(text in "\\PC*", number: i64) {
        for value in [json!(text), json!(number)] {
            let meeting = json!({
                "id": value, "meeting_no": value, "start_time": value, "end_time": value,
                "owner": { "id": value },
            });
            let body = json!({
                "meeting": meeting, "message_id": value, "timestamp": value,
                "operator": { "operator_id": { "open_id": value } },
            });
            let body = raw(&body);
            let _ = ended_meeting(&header(), &body);
            let _ = recalled_message(&body);
            let _ = menu_chosen(&header(), &body, noon());
            let spoken = with("/message", "user_agent", value);
            prop_assert!(read(&spoken).is_ok());
        }
    }
}
