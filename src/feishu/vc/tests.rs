use serde_json::{Value, json};

use super::*;
use crate::app::asked::AskedId;
use crate::app::error::Refusal;
use crate::feishu::testbed::{Asked, Says, Server, fixture};
use crate::quality::ids::RoomId;

/// 2026-01-05T08:30:31Z
const START: i64 = 1_767_601_831;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn no() -> MeetingNo {
    MeetingNo::parse("123456789").unwrap()
}

fn person() -> ParticipantId {
    ParticipantId::Person(OpenId("ou_1".to_owned()))
}

fn room() -> ParticipantId {
    ParticipantId::Room(RoomId("omm_1".to_owned()))
}

fn meeting(seconds: i64) -> Meeting {
    let (start, end) = (at(START), at(START + seconds));
    let (instance, topic) = ("7".to_owned(), String::new());
    Meeting { instance, no: no(), topic, start, end, owner: None, people: None }
}

fn month() -> Period {
    Period { from: at(START - 30 * DAY), to: at(START + DAY) }
}

fn text(asked: &[Asked], keys: &[&str]) -> Vec<Vec<String>> {
    asked.iter().map(|asked| keys.iter().map(|key| asked.query(key).to_owned()).collect()).collect()
}

#[actix_web::test]
async fn instances_are_asked_for_with_everything_included() {
    let server = Server::start(|_, _| Says::data(&json!({"has_more": false})));
    let (client, _) = server.client();
    for (status, sent) in [(MeetingStatus::Ended, "2"), (MeetingStatus::Ongoing, "1")] {
        let listed = client.instances(no(), month(), status).await.unwrap();
        assert!(listed.items.is_empty() && listed.complete);
        let asked = server.asked().pop().unwrap();
        assert_eq!(asked.api, "GET /open-apis/vc/v1/meeting_list");
        let expected = [
            ("start_time", "1765009831"),
            ("end_time", "1767688231"),
            ("meeting_no", "123456789"),
            ("meeting_status", sent),
            ("include_external_meetings", "true"),
            ("include_webinar", "true"),
            ("user_id_type", "open_id"),
            ("page_size", "100"),
        ];
        let expected = expected.map(|(key, value)| (key.to_owned(), value.to_owned()));
        assert_eq!(asked.query, expected.into());
    }
}

#[actix_web::test]
async fn instances_come_newest_first_over_all_pages() {
    let row = |day: u8| {
        json!({
            "meeting_instance_id": day.to_string(),
            "meeting_start_time": format!("2026.01.{day:02} 09:00:00 (GMT+08:00)"),
            "meeting_end_time": format!("2026.01.{day:02} 10:00:00 (GMT+08:00)"),
        })
    };
    let server = Server::start(move |asked, _| match asked.query("page_token") {
        "" => {
            let rows = json!([row(2), row(4), {"meeting_start_time": "?"}]);
            Says::data(&json!({"meeting_list": rows, "has_more": true, "page_token": "p"}))
        }
        "p" => {
            let rows = json!([row(3)]);
            Says::data(&json!({"meeting_list": rows, "has_more": false, "page_token": "junk"}))
        }
        other => panic!("asked for page {other}"),
    });
    let (client, _) = server.client();
    let listed = client.instances(no(), month(), MeetingStatus::Ended).await.unwrap();
    let instances: Vec<&str> = listed.items.iter().map(|m| m.instance.as_str()).collect();
    assert_eq!((instances, listed.complete), (vec!["4", "3", "2"], true));
}

