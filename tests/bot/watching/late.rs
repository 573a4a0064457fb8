//! Data that comes late, or never.

use quality_bot::simulator::data::{GROUP, P2P, RUNNING};
use quality_bot::simulator::{Api, Fault};

use super::{data_comes_after, no_report, report, watched};
use crate::support::Stage;
use crate::support::happening::MINUTE;

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
async fn data_that_never_comes_is_told_to_the_chat_or_to_who_watches() {
    for (how, chat) in [("", P2P), ("always", GROUP)] {
        let stage = Stage::open().await;
        watched(&stage, how).await;
        stage.ends(RUNNING).await;
        data_comes_after(&stage, 9_999);
        for minutes in [2, 2, 5, 10, 15] {
            stage.clock.wind(minutes * MINUTE).await;
            stage.silence().await;
        }
        stage.clock.wind(11 * MINUTE).await;
        let told = stage.comes_by_itself().await;
        told.coloured("yellow").says("没有一个人有质量数据").says("no quality data for anybody");
        assert_eq!(told.message.chat_id, chat);
        stage.silence().await;
        let calls = stage.new_calls();
        assert!(calls.participant_list <= 7 && calls.quality <= 8, "{calls:?}");
        stage.end().await;
    }
}

#[tokio::test]
async fn a_report_waits_for_everybody() {
    for how in ["", "always"] {
        let stage = Stage::open().await;
        watched(&stage, how).await;
        stage.ends(RUNNING).await;
        let nothing_yet = Fault::Code { status: 400, code: 121_004, msg: "data not exists" };
        // Somebody has data, and of one of two there is none yet.
        stage.sim.faults().inject(Api::QualityList, nothing_yet).after(2).times(1);
        stage.clock.wind(2 * MINUTE).await;
        stage.silence().await;
        report(&stage).await.says("Meeting quality for everybody").says("李四").says("张三");
        no_report(&stage).await;
        stage.end().await;
    }
}
