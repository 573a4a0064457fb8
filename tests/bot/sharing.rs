//! Who may not see how a meeting was for somebody can ask them: they share it, or they do not.

use quality_bot::settings::Access;
use quality_bot::simulator::data::{
    FOUR_PEOPLE, KEHAN, LI_SI, P2P, RECURRING, STRANGER, SUPPORT, WANG_FANG, ZHANG_SAN,
};

use crate::support::{Calls, Reply, Stage};

const SAYS_WHO_MAY: [&str; 2] =
    ["只有提问的人和被查的人", "Only the person who asked, or the person it is about"];
const SHARED: [&str; 2] = ["已经分享给对方", "It is shared with whoever asked"];

/// 李四 asks about 张三, may not see it, and has him asked: the question's message, what 李四 was
/// told, and what 张三 was.
async fn asked_to_share(stage: &Stage) -> (String, Reply, Reply) {
    let asking = stage.li_si().says(&format!("/quality {FOUR_PEOPLE}")).mention(ZHANG_SAN);
    let command = asking.await.message_id;
    let refused = stage.next_card().await;
    refused.says("请 张三 分享给我").says("Ask 张三 to share");
    let seen = stage.li_si().presses(&refused, "ask_to_share").await;
    seen.toast("success", "已经去问对方了", "They have been asked");
    (command, refused, stage.next_card().await)
}

async fn stage() -> Stage {
    Stage::with_access(Access::Own, &[SUPPORT]).await
}

#[tokio::test]
async fn somebody_is_asked_and_shares() {
    let stage = stage().await;
    let (command, _, request) = asked_to_share(&stage).await;
    assert_eq!(request.message.chat_id, P2P, "nobody else reads it");
    request.says("有人想看你的会议质量").says("May a colleague see your meeting quality?");
    request.says("发布评审 Release review").says("123 456 789").says("2026-11-19 00:41");
    request.says("看不到你的设备名称、地址和位置").says("not the names of your devices");
    assert!(request.message.content.contains(&format!("<at id={LI_SI}></at>")), "who asks");
    stage.new_calls();

    let seen = stage.zhang_san().presses(&request, "share").await;
    seen.toast("success", SHARED[0], SHARED[1]);
    let answer = stage.next_card().await;
    assert_eq!(answer.message.parent_id, Some(command), "under the asker's command");
    answer.says("张三 的会议质量").says("Meeting quality for 张三");
    answer.never_says("27.0.2.183").never_says("Realtek").never_says("东莞");
    // That he was there was looked up when he was asked.
    assert_eq!(stage.new_calls(), Calls { quality: 1, reply: 1, ..Calls::NONE });
    stage.end().await;
}

#[tokio::test]
async fn somebody_is_asked_and_does_not_share() {
    let stage = stage().await;
    let (command, _, request) = asked_to_share(&stage).await;
    let seen = stage.zhang_san().presses(&request, "decline").await;
    seen.toast("success", "不会分享", "nothing is shared");
    let told = stage.next_card().await;
    assert_eq!(told.message.parent_id, Some(command.clone()));
    told.says("张三 这次没有同意分享。").says("张三 preferred not to share it this time.");
    assert!(told.button("ask_to_share").is_none(), "once is enough");
    stage.zhang_san().presses(&request, "decline").await.toast("success", "不会", "nothing");
    stage.silence().await;

    // Nobody has to stay with that.
    let seen = stage.zhang_san().presses(&request, "share").await;
    seen.toast("success", SHARED[0], SHARED[1]);
    let answer = stage.next_card().await;
    answer.says("Meeting quality for 张三");
    assert_eq!(answer.message.parent_id, Some(command));
    stage.end().await;
}

#[tokio::test]
async fn only_the_person_themself_can_share() {
    let stage = stage().await;
    let (_, refused, request) = asked_to_share(&stage).await;
    for op in ["share", "decline"] {
        let value = request.button(op).unwrap();
        for who in [LI_SI, WANG_FANG, SUPPORT] {
            for card in [&request, &refused] {
                let seen = stage.actor(who).forges(card, value.clone()).await;
                seen.toast("warning", SAYS_WHO_MAY[0], SAYS_WHO_MAY[1]);
            }
        }
        let seen = stage.partner().forges(&refused, value.clone()).await;
        seen.toast("warning", "企业", "organisation");
    }
    stage.silence().await;
    stage.end().await;
}

#[tokio::test]
async fn only_the_asker_can_have_somebody_asked() {
    let stage = stage().await;
    stage.li_si().says(&format!("/quality {FOUR_PEOPLE}")).mention(ZHANG_SAN).await;
    let refused = stage.next_card().await;
    for who in [ZHANG_SAN, WANG_FANG, STRANGER, SUPPORT] {
        let seen = stage.actor(who).presses(&refused, "ask_to_share").await;
        seen.toast("warning", SAYS_WHO_MAY[0], SAYS_WHO_MAY[1]);
    }
    stage.silence().await;
    stage.end().await;
}

