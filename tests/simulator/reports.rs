//! `meeting_list`, `participant_list`, `participant_quality_list` (dossier 6.1–6.6).

use quality_bot::simulator::{IdKind, Instance, Simulator, data};
use serde_json::Value;

use crate::client::{Client, NOON_MS, Reply, start};

const NOW: i64 = NOON_MS / 1000;
const DAY: i64 = 86_400;

pub(crate) type Query = Vec<(&'static str, String)>;

/// One row of a table: what is changed in a good request (`""` takes a parameter out), and the refusal.
type Row = (&'static str, &'static [(&'static str, &'static str)], u16, i64);

pub(crate) fn meetings_of(no: &str) -> Query {
    vec![
        ("start_time", (NOW - 30 * DAY).to_string()),
        ("end_time", NOW.to_string()),
        ("meeting_no", no.to_owned()),
        ("page_size", "100".to_owned()),
    ]
}

pub(crate) fn newest(sim: &Simulator, no: &str) -> Instance {
    sim.read(|state| state.world().meeting(no).cloned().unwrap())
}

pub(crate) fn participants_of(meeting: &Instance) -> Query {
    vec![
        ("meeting_start_time", meeting.start.to_string()),
        ("meeting_end_time", meeting.end.unwrap_or(NOW).to_string()),
        ("meeting_no", meeting.no.clone()),
        ("page_size", "100".to_owned()),
    ]
}

pub(crate) fn quality_of(meeting: &Instance, who: &str) -> Query {
    let join = meeting.sessions_of(who).next().unwrap().join;
    let mut query = participants_of(meeting);
    query.extend([("join_time", join.to_string()), ("user_id", who.to_owned())]);
    query
}

pub(crate) fn with(mut query: Query, changes: &[(&'static str, &str)]) -> Query {
    for (name, value) in changes {
        query.retain(|(known, _)| known != name);
        if !value.is_empty() {
            query.push((name, (*value).to_owned()));
        }
    }
    query
}

async fn refuses(path: &str, good: &Query, rows: &[Row]) {
    let (sim, client) = start().await;
    let reply = client.get(path, good).await;
    assert_eq!((reply.status, reply.code), (200, 0), "the good request: {:?}", reply.body);
    assert_eq!(sim.journal().unexpected(), Vec::<String>::new());
    for (what, changes, status, code) in rows {
        let reply = client.get(path, &with(good.clone(), changes)).await;
        assert_eq!((reply.status, reply.code), (*status, *code), "{what}: {:?}", reply.body);
    }
    assert_eq!(sim.journal().unexpected().len(), rows.len());
}

#[tokio::test]
async fn meeting_list_refuses_what_feishu_refuses() {
    let rows: &[Row] = &[
        ("page too small", &[("page_size", "19")], 400, 121_003),
        ("page too large", &[("page_size", "101")], 400, 121_003),
        ("page no number", &[("page_size", "many")], 400, 121_003),
        ("made-up page token", &[("page_token", "x")], 400, 121_003),
        ("page token past the end", &[("page_token", "400")], 400, 121_003),
        ("no start", &[("start_time", "")], 400, 99_992_402),
        ("no end", &[("end_time", "")], 400, 99_992_402),
        ("start no number", &[("start_time", "2026-11-20")], 400, 121_003),
        ("start negative", &[("start_time", "-1")], 400, 126_005),
        ("end before start", &[("end_time", "1")], 400, 126_006),
        ("over a year", &[("start_time", "1000000000")], 400, 126_006),
        ("far into the future", &[("end_time", "1797940800")], 400, 126_016),
        ("number negative", &[("meeting_no", "-12345678")], 400, 126_003),
        ("number too short", &[("meeting_no", "12345")], 400, 126_004),
        ("number with a letter", &[("meeting_no", "12345678x")], 400, 126_004),
        ("number and person", &[("user_id", data::ZHANG_SAN)], 400, 126_008),
        ("number and room", &[("room_id", data::ROOM)], 400, 126_008),
        ("number and type", &[("meeting_type", "2")], 400, 126_008),
        ("upcoming", &[("meeting_status", "3")], 400, 121_003),
        ("unknown id type", &[("user_id_type", "email")], 400, 121_003),
        ("nobody", &[("meeting_no", ""), ("user_id", "ou_nobody")], 400, 99_992_351),
        ("flag no flag", &[("include_webinar", "yes")], 400, 121_003),
    ];
    refuses("vc/v1/meeting_list", &meetings_of(data::FOUR_PEOPLE), rows).await;
}

#[tokio::test]
async fn participant_list_refuses_what_feishu_refuses() {
    let (sim, _) = start().await;
    let rows: &[Row] = &[
        ("page too large", &[("page_size", "101")], 400, 121_003),
        ("no start", &[("meeting_start_time", "")], 400, 99_992_402),
        ("end before start", &[("meeting_end_time", "1")], 400, 126_006),
        ("over a day", &[("meeting_start_time", "1700000000")], 400, 126_006),
        ("no number", &[("meeting_no", "")], 400, 99_992_402),
        ("number too long", &[("meeting_no", "1234567890")], 400, 126_004),
        ("another meeting", &[("meeting_no", data::OUTAGE)], 400, 126_009),
        ("not ongoing", &[("meeting_status", "1")], 400, 126_009),
        ("both", &[("user_id", data::ANA), ("room_id", data::ROOM)], 400, 126_007),
        ("unknown role", &[("webinar_user_role", "7")], 400, 121_003),
    ];
    let good = participants_of(&newest(&sim, data::FOUR_PEOPLE));
    refuses("vc/v1/participant_list", &good, rows).await;
}

#[tokio::test]
async fn quality_refuses_what_feishu_refuses() {
    let (sim, _) = start().await;
    const FUTURE: &[(&str, &str)] =
        &[("meeting_start_time", "1795180000"), ("meeting_end_time", "1795180000")];
    let rows: &[Row] = &[
        ("page too small", &[("page_size", "10")], 400, 121_003),
        ("no join time", &[("join_time", "")], 400, 99_992_402),
        ("join time no number", &[("join_time", "noon")], 400, 121_003),
        ("nobody asked about", &[("user_id", "")], 400, 121_003),
        ("person and room", &[("room_id", data::ROOM)], 400, 126_007),
        ("person unknown", &[("user_id", "ou_nobody")], 400, 99_992_351),
        ("number negative", &[("meeting_no", "-123456789")], 400, 126_003),
        ("number too short", &[("meeting_no", "12345")], 400, 126_004),
        ("future", FUTURE, 400, 126_005),
        ("end before start", &[("meeting_end_time", "5")], 400, 126_006),
        ("over a day", &[("meeting_end_time", "1795300000")], 400, 126_006),
        ("wrong join time", &[("join_time", "1795000000")], 400, 126_010),
        ("was not there", &[("user_id", data::KEHAN)], 400, 126_010),
        ("room was not there", &[("user_id", ""), ("room_id", data::ROOM)], 400, 126_010),
        ("undocumented id type", &[("user_id_type", "nick")], 400, 121_003),
    ];
    let good = quality_of(&newest(&sim, data::FOUR_PEOPLE), data::ZHANG_SAN);
    refuses("vc/v1/participant_quality_list", &good, rows).await;
}

#[tokio::test]
async fn start_and_end_must_be_the_meetings_to_the_second_or_its_minute() {
    let (sim, client) = start().await;
    let meeting = newest(&sim, data::FOUR_PEOPLE);
    let (start, end) = (meeting.start, meeting.end.unwrap());
    assert_ne!(start % 60, 0, "otherwise this shows nothing");
    let good = quality_of(&meeting, data::ZHANG_SAN);
    let minute = |second: i64| second - second % 60;
    let table = [
        (start, end, 0),
        (minute(start), end, 0),
        (minute(start), minute(end), 0),
        (start + 1, end, 126_009),
        (start - 60, end, 126_009),
        (start, end + 1, 126_009),
    ];
    for (from, to, code) in table {
        let (from_text, to_text) = (from.to_string(), to.to_string());
        let times = [("meeting_start_time", &*from_text), ("meeting_end_time", &*to_text)];
        let reply = quality(&client, with(good.clone(), &times)).await;
        assert_eq!(reply.code, code, "{} {}", from - start, to - end);
    }
}

#[tokio::test]
async fn the_admin_role_is_needed_beside_the_scope() {
    let (sim, client) = start().await;
    sim.set_admin_role(false);
    let meeting = newest(&sim, data::FOUR_PEOPLE);
    let asked = [
        ("vc/v1/meeting_list", meetings_of(data::FOUR_PEOPLE)),
        ("vc/v1/participant_list", participants_of(&meeting)),
        ("vc/v1/participant_quality_list", quality_of(&meeting, data::LI_SI)),
    ];
    for (path, query) in &asked {
        let reply = client.get(path, query).await;
        assert_eq!((reply.status, reply.code), (403, 121_005), "{path}");
    }
    sim.set_admin_role(true);
    for (path, query) in &asked {
        assert_eq!(client.get(path, query).await.code, 0, "{path}");
    }
    assert_eq!(sim.journal().unexpected(), Vec::<String>::new());
}

#[tokio::test]
async fn external_meetings_and_webinars_show_only_when_asked_for() {
    let (_sim, client) = start().await;
    let rows = [(data::GUESTS, "include_external_meetings"), (data::WEBINAR, "include_webinar")];
    for (no, flag) in rows {
        let hidden = client.get("vc/v1/meeting_list", &meetings_of(no)).await;
        assert_eq!(list(&hidden, "meeting_list").len(), 0, "{no}");
        let asked = with(meetings_of(no), &[(flag, "true")]);
        let shown = client.get("vc/v1/meeting_list", &asked).await;
        assert_eq!(list(&shown, "meeting_list").len(), 1, "{no}");
    }
}

#[tokio::test]
async fn status_and_window_choose_the_instances() {
    let (_sim, client) = start().await;
    let found = async |no, changes: &[(&'static str, &str)]| {
        let reply = client.get("vc/v1/meeting_list", &with(meetings_of(no), changes)).await;
        list(&reply, "meeting_list").len()
    };
    assert_eq!(found(data::RUNNING, &[]).await, 0, "ended is the default");
    assert_eq!(found(data::RUNNING, &[("meeting_status", "1")]).await, 1);
    assert_eq!(found(data::RECURRING, &[]).await, 3, "the fourth is older than 30 days");
    let older = (NOW - 60 * DAY).to_string();
    assert_eq!(found(data::RECURRING, &[("start_time", &older)]).await, 4);
    assert_eq!(found("999999999", &[]).await, 0);
    let of_kehan = [("meeting_no", ""), ("user_id", data::KEHAN)];
    assert_eq!(found("", &of_kehan).await, 2, "the sample, and one office");
    let in_room = [("meeting_no", ""), ("room_id", data::ROOM)];
    assert_eq!(found("", &in_room).await, 1);
}

#[tokio::test]
async fn ids_come_in_the_kind_that_was_asked_for() {
    let (sim, client) = start().await;
    let meeting = newest(&sim, data::FOUR_PEOPLE);
    let table = [
        ("open_id", data::ZHANG_SAN),
        ("union_id", "on_00000000000000000000000000000001"),
        ("user_id", "e33ggbyz"),
    ];
    for (kind, id) in table {
        let asked = with(participants_of(&meeting), &[("user_id_type", kind), ("user_id", id)]);
        let reply = client.get("vc/v1/participant_list", &asked).await;
        let rows = list(&reply, "participants");
        assert_eq!(rows.len(), 1, "{kind}");
        assert_eq!(rows[0]["user_id"], id, "{kind}");
    }
    sim.edit(|world| world.row_ids = Some(IdKind::UserId));
    let asked = with(participants_of(&meeting), &[("user_id", data::ZHANG_SAN)]);
    let reply = client.get("vc/v1/participant_list", &asked).await;
    assert_eq!(list(&reply, "participants")[0]["user_id"], "e33ggbyz", "whatever was asked for");
}

#[tokio::test]
async fn a_long_meeting_comes_in_pages_whose_last_has_no_token() {
    let (sim, client) = start().await;
    let good = quality_of(&newest(&sim, data::LONG), data::ZHANG_SAN);
    for (size, sizes) in [("100", vec![100, 50]), ("20", vec![20, 20, 20, 20, 20, 20, 20, 10])] {
        let (mut seen, mut minutes, mut token) = (Vec::new(), Vec::new(), String::new());
        loop {
            let changes = [("page_size", size), ("page_token", token.as_str())];
            let reply = quality(&client, with(good.clone(), &changes)).await;
            let rows = list(&reply, "participant_quality_list");
            seen.push(rows.len());
            minutes.extend(rows.iter().map(|row| row["network"]["time"].to_string()));
            let data = &reply.body["data"];
            if data["has_more"] == false {
                assert_eq!(data.get("page_token"), None);
                break;
            }
            token = data["page_token"].as_str().unwrap().to_owned();
        }
        assert_eq!(seen, sizes);
        minutes.dedup();
        assert_eq!(minutes.len(), 150, "every minute once");
    }
    assert_eq!(sim.journal().unexpected(), Vec::<String>::new());
}

#[tokio::test]
async fn without_a_size_a_page_has_twenty_rows() {
    let (sim, client) = start().await;
    let good = quality_of(&newest(&sim, data::LONG), data::ZHANG_SAN);
    let reply = quality(&client, with(good, &[("page_size", "")])).await;
    assert_eq!(list(&reply, "participant_quality_list").len(), 20);
}

#[tokio::test]
async fn a_meeting_that_just_ended_has_no_data_until_later() {
    let (sim, client) = start().await;
    let good = quality_of(&newest(&sim, data::JUST_ENDED), data::ZHANG_SAN);
    let early = quality(&client, good.clone()).await;
    assert_eq!((early.status, early.code), (404, 121_004));
    sim.clock().wind(std::time::Duration::from_secs(17 * 60));
    assert_eq!(quality(&client, good).await.code, 0);
    assert_eq!(sim.journal().unexpected(), Vec::<String>::new());
}

#[tokio::test]
async fn somebody_nothing_was_measured_for_has_no_data() {
    let (sim, client) = start().await;
    let good = quality_of(&newest(&sim, data::OUTAGE), data::ZHANG_SAN);
    assert_eq!(quality(&client, good).await.code, 121_004);
}

#[tokio::test]
async fn a_running_meeting_has_participants_but_no_quality() {
    let (sim, client) = start().await;
    let meeting = newest(&sim, data::RUNNING);
    let ongoing = with(participants_of(&meeting), &[("meeting_status", "1")]);
    let reply = client.get("vc/v1/participant_list", &ongoing).await;
    assert_eq!(list(&reply, "participants").len(), 2);
    assert_eq!(list(&reply, "participants")[0].get("leave_time"), None);
    let reply = quality(&client, quality_of(&meeting, data::ZHANG_SAN)).await;
    assert_eq!(reply.code, 126_009);
}

#[tokio::test]
async fn a_meeting_over_a_day_is_asked_for_up_to_a_day_after_its_start() {
    let (sim, client) = start().await;
    let meeting = newest(&sim, data::OVER_A_DAY);
    let good = quality_of(&meeting, data::LI_SI);
    assert_eq!(quality(&client, good.clone()).await.code, 126_006, "26 hours");
    let clamped = (meeting.start + DAY).to_string();
    let reply = quality(&client, with(good, &[("meeting_end_time", &clamped)])).await;
    assert_eq!(reply.code, 0);
    assert_eq!(list(&reply, "participant_quality_list").len(), 61);
}

#[tokio::test]
async fn a_rooms_device_is_asked_for_by_its_room() {
    let (sim, client) = start().await;
    let meeting = newest(&sim, data::WITH_ROOM);
    let join = meeting.sessions.iter().find(|it| it.room.is_some()).unwrap().join.to_string();
    let by_room = [("user_id", ""), ("room_id", data::ROOM), ("join_time", &*join)];
    let reply = quality(&client, with(quality_of(&meeting, data::ZHANG_SAN), &by_room)).await;
    assert_eq!(list(&reply, "participant_quality_list").len(), 25);
}

#[tokio::test]
async fn times_are_written_in_the_tenants_zone() {
    let (sim, client) = start().await;
    let meeting = newest(&sim, data::SAMPLE);
    let zones = [(28_800, "11:16:59 (GMT+08:00)"), (19_800, "08:46:59 (GMT+05:30)")];
    for (offset, written) in zones {
        sim.edit(|world| world.utc_offset_s = offset);
        let reply = client.get("vc/v1/meeting_list", &meetings_of(data::SAMPLE)).await;
        let start = list(&reply, "meeting_list")[0]["meeting_start_time"].clone();
        assert_eq!(start, format!("2026.11.19 {written}"));
    }
    let reply = quality(&client, quality_of(&meeting, data::KEHAN)).await;
    let row = &list(&reply, "participant_quality_list")[0];
    assert_eq!(row["network"]["time"], "2026.11.19 08:46:00 (GMT+05:30)");
    assert_eq!(row["cpu_usage"]["time"], "2026.11.19 08:47:00", "no zone, a minute late");
}

#[tokio::test]
async fn a_parameter_nobody_documented_is_minded() {
    let (sim, client) = start().await;
    let odd = with(meetings_of(data::LONG), &[("meeting_number", "1")]);
    assert_eq!(client.get("vc/v1/meeting_list", &odd).await.code, 0, "Feishu ignores it");
    let unexpected = sim.journal().unexpected();
    assert!(unexpected[0].ends_with("parameter meeting_number is not documented"));
}

pub(crate) async fn quality(client: &Client, query: Query) -> Reply {
    client.get("vc/v1/participant_quality_list", &query).await
}

pub(crate) fn list<'a>(reply: &'a Reply, name: &str) -> &'a [Value] {
    reply.body["data"][name].as_array().unwrap_or_else(|| panic!("{:?}", reply.body))
}
