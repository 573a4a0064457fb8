//! `forget me`: nothing about whoever asks is kept any more, but that somebody looked.

use jiff::Timestamp;
use quality_bot::app::asked::About;
use quality_bot::app::ports::{Calendar, Forget, Forgotten, History, Questions, Results, Watches};
use quality_bot::quality::ids::OpenId;
use quality_bot::simulator::data::{
    BIG, FOUR_PEOPLE, GROUP, LI_SI, LONG, TENANT, WEEKLY, ZHANG_SAN,
};
use quality_bot::simulator::{Api, Fault, Gate, State};

use crate::support::{Calls, Stage};

fn zhang_san() -> OpenId {
    OpenId(ZHANG_SAN.to_owned())
}

/// 张三 asks, is asked about, watches and has an opinion.
async fn leaves_traces(stage: &Stage) {
    stage.zhang_san().says(&format!("/quality {LONG} me")).await;
    let card = stage.next_card().await;
    stage.zhang_san().presses(&card, "wrong").await.toast("success", "谢谢", "Thank");
    stage.li_si().says(&format!("/quality {FOUR_PEOPLE}")).mention(ZHANG_SAN).await;
    let card = stage.next_card().await;
    stage.li_si().presses(&card, "right").await.toast("success", "谢谢", "Thank");
    stage.zhang_san().says(&format!("/quality watch {WEEKLY}")).await;
    stage.next_card().await;
    stage.li_si().says(&format!("/quality {FOUR_PEOPLE} me")).await;
    stage.next_card().await;
    stage.new_calls();
}

#[tokio::test]
async fn it_is_said_how_much_was_deleted_and_what_stays() {
    let stage = Stage::open().await;
    leaves_traces(&stage).await;
    stage.zhang_san().says("/quality forget me").await;
    let card = stage.next_card().await;
    assert_eq!(stage.new_calls(), Calls { reply: 1, ..Calls::NONE });
    card.says("忘记我").says("Forgetting you");
    card.says("已经删掉了").says("What I kept about you is deleted.");
    card.says("会议读数：2 份").says("Readings of meetings: 2");
    card.says("会议评级：2 份").says("Grades of meetings: 2");
    card.says("你问过的问题：1 个").says("Questions you asked: 1");
    card.says("你设的关注：1 个").says("Watches you set: 1");
    card.says("有你名字的参会名单：1 份").says("Lists of participants with your name: 1");
    card.says("其他提到你的地方：6 处").says("Other places that named you: 6");
    card.says("审计日志")
        .says("会议号")
        .says("of which meeting by its number")
        .never_says("张三")
        .never_says("450 150 150");

    stage.zhang_san().says("/质量 忘记我").await;
    let again = stage.next_card().await;
    again.says("我这里没有留存关于你的数据").says("I kept nothing about you");
    stage.zhang_san().says("/quality forget").await;
    stage.next_card().await.coloured("orange");
    stage.end().await;
}

#[tokio::test]
async fn nothing_is_kept_any_more_and_the_audit_log_stays() {
    let mut stage = Stage::open().await;
    leaves_traces(&stage).await;
    stage.zhang_san().says("/quality forget me").await;
    stage.next_card().await;
    stage.stop_bot().await;

    let store = stage.store();
    for no in [LONG, FOUR_PEOPLE] {
        let instance = stage.sim.read(|state| state.world().meeting(no).cloned()).unwrap();
        let instance = instance.instance_id;
        let about = About { instance: instance.clone(), person: zhang_san().into() };
        assert!(store.find(TENANT, &instance, &about.person).await.unwrap().is_none(), "{no}");
        assert_eq!(store.opinions(TENANT, &about).await.unwrap(), [], "{no}");
        assert_eq!(store.remembered(TENANT, &about).await.unwrap(), None, "{no}");
        assert_eq!(store.roster(TENANT, &instance).await.unwrap(), None, "{no}");
    }
    let history = store.history(TENANT, &zhang_san(), Timestamp::MIN).await.unwrap();
    assert_eq!(history, []);
    assert_eq!(store.watches().await.unwrap(), []);
    let asked = store.asked_in(TENANT, GROUP, 99).await.unwrap();
    let by: Vec<&str> = asked.iter().map(|asked| asked.message.sender.0.as_str()).collect();
    assert_eq!(by, [LI_SI], "what 李四 asked about himself");
    assert_eq!(store.forget(TENANT, &zhang_san()).await.unwrap(), Forgotten::default());
    let his = OpenId(LI_SI.to_owned());
    assert_eq!(store.history(TENANT, &his, Timestamp::MIN).await.unwrap().len(), 1);
    drop(store);

    let looks = stage.looks();
    let at_him = looks.iter().filter(|look| look["about"].to_string().contains(ZHANG_SAN));
    assert_eq!(at_him.count(), 1, "{looks:?}");
    stage.end().await;
}

