//! Everybody in a meeting: one card that says first whose trouble it was, and leads on to each.

use std::io::Cursor;
use std::time::Duration;

use calamine::{Reader, Xlsx};
use quality_bot::simulator::data::{
    ALONE, BIG, FOUR_PEOPLE, GUESTS, JUST_ENDED, ONE_OFFICE, OUTAGE, ROOMS, ZHANG_SAN,
};
use quality_bot::simulator::{Instance, MadeUp, World};

use crate::support::{Calls, Reply, Stage};

/// 李四 asks for everybody in the group.
async fn everybody(stage: &Stage, no: &str) -> Reply {
    stage.li_si().says(&format!("/quality {no}")).await;
    let card = stage.next_card().await;
    card.says("全员会议质量").says("Meeting quality for everybody");
    card
}

/// A question about six people by a bot that knows nothing yet.
const SIX_PEOPLE: Calls = Calls {
    token: 1,
    bot_info: 1,
    meeting_list: 1,
    participant_list: 1,
    quality: 6,
    reply: 1,
    ..Calls::NONE
};

/// What kinds of lines there are: ten minutes bad, six of them, a quarter of an hour later, none.
#[derive(Clone, Copy)]
struct Lines {
    bad: MadeUp,
    less_bad: MadeUp,
    bad_later: MadeUp,
    good: MadeUp,
}

/// Puts the six on other lines: 张三, 李四 and 王芳 in the office, then three elsewhere.
fn relay(world: &mut World, lines: impl Fn(Lines) -> [MadeUp; 6]) {
    let [one, big] = [ONE_OFFICE, BIG].map(|no| world.meeting(no).unwrap());
    let made_up = |meeting: &Instance, place: usize| meeting.sessions[place].made_up.unwrap();
    let (bad, good) = (made_up(one, 0), made_up(one, 5));
    // 张三 in the large meeting.
    let less_bad = MadeUp { zero: bad.zero, ..made_up(big, 298) };
    let bad_later = MadeUp { zero: bad.zero + 15 * 60, ..bad };
    let lines = lines(Lines { bad, less_bad, bad_later, good });
    let sessions = &mut world.meeting_mut(ONE_OFFICE).unwrap().sessions;
    for (session, line) in sessions.iter_mut().zip(lines) {
        session.made_up = Some(line);
    }
}

#[tokio::test]
async fn one_sites_trouble_is_said_first() {
    let stage = Stage::open_to_all().await;
    let card = everybody(&stage, ONE_OFFICE).await;
    card.coloured("red").says("会议号 660 660 660").says("Meeting 660 660 660");
    card.says("是一个办公地点的问题：有数据的 6 人里，同一分钟最多有 3 人差");
    card.says("It was one site's trouble: up to 3 of 6 people were bad in the same minute");
    card.says("最差的时候：11:10 – 11:19").says("Worst at 11:10 – 11:19: 3 of 6 people at once");
    card.says("最常见的原因：办公地点的网络或出口");
    card.says("请查该地点这几分钟的出口带宽")
        .says("Check the bandwidth of this site's internet line");
    card.says("10 of 35 min bad").says("together with their site");
    card.says("其余 3 人没有差的分钟").says("3 more had no bad minute.");
    assert_eq!(stage.new_calls(), SIX_PEOPLE);

    let again = everybody(&stage, ONE_OFFICE).await;
    assert_eq!(again.answer(), card.answer());
    assert_eq!(stage.new_calls(), Calls { reply: 1, ..Calls::NONE });
    stage.end().await;
}

#[tokio::test]
async fn everybodys_trouble_is_nobodys_own() {
    let stage = Stage::open().await;
    stage.sim.edit(|world| relay(world, |it| [it.bad; 6]));
    let card = everybody(&stage, ONE_OFFICE).await;
    card.coloured("red").says("是大家的问题").says("不是某一个人的问题");
    card.says("It was everybody's trouble: up to 6 of 6 people were bad in the same minute");
    card.says("together with many").never_says("had no bad minute");
    stage.end().await;
}

#[tokio::test]
async fn single_peoples_trouble_is_each_ones_own() {
    let stage = Stage::open().await;
    stage.sim.edit(|world| {
        relay(world, |it| [it.bad, it.good, it.good, it.bad_later, it.good, it.good]);
    });
    let card = everybody(&stage, ONE_OFFICE).await;
    card.says("是少数人各自的问题：有数据的 6 人里有 2 人有差的分钟，其余 4 人没有。");
    card.says("It was single people's trouble, each on their own: 2 of 6 had bad minutes");
    stage.end().await;
}

