//! A store that forgets everything with the process: for tests and trials.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;

use super::record::{DeadJob, JobRecord};
use super::schedule::Schedule;
use super::{
    Accepted, CLAIM_LIFETIME, Job, JobId, Jobs, NewJob, OPINION_LIFETIME, OwnSettings, Store,
    Sweep, Swept, expired,
};
use crate::app::answer::{Kept, Part, Session};
use crate::app::asked::{About, Asked, AskedId, Opinion, Stop};
use crate::app::error::StoreError;
use crate::app::ports::{MessageId, Questions, Results};
use crate::quality::ids::{OpenId, ParticipantId};

/// Everything in maps.
#[derive(Debug, Default)]
pub struct MemoryStore {
    /// Locked for moments only, never across an await.
    maps: Mutex<Maps>,
    schedule: Schedule,
}

/// Tenant, meeting instance and person.
type ResultKey = (String, String, ParticipantId);

#[derive(Debug, Default)]
struct Maps {
    last_id: JobId,
    claims: BTreeMap<String, Timestamp>,
    jobs: BTreeMap<JobId, JobRecord>,
    dead: BTreeMap<JobId, DeadJob>,
    results: BTreeMap<ResultKey, Kept>,
    questions: BTreeMap<AskedId, Asked>,
    withdrawn: BTreeMap<AskedId, Timestamp>,
    opinions: BTreeMap<(ResultKey, OpenId), Opinion>,
    settings: BTreeMap<String, String>,
}

impl MemoryStore {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    fn maps(&self) -> MutexGuard<'_, Maps> {
        self.maps.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes a held job and returns it.
    fn change(
        &self,
        id: JobId,
        change: impl FnOnce(&mut JobRecord),
    ) -> Result<JobRecord, StoreError> {
        let mut maps = self.maps();
        let record = maps.jobs.get_mut(&id).ok_or_else(|| missing(id))?;
        change(record);
        Ok(record.clone())
    }
}

fn missing(id: JobId) -> StoreError {
    StoreError(format!("job {id} is not in the queue"))
}

#[async_trait]
impl Jobs for MemoryStore {
    async fn accept(&self, job: NewJob) -> Result<Accepted, StoreError> {
        let mut maps = self.maps();
        let claimed_at = maps.claims.get(&job.claim);
        if claimed_at.is_some_and(|at| !expired(*at, CLAIM_LIFETIME, job.accepted_at)) {
            return Ok(Accepted::Duplicate);
        }
        maps.last_id += 1;
        let (id, due) = (maps.last_id, job.accepted_at);
        maps.claims.insert(job.claim.clone(), job.accepted_at);
        maps.jobs.insert(id, JobRecord::fresh(job));
        drop(maps);
        self.schedule.wait(id, due);
        Ok(Accepted::New(id))
    }

    async fn lease(&self, now: Timestamp) -> Result<Option<Job>, StoreError> {
        let Some(lease) = self.schedule.take(now) else { return Ok(None) };
        let id = lease.id;
        let record = self.change(id, |record| record.attempts += 1)?;
        lease.keep();
        Ok(Some(record.into_job(id)))
    }

    async fn next_due(&self) -> Result<Option<Timestamp>, StoreError> {
        Ok(self.schedule.next_due())
    }

    async fn replied(&self, id: JobId, reply: &MessageId) -> Result<(), StoreError> {
        self.schedule.check_held(id)?;
        self.change(id, |record| record.reply = Some(reply.clone()))?;
        Ok(())
    }

    async fn finish(&self, id: JobId) -> Result<(), StoreError> {
        self.schedule.check_held(id)?;
        self.maps().jobs.remove(&id);
        self.schedule.forget(id);
        Ok(())
    }

    async fn retry(&self, id: JobId, due: Timestamp) -> Result<(), StoreError> {
        self.schedule.check_held(id)?;
        self.change(id, |record| record.due = due)?;
        self.schedule.wait(id, due);
        Ok(())
    }

    async fn postpone(&self, _id: JobId, _due: Timestamp) -> Result<(), StoreError> {
        todo!()
    }

