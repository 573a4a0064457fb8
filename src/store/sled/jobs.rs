//! The queue.

use async_trait::async_trait;
use jiff::Timestamp;

use super::change::{Change, Outcome};
use super::place::Kind;
use super::thing::Thing;
use super::{FREE_SPACE_FLOOR_BYTES, SledStore, check_free_space, mixed_up};
use crate::app::error::StoreError;
use crate::app::ports::MessageId;
use crate::store::record::{DeadJob, JobRecord};
use crate::store::{Accepted, Job, JobId, JobLane, Jobs, NewJob, codec};

/// Claims are keys, and keys must stay small. Feishu's ids are under 64 bytes.
const MAX_CLAIM_BYTES: usize = 512;

impl SledStore {
    /// A job that its holder wants to change.
    fn held(&self, id: JobId) -> Result<JobRecord, StoreError> {
        self.schedule.check_held(id)?;
        self.tables.job(id)
    }

    /// A changed job waits.
    async fn put_back(&self, id: JobId, record: JobRecord) -> Result<(), StoreError> {
        let (lane, due) = (record.lane(), record.due);
        self.write(Change::Retry { id, lane, due, job: codec::encode("job", &record)? }).await
    }
}

#[async_trait]
impl Jobs for SledStore {
    async fn accept(&self, job: NewJob) -> Result<Accepted, StoreError> {
        if job.claim.len() > MAX_CLAIM_BYTES {
            return Err(StoreError(format!("a claim of {} bytes is too long", job.claim.len())));
        }
        check_free_space(&self.path, FREE_SPACE_FLOOR_BYTES)?;
        let (claim, at) = (job.claim.clone(), job.accepted_at);
        let record = JobRecord::fresh(job);
        let (lane, due, job) = (record.lane(), record.due, codec::encode("job", &record)?);
        match self.committer.commit(Change::Accept { claim, at, lane, due, job }).await? {
            Outcome::Accepted(accepted) => Ok(accepted),
            other => Err(mixed_up(&other)),
        }
    }

    async fn lease(&self, now: Timestamp, lane: JobLane) -> Result<Option<Job>, StoreError> {
        let Some(lease) = self.schedule.take(now, lane) else { return Ok(None) };
        let id = lease.id;
        let mut record = self.tables.job(id)?;
        record.attempts = record.attempts.saturating_add(1);
        self.write(Change::Save { id, job: codec::encode("job", &record)? }).await?;
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
        let record = JobRecord { reply: Some(reply.clone()), ..self.held(id)? };
        self.write(Change::Save { id, job: codec::encode("job", &record)? }).await
    }

    async fn finish(&self, id: JobId) -> Result<(), StoreError> {
        self.schedule.check_held(id)?;
        self.write(Change::Finish { id }).await
    }

    async fn retry(&self, id: JobId, due: Timestamp) -> Result<(), StoreError> {
        self.put_back(id, JobRecord { due, ..self.held(id)? }).await
    }

    async fn postpone(&self, id: JobId, due: Timestamp) -> Result<(), StoreError> {
        self.put_back(id, JobRecord { due, attempts: 0, ..self.held(id)? }).await
    }

    async fn bury(&self, id: JobId, reason: &str) -> Result<(), StoreError> {
        let job = self.held(id)?;
        let accepted_at = job.new.accepted_at;
        let dead = DeadJob { job, reason: reason.to_owned() };
        let dead = Thing::new(Kind::Dead, id.to_be_bytes().to_vec(), accepted_at, &dead)?;
        self.write(Change::Bury { id, dead }).await
    }

    async fn changed(&self, lane: JobLane) {
        self.schedule.changed(lane).await;
    }
}
