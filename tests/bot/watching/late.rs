//! Data that comes late, or never.

use quality_bot::simulator::data::RUNNING;

use super::{no_report, watched};
use crate::support::Stage;
use crate::support::happening::MINUTE;

/// The data of the meeting that just ended comes so many minutes later.
fn data_comes_after(stage: &Stage, minutes: i64) {
    stage.sim.edit(|world| {
        let meeting = world.meeting_mut(RUNNING).unwrap();
        meeting.quality_from = meeting.end.unwrap() + minutes * 60;
    });
}

#[tokio::test]
async fn a_report_waits_for_data_that_is_late_and_outlives_a_restart() {
    let mut stage = Stage::open().await;
    watched(&stage, "").await;
    stage.ends(RUNNING).await;
    data_comes_after(&stage, 12);
    stage.clock.wind(10 * MINUTE).await;
    stage.silence().await;
    stage.stop_bot().await;
    stage.start_bot().await;
    stage.clock.wind(8 * MINUTE).await;
    stage.silence().await;
    stage.clock.wind(MINUTE).await;
    stage.comes_by_itself().await.says("Meeting quality for everybody").says("李四");
    no_report(&stage).await;
    stage.end().await;
}

#[tokio::test]
async fn data_that_never_comes_is_told_to_who_wants_every_report() {
    for (how, comes) in [("", false), ("always", true)] {
        let stage = Stage::open().await;
        watched(&stage, how).await;
        stage.ends(RUNNING).await;
        data_comes_after(&stage, 9_999);
        for minutes in [2, 2, 5, 10, 15] {
            stage.clock.wind(minutes * MINUTE).await;
            stage.silence().await;
        }
        stage.clock.wind(11 * MINUTE).await;
        if comes {
            let told = stage.comes_by_itself().await;
            told.coloured("yellow")
                .says("没有一个人有质量数据")
                .says("no quality data for anybody");
        }
        stage.silence().await;
        let calls = stage.new_calls();
        assert!(calls.participant_list <= 7 && calls.quality <= 8, "{calls:?}");
        stage.end().await;
    }
}
