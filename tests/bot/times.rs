//! Which meeting of a number is meant: days and times as people write them, and the latest one.

use quality_bot::settings::Access;
use quality_bot::simulator::data::{
    ALONE, FOUR_PEOPLE, ORGANISER, RECURRING, REJOINS, STRANGER, SUPPORT, WANG_FANG, WEEKLY,
    ZHANG_SAN,
};

use crate::support::{Calls, Reply, Stage};

/// What everybody who was in a weekly meeting says yesterday had two of.
const SEVERAL_ZH: &str = "会议号 520 520 520 开过不止一场，请选一场。";
const SEVERAL: &str = "There was more than one meeting with the number 520 520 520.";

/// 王芳 came to all.
async fn ask(stage: &Stage, no: &str, when: &str) -> Reply {
    stage
        .li_si()
        .says(&format!("/quality {no}"))
        .mention(WANG_FANG)
        .then(&format!(" {when}"))
        .await;
    stage.next_card().await
}

#[tokio::test]
async fn a_day_finds_the_meeting_of_that_day() {
    let stage = Stage::open_to_all().await;
    // It is Friday, 2026-11-20, 20:00.
    for (when, date) in [
        ("yesterday", "2026-11-19"),
        ("昨天", "2026-11-19"),
        ("周四", "2026-11-19"),
        ("thursday", "2026-11-19"),
        ("11-19", "2026-11-19"),
        ("last thursday", "2026-11-12"),
        ("上周四", "2026-11-12"),
        ("11-12", "2026-11-12"),
        ("11月12日", "2026-11-12"),
        ("2026-11-05", "2026-11-05"),
        ("2026/10/05", "2026-10-05"),
        ("2026-11-12 09:40", "2026-11-12"),
        ("2026-11-12 9am", "2026-11-12"),
        ("昨天上午9点半", "2026-11-19"),
        ("昨天上午", "2026-11-19"),
        ("昨天早上九点半", "2026-11-19"),
        ("yesterday morning", "2026-11-19"),
        ("on Thursday at 9:40", "2026-11-19"),
        ("周四上午", "2026-11-19"),
        ("19号", "2026-11-19"),
        ("Nov 12", "2026-11-12"),
        ("十一月十二日", "2026-11-12"),
        ("09:40 11-12", "2026-11-12"),
    ] {
        let card = ask(&stage, RECURRING, when).await;
        card.says("Meeting quality for 王芳").says(&format!("When: {date} 09:30 – 09:45"));
        card.says(&format!("{date} 09:30 – 09:45"));
    }
    stage.end().await;
}

#[tokio::test]
async fn a_time_alone_is_the_latest_that_is_over() {
    let stage = Stage::open_to_all().await;
    ask(&stage, WEEKLY, "yesterday 14:10").await.says("When: 2026-11-19 14:00");
    ask(&stage, WEEKLY, "yesterday 16:15").await.says("When: 2026-11-19 16:30");
    ask(&stage, RECURRING, "21:00").await.says("Meeting quality for 王芳").says("2026-11-19");
    ask(&stage, RECURRING, "09:40").await.says("at that time");
    stage.end().await;
}

#[tokio::test]
async fn a_day_without_a_meeting_is_told_so() {
    let stage = Stage::open().await;
    for when in ["today", "今天", "周三", "wed", "11-18", "2025-12-01"] {
        let card = ask(&stage, RECURRING, when).await;
        card.says("会议号 778 899 001 在那个时间没有开过会。");
        card.says("There was no meeting with the number 778 899 001 at that time.");
        card.says("去掉日期再发一次").says("Send it again without the date");
    }
    assert_eq!(stage.new_calls().quality, 0);
    stage.end().await;
}

