//! A store that forgets everything with the process: for tests and trials.

mod calendar;
mod forget;
mod history;
mod jobs;
mod questions;
mod results;
mod sweep;
mod watches;

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use futures_util::future::pending;
use jiff::Timestamp;

use super::record::{DeadJob, JobRecord, Mark};
use super::schedule::Schedule;
use super::{JobId, OwnSettings, Store};
use crate::app::answer::{Kept, Meeting, Part, Roster};
use crate::app::asked::{Asked, AskedId, Opinion, Watch};
use crate::app::audit::Look;
use crate::app::error::StoreError;
use crate::app::ports::{Audit, Remembered};
use crate::quality::ids::{MeetingNo, OpenId, ParticipantId};

/// Everything in maps.
#[derive(Debug, Default)]
pub struct MemoryStore {
    /// Locked for moments only, never across an await.
    maps: Mutex<Maps>,
    schedule: Schedule,
}

/// Tenant and meeting instance.
type InstanceKey = (String, String);

/// Tenant, meeting instance and person.
type ResultKey = (String, String, ParticipantId);

/// Tenant, number, and the chat or question; whether it is a question.
type WatchKey = (String, MeetingNo, bool, String);

#[derive(Debug, Default)]
struct Maps {
    last_id: JobId,
    claims: BTreeMap<String, Timestamp>,
    jobs: BTreeMap<JobId, JobRecord>,
    dead: BTreeMap<JobId, DeadJob>,
    results: BTreeMap<ResultKey, Kept>,
    /// By session, and place in it.
    parts: BTreeMap<(ResultKey, Timestamp, usize), Part>,
    questions: BTreeMap<AskedId, Asked>,
    marks: BTreeMap<(AskedId, Mark), Timestamp>,
    opinions: BTreeMap<(ResultKey, OpenId), Opinion>,
    meetings: BTreeMap<InstanceKey, Meeting>,
    rosters: BTreeMap<InstanceKey, Roster>,
    judgements: BTreeMap<ResultKey, Remembered>,
    watches: BTreeMap<WatchKey, Watch>,
    looks: Vec<Look>,
    settings: BTreeMap<String, String>,
}

impl MemoryStore {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// The audit log, oldest first.
    pub fn looks(&self) -> Vec<Look> {
        self.maps().looks.clone()
    }

    fn maps(&self) -> MutexGuard<'_, Maps> {
        self.maps.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn result_key(tenant: &str, instance: &str, person: &ParticipantId) -> ResultKey {
    (tenant.to_owned(), instance.to_owned(), person.clone())
}

#[async_trait]
impl Audit for MemoryStore {
    async fn look(&self, look: &Look) -> Result<(), StoreError> {
        self.maps().looks.push(look.clone());
        Ok(())
    }
}

#[async_trait]
impl OwnSettings for MemoryStore {
    async fn setting(&self, name: &str, initial: &str) -> Result<String, StoreError> {
        let mut maps = self.maps();
        let value = maps.settings.entry(name.to_owned()).or_insert_with(|| initial.to_owned());
        Ok(value.clone())
    }
}

#[async_trait]
impl Store for MemoryStore {
    fn health(&self) -> Result<(), StoreError> {
        Ok(())
    }

    async fn failure(&self) -> StoreError {
        pending().await
    }

    async fn close(&self) -> Result<(), StoreError> {
        Ok(())
    }
}
