//! Kept results, and forgetting.

use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;

use super::change::{Aging, Change, Outcome};
use super::{SledStore, mixed_up};
use crate::app::answer::{Kept, Part, Session};
use crate::app::error::StoreError;
use crate::app::ports::Results;
use crate::quality::ids::ParticipantId;
use crate::store::{CLAIM_LIFETIME, OPINION_LIFETIME, Sweep, Swept, codec};

/// Keys must stay small; Feishu's ids are under 64 bytes each.
const MAX_KEY_BYTES: usize = 512;

/// So that a sweep never keeps an accept waiting for long.
const SWEEP_BATCH: usize = 256;

/// Tenant, instance and person.
fn result_key(tenant: &str, instance: &str, person: &ParticipantId) -> Result<Vec<u8>, StoreError> {
    joined(&[tenant, instance, person.as_str()])
}

/// Each part behind its length, so that no two lists of parts share a key, and what begins with the
/// same parts begins with the same bytes.
pub(super) fn joined(parts: &[&str]) -> Result<Vec<u8>, StoreError> {
    let mut key = Vec::new();
    for part in parts {
        let length = u16::try_from(part.len()).unwrap_or(u16::MAX);
        key.extend_from_slice(&length.to_be_bytes());
        key.extend_from_slice(part.as_bytes());
    }
    if key.len() > MAX_KEY_BYTES {
        return Err(StoreError(format!("a key of {} bytes is too long", key.len())));
    }
    Ok(key)
}

#[async_trait]
impl Results for SledStore {
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
        self.tables.result(&result_key(tenant, instance, person)?)
    }

    async fn keep(&self, tenant: &str, kept: &Kept) -> Result<(), StoreError> {
        let key = result_key(tenant, &kept.meeting.instance, &kept.person)?;
        let (what, at) = (Aging::Result, kept.fetched_at);
        self.write(Change::Keep { what, key, at, value: codec::encode("result", kept)? }).await
    }
}

impl SledStore {
    /// Forgets what is of `until` or before, some at a time.
    async fn forget(&self, what: Aging, until: Timestamp) -> Result<usize, StoreError> {
        let mut forgotten = 0;
        loop {
            let aged = self.tables.aged(what, until, SWEEP_BATCH)?;
            if aged.is_empty() {
                return Ok(forgotten);
            }
            match self.committer.commit(Change::Forget { aged }).await? {
                Outcome::Forgotten(some) => forgotten += some,
                other => return Err(mixed_up(&other)),
            }
        }
    }
}

#[async_trait]
impl Sweep for SledStore {
    async fn sweep(&self, now: Timestamp, retention: Duration) -> Result<Swept, StoreError> {
        let before = |lifetime: Duration| now.checked_sub(lifetime).unwrap_or(Timestamp::MIN);
        Ok(Swept {
            claims: self.forget(Aging::Claim, before(CLAIM_LIFETIME)).await?,
            results: self.forget(Aging::Result, before(retention)).await?,
            questions: self.forget(Aging::Question, before(retention)).await?,
            opinions: self.forget(Aging::Opinion, before(OPINION_LIFETIME)).await?,
            dead: self.forget(Aging::Dead, before(retention)).await?,
        })
    }
}