#[tokio::test]
async fn one_of_all_may_be_a_room() {
    let stage = Stage::open().await;
    let card = everybody(&stage, ROOMS).await;
    card.says("是单独一个人的问题：有数据的 3 人里，其余 2 人没有差的分钟。");
    card.says("It was one person's trouble").says("1. Room B (会议室)");
    stage.end().await;
}

#[tokio::test]
async fn the_worst_come_first() {
    let stage = Stage::open().await;
    stage.sim.edit(|world| {
        relay(world, |it| [it.less_bad, it.good, it.bad, it.good, it.good, it.good]);
    });
    let card = everybody(&stage, ONE_OFFICE).await;
    card.says("1. 王芳").says("35 分钟里 10 分钟差").says("2. 张三").says("35 分钟里 6 分钟差");
    card.says("3. Ana Costa · Good");
    stage.end().await;
}

#[tokio::test]
async fn a_good_meeting_is_said_to_be_one() {
    let stage = Stage::open().await;
    let card = everybody(&stage, FOUR_PEOPLE).await;
    card.coloured("green").says("大家都正常：有数据的 4 人都没有差的分钟。");
    card.says("Everybody was fine: none of the 4 people with data had a bad minute.");
    card.says("参会太短，没法评级：3 人")
        .says("There too briefly for a grade: 3 (Ana Lima, 李四, 王芳)");
    card.never_says("Who had bad minutes").never_says("Details");
    stage.end().await;
}

#[tokio::test]
async fn a_name_that_is_a_telephone_number_or_a_mail_address_is_not_said() {
    let stage = Stage::open_to_all().await;
    stage.sim.edit(|world| {
        let names = ["张三 +86 138 0000 1111", "priya.nair@example.com", "王伟13900002222"];
        let sessions = &mut world.meeting_mut(GUESTS).unwrap().sessions;
        for (session, name) in sessions.iter_mut().zip(names) {
            session.name = name.to_owned();
            session.phone = None;
        }
        let own = world.people.iter_mut().find(|it| it.open_id == ZHANG_SAN).unwrap();
        own.name = names[0].to_owned();
    });
    let card = everybody(&stage, GUESTS).await;
    card.says("People: 3, with data: 1, without: 2");
    stage.zhang_san().says(&format!("/quality {GUESTS} me")).await;
    let own = stage.next_card().await;
    for card in [card, own] {
        card.never_says("138").never_says("139").never_says("@example").never_says("priya");
    }
    stage.end().await;
}

#[tokio::test]
async fn who_cannot_be_measured_is_said_and_why() {
    let stage = Stage::open_to_all().await;
    let card = everybody(&stage, GUESTS).await;
    card.says("共 3 人，有数据 1 人，没有数据 2 人").says("People: 3, with data: 1, without: 2");
    card.says("外部人员或访客：1 人（Priya Nair）")
        .says("From outside the organisation, or guests: 1 (Priya Nair)");
    card.says("电话接入：1 人").says("By telephone: 1");
    card.never_says("+86");
    assert_eq!(stage.new_calls().quality, 1, "nobody asks about a guest or a telephone");

    let card = everybody(&stage, OUTAGE).await;
    card.says("飞书没有他们的数据：1 人（张三）").says("Feishu has no data of them: 1 (张三)");
    card.says("没有别人可以比较").says("it is not known how far it reached");
    stage.end().await;
}

#[tokio::test]
async fn too_early_for_everybody_is_a_sentence_that_says_when() {
    let stage = Stage::open_to_all().await;
    stage.li_si().says(&format!("/quality {JUST_ENDED}")).await;
    let card = stage.next_card().await;
    card.coloured("yellow").says("飞书的数据还没有准备好").says("does not have its data ready yet");
    card.says("过 10 到 30 分钟").says("again in 10 to 30 minutes");
    stage.clock.wind(Duration::from_secs(20 * 60)).await;
    let seen = stage.li_si().presses(&card, "refresh").await;
    seen.toast("info", "正在重新查询", "again");
    let now = stage.card_now(&card).await;
    now.says("Meeting quality for everybody").says("The one person with data had no bad minute.");
    stage.end().await;
}

#[tokio::test]
async fn nobody_to_measure_is_said_too() {
    let stage = Stage::open_to_all().await;
    stage.sim.edit(|world| {
        let sessions = &mut world.meeting_mut(GUESTS).unwrap().sessions;
        sessions.retain(|session| session.is_external);
    });
    stage.li_si().says(&format!("/quality {GUESTS}")).await;
    let card = stage.next_card().await;
    card.says("没有一个人有质量数据").says("There is no quality data for anybody");
    assert_eq!(stage.new_calls().quality, 0);
    stage.end().await;
}

