//! Many who ask the same at the same time: it is fetched once, and all are answered.

use std::future::IntoFuture;

use futures_util::future::join_all;
use quality_bot::simulator::data::{ANA, FOUR_PEOPLE, LI_SI, ONE_OFFICE, WANG_FANG, ZHANG_SAN};

use crate::support::{Calls, Stage};

const MANY: usize = 100;

/// Questions that are worked on at once; whoever comes later finds what is kept.
const AT_WORK: usize = 16;

/// So many questions, by several people; who cannot be answered in the group at once waits, which is
/// not what is looked at here.
async fn ask(stage: &Stage, question: &str, about: Option<&str>) {
    stage.sim.edit(|world| world.limits.chat_per_second = MANY);
    let people = [ZHANG_SAN, LI_SI, WANG_FANG, ANA].into_iter().cycle();
    let questions = people.take(MANY).map(|who| {
        let asking = stage.actor(who).says(question);
        match about {
            Some(person) => asking.mention(person),
            None => asking,
        }
        .into_future()
    });
    for asked in join_all(questions).await {
        assert_eq!(asked.status(), Some(200));
    }
}

/// All of them were answered alike, each once.
async fn answers(stage: &Stage, says: &str) {
    let mut asked = Vec::new();
    for _ in 0..MANY {
        let card = stage.next_card().await;
        card.says(says);
        asked.push(card.message.parent_id.unwrap());
    }
    asked.sort();
    asked.dedup();
    assert_eq!(asked.len(), MANY);
}

#[tokio::test]
async fn a_hundred_equal_questions_are_answered_from_one_fetch() {
    let stage = Stage::open().await;
    ask(&stage, &format!("/quality {FOUR_PEOPLE}"), Some(ZHANG_SAN)).await;
    answers(&stage, "Meeting quality for 张三").await;
    let Calls { meeting_list, participant_list, quality, reply, .. } = stage.new_calls();
    assert_eq!((quality, reply), (1, MANY));
    assert!(participant_list <= AT_WORK, "{participant_list}");
    assert!(meeting_list < MANY, "{meeting_list}");
    stage.end().await;
}

#[tokio::test]
async fn a_hundred_who_ask_about_everybody_are_answered_from_one_fetch() {
    let stage = Stage::open().await;
    ask(&stage, &format!("/quality {ONE_OFFICE}"), None).await;
    answers(&stage, "Meeting quality for everybody").await;
    let Calls { meeting_list, participant_list, quality, reply, .. } = stage.new_calls();
    assert_eq!((participant_list, quality, reply), (1, 6, MANY));
    assert!(meeting_list < MANY, "{meeting_list}");
    stage.end().await;
}
