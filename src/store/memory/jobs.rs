//! The queue.

use async_trait::async_trait;
use jiff::Timestamp;

use super::MemoryStore;
use crate::app::error::StoreError;
use crate::app::ports::MessageId;
use crate::store::record::{DeadJob, JobRecord};
use crate::store::{Accepted, CLAIM_LIFETIME, Job, JobId, JobLane, Jobs, NewJob, expired};

impl MemoryStore {
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

    /// Changes a job that its holder has, and lets it wait.
    fn put_back(
        &self,
        id: JobId,
        due: Timestamp,
        change: impl FnOnce(&mut JobRecord),
    ) -> Result<(), StoreError> {
        self.schedule.check_held(id)?;
        let record = self.change(id, |record| {
            record.due = due;
            change(record);
        })?;
        self.schedule.wait(id, record.lane(), due);
        Ok(())
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
        let id = maps.last_id;
        maps.claims.insert(job.claim.clone(), job.accepted_at);
        let record = JobRecord::fresh(job);
        let (lane, due) = (record.lane(), record.due);
        maps.jobs.insert(id, record);
        drop(maps);
        self.schedule.wait(id, lane, due);
        Ok(Accepted::New(id))
    }

    async fn lease(&self, now: Timestamp, lane: JobLane) -> Result<Option<Job>, StoreError> {
        let Some(lease) = self.schedule.take(now, lane) else { return Ok(None) };
        let id = lease.id;
        let record = self.change(id, |record| record.attempts += 1)?;
        lease.keep();
        Ok(Some(record.into_job(id)))
    }

    async fn next_due(&self, lane: JobLane) -> Result<Option<Timestamp>, StoreError> {
        Ok(self.schedule.next_due(lane))
    }

    fn backlog(&self, now: Timestamp) -> usize {
        self.schedule.backlog(now)
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
        self.put_back(id, due, |_| {})
    }

    async fn postpone(&self, id: JobId, due: Timestamp) -> Result<(), StoreError> {
        self.put_back(id, due, |record| record.attempts = 0)
    }

    async fn bury(&self, id: JobId, reason: &str) -> Result<(), StoreError> {
        self.schedule.check_held(id)?;
        let mut maps = self.maps();
        let job = maps.jobs.remove(&id).ok_or_else(|| missing(id))?;
        maps.dead.insert(id, DeadJob { job, reason: reason.to_owned() });
        self.schedule.forget(id);
        Ok(())
    }

    async fn changed(&self, lane: JobLane) {
        self.schedule.changed(lane).await;
    }
}
