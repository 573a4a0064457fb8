//! What only one person is to see reaches them alone, and nobody else reads any of it.

use std::io::Cursor;
use std::time::Duration;

use calamine::{Reader, Xlsx};
use quality_bot::settings::{Access, Language};
use quality_bot::simulator::data::{
    ANA, FOUR_PEOPLE, GROUP, GUESTS, LI_SI, LONG, ONE_OFFICE, OUTAGE, RECURRING, ROOMS, SUPPORT,
    TOPIC_GROUP, TWINS, WANG_FANG, WEEKLY, ZHANG_SAN,
};
use quality_bot::simulator::{Api, Fault, Message};

use crate::support::{Calls, PUBLIC_URL, Reply, Stage};

const MINUTE: Duration = Duration::from_secs(60);
const ON_ITS_WAY: [&str; 2] = ["只有你看得到", "for your eyes only"];
const NOT_YOURS: [&str; 2] =
    ["只有提问的人和被查的人", "Only the person who asked, or the person it is about"];

/// 李四 asks in the group about 张三.
async fn asked(stage: &Stage) -> Reply {
    stage.li_si().says(&format!("/quality {LONG}")).mention(ZHANG_SAN).await;
    let card = stage.next_card().await;
    stage.new_calls();
    card
}

/// What 张三's list of participants says of his device and network.
fn shows_all(card: &Reply) {
    for known in ["27.0.2.183", "192.168.1.x", "东莞", "WINDOWS", "Realtek", "HD Camera", "wifi"]
    {
        card.says(known);
    }
}

#[tokio::test]
async fn the_person_sees_their_device_and_network_alone() {
    let stage = Stage::open_to_all().await;
    let card = asked(&stage).await;
    let seen = stage.zhang_san().presses(&card, "details").await;
    seen.toast("info", ON_ITS_WAY[0], ON_ITS_WAY[1]);
    let details = stage.next_card().await;
    assert_eq!(details.message.visible_to.as_deref(), Some(ZHANG_SAN));
    assert_eq!(details.message.chat_id, GROUP);
    details.in_one_language().says("张三 的设备与网络").never_says("Device and network");
    shows_all(&details);
    assert_eq!(stage.new_calls(), Calls { whisper: 1, ..Calls::NONE });
    assert!(stage.whispers(LI_SI).await.is_empty());
    assert!(stage.private_messages(ZHANG_SAN).await.is_empty());
    stage.end().await;
}

#[tokio::test]
async fn it_is_in_the_language_of_their_client_or_else_of_the_setting() {
    let chinese = ["张三 的设备与网络", "Device and network of 张三"];
    let english = [chinese[1], chinese[0]];
    for (client, setting, [says, never]) in [
        (Some("en_US"), Language::ZhCn, english),
        (Some("zh_CN"), Language::EnUs, chinese),
        (None, Language::ZhCn, chinese),
        (None, Language::EnUs, english),
    ] {
        let stage = Stage::open_with(|settings| settings.answer.language = setting).await;
        stage.sim.grant("im:user_agent:read");
        let asking = stage.zhang_san().says(&format!("/quality {LONG} me"));
        match client {
            Some(client) => asking.on_a_client_in(client).await,
            None => asking.await,
        };
        let card = stage.next_card().await;
        stage.zhang_san().presses(&card, "details").await;
        stage.next_card().await.in_one_language().says(says).never_says(never);
        stage.end().await;
    }
}

#[tokio::test]
async fn support_sees_it_too_and_nobody_else() {
    let stage = Stage::with_access(Access::Open, &[SUPPORT]).await;
    let card = asked(&stage).await;
    for who in [LI_SI, WANG_FANG] {
        let seen = stage.actor(who).presses(&card, "details").await;
        seen.toast("warning", NOT_YOURS[0], NOT_YOURS[1]);
    }
    stage.silence().await;
    assert_eq!(stage.new_calls(), Calls::NONE);
    let seen = stage.support().presses(&card, "details").await;
    seen.toast("info", ON_ITS_WAY[0], ON_ITS_WAY[1]);
    let details = stage.next_card().await;
    assert_eq!(details.message.visible_to.as_deref(), Some(SUPPORT));
    shows_all(&details);
    stage.end().await;
}

