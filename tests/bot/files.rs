//! A result as a file: made, uploaded and sent by the bot's own client to the simulated Feishu.

use std::sync::Arc;

use quality_bot::app::answer::{Answer, Meeting};
use quality_bot::app::ports::{Content, FileFormat, MessageId, Messages, Pages};
use quality_bot::clock::SystemClock;
use quality_bot::feishu::client::FeishuClient;
use quality_bot::quality::diagnose::diagnose;
use quality_bot::quality::ids::{MeetingNo, OpenId};
use quality_bot::quality::merge::measure;
use quality_bot::quality::participant::Participant;
use quality_bot::settings::Language;
use quality_bot::simulator::data;
use quality_bot::startup;
use quality_bot::telemetry::Counters;
use serde_json::Value;

use crate::support::Stage;

/// A real call with an outage in it, as one person's meeting.
fn answer(stage: &Stage) -> Answer {
    let text = std::fs::read_to_string("tests/data/calls/jitsi_b_outage.json").unwrap();
    let call: Value = serde_json::from_str(&text).unwrap();
    let records: Vec<String> = call.as_array().unwrap().iter().map(Value::to_string).collect();
    let measured = measure(records.iter().map(String::as_str));
    let minutes = measured.minutes.clone();
    let person = Participant { name: "=张三".to_owned(), measured, stays: Vec::new() };
    let mut diagnosis = diagnose(&[person], &stage.settings().rules);
    Answer {
        meeting: Meeting {
            instance: "6911188411934433028".to_owned(),
            no: MeetingNo::parse("123456789").unwrap(),
            topic: "周会".to_owned(),
            start: minutes.first().unwrap().at,
            end: minutes.last().unwrap().at,
            owner: None,
            people: None,
        },
        person: OpenId(data::LI_SI.to_owned()).into(),
        name: "=张三".to_owned(),
        attendance: Vec::new(),
        verdict: diagnosis.verdicts.remove(0),
        minutes,
        gaps: Vec::new(),
    }
}

#[tokio::test]
async fn a_result_is_sent_as_a_file_in_both_kinds() {
    let mut stage = Stage::open().await;
    stage.stop_bot().await;
    let counters = Counters::new();
    let client =
        FeishuClient::new(&stage.settings().feishu, Arc::new(SystemClock), counters).unwrap();
    let renderer = startup::renderer(stage.settings()).unwrap();
    let answer = answer(&stage);
    for (format, kind, begins) in [
        (FileFormat::Csv, "stream", "\u{feff}时间".as_bytes()),
        (FileFormat::Xlsx, "xls", b"PK\x03\x04"),
    ] {
        let file = renderer.file(&answer, format, Language::ZhCn).unwrap();
        let key = client.upload(&file).await.unwrap();
        let to = MessageId(data::BOT_CARD.to_owned());
        let sent = client.reply(&to, &Content::File(key), &file.name).await.unwrap();

        let world = stage.sim.read(|state| state.world().clone());
        let message = world.messages.iter().find(|it| it.message_id == sent.0).unwrap();
        assert_eq!(message.msg_type, "file");
        let arrived = world.file_of(message).unwrap();
        assert_eq!((arrived.name.as_str(), arrived.file_type.as_str()), (file.name.as_str(), kind));
        assert_eq!(&*arrived.bytes, file.bytes.as_slice());
        assert!(arrived.bytes.starts_with(begins));
    }
    assert_eq!(stage.sim.journal().unexpected(), Vec::<String>::new());
}

#[tokio::test]
async fn without_the_scope_the_upload_says_which_one_is_missing() {
    let mut stage = Stage::open().await;
    stage.stop_bot().await;
    stage.sim.revoke("im:resource");
    let counters = Counters::new();
    let client =
        FeishuClient::new(&stage.settings().feishu, Arc::new(SystemClock), counters).unwrap();
    let renderer = startup::renderer(stage.settings()).unwrap();
    let file = renderer.file(&answer(&stage), FileFormat::Csv, Language::EnUs).unwrap();
    let refused = client.upload(&file).await.unwrap_err();
    assert!(format!("{:?}", refused.refusal).contains("im:resource"), "{refused}");
}
