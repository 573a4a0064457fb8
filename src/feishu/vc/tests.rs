use serde_json::{Value, json};

use super::*;
use crate::app::error::Refusal;
use crate::feishu::testbed::{Asked, Says, Server, fixture};

/// 2026-01-05T08:30:31Z
const START: i64 = 1_767_601_831;
const JOIN: i64 = START + 100;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn no() -> MeetingNo {
    MeetingNo::parse("123456789").unwrap()
}

fn person() -> OpenId {
    OpenId("ou_1".to_owned())
}

fn meeting(seconds: i64) -> Meeting {
    let (start, end) = (at(START), at(START + seconds));
    Meeting { instance: "7".to_owned(), no: no(), topic: String::new(), start, end }
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
async fn records_stay_as_they_came() {
    let record = r#"{"network":{"time":"x",  "packet_loss_avg_sent":"8%"},"new":1.50}"#;
    let body = format!(r#"{{"code":0,"data":{{"participant_quality_list":[{record}]}}}}"#);
    let server = Server::start(move |_, _| Says::raw(200, body.clone()));
    let (client, _) = server.client();
    let listed = client.quality(&meeting(3600), &person(), at(JOIN)).await.unwrap();
    let records: Vec<&str> = listed.items.iter().map(|record| record.get()).collect();
    assert_eq!(records, [record]);
}

#[actix_web::test]
async fn a_token_that_repeats_keeps_what_came_and_says_partial() {
    let server = Server::start(|_, _| Says::fixture("vc_participant_quality_list.json"));
    let (client, _) = server.client();
    let listed = client.quality(&meeting(3600), &person(), at(JOIN)).await.unwrap();
    assert_eq!((listed.items.len(), listed.complete), (2, false));
    let sample =
        &fixture("vc_participant_quality_list.json")["data"]["participant_quality_list"][0];
    assert_eq!(serde_json::from_str::<Value>(listed.items[0].get()).unwrap(), *sample);
    assert_eq!(text(&server.asked(), &["page_token"]), [[""], ["20"]]);
}

#[actix_web::test]
async fn a_list_without_end_is_capped() {
    let server = Server::start(|_, before| {
        let token = format!("p{before}");
        Says::data(
            &json!({"participant_quality_list": [{}], "has_more": true, "page_token": token}),
        )
    });
    let (client, _) = server.client();
    let listed = client.quality(&meeting(3600), &person(), at(JOIN)).await.unwrap();
    assert_eq!((listed.items.len(), listed.complete), (QUALITY_PAGES, false));
    assert_eq!(server.asked().len(), QUALITY_PAGES);
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

/// The keys asked with, as seconds after the exact ones, and what became of it.
async fn keys_tried(
    says: impl Fn(&Asked, usize) -> Says + Send + Sync + 'static,
) -> (Vec<(i64, i64)>, Option<Refusal>) {
    let server = Server::start(says);
    let (client, clock) = server.client();
    let outcome = client.quality(&meeting(3600), &person(), at(JOIN)).await;
    let seconds = |asked: &Asked, key| asked.query(key).parse::<i64>().unwrap();
    let asked = server.asked();
    let keys = asked.iter().map(|asked| {
        (seconds(asked, "meeting_start_time") - START, seconds(asked, "join_time") - JOIN)
    });
    assert!(clock.slept().is_empty(), "a wrong key is no reason to wait");
    (keys.collect(), outcome.err().map(|error| error.refusal))
}

#[actix_web::test]
async fn keys_that_do_not_match_are_tried_a_little_differently() {
    let found = || Says::data(&json!({"participant_quality_list": [{}]}));
    let cut = |asked: &Asked| asked.query("meeting_start_time") == (START - 31).to_string();
    let joined =
        |asked: &Asked, offset: i64| asked.query("join_time") == (JOIN + offset).to_string();

    let (keys, refusal) = keys_tried(move |_, _| found()).await;
    assert_eq!((keys, refusal), (vec![(0, 0)], None));

    let (keys, refusal) =
        keys_tried(move |asked, _| if cut(asked) { found() } else { Says::code(400, 126_009) })
            .await;
    assert_eq!((keys, refusal), (vec![(0, 0), (-31, 0)], None));

    let late = move |asked: &Asked, _| {
        if joined(asked, 60) { found() } else { Says::code(400, 126_010) }
    };
    let (keys, refusal) = keys_tried(late).await;
    assert_eq!((keys, refusal), (vec![(0, 0), (0, -60), (0, 60)], None));

    let neither = move |asked: &Asked, _| {
        if cut(asked) { Says::code(400, 126_010) } else { Says::code(400, 126_009) }
    };
    let (keys, refusal) = keys_tried(neither).await;
    let expected = vec![(0, 0), (-31, 0), (-31, -60), (-31, 60)];
    assert_eq!((keys, refusal), (expected, Some(Refusal::NoData)));
}

#[actix_web::test]
async fn what_no_other_key_helps_is_asked_once() {
    let table = [
        (404, 121_004, Refusal::NoData),
        (403, 121_005, Refusal::AdminRoleMissing),
        (400, 121_003, Refusal::Rejected),
    ];
    for (status, code, refusal) in table {
        let (keys, got) = keys_tried(move |_, _| Says::code(status, code)).await;
        assert_eq!((keys, got), (vec![(0, 0)], Some(refusal)), "{code}");
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
async fn everybodys_rows_are_the_first_page_with_the_ids_one_can_ask_by() {
    let row = |user_id: Value| {
        json!({"user_id": user_id, "participant_name": "n",
               "join_time": "2026.01.05 16:32:11 (GMT+08:00)"})
    };
    let rows =
        json!([row(json!("ou_1")), row(json!("8efq90")), row(Value::Null), {"user_id": "ou_2"}]);
    let server = Server::start(move |_, _| {
        Says::data(&json!({"participants": rows, "has_more": true, "page_token": "p"}))
    });
    let (client, _) = server.client();
    let listed = client.participants(&meeting(3600)).await.unwrap();
    let ids: Vec<Option<OpenId>> = listed.items.into_iter().map(|(id, _)| id).collect();
    assert_eq!(ids, [Some(person()), None, None], "who cannot be read is left out");
    assert!(!listed.complete);
    let asked = server.asked();
    assert_eq!(asked.len(), 1);
    assert!(!asked[0].query.contains_key("user_id"), "{:?}", asked[0].query);
}