#[tokio::test]
async fn where_it_cannot_stand_in_the_group_it_goes_to_the_person() {
    let refused = Fault::Code { status: 400, code: 18_053, msg: "send ephemeral failed" };
    for (chat, fault) in [(TOPIC_GROUP, None), (GROUP, Some(refused))] {
        let stage = Stage::open_to_all().await;
        stage.li_si().says_in(chat, &format!("/quality {LONG}")).mention(ZHANG_SAN).await;
        let card = stage.next_card().await;
        if let Some(fault) = fault {
            let _ = stage.sim.faults().inject(Api::SendEphemeral, fault);
        }
        stage.zhang_san().presses(&card, "details").await.toast("info", ON_ITS_WAY[0], "only");
        let details = stage.next_card().await;
        assert_eq!(details.message.visible_to, None);
        let own = stage.private_messages(ZHANG_SAN).await;
        assert_eq!(own[0].message.message_id, details.message.message_id);
        details.in_both_languages().says("张三 的设备与网络").says("Device and network of 张三");
        shows_all(&details);
        assert_eq!(stage.said_in(chat).len(), 1, "the group has the answer alone");
        stage.end().await;
    }
}

/// Everything of everybody that is nobody else's to know.
fn personal(stage: &Stage) -> Vec<String> {
    let of_every_row = ["Realtek", "HD Camera", "xxxx@163.com", "202205789", "development"];
    let mut personal: Vec<String> = of_every_row.map(str::to_owned).into();
    stage.sim.read(|state| {
        for session in state.world().meetings.iter().flat_map(|meeting| &meeting.sessions) {
            let on = &session.endpoint;
            let known = [on.public_ip, on.internal_ip, on.location];
            personal.extend(known.iter().map(|known| (*known).to_owned()));
            personal.extend(session.phone.clone());
            // The network that an internal address is in.
            personal.extend(on.internal_ip.rsplit_once('.').map(|(net, _)| format!("{net}.")));
        }
        personal.extend(state.world().people.iter().take(12).map(|person| person.user_id.clone()));
    });
    personal.sort();
    personal.dedup();
    personal.retain(|known| !known.is_empty());
    personal
}

/// What a message of the bot says, or the file in it.
fn text_of(stage: &Stage, message: &Message) -> String {
    let shown = message.history.iter().chain([&message.content]);
    let mut text: String = shown.map(String::as_str).collect::<Vec<_>>().join("\n");
    let file = stage.sim.read(|state| state.world().file_of(message).cloned());
    let Some(file) = file else { return text };
    text.push_str(&file.name);
    if file.name.ends_with(".csv") {
        text.push_str(std::str::from_utf8(&file.bytes).unwrap());
        return text;
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file.bytes.to_vec())).unwrap();
    for (name, sheet) in book.worksheets() {
        text.push_str(&name);
        sheet.used_cells().for_each(|(_, _, cell)| text.push_str(&format!("\n{cell}")));
    }
    text
}

