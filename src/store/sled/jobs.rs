//! The queue.

use async_trait::async_trait;
use jiff::Timestamp;

use super::change::{Change, Outcome};
use super::{FREE_SPACE_FLOOR_BYTES, SledStore, check_free_space, mixed_up};
use crate::app::error::StoreError;
use crate::app::ports::MessageId;
use crate::store::record::{DeadJob, JobRecord};
use crate::store::{Accepted, Job, JobId, Jobs, NewJob, codec};

/// Claims are keys, and keys must stay small. Feishu's ids are under 64 bytes.
const MAX_CLAIM_BYTES: usize = 512;

impl SledStore {
    /// A job that its holder wants to change.
    fn held(&self, id: JobId) -> Result<JobRecord, StoreError> {
        self.schedule.check_held(id)?;
        self.tables.job(id)
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
        let job = codec::encode("job", &JobRecord::fresh(job))?;
        match self.committer.commit(Change::Accept { claim, at, job }).await? {
            Outcome::Accepted(accepted) => Ok(accepted),
            other => Err(mixed_up(&other)),
        }
    }

    async fn lease(&self, now: Timestamp) -> Result<Option<Job>, StoreError> {
        let Some(lease) = self.schedule.take(now) else { return Ok(None) };
        let id = lease.id;
        let mut record = self.tables.job(id)?;
        record.attempts = record.attempts.saturating_add(1);
        self.write(Change::Save { id, job: codec::encode("job", &record)? }).await?;
        lease.keep();
        Ok(Some(record.into_job(id)))
    }

    async fn next_due(&self) -> Result<Option<Timestamp>, StoreError> {
        Ok(self.schedule.next_due())
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
        let record = JobRecord { due, ..self.held(id)? };
        self.write(Change::Retry { id, due, job: codec::encode("job", &record)? }).await
    }

    async fn postpone(&self, _id: JobId, _due: Timestamp) -> Result<(), StoreError> {
        todo!()
    }

    async fn bury(&self, id: JobId, reason: &str) -> Result<(), StoreError> {
        let job = self.held(id)?;
        let accepted_at = job.new.accepted_at;
        let dead = DeadJob { job, reason: reason.to_owned() };
        let dead = codec::encode("dead job", &dead)?;
        self.write(Change::Bury { id, accepted_at, dead }).await
    }

    async fn changed(&self) {
        self.schedule.changed().await;
    }
}
