//! Kills the real `serve` process at random moments under a burst of commands, and counts what the
//! askers got.
//!
//! A command that was answered 200 gets exactly one reply, whatever becomes of the process; one
//! that was not gets at most one, and exactly one when it is pushed again. A killed process says
//! nothing about a power cut, because the page cache survives it.

#![cfg(feature = "simulator")]
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]
#![expect(clippy::print_stdout, reason = "what was drawn belongs to a failure")]

mod answers;
mod process;
mod questions;
mod round;

use std::collections::BTreeMap;
use std::pin::pin;

use futures_util::future::{Either, select};
use futures_util::stream::{self, StreamExt};
use quality_bot::simulator::{Api, Delivery, Message, Says, SimClock, Simulator, World};
use quality_bot::store::sled::SledStore;
use quality_bot::store::{JobLane, Jobs};
use rand::SeedableRng;
use rand::rngs::StdRng;

use crate::answers::{Answers, accepted, replies};
use crate::process::{Machine, Process};
use crate::questions::{BURST, burst, prepare, says};
use crate::round::Round;

const ROUNDS: usize = 20;
/// Pushes of a burst under way: few, so that many moments lie inside it.
const AT_ONCE: usize = 4;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_command_gets_one_reply_however_often_the_process_is_killed() {
    let seed = seed();
    println!("to draw the same moments again: SIGKILL_SEED={seed}");
    let mut chance = StdRng::seed_from_u64(seed);
    let clock = SimClock::real();
    let mut world = World::demo(&clock);
    prepare(&mut world);
    let answers = Answers::learn(world.clone(), clock.clone()).await;
    let feishu = Simulator::start(world, clock).await.unwrap();
    let machine = Machine::new(&feishu);

    for number in 0..ROUNDS {
        let round = Round::draw(number, &mut chance);
        println!("round {number}: {round:?}");
        live(&round, &machine, &feishu, &answers).await;
    }
    recover(&machine, &feishu, &answers).await;
    hear_everything_again(&machine, &feishu, &answers).await;
    check_that_kills_hit(&feishu);
    assert_eq!(feishu.journal().unexpected(), Vec::<String>::new());
}

/// One process, from its start to its death.
async fn live(round: &Round, machine: &Machine, feishu: &Simulator, answers: &Answers) {
    let process = machine.start();
    if round.drained {
        machine.ready().await;
        answers.drain(feishu).await;
    }
    let trouble = round.begin(feishu);
    let moment = pin!(round.moment(feishu, answers));
    let burst = pin!(async {
        machine.ready().await;
        let said = |says: Says| async move { drop(feishu.say(&says).await) };
        stream::iter(burst()).for_each_concurrent(AT_ONCE, said).await;
    });
    if let Either::Right(((), moment)) = select(moment, burst).await {
        moment.await;
    }
    process.kill();
    trouble.end();
}

/// Nobody has two replies, and whoever was accepted has the right one.
fn check_replies(feishu: &Simulator, answers: &Answers) {
    feishu.read(|state| {
        let mut found: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for reply in replies(state) {
            found.entry(reply.parent_id.clone().unwrap()).or_default().push(reply);
        }
        for replies in found.values() {
            assert_eq!(replies.len(), 1, "{replies:#?}");
        }
        for command in accepted(state) {
            assert!(answers.right(found[&command][0]), "{:#?}", found[&command]);
        }
    });
}

/// A process that lives answers what is owed, then what was lost on its way and is pushed again.
async fn recover(machine: &Machine, feishu: &Simulator, answers: &Answers) {
    let process = machine.start();
    machine.ready().await;
    answers.drain(feishu).await;
    check_replies(feishu, answers);
    push_everything_again(feishu).await;
    end(process, machine, feishu, answers).await;
    check_replies(feishu, answers);
}

/// Every command was accepted before, by a process that is gone: nobody says anything.
async fn hear_everything_again(machine: &Machine, feishu: &Simulator, answers: &Answers) {
    let said = || feishu.journal().count(Api::Reply) + feishu.journal().count(Api::Patch);
    let before = said();
    let process = machine.start();
    machine.ready().await;
    push_everything_again(feishu).await;
    end(process, machine, feishu, answers).await;
    assert_eq!(said() - before, 1, "only the last command is new");
    check_replies(feishu, answers);
}

async fn push_everything_again(feishu: &Simulator) {
    let pushed = feishu.read(|state| state.deliveries().to_vec());
    let events: BTreeMap<_, _> =
        pushed.into_iter().map(|one| (one.message_id, one.event)).collect();
    let again = |event| async {
        let delivery = feishu.push(event).await;
        assert_eq!(delivery.status(), Some(200), "{:?}", delivery.attempts);
    };
    stream::iter(events.into_values()).for_each_concurrent(BURST, again).await;
}

/// Asks for the last time, stops the process politely, and looks into the store.
async fn end(process: Process, machine: &Machine, feishu: &Simulator, answers: &Answers) {
    // Jobs begin in the order in which they came, so all others have begun when this one ends.
    assert_eq!(feishu.say(&says(0)).await.status(), Some(200));
    answers.drain(feishu).await;
    assert!(process.stop().await.success());
    let store = SledStore::open(&machine.store()).unwrap();
    for lane in JobLane::ALL {
        assert_eq!(store.next_due(lane).await.unwrap(), None, "work is left that nobody does");
    }
}

/// The cases this is about did occur.
fn check_that_kills_hit(feishu: &Simulator) {
    feishu.read(|state| {
        let first_failed =
            |one: &&Delivery| one.attempts.first().and_then(|it| it.outcome.status()) != Some(200);
        let failed = state.deliveries().iter().filter(first_failed).count();
        assert!(failed > 0, "no push met a dead process");
        let (calls, made) = (state.journal().count(Api::Reply), replies(state).count());
        assert!(calls > made, "no reply was tried again: {calls} calls made {made} replies");
        let replaced = |one: &&Message| one.history.iter().any(|old| *old != one.content);
        assert!(replies(state).filter(replaced).count() > 0, "no working card was replaced");
        let accepted = accepted(state).len();
        println!("{accepted} commands; {failed} pushes failed; {calls} calls of reply");
    });
}

#[expect(clippy::disallowed_methods, reason = "how somebody repeats a failure")]
fn seed() -> u64 {
    std::env::var("SIGKILL_SEED").map_or_else(|_| rand::random(), |seed| seed.parse().unwrap())
}