#[tokio::test]
async fn a_meeting_of_one_is_answered_in_the_singular() {
    let stage = Stage::open_to_all().await;
    let card = everybody(&stage, ALONE).await;
    card.coloured("green").says("有数据的 1 个人没有差的分钟。").says("共 1 人，有数据 1 人");
    card.says("The one person with data had no bad minute.").says("People: 1, with data: 1");
    card.never_says("Everybody was fine");
    stage.end().await;
}

#[tokio::test]
async fn alone_with_the_bot_it_is_the_same_answer() {
    let stage = Stage::open().await;
    let card = everybody(&stage, ONE_OFFICE).await;
    stage.zhang_san().tells_the_bot(&format!("/质量 {ONE_OFFICE}")).await;
    let private = stage.next_card().await;
    private.says("It was one site's trouble");
    assert_ne!(private.message.chat_id, card.message.chat_id);
    stage.end().await;
}

#[tokio::test]
async fn a_button_leads_to_each_who_had_trouble_and_a_list_to_the_others() {
    let stage = Stage::open().await;
    let card = everybody(&stage, ONE_OFFICE).await;
    stage.new_calls();
    let zhang = stage.zhang_san();
    for (by_list, place, says) in [(false, 1, "李四"), (true, 4, "Ana Lima")] {
        let seen = if by_list {
            zhang.picks(&card, place).await
        } else {
            zhang.presses_for(&card, "person", place).await
        };
        seen.toast("info", "正在查询", "Looking it up");
        let person = stage.next_card().await;
        person.says(&format!("{says} 的会议质量")).says(&format!("Meeting quality for {says}"));
        assert_eq!(person.message.parent_id.as_ref(), Some(&card.message.message_id));
        assert_eq!(stage.new_calls(), Calls { reply: 1, ..Calls::NONE }, "all of it is kept");
    }
    assert_eq!(stage.card_now(&card).await.times_replaced(), 0);
    stage.end().await;
}

#[tokio::test]
async fn a_persons_card_leads_to_everybody() {
    let stage = Stage::open().await;
    stage.li_si().says(&format!("/quality {ONE_OFFICE}")).mention(ZHANG_SAN).await;
    let card = stage.next_card().await;
    card.says("全部参会人").says("Everybody in it");
    stage.zhang_san().presses(&card, "whole").await.toast("info", "正在查询", "Looking it up");
    let whole = stage.next_card().await;
    whole.says("Meeting quality for everybody").says("It was one site's trouble");
    assert_eq!(whole.message.parent_id, Some(card.message.message_id));
    stage.end().await;
}

#[tokio::test]
async fn files_have_a_row_for_everybody() {
    let stage = Stage::open().await;
    let card = everybody(&stage, ONE_OFFICE).await;
    stage.new_calls();
    let people = ["张三", "李四", "王芳", "Ana Costa", "Ana Lima", "kehan"];
    for (op, name) in [("export_csv", "everybody.csv"), ("export_xlsx", "everybody.xlsx")] {
        let seen = stage.zhang_san().presses(&card, op).await;
        seen.toast("info", "正在生成文件", "Making the file");
        let sent = stage.next_card().await;
        assert_eq!(sent.message.parent_id.as_ref(), Some(&card.message.message_id));
        let (called, bytes) = stage.file(&sent);
        assert_eq!(called, format!("meeting-quality-{ONE_OFFICE}-2026-11-19-{name}"));
        let named = if op == "export_csv" { names_in_csv(&bytes) } else { names_in_book(bytes) };
        assert_eq!(named, people, "{name}");
        let calls = stage.new_calls();
        assert_eq!(calls, Calls { upload: 1, reply: 1, ..Calls::NONE });
    }
    stage.end().await;
}

/// The second column, without its head.
fn names_in_csv(bytes: &[u8]) -> Vec<String> {
    let text = std::str::from_utf8(bytes).unwrap();
    assert!(text.starts_with("\u{feff}序号,参会人,评级,"), "{text}");
    text.lines().skip(1).map(|row| row.split(',').nth(1).unwrap().to_owned()).collect()
}

fn names_in_book(bytes: Vec<u8>) -> Vec<String> {
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    let people = book.worksheet_range("参会人").unwrap();
    people.rows().skip(1).map(|row| row[1].to_string()).collect()
}
