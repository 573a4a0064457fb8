//! Stubs.

use async_trait::async_trait;
use jiff::Timestamp;

use super::SledStore;
use crate::app::answer::{Meeting, Roster};
use crate::app::asked::{About, Watch};
use crate::app::audit::Look;
use crate::app::error::StoreError;
use crate::app::ports::{Audit, Calendar, Forget, Forgotten, History, Period, Remembered, Watches};
use crate::quality::ids::{MeetingNo, OpenId};

#[async_trait]
impl Calendar for SledStore {
    async fn hold(&self, _tenant: &str, _meeting: &Meeting) -> Result<(), StoreError> {
        todo!()
    }

    async fn held(
        &self,
        _tenant: &str,
        _no: MeetingNo,
        _period: Period,
    ) -> Result<Vec<Meeting>, StoreError> {
        todo!()
    }

    async fn held_with(
        &self,
        _tenant: &str,
        _person: &OpenId,
        _period: Period,
    ) -> Result<Vec<Meeting>, StoreError> {
        todo!()
    }

    async fn keep_roster(&self, _tenant: &str, _roster: &Roster) -> Result<(), StoreError> {
        todo!()
    }

    async fn roster(&self, _tenant: &str, _instance: &str) -> Result<Option<Roster>, StoreError> {
        todo!()
    }
}

#[async_trait]
impl History for SledStore {
    async fn remember(&self, _tenant: &str, _judged: &Remembered) -> Result<(), StoreError> {
        todo!()
    }

    async fn history(
        &self,
        _tenant: &str,
        _person: &OpenId,
        _since: Timestamp,
    ) -> Result<Vec<Remembered>, StoreError> {
        todo!()
    }

    async fn remembered(
        &self,
        _tenant: &str,
        _about: &About,
    ) -> Result<Option<Remembered>, StoreError> {
        todo!()
    }
}

#[async_trait]
impl Watches for SledStore {
    async fn watch(&self, _watch: &Watch) -> Result<(), StoreError> {
        todo!()
    }

    async fn unwatch(&self, _watch: &Watch) -> Result<bool, StoreError> {
        todo!()
    }

    async fn watches_in(&self, _tenant: &str, _chat: &str) -> Result<Vec<Watch>, StoreError> {
        todo!()
    }

    async fn watches_of(&self, _tenant: &str, _no: MeetingNo) -> Result<Vec<Watch>, StoreError> {
        todo!()
    }

    async fn watches(&self) -> Result<Vec<Watch>, StoreError> {
        todo!()
    }
}

#[async_trait]
impl Audit for SledStore {
    async fn look(&self, _look: &Look) -> Result<(), StoreError> {
        todo!()
    }
}

#[async_trait]
impl Forget for SledStore {
    async fn forget(&self, _tenant: &str, _person: &OpenId) -> Result<Forgotten, StoreError> {
        todo!()
    }
}
