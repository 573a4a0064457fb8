//! Questions, what is marked beside them, and opinions.

use std::cmp::Reverse;

use async_trait::async_trait;
use jiff::Timestamp;

use super::{MemoryStore, result_key};
use crate::app::asked::{About, Asked, AskedId, Opinion, Stop};
use crate::app::error::StoreError;
use crate::app::ports::Questions;
use crate::store::record::Mark;

impl super::Maps {
    fn is(&self, id: &AskedId, mark: Mark) -> bool {
        self.marks.contains_key(&(id.clone(), mark))
    }

    fn with_marks(&self, asked: &Asked) -> Asked {
        Asked {
            withdrawn: self.is(&asked.id, Mark::Withdrawn),
            shared: self.is(&asked.id, Mark::Shared),
            ..asked.clone()
        }
    }
}

impl MemoryStore {
    fn mark(&self, id: &AskedId, mark: Mark, at: Timestamp) {
        self.maps().marks.insert((id.clone(), mark), at);
    }
}

#[async_trait]
impl Questions for MemoryStore {
    async fn note(&self, asked: &Asked) -> Result<(), StoreError> {
        self.maps().questions.insert(asked.id.clone(), asked.clone());
        Ok(())
    }

    async fn withdraw(&self, asked: &Asked) -> Result<(), StoreError> {
        self.mark(&asked.id, Mark::Withdrawn, asked.at);
        Ok(())
    }

    async fn share(&self, asked: &Asked) -> Result<(), StoreError> {
        self.mark(&asked.id, Mark::Shared, asked.at);
        Ok(())
    }

    async fn stop(&self, id: &AskedId, stop: Stop, at: Timestamp) -> Result<(), StoreError> {
        self.mark(id, stop.into(), at);
        Ok(())
    }

    async fn stopped(&self, id: &AskedId) -> Result<Option<Stop>, StoreError> {
        let maps = self.maps();
        let stops = [Stop::Recalled, Stop::Cancelled];
        Ok(stops.into_iter().find(|stop| maps.is(id, (*stop).into())))
    }

    async fn asked(&self, id: &AskedId) -> Result<Option<Asked>, StoreError> {
        let maps = self.maps();
        Ok(maps.questions.get(id).map(|asked| maps.with_marks(asked)))
    }

    async fn asked_in(
        &self,
        tenant: &str,
        chat: &str,
        limit: usize,
    ) -> Result<Vec<Asked>, StoreError> {
        let maps = self.maps();
        let is_here = |asked: &&Asked| {
            asked.has_answer() && asked.message.tenant == tenant && asked.message.chat_id == chat
        };
        let mut here: Vec<_> = maps.questions.values().filter(is_here).collect();
        here.sort_by_key(|asked| Reverse(asked.at));
        Ok(here.into_iter().take(limit).map(|asked| maps.with_marks(asked)).collect())
    }

    async fn opine(
        &self,
        tenant: &str,
        about: &About,
        opinion: &Opinion,
    ) -> Result<(), StoreError> {
        let key = (result_key(tenant, &about.instance, &about.person), opinion.by.clone());
        self.maps().opinions.insert(key, opinion.clone());
        Ok(())
    }

    async fn opinions(&self, tenant: &str, about: &About) -> Result<Vec<Opinion>, StoreError> {
        let result = result_key(tenant, &about.instance, &about.person);
        let maps = self.maps();
        let of_result = maps.opinions.iter().filter(|((key, _), _)| *key == result);
        Ok(of_result.map(|(_, opinion)| opinion.clone()).collect())
    }
}
