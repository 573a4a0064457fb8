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
    let read = |row: MeetingRow| row.read(Some(no()), None);
    let meetings = read_rows(Api::MeetingList, &listed, read).items;
    let expected = Meeting {
        owner: None,
        people: Some(1),
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
        let meeting = row.read(Some(no()), open_end);
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
    assert_eq!(row.read(Some(no()), None).unwrap().instance, "705605196@1671765419");
}

#[test]
fn the_documented_participant() {
    let listed = listed("vc_participant_list.json", "participants");
    let attendance = read_rows(Api::ParticipantList, &listed, ParticipantRow::read).items;
    let expected = Attendance {
        location: Some("东莞".to_owned()),
        name: "kehan".to_owned(),
        join: at("2022-12-23T03:16:59Z"),
        leave: Some(at("2022-12-23T03:18:51Z")),
        external: false,
        telephone: false,
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
    let telephones: Vec<bool> = rows.iter().map(|row| row.telephone).collect();
    assert_eq!(telephones, external);
}

#[test]
fn who_dials_in_is_a_telephone_and_the_number_is_no_name() {
    for (name, id, phone, expected) in [
        ("+86138****0000", "", "+86138****0000", ("", true)),
        ("+86138****0000", "", "", ("", true)),
        ("13800000000", "", "", ("", true)),
        ("138 0000 0000", "6d94g5c6", "", ("", true)),
        ("Phone 021-883889", "", "021-883889", ("", true)),
        ("Priya Nair", "", "021-883889", ("Priya Nair", true)),
        ("Priya Nair 2", "", "", ("Priya Nair 2", false)),
        ("王伟", "", "", ("王伟", false)),
        // A member's own number.
        ("kehan 2", "ou_1", "021-883889", ("kehan 2", false)),
        ("kehan 2", "6d94g5c6", "021-883889", ("kehan 2", false)),
        ("007", "ou_1", "", ("007", false)),
    ] {
        let join = "2022.12.23 11:16:59 (GMT+08:00)";
        let row = serde_json::json!({
            "participant_name": name, "user_id": id, "phone": phone, "join_time": join,
        });
        let row: ParticipantRow = serde_json::from_value(row).unwrap();
        let read = row.read().unwrap();
        assert_eq!((read.name.as_str(), read.telephone), expected, "{name} {id} {phone}");
    }
}

#[test]
fn a_name_that_holds_a_mail_address_or_a_telephone_number_is_not_said() {
    for (name, is_said) in [
        ("li.si@example.com", false),
        ("李四 li.si@example.com", false),
        ("Li Si <li.si@example.com>", false),
        ("li＠example", false),
        ("13800001111", false),
        ("王伟 13800001111", false),
        ("王伟+8613800001111", false),
        ("+86 138 0000 1111 Wang", false),
        ("Wang (021) 555-0123", false),
        ("１３８００００１１１１", false),
        ("王伟 138****1111", false),
        ("1234567", false),
        ("123456", true),
        ("王伟 007", true),
        ("Room 12 3456", true),
        ("3 people 4 rooms 56789", true),
        ("Ana @ Acme", true),
        ("@王伟", true),
        ("Ana@", true),
        ("王伟", true),
        ("Priya Nair 2", true),
    ] {
        for id in ["", "ou_1"] {
            let join = "2022.12.23 11:16:59 (GMT+08:00)";
            let row =
                serde_json::json!({"participant_name": name, "user_id": id, "join_time": join});
            let row: ParticipantRow = serde_json::from_value(row).unwrap();
            let is_number = id.is_empty() && name == "123456";
            let expected = if is_said && !is_number { name } else { "" };
            assert_eq!(row.read().unwrap().name, expected, "{name}, {id:?}");
        }
    }
}

#[test]
fn who_held_a_meeting_and_how_many_came_is_known_or_not() {
    let table = [
        (serde_json::json!({"user_id": "ou_9", "number_of_participants": "12"}), true, Some(12)),
        (serde_json::json!({"user_id": "92f879", "number_of_participants": 3}), false, Some(3)),
        (serde_json::json!({"user_id": "", "number_of_participants": "-"}), false, None),
        (serde_json::json!({"number_of_participants": "-1"}), false, None),
    ];
    for (mut row, owned, people) in table {
        row["meeting_id"] = "705605196".into();
        row["meeting_start_time"] = "2022.12.23 11:16:59 (GMT+08:00)".into();
        row["meeting_end_time"] = "2022.12.23 12:00:00 (GMT+08:00)".into();
        let read: MeetingRow = serde_json::from_value(row.clone()).unwrap();
        let meeting = read.read(None, None).unwrap();
        assert_eq!((meeting.owner.is_some(), meeting.people), (owned, people), "{row}");
        assert_eq!(meeting.no, no());
    }
}

#[test]
fn a_row_belongs_to_the_participant_unless_it_says_otherwise() {
    let person = ParticipantId::Person(OpenId("ou_1".to_owned()));
    let room = ParticipantId::Room(RoomId("omm_1".to_owned()));
    let table = [
        (None, None, true, true),
        (Some("8efq90"), None, true, true),
        (Some("ou_1"), None, true, true),
        (Some("ou_2"), None, false, true),
        (None, Some("omm_1"), true, true),
        (None, Some("omm_2"), true, false),
    ];
    for (user, device, persons, rooms) in table {
        let row = ParticipantRow {
            user_id: user.map(str::to_owned),
            meeting_room_id: device.map(str::to_owned),
            ..ParticipantRow::default()
        };
        let may_be = (row.may_be_of(&person), row.may_be_of(&room));
        assert_eq!(may_be, (persons, rooms), "{user:?} {device:?}");
    }
}

#[test]
fn a_row_names_a_room_or_a_person_one_can_ask_about() {
    let row = |user: &str, device: Option<&str>| ParticipantRow {
        user_id: Some(user.to_owned()),
        meeting_room_id: device.map(str::to_owned),
        ..ParticipantRow::default()
    };
    let table = [
        (row("ou_1", None), Some("ou_1")),
        (row("8efq90", None), None),
        (row("8efq90", Some("omm_1")), Some("omm_1")),
        (ParticipantRow::default(), None),
    ];
    for (row, expected) in table {
        assert_eq!(row.participant().as_ref().map(ParticipantId::as_str), expected);
        let person = ParticipantId::Person(OpenId("ou_1".to_owned()));
        assert_eq!(row.is_of(&person), expected == Some("ou_1"));
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