    async fn bury(&self, id: JobId, reason: &str) -> Result<(), StoreError> {
        self.schedule.check_held(id)?;
        let mut maps = self.maps();
        let job = maps.jobs.remove(&id).ok_or_else(|| missing(id))?;
        maps.dead.insert(id, DeadJob { job, reason: reason.to_owned() });
        self.schedule.forget(id);
        Ok(())
    }

    async fn changed(&self) {
        self.schedule.changed().await;
    }
}

#[async_trait]
impl Results for MemoryStore {
    async fn keep_part(
        &self,
        _tenant: &str,
        _session: &Session,
        _place: usize,
        _part: &Part,
    ) -> Result<(), StoreError> {
        todo!()
    }

    async fn parts(&self, _tenant: &str, _session: &Session) -> Result<Vec<Part>, StoreError> {
        todo!()
    }

    async fn find(
        &self,
        tenant: &str,
        instance: &str,
        person: &ParticipantId,
    ) -> Result<Option<Kept>, StoreError> {
        let key = (tenant.to_owned(), instance.to_owned(), person.clone());
        Ok(self.maps().results.get(&key).cloned())
    }

    async fn keep(&self, tenant: &str, kept: &Kept) -> Result<(), StoreError> {
        let key = (tenant.to_owned(), kept.meeting.instance.clone(), kept.person.clone());
        self.maps().results.insert(key, kept.clone());
        Ok(())
    }
}

#[async_trait]
impl Questions for MemoryStore {
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
        let noted = Asked { withdrawn: false, ..asked.clone() };
        self.maps().questions.insert(asked.id.clone(), noted);
        Ok(())
    }

    async fn withdraw(&self, asked: &Asked) -> Result<(), StoreError> {
        self.maps().withdrawn.insert(asked.id.clone(), asked.at);
        Ok(())
    }

    async fn asked(&self, id: &AskedId) -> Result<Option<Asked>, StoreError> {
        let maps = self.maps();
        let withdrawn = maps.withdrawn.contains_key(id);
        Ok(maps.questions.get(id).map(|asked| Asked { withdrawn, ..asked.clone() }))
    }

    async fn opine(
        &self,
        tenant: &str,
        about: &About,
        opinion: &Opinion,
    ) -> Result<(), StoreError> {
        let key = (result_key(tenant, about), opinion.by.clone());
        self.maps().opinions.insert(key, opinion.clone());
        Ok(())
    }

    async fn opinions(&self, tenant: &str, about: &About) -> Result<Vec<Opinion>, StoreError> {
        let result = result_key(tenant, about);
        let maps = self.maps();
        let of_result = maps.opinions.iter().filter(|((key, _), _)| *key == result);
        Ok(of_result.map(|(_, opinion)| opinion.clone()).collect())
    }
}

fn result_key(tenant: &str, about: &About) -> ResultKey {
    (tenant.to_owned(), about.instance.clone(), about.person.clone())
}

#[async_trait]
impl Sweep for MemoryStore {
    async fn sweep(&self, now: Timestamp, retention: Duration) -> Result<Swept, StoreError> {
        let mut maps = self.maps();
        Ok(Swept {
            claims: forget(&mut maps.claims, |at| expired(*at, CLAIM_LIFETIME, now)),
            results: forget(&mut maps.results, |kept| expired(kept.fetched_at, retention, now)),
            questions: forget(&mut maps.questions, |asked| expired(asked.at, retention, now))
                + forget(&mut maps.withdrawn, |at| expired(*at, retention, now)),
            opinions: forget(&mut maps.opinions, |it| expired(it.at, OPINION_LIFETIME, now)),
            dead: forget(&mut maps.dead, |dead| expired(dead.job.new.accepted_at, retention, now)),
        })
    }
}

/// Removes what is over, and says how much that was.
fn forget<K: Ord, V>(map: &mut BTreeMap<K, V>, is_over: impl Fn(&V) -> bool) -> usize {
    let before = map.len();
    map.retain(|_, value| !is_over(value));
    before - map.len()
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

    async fn close(&self) -> Result<(), StoreError> {
        Ok(())
    }
}
