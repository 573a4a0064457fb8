//! Groups in which people of another company read along: whoever asks is answered alone, and the
//! group reads that, and nothing else.

use std::time::Duration;

use quality_bot::app::asked::AskedId;
use quality_bot::app::inbound::MessageId;
use quality_bot::settings::Access;
use quality_bot::simulator::data::{
    BIG, EXTERNAL_GROUP, GROUP, KEHAN, LI_SI, LONG, WANG_FANG, WEEKLY, ZHANG_SAN,
};
use quality_bot::simulator::{Api, Fault};
use serde_json::json;

use crate::support::talk::Utterance;
use crate::support::{Reply, Stage};

const MINUTE: Duration = Duration::from_secs(60);

const ALONE: [&str; 2] = [
    "群里有其他企业的成员，所以结果只发给了提问的人。",
    "There are people of other organisations in this group, so the answer went to whoever asked, alone.",
];

type Asks = for<'s> fn(&'s Stage) -> Utterance<'s>;

/// What 李四 asks where people of another company read along, and what 李四 reads.
const OUTSIDERS_READ: [(Asks, &str); 9] = [
    (
        |it| it.li_si().says_in(EXTERNAL_GROUP, "/quality 123456789").mention(ZHANG_SAN),
        "Meeting quality for 张三",
    ),
    (|it| it.li_si().says_in(EXTERNAL_GROUP, "/quality 123456789"), "for everybody"),
    (
        |it| it.li_si().says_in(EXTERNAL_GROUP, "/quality 123456789 me").mention(ZHANG_SAN),
        "Meeting quality for 李四 and 张三",
    ),
    (
        |it| it.li_si().says_in(EXTERNAL_GROUP, "/quality 123456789").mention(KEHAN),
        "kehan did not take part",
    ),
    (|it| it.li_si().says_in(EXTERNAL_GROUP, "/quality 221122112 王伟"), "Which one do you mean?"),
    (|it| it.li_si().says_in(EXTERNAL_GROUP, "/quality 221122112 somebody"), "somebody"),
    (|it| it.li_si().says_in(EXTERNAL_GROUP, "/quality 999999999"), "There was no meeting"),
    (|it| it.li_si().says_in(EXTERNAL_GROUP, "/quality 990011223"), "has not ended yet"),
    (|it| it.li_si().says_in(EXTERNAL_GROUP, "/quality recent"), "Asked in this chat lately"),
];

#[tokio::test]
async fn where_people_of_another_company_read_along_answers_go_to_the_asker_alone() {
    let stage = Stage::open_to_all().await;
    for (ask, reads) in OUTSIDERS_READ {
        ask(&stage).await;
        let (one, other) = (stage.next_card().await, stage.next_card().await);
        let alone = stage.private_messages(LI_SI).await.pop().unwrap();
        alone.in_both_languages().says(reads);
        let both = [one.message.message_id, other.message.message_id];
        assert!(both.contains(&alone.message.message_id), "{alone}");
    }
    let said = stage.said_in(EXTERNAL_GROUP);
    assert_eq!(said.len(), OUTSIDERS_READ.len());
    for reply in said {
        reply.says(ALONE[0]).says(ALONE[1]).never_says("张三").never_says("123 456 789");
        assert!(reply.message.history.is_empty(), "{reply}");
    }
    stage.end().await;
}

#[tokio::test]
async fn where_people_of_another_company_read_along_refusals_go_to_the_asker_alone() {
    let stage = Stage::with_access(Access::Own, &[]).await;
    stage.li_si().says_in(EXTERNAL_GROUP, "/quality 123456789").mention(ZHANG_SAN).await;
    let refused = stage.next_card().await;
    refused.says("Here, people can only ask about themselves");
    assert_eq!(stage.private_messages(LI_SI).await.len(), 1);
    stage.next_card().await.says(ALONE[0]).never_says("张三");
    // The button works there, too.
    stage.li_si().presses(&refused, "ask_to_share").await.toast("success", "问", "asked");
    let request = stage.next_card().await;
    stage.zhang_san().presses(&request, "share").await.toast("success", "分享", "shared");
    stage.next_card().await.says("Meeting quality for 张三");
    stage.next_card().await.says(ALONE[1]);
    stage.end().await;
}

#[tokio::test]
async fn who_declines_is_not_named_where_people_of_another_company_read_along() {
    let stage = Stage::with_access(Access::Own, &[]).await;
    stage.li_si().says_in(EXTERNAL_GROUP, "/quality 123456789").mention(ZHANG_SAN).await;
    let refused = stage.next_card().await;
    stage.next_card().await.says(ALONE[0]);
    stage.li_si().presses(&refused, "ask_to_share").await.toast("success", "问", "asked");
    let request = stage.next_card().await;
    stage.zhang_san().presses(&request, "decline").await.toast("success", "不会", "nothing");
    stage.next_card().await.says("张三 preferred not to share it this time.");
    stage.next_card().await.says(ALONE[1]);
    assert_eq!(stage.private_messages(LI_SI).await.len(), 2);
    for reply in stage.said_in(EXTERNAL_GROUP) {
        reply.says(ALONE[0]).never_says("张三");
    }
    stage.end().await;
}

