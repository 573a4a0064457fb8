//! Where the documentation leaves open how exact a time must be, other forms are tried, boundedly.

use quality_bot::simulator::data::{ANA, LI_SI, WANG_FANG, ZHANG_SAN};
use quality_bot::simulator::data::{
    FOUR_PEOPLE, OVER_A_DAY, RECURRING, REJOIN, WEBINAR, WITH_ROOM,
};
use quality_bot::simulator::{Api, Fault};

use crate::support::{Reply, Stage};

async fn ask(stage: &Stage, no: &str, about: &str) -> Reply {
    stage.li_si().says(&format!("/quality {no}")).mention(about).await;
    stage.next_card().await
}

#[tokio::test]
async fn a_start_that_must_be_a_whole_minute() {
    let stage = Stage::open_to_all().await;
    stage.sim.faults().inject(Api::ParticipantList, Fault::StartOnTheMinute);
    stage.sim.faults().inject(Api::QualityList, Fault::StartOnTheMinute);
    ask(&stage, FOUR_PEOPLE, ZHANG_SAN).await.says("Meeting quality for 张三");
    let calls = stage.new_calls();
    assert_eq!((calls.participant_list, calls.quality), (2, 2), "exact first, then the minute");
    stage.end().await;
}

#[tokio::test]
async fn a_joining_time_that_is_a_minute_off() {
    for (seconds, quality) in [(-60, 2), (60, 3)] {
        let stage = Stage::open().await;
        stage.sim.faults().inject(Api::QualityList, Fault::JoinOffBy(seconds));
        ask(&stage, FOUR_PEOPLE, ZHANG_SAN).await.says("Meeting quality for 张三");
        assert_eq!(stage.new_calls().quality, quality, "{seconds}");
        stage.end().await;
    }
}

#[tokio::test]
async fn a_joining_time_that_fits_in_no_form_is_no_data() {
    let stage = Stage::open().await;
    stage.sim.faults().inject(Api::QualityList, Fault::JoinOffBy(7));
    let card = ask(&stage, FOUR_PEOPLE, ZHANG_SAN).await;
    card.coloured("yellow")
        .says("Feishu has no quality data for this person in meeting 123 456 789.");
    assert_eq!(stage.new_calls().quality, 3);
    stage.end().await;
}

#[tokio::test]
async fn one_of_two_sessions_without_data_is_said_to_be_missing() {
    let stage = Stage::open_to_all().await;
    stage.sim.edit(|world| {
        let sessions = &mut world.meeting_mut(REJOIN).unwrap().sessions;
        let first = sessions.iter_mut().find(|it| it.person.as_deref() == Some(ANA)).unwrap();
        first.minutes.clear();
    });
    let card = ask(&stage, REJOIN, ANA).await;
    card.says("中途重新入会过，其中有一段没有数据").says("one stretch has no data");
    assert_eq!(stage.new_calls().quality, 2);
    ask(&stage, REJOIN, ANA).await.says("one stretch has no data");
    assert_eq!(stage.new_calls().quality, 0, "yesterday's meeting gets no new data");
    stage.end().await;
}

#[tokio::test]
async fn a_meeting_of_more_than_a_day_is_answered_for_a_day() {
    let stage = Stage::open().await;
    let card = ask(&stage, OVER_A_DAY, LI_SI).await;
    card.says("会议超过 24 小时").says("The meeting was longer than 24 hours");
    stage.end().await;
}

#[tokio::test]
async fn the_newest_instance_in_which_somebody_took_part_is_meant() {
    let stage = Stage::open_to_all().await;
    ask(&stage, RECURRING, WANG_FANG).await.says("When: 2026-11-19 09:30");
    assert_eq!(stage.new_calls().participant_list, 1);
    ask(&stage, RECURRING, ZHANG_SAN).await.says("When: 2026-11-12 09:30");
    assert_eq!(stage.new_calls().participant_list, 2);
    stage.end().await;
}

#[tokio::test]
async fn webinars_and_meetings_with_a_room_are_meetings_too() {
    let stage = Stage::open_to_all().await;
    ask(&stage, WEBINAR, WANG_FANG).await.says("Meeting quality for 王芳").says("产品发布会");
    ask(&stage, WITH_ROOM, ZHANG_SAN).await.says("Meeting quality for 张三").never_says("Room A");
    stage.end().await;
}
