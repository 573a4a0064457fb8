//! Questions that were answered with a card, and opinions of the answers.

use async_trait::async_trait;
use jiff::Timestamp;

use super::SledStore;
use super::change::{Aging, Change};
use super::results::joined;
use crate::app::asked::{About, Asked, AskedId, Opinion, Stop};
use crate::app::error::StoreError;
use crate::app::ports::Questions;
use crate::store::codec;

/// What stands behind a question's id where its links were withdrawn.
const WITHDRAWN: &str = "withdrawn";

#[async_trait]
impl Questions for SledStore {
    async fn share(&self, _asked: &Asked) -> Result<(), StoreError> {
        todo!()
    }

    async fn stop(&self, _id: &AskedId, _stop: Stop, _at: Timestamp) -> Result<(), StoreError> {
        todo!()
    }

    async fn stopped(&self, _id: &AskedId) -> Result<Option<Stop>, StoreError> {
        todo!()
    }

    async fn asked_in(
        &self,
        _tenant: &str,
        _chat: &str,
        _limit: usize,
    ) -> Result<Vec<Asked>, StoreError> {
        todo!()
    }

    async fn note(&self, asked: &Asked) -> Result<(), StoreError> {
        let key = joined(&[&asked.id.0])?;
        let value = codec::encode("question", asked)?;
        self.write(Change::Keep { what: Aging::Question, key, at: asked.at, value }).await
    }

    async fn withdraw(&self, asked: &Asked) -> Result<(), StoreError> {
        let key = joined(&[&asked.id.0, WITHDRAWN])?;
        let value = codec::encode("withdrawal", &())?;
        self.write(Change::Keep { what: Aging::Question, key, at: asked.at, value }).await
    }

    async fn asked(&self, id: &AskedId) -> Result<Option<Asked>, StoreError> {
        let asked = self.tables.question(&joined(&[&id.0])?)?;
        let withdrawn = self.tables.has_question(&joined(&[&id.0, WITHDRAWN])?)?;
        Ok(asked.map(|asked| Asked { withdrawn, ..asked }))
    }

    async fn opine(
        &self,
        tenant: &str,
        about: &About,
        opinion: &Opinion,
    ) -> Result<(), StoreError> {
        let key = joined(&[tenant, &about.instance, about.person.as_str(), &opinion.by.0])?;
        let value = codec::encode("opinion", opinion)?;
        self.write(Change::Keep { what: Aging::Opinion, key, at: opinion.at, value }).await
    }

    async fn opinions(&self, tenant: &str, about: &About) -> Result<Vec<Opinion>, StoreError> {
        self.tables.opinions(&joined(&[tenant, &about.instance, about.person.as_str()])?)
    }
}