#[tokio::test]
async fn what_is_to_come_or_too_long_ago_or_no_day_is_explained_where_it_stands() {
    let stage = Stage::open().await;
    for (when, at, zh_cn, en_us) in [
        ("2026-11-21", "2026-11-21", "这个时间还没到", "That is still to come"),
        ("周日 本周日", "本周日", "这个时间还没到", "That is still to come"),
        ("today 20:01", "20:01", "这个时间还没到", "That is still to come"),
        ("2025-11-19", "2025-11-19", "只能查最近一年", "for the last year only"),
        ("2019年1月2日", "2019年1月2日", "只能查最近一年", "for the last year only"),
        ("2026-02-30", "2026-02-30", "没有这一天", "There is no such day"),
        ("25:00", "25:00", "没有这个时间", "There is no such time"),
        ("昨天那事", "昨天那事", "没有这个时间", "There is no such time"),
        ("32号", "32号", "没有这一天", "There is no such day"),
        ("上周", "上周", "请写具体的一天", "please name the day"),
        ("last week", "last week", "请写具体的一天", "please name the day"),
        ("昨天 前天", "前天", "两个不同的日期", "two different days"),
    ] {
        let card = ask(&stage, RECURRING, when).await;
        card.coloured("orange").says(zh_cn).says(en_us);
        assert_eq!(card.highlighted("red"), at, "{when}");
    }
    let calls = stage.new_calls();
    assert_eq!(calls, Calls { token: 1, bot_info: 1, reply: calls.reply, ..Calls::NONE });
    stage.end().await;
}

#[tokio::test]
async fn of_several_that_day_somebody_chooses_and_the_answer_comes_in_place() {
    for (place, time) in [(0, "16:30"), (1, "14:00")] {
        let stage = Stage::open().await;
        let picker = ask(&stage, WEEKLY, "yesterday").await;
        picker.says("你说的是哪一个？").says(SEVERAL_ZH).says(SEVERAL);
        picker.says("2026-11-19 16:30 – 16:55").says("2026-11-19 14:00 – 14:25");
        picker.says("部门例会 Weekly review").says("4 人").says("4 attended");
        assert_eq!(stage.new_calls().quality, 0);

        let seen = stage.li_si().picks_row(&picker, place).await;
        seen.toast("info", "正在查询", "Looking it up");
        let card = stage.card_now(&picker).await;
        card.says("Meeting quality for 王芳").says(&format!("When: 2026-11-19 {time}"));
        card.never_says("Which one do you mean?");
        assert_eq!(stage.new_calls().meeting_list, 0, "it is known which");
        stage.end().await;
    }
}

#[tokio::test]
async fn what_a_card_of_one_choice_carries_stays_about_that_choice() {
    let stage = Stage::open().await;
    let picker = ask(&stage, WEEKLY, "yesterday").await;
    stage.li_si().picks_row(&picker, 0).await.toast("info", "正在查询", "Looking it up");
    let first = stage.card_now(&picker).await;
    first.says("When: 2026-11-19 16:30");
    // Somebody else chose at the same moment.
    let other = picker.row(1).unwrap().clone();
    stage.zhang_san().forges(&picker, other).await.toast("info", "正在查询", "Looking it up");
    let second = stage.card_now(&picker).await;
    second.says("When: 2026-11-19 14:00");
    for (card, began) in [(first, "2026-11-19 16:3"), (second, "2026-11-19 14:0")] {
        let value = card.button("export_csv").unwrap().clone();
        stage.li_si().forges(&picker, value).await.toast("info", "文件", "file");
        let (_, bytes) = stage.file(&stage.next_card().await);
        let line = std::str::from_utf8(&bytes).unwrap().lines().nth(1).unwrap().to_owned();
        assert!(line.starts_with(began), "{line}");
    }
    stage.end().await;
}

#[tokio::test]
async fn a_person_who_was_in_one_of_several_needs_no_choice() {
    let stage = Stage::open().await;
    stage.sim.edit(|world| {
        let mut weekly = world.meetings.iter_mut().filter(|one| one.no == WEEKLY);
        let second = weekly.next_back().unwrap();
        second.sessions.retain(|it| it.person.as_deref() != Some(ZHANG_SAN));
    });
    stage.zhang_san().says(&format!("/quality {WEEKLY} me yesterday")).await;
    stage.next_card().await.says("Meeting quality for 张三").says("When: 2026-11-19 14:00");
    stage.end().await;
}

