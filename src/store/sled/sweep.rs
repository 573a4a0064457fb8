//! Forgetting what is old enough.

use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;
use tokio::task::spawn_blocking;

use super::change::{Change, Outcome};
use super::place::Kind;
use super::{SledStore, mixed_up, recovery};
use crate::app::error::StoreError;
use crate::store::{CLAIM_LIFETIME, PART_LIFETIME, Retention, Sweep, Swept, WAIT_LIFETIME};

/// So that a sweep never keeps an accept waiting for long.
const SWEEP_BATCH: usize = 256;

impl SledStore {
    /// Removes what is of `until` or before, some at a time.
    async fn expire(&self, kind: Kind, until: Timestamp) -> Result<usize, StoreError> {
        let mut gone = 0;
        loop {
            let aged = self.tables.aged(kind, until, SWEEP_BATCH)?;
            if aged.is_empty() {
                return Ok(gone);
            }
            match self.committer.commit(Change::Expire { aged }).await? {
                Outcome::Removed(some) => gone += some,
                other => return Err(mixed_up(&other)),
            }
        }
    }

    /// Removes what repairs that began at `until` or before had copied aside: it holds all that was kept
    /// then.
    async fn remove_copies(&self, until: Timestamp) -> Result<usize, StoreError> {
        let root = self.path.clone();
        let removed = spawn_blocking(move || recovery::remove_copies(&root, until)).await;
        let removed = removed.map_err(|_| StoreError("removing copies ended early".to_owned()))?;
        removed.map_err(|error| StoreError(format!("old copies of the database: {error}")))
    }
}

#[async_trait]
impl Sweep for SledStore {
    async fn sweep(&self, now: Timestamp, retention: Retention) -> Result<Swept, StoreError> {
        let before = |lifetime: Duration| now.checked_sub(lifetime).unwrap_or(Timestamp::MIN);
        let (raw, judgements) = (before(retention.raw), before(retention.judgements));
        Ok(Swept {
            claims: self.expire(Kind::Claim, before(CLAIM_LIFETIME)).await?,
            parts: self.expire(Kind::Part, before(PART_LIFETIME)).await?,
            watches: self.expire(Kind::Watch, before(WAIT_LIFETIME)).await?,
            results: self.expire(Kind::Result, raw).await?,
            questions: self.expire(Kind::Question, raw).await?,
            dead: self.expire(Kind::Dead, raw).await?,
            rosters: self.expire(Kind::Roster, raw).await?,
            opinions: self.expire(Kind::Opinion, judgements).await?,
            meetings: self.expire(Kind::Meeting, judgements).await?,
            judgements: self.expire(Kind::Judgement, judgements).await?,
            audit_months: self.audit.sweep(now, retention.judgements).await?,
            copies: self.remove_copies(raw).await?,
        })
    }
}
