//! Watches.

use async_trait::async_trait;

use super::{MemoryStore, WatchKey};
use crate::app::asked::{Watch, WatchKind};
use crate::app::error::StoreError;
use crate::app::ports::Watches;
use crate::quality::ids::MeetingNo;

fn key(watch: &Watch) -> WatchKey {
    let (is_once, of) = match &watch.kind {
        WatchKind::Chat { chat, .. } => (false, chat),
        WatchKind::Once { asked } => (true, &asked.0),
    };
    (watch.tenant.clone(), watch.no, is_once, of.clone())
}

impl MemoryStore {
    /// Oldest first.
    fn those(&self, is_one: impl Fn(&Watch) -> bool) -> Vec<Watch> {
        let maps = self.maps();
        let mut those: Vec<_> = maps.watches.values().filter(|it| is_one(it)).cloned().collect();
        those.sort_by_key(|watch| watch.since);
        those
    }
}

#[async_trait]
impl Watches for MemoryStore {
    async fn watch(&self, watch: &Watch) -> Result<(), StoreError> {
        self.maps().watches.insert(key(watch), watch.clone());
        Ok(())
    }

    async fn unwatch(&self, watch: &Watch) -> Result<bool, StoreError> {
        Ok(self.maps().watches.remove(&key(watch)).is_some())
    }

    async fn watches_in(&self, tenant: &str, chat: &str) -> Result<Vec<Watch>, StoreError> {
        let is_here = |watch: &Watch| match &watch.kind {
            WatchKind::Chat { chat: into, .. } => watch.tenant == tenant && into == chat,
            WatchKind::Once { .. } => false,
        };
        Ok(self.those(is_here))
    }

    async fn watches_of(&self, tenant: &str, no: MeetingNo) -> Result<Vec<Watch>, StoreError> {
        Ok(self.those(|watch| watch.tenant == tenant && watch.no == no))
    }

    async fn watches(&self) -> Result<Vec<Watch>, StoreError> {
        Ok(self.those(|_| true))
    }
}
