//! `/quality` alone, and the bot's menu: a form, so that nobody has to know a number.

use quality_bot::settings::Access;
use quality_bot::simulator::data::{
    EXTERNAL_GROUP, FOUR_PEOPLE, GROUP, KEHAN, LI_SI, LONG, PARTNER, RECURRING, STRANGER,
    TOPIC_GROUP, TWINS, ZHANG_SAN,
};
use quality_bot::simulator::{Api, Fault, Says};
use serde_json::{Value, json};

use crate::support::{Calls, Reply, Stage};

const FOUR: &str = "发布评审 Release review";

/// 张三 asks for a form where nobody else reads along.
async fn form(stage: &Stage) -> Reply {
    stage.zhang_san().tells_the_bot("/quality").await;
    stage.next_card().await
}

#[tokio::test]
async fn who_knows_no_number_chooses_one_of_their_meetings() {
    let stage = Stage::open_with(|settings| settings.answer.lookback_days = 365).await;
    let form = form(&stage).await;
    form.says("想查哪场会议？").says("Which meeting?");
    form.says("你最近的会议（时间按 Asia/Shanghai）").says("Your recent meetings (times in");
    form.says("选一场会议").says("查谁").says("哪一天").says("看看质量");
    form.says("2026-11-19 00:41–00:47 · 发布评审 Release review · 123 456 789");
    for elsewhere in ["彩排 Rehearsal", "讨论会", "进行中的会", "年度大会"] {
        form.never_says(elsewhere);
    }
    let ends: Vec<_> = form.options().into_iter().map(end).collect();
    assert_eq!(ends.len(), 20, "the latest");
    assert!(ends.is_sorted_by(|one, next| one >= next), "newest first: {ends:?}");
    let known = Calls { token: 1, bot_info: 1, ..Calls::NONE };
    assert_eq!(stage.new_calls(), Calls { meeting_list: 1, reply: 1, ..known });

    let place = form.option(FOUR);
    let filled = [("meeting", place.as_str()), ("person", ZHANG_SAN)];
    let seen = stage.zhang_san().sends(&form, &filled).await;
    seen.toast("info", "正在查询", "Looking it up");
    let card = stage.next_card().await;
    card.coloured("green").says("张三 的会议质量").says("Meeting quality for 张三");
    assert_eq!(card.message.parent_id.as_deref(), Some(form.message.message_id.as_str()));
    card.says("WINDOWS");
    let calls = Calls { participant_list: 1, quality: 1, reply: 1, ..Calls::NONE };
    assert_eq!(stage.new_calls(), calls, "which meeting it was need not be asked");
    assert_eq!(stage.card_now(&form).await.times_replaced(), 0, "the form can be sent again");
    stage.end().await;
}

/// Day and time at which the meeting of an option ended.
fn end(option: &Value) -> (&str, &str) {
    let when = option["text"]["content"].as_str().unwrap().split(" · ").next().unwrap();
    let (date, times) = when.split_once(' ').unwrap();
    (date, times.split_once('–').unwrap().1)
}

#[tokio::test]
async fn without_a_person_a_form_is_about_everybody() {
    let stage = Stage::open().await;
    let form = form(&stage).await;
    let place = form.option(FOUR);
    let seen = stage.zhang_san().sends(&form, &[("meeting", &place)]).await;
    seen.toast("info", "正在查询", "Looking it up");
    let card = stage.next_card().await;
    card.says("全员会议质量").says("Meeting quality for everybody").says("123 456 789");
    stage.end().await;
}

#[tokio::test]
async fn a_number_can_be_typed_as_people_write_it() {
    let stage = Stage::open().await;
    let form = form(&stage).await;
    for typed in [" 123 456 789 ", "１２３-４５６-７８９", "https://vc.feishu.cn/j/123456789"]
    {
        let filled = [("number", typed), ("person", ZHANG_SAN)];
        let seen = stage.zhang_san().sends(&form, &filled).await;
        seen.toast("info", "正在查询", "Looking it up");
        stage.next_card().await.says("Meeting quality for 张三").says(FOUR);
    }
    stage.end().await;
}

#[tokio::test]
async fn a_day_tells_which_one_of_a_number_is_meant() {
    let stage = Stage::open().await;
    let form = form(&stage).await;
    let number = ("number", RECURRING);
    let on = |date| [number, ("person", ZHANG_SAN), ("date", date)];
    stage.zhang_san().sends(&form, &on("2026-11-12 +0800")).await;
    stage.next_card().await.says("Meeting quality for 张三").says("2026-11-12");
    stage.zhang_san().sends(&form, &on("2026-11-13 +0800")).await;
    let card = stage.next_card().await;
    card.says("会议号 778 899 001 在那个时间没有开过会。");
    card.says("There was no meeting with the number 778 899 001 at that time.");
    stage.end().await;
}