#[actix_web::test]
async fn attendance_is_the_persons_own_oldest_first() {
    let row = |id: &str, minute: u8| {
        let join = format!("2026.01.05 16:{minute:02}:00 (GMT+08:00)");
        json!({"user_id": id, "participant_name": id, "join_time": join})
    };
    let rows = json!([row("ou_1", 50), row("ou_2", 40), row("8efq90", 31)]);
    let server = Server::start(move |_, _| Says::data(&json!({"participants": rows})));
    let (client, _) = server.client();
    let listed = client.attendance(&meeting(3600), &person()).await.unwrap();
    let names: Vec<&str> = listed.items.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["8efq90", "ou_1"]);
    let keys = ["meeting_start_time", "meeting_end_time", "meeting_no", "user_id", "user_id_type"];
    let expected = ["1767601831", "1767605431", "123456789", "ou_1", "open_id"];
    assert_eq!(text(&server.asked(), &keys), [expected]);
}

#[actix_web::test]
async fn the_meetings_of_a_person_carry_their_own_numbers() {
    let row = |no: &str, hour: u8| {
        json!({
            "meeting_id": no, "meeting_topic": "t", "meeting_instance_id": hour.to_string(),
            "meeting_start_time": format!("2026.01.05 {hour:02}:00:00 (GMT+08:00)"),
            "meeting_end_time": format!("2026.01.05 {hour:02}:30:00 (GMT+08:00)"),
            "user_id": "ou_9", "number_of_participants": "12",
        })
    };
    let rows = json!([row("111111111", 9), row("222222222", 11), row("", 12), row("12345", 13)]);
    let server = Server::start(move |_, before| {
        let token = format!("p{before}");
        Says::data(&json!({"meeting_list": rows, "has_more": true, "page_token": token}))
    });
    let (client, _) = server.client();
    let listed = client.attended(&OpenId("ou_1".to_owned()), month()).await.unwrap();
    let read = |meeting: &Meeting| (meeting.no.as_str().to_owned(), meeting.people);
    let meetings: Vec<_> = listed.items.iter().map(read).collect();
    let of = |no: &str| (no.to_owned(), Some(12));
    let [newer, older] = ["222222222", "111111111"].map(of);
    let expected = [&newer, &newer, &newer, &older, &older, &older].map(Clone::clone);
    assert_eq!(meetings, expected, "newest first; rows without a number are left out");
    assert_eq!(listed.items[0].owner, Some(OpenId("ou_9".to_owned())));
    assert_eq!((listed.complete, server.asked().len()), (false, ATTENDED_PAGES));
    let asked = server.asked().remove(0);
    let expected = [
        ("start_time", "1765009831"),
        ("end_time", "1767688231"),
        ("user_id", "ou_1"),
        ("meeting_status", "2"),
        ("include_external_meetings", "true"),
        ("include_webinar", "true"),
        ("user_id_type", "open_id"),
        ("page_size", "100"),
    ];
    let expected = expected.map(|(key, value)| (key.to_owned(), value.to_owned()));
    assert_eq!(asked.query, expected.into());
}

/// A row of a list in which one room and one person were.
fn rows() -> Value {
    let row = |user: Value, room: Value, minute: u8| {
        let join = format!("2026.01.05 16:{minute:02}:00 (GMT+08:00)");
        json!({"user_id": user, "meeting_room_id": room, "participant_name": "n", "join_time": join})
    };
    json!([
        row(json!(""), json!("omm_1"), 40),
        row(json!("ou_1"), json!(""), 35),
        row(json!(""), json!("omm_2"), 36),
        row(json!(""), json!("omm_1"), 31),
        row(json!(""), json!(""), 32),
    ])
}

#[actix_web::test]
async fn a_room_is_asked_for_by_its_id_and_where_that_is_not_possible_among_all() {
    for filtered in [true, false] {
        let server = Server::start(move |asked, _| match asked.query("room_id") {
            "omm_1" if !filtered => Says::code(400, 126_015),
            _ => Says::data(&json!({"participants": rows()})),
        });
        let (client, _) = server.client();
        let listed = client.attendance(&meeting(3600), &room()).await.unwrap();
        let minutes = listed.items.iter().map(|row| row.join.as_second() - START);
        // Where the list was asked for by room, a row without an id is one of it.
        let expected = if filtered { vec![29, 89, 269, 569] } else { vec![29, 569] };
        assert_eq!(minutes.collect::<Vec<_>>(), expected, "{filtered}");
        let rooms = text(&server.asked(), &["room_id", "user_id"]);
        let expected = [["omm_1", ""], ["", ""]];
        assert_eq!(rooms, expected[..if filtered { 1 } else { 2 }]);
    }
}

