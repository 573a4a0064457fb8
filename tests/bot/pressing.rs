//! Buttons: whoever presses one is told at once what follows, and it follows once.

use std::time::Duration;

use quality_bot::app::asked::{About, Opinion};
use quality_bot::app::ports::Questions;
use quality_bot::quality::ids::OpenId;
use quality_bot::quality::judgement::Grade;
use quality_bot::simulator::data::{
    FOUR_PEOPLE, JUST_ENDED, LI_SI, LONG, PARTNER, TENANT, ZHANG_SAN,
};
use quality_bot::simulator::{Api, Author, Fault, Message};
use quality_bot::store::sled::SledStore;
use serde_json::json;

use crate::support::{Calls, Ending, Reply, Stage};

const MINUTE: Duration = Duration::from_secs(60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// 李四 asks about 张三 in the group.
async fn asked(stage: &Stage, no: &str) -> Reply {
    stage.li_si().says(&format!("/quality {no}")).mention(ZHANG_SAN).await;
    let card = stage.next_card().await;
    stage.new_calls();
    card
}

/// The file that stands under a card.
fn file(stage: &Stage, message: &Message) -> (String, Vec<u8>) {
    assert_eq!(message.msg_type, "file");
    let file = stage.sim.read(|state| state.world().file_of(message).cloned()).unwrap();
    (file.name.clone(), file.bytes.to_vec())
}

#[tokio::test]
async fn an_opinion_is_thanked_for_and_kept_beside_the_judgement() {
    let mut stage = Stage::open().await;
    let card = asked(&stage, FOUR_PEOPLE).await;
    stage.zhang_san().presses(&card, "wrong").await.toast("success", "谢谢", "Thank");
    stage.li_si().presses(&card, "right").await.toast("success", "谢谢", "Thank");
    stage.zhang_san().presses(&card, "right").await.toast("success", "谢谢", "Thank");
    assert_eq!(stage.new_calls(), Calls::NONE);
    stage.stop_bot().await;
    let opinions = opinions(&stage).await;
    let said: Vec<(&str, bool)> =
        opinions.iter().map(|opinion| (opinion.by.0.as_str(), opinion.right)).collect();
    assert_eq!(said, [(ZHANG_SAN, true), (LI_SI, true)], "one each, the last that was said");
    assert_eq!(opinions[0].judged.grade, Grade::Good);
    stage.end().await;
}

/// What is kept beside the judgement of 张三 among four people; the bot was stopped.
async fn opinions(stage: &Stage) -> Vec<Opinion> {
    let meeting = stage.sim.read(|state| state.world().meeting(FOUR_PEOPLE).cloned().unwrap());
    let store = SledStore::open(&stage.settings().store.path).unwrap();
    let about =
        About { instance: meeting.instance_id, person: OpenId(ZHANG_SAN.to_owned()).into() };
    store.opinions(TENANT, &about).await.unwrap()
}

#[tokio::test]
async fn a_finished_answer_is_up_to_date_and_costs_nothing() {
    let stage = Stage::open().await;
    let card = asked(&stage, FOUR_PEOPLE).await;
    stage.li_si().presses(&card, "refresh").await.toast("success", "最新", "latest");
    assert_eq!(stage.new_calls(), Calls::NONE);
    assert_eq!(stage.card_now(&card).await.times_replaced(), 0);
    stage.end().await;
}

#[tokio::test]
async fn what_was_too_early_can_be_asked_again_in_place() {
    let stage = Stage::open_to_all().await;
    let card = asked(&stage, JUST_ENDED).await;
    card.coloured("yellow").says("ended only");
    let pressed = stage.zhang_san().presses(&card, "refresh").await;
    pressed.toast("info", "重新", "again");
    stage.card_now(&card).await.says("ended only");

    stage.clock.wind(20 * MINUTE).await;
    stage.zhang_san().presses(&card, "refresh").await.toast("info", "重新", "again");
    let now = stage.card_now(&card).await;
    now.says("Meeting quality for 张三");
    assert_eq!(now.message.message_id, card.message.message_id);
    stage.end().await;
}

#[tokio::test]
async fn a_refresh_that_fails_leaves_the_answer_that_stands() {
    let stage = Stage::open_to_all().await;
    let partial = stage.sim.faults().inject(Api::QualityList, Fault::SamePageToken);
    let card = asked(&stage, LONG).await;
    card.says("Not all of the data could be fetched");
    partial.clear();
    let down = Fault::Code { status: 500, code: 121_001, msg: "internal error" };
    // Which meeting it is was answered already.
    let down = stage.sim.faults().inject(Api::QualityList, down);
    stage.zhang_san().presses(&card, "refresh").await.toast("info", "重新", "again");
    stage.next_card().await.says("Sorry, that did not work");
    stage.card_now(&card).await.says("Not all of the data could be fetched");
    down.clear();
    stage.zhang_san().presses(&card, "refresh").await.toast("info", "重新", "again");
    stage.card_now(&card).await.never_says("Not all of the data could be fetched");
    stage.end().await;
}

#[tokio::test]
async fn a_file_comes_into_the_chat_once() {
    for (op, name, begins) in
        [("export_xlsx", ".xlsx", b"PK".as_slice()), ("export_csv", ".csv", b"\xEF\xBB\xBF")]
    {
        let stage = Stage::open_to_all().await;
        let card = asked(&stage, LONG).await;
        stage.zhang_san().presses(&card, op).await.toast("info", "文件", "file");
        let again = stage.li_si().presses_at_once(&card, op).await;
        again.toast("info", "刚刚", "a moment ago");
        let sent = stage.next_card().await;
        assert_eq!(sent.message.parent_id.as_deref(), Some(card.message.message_id.as_str()));
        assert_eq!(sent.message.author, Author::Bot);
        let (called, bytes) = file(&stage, &sent.message);
        assert!(called.ends_with(name), "{called}");
        assert!(bytes.starts_with(begins), "{called}");
        let calls = stage.new_calls();
        assert_eq!(calls, Calls { upload: 1, reply: 1, ..Calls::NONE }, "{op}");
        stage.end().await;
    }
}

#[tokio::test]
async fn a_file_that_cannot_be_sent_is_apologised_for() {
    let stage = Stage::open().await;
    stage.sim.revoke("im:resource");
    let card = asked(&stage, FOUR_PEOPLE).await;
    stage.li_si().presses(&card, "export_csv").await.toast("info", "文件", "file");
    stage.next_card().await.says("im:resource");
    stage.end().await;
}

#[tokio::test]
async fn what_no_button_carries_does_nothing() {
    let stage = Stage::open().await;
    let card = asked(&stage, FOUR_PEOPLE).await;
    let id = card.button("refresh").unwrap()["asked"].clone();
    for value in [
        json!({}),
        json!({ "v": 1, "op": "forget", "asked": id }),
        json!({ "v": 9, "op": "refresh", "asked": id }),
        json!({ "v": 1, "op": "export_csv", "asked": id, "person": LI_SI }),
        json!({ "v": 1, "op": "export_csv", "asked": "../../etc" }),
    ] {
        let seen = stage.zhang_san().forges(&card, value).await;
        seen.toast("warning", "按钮", "button");
    }
    let other = json!({ "v": 1, "op": "export_csv", "asked": "0123456789abcdef0123456789abcdef" });
    stage.zhang_san().forges(&card, other).await.toast("warning", "重新", "again");
    assert_eq!(stage.new_calls(), Calls::NONE);
    stage.silence().await;
    stage.end().await;
}

#[tokio::test]
async fn people_of_another_tenant_get_nothing() {
    let stage = Stage::open().await;
    let card = asked(&stage, FOUR_PEOPLE).await;
    for op in ["refresh", "export_csv", "right", "withdraw"] {
        let seen = stage.actor(PARTNER).presses(&card, op).await;
        seen.toast("warning", "企业", "organisation");
    }
    assert_eq!(stage.new_calls(), Calls::NONE);
    stage.silence().await;
    stage.end().await;
}

#[tokio::test]
async fn a_card_works_for_two_weeks() {
    let stage = Stage::open().await;
    let card = asked(&stage, FOUR_PEOPLE).await;
    stage.clock.wind(13 * DAY).await;
    stage.li_si().presses(&card, "right").await.toast("success", "谢谢", "Thank");
    stage.clock.wind(2 * DAY).await;
    for op in ["refresh", "export_xlsx", "right", "withdraw"] {
        stage.li_si().presses(&card, op).await.toast("warning", "重新", "again");
    }
    stage.silence().await;
    stage.end().await;
}

#[tokio::test]
async fn a_card_goes_on_working_after_a_restart() {
    let mut stage = Stage::open().await;
    let card = asked(&stage, FOUR_PEOPLE).await;
    stage.stop_bot().await;
    stage.start_bot().await;
    stage.li_si().presses(&card, "refresh").await.toast("success", "最新", "latest");
    stage.end().await;
}

#[tokio::test]
async fn nobody_hears_of_a_press_while_the_bot_is_away() {
    let mut stage = Stage::open().await;
    let card = asked(&stage, FOUR_PEOPLE).await;
    stage.stop_bot().await;
    let seen = stage.li_si().presses(&card, "right").await;
    assert_eq!(seen.error_code(), Some(200_342), "{seen:?}");
    stage.start_bot().await;
    stage.end_with(Ending { pushes_refused: 1, ..Ending::default() }).await;
}

#[tokio::test]
async fn where_personal_data_is_blocked_the_card_comes_without() {
    let stage = Stage::open_to_all().await;
    let blocked = || Fault::Code { status: 400, code: 230_028, msg: "contains personal data" };
    stage.sim.faults().inject(Api::Reply, blocked()).times(1);
    stage.li_si().says(&format!("/quality {LONG}")).mention(ZHANG_SAN).await;
    let card = stage.next_card().await;
    card.never_says("张三").never_says("发布").says("min");
    assert!(card.button("right").is_some(), "{card}");
    assert_eq!(stage.new_calls().reply, 2);

    stage.sim.faults().inject(Api::Reply, blocked()).times(2);
    stage.li_si().says(&format!("/quality {LONG}")).mention(ZHANG_SAN).await;
    let text = stage.next_card().await;
    assert_eq!(text.message.msg_type, "text");
    text.never_says("张三");
    stage.end().await;
}
