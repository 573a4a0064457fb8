//! What is right: the answers a bot gives that nobody kills.

use std::collections::{BTreeSet, HashMap};

use futures_util::future::join_all;
use quality_bot::simulator::{Author, Message, SimClock, Simulator, State, World};

use crate::process::Machine;
use crate::questions::{BURST, burst};

/// The right answer in each chat, by its id.
pub(crate) struct Answers(HashMap<String, String>);

impl Answers {
    /// Asks a bot that is left in peace, in a Feishu of its own.
    pub(crate) async fn learn(world: World, clock: SimClock) -> Self {
        let feishu = Simulator::start(world, clock).await.unwrap();
        let machine = Machine::new(&feishu);
        let process = machine.start();
        machine.ready().await;
        let says = burst();
        join_all(says.iter().map(|one| feishu.say(one))).await;
        let replies = |state: &State| replies(state).cloned().collect::<Vec<_>>();
        let all = |state: &State| (replies(state).len() == BURST).then_some(());
        feishu.wait_for(all).await.unwrap();
        // What is under way is ended first: no working card is left.
        assert!(process.stop().await.success());
        let replies = feishu.read(replies).into_iter();
        Self(replies.map(|reply| (reply.chat_id, answer(&reply.content))).collect())
    }

    pub(crate) fn right(&self, reply: &Message) -> bool {
        self.0.get(&reply.chat_id) == Some(&answer(&reply.content))
    }

    /// Accepted commands without their right answer, and commands that are being pushed.
    pub(crate) fn owed(&self, state: &State) -> Vec<String> {
        let right = replies(state).filter(|reply| self.right(reply));
        let answered: BTreeSet<_> = right.filter_map(|reply| reply.parent_id.clone()).collect();
        let pushes = state.deliveries().iter().filter(|one| one.attempts.is_empty());
        let pushed = pushes.map(|one| one.message_id.clone());
        accepted(state).difference(&answered).cloned().chain(pushed).collect()
    }

    /// Waits until nothing is owed.
    pub(crate) async fn drain(&self, feishu: &Simulator) {
        let nothing_owed = |state: &State| self.owed(state).is_empty().then_some(());
        if let Err(missed) = feishu.wait_for(nothing_owed).await {
            let owed = feishu.read(|state| self.owed(state));
            let got: Vec<_> = owed.iter().map(|one| (one, feishu.replies_to(one))).collect();
            panic!("still owed, and what they got: {got:#?}\n{missed}");
        }
    }
}

/// What a reply says: two questions differ in what the buttons of their cards carry.
fn answer(content: &str) -> String {
    let mut pieces = content.split("\"asked\":\"");
    let first = pieces.next().unwrap_or_default().to_owned();
    let after = |piece: &str| piece.split_once('"').map(|(_, rest)| rest.to_owned());
    pieces.filter_map(after).fold(first, |said, rest| said + &rest)
}

/// Everything the bot said to somebody.
pub(crate) fn replies(state: &State) -> impl Iterator<Item = &Message> {
    let said = |one: &&Message| one.author == Author::Bot && one.parent_id.is_some();
    state.world().messages.iter().filter(said)
}

/// The commands of which a push was answered 200.
pub(crate) fn accepted(state: &State) -> BTreeSet<String> {
    let pushes = state.deliveries().iter();
    let accepted =
        pushes.filter(|one| one.attempts.iter().any(|it| it.outcome.status() == Some(200)));
    accepted.map(|one| one.message_id.clone()).collect()
}
