//! Judgements.

use async_trait::async_trait;
use jiff::Timestamp;

use super::{MemoryStore, result_key};
use crate::app::asked::About;
use crate::app::error::StoreError;
use crate::app::ports::{History, Remembered};
use crate::quality::ids::OpenId;

#[async_trait]
impl History for MemoryStore {
    async fn remember(&self, tenant: &str, judged: &Remembered) -> Result<(), StoreError> {
        let key = result_key(tenant, &judged.meeting.instance, &judged.person);
        self.maps().judgements.insert(key, judged.clone());
        Ok(())
    }

    async fn history(
        &self,
        tenant: &str,
        person: &OpenId,
        since: Timestamp,
    ) -> Result<Vec<Remembered>, StoreError> {
        let maps = self.maps();
        let of_person = maps.judgements.iter().filter(|((of, ..), judged)| {
            of == tenant && judged.person.is(person) && judged.meeting.end > since
        });
        let mut history: Vec<_> = of_person.map(|(_, judged)| judged.clone()).collect();
        history.sort_by_key(|judged| judged.meeting.end);
        Ok(history)
    }

    async fn remembered(
        &self,
        tenant: &str,
        about: &About,
    ) -> Result<Option<Remembered>, StoreError> {
        let key = result_key(tenant, &about.instance, &about.person);
        Ok(self.maps().judgements.get(&key).cloned())
    }
}
