//! `vc.meeting.all_meeting_ended_v1`: what it tells is known without a call, while it is fresh.

use quality_bot::app::ports::{Calendar, Period};
use quality_bot::quality::ids::MeetingNo;
use quality_bot::simulator::data::{
    KEHAN, LI_SI, OTHER_TENANT, RUNNING, TENANT, WANG_FANG, ZHANG_SAN,
};
use serde_json::{Value, json};

use crate::support::happening::MINUTE;
use crate::support::{Calls, Stage};

/// 张三 asks about himself; the calls for it.
async fn asked(stage: &Stage) -> Calls {
    stage.zhang_san().says(&format!("/quality {RUNNING} me")).await;
    stage.next_card().await.says("Meeting quality for 张三").says("进行中的会");
    stage.new_calls()
}

#[tokio::test]
async fn a_number_that_was_just_talked_about_costs_no_list() {
    for (told, meeting_list) in [(true, 0), (false, 1)] {
        let stage = Stage::open().await;
        match told {
            true => drop(stage.ends(RUNNING).await),
            false => stage.ends_silently(RUNNING).await,
        }
        stage.settle().await;
        stage.clock.wind(5 * MINUTE).await;
        let first = Calls { participant_list: 1, quality: 1, reply: 1, ..Calls::NONE };
        assert_eq!(
            asked(&stage).await,
            Calls { token: 1, bot_info: 1, meeting_list, ..first },
            "{told}"
        );
        stage.clock.wind(MINUTE).await;
        stage.li_si().says(&format!("/quality {RUNNING}")).mention(LI_SI).await;
        stage.next_card().await.says("Meeting quality for 李四");
        assert_eq!(stage.new_calls().meeting_list, meeting_list, "{told}");
        stage.end().await;
    }
}

#[tokio::test]
async fn after_twelve_hours_a_later_meeting_of_the_number_is_looked_for() {
    let stage = Stage::open().await;
    stage.ends(RUNNING).await;
    stage.settle().await;
    stage.clock.wind(11 * 60 * MINUTE).await;
    assert_eq!(asked(&stage).await.meeting_list, 0);
    stage.clock.wind(60 * MINUTE).await;
    assert_eq!(asked(&stage).await.meeting_list, 1);
    stage.end().await;
}

#[tokio::test]
async fn an_event_outlives_the_process() {
    let mut stage = Stage::open().await;
    stage.ends(RUNNING).await;
    stage.settle().await;
    stage.stop_bot().await;
    stage.start_bot().await;
    stage.clock.wind(5 * MINUTE).await;
    assert_eq!(asked(&stage).await.meeting_list, 0);
    stage.end().await;
}

#[tokio::test]
async fn what_cannot_be_read_of_an_event_is_counted_and_does_no_harm() {
    let stage = Stage::open().await;
    let event = stage.ends(RUNNING).await.event;
    stage.settle().await;
    let end = event["event"]["meeting"]["end_time"].clone();
    let start = event["event"]["meeting"]["start_time"].clone();
    let changes: [(&str, Value); 9] = [
        ("/event", json!(null)),
        ("/event/meeting", json!([])),
        ("/event/meeting/id", json!("")),
        ("/event/meeting/meeting_no", json!("12345678")),
        ("/event/meeting/meeting_no", json!("１２３４５６７８x")),
        ("/event/meeting/start_time", json!("yesterday")),
        ("/event/meeting/end_time", json!("0")),
        ("/event/meeting/end_time", json!("99999999999999999999")),
        ("/event/meeting/start_time", end),
    ];
    for (n, (place, value)) in changes.iter().enumerate() {
        let mut changed = event.clone();
        *changed.pointer_mut(place).unwrap() = value.clone();
        if n == changes.len() - 1 {
            changed["event"]["meeting"]["end_time"] = start.clone();
        }
        changed["header"]["event_id"] = format!("malformed-{n}").into();
        assert_eq!(stage.hears(&changed).await.status(), Some(200), "{place}: {value}");
    }
    let metrics = stage.bot().metrics().await;
    assert_eq!(metrics.events("malformed_event"), changes.len() as u64);
    stage.clock.wind(5 * MINUTE).await;
    assert_eq!(asked(&stage).await.meeting_list, 0, "the one that could be read is known");
    stage.end().await;
}