#[tokio::test]
async fn a_form_that_says_too_little_or_nonsense_is_told_so_at_once() {
    let stage = Stage::open().await;
    let form = form(&stage).await;
    stage.new_calls();
    for filled in [&[][..], &[("person", ZHANG_SAN)], &[("number", "  ")]] {
        let seen = stage.zhang_san().sends(&form, filled).await;
        seen.toast("warning", "请先选一场会议", "Please choose a meeting first");
    }
    for number in [
        "12345",
        "hello",
        "123456789 987654321",
        "123456789 @张三",
        "forget me",
        "watch 123456789",
        "export 123456789",
        "help",
    ] {
        let seen = stage.zhang_san().sends(&form, &[("number", number)]).await;
        seen.toast("warning", "没看懂", "I could not read the number or the date");
    }
    for (date, zh_cn, en_us) in [
        ("2026-11-21 +0800", "这个时间还没到", "That is still to come"),
        ("2024-11-19 +0800", "只能查最近一年的会议", "for the last year only"),
    ] {
        let filled = [("number", FOUR_PEOPLE), ("date", date)];
        let seen = stage.zhang_san().sends(&form, &filled).await;
        seen.toast("warning", zh_cn, en_us);
    }
    assert_eq!(stage.new_calls(), Calls::NONE);
    stage.silence().await;
    stage.end().await;
}

#[tokio::test]
async fn in_a_group_the_form_is_for_the_asker_alone() {
    let stage = Stage::open().await;
    let asked = stage.li_si().says("/quality").await;
    let form = stage.next_card().await;
    assert_eq!(form.message.visible_to.as_deref(), Some(LI_SI));
    assert_eq!(form.message.chat_id, GROUP);
    form.says("客户回访").never_says("刚结束的会").never_says("站会");
    let note = stage.next_card().await;
    assert_eq!(note.message.parent_id.as_ref(), Some(&asked.message_id));
    note.says("表单里可能有提问的人最近的会议，所以只发给了本人。");
    note.says("The form may list their recent meetings, so it went to whoever asked, alone.");
    note.never_says("客户回访").never_says(FOUR);
    let known = Calls { token: 1, bot_info: 1, ..Calls::NONE };
    let calls = Calls { meeting_list: 1, whisper: 1, reply: 1, ..known };
    assert_eq!(stage.new_calls(), calls);

    let place = form.option(FOUR);
    let filled = [("meeting", place.as_str()), ("person", ZHANG_SAN)];
    stage.li_si().sends(&form, &filled).await.toast("info", "正在查询", "Looking it up");
    let card = stage.next_card().await;
    card.says("Meeting quality for 张三");
    assert_eq!(card.message.parent_id, Some(asked.message_id), "under the command");
    assert_eq!(card.message.visible_to, None);
    stage.end().await;
}

#[tokio::test]
async fn a_form_that_cannot_be_whispered_comes_into_the_1_1_chat() {
    let stage = Stage::open().await;
    let topics = Says::in_group(TOPIC_GROUP).by(LI_SI).mention_bot().text(" /quality");
    let asked = stage.sim.say(&topics).await;
    let form = stage.next_card_in(&stage.private_chat(LI_SI)).await;
    let note = stage.next_card_in(TOPIC_GROUP).await;
    form.says("Your recent meetings").says("客户回访");
    note.says("只发给了本人").says("in your chat with me").never_says("客户回访");

    let place = form.option(FOUR);
    let filled = [("meeting", place.as_str()), ("person", LI_SI)];
    stage.li_si().sends(&form, &filled).await.toast("info", "正在查询", "Looking it up");
    let card = stage.next_card().await;
    card.says("Meeting quality for 李四");
    assert_eq!(card.message.parent_id, Some(asked.message_id), "where it was asked");
    stage.end().await;
}

#[tokio::test]
async fn the_menu_brings_the_form_into_the_1_1_chat() {
    let stage = Stage::open().await;
    let chosen = stage.zhang_san().opens_the_menu("quality").await;
    assert_eq!(chosen.status(), Some(200));
    let form = stage.next_card().await;
    assert_eq!(form.message.chat_id, stage.private_chat(ZHANG_SAN));
    form.says("想查哪场会议？").says(FOUR);
    assert_eq!((form.message.parent_id.as_ref(), stage.new_calls().send), (None, 1));

    let place = form.option(FOUR);
    let filled = [("meeting", place.as_str()), ("person", ZHANG_SAN)];
    stage.zhang_san().sends(&form, &filled).await.toast("info", "正在查询", "Looking it up");
    let card = stage.next_card().await;
    card.says("Meeting quality for 张三").is_for(&stage, ZHANG_SAN);
    assert_eq!(card.message.parent_id.as_deref(), Some(form.message.message_id.as_str()));

    stage.zhang_san().tells_the_bot("/quality recent").await;
    stage.next_card().await.says("Asked in this chat lately").says("张三");
    stage.end().await;
}