#[tokio::test]
async fn a_group_never_reads_what_is_personal() {
    let stage = Stage::open_to_all().await;
    for no in [FOUR_PEOPLE, GUESTS, ONE_OFFICE, ROOMS, TWINS, LONG, WEEKLY] {
        stage.zhang_san().says(&format!("/quality {no}")).await;
        let whole = stage.next_card().await;
        for op in ["export_csv", "export_xlsx"] {
            stage.li_si().presses(&whole, op).await.toast("info", "文件", "file");
            stage.next_card().await;
        }
        stage.clock.wind(MINUTE).await;
    }
    let about_one: [(&str, &str); 5] = [
        (LONG, ZHANG_SAN),
        (ONE_OFFICE, LI_SI),
        (OUTAGE, LI_SI),
        (GUESTS, ZHANG_SAN),
        (TWINS, ANA),
    ];
    for (no, who) in about_one {
        stage.actor(who).says(&format!("/quality {no} me")).await;
        let own = stage.next_card().await;
        for op in ["export_csv", "export_xlsx"] {
            stage.actor(who).presses(&own, op).await.toast("info", "文件", "file");
            stage.next_card().await;
        }
        let ways = own.links().into_iter().find_map(|link| link.strip_prefix(PUBLIC_URL));
        let (status, page) = stage.bot().get(ways.unwrap()).await;
        assert_eq!(status, 200);
        personal(&stage)
            .iter()
            .for_each(|known| assert!(!page.contains(known.as_str()), "{known}"));
    }
    for text in [
        format!("/quality {TWINS} 王伟"),
        format!("/quality {TWINS} nobody"),
        format!("/quality {ROOMS} room:Room"),
        format!("/quality {WEEKLY} yesterday"),
        format!("/quality export {ONE_OFFICE} me csv"),
        "/quality last".to_owned(),
        "/quality recent".to_owned(),
        "/quality trend".to_owned(),
        format!("/quality watch {WEEKLY}"),
        "/quality doctor".to_owned(),
    ] {
        stage.zhang_san().says(&text).await;
        stage.next_card().await;
    }
    stage.zhang_san().says(&format!("/quality {ONE_OFFICE} me")).mention(LI_SI).await;
    stage.next_card().await.says("张三 和 李四");

    let personal = personal(&stage);
    assert!(personal.len() > 20, "{personal:?}");
    let said = stage.said_in(GROUP);
    assert!(said.len() > 40, "{}", said.len());
    for reply in said {
        let text = text_of(&stage, &reply.message);
        for known in &personal {
            assert!(!text.contains(known.as_str()), "“{known}” is in\n{text}\n{reply}");
        }
    }
    stage.end().await;
}

#[tokio::test]
async fn where_personal_data_is_blocked_everybody_is_shown_without_names() {
    let stage = Stage::open_to_all().await;
    let blocked = || Fault::Code { status: 400, code: 230_028, msg: "contains personal data" };
    let _once = stage.sim.faults().inject(Api::Reply, blocked()).times(1);
    stage.li_si().says(&format!("/quality {ONE_OFFICE}")).await;
    let card = stage.next_card().await;
    card.says("Meeting quality for everybody").says("Participant 1");
    for name in ["张三", "李四", "王芳", "Ana", "kehan", "项目同步"] {
        card.never_says(name);
    }
    assert_eq!(stage.new_calls().reply, 2);
    let _twice = stage.sim.faults().inject(Api::Reply, blocked()).times(2);
    stage.li_si().says(&format!("/quality {RECURRING}")).await;
    let text = stage.next_card().await;
    assert_eq!(text.message.msg_type, "text");
    text.never_says("王芳").never_says("站会");
    stage.end().await;
}

#[tokio::test]
async fn support_presses_in_the_1_1_chat_and_is_answered_there() {
    let stage = Stage::with_access(Access::Meeting, &[SUPPORT]).await;
    stage.support().tells_the_bot(&format!("/quality {LONG}")).mention(ZHANG_SAN).await;
    let card = stage.next_card().await;
    card.says("Meeting quality for 张三").never_says("Realtek").is_for(&stage, SUPPORT);
    let seen = stage.support().presses(&card, "details").await;
    seen.toast("info", ON_ITS_WAY[0], ON_ITS_WAY[1]);
    let details = stage.next_card().await;
    details.is_for(&stage, SUPPORT);
    assert_eq!(details.message.visible_to, None, "nobody else is there");
    shows_all(&details);
    for (op, says) in [("whole", "Meeting quality for everybody"), ("instances", "Which one")] {
        stage.support().presses(&card, op).await.toast("info", "正在查询", "Looking it up");
        stage.next_card().await.says(says).is_for(&stage, SUPPORT);
    }
    stage.support().presses(&card, "export_csv").await.toast("info", "文件", "file");
    assert_eq!(stage.next_card().await.message.chat_id, card.message.chat_id);
    assert!(stage.said_in(GROUP).is_empty());
    stage.end().await;
}
