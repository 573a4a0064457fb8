//! What the bot lacks, told to the support team.

use quality_bot::settings::Settings;
use quality_bot::simulator::data::{GROUP, RUNNING, SUPPORT};
use quality_bot::simulator::{Api, Fault};

use crate::support::{Calls, Reply, Stage};

fn with_support(settings: &mut Settings) {
    settings.answer.support = vec![SUPPORT.to_owned()];
}

/// 陈静 of the support team asks, alone with the bot.
async fn examined(stage: &Stage) -> Reply {
    stage.actor(SUPPORT).tells_the_bot("/quality doctor").await;
    stage.next_card().await
}

#[tokio::test]
async fn all_is_well_and_it_costs_little() {
    let stage = Stage::open_with(with_support).await;
    stage.ends(RUNNING).await;
    let card = examined(&stage).await;
    card.coloured("green").says("自检").says("Self-check");
    card.says("一切正常。").says("Everything is fine.");
    for part in
        ["应用凭证", "Reading meeting data", "识别外部群", "Events of ended meetings", "Store"]
    {
        card.says(part);
    }
    let calls = stage.new_calls();
    // One for who is addressed, one for the doctor.
    let bot_info = 2;
    assert_eq!(calls, Calls { token: 1, bot_info, meeting_list: 1, reply: 1, ..Calls::NONE });
    stage.actor(SUPPORT).says("/质量 诊断").await;
    stage.next_card().await.says("Everything is fine.");
    stage.end().await;
}

#[tokio::test]
async fn it_is_for_the_support_team() {
    let stage = Stage::open_with(with_support).await;
    for alone in [true, false] {
        match alone {
            true => stage.zhang_san().tells_the_bot("/quality doctor").await,
            false => stage.zhang_san().says("/quality doctor").await,
        };
        let card = stage.next_card().await;
        card.says("这个只有支持团队可以看").says("Only the support team can see this");
        card.never_says("Store").never_says("Self-check");
    }
    stage.partner().says("/quality doctor").await;
    stage.next_card().await.says("I only answer people of the organisation");
    assert_eq!(stage.new_calls().meeting_list, 0);
    stage.end().await;
}

#[tokio::test]
async fn a_chat_of_the_support_team_is_enough() {
    let stage = Stage::open_with(|settings| settings.answer.support = vec![GROUP.to_owned()]).await;
    stage.li_si().says("/quality doctor").await;
    stage.next_card().await.says("Self-check").says("自检");
    stage.li_si().tells_the_bot("/quality doctor").await;
    stage.next_card().await.says("Only the support team can see this");
    stage.end().await;
}

#[tokio::test]
async fn nobody_has_told_of_an_end_yet() {
    let stage = Stage::open_with(with_support).await;
    let card = examined(&stage).await;
    card.says("没有发现缺什么").says("Nothing seems to be missing");
    card.says("随便开一场会议").says("End any meeting and send /quality doctor again");
    card.says("vc.meeting.all_meeting_ended_v1").never_says("Could not be found out");
    stage.end().await;
}

#[tokio::test]
async fn what_is_missing_is_named_with_what_to_do() {
    type Break = fn(&Stage);
    let table: [(Break, &str, &str); 3] = [
        (|it| it.sim.set_admin_role(false), "管理后台 → 视频会议 → 会议管理", "121005"),
        (|it| it.sim.revoke("vc:room:readonly"), "开发者后台 → 权限管理", "vc:room:readonly"),
        (|it| it.sim.revoke("im:chat:readonly"), "在此之前，群里的结果只发给提问的人", "im:chat"),
    ];
    for (break_it, zh_cn, en_us) in table {
        let stage = Stage::open_with(with_support).await;
        stage.ends(RUNNING).await;
        break_it(&stage);
        let card = examined(&stage).await;
        card.says(zh_cn).says(en_us).says("有 1 项需要处理。").says("One thing needs to be done.");
        card.says("再发一次 /quality doctor").says("send /quality doctor again");
        stage.end().await;
    }
}

#[tokio::test]
async fn no_public_address() {
    let stage = Stage::open_with(|settings| {
        with_support(settings);
        settings.links.public_url = None;
    })
    .await;
    stage.ends(RUNNING).await;
    stage.sim.set_admin_role(false);
    let card = examined(&stage).await;
    card.says("有 2 项需要处理。").says("2 things need to be done.");
    card.says("QUALITY_BOT_PUBLIC_URL").says("Set QUALITY_BOT_PUBLIC_URL");
    stage.end().await;
}

#[tokio::test]
async fn it_answers_while_feishu_is_away() {
    let stage = Stage::open_with(with_support).await;
    stage.ends(RUNNING).await;
    let down = || Fault::Code { status: 500, code: 121_001, msg: "internal error" };
    for api in [Api::MeetingList, Api::BotInfo, Api::GetChat] {
        stage.sim.faults().inject(api, down());
    }
    let card = examined(&stage).await;
    card.says("没有发现缺什么").says("not everything could be looked at");
    card.says("这次没能查出来").says("Could not be found out this time").says("121001");
    stage.end().await;
}

#[tokio::test]
async fn used_up_calls_are_told() {
    let stage = Stage::open_with(with_support).await;
    stage.ends(RUNNING).await;
    let used_up = Fault::Code { status: 400, code: 99_991_403, msg: "quota exceeded" };
    let _fault = stage.sim.faults().inject(Api::MeetingList, used_up);
    examined(&stage).await.says("99991403").says("需要处理");
    stage.end().await;
}
