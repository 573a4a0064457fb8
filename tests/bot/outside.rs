//! What comes from outside may be odd: it is shown as it is, and changes nothing else.

use quality_bot::simulator::data::{ANA, FOUR_PEOPLE, KEHAN, LONG, REJOIN, ZHANG_SAN};
use quality_bot::simulator::{Api, Fault, IdKind};

use crate::support::Stage;

const ODD: &str = "</font>**[a](https://b)** <at id=all></at> :DONE: `x` 👨‍👩‍👧";

#[tokio::test]
async fn names_and_topics_are_shown_and_do_nothing() {
    let stage = Stage::open_to_all().await;
    stage.sim.edit(|world| {
        world.people.iter_mut().for_each(|person| person.name = ODD.to_owned());
        let meeting = world.meeting_mut(FOUR_PEOPLE).unwrap();
        meeting.topic = ODD.to_owned();
        meeting.sessions.iter_mut().for_each(|session| session.name = ODD.to_owned());
    });
    stage.li_si().says(&format!("/quality {FOUR_PEOPLE}")).mention(ZHANG_SAN).await;
    let card = stage.next_card().await;
    card.says(&format!("Meeting quality for {ODD}")).says(&format!("Meeting 123 456 789 · {ODD}"));

    stage.li_si().says(&format!("/quality {REJOIN}")).mention(KEHAN).await;
    stage.next_card().await.says(&format!("{ODD} did not take part in meeting"));
    stage.li_si().says("/quality").mention(ANA).then(ODD).await;
    stage.next_card().await.coloured("orange");
    stage.end().await;
}

#[tokio::test]
async fn a_whole_day_is_one_card() {
    let stage = Stage::open().await;
    stage.sim.edit(|world| {
        let meeting = world.meeting_mut(LONG).unwrap();
        meeting.start -= 86_400 - 9_000;
        let end = meeting.start + 86_400;
        meeting.end = Some(end);
        let session =
            meeting.sessions.iter_mut().find(|it| it.person.as_deref() == Some(ZHANG_SAN));
        let session = session.unwrap();
        (session.join, session.leave) = (meeting.start, Some(end));
        let bad = session.minutes[42].clone();
        let first = session.join.div_euclid(60) * 60;
        let at = bad.sections["network"].at;
        session.minutes = (0..1440).map(|n| bad.clone().shifted(first + n * 60 - at)).collect();
    });
    stage.zhang_san().says(&format!("/quality {LONG} me")).await;
    let card = stage.next_card().await;
    assert_eq!(card.message.msg_type, "interactive");
    card.coloured("red").says("1440 of 1440 minutes were bad");
    assert!(card.message.content.contains("\"chart\""), "thinned, but still there");
    assert_eq!(stage.new_calls().quality, 15 + 2, "and the two hours of somebody else");
    stage.end().await;
}

#[tokio::test]
async fn the_zone_in_which_feishu_writes_times_changes_nothing() {
    let mut answers = Vec::new();
    for hours in [8, -3, 0] {
        let stage = Stage::open().await;
        stage.sim.edit(|world| world.utc_offset_s = hours * 3600);
        stage.zhang_san().says(&format!("/quality {LONG} me")).await;
        answers.push(stage.next_card().await.answer());
        stage.end().await;
    }
    assert_eq!(answers[1], answers[0]);
    assert_eq!(answers[2], answers[0]);
}

#[tokio::test]
async fn the_kind_of_id_in_a_row_changes_nothing() {
    for kind in [IdKind::OpenId, IdKind::UnionId, IdKind::UserId] {
        let stage = Stage::open().await;
        stage.sim.edit(|world| world.row_ids = Some(kind));
        stage.li_si().says(&format!("/quality {FOUR_PEOPLE}")).mention(ANA).await;
        stage.next_card().await.says("Meeting quality for Ana Lima");
        // Has the whole list kept.
        stage.li_si().says(&format!("/quality {FOUR_PEOPLE}")).await;
        stage.next_card().await;
        stage.li_si().says(&format!("/quality {FOUR_PEOPLE}")).mention(ZHANG_SAN).await;
        stage.next_card().await.says("Meeting quality for 张三");
        stage.li_si().says(&format!("/quality {FOUR_PEOPLE}")).mention(KEHAN).await;
        stage.next_card().await.says("kehan did not take part in meeting");
        stage.end().await;
    }
}

#[tokio::test]
async fn a_bot_that_does_not_know_itself_answers_where_only_it_can_be_meant() {
    let stage = Stage::open().await;
    let fault = stage.sim.faults().inject(Api::BotInfo, Fault::Html);
    stage.zhang_san().tells_the_bot(&format!("/quality {FOUR_PEOPLE} me")).await;
    stage.next_card().await.says("Meeting quality for 张三");
    assert_eq!(stage.new_calls().bot_info, 4);

    stage.zhang_san().says(&format!("/quality {FOUR_PEOPLE} me")).await;
    stage.wait_for_retries(1).await;
    fault.clear();
    stage.ring(std::time::Duration::from_secs(5)).await;
    stage.next_card().await.says("Meeting quality for 张三");
    stage.end().await;
}
