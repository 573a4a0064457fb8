//! Whom a question may be about, and by which words: names, rooms, oneself, and people who cannot be
//! measured.

use quality_bot::simulator::data::{
    ALONE, EXTERNAL_GROUP, FOUR_PEOPLE, GUESTS, LI_SI, OTHER_WANG_WEI, PARTNER, REJOINS, ROOM_B,
    ROOMS, STRANGER, TWINS, WANG_WEI, WITH_ROOM,
};
use quality_bot::simulator::{Api, Says};

use crate::support::{Calls, Reply, Stage};

/// 李四 asks.
async fn ask(stage: &Stage, question: &str) -> Reply {
    stage.li_si().says(&format!("/quality {question}")).await;
    stage.next_card().await
}

/// A question about one session, by a bot that knows nothing yet.
const COLD: Calls = Calls {
    token: 1,
    bot_info: 1,
    meeting_list: 1,
    participant_list: 1,
    quality: 1,
    reply: 1,
    ..Calls::NONE
};

#[tokio::test]
async fn a_name_is_enough_as_it_stands_in_the_participant_list() {
    for (no, name, whom) in [
        (FOUR_PEOPLE, "王芳", "王芳"),
        (FOUR_PEOPLE, "Ana Lima", "Ana Lima"),
        (FOUR_PEOPLE, "ana  LIMA", "Ana Lima"),
        (FOUR_PEOPLE, "Ａｎａ Ｌｉｍａ", "Ana Lima"),
        (FOUR_PEOPLE, "“Ana Lima”", "Ana Lima"),
        (FOUR_PEOPLE, "「王芳」", "王芳"),
        (FOUR_PEOPLE, "Lima", "Ana Lima"),
        (FOUR_PEOPLE, "芳", "王芳"),
        (ALONE, "王", "王芳"),
    ] {
        let stage = Stage::open_to_all().await;
        let card = ask(&stage, &format!("{no} {name}")).await;
        card.says(&format!("{whom} 的会议质量")).says(&format!("Meeting quality for {whom}"));
        assert_eq!(stage.new_calls(), COLD, "{name}: the one list tells who and when");
        stage.end().await;
    }
}

#[tokio::test]
async fn a_name_that_nobody_has_is_told_with_what_to_do() {
    let stage = Stage::open_to_all().await;
    let card = ask(&stage, &format!("{FOUR_PEOPLE} 孙悟空")).await;
    card.says("会议 123 456 789 里没有叫“孙悟空”的人（查了最近 1 场）。");
    card.says("There is nobody called “孙悟空” in meeting 123 456 789 (most");
    card.says("也可以直接 @ 对方").says("mention the person with @");
    assert_eq!(stage.new_calls(), Calls { quality: 0, ..COLD });
    let odd = "a<at id=all></at>b";
    ask(&stage, &format!("{FOUR_PEOPLE} {odd}")).await.says(odd);
    stage.end().await;
}

/// Two 王伟, of whom one joined later.
async fn twins(question: &str) -> (Stage, Reply) {
    let stage = Stage::open_to_all().await;
    stage.sim.edit(|world| {
        let mut sessions = world.meeting_mut(TWINS).unwrap().sessions.iter_mut();
        let late = sessions.find(|it| it.person.as_deref() == Some(OTHER_WANG_WEI)).unwrap();
        late.join += 5 * 60;
    });
    let picker = ask(&stage, &format!("{TWINS} {question}")).await;
    picker.says("你说的是哪一个？").says("Which one do you mean?");
    (stage, picker)
}