#[tokio::test]
async fn a_form_is_sent_by_whoever_asked_for_it_and_by_nobody_else() {
    let stage = Stage::open().await;
    let form = form(&stage).await;
    stage.new_calls();
    let send = |by| {
        let carried = form.button("submit").unwrap().clone();
        let filled = json!({ "meeting": "0", "number": "", "person": "", "date": "" });
        let action = json!({ "tag": "button", "value": carried, "form_value": filled });
        stage.actor(by).forges_action(&form, action)
    };
    send(LI_SI).await.toast("warning", "只有提问的人", "Only the person who asked");
    send(PARTNER).await.toast("warning", "企业", "organisation");
    assert_eq!(stage.new_calls(), Calls::NONE);
    stage.silence().await;
    stage.end().await;
}

#[tokio::test]
async fn who_was_not_there_is_never_mistaken_for_whoever_asks() {
    let stage = Stage::open().await;
    stage.li_si().says("/quality").await;
    let form = stage.next_card().await;
    stage.next_card().await.says("went to whoever asked, alone");
    stage.li_si().sends(&form, &[("number", FOUR_PEOPLE), ("person", KEHAN)]).await;
    let card = stage.next_card().await;
    card.says("要查的人没有参加会议 123 456 789").says("That person did not take part in meeting");
    card.never_says("你没有参加").never_says("You did not");
    stage.li_si().sends(&form, &[("number", TWINS), ("person", LI_SI)]).await;
    let card = stage.next_card().await;
    card.says("你没有参加会议 221 122 112").says("You did not take part in meeting");
    stage.end().await;
}

#[tokio::test]
async fn a_choice_that_the_form_never_offered_does_nothing() {
    let stage = Stage::open().await;
    let form = form(&stage).await;
    stage.new_calls();
    let carried = form.button("submit").unwrap().clone();
    let submit = |filled: Value| {
        let action = json!({ "tag": "button", "value": carried, "form_value": filled });
        stage.zhang_san().forges_action(&form, action)
    };
    for meeting in ["20", "65535", "65536", "-1", "彩排", ""] {
        let seen = submit(json!({ "meeting": meeting })).await;
        seen.toast("warning", "请先选一场会议", "Please choose a meeting first");
    }
    for filled in [json!(null), json!("meeting"), json!([0])] {
        submit(filled).await.toast("warning", "按钮", "button");
    }
    let mut other = carried.clone();
    other["op"] = "person".into();
    other["pick"] = 0.into();
    stage.zhang_san().forges(&form, other).await.toast("warning", "按钮", "button");
    assert_eq!(stage.new_calls(), Calls::NONE);
    stage.silence().await;
    stage.end().await;
}

#[tokio::test]
async fn without_a_list_there_is_still_a_number_to_type() {
    let stage = Stage::open().await;
    let fault = Fault::Code { status: 500, code: 121_001, msg: "internal error" };
    let fault = stage.sim.faults().inject(Api::MeetingList, fault);
    let alone = form(&stage).await;
    alone.says("会议号").says("Meeting number").never_says("Your recent meetings");
    fault.clear();
    stage.actor(STRANGER).tells_the_bot("/quality").await;
    stage.next_card().await.says("Meeting number").never_says("Your recent meetings");
    let filled = [("number", FOUR_PEOPLE), ("person", ZHANG_SAN)];
    stage.zhang_san().sends(&alone, &filled).await.toast("info", "正在查询", "Looking it up");
    stage.next_card().await.says("Meeting quality for 张三");
    stage.end().await;
}

#[tokio::test]
async fn people_of_another_tenant_get_no_form() {
    let stage = Stage::open().await;
    let says = Says::in_group(EXTERNAL_GROUP).by(PARTNER).mention_bot().text(" /quality");
    stage.sim.say(&says).await;
    stage.next_card().await.says("organisation that I belong to");
    assert_eq!(stage.new_calls().meeting_list, 0);
    stage.end().await;
}

