//! Planned work that waits behind other planned work: its card is true, and its asker is heard.

use quality_bot::simulator::data::BIG;
use quality_bot::simulator::{Delivery, Gate, State};

use crate::support::bulk::{BUDGET, IN_FLIGHT, PEOPLE};
use crate::support::{Reply, Stage};

/// How many run at once.
const AT_ONCE: u64 = 4;

/// 李四 asks so often for everybody in [`BIG`]; those behind the fourth wait until the gate opens.
async fn asked(stage: &Stage, times: u64) -> (Gate, Vec<(Delivery, Reply)>) {
    stage.clock.hold();
    let gate = stage.hold_answers(IN_FLIGHT);
    let mut all = Vec::new();
    for nth in 1..=times {
        let asked = stage.li_si().says(&format!("/quality {BIG}")).await;
        let card = stage.reply_to(&asked).await;
        stage.wait_for_quality_calls(IN_FLIGHT).await;
        // The message is dealt with: what it asks for is queued.
        while stage.bot().metrics().await.jobs("done") < nth {}
        all.push((asked, card));
    }
    (gate, all)
}

fn now(stage: &Stage, card: &Reply) -> Reply {
    Reply::of(stage.sim.message(&card.message.message_id).unwrap())
}

fn minutes_left(card: &Reply) -> usize {
    let rest = card.after("About ").unwrap();
    rest.split(' ').next().unwrap().parse().unwrap()
}

/// Those that run end, as somebody wants that.
async fn stop(stage: &Stage, running: &[(Delivery, Reply)]) {
    for (_, card) in running {
        stage.li_si().presses_at_once(card, "cancel").await.toast("info", "停下来", "stopping");
    }
}

#[tokio::test]
async fn the_time_left_counts_what_goes_before() {
    let stage = Stage::open().await;
    let (gate, all) = asked(&stage, AT_ONCE + 2).await;
    let left: Vec<usize> = all.iter().map(|(_, card)| minutes_left(card)).collect();
    assert_eq!(left[0], 3, "{left:?}");
    assert!(left.is_sorted_by(|a, b| a < b), "{left:?}");
    stop(&stage, &all).await;
    gate.open();
    stage.settle().await;
    stage.end().await;
}

#[tokio::test]
async fn what_waits_is_stopped_at_once_and_begun_anew_is_done() {
    let stage = Stage::open().await;
    let (gate, all) = asked(&stage, AT_ONCE + 1).await;
    let (running, [(_, card)]) = all.split_at(all.len() - 1) else { panic!("one waits") };
    stage.li_si().presses_at_once(card, "cancel").await.toast("info", "停下来", "stopping");
    let stopped = now(&stage, card);
    stopped.says("Stopped looking at everybody").says(&format!("0 of {PEOPLE} people were done"));
    stage.li_si().presses_at_once(&stopped, "refresh").await.toast("info", "正在", "again");
    gate.open();
    // No call is broken off: the next ones wait for their minute.
    stage.wait_for_quality_calls(BUDGET).await;
    stage.clock.until_asleep(1).await;
    stop(&stage, running).await;
    let done = stage.finished(card).await;
    let pictures = done.earlier();
    let stops = pictures.iter().filter(|it| it.to_string().contains("Stopped looking"));
    assert_eq!(stops.count(), 1, "what was stopped says nothing more when its turn comes");
    stage.end().await;
}

#[tokio::test]
async fn what_waits_goes_at_once_with_its_command() {
    let stage = Stage::open().await;
    let (gate, all) = asked(&stage, AT_ONCE + 1).await;
    let (running, [(said, card)]) = all.split_at(all.len() - 1) else { panic!("one waits") };
    assert_eq!(stage.recalls(&said.message_id).await.status(), Some(200));
    let is_gone = |state: &State| {
        let message = state.world().messages.get(&card.message.message_id)?;
        message.recalled.then_some(())
    };
    stage.sim.wait_for(is_gone).await.unwrap();
    stop(&stage, running).await;
    gate.open();
    stage.settle().await;
    assert_eq!(stage.new_calls().delete, 1);
    stage.end().await;
}

#[tokio::test]
async fn of_work_that_is_over_nothing_is_stopped() {
    let stage = Stage::open().await;
    let said = stage.li_si().says(&format!("/quality {BIG}")).await;
    let card = stage.reply_to(&said).await;
    let done = stage.finished(&card).await;
    let cancel = card.button("cancel").unwrap().clone();
    stage.li_si().forges(&done, cancel).await.toast("info", "停下来", "stopping");
    assert_eq!(stage.card_now(&done).await.content, done.content);
    stage.end().await;
}