#[tokio::test]
async fn the_buttons_of_an_answer_that_went_to_the_asker_answer_there() {
    let stage = Stage::open().await;
    stage.li_si().says_in(EXTERNAL_GROUP, "/quality 123456789").mention(ZHANG_SAN).await;
    let answer = stage.next_card().await;
    stage.next_card().await.says(ALONE[0]);
    for (op, reads) in [("export_csv", None), ("whole", Some("for everybody"))] {
        stage.li_si().presses(&answer, op).await;
        let more = stage.next_card().await;
        assert_eq!(more.message.chat_id, answer.message.chat_id);
        if let Some(reads) = reads {
            more.says(reads);
        }
    }
    assert_eq!(stage.said_in(EXTERNAL_GROUP).len(), 1);
    stage.end().await;
}

#[tokio::test]
async fn planned_work_tells_them_nothing_either() {
    let stage = Stage::open().await;
    stage.li_si().says_in(EXTERNAL_GROUP, &format!("/quality {BIG}")).await;
    let (one, other) = (stage.next_card().await, stage.next_card().await);
    let alone = stage.private_messages(LI_SI).await.pop().unwrap();
    alone.says("Meeting quality for everybody");
    let [in_group] = &stage.said_in(EXTERNAL_GROUP)[..] else { panic!("{one}\n{other}") };
    in_group.says(ALONE[0]).says(ALONE[1]).never_says("300");
    let before = &in_group.message.history;
    assert!(before.iter().all(|card| !card.contains("300")), "nobody reads how many: {before:?}");
    stage.end().await;
}

#[tokio::test]
async fn who_reads_along_is_asked_once_in_ten_minutes() {
    let stage = Stage::open().await;
    let asked = |stage: &Stage| stage.sim.journal().count(Api::GetChat);
    for _ in 0..3 {
        stage.li_si().says("/quality 123456789 me").await;
        stage.next_card().await.says("Meeting quality for 李四");
    }
    assert_eq!(asked(&stage), 1);
    stage.clock.wind(10 * MINUTE).await;
    stage.li_si().says("/quality 123456789 me").await;
    stage.next_card().await;
    assert_eq!(asked(&stage), 2);
    stage.li_si().tells_the_bot("/quality 123456789 me").await;
    stage.next_card().await;
    stage.li_si().says("/quality help").await;
    stage.next_card().await;
    assert_eq!(asked(&stage), 2, "1:1, and where it does not matter, nobody asks");
    stage.li_si().says_in(EXTERNAL_GROUP, "/quality 123456789 me").await;
    stage.next_card().await;
    stage.next_card().await;
    assert_eq!(asked(&stage), 3, "every group for itself");
    stage.end().await;
}

#[tokio::test]
async fn where_it_is_not_known_who_reads_along_everybody_might() {
    let stage = Stage::open().await;
    stage.sim.revoke("im:chat:readonly");
    for _ in 0..2 {
        stage.li_si().says("/quality 123456789 me").await;
        stage.next_card().await.says("Meeting quality for 李四");
        stage.next_card().await.says(ALONE[0]);
    }
    assert_eq!(stage.private_messages(LI_SI).await.len(), 2);
    assert_eq!(stage.sim.journal().count(Api::GetChat), 2, "and is asked again");
    stage.sim.grant("im:chat:readonly");
    let gone =
        Fault::Code { status: 400, code: 232_011, msg: "Operator can NOT be out of the chat." };
    let gone = stage.sim.faults().inject(Api::GetChat, gone);
    stage.li_si().says("/quality 123456789 me").await;
    stage.next_card().await.says("Meeting quality for 李四");
    stage.next_card().await.says(ALONE[1]);
    gone.clear();
    stage.li_si().says("/quality 123456789 me").await;
    assert_eq!(stage.next_card().await.message.chat_id, GROUP);
    stage.end().await;
}

/// People of another company come into the group, or nobody can tell any more that they did not.
async fn strangers_may_read(stage: &Stage, is_known: bool) {
    match is_known {
        true => stage.sim.edit(|world| {
            let mut chats = world.chats.iter_mut();
            chats.find(|chat| chat.chat_id == GROUP).unwrap().external = true;
        }),
        false => stage.sim.revoke("im:chat:readonly"),
    }
    stage.clock.wind(10 * MINUTE).await;
}

/// The next two messages: what one person alone reads, and what the group does.
async fn alone_and_in_group(stage: &Stage, who: &str) -> Reply {
    let alone = stage.next_card_in(&stage.private_chat(who)).await;
    stage.next_card_in(GROUP).await.says(ALONE[0]).says(ALONE[1]);
    alone
}

