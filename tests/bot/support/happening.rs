//! What happens without anybody saying something, and what comes of it by itself.

use std::time::Duration;

use quality_bot::app::ports::Watches;
use quality_bot::simulator::{Api, Author, Delivery, State, data};
use quality_bot::store::audit::{self, Filter};
use quality_bot::store::sled::SledStore;
use serde_json::Value;

use super::{Reply, Stage};

pub(crate) const MINUTE: Duration = Duration::from_secs(60);
pub(crate) const HOUR: Duration = Duration::from_secs(60 * 60);
pub(crate) const DAY: Duration = Duration::from_secs(24 * 60 * 60);

impl Stage {
    /// The running meeting of this number ends a minute later, and Feishu tells.
    pub(crate) async fn ends(&self, no: &str) -> Delivery {
        self.clock.wind(MINUTE).await;
        let _still = self.clock.stand_still().await;
        self.sim.end_meeting(no).await
    }

    /// It ends, and nobody tells.
    pub(crate) async fn ends_silently(&self, no: &str) {
        self.clock.wind(MINUTE).await;
        let _still = self.clock.stand_still().await;
        self.sim.end_meeting_silently(no).await;
    }

    /// An event comes, as it is or was changed.
    pub(crate) async fn hears(&self, event: &Value) -> Delivery {
        let _still = self.clock.stand_still().await;
        self.sim.push(event.clone()).await
    }

    /// Waits for a message that follows from no message, and gives it as [`Stage::next_card`] does.
    pub(crate) async fn comes_by_itself(&self) -> Reply {
        let read = self.read.lock().unwrap().clone();
        let is_new = |state: &State| {
            let own = state.world().messages.iter().filter(|it| it.author == Author::Bot);
            let mut new = own.filter(|it| !read.contains(&it.message_id));
            new.any(|it| it.message_id != data::BOT_CARD).then_some(())
        };
        self.sim.wait_for(is_new).await.unwrap();
        self.next_card().await
    }

    /// Waits until so many calls were made of something, in all.
    pub(crate) async fn wait_for_calls(&self, api: Api, count: usize) {
        let made = |state: &State| (state.journal().count(api) >= count).then_some(());
        self.sim.wait_for(made).await.unwrap();
    }

    /// How many calls were made of something, in all.
    pub(crate) fn calls_of(&self, api: Api) -> usize {
        self.sim.journal().count(api)
    }

    /// The store of a bot that was stopped.
    pub(crate) fn store(&self) -> SledStore {
        SledStore::open(&self.settings().store.path).unwrap()
    }

    /// How many watches there are; stops the bot.
    pub(crate) async fn watches_left(&mut self) -> usize {
        self.stop_bot().await;
        self.store().watches().await.unwrap().len()
    }
}

impl Stage {
    /// The lines of the audit log, oldest first.
    pub(crate) fn looks(&self) -> Vec<Value> {
        let mut lines = Vec::new();
        audit::show(&self.settings().store.path, &Filter::default(), &mut lines).unwrap();
        let text = String::from_utf8(lines).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}
