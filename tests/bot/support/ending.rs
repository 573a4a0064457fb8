//! What must be true when the curtain falls.

use std::path::Path;
use std::time::Duration;

use quality_bot::simulator::{Author, Message, State, data};
use quality_bot::store::sled::SledStore;
use quality_bot::store::{JobLane, Jobs, Retention, Sweep};

use super::Stage;
use super::logs;

/// What a test says is not as usual.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Ending {
    /// Questions that nobody could answer.
    pub(crate) dead: usize,
    /// Pushes whose last answer was not 200.
    pub(crate) pushes_refused: usize,
}

impl Stage {
    /// Stops the bot and fails if anything happened that the test did not expect.
    pub(crate) async fn end(self) {
        self.end_with(Ending::default()).await;
    }

    /// The same, where something unusual was expected.
    pub(crate) async fn end_with(self, expected: Ending) {
        let complaints = self.complaints(expected).await;
        assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    }

    /// Everything that is not as it should be.
    pub(crate) async fn complaints(mut self, expected: Ending) -> Vec<String> {
        self.settle().await;
        self.stop_bot().await;
        let mut found = self.sim.journal().unexpected();
        found.extend(self.sim.read(|state| pushes(state, expected)));
        found.extend(
            unread(&self).iter().map(|message| format!("one too many: {}", message.content)),
        );
        found.extend(left_behind(self.settings.store.path.as_path(), expected).await);
        found.extend(logs::leaks(false));
        found.extend(shown_secrets(&self));
        found
    }
}

fn pushes(state: &State, expected: Ending) -> Option<String> {
    let refused: Vec<_> =
        state.deliveries().iter().filter(|push| push.status() != Some(200)).collect();
    (refused.len() != expected.pushes_refused).then(|| format!("not answered 200: {refused:?}"))
}

/// The messages of the bot that no expectation took.
pub(super) fn unread(stage: &Stage) -> Vec<Message> {
    let read = stage.read.lock().unwrap();
    stage.sim.read(|state| {
        let unread = said_by_bot(state).filter(|message| !read.contains(&message.message_id));
        unread.cloned().collect()
    })
}

fn said_by_bot(state: &State) -> impl Iterator<Item = &Message> {
    let messages = state.world().messages.iter();
    messages.filter(|it| it.author == Author::Bot && it.message_id != data::BOT_CARD)
}

/// Work that is not done, in the store of a bot that was stopped.
async fn left_behind(store: &Path, expected: Ending) -> Vec<String> {
    let store = SledStore::open(store).unwrap();
    let mut found = Vec::new();
    for lane in JobLane::ALL {
        if let Some(due) = store.next_due(lane).await.unwrap() {
            found.push(format!("work was left in the queue, due at {due}"));
        }
    }
    let nothing = Retention { raw: Duration::ZERO, judgements: Duration::ZERO };
    let swept = store.sweep(jiff::Timestamp::MAX, nothing).await.unwrap();
    if swept.dead != expected.dead {
        found.push(format!("{} questions were given up", swept.dead));
    }
    found
}

/// Messages of the bot, as they are or were, in which a secret stands.
fn shown_secrets(stage: &Stage) -> Vec<String> {
    let secrets = stage.sim.edit(|world| logs::secrets(world));
    let leaks = |text: &&String| secrets.iter().any(|secret| text.contains(secret.as_str()));
    stage.sim.read(|state| {
        let texts = said_by_bot(state).flat_map(|it| it.history.iter().chain([&it.content]));
        texts.filter(leaks).map(|text| format!("a secret is in {text}")).collect()
    })
}