#[tokio::test]
async fn in_a_group_that_has_guests_now_old_cards_answer_the_presser_alone() {
    for is_known in [true, false] {
        let stage = Stage::open_to_all().await;
        let partial = stage.sim.faults().inject(Api::QualityList, Fault::SamePageToken);
        stage.li_si().says(&format!("/quality {LONG}")).mention(ZHANG_SAN).await;
        let card = stage.next_card().await;
        card.says("Not all of the data could be fetched");
        partial.clear();
        stage.li_si().says(&format!("/quality {LONG}")).mention(WANG_FANG).await;
        let complete = stage.next_card().await;
        stage.actor(WANG_FANG).says(&format!("/quality {WEEKLY} me yesterday")).await;
        let picker = stage.next_card().await;
        strangers_may_read(&stage, is_known).await;

        stage.zhang_san().presses(&complete, "export_csv").await.toast("info", "文件", "file");
        let file = alone_and_in_group(&stage, ZHANG_SAN).await;
        assert_eq!(file.message.msg_type, "file");
        stage.zhang_san().presses(&complete, "instances").await.toast("info", "查询", "Looking");
        alone_and_in_group(&stage, ZHANG_SAN).await;
        stage.zhang_san().presses(&complete, "whole").await.toast("info", "查询", "Looking");
        let whole = alone_and_in_group(&stage, ZHANG_SAN).await;
        whole.says("Meeting quality for everybody");

        stage.zhang_san().presses(&card, "refresh").await.toast("info", "重新", "again");
        let alone = stage.next_card_in(&stage.private_chat(ZHANG_SAN)).await;
        alone.says("Meeting quality for 张三").never_says("Not all of the data");
        let now = stage.card_now(&card).await;
        now.says(ALONE[0]).says(ALONE[1]).never_says("张三");

        stage.li_si().picks_row(&picker, 0).await.toast("info", "查询", "Looking");
        let alone = stage.next_card_in(&stage.private_chat(LI_SI)).await;
        alone.says("Meeting quality for 王芳");
        stage.card_now(&picker).await.says(ALONE[0]).never_says("王芳");

        // What went to one person works there as before.
        stage.zhang_san().presses(&whole, "export_csv").await.toast("info", "文件", "file");
        let file = stage.next_card().await;
        assert_eq!(file.message.parent_id, Some(whole.message.message_id));
        stage.end().await;
    }
}

#[tokio::test]
async fn who_stops_a_look_at_everybody_is_told_alone_how_far_it_came() {
    let stage = Stage::open().await;
    stage.clock.hold();
    let asked = stage.li_si().says_in(EXTERNAL_GROUP, &format!("/quality {BIG}")).await;
    let working = stage.working_card().await;
    let id = AskedId::of(&MessageId(asked.message_id.clone()));
    let cancel = json!({ "v": 1, "op": "cancel", "asked": id.0 });
    stage.li_si().forges(&working, cancel).await.toast("info", "停下来", "stopping");
    let alone = stage.next_card_in(&stage.private_chat(LI_SI)).await;
    alone.says("Stopped looking at everybody");
    let in_group = stage.next_card_in(EXTERNAL_GROUP).await;
    in_group.says(ALONE[0]).says(ALONE[1]).never_says("300").never_says("303 060 300");
    let before = &in_group.message.history;
    assert!(before.iter().all(|card| !card.contains("300")), "{before:?}");
    stage.clock.let_go();
    stage.end().await;
}

#[tokio::test]
async fn an_answer_for_the_asker_alone_is_tried_again_until_it_comes() {
    for (question, reads) in [
        ("/quality 123456789 me", "Meeting quality for 李四"),
        ("/quality 123456789", "for everybody"),
        ("/quality 999999999", "There was no meeting"),
        ("/quality recent", "no result in this chat"),
    ] {
        let stage = Stage::open().await;
        let cut = stage.sim.faults().inject(Api::Create, Fault::DoneThenCut);
        stage.li_si().says_in(EXTERNAL_GROUP, question).await;
        stage.wait_for_retries(1).await;
        cut.clear();
        stage.ring(Duration::from_secs(5)).await;
        stage.next_card_in(&stage.private_chat(LI_SI)).await.says(reads);
        stage.next_card_in(EXTERNAL_GROUP).await.says(ALONE[0]).never_says("故障");
        stage.end().await;
    }
}

#[tokio::test]
async fn who_cannot_be_reached_alone_is_told_so_in_the_group() {
    let stage = Stage::open().await;
    let unreachable = Fault::Code { status: 400, code: 230_013, msg: "no availability" };
    let _unreachable = stage.sim.faults().inject(Api::Create, unreachable);
    stage.li_si().says_in(EXTERNAL_GROUP, "/quality 123456789 me").await;
    let told = stage.next_card_in(EXTERNAL_GROUP).await;
    told.never_says(ALONE[0]).never_says("李四").never_says("123 456 789");
    stage.end().await;
}
