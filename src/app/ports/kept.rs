//! What is kept of meetings and people, who looked at it, and that it can be forgotten.

use async_trait::async_trait;
use jiff::Timestamp;

use super::meetings::Period;
use crate::app::answer::{Kept, Meeting, Part, Roster, Session};
use crate::app::asked::About;
use crate::app::audit::Look;
use crate::app::error::StoreError;
use crate::app::told::{Forgotten, Remembered};
use crate::quality::ids::{MeetingNo, OpenId, ParticipantId};

/// Results of ended meetings, which do not change any more.
#[async_trait]
pub trait Results: Send + Sync {
    /// What is kept of a person in a meeting instance.
    async fn find(
        &self,
        tenant: &str,
        instance: &str,
        person: &ParticipantId,
    ) -> Result<Option<Kept>, StoreError>;

    /// Keeps a result, durably, replacing an older one. The parts of its sessions go.
    async fn keep(&self, tenant: &str, kept: &Kept) -> Result<(), StoreError>;

    /// Keeps the page of this place (0 for the first) of a session whose other pages are still to
    /// be fetched, durably, for a day.
    async fn keep_part(
        &self,
        tenant: &str,
        session: &Session,
        place: usize,
        part: &Part,
    ) -> Result<(), StoreError>;

    /// The pages of a session that are there, from the first to the first that is missing.
    async fn parts(&self, tenant: &str, session: &Session) -> Result<Vec<Part>, StoreError>;
}

/// Meetings that have ended, and who was in them.
#[async_trait]
pub trait Calendar: Send + Sync {
    /// Notes a meeting, durably.
    async fn hold(&self, tenant: &str, meeting: &Meeting) -> Result<(), StoreError>;

    /// The known instances of a number that ended in a period, newest first.
    async fn held(
        &self,
        tenant: &str,
        no: MeetingNo,
        period: Period,
    ) -> Result<Vec<Meeting>, StoreError>;

    /// The known meetings of a person in a period, newest first: which they held, or in whose
    /// roster they stand.
    async fn held_with(
        &self,
        tenant: &str,
        person: &OpenId,
        period: Period,
    ) -> Result<Vec<Meeting>, StoreError>;

    /// Keeps who was in a meeting, durably.
    async fn keep_roster(&self, tenant: &str, roster: &Roster) -> Result<(), StoreError>;

    async fn roster(&self, tenant: &str, instance: &str) -> Result<Option<Roster>, StoreError>;
}

/// Judgements, kept for a year without the minutes.
#[async_trait]
pub trait History: Send + Sync {
    /// Notes a judgement, durably, replacing the one of the same person and meeting.
    async fn remember(&self, tenant: &str, judged: &Remembered) -> Result<(), StoreError>;

    /// A person's judgements of meetings that ended after `since`, oldest first.
    async fn history(
        &self,
        tenant: &str,
        person: &OpenId,
        since: Timestamp,
    ) -> Result<Vec<Remembered>, StoreError>;

    /// One judgement.
    async fn remembered(
        &self,
        tenant: &str,
        about: &About,
    ) -> Result<Option<Remembered>, StoreError>;
}

/// Who looked at whose data.
#[async_trait]
pub trait Audit: Send + Sync {
    /// Notes a look, durably; nothing is ever changed or taken out.
    async fn look(&self, look: &Look) -> Result<(), StoreError>;
}

/// Forgetting somebody.
#[async_trait]
pub trait Forget: Send + Sync {
    /// Deletes, durably, everything that is kept about a person. The audit log stays.
    async fn forget(&self, tenant: &str, person: &OpenId) -> Result<Forgotten, StoreError>;
}
