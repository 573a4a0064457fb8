//! What a refused asker does not learn, and what somebody sees of meetings that they were not all in.

use quality_bot::settings::Access;
use quality_bot::simulator::Session;
use quality_bot::simulator::data::{
    ANA, FOUR_PEOPLE, KEHAN, RECURRING, TWINS, WANG_FANG, WEEKLY, ZHANG_SAN,
};

use crate::support::happening::MINUTE;
use crate::support::{Calls, Reply, Stage};

#[tokio::test]
async fn a_refused_asker_does_not_learn_who_was_there() {
    for access in [Access::Own, Access::Meeting] {
        let stage = Stage::with_access(access, &[]).await;
        let ask = async |no: &str, who: &str, when: &str| {
            stage.new_calls();
            // What one question looked up is not there for the next.
            stage.clock.wind(MINUTE).await;
            let asking = stage.stranger().says(&format!("/quality {no}"));
            asking.mention(who).then(&format!(" {when}")).await;
            (stage.next_card().await, Calls { token: 0, bot_info: 0, ..stage.new_calls() })
        };
        let alike = |(there, calls): (Reply, Calls), name: &str, (away, cost): (Reply, Calls)| {
            assert_eq!(
                there.to_string().replace(name, "KEHAN"),
                away.to_string().replace("kehan", "KEHAN")
            );
            assert_eq!(calls, cost, "{access}");
            tells_nothing(&there);
        };
        alike(ask(FOUR_PEOPLE, ZHANG_SAN, "").await, "张三", ask(FOUR_PEOPLE, KEHAN, "").await);
        // He was in one of many.
        alike(ask(RECURRING, ZHANG_SAN, "").await, "张三", ask(RECURRING, KEHAN, "").await);
        // She was in both of that day.
        let both = ask(WEEKLY, WANG_FANG, "昨天").await;
        assert!(both.0.button("instance").is_none());
        alike(both, "王芳", ask(WEEKLY, KEHAN, "昨天").await);

        // Names are not looked up for them, be they one, several or none.
        for name in ["王芳", "王伟", "Ana", "nobody"] {
            stage.stranger().says(&format!("/quality {TWINS} {name}")).await;
            let card = stage.next_card().await;
            card.coloured("yellow").says("不能给你看").says("I cannot show you that");
            card.never_says("王").never_says("Ana").never_says("nobody");
        }
        stage.end().await;
    }
}

fn tells_nothing(card: &Reply) {
    card.says("不能给你看").says("I cannot show you that").never_says("2026").never_says("checked");
}

#[tokio::test]
async fn a_list_of_meetings_is_for_who_may_see_one_of_them() {
    for access in [Access::Own, Access::Meeting] {
        let stage = Stage::with_access(access, &[]).await;
        stage.stranger().says(&format!("/quality {WEEKLY} yesterday")).await;
        let card = stage.next_card().await;
        card.says("I cannot show you that").never_says("部门例会").never_says("14:00");
        stage
            .stranger()
            .says(&format!("/quality {WEEKLY} yesterday"))
            .mention(WANG_FANG)
            .mention(ANA)
            .await;
        stage.next_card().await.says("I cannot show you that").never_says("部门例会");
        stage.end().await;
    }
    let stage = Stage::open().await;
    stage.actor(WANG_FANG).says(&format!("/quality {WEEKLY} yesterday")).await;
    let card = stage.next_card().await;
    card.says("Which one do you mean?").says("你说的是哪一个？").says("14:00").says("16:30");
    stage.end().await;
}

#[tokio::test]
async fn of_a_recurring_number_the_asker_sees_the_meetings_that_they_were_in() {
    let stage = Stage::open().await;
    // Ana was in yesterday's. 张三 was in the one a week before, where she was not.
    stage.sim.edit(|world| {
        let newest = world.meeting_mut(RECURRING).unwrap();
        let ana = Session { person: Some(ANA.to_owned()), ..newest.sessions[0].clone() };
        newest.sessions.push(ana);
    });
    let no = format!("/quality {RECURRING}");
    stage.actor(ANA).says(&no).mention(ZHANG_SAN).await;
    let card = stage.next_card().await;
    card.says("张三 没有参加会议 778 899 001（查了最近 1 场）");
    card.says("张三 did not take part in meeting 778 899 001 (most recent meetings checked: 1).");
    stage.actor(ANA).says(&no).mention(ZHANG_SAN).mention(WANG_FANG).await;
    stage.next_card().await.says("张三 did not take part in meeting 778 899 001");

    stage.actor(WANG_FANG).says(&no).mention(ZHANG_SAN).await;
    stage.next_card().await.says("Meeting quality for 张三").says("2026-11-12");
    stage.actor(WANG_FANG).says(&no).mention(ZHANG_SAN).then(" me").await;
    stage.next_card().await.says("Meeting quality for 张三 and 王芳");
    stage.end().await;
}
