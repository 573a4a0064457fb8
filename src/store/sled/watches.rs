//! Watches.

use async_trait::async_trait;
use jiff::Timestamp;

use super::SledStore;
use super::place::{Kind, Place, joined};
use super::thing::{List, Thing, list_of};
use crate::app::asked::{Watch, WatchKind};
use crate::app::error::StoreError;
use crate::app::ports::Watches;
use crate::quality::ids::MeetingNo;

/// Tenant, number, and the chat or question.
fn key(watch: &Watch) -> Result<Vec<u8>, StoreError> {
    let (kind, of) = match &watch.kind {
        WatchKind::Chat { chat, .. } => ("chat", chat),
        WatchKind::Once { asked } => ("once", &asked.0),
    };
    joined(&[&watch.tenant, watch.no.as_str(), kind, of])
}

fn thing(watch: &Watch) -> Result<Thing, StoreError> {
    let thing = Thing::new(Kind::Watch, key(watch)?, watch.since, watch)?;
    let thing = thing.naming(&watch.tenant, watch)?;
    match &watch.kind {
        WatchKind::Chat { chat, .. } => {
            Ok(thing.listed(List::Chat, &watch.tenant, chat)?.lasting())
        }
        WatchKind::Once { .. } => Ok(thing),
    }
}

impl SledStore {
    /// Oldest first.
    fn those(&self, places: &[Place]) -> Result<Vec<Watch>, StoreError> {
        let mut those: Vec<Watch> = self.tables.all(places)?;
        those.sort_by_key(|watch| watch.since);
        Ok(those)
    }
}

#[async_trait]
impl Watches for SledStore {
    async fn watch(&self, watch: &Watch) -> Result<(), StoreError> {
        self.keep_thing(thing(watch)?).await
    }

    async fn unwatch(&self, watch: &Watch) -> Result<bool, StoreError> {
        let place = Place::new(Kind::Watch, key(watch)?);
        Ok(self.remove(vec![place]).await? > 0)
    }

    async fn watches_in(&self, tenant: &str, chat: &str) -> Result<Vec<Watch>, StoreError> {
        let list = list_of(List::Chat, tenant, chat)?;
        let ever = Timestamp::UNIX_EPOCH..=Timestamp::MAX;
        self.those(&self.tables.list_of_kind(&list, Kind::Watch, ever)?)
    }

    async fn watches_of(&self, tenant: &str, no: MeetingNo) -> Result<Vec<Watch>, StoreError> {
        self.those(&self.tables.places(Kind::Watch, &joined(&[tenant, no.as_str()])?)?)
    }

    async fn watches(&self) -> Result<Vec<Watch>, StoreError> {
        self.those(&self.tables.places(Kind::Watch, &[])?)
    }
}
