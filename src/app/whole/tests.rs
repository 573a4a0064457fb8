//! Everybody in a meeting, in a small world.

mod at_once;
mod going_on;
mod planning;
mod saying;
mod stopping;

use std::sync::Arc;

use tokio::task::JoinHandle;

use super::*;
use crate::app::inbound::MessageId;
use crate::app::world::*;
use crate::quality::verdict::ScopeVerdict;
use crate::settings::Access;

const CARD: &str = "om_card";

/// All kinds of people: planned are 1 + 3 + 2 + 1 + 1 calls.
fn all_kinds() -> Vec<Guest> {
    let device = Guest { id: None, ..guest("device", Data::Good, &[(0, 60)]) };
    let outsider = Guest { external: true, ..guest("ou_outsider", Data::Good, &[(0, 60)]) };
    let passer_by = Guest { id: None, external: true, ..guest("passer", Data::Good, &[(0, 9)]) };
    vec![
        guest("ou_ann", Data::Good, &[(0, 60)]),
        guest("ou_ben", Data::Bad, &[(0, 240)]),
        guest("ou_cem", Data::Good, &[(0, 50), (60, 90)]),
        guest("ou_dee", Data::Nothing, &[(0, 60)]),
        guest("omm_room", Data::Good, &[(0, 99)]),
        device,
        outsider,
        passer_by,
    ]
}

const PLANNED: usize = 8;
const WHOLE: &str = "ben ann cem omm_room | dee without data, device without id, outsider external, passer external";

/// What is noted of [`WHOLE`]: one of four had trouble.
fn whole_noted() -> WholeNoted {
    let judged = JudgedWhole { people: 4, bad: 1, scope: ScopeVerdict::Unknown };
    WholeNoted { instance: "7".to_owned(), settled: true, judged: Some(judged) }
}

fn many(people: usize, data: Data) -> Vec<Guest> {
    (0..people)
        .map(|n| {
            let id: &'static str = Box::leak(format!("ou_{n:03}").into_boxed_str());
            guest(id, data, &[(0, 60)])
        })
        .collect()
}

/// A world in which a question about everybody was noted and is to be worked on.
async fn planned(guests: Vec<Guest>) -> (World, Asked) {
    let (world, asked) = (World::after(guests), asked("1"));
    world.note(&asked).await;
    (world, asked)
}

/// The job in a task of its own, as the worker runs it.
fn start(app: &Arc<App>, asked: &Asked, card: &str) -> JoinHandle<Outcome> {
    let (app, id, card) = (Arc::clone(app), asked.id.clone(), MessageId(card.to_owned()));
    tokio::spawn(async move {
        let attempt =
            first_attempt(Task::Whole { asked: id.clone(), card: card.clone(), who: None });
        app.whole_job(&attempt, &id, &card, &Tasks::default()).await
    })
}

/// A question about everybody in [`long_meeting`].
fn asked(text: &str) -> Asked {
    Asked { pinned: Some(long_meeting()), ..question(message(text), 300) }
}

async fn work(app: &Arc<App>, asked: &Asked) -> Outcome {
    start(app, asked, CARD).await.unwrap()
}

async fn answer(app: &App, asked: &Asked, meeting: &Meeting, attempt_no: u32) -> Outcome {
    let mut attempt = first_attempt(Task::Message(asked.message.clone()));
    attempt.number = attempt_no;
    let tasks = Tasks::default();
    let reply = Reply::new(&app.ports, &asked.message.message_id, &attempt, &tasks);
    app.answer_whole(asked.clone(), meeting, &reply).await
}