#[tokio::test]
async fn pressing_twice_is_pressing_once() {
    let stage = stage().await;
    let (_, refused, request) = asked_to_share(&stage).await;
    let again = stage.li_si().presses_at_once(&refused, "ask_to_share").await;
    again.toast("info", "刚刚", "a moment ago");
    // Nobody is asked again and again.
    stage.li_si().presses(&refused, "ask_to_share").await.toast("success", "问", "asked");
    stage.silence().await;

    stage.zhang_san().presses(&request, "share").await.toast("success", SHARED[0], SHARED[1]);
    stage.zhang_san().presses_at_once(&request, "share").await.toast("success", "分享", "shared");
    stage.next_card().await.says("Meeting quality for 张三");
    stage.zhang_san().presses(&request, "share").await.toast("success", SHARED[0], SHARED[1]);
    // It was seen already.
    stage.zhang_san().presses(&request, "decline").await.toast("success", SHARED[0], SHARED[1]);
    stage.silence().await;
    stage.end().await;
}

#[tokio::test]
async fn what_is_shared_is_for_that_asker_and_that_question() {
    let stage = stage().await;
    let (_, _, request) = asked_to_share(&stage).await;
    stage.zhang_san().presses(&request, "share").await;
    let answer = stage.next_card().await;

    let refused = ["自己", "themselves"];
    stage
        .actor(WANG_FANG)
        .presses(&answer, "export_csv")
        .await
        .toast("warning", refused[0], refused[1]);
    stage.li_si().presses(&answer, "whole").await.toast("warning", refused[0], refused[1]);
    let seen = stage.li_si().presses(&answer, "details").await;
    seen.toast("warning", SAYS_WHO_MAY[0], SAYS_WHO_MAY[1]);
    stage.silence().await;
    stage.li_si().presses(&answer, "export_csv").await.toast("info", "文件", "file");
    assert_eq!(stage.next_card().await.message.msg_type, "file");

    for who in [LI_SI, WANG_FANG] {
        stage.actor(who).says(&format!("/quality {FOUR_PEOPLE}")).mention(ZHANG_SAN).await;
        stage.next_card().await.says("Here, people can only ask about themselves");
    }
    stage.end().await;
}

#[tokio::test]
async fn of_a_recurring_number_it_is_the_meeting_that_the_person_was_in() {
    let stage = stage().await;
    stage.li_si().says(&format!("/quality {RECURRING}")).mention(ZHANG_SAN).await;
    let refused = stage.next_card().await;
    refused.never_says("2026");
    stage.li_si().presses(&refused, "ask_to_share").await.toast("success", "问", "asked");
    let request = stage.next_card().await;
    request.says("站会 Stand-up").says("2026-11-12");
    stage.zhang_san().presses(&request, "share").await.toast("success", SHARED[0], SHARED[1]);
    stage.next_card().await.says("Meeting quality for 张三").says("2026-11-12");
    stage.end().await;
}

#[tokio::test]
async fn who_was_not_there_can_still_answer() {
    let stage = stage().await;
    stage.li_si().says(&format!("/quality {FOUR_PEOPLE}")).mention(KEHAN).await;
    let refused = stage.next_card().await;
    stage.li_si().presses(&refused, "ask_to_share").await.toast("success", "问", "asked");
    let request = stage.next_card().await;
    request.says("123 456 789").says("最近几场里没有你").says("you were in none");
    request.never_says("发布评审").never_says("2026");
    stage.actor(KEHAN).presses(&request, "share").await.toast("success", SHARED[0], SHARED[1]);
    stage.next_card().await.says("kehan did not take part in meeting 123 456 789");
    stage.end().await;
}

#[tokio::test]
async fn where_a_meeting_decides_a_stranger_can_ask_who_was_there() {
    let stage = Stage::open().await;
    stage.stranger().says(&format!("/quality {FOUR_PEOPLE}")).mention(ZHANG_SAN).await;
    let refused = stage.next_card().await;
    refused.says("You were not in this meeting");
    stage.stranger().presses(&refused, "ask_to_share").await.toast("success", "问", "asked");
    let request = stage.next_card().await;
    stage.zhang_san().presses(&request, "share").await.toast("success", SHARED[0], SHARED[1]);
    stage.next_card().await.says("Meeting quality for 张三");
    stage.end().await;
}

#[tokio::test]
async fn of_a_pair_with_the_asker_the_other_can_share() {
    let stage = stage().await;
    stage.li_si().says(&format!("/quality {FOUR_PEOPLE} 我")).mention(ZHANG_SAN).await;
    let refused = stage.next_card().await;
    refused.says("请 张三 分享给我").says("Ask 张三 to share");
    stage.li_si().presses(&refused, "ask_to_share").await.toast("success", "问", "asked");
    let request = stage.next_card().await;
    assert_eq!(request.message.chat_id, P2P, "nobody else reads it");
    let forged = request.button("share").unwrap().clone();
    let seen = stage.li_si().forges(&refused, forged).await;
    seen.toast("warning", SAYS_WHO_MAY[0], SAYS_WHO_MAY[1]);
    stage.zhang_san().presses(&request, "share").await.toast("success", SHARED[0], SHARED[1]);
    stage.next_card().await.says("李四 和 张三 的会议质量");
    stage.end().await;
}

/// Two would have to agree.
#[tokio::test]
async fn of_a_pair_of_others_nobody_is_asked() {
    let stage = stage().await;
    let asking = stage.li_si().says(&format!("/quality {FOUR_PEOPLE}"));
    asking.mention(ZHANG_SAN).mention(WANG_FANG).await;
    let refused = stage.next_card().await;
    refused.says("Here, people can only ask about themselves");
    assert!(refused.button("ask_to_share").is_none(), "{refused}");
    stage.end().await;
}