#[actix_web::test]
async fn a_person_is_never_looked_for_among_all() {
    let server = Server::start(|_, _| Says::code(400, 126_015));
    let (client, _) = server.client();
    let error = client.attendance(&meeting(3600), &person()).await.unwrap_err();
    assert_eq!((error.refusal, server.asked().len()), (Refusal::Rejected, 1));
}

#[actix_web::test]
async fn a_meeting_over_a_day_is_asked_for_a_day() {
    let server = Server::start(|_, _| Says::data(&json!({})));
    let (client, _) = server.client();
    for (length, asked_for) in [(DAY - 1, DAY - 1), (DAY, DAY), (DAY + 1, DAY), (9 * DAY, DAY)] {
        client.attendance(&meeting(length), &person()).await.unwrap();
        let asked = server.asked().pop().unwrap();
        assert_eq!(asked.query("meeting_end_time"), (START + asked_for).to_string());
    }
}

#[actix_web::test]
async fn attendance_tries_the_minute_too_and_a_start_on_the_minute_only_once() {
    let server = Server::start(|_, _| Says::code(400, 126_009));
    let (client, _) = server.client();
    let error = client.attendance(&meeting(3600), &person()).await.unwrap_err();
    assert_eq!((error.refusal, server.asked().len()), (Refusal::NoData, 2));
    let on_the_minute = Meeting { start: at(START - 31), ..meeting(3600) };
    client.attendance(&on_the_minute, &person()).await.unwrap_err();
    assert_eq!(server.asked().len(), 3);
}

#[actix_web::test]
async fn everybodys_rows_carry_the_ids_one_can_ask_by() {
    let row = |user_id: Value, room: Value| {
        json!({"user_id": user_id, "meeting_room_id": room, "participant_name": "n",
               "join_time": "2026.01.05 16:32:11 (GMT+08:00)"})
    };
    let null = || Value::Null;
    let rows = json!([
        row(json!("ou_1"), json!("")),
        row(json!("8efq90"), null()),
        row(null(), json!("omm_1")),
        row(null(), null()),
        {"user_id": "ou_2"},
    ]);
    let server = Server::start(move |_, before| {
        let more = before % 2 == 0;
        Says::data(&json!({"participants": rows, "has_more": more, "page_token": "p"}))
    });
    let (client, _) = server.client();
    let ids = [Some(person()), None, Some(room()), None];
    let lane = Lane::Bulk(AskedId("a".to_owned()));
    for (reach, pages) in [(Reach::Everybody, 2), (Reach::FirstPage, 1)] {
        let before = server.asked().len();
        let listed = client.participants(&meeting(3600), reach, &lane).await.unwrap();
        let read: Vec<_> = listed.items.into_iter().map(|(id, _)| id).collect();
        assert_eq!(read, vec![ids.clone(); pages].concat(), "who cannot be read is left out");
        assert_eq!((listed.complete, server.asked().len() - before), (pages == 2, pages));
    }
    let asked = server.asked();
    assert!(!asked[0].query.contains_key("user_id") && !asked[0].query.contains_key("room_id"));
}

#[actix_web::test]
async fn the_documented_meeting_of_a_person_has_its_number() {
    let server = Server::start(|_, _| {
        let mut list = fixture("vc_meeting_list.json");
        list["data"]["has_more"] = json!(false);
        Says::json(&list)
    });
    let (client, _) = server.client();
    let listed = client.attended(&OpenId("ou_1".to_owned()), month()).await.unwrap();
    let meeting = &listed.items[0];
    assert_eq!((meeting.no.as_str(), meeting.people), ("705605196", Some(1)));
    assert_eq!(meeting.owner, None, "its id is of another kind");
}
