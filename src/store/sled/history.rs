//! Judgements.

use async_trait::async_trait;
use jiff::Timestamp;

use super::SledStore;
use super::place::{Kind, Place, joined};
use super::thing::Thing;
use crate::app::asked::About;
use crate::app::error::StoreError;
use crate::app::ports::{History, Remembered};
use crate::quality::ids::OpenId;

/// Tenant, person and instance: a person's judgements stand together.
fn key(tenant: &str, person: &str, instance: &str) -> Result<Vec<u8>, StoreError> {
    joined(&[tenant, person, instance])
}

pub(super) fn thing(tenant: &str, judged: &Remembered) -> Result<Thing, StoreError> {
    let key = key(tenant, judged.person.as_str(), &judged.meeting.instance)?;
    Thing::new(Kind::Judgement, key, judged.meeting.end, judged)?.naming(tenant, judged)
}

#[async_trait]
impl History for SledStore {
    async fn remember(&self, tenant: &str, judged: &Remembered) -> Result<(), StoreError> {
        self.keep_thing(thing(tenant, judged)?).await
    }

    async fn history(
        &self,
        tenant: &str,
        person: &OpenId,
        since: Timestamp,
    ) -> Result<Vec<Remembered>, StoreError> {
        let places = self.tables.places(Kind::Judgement, &joined(&[tenant, &person.0])?)?;
        let mut history: Vec<Remembered> = self.tables.all(&places)?;
        history.retain(|judged| judged.meeting.end > since);
        history.sort_by_key(|judged| judged.meeting.end);
        Ok(history)
    }

    async fn remembered(
        &self,
        tenant: &str,
        about: &About,
    ) -> Result<Option<Remembered>, StoreError> {
        let key = key(tenant, about.person.as_str(), &about.instance)?;
        self.tables.get(&Place::new(Kind::Judgement, key))
    }
}
