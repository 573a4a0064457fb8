//! What the platform knows of meetings, and how it is asked.

use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;
use serde_json::value::RawValue;

use crate::app::answer::{Attendance, Cursor, Meeting};
use crate::app::error::PlatformError;
use crate::app::ids::AskedId;
use crate::quality::ids::{MeetingNo, OpenId, ParticipantId};

/// A stretch of time, `from` before `to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    pub from: Timestamp,
    pub to: Timestamp,
}

impl Period {
    pub(in crate::app) fn holds(self, moment: Timestamp) -> bool {
        self.from <= moment && moment < self.to
    }
}

/// Which meetings to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MeetingStatus {
    Ongoing,
    Ended,
}

/// How a call waits for its turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lane {
    /// Somebody waits for it: before all bulk work.
    Question,
    /// Planned work of this question. Several share what is left fairly, and together leave a few
    /// calls of each minute to questions.
    Bulk(AskedId),
}

/// How much of a list is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The first hundred or so.
    FirstPage,
    Everybody,
}

/// A page of a session's records.
#[derive(Debug, Clone)]
pub struct RecordPage {
    /// Verbatim, as the platform sent them.
    pub records: Vec<Box<RawValue>>,
    /// Where the next page begins; `None` when this was the last one.
    pub next: Option<Cursor>,
}

/// A list that was fetched page by page.
#[derive(Debug, Clone)]
pub struct Listed<T> {
    pub items: Vec<T>,
    /// False when paging had to stop early (page cap, repeated token): the list is partial.
    pub complete: bool,
}

/// What the platform knows of meetings.
#[async_trait]
pub trait Meetings: Send + Sync {
    /// The instances of a number in a period, newest first; external meetings and webinars too.
    async fn instances(
        &self,
        no: MeetingNo,
        period: Period,
        status: MeetingStatus,
    ) -> Result<Listed<Meeting>, PlatformError>;

    /// The ended meetings a person took part in, newest first.
    async fn attended(
        &self,
        person: &OpenId,
        period: Period,
    ) -> Result<Listed<Meeting>, PlatformError>;

    /// A participant's own rows in an ended meeting; empty when they were not in it.
    async fn attendance(
        &self,
        meeting: &Meeting,
        person: &ParticipantId,
    ) -> Result<Listed<Attendance>, PlatformError>;

    /// Everybody's rows in an ended meeting.
    async fn participants(
        &self,
        meeting: &Meeting,
        reach: Reach,
        lane: &Lane,
    ) -> Result<Listed<(Option<ParticipantId>, Attendance)>, PlatformError>;

    /// A page of the per-minute records of one session: the first one, or the one that begins at
    /// `after`.
    async fn records(
        &self,
        meeting: &Meeting,
        person: &ParticipantId,
        join: Timestamp,
        after: Option<&Cursor>,
        lane: &Lane,
    ) -> Result<RecordPage, PlatformError>;

    /// How many calls for records, each of up to a hundred minutes, would be answered without
    /// waiting for the platform's limit.
    fn free_quality_calls(&self) -> usize;

    /// How long the platform's limit makes so many calls for records take from now on, which is all
    /// the bulk work there is, behind the questions that wait.
    fn time_for(&self, calls: usize) -> Duration;
}