#[tokio::test]
async fn little_is_needed_of_an_event() {
    let stage = Stage::open().await;
    let mut event = stage.ends(RUNNING).await.event;
    let meeting = event["event"]["meeting"].as_object_mut().unwrap();
    meeting.retain(|name, _| ["id", "meeting_no", "start_time", "end_time"].contains(&&**name));
    event["event"].as_object_mut().unwrap().remove("operator");
    event["header"]["event_id"] = "little".into();
    assert_eq!(stage.hears(&event).await.status(), Some(200));
    assert_eq!(stage.bot().metrics().await.events("malformed_event"), 0);
    stage.end().await;
}

#[tokio::test]
async fn another_tenants_meetings_are_not_this_ones() {
    let mut stage = Stage::open().await;
    stage.zhang_san().says(&format!("/quality watch {RUNNING} always")).await;
    stage.next_card().await;
    let ended = stage.ends(RUNNING).await;
    stage.clock.wind(2 * MINUTE).await;
    stage.comes_by_itself().await;

    let mut event = ended.event;
    event["header"]["tenant_key"] = OTHER_TENANT.into();
    event["header"]["event_id"] = "theirs".into();
    event["event"]["meeting"]["id"] = "7000000000000000001".into();
    let later = stage.clock.now_ms() / 1000 + 30;
    event["event"]["meeting"]["end_time"] = later.to_string().into();
    assert_eq!(stage.hears(&event).await.status(), Some(200));
    stage.clock.wind(50 * MINUTE).await;
    stage.silence().await;

    stage.stop_bot().await;
    let no = MeetingNo::parse(RUNNING).unwrap();
    let ever = Period { from: jiff::Timestamp::MIN, to: jiff::Timestamp::MAX };
    let held = stage.store().held(TENANT, no, ever).await.unwrap();
    assert_eq!(held.len(), 1, "{held:?}");
    stage.end().await;
}

#[tokio::test]
async fn who_was_in_an_earlier_meeting_alone_is_looked_for_in_the_list() {
    let stage = Stage::open_to_all().await;
    stage.sim.edit(|world| {
        let mut earlier = world.meeting(RUNNING).unwrap().clone();
        let week = 7 * 86_400;
        earlier.start -= week;
        earlier.end = Some(earlier.start + 20 * 60);
        earlier.quality_from = earlier.start + 20 * 60;
        earlier.instance_id = "7990011220000000001".to_owned();
        for (session, (who, name)) in
            earlier.sessions.iter_mut().zip([(KEHAN, "kehan"), (LI_SI, "李四")])
        {
            (session.person, session.name) = (Some(who.to_owned()), name.to_owned());
            (session.join, session.leave) = (session.join - week, earlier.end);
            session.made_up.as_mut().unwrap().zero -= week;
        }
        world.meetings.insert(0, earlier);
    });
    stage.ends(RUNNING).await;
    stage.settle().await;
    stage.clock.wind(5 * MINUTE).await;
    let ask = async |who: &[&str]| {
        let asking = stage.li_si().says(&format!("/quality {RUNNING}"));
        who.iter().fold(asking, |asking, who| asking.mention(who)).await;
        let card = stage.next_card().await;
        let Calls { meeting_list, participant_list, .. } = stage.new_calls();
        (card, (meeting_list, participant_list))
    };
    let (card, calls) = ask(&[ZHANG_SAN]).await;
    card.says("Meeting quality for 张三").says("2026-11-20");
    assert_eq!(calls.0, 0, "the table knows");
    // 李四's trouble had everybody compared, so the list of the newest one may be known.
    let (card, (meeting_list, participant_list)) = ask(&[KEHAN]).await;
    card.says("Meeting quality for kehan").says("2026-11-13");
    assert_eq!(meeting_list, 1, "{participant_list} lists");
    assert!((1..=2).contains(&participant_list), "{participant_list}");
    let (card, (meeting_list, _)) = ask(&[WANG_FANG]).await;
    card.says("王芳 did not take part").says("2");
    assert_eq!(meeting_list, 0, "it was listed a moment ago");
    let (card, (meeting_list, _)) = ask(&[KEHAN, LI_SI]).await;
    card.says("Meeting quality for kehan and 李四");
    assert_eq!(meeting_list, 0);
    stage.end().await;
}
