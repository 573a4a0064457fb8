//! Results, and pages of sessions on the way to one.

use async_trait::async_trait;

use super::{MemoryStore, result_key};
use crate::app::answer::{Kept, Part, Session};
use crate::app::error::StoreError;
use crate::app::ports::Results;
use crate::quality::ids::ParticipantId;

#[async_trait]
impl Results for MemoryStore {
    async fn find(
        &self,
        tenant: &str,
        instance: &str,
        person: &ParticipantId,
    ) -> Result<Option<Kept>, StoreError> {
        Ok(self.maps().results.get(&result_key(tenant, instance, person)).cloned())
    }

    async fn keep(&self, tenant: &str, kept: &Kept) -> Result<(), StoreError> {
        let key = result_key(tenant, &kept.meeting.instance, &kept.person);
        let mut maps = self.maps();
        maps.parts.retain(|(result, ..), _| *result != key);
        maps.results.insert(key, kept.clone());
        Ok(())
    }

    async fn keep_part(
        &self,
        tenant: &str,
        session: &Session,
        place: usize,
        part: &Part,
    ) -> Result<(), StoreError> {
        let result = result_key(tenant, &session.instance, &session.person);
        self.maps().parts.insert((result, session.join, place), part.clone());
        Ok(())
    }

    async fn parts(&self, tenant: &str, session: &Session) -> Result<Vec<Part>, StoreError> {
        let maps = self.maps();
        let result = result_key(tenant, &session.instance, &session.person);
        let part = |place| maps.parts.get(&(result.clone(), session.join, place)).cloned();
        Ok((0..).map_while(part).collect())
    }
}