#[tokio::test]
async fn the_same_goes_for_everybody_and_for_two() {
    let stage = Stage::open().await;
    stage.li_si().says(&format!("/quality {WEEKLY} 昨天")).await;
    let picker = stage.next_card().await;
    picker.says(SEVERAL_ZH).says(SEVERAL);
    stage.li_si().picks_row(&picker, 1).await.toast("info", "正在查询", "Looking it up");
    let whole = stage.card_now(&picker).await;
    whole.says("Meeting quality for everybody").says("2026-11-19 14:00");

    // One of them is known in full now; the other one is still meant, perhaps.
    stage.li_si().says(&format!("/quality {WEEKLY} 昨天")).await;
    stage.next_card().await.says(SEVERAL).says("16:30").says("14:00").says("4 attended");

    stage.li_si().says(&format!("/quality {WEEKLY} me")).mention(WANG_FANG).then(" 昨天").await;
    let picker = stage.next_card().await;
    picker.says(SEVERAL);
    stage.li_si().picks_row(&picker, 0).await.toast("info", "正在查询", "Looking it up");
    stage.card_now(&picker).await.says("Meeting quality for 李四 and 王芳").says("16:30");
    stage.end().await;
}

#[tokio::test]
async fn the_other_times_of_a_number_are_a_press_away() {
    let stage = Stage::open_with(|settings| {
        settings.answer.access = Access::Open;
        settings.answer.lookback_days = 365;
    })
    .await;
    let card = ask(&stage, WEEKLY, "").await;
    card.says("When: 2026-11-19 16:30");
    let seen = stage.li_si().presses(&card, "instances").await;
    seen.toast("info", "正在查询", "Looking it up");
    let picker = stage.next_card().await;
    picker.says(SEVERAL_ZH).says(SEVERAL).says("以上时间按 Asia/Shanghai").never_says("Not listed");
    assert_eq!(picker.message.parent_id.as_deref(), Some(card.message.message_id.as_str()));
    assert_eq!(picker.options().len(), 40);
    let seen = stage.li_si().picks_option(&picker, "2026-10-29 14:00–14:25").await;
    seen.toast("info", "正在查询", "Looking it up");
    let other = stage.card_now(&picker).await;
    other.says("Meeting quality for 王芳").says("When: 2026-10-29 14:00");
    stage.card_now(&card).await.says("When: 2026-11-19 16:30");
    stage.end().await;
}

#[tokio::test]
async fn the_other_times_are_those_that_the_presser_was_in_or_may_see() {
    // 张三 came on 11-12 alone, 王芳 came to all and holds them.
    for (access, who, all) in [
        (Access::Own, ZHANG_SAN, false),
        (Access::Own, WANG_FANG, true),
        (Access::Meeting, ZHANG_SAN, false),
        (Access::Meeting, WANG_FANG, true),
        (Access::Meeting, SUPPORT, true),
        (Access::Open, ZHANG_SAN, true),
    ] {
        let stage = Stage::with_access(access, &[SUPPORT]).await;
        stage.sim.edit(|world| {
            for meeting in world.meetings.iter_mut().filter(|it| it.no == RECURRING) {
                meeting.organizer = ORGANISER.to_owned();
            }
        });
        let command = format!("/quality {RECURRING} 11-12");
        match who == SUPPORT {
            true => stage.actor(who).says(&command).mention(WANG_FANG).await,
            false => stage.actor(who).says(&format!("{command} me")).await,
        };
        let card = stage.next_card().await;
        stage.new_calls();
        let seen = stage.actor(who).presses(&card, "instances").await;
        seen.toast("info", "正在查询", "Looking it up");
        let picker = stage.next_card().await;
        picker.says("站会 Stand-up").says("2026-11-12");
        for other in ["2026-11-19", "2026-11-05"] {
            match all {
                true => picker.says(other),
                false => picker.never_says(other),
            };
        }
        let calls = stage.new_calls();
        let own = usize::from(access != Access::Open && who != SUPPORT);
        assert_eq!((calls.meeting_list, calls.participant_list), (1 + own, 0), "{access} {who}");
        stage.end().await;
    }
}