#[tokio::test]
async fn of_two_people_with_one_name_somebody_chooses_and_the_answer_comes_in_place() {
    for (place, joined, whom) in [(0, "08:30", WANG_WEI), (1, "08:35", OTHER_WANG_WEI)] {
        let (stage, picker) = twins("王伟").await;
        picker.says("会议 221 122 112 里有几个人的名字都对得上").says("Several names in meeting");
        picker.says("2026-11-19 08:30 入会").says("joined 2026-11-19 08:35").never_says("王芳");
        assert_eq!(stage.new_calls(), Calls { quality: 0, ..COLD });

        let seen = stage.li_si().picks_row(&picker, place).await;
        seen.toast("info", "正在查询", "Looking it up");
        let card = stage.card_now(&picker).await;
        card.says("Meeting quality for 王伟").says(joined).never_says("Which one do you mean?");
        assert_eq!(card.message.message_id, picker.message.message_id);
        let journal = stage.sim.journal();
        let asked = journal.calls(Api::QualityList)[0].query.get("user_id").unwrap().to_owned();
        assert_eq!(asked, whom, "the one who was chosen");
        assert_eq!(stage.new_calls().participant_list, 0);
        stage.end().await;
    }
}

#[tokio::test]
async fn a_part_of_several_names_lists_them() {
    let (stage, picker) = twins("ana").await;
    picker.says("Ana Costa").says("Ana Lima").never_says("王伟");
    picker
        .says("都不是，或者分不清的话，请直接 @ 对方")
        .says("hard to tell? Mention the person with @");
    stage.li_si().picks_row(&picker, 0).await.toast("info", "正在查询", "Looking it up");
    stage.card_now(&picker).await.says("Meeting quality for Ana Costa");
    stage.end().await;
}

#[tokio::test]
async fn a_choice_that_the_list_never_offered_does_nothing() {
    let (stage, picker) = twins("王伟").await;
    stage.new_calls();
    for place in [2, 65_535] {
        let mut value = picker.row(0).unwrap().clone();
        value["pick"] = place.into();
        stage.li_si().forges(&picker, value).await.toast("warning", "按钮", "button");
    }
    assert_eq!(stage.new_calls(), Calls::NONE);
    stage.end().await;
}

#[tokio::test]
async fn two_names_of_which_one_is_not_clear_become_a_pair() {
    for names in ["王芳、王伟", "王伟、王芳"] {
        let (stage, picker) = twins(names).await;
        picker.never_says("王芳");
        stage.li_si().picks_row(&picker, 1).await.toast("info", "正在查询", "Looking it up");
        let pair = stage.card_now(&picker).await;
        let (one, other) = names.split_once('、').unwrap();
        pair.says(&format!("Meeting quality for {one} and {other}"));
        stage.end().await;
    }
}

#[tokio::test]
async fn two_names_that_are_not_clear_are_asked_for_one_after_the_other() {
    let (stage, picker) = twins("王伟 and ana").await;
    picker.says("王伟").never_says("Costa");
    stage.li_si().picks_row(&picker, 0).await.toast("info", "正在查询", "Looking it up");
    let second = stage.card_now(&picker).await;
    second.says("Ana Costa").says("Ana Lima").never_says("王伟");
    stage.li_si().picks_row(&picker, 1).await.toast("info", "正在查询", "Looking it up");
    stage.card_now(&picker).await.says("Meeting quality for 王伟 and Ana Lima");
    stage.end().await;
}

#[tokio::test]
async fn a_room_is_asked_about_by_its_id_or_its_name_and_never_as_a_person() {
    let by_id = format!("room:{ROOM_B}");
    for room in
        [by_id.as_str(), "room:\"Room B (会议室)\"", "会议室：Room B", "room: room b", "Room B"]
    {
        let stage = Stage::open().await;
        let card = ask(&stage, &format!("{ROOMS} {room}")).await;
        card.says("Meeting quality for Room B (会议室)").coloured("red");
        let journal = stage.sim.journal();
        let calls = journal.calls(Api::QualityList);
        let of_room = |id: &&&quality_bot::simulator::Call| id.query.get("room_id").is_some();
        let asked: Vec<_> = calls.iter().filter(of_room).collect();
        assert_eq!(asked.len(), 1, "{room}");
        assert_eq!(asked[0].query.get("room_id"), Some(ROOM_B), "{room}");
        assert!(calls.iter().all(|call| {
            call.query.get("room_id").is_some() != call.query.get("user_id").is_some()
        }));
        stage.end().await;
    }
}

