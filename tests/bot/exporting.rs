//! The answer as a file, asked for with a command.

use std::io::Cursor;

use calamine::{Reader, Xlsx};
use std::time::Duration;

use quality_bot::simulator::data::{
    BIG, EXTERNAL_GROUP, GUESTS, JUST_ENDED, LI_SI, LONG, ONE_OFFICE, TWINS, WANG_FANG, WEEKLY,
    ZHANG_SAN,
};
use quality_bot::simulator::{Api, Fault, Gate, State};

use crate::support::bulk::PEOPLE;
use crate::support::{Calls, Reply, Stage};

/// What a file by a bot that knows nothing yet costs beside its data.
const COLD: Calls = Calls {
    token: 1,
    bot_info: 1,
    meeting_list: 1,
    participant_list: 1,
    upload: 1,
    reply: 1,
    ..Calls::NONE
};

fn sheets(bytes: Vec<u8>) -> Vec<String> {
    Xlsx::new(Cursor::new(bytes)).unwrap().sheet_names()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// The file is the whole answer to the question.
async fn file(stage: &Stage, question: &str) -> (String, Vec<u8>) {
    let asked = stage.li_si().says(question).await;
    let sent = stage.next_card().await;
    assert_eq!(sent.message.parent_id, Some(asked.message_id), "{question}");
    stage.file(&sent)
}

#[tokio::test]
async fn everybody_comes_as_one_row_each() {
    let stage = Stage::open_to_all().await;
    let (name, bytes) = file(&stage, &format!("/quality export {ONE_OFFICE} csv")).await;
    assert_eq!(name, "meeting-quality-660660660-2026-11-19-everybody.csv");
    let rows: Vec<&str> = text(&bytes).lines().collect();
    assert!(rows[0].starts_with("\u{feff}序号,参会人,评级,差的分钟"), "{}", rows[0]);
    assert!(rows[1].starts_with("1,张三,差,10,35,100,2026-11-19 11:10,"), "{}", rows[1]);
    assert!(rows[6].starts_with("6,kehan,良好,0,35,100,"), "{}", rows[6]);
    assert_eq!(rows.len(), 1 + 6);
    assert_eq!(stage.new_calls(), Calls { quality: 6, ..COLD });
    stage.end().await;
}

#[tokio::test]
async fn who_could_not_be_measured_stands_in_the_file_too() {
    let stage = Stage::open_to_all().await;
    let (_, bytes) = file(&stage, &format!("/quality export {GUESTS} csv")).await;
    let rows: Vec<&str> = text(&bytes).lines().collect();
    assert_eq!(rows.len(), 1 + 3, "{rows:?}");
    assert!(rows[1].starts_with("1,张三,良好,0,"), "{}", rows[1]);
    assert!(rows.iter().any(|row| row.contains("Priya Nair") && row.ends_with("外部人员或访客")));
    assert!(!text(&bytes).contains("+86"), "{rows:?}");
    stage.end().await;
}

#[tokio::test]
async fn one_person_comes_minute_by_minute() {
    let stage = Stage::open_to_all().await;
    stage.li_si().says(&format!("/quality export {LONG} xlsx")).mention(WANG_FANG).await;
    let (name, bytes) = stage.file(&stage.next_card().await);
    assert_eq!(name, "meeting-quality-450150150-2026-11-19.xlsx");
    assert_eq!(sheets(bytes), ["概要", "每分钟数据", "阈值"]);
    assert_eq!(stage.new_calls(), Calls { quality: 2, ..COLD });

    stage.li_si().says(&format!("/quality export {LONG} csv")).mention(WANG_FANG).await;
    let (name, bytes) = stage.file(&stage.next_card().await);
    assert_eq!(name, "meeting-quality-450150150-2026-11-19-minutes.csv");
    let rows: Vec<&str> = text(&bytes).lines().collect();
    assert!(rows[0].starts_with("\u{feff}时间（Asia/Shanghai）,时差,状态,"), "{}", rows[0]);
    assert!(rows[1].starts_with("2026-11-19 14:01,"), "{}", rows[1]);
    assert_eq!(rows.len(), 1 + 149);
    let kept = Calls { upload: 1, reply: 1, ..Calls::NONE };
    assert_eq!(stage.new_calls(), kept, "what is kept is not fetched again");
    stage.end().await;
}

#[tokio::test]
async fn it_may_be_asked_for_in_other_words() {
    let stage = Stage::open().await;
    for (question, ending) in [
        (format!("/质量 导出 {ONE_OFFICE} csv"), "everybody.csv"),
        (format!("/quality 导出 {ONE_OFFICE}"), "everybody.xlsx"),
        (format!("/quality export csv {ONE_OFFICE}"), "everybody.csv"),
        (format!("/quality export {ONE_OFFICE} excel"), "everybody.xlsx"),
        (format!("/quality export {ONE_OFFICE} me csv"), "-minutes.csv"),
        (format!("/质量 导出 {ONE_OFFICE} 我"), "2026-11-19.xlsx"),
    ] {
        let (name, bytes) = file(&stage, &question).await;
        assert!(name.ends_with(ending), "{question}: {name}");
        let begins = if name.ends_with("csv") { "\u{feff}".as_bytes() } else { b"PK\x03\x04" };
        assert!(bytes.starts_with(begins), "{question}");
    }
    stage.end().await;
}

#[tokio::test]
async fn the_workbook_has_everybody_and_every_minute() {
    let stage = Stage::open().await;
    let (name, bytes) = file(&stage, &format!("/quality export {ONE_OFFICE}")).await;
    assert_eq!(name, "meeting-quality-660660660-2026-11-19-everybody.xlsx");
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    assert_eq!(book.sheet_names()[..2], ["概要", "参会人"]);
    let people = book.worksheet_range("参会人").unwrap();
    let names: Vec<String> = people.rows().skip(1).map(|row| row[1].to_string()).collect();
    assert_eq!(names, ["张三", "李四", "王芳", "Ana Costa", "Ana Lima", "kehan"]);
    stage.end().await;
}

#[tokio::test]
async fn of_a_large_meeting_the_card_comes_and_the_file_under_it() {
    let stage = Stage::open().await;
    let asked = stage.li_si().says(&format!("/quality export {BIG} csv")).await;
    let progress = stage.reply_to(&asked).await;
    progress.says("0 of 300 people are done.");
    let card = stage.finished(&progress).await;
    assert_eq!(card.message.message_id, progress.message.message_id);
    let sent = stage.next_card().await;
    assert_eq!(sent.message.parent_id, Some(card.message.message_id));
    let (name, bytes) = stage.file(&sent);
    assert_eq!(name, "meeting-quality-303060300-2026-11-19-everybody.csv");
    assert_eq!(text(&bytes).lines().count(), 1 + PEOPLE);
    let calls = stage.new_calls();
    assert_eq!((calls.upload, calls.reply, calls.quality), (1, 2, PEOPLE));
    stage.end().await;
}

#[tokio::test]
async fn where_there_is_nothing_a_sentence_comes_instead() {
    let stage = Stage::open_to_all().await;
    let unknown = "999999999";
    for (question, colour, zh_cn, en_us) in [
        (format!("{unknown} csv"), "yellow", "没有找到会议号 999 999 999", "There was no meeting"),
        (format!("{JUST_ENDED} csv"), "yellow", "还没有准备好", "not have its data ready yet"),
        (format!("{LONG} csv xlsx"), "orange", "一次只能要一种文件", "one kind of file at a time"),
    ] {
        stage.li_si().says(&format!("/quality export {question}")).await;
        stage.next_card().await.coloured(colour).says(zh_cn).says(en_us);
    }
    assert_eq!(stage.new_calls().upload, 0);
    stage.end().await;
}

#[tokio::test]
async fn who_was_not_there_has_no_file() {
    let stage = Stage::open().await;
    stage.zhang_san().says(&format!("/quality export {LONG} csv")).mention(LI_SI).await;
    let card = stage.next_card().await;
    card.says("李四 没有参加会议 450 150 150")
        .says("李四 did not take part in meeting 450 150 150");
    stage.zhang_san().says(&format!("/quality export {LONG}")).mention(ZHANG_SAN).await;
    stage.file(&stage.next_card().await);
    stage.end().await;
}

/// A card in whose place a file was to come: it says where that is.
async fn gives_way_to_a_file(stage: &Stage, card: &Reply, name: &str) {
    let now = stage.card_now(card).await;
    now.says("文件已经发出，见下面的消息。").says("I have sent the file: see the message below.");
    let sent = stage.next_card().await;
    assert!(stage.file(&sent).0.ends_with(name), "{name}: {}", stage.file(&sent).0);
    let under = [now.message.parent_id.clone(), Some(now.message.message_id.clone())];
    assert!(under.contains(&sent.message.parent_id), "{sent:?}");
}

#[tokio::test]
async fn a_file_that_takes_long_comes_beside_the_card_that_said_so() {
    for (question, name) in [("me csv", "-minutes.csv"), ("csv", "-everybody.csv")] {
        let stage = Stage::open().await;
        let gate = Gate::closed();
        stage.sim.faults().inject(Api::QualityList, Fault::Held(gate.clone())).times(1);
        stage.zhang_san().says(&format!("/quality export {LONG} {question}")).await;
        stage.ring(Duration::from_secs(2)).await;
        let working = stage.working_card().await;
        gate.open();
        let card = stage.next_card().await;
        assert_eq!(card.message.message_id, working.message.message_id);
        gives_way_to_a_file(&stage, &card, name).await;
        stage.end().await;
    }
}

#[tokio::test]
async fn a_file_comes_even_if_nobody_ever_hears_that_the_card_before_was_sent() {
    let stage = Stage::open().await;
    stage.sim.faults().inject(Api::Reply, Fault::DoneThenCut).times(4);
    let gate = Gate::closed();
    stage.sim.faults().inject(Api::QualityList, Fault::Held(gate.clone())).times(1);
    stage.zhang_san().says(&format!("/quality export {LONG} me csv")).await;
    stage.ring(Duration::from_secs(2)).await;
    stage.working_card().await;
    let tried = |state: &State| (state.journal().count(Api::Reply) == 4).then_some(());
    stage.sim.wait_for(tried).await.unwrap();
    gate.open();
    let card = stage.next_card().await;
    gives_way_to_a_file(&stage, &card, "-minutes.csv").await;
    stage.end().await;
}

#[tokio::test]
async fn a_file_of_what_was_picked_comes_beside_the_picker() {
    let stage = Stage::open_to_all().await;
    for (question, name) in [
        (format!("{WEEKLY} 昨天 csv"), "520520520-2026-11-19-everybody.csv"),
        (format!("{TWINS} 王伟 csv"), "221122112-2026-11-19-minutes.csv"),
    ] {
        stage.li_si().says(&format!("/quality export {question}")).await;
        let picker = stage.next_card().await;
        picker.says("Which one do you mean?");
        stage.li_si().picks_row(&picker, 1).await.toast("info", "正在查询", "Looking it up");
        gives_way_to_a_file(&stage, &picker, name).await;
    }
    stage.end().await;
}

#[tokio::test]
async fn a_file_that_was_not_ready_comes_when_it_is_asked_for_again() {
    for (question, name) in [("csv", "-everybody.csv"), ("me csv", "-minutes.csv")] {
        let stage = Stage::open().await;
        stage.zhang_san().says(&format!("/quality export {JUST_ENDED} {question}")).await;
        let card = stage.next_card().await;
        card.says("not have its data ready yet");
        stage.clock.wind(Duration::from_secs(20 * 60)).await;
        stage.zhang_san().presses(&card, "refresh").await;
        gives_way_to_a_file(&stage, &card, name).await;
        stage.end().await;
    }
}

#[tokio::test]
async fn the_card_of_a_large_meeting_stays_a_card_when_it_is_looked_up_again() {
    let stage = Stage::open().await;
    // Somebody's data cannot be had this time, so that there is more to come.
    let broken = Fault::Code { status: 400, code: 99_992_351, msg: "unknown" };
    let broken = stage.sim.faults().inject(Api::QualityList, broken).times(1);
    let asked = stage.li_si().says(&format!("/quality export {BIG} csv")).await;
    let progress = stage.reply_to(&asked).await;
    stage.wait_for_quality_calls(PEOPLE).await;
    let card = stage.card_now(&progress).await;
    card.says("Meeting quality for everybody");
    stage.file(&stage.next_card().await);
    broken.clear();
    stage.li_si().presses(&card, "refresh").await.toast("info", "重新", "again");
    let now = stage.card_now(&card).await;
    now.says("Meeting quality for everybody").never_says("I have sent the file");
    assert!(now.times_replaced() > card.times_replaced(), "{now}");
    stage.end().await;
}

#[tokio::test]
async fn a_file_is_about_one_person_or_everybody() {
    let stage = Stage::open().await;
    let asking = stage.li_si().says(&format!("/quality export {LONG} csv")).mention(ZHANG_SAN);
    asking.mention(WANG_FANG).await;
    let card = stage.next_card().await;
    card.coloured("orange").says("一个文件只能是一个人的，或全员的");
    card.says("A file is about one person, or about everybody");
    assert_eq!(card.highlighted("red"), "@王芳");
    assert_eq!(stage.new_calls().meeting_list, 0);
    stage.end().await;
}

#[tokio::test]
async fn where_people_of_another_company_read_along_the_file_goes_to_the_asker_alone() {
    let stage = Stage::open().await;
    stage.li_si().says_in(EXTERNAL_GROUP, &format!("/quality export {ONE_OFFICE} csv")).await;
    stage.file(&stage.next_card_in(&stage.private_chat(LI_SI)).await);
    stage.next_card_in(EXTERNAL_GROUP).await.says("went to whoever asked, alone");
    stage.end().await;
}
