use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::app::asked::AskedId;
use crate::app::error::Refusal;
use crate::app::ports::Meetings;
use crate::feishu::testbed::{Asked, Says, Server, fixture};
use crate::quality::ids::{MeetingNo, OpenId, RoomId};

/// 2026-01-05T08:30:31Z
const START: i64 = 1_767_601_831;
const JOIN: i64 = START + 100;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn meeting() -> Meeting {
    Meeting {
        instance: "7".to_owned(),
        no: MeetingNo::parse("123456789").unwrap(),
        topic: String::new(),
        start: at(START),
        end: at(START + 3600),
        owner: None,
        people: None,
    }
}

fn person() -> ParticipantId {
    ParticipantId::Person(OpenId("ou_1".to_owned()))
}

async fn page(client: &FeishuClient, after: Option<&Cursor>) -> Result<RecordPage, PlatformError> {
    client.records(&meeting(), &person(), at(JOIN), after, &Lane::Question).await
}

fn keys(asked: &[Asked]) -> Vec<[&str; 3]> {
    let keys = ["meeting_start_time", "join_time", "page_token"];
    asked.iter().map(|asked| keys.map(|key| asked.query(key))).collect()
}

#[actix_web::test]
async fn records_stay_as_they_came() {
    let record = r#"{"network":{"time":"x",  "packet_loss_avg_sent":"8%"},"new":1.50}"#;
    let body = format!(r#"{{"code":0,"data":{{"participant_quality_list":[{record}]}}}}"#);
    let server = Server::start(move |_, _| Says::raw(200, body.clone()));
    let (client, _) = server.client();
    let page = page(&client, None).await.unwrap();
    let records: Vec<&str> = page.records.iter().map(|record| record.get()).collect();
    assert_eq!((records, page.next), (vec![record], None));
    let asked = server.asked().pop().unwrap();
    assert_eq!(asked.api, "GET /open-apis/vc/v1/participant_quality_list");
    let expected = [
        ("meeting_start_time", "1767601831"),
        ("meeting_end_time", "1767605431"),
        ("meeting_no", "123456789"),
        ("join_time", "1767601931"),
        ("user_id", "ou_1"),
        ("user_id_type", "open_id"),
        ("page_size", "100"),
    ];
    assert_eq!(asked.query, expected.map(|(key, value)| (key.into(), value.into())).into());
}

#[actix_web::test]
async fn a_room_is_asked_about_by_its_own_id_alone() {
    let server = Server::start(|_, _| Says::data(&json!({})));
    let (client, _) = server.client();
    let room = ParticipantId::Room(RoomId("omm_1".to_owned()));
    client.records(&meeting(), &room, at(JOIN), None, &Lane::Question).await.unwrap();
    let asked = server.asked().pop().unwrap();
    assert_eq!((asked.query("room_id"), asked.query.contains_key("user_id")), ("omm_1", false));
}

#[actix_web::test]
async fn a_page_says_where_the_next_begins_and_only_the_first_tries_keys() {
    let server = Server::start(|asked, _| {
        let cut = asked.query("meeting_start_time") == (START - 31).to_string();
        let late = asked.query("join_time") == (JOIN + 60).to_string();
        match (cut, late, asked.query("page_token")) {
            (false, ..) => Says::code(400, 126_009),
            (true, false, _) => Says::code(400, 126_010),
            (true, true, "") => Says::data(
                &json!({"participant_quality_list": [{}], "has_more": true, "page_token": "p2"}),
            ),
            (true, true, "p2") => Says::data(&json!({"participant_quality_list": [{}, {}]})),
            other => panic!("asked for {other:?}"),
        }
    });
    let (client, clock) = server.client();
    let first = page(&client, None).await.unwrap();
    let asked = server.asked().len();
    // After a restart: the cursor is all that is known.
    let cursor: Cursor = serde_json::from_value(json!(first.next.unwrap())).unwrap();
    let second = page(&client, Some(&cursor)).await.unwrap();
    assert_eq!((first.records.len(), second.records.len(), second.next), (1, 2, None));
    assert_eq!((asked, server.asked().len()), (4, 5));
    let [start, join] = [START - 31, JOIN + 60].map(|second| second.to_string());
    assert_eq!(keys(&server.asked())[4], [&*start, &*join, "p2"]);
    assert!(clock.slept().is_empty(), "a wrong key is no reason to wait");
}

#[actix_web::test]
async fn a_token_that_repeats_is_said_as_it_is() {
    let server = Server::start(|_, _| Says::fixture("vc_participant_quality_list.json"));
    let (client, _) = server.client();
    let first = page(&client, None).await.unwrap();
    let sample =
        &fixture("vc_participant_quality_list.json")["data"]["participant_quality_list"][0];
    assert_eq!(serde_json::from_str::<Value>(first.records[0].get()).unwrap(), *sample);
    let again = page(&client, first.next.as_ref()).await.unwrap();
    assert!(again.next.is_some());
    assert_eq!(again.next, first.next);
    assert_eq!(server.asked()[1].query("page_token"), "20");
}

#[actix_web::test]
async fn more_without_a_token_is_never_called_the_end() {
    for token in [json!(null), json!("")] {
        let data = json!({"participant_quality_list": [{}], "has_more": true, "page_token": token});
        let server = Server::start(move |_, _| Says::data(&data));
        let (client, _) = server.client();
        let first = page(&client, None).await.unwrap();
        let again = page(&client, first.next.as_ref()).await.unwrap();
        assert!(again.records.is_empty() && again.next.is_some());
        assert_eq!((again.next, server.asked().len()), (first.next, 1));
    }
}

#[actix_web::test]
async fn a_cursor_of_somebody_else_is_refused_and_nothing_is_sent() {
    let server = Server::start(|_, _| Says::data(&json!({})));
    let (client, _) = server.client();
    for text in ["", "20", "{}", r#"{"token":"1","start":1,"join":1,"user":"ou_2"}"#] {
        let error = page(&client, Some(&Cursor(text.to_owned()))).await.unwrap_err();
        assert_eq!(error.refusal, Refusal::Rejected, "{text}");
    }
    assert_eq!(server.asked().len(), 0);
}

/// The keys asked with, as seconds after the exact ones, and what became of it.
async fn keys_tried(
    says: impl Fn(&Asked, usize) -> Says + Send + Sync + 'static,
) -> (Vec<(i64, i64)>, Option<Refusal>) {
    let server = Server::start(says);
    let (client, clock) = server.client();
    let outcome = page(&client, None).await;
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
async fn bulk_pages_leave_five_of_a_hundred_calls_to_questions() {
    let server = Server::start(|_, _| Says::data(&json!({})));
    let (client, clock) = server.client();
    let lane = Lane::Bulk(AskedId("a".to_owned()));
    for _ in 0..95 {
        client.records(&meeting(), &person(), at(JOIN), None, &lane).await.unwrap();
    }
    assert_eq!((client.free_quality_calls(), client.time_for(1).as_millis()), (5, 60_100));
    for _ in 0..5 {
        page(&client, None).await.unwrap();
    }
    assert_eq!((clock.slept().len(), client.free_quality_calls()), (0, 0));
    client.records(&meeting(), &person(), at(JOIN), None, &lane).await.unwrap();
    assert_eq!(clock.slept().len(), 1);
}

proptest! {
    #[test]
    fn a_cursor_keeps_whatever_token_the_platform_gives(token: String, start: i64, join: i64) {
        let place = Place { token, start, join };
        prop_assert_eq!(Place::read(&place.cursor().unwrap()).unwrap(), place);
    }

    #[test]
    fn any_text_is_a_cursor_or_is_refused(text: String) {
        if let Ok(place) = Place::read(&Cursor(text)) {
            prop_assert!(Place::read(&place.cursor().unwrap()).is_ok());
        }
    }
}
