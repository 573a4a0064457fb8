//! What is known of somebody in a meeting: their sessions and all of their minutes, kept from before
//! or fetched now.
//!
//! Invariants: what is not complete is said to be so, and is never kept as if it were; who asks for
//! what is being fetched already waits for that, and nobody waits for bulk work but bulk work; what
//! is complete is kept before anybody goes on with it, so that who comes too late to wait finds it.

use std::sync::Arc;

use futures_util::future::join_all;
use jiff::{SignedDuration, Timestamp};
use serde_json::value::RawValue;

use super::answer::{Attendance, Gap, Kept, Meeting};
use super::dispatch::App;
use super::error::UserError;
use super::failure::Failure;
use super::once::Once;
use super::ports::Lane;
use crate::quality::ids::ParticipantId;
use crate::quality::merge::measure;
use crate::quality::participant::Participant;
use pages::Pages;

mod pages;
#[cfg(test)]
mod tests;

/// How long after a meeting missing data means "not yet" (dossier 14, row 1).
const SETTLING: SignedDuration = SignedDuration::from_mins(30);

/// The platform answers for at most a day of one meeting (dossier 6.6, 126006).
const LONGEST: SignedDuration = SignedDuration::from_hours(24);

/// What is known of somebody in a meeting.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub kept: Kept,
    pub participant: Participant,
    /// Nothing is missing that may still come.
    pub is_complete: bool,
}

impl From<Kept> for Known {
    fn from(kept: Kept) -> Self {
        let participant = participant(&kept);
        Self { kept, participant, is_complete: true }
    }
}

/// Somebody as the judge sees them.
pub(super) fn participant(kept: &Kept) -> Participant {
    let measured = measure(kept.records.iter().map(|record| record.get()));
    let stays = kept.attendance.iter().map(|row| row.stay(&kept.meeting)).collect();
    Participant { name: kept.name.clone(), measured, stays }
}

/// Minutes that are being fetched.
pub(super) type Fetching = Once<MinutesOf, Arc<Known>>;

/// Whose minutes, as far as rows tell of which sessions.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct MinutesOf {
    tenant: String,
    instance: String,
    person: ParticipantId,
    joins: Vec<Timestamp>,
    rows_are_whole: bool,
    is_bulk: bool,
}

/// For whom somebody's minutes are fetched.
#[derive(Clone, Copy)]
pub(super) struct Errand<'a> {
    pub tenant: &'a str,
    pub meeting: &'a Meeting,
    pub lane: &'a Lane,
    /// Whether the rows are all there are: otherwise nothing is kept.
    pub rows_are_whole: bool,
    /// Called for every call that was answered.
    pub on_answer: &'a (dyn Fn() + Send + Sync),
}

impl App {
    /// Fetches every session's minutes of somebody.
    pub(super) async fn fetch(
        &self,
        tenant: &str,
        meeting: &Meeting,
        person: &ParticipantId,
        attendance: Vec<Attendance>,
        rows_are_whole: bool,
    ) -> Result<Known, Failure> {
        let lane = &Lane::Question;
        let errand = Errand { tenant, meeting, lane, rows_are_whole, on_answer: &|| {} };
        self.fetch_for(errand, person, attendance).await.map(Arc::unwrap_or_clone)
    }

    /// The same, for somebody who may ask for many.
    pub(super) async fn fetch_for(
        &self,
        errand: Errand<'_>,
        person: &ParticipantId,
        mut attendance: Vec<Attendance>,
    ) -> Result<Arc<Known>, Failure> {
        if attendance.iter().all(|row| row.external) {
            let name = attendance.pop().map(|row| row.name).unwrap_or_default();
            return Err(UserError::External { name: Some(name) }.into());
        }
        attendance.sort_by_key(|row| row.join);
        let mut joins: Vec<Timestamp> = attendance.iter().map(|row| row.join).collect();
        joins.dedup();
        let minutes = MinutesOf {
            tenant: errand.tenant.to_owned(),
            instance: errand.meeting.instance.clone(),
            person: person.clone(),
            joins: joins.clone(),
            rows_are_whole: errand.rows_are_whole,
            is_bulk: *errand.lane != Lane::Question,
        };
        let fetch = async {
            let (tenant, results) = (errand.tenant, &self.ports.results);
            // Somebody else's may have come since this one was looked for.
            if let Some(kept) = results.find(tenant, &errand.meeting.instance, person).await? {
                return Ok(Arc::new(Known::from(kept)));
            }
            let known = self.fetch_now(errand, person, attendance, &joins).await?;
            if known.is_complete && errand.rows_are_whole {
                results.keep(tenant, &known.kept).await?;
            }
            Ok(Arc::new(known))
        };
        self.under_way.minutes.run(minutes, fetch).await
    }

    async fn fetch_now(
        &self,
        errand: Errand<'_>,
        person: &ParticipantId,
        attendance: Vec<Attendance>,
        joins: &[Timestamp],
    ) -> Result<Known, Failure> {
        let meeting = errand.meeting;
        let name = attendance.last().map(|row| row.name.clone()).unwrap_or_default();
        let (records, mut gaps) = self.records(errand, person, joins).await?;
        if meeting.end.duration_since(meeting.start) > LONGEST {
            gaps.push(Gap::OverADay);
        }
        let not_ready = self.still_settling(meeting);
        let is_complete =
            !gaps.contains(&Gap::Pages) && (not_ready.is_none() || !gaps.contains(&Gap::Session));
        let (meeting, person) = (meeting.clone(), person.clone());
        let fetched_at = self.ports.clock.now();
        let no = meeting.no;
        let kept =
            Kept { meeting, person, name, attendance, records, gaps, compared: None, fetched_at };
        let known = Known { is_complete, ..Known::from(kept) };
        if known.participant.measured.minutes.is_empty() {
            return Err(not_ready.unwrap_or(UserError::NoData { no }).into());
        }
        Ok(known)
    }

    /// The records of all sessions, and what is missing of them.
    async fn records(
        &self,
        errand: Errand<'_>,
        person: &ParticipantId,
        joins: &[Timestamp],
    ) -> Result<(Vec<Box<RawValue>>, Vec<Gap>), Failure> {
        let pages = Pages {
            ports: &self.ports,
            errand,
            person,
            is_one_of_several: joins.len() > 1,
            may_still_come: self.still_settling(errand.meeting).is_some(),
        };
        let fetched = join_all(joins.iter().map(|join| pages.of(*join))).await;
        let (mut records, mut gaps) = (Vec::new(), Vec::new());
        for session in fetched {
            let session = session?;
            if !session.complete {
                gaps.push(Gap::Pages);
            }
            if session.items.is_empty() {
                gaps.push(Gap::Session);
            }
            records.extend(session.items);
        }
        gaps.sort();
        gaps.dedup();
        Ok((records, gaps))
    }

    /// What to say when data is missing so soon after the end that it may still come.
    pub(super) fn still_settling(&self, meeting: &Meeting) -> Option<UserError> {
        let ago = self.ports.clock.now().duration_since(meeting.end);
        (ago < SETTLING).then(|| UserError::NotReady {
            no: meeting.no,
            ended_minutes_ago: ago.as_mins().max(0),
        })
    }
}
