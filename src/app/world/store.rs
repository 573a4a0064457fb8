//! A store with a mood, where use cases have to bear one: questions, watches and the calendar.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use futures_util::future::pending;
use jiff::Timestamp;

use super::clock::HandClock;
use super::lock;
use crate::app::answer::{Meeting, Roster};
use crate::app::asked::{About, Asked, AskedId, Opinion, Stop, Watch};
use crate::app::error::StoreError;
use crate::app::ports::{Calendar, Period, Questions, Watches};
use crate::quality::ids::{MeetingNo, OpenId};
use crate::store::memory::MemoryStore;

/// How a store behaves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Mood {
    #[default]
    Well,
    /// An hour later there is still no answer.
    Slow,
    Broken,
}

/// A memory behind a mood.
pub(crate) struct MoodyStore {
    memory: Arc<MemoryStore>,
    clock: Arc<HandClock>,
    mood: Mutex<Mood>,
    looks: AtomicUsize,
}

impl MoodyStore {
    pub(super) fn new(memory: Arc<MemoryStore>, clock: Arc<HandClock>) -> Self {
        Self { memory, clock, mood: Mutex::default(), looks: AtomicUsize::new(0) }
    }

    pub(crate) fn is(&self, mood: Mood) {
        *lock(&self.mood) = mood;
    }

    /// How often somebody looked for a question.
    pub(crate) fn looks(&self) -> usize {
        self.looks.load(Ordering::Relaxed)
    }

    async fn memory(&self) -> Result<&MemoryStore, StoreError> {
        let mood = *lock(&self.mood);
        match mood {
            Mood::Well => Ok(&self.memory),
            Mood::Slow => {
                self.clock.wind(3_600_000);
                pending().await
            }
            Mood::Broken => Err(StoreError("the disk is gone".to_owned())),
        }
    }
}

#[async_trait]
impl Questions for MoodyStore {
    async fn note(&self, asked: &Asked) -> Result<(), StoreError> {
        self.memory().await?.note(asked).await
    }

    async fn withdraw(&self, asked: &Asked) -> Result<(), StoreError> {
        self.memory().await?.withdraw(asked).await
    }

    async fn asked(&self, id: &AskedId) -> Result<Option<Asked>, StoreError> {
        self.looks.fetch_add(1, Ordering::Relaxed);
        self.memory().await?.asked(id).await
    }

    async fn opine(
        &self,
        tenant: &str,
        about: &About,
        opinion: &Opinion,
    ) -> Result<(), StoreError> {
        self.memory().await?.opine(tenant, about, opinion).await
    }

    async fn opinions(&self, tenant: &str, about: &About) -> Result<Vec<Opinion>, StoreError> {
        self.memory().await?.opinions(tenant, about).await
    }

    async fn share(&self, asked: &Asked) -> Result<(), StoreError> {
        self.memory().await?.share(asked).await
    }

    async fn stop(&self, id: &AskedId, stop: Stop, at: Timestamp) -> Result<(), StoreError> {
        self.memory().await?.stop(id, stop, at).await
    }

    async fn stopped(&self, id: &AskedId) -> Result<Option<Stop>, StoreError> {
        self.memory().await?.stopped(id).await
    }

    async fn asked_in(
        &self,
        tenant: &str,
        chat: &str,
        limit: usize,
    ) -> Result<Vec<Asked>, StoreError> {
        self.memory().await?.asked_in(tenant, chat, limit).await
    }
}

#[async_trait]
impl Watches for MoodyStore {
    async fn watch(&self, watch: &Watch) -> Result<(), StoreError> {
        self.memory().await?.watch(watch).await
    }

    async fn unwatch(&self, watch: &Watch) -> Result<bool, StoreError> {
        self.memory().await?.unwatch(watch).await
    }

    async fn watches_in(&self, tenant: &str, chat: &str) -> Result<Vec<Watch>, StoreError> {
        self.memory().await?.watches_in(tenant, chat).await
    }

    async fn watches_of(&self, tenant: &str, no: MeetingNo) -> Result<Vec<Watch>, StoreError> {
        self.memory().await?.watches_of(tenant, no).await
    }

    async fn watches(&self) -> Result<Vec<Watch>, StoreError> {
        self.memory().await?.watches().await
    }
}

#[async_trait]
impl Calendar for MoodyStore {
    async fn hold(&self, tenant: &str, meeting: &Meeting) -> Result<(), StoreError> {
        self.memory().await?.hold(tenant, meeting).await
    }

    async fn held(
        &self,
        tenant: &str,
        no: MeetingNo,
        period: Period,
    ) -> Result<Vec<Meeting>, StoreError> {
        self.memory().await?.held(tenant, no, period).await
    }

    async fn held_with(
        &self,
        tenant: &str,
        person: &OpenId,
        period: Period,
    ) -> Result<Vec<Meeting>, StoreError> {
        self.memory().await?.held_with(tenant, person, period).await
    }

    async fn keep_roster(&self, tenant: &str, roster: &Roster) -> Result<(), StoreError> {
        self.memory().await?.keep_roster(tenant, roster).await
    }

    async fn roster(&self, tenant: &str, instance: &str) -> Result<Option<Roster>, StoreError> {
        self.memory().await?.roster(tenant, instance).await
    }
}