#[tokio::test]
async fn what_was_forgotten_is_fetched_anew_and_old_buttons_know_nothing() {
    let stage = Stage::open().await;
    stage.zhang_san().says(&format!("/quality {FOUR_PEOPLE} me")).await;
    let before = stage.next_card().await;
    stage.zhang_san().says("/quality forget me").await;
    stage.next_card().await;
    stage.new_calls();
    for op in ["refresh", "export_xlsx", "right"] {
        stage.zhang_san().presses(&before, op).await.toast("warning", "重新发一次", "again");
    }
    let link = before.links().into_iter().find(|link| link.contains("/r/")).unwrap();
    let (_, path) = link.split_once("example.com").unwrap();
    assert_eq!(stage.bot().get(path).await.0, 404);
    stage.zhang_san().says("/quality trend").await;
    stage.next_card().await.says("还没有你的会议记录");
    stage.zhang_san().says("/quality recent").await;
    stage.next_card().await.says("还没有你可以看的结果");
    assert_eq!(stage.new_calls(), Calls { reply: 2, ..Calls::NONE });

    stage.zhang_san().says(&format!("/quality {FOUR_PEOPLE} me")).await;
    let after = stage.next_card().await;
    assert_eq!(after.answer(), before.answer());
    let calls = stage.new_calls();
    assert_eq!((calls.participant_list, calls.quality), (1, 1), "{calls:?}");
    stage.end().await;
}

#[tokio::test]
async fn nobody_can_have_somebody_else_forgotten() {
    let stage = Stage::open().await;
    stage.zhang_san().says(&format!("/quality {FOUR_PEOPLE} me")).await;
    stage.next_card().await;
    stage.li_si().says("/quality forget").mention(ZHANG_SAN).await;
    stage.next_card().await.coloured("orange");
    stage.partner().says("/quality forget me").await;
    stage.next_card().await.says("I only answer people of the organisation");
    stage.li_si().says("/quality forget me").await;
    stage.next_card().await.says("I kept nothing about you");
    stage.new_calls();
    stage.zhang_san().says(&format!("/quality {FOUR_PEOPLE} me")).await;
    stage.next_card().await;
    assert_eq!(stage.new_calls().quality, 0, "it is still kept");
    stage.end().await;
}

#[tokio::test]
async fn work_under_way_for_who_is_forgotten_ends_and_leaves_nothing() {
    for (no, calls) in [(BIG, 32), (LONG, 1)] {
        let mut stage = Stage::open().await;
        let gate = Gate::closed();
        let _held = stage.sim.faults().inject(Api::QualityList, Fault::Held(gate.clone()));
        let asked = stage.zhang_san().says(&format!("/quality {no}")).await;
        stage.wait_for_calls(Api::QualityList, calls).await;
        if no == BIG {
            stage.reply_to(&asked).await.says("Looking at everybody");
        }
        let forget = stage.zhang_san().says("/quality forget me").await;
        stage.reply_to(&forget).await.says("Forgetting you");
        gate.open();
        stage.settle().await;
        let is_gone = |state: &State| {
            let replies = state.replies_to(&asked.message_id);
            replies.iter().all(|reply| reply.recalled).then_some(())
        };
        stage.sim.wait_for(is_gone).await.unwrap();
        stage.stop_bot().await;
        let store = stage.store();
        assert_eq!(store.asked_in(TENANT, GROUP, 99).await.unwrap(), [], "{no}");
        let history = store.history(TENANT, &zhang_san(), Timestamp::MIN).await.unwrap();
        assert_eq!(history, [], "{no}");
        drop(store);
        stage.end().await;
    }
}
