use std::time::Duration;

use super::*;
use crate::feishu::testbed::fixture;

fn no() -> MeetingNo {
    MeetingNo::parse("705605196").unwrap()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn listed(name: &str, key: &str) -> Listed<Box<RawValue>> {
    let rows = fixture(name)["data"][key].as_array().unwrap().clone();
    let items = rows.iter().map(|row| serde_json::value::to_raw_value(row).unwrap()).collect();
    Listed { items, complete: true }
}

#[test]
fn the_documented_meeting() {
    let listed = listed("vc_meeting_list.json", "meeting_list");
    let read = |row: MeetingRow| row.read(no(), None);
    let meetings = read_rows(Api::MeetingList, &listed, read).items;
    let expected = Meeting {
        owner: None,
        people: None,
        instance: "7529416531681214468".to_owned(),
        no: no(),
        topic: "讨论会".to_owned(),
        start: at("2022-12-23T03:16:59Z"),
        end: at("2022-12-23T03:18:51Z"),
    };
    assert_eq!(meetings, [expected]);
}

#[test]
fn which_meetings_can_be_asked_about() {
    let (start, end) = ("2022.12.23 11:16:59 (GMT+08:00)", "2022.12.23 12:00:00 (GMT+08:00)");
    let now = at("2022-12-23T05:00:00Z");
    let (ended, running) = (Some(at("2022-12-23T04:00:00Z")), Some(now));
    let table = [
        (start, end, None, ended),
        (start, end, Some(now), ended),
        (start, "", None, None),
        (start, "-", Some(now), running),
        ("", end, None, None),
        ("yesterday", end, None, None),
    ];
    for (start, end, open_end, expected) in table {
        let row = serde_json::json!({"meeting_start_time": start, "meeting_end_time": end});
        let row: MeetingRow = serde_json::from_value(row).unwrap();
        let meeting = row.read(no(), open_end);
        assert_eq!(meeting.map(|meeting| meeting.end), expected, "{start} {end}");
    }
}

#[test]
fn an_instance_without_id_is_told_apart_by_its_start() {
    let row = serde_json::json!({
        "meeting_start_time": "2022.12.23 11:16:59 (GMT+08:00)",
        "meeting_end_time": "2022.12.23 12:00:00 (GMT+08:00)",
        "meeting_instance_id": null,
    });
    let row: MeetingRow = serde_json::from_value(row).unwrap();
    assert_eq!(row.read(no(), None).unwrap().instance, "705605196@1671765419");
}

#[test]
fn the_documented_participant() {
    let listed = listed("vc_participant_list.json", "participants");
    let attendance = read_rows(Api::ParticipantList, &listed, ParticipantRow::read).items;
    let expected = Attendance {
        location: None,
        name: "kehan".to_owned(),
        join: at("2022-12-23T03:16:59Z"),
        leave: Some(at("2022-12-23T03:18:51Z")),
        external: false,
        time_in_meeting: Some(Duration::from_secs(112)),
        device: Some("windows".to_owned()),
        app_version: Some("5.26.0-alpha.38".to_owned()),
        network_type: Some("wifi".to_owned()),
        protocol: Some("udp".to_owned()),
        use_rtc_proxy: Some(false),
        microphone: Some("麦克风阵列 (Realtek(R) Audio)".to_owned()),
        speaker: Some("扬声器 (Realtek(R) Audio)".to_owned()),
        camera: Some("HD Camera".to_owned()),
        leave_reason: Some("主持人结束会议".to_owned()),
        site: None,
    };
    assert_eq!(attendance, [expected]);
}

#[test]
fn zones_guests_and_rooms() {
    let listed = listed("synthetic_vc_participant_list_edge_cases.json", "participants");
    let rows = read_rows(Api::ParticipantList, &listed, ParticipantRow::read).items;
    let starts: Vec<String> = rows.iter().map(|row| row.join.to_string()).collect();
    let first = "2022-12-23T03:16:59Z";
    let others = ["2022-12-23T03:20:00Z", first, "2022-12-23T11:16:59Z", "2022-12-23T03:30:00Z"];
    assert_eq!(starts, [&[first], &others[..]].concat());
    let external: Vec<bool> = rows.iter().map(|row| row.external).collect();
    assert_eq!(external, [false, true, false, false, false]);
}

#[test]
fn a_row_belongs_to_the_person_unless_it_says_otherwise() {
    let person = OpenId("ou_1".to_owned());
    for (id, own) in
        [(None, true), (Some("8efq90"), true), (Some("ou_1"), true), (Some("ou_2"), false)]
    {
        let row = ParticipantRow { user_id: id.map(str::to_owned), ..ParticipantRow::default() };
        assert_eq!(row.may_be_of(&person), own, "{id:?}");
    }
}

#[test]
fn an_unreadable_row_leaves_the_others() {
    let raw =
        r#"[{"join_time":"?"}, null, 7, {}, {"join_time":"2022.12.23 11:16:59 (GMT+08:00)"}]"#;
    let listed = Listed { items: serde_json::from_str(raw).unwrap(), complete: false };
    let read = read_rows(Api::ParticipantList, &listed, ParticipantRow::read);
    assert_eq!((read.items.len(), read.complete), (1, false));
}