#[tokio::test]
async fn of_more_than_fifty_the_rest_is_counted() {
    let stage = Stage::open_with(|settings| {
        settings.answer.access = Access::Open;
        settings.answer.lookback_days = 365;
    })
    .await;
    stage.sim.edit(|world| {
        let weekly = world.meeting(WEEKLY).unwrap().clone();
        world.meetings.extend((1..=25_i64).map(|n| {
            let mut one = weekly.clone();
            let earlier = 86_400 * n + 3_600;
            (one.start, one.end) = (one.start - earlier, one.end.map(|end| end - earlier));
            one.instance_id = format!("79{n:017}");
            one
        }));
    });
    let card = ask(&stage, WEEKLY, "yesterday 16:30").await;
    stage.li_si().presses(&card, "instances").await.toast("info", "正在查询", "Looking it up");
    let picker = stage.next_card().await;
    assert_eq!(picker.options().len(), 50);
    picker.says("另外还有 15 个没有列出").says("Not listed: 15 more");
    picker.says("加上日期再发一次").says("Send it again with the date");
    stage.end().await;
}

#[tokio::test]
async fn last_is_the_latest_meeting_of_whoever_asks() {
    for last in ["last", "latest", "上次", "last me", "me 上次"] {
        let stage = Stage::open().await;
        let card = {
            stage.li_si().says(&format!("/quality {last}")).await;
            stage.next_card().await
        };
        card.says("Meeting quality for 李四").says("889 900 223").says("方案讨论 Proposal");
        let one =
            Calls { meeting_list: 1, participant_list: 1, quality: 1, reply: 1, ..Calls::NONE };
        assert_eq!(stage.new_calls(), Calls { token: 1, bot_info: 1, ..one }, "{last}");
        stage.end().await;
    }
}

#[tokio::test]
async fn last_may_be_about_somebody_else_or_of_a_day() {
    let stage = Stage::open().await;
    stage.li_si().says("/quality last").mention(ZHANG_SAN).await;
    stage.next_card().await.says("Meeting quality for 张三").says("889 900 223");
    for (when, no) in [("昨天", "889 900 223"), ("yesterday 17:02", "223 344 556")] {
        stage.li_si().says(&format!("/quality 上次 {when}")).await;
        stage.next_card().await.says("Meeting quality for 李四").says(no);
    }
    stage.actor(WANG_FANG).says("/quality last 11-12").await;
    stage.next_card().await.says("Meeting quality for 王芳").says("When: 2026-11-12 14:00");
    stage.li_si().says("/quality last today").await;
    let card = stage.next_card().await;
    card.says("那个时间里，我没有找到你参加过的会议。");
    card.says("I found no meeting that you took part in at that time.");
    stage.end().await;
}

#[tokio::test]
async fn who_was_in_no_meeting_has_no_last_one() {
    let stage = Stage::open().await;
    stage.actor(STRANGER).says("/quality last").await;
    let card = stage.next_card().await;
    card.says("最近 30 天里，我没有找到你参加过的会议。");
    card.says("I found no meeting that you took part in during the last 30 days.");
    card.says("发 /quality 加 9 位会议号").says("Send /quality with a meeting's 9 digits");
    let one = Calls { token: 1, bot_info: 1, meeting_list: 1, reply: 1, ..Calls::NONE };
    assert_eq!(stage.new_calls(), one);
    stage.end().await;
}

#[tokio::test]
async fn a_last_meeting_that_has_just_ended_has_no_data_yet() {
    let stage = Stage::open().await;
    stage.zhang_san().says("/quality 上次").await;
    let card = stage.next_card().await;
    card.says("会议 112 233 445 结束才 3 分钟").says("Meeting 112 233 445 ended only 3 min ago");
    assert!(card.button("refresh").is_some(), "{card}");
    stage.end().await;
}

#[tokio::test]
async fn numbers_with_one_meeting_take_days_too() {
    let stage = Stage::open_to_all().await;
    for no in [FOUR_PEOPLE, REJOINS, ALONE] {
        ask(&stage, no, "昨天").await.says("Meeting quality for 王芳").says("2026-11-19");
        ask(&stage, no, "前天").await.says("at that time");
    }
    stage.end().await;
}