#[tokio::test]
async fn a_room_that_was_not_there_is_told_so() {
    let stage = Stage::open_to_all().await;
    let card = ask(&stage, &format!("{WITH_ROOM} room:{ROOM_B}")).await;
    card.says("要查的会议室没有参加会议 889 900 112");
    card.says("That room did not take part in meeting 889 900 112");
    card.never_says("你没有参加").never_says("You did not");
    card.says("核对会议号和会议室的 ID").says("Check the number and the id of the room");
    ask(&stage, &format!("{WITH_ROOM} room:张三")).await.says("nobody called “张三”");
    ask(&stage, &format!("{WITH_ROOM} room:")).await.says("The room is missing").says("少了会议室");
    stage.end().await;
}

#[tokio::test]
async fn oneself_is_me_or_我_and_may_have_been_elsewhere() {
    for me in ["me", "我", "@me", "@我"] {
        let stage = Stage::open().await;
        ask(&stage, &format!("{FOUR_PEOPLE} {me}")).await.says("Meeting quality for 李四");
        let elsewhere = ask(&stage, &format!("{TWINS} {me}")).await;
        elsewhere.says("你没有参加会议 221 122 112").says("You did not take part in meeting");
        stage.end().await;
    }
}

#[tokio::test]
async fn oneself_and_somebody_need_no_space_between_them() {
    for two in ["我和王芳", "我自己跟王芳", "for myself and 王芳"] {
        let stage = Stage::open().await;
        let pair = ask(&stage, &format!("{FOUR_PEOPLE} {two}")).await;
        pair.says("Meeting quality for 李四 and 王芳");
        stage.end().await;
    }
}

#[tokio::test]
async fn a_word_that_says_nothing_is_nobody() {
    let stage = Stage::open_to_all().await;
    for words in ["on yesterday", "at yesterday please", "昨天 的 质量"] {
        let card = ask(&stage, &format!("{FOUR_PEOPLE} {words}")).await;
        card.says("Meeting quality for everybody");
    }
    // A part of `Lima`, but not where it begins.
    ask(&stage, &format!("{FOUR_PEOPLE} ima")).await.says("There is nobody called “ima”");
    stage.end().await;
}

#[tokio::test]
async fn a_number_may_be_copied_with_what_stands_before_it() {
    let stage = Stage::open().await;
    for number in ["Meeting ID: 123 456 789", "会议号：123 456 789", "会议号:123456789"] {
        ask(&stage, &format!("{number} me")).await.says("Meeting quality for 李四");
    }
    stage.end().await;
}

#[tokio::test]
async fn people_from_outside_cannot_be_measured() {
    let stage = Stage::open_to_all().await;
    for name in ["Priya Nair", "priya"] {
        let card = ask(&stage, &format!("{GUESTS} \"{name}\"")).await;
        card.says("是外部或电话参会人").says("joined from outside or by telephone");
    }
    // What stands in the place of a telephone's name is its number, which nobody is told.
    let telephone = ask(&stage, &format!("{GUESTS} \"+86138****0000\"")).await;
    telephone.says("没有叫“+86138****0000”的人").says("nobody called “+86138****0000”");
    assert_eq!(stage.new_calls().quality, 0);
    let says = Says::in_group(EXTERNAL_GROUP).by(LI_SI).mention_bot();
    stage.sim.say(&says.text(&format!(" /quality {GUESTS} ")).mention(PARTNER)).await;
    stage.next_card().await.says("Priya Nair 是外部或电话参会人");
    stage.next_card().await.never_says("Priya");
    let calls = Calls { reply: 1, send: 1, ..Calls::NONE };
    assert_eq!(stage.new_calls(), calls, "nothing is looked up, and outsiders read nothing");
    stage.end().await;
}

