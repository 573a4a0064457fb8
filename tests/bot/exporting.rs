//! The answer as a file, asked for with a command.

use std::io::Cursor;

use calamine::{Reader, Xlsx};
use quality_bot::simulator::data::{
    BIG, GUESTS, JUST_ENDED, LI_SI, LONG, ONE_OFFICE, WANG_FANG, ZHANG_SAN,
};

use crate::support::bulk::PEOPLE;
use crate::support::{Calls, Stage};

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
    let stage = Stage::open().await;
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
    let stage = Stage::open().await;
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
    let stage = Stage::open().await;
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
    let stage = Stage::open().await;
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
