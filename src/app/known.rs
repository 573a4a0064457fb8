//! What is known of somebody in a meeting: their sessions and all of their minutes, kept from before
//! or fetched now.
//!
//! Invariant: what is not complete is said to be so, and is never kept.

use futures_util::future::join_all;
use jiff::{SignedDuration, Timestamp};
use serde_json::value::RawValue;

use super::answer::{Attendance, Gap, Kept, Meeting};
use super::dispatch::App;
use super::error::{PlatformError, Refusal, UserError};
use super::failure::Failure;
use super::ports::{Lane, Listed, Meetings};
use crate::quality::ids::ParticipantId;
use crate::quality::merge::measure;
use crate::quality::participant::Participant;

/// How long after a meeting missing data means "not yet" (dossier 14, row 1).
const SETTLING: SignedDuration = SignedDuration::from_mins(30);

/// The platform answers for at most a day of one meeting (dossier 6.6, 126006).
const LONGEST: SignedDuration = SignedDuration::from_hours(24);

/// What is known of somebody in a meeting.
#[derive(Debug)]
pub(super) struct Known {
    pub kept: Kept,
    pub participant: Participant,
    /// Nothing is missing that may still come.
    pub is_complete: bool,
    /// Fetched just now, and not kept yet.
    pub is_new: bool,
}

impl From<Kept> for Known {
    fn from(kept: Kept) -> Self {
        let measured = measure(kept.records.iter().map(|record| record.get()));
        let stays = kept.attendance.iter().map(|row| row.stay(&kept.meeting)).collect();
        let participant = Participant { name: kept.name.clone(), measured, stays };
        Self { kept, participant, is_complete: true, is_new: false }
    }
}

/// House: a whole day, the longest the platform answers for, has 15.
const PAGES: usize = 30;

/// All records of a session, page by page.
async fn all_records(
    api: &dyn Meetings,
    meeting: &Meeting,
    person: &ParticipantId,
    join: Timestamp,
) -> Result<Listed<Box<RawValue>>, PlatformError> {
    let (mut items, mut after) = (Vec::new(), None);
    for _ in 0..PAGES {
        let page = api.records(meeting, person, join, after.as_ref(), &Lane::Question).await?;
        items.extend(page.records);
        match page.next {
            None => return Ok(Listed { items, complete: true }),
            // The same again would never end.
            Some(next) if after.as_ref() == Some(&next) => break,
            next => after = next,
        }
    }
    Ok(Listed { items, complete: false })
}

impl App {
    /// Fetches every session's minutes of somebody.
    pub(super) async fn fetch(
        &self,
        _tenant: &str,
        meeting: &Meeting,
        person: &ParticipantId,
        mut attendance: Vec<Attendance>,
    ) -> Result<Known, Failure> {
        attendance.sort_by_key(|row| row.join);
        let name = attendance.last().map(|row| row.name.clone()).unwrap_or_default();
        if attendance.iter().all(|row| row.external) {
            return Err(UserError::External { name: Some(name) }.into());
        }
        let (records, mut gaps) = self.records(meeting, person, &attendance).await?;
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
        let known = Known { is_complete, is_new: true, ..Known::from(kept) };
        if known.participant.measured.minutes.is_empty() {
            return Err(not_ready.unwrap_or(UserError::NoData { no }).into());
        }
        Ok(known)
    }

    /// The records of all sessions, and what is missing of them.
    async fn records(
        &self,
        meeting: &Meeting,
        person: &ParticipantId,
        attendance: &[Attendance],
    ) -> Result<(Vec<Box<RawValue>>, Vec<Gap>), Failure> {
        let mut joins: Vec<Timestamp> = attendance.iter().map(|row| row.join).collect();
        joins.dedup();
        let api = &self.ports.meetings;
        let fetched =
            join_all(joins.iter().map(|join| all_records(&**api, meeting, person, *join)));
        let fetched = fetched.await;
        let (mut records, mut gaps) = (Vec::new(), Vec::new());
        for session in fetched {
            match session {
                Ok(listed) => {
                    if !listed.complete {
                        gaps.push(Gap::Pages);
                    }
                    if listed.items.is_empty() {
                        gaps.push(Gap::Session);
                    }
                    records.extend(listed.items);
                }
                Err(error) if error.refusal == Refusal::NoData => gaps.push(Gap::Session),
                Err(error) => return Err(error.into()),
            }
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