#[tokio::test]
async fn neither_a_bot_nor_all_is_somebody() {
    let stage = Stage::open().await;
    stage.li_si().says("/quality 123456789 ").mention_bot().await;
    stage.next_card().await.says("机器人不参加会议").says("Bots do not attend meetings");
    stage.li_si().says("/quality 123456789").mention_all().await;
    stage.next_card().await.says("只发会议号").says("for the whole meeting send just its number");
    let three = stage.li_si().says("/quality 123456789").mention(WANG_WEI).mention(OTHER_WANG_WEI);
    three.then(" me").await;
    stage.next_card().await.says("最多比较两个人").says("two people at most");
    stage.end().await;
}

#[tokio::test]
async fn somebody_who_came_twelve_times_gets_one_answer() {
    let stage = Stage::open().await;
    let card = ask(&stage, &format!("{REJOINS} me")).await;
    card.says("Meeting quality for 李四").says("334 455 121");
    let calls = stage.new_calls();
    // Twelve sessions of his, and one of her with whom he is compared.
    assert_eq!((calls.quality, calls.meeting_list), (12 + 1, 1));
    let again = ask(&stage, &format!("{REJOINS} me")).await;
    assert_eq!(again.answer(), card.answer());
    assert_eq!(stage.new_calls().quality, 0, "all of it is kept");
    stage.end().await;
}

#[tokio::test]
async fn where_only_participants_may_ask_a_stranger_learns_no_names() {
    let stage = Stage::open().await;
    let mut told = Vec::new();
    for name in ["王伟", "王", "ana", "孙悟空", "room:Room", "王芳、Ana Lima"] {
        stage.actor(STRANGER).says(&format!("/quality {TWINS} {name}")).await;
        let card = stage.next_card().await;
        card.says("你没有参加这场会议").says("You were not in this meeting");
        for secret in ["王芳", "王伟", "Ana", "Costa", "Debrief"] {
            card.never_says(secret);
        }
        told.push(card.answer());
    }
    assert!(told.iter().all(|card| *card == told[0]), "the same, whether somebody has the name");
    let calls = stage.new_calls();
    assert_eq!((calls.participant_list, calls.quality), (1, 0), "only the own attendance, once");

    stage.actor(WANG_WEI).says(&format!("/quality {TWINS} Costa")).await;
    stage.next_card().await.says("Meeting quality for Ana Costa");
    stage.end().await;
}

#[tokio::test]
async fn two_of_one_name_who_came_at_once_are_told_apart() {
    let stage = Stage::open_to_all().await;
    stage.li_si().says(&format!("/quality {TWINS} 王伟")).await;
    let picker = stage.next_card().await;
    // They left at once, too.
    for [zh_cn, en_us] in
        [["账号末尾 0010", "account ends in 0010"], ["账号末尾 0011", "account ends in 0011"]]
    {
        picker.says(zh_cn).says(en_us);
    }
    picker.says("分不清的话，请直接 @ 对方").says("hard to tell? Mention the person with @");
    stage.end().await;

    let stage = Stage::open_to_all().await;
    stage.sim.edit(|world| {
        let sessions = &mut world.meeting_mut(TWINS).unwrap().sessions;
        let other = sessions.iter_mut().find(|it| it.person.as_deref() == Some(OTHER_WANG_WEI));
        let leave = &mut other.unwrap().leave;
        *leave = leave.map(|leave| leave - 10 * 60);
    });
    stage.li_si().says(&format!("/quality {TWINS} 王伟")).await;
    let picker = stage.next_card().await;
    picker.says("there 2026-11-19 08:30 – 08:48").says("there 2026-11-19 08:30 – 08:58");
    picker.says("2026-11-19 08:30 – 08:48 在会").never_says("account ends in");
    stage.li_si().picks_row(&picker, 0).await.toast("info", "正在查询", "Looking it up");
    stage.card_now(&picker).await.says("Meeting quality for 王伟").says("08:48");
    stage.end().await;
}