#[tokio::test]
async fn a_form_goes_on_working_after_a_restart() {
    let mut stage = Stage::open().await;
    let form = form(&stage).await;
    stage.stop_bot().await;
    stage.start_bot().await;
    let place = form.option(FOUR);
    let filled = [("meeting", place.as_str()), ("person", ZHANG_SAN)];
    stage.zhang_san().sends(&form, &filled).await.toast("info", "正在查询", "Looking it up");
    stage.next_card().await.says("Meeting quality for 张三");
    stage.end().await;
}

#[tokio::test]
async fn what_was_asked_from_the_menu_is_shared_or_not_in_the_1_1_chat() {
    for (op, says) in [("share", "Meeting quality for 张三"), ("decline", "preferred not to share")]
    {
        let stage = Stage::with_access(Access::Own, &[]).await;
        stage.li_si().opens_the_menu("quality").await;
        let form = stage.next_card().await;
        // As from a client that offers more people than those in the chat.
        let filled = json!({ "meeting": form.option(FOUR), "person": ZHANG_SAN });
        let value = form.button("submit").unwrap();
        let action = json!({ "tag": "button", "value": value, "form_value": filled });
        let seen = stage.li_si().forges_action(&form, action).await;
        seen.toast("info", "正在查询", "Looking it up");
        let refused = stage.next_card().await;
        refused.says("can only ask about themselves").is_for(&stage, LI_SI);
        stage.li_si().presses(&refused, "ask_to_share").await.toast("success", "问", "asked");
        let request = stage.next_card().await;
        request.is_for(&stage, ZHANG_SAN);
        let seen = stage.zhang_san().presses(&request, op).await;
        seen.toast("success", "分享", "share");
        let told = stage.next_card().await;
        told.says(says).is_for(&stage, LI_SI);
        assert_eq!(told.message.parent_id, Some(form.message.message_id), "under the form");
        stage.end().await;
    }
}

#[tokio::test]
async fn where_outsiders_read_the_form_and_its_answer_go_to_the_asker_alone() {
    let stage = Stage::open().await;
    stage.li_si().says_in(EXTERNAL_GROUP, "/quality").await;
    let form = stage.next_card_in(&stage.private_chat(LI_SI)).await;
    form.says("想查哪场会议？").says(FOUR);
    let note = stage.next_card_in(EXTERNAL_GROUP).await;
    note.says("went to whoever asked, alone").never_says(FOUR);

    let place = form.option(FOUR);
    let filled = [("meeting", place.as_str()), ("person", LI_SI)];
    stage.li_si().sends(&form, &filled).await.toast("info", "正在查询", "Looking it up");
    let answer = stage.next_card_in(&stage.private_chat(LI_SI)).await;
    answer.says("Meeting quality for 李四");
    let note = stage.next_card_in(EXTERNAL_GROUP).await;
    note.says("other organisations in this group").never_says("李四").never_says("123 456 789");
    stage.end().await;
}

#[tokio::test]
async fn a_number_that_is_typed_goes_before_a_choice_and_a_day_is_not_passed_over() {
    let stage = Stage::open().await;
    let form = form(&stage).await;
    form.says("或者填会议号（填了就按它查）").says("Or a meeting number (goes first, if typed)");
    let place = form.option(FOUR);
    let chosen = [("meeting", place.as_str()), ("person", ZHANG_SAN)];
    let with = |name, text| [chosen[0], chosen[1], (name, text)];
    stage.zhang_san().sends(&form, &with("number", LONG)).await;
    stage.next_card().await.says("Meeting quality for 张三").says("Meeting 450 150 150");

    stage.new_calls();
    stage.zhang_san().sends(&form, &with("number", "123 456 789")).await;
    stage.next_card().await.says("Meeting quality for 张三").says(FOUR);
    assert_eq!(stage.new_calls().meeting_list, 0, "it is the one that was chosen");
    let link = format!("https://vc.feishu.cn/j/{FOUR_PEOPLE}?from={}", "x".repeat(400));
    stage.zhang_san().sends(&form, &with("number", &link)).await;
    stage.next_card().await.says("Meeting quality for 张三").says(FOUR);
    stage.zhang_san().sends(&form, &with("date", "2026-11-19 +0800")).await;
    stage.next_card().await.says("Meeting quality for 张三").says(FOUR);
    assert_eq!(stage.new_calls().meeting_list, 0, "it was that day");
    stage.zhang_san().sends(&form, &with("date", "2026-11-12 +0800")).await;
    stage.next_card().await.says("with the number 123 456 789 at that time");
    let seen = stage.zhang_san().sends(&form, &with("number", "12345")).await;
    seen.toast("warning", "没看懂", "I could not read the number or the date");
    stage.end().await;
}
