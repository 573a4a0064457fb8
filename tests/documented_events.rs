//! The events that the documentation shows, read as we read what comes in.
//! `tests/data/README.md` says where they are from.

#![expect(clippy::expect_used, clippy::panic, reason = "that is how a test fails")]

use std::fs;
use std::path::Path;

use quality_bot::app::inbound::InboundMessage;
use quality_bot::feishu::content::plain_text;
use quality_bot::feishu::envelope::{Challenge, Envelope, Event};
use quality_bot::feishu::event::received_message;

fn fixture(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/fixtures");
    fs::read_to_string(folder.join(name).with_extension("json"))
        .unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn fixture_event(file: &str) -> Event {
    match Envelope::parse(fixture(file).as_bytes()) {
        Ok(Envelope::Event(event)) => event,
        other => panic!("{file} is {other:?}"),
    }
}

fn fixture_message(file: &str) -> InboundMessage {
    let event = fixture_event(file);
    received_message(&event.header, &event.body).expect("well formed").expect("from a person")
}

#[test]
fn reads_the_documented_challenge() {
    let envelope = Envelope::parse(fixture("event_url_verification_plain").as_bytes());
    let Ok(Envelope::Challenge(challenge)) = envelope else { panic!("{envelope:?}") };
    let expected =
        Challenge { challenge: "ajls384kdjxxxx".to_owned(), token: Some("xxxxxx".to_owned()) };
    assert_eq!(challenge, expected);
}

#[test]
fn reads_the_documented_envelopes() {
    let cases = [
        ("event_generic_v1_envelope", "p2p_chat_create", Some("736588c9260f175c"), "2017-08-08"),
        ("event_v1_p2p_chat_create", "p2p_chat_create", Some("736588c9260f175c"), "2017-08-08"),
        ("event_v1_app_ticket", "app_ticket", None, "2017-08-08"),
        (
            "event_generic_v2_envelope",
            "contact.user_group.created_v3",
            Some("xxxxxxx"),
            "2020-10-29",
        ),
        (
            "event_im_message_receive_v1",
            "im.message.receive_v1",
            Some("2ca1d211f64f6438"),
            "2020-12-23",
        ),
        (
            "event_vc_all_meeting_ended_v1",
            "vc.meeting.all_meeting_ended_v1",
            Some("2ca1d211f64f6438"),
            "2020-12-23",
        ),
        (
            "callback_card_action_trigger",
            "card.action.trigger",
            Some("2df73991750*****"),
            "2020-10-29",
        ),
    ];
    for (file, event_type, tenant_key, day) in cases {
        let header = fixture_event(file).header;
        assert_eq!(header.event_type, event_type, "{file}");
        assert_eq!(header.tenant_key.as_deref(), tenant_key, "{file}");
        let created = header.created.expect("a time").to_string();
        assert!(created.starts_with(day), "{file} of {created}");
        assert!(header.event_id.is_some() && header.token.is_some(), "{file}");
        assert!(header.app_id.is_some(), "{file}");
    }
}

#[test]
fn reads_the_documented_messages() {
    let cases = [
        ("event_im_message_receive_v1", "@_user_1 hello", 1, true),
        (
            "synthetic_event_im_message_receive_v1_quality_command",
            "@_user_1 /quality 123456789 @_user_2",
            2,
            false,
        ),
        (
            "synthetic_event_im_message_receive_v1_topic_group_post",
            "@_user_1 /quality 123456789 @_user_2",
            2,
            false,
        ),
        ("synthetic_event_im_message_receive_v1_at_all", "@_all /quality 123456789", 1, false),
    ];
    for (file, text, mentions, external) in cases {
        let message = fixture_message(file);
        assert_eq!(message.text, text, "{file}");
        assert_eq!(message.mentions.len(), mentions, "{file}");
        assert_eq!(message.sender_external, external, "{file}");
        assert!(!message.direct, "{file}");
    }
}

#[test]
fn a_mention_of_everybody_is_nobody() {
    let message = fixture_message("synthetic_event_im_message_receive_v1_at_all");
    let [everybody] = message.mentions.as_slice() else { panic!("{message:?}") };
    assert_eq!((everybody.key.as_str(), &everybody.id), ("@_all", &None));
}

#[test]
fn reads_the_documented_contents() {
    let content = |name| fixture(&format!("im_content_received_{name}"));
    assert_eq!(plain_text("text", &content("text")), "@_user_1 文本消息");
    assert_eq!(
        plain_text("post", &content("post")),
        "我是一个标题\n第一行 :[超链接](http://www.feishu.cn) @_user_1\n第二行:文本测试"
    );
    assert_eq!(plain_text("interactive", &content("card")), "");
}
