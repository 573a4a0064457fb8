//! Who was in a meeting: everybody's rows, kept from before or listed now.
//!
//! Calls, cold: one `participant_list` for each hundred rows. A whole list is kept, and costs
//! nothing again; somebody's own rows cost nothing for a moment.

use std::sync::Arc;

use super::answer::{Attendance, Meeting, Roster};
use super::dispatch::App;
use super::failure::Failure;
use super::lately::Lately;
use super::once::Once;
use super::ports::{Lane, Listed, Reach};
use crate::quality::ids::ParticipantId;

/// A row, and whose it is; guests and telephones are nobody's.
pub(super) type Row = (Option<ParticipantId>, Attendance);

/// Minutes that one call answers for (dossier 6.3).
const PAGE_MINUTES: i64 = 100;

/// What the minutes of somebody with these rows cost at most.
pub(super) fn calls_for(rows: &[Attendance]) -> usize {
    rows.iter().map(|row| pages_for(row.minutes())).sum()
}

/// What so many minutes cost at most.
pub(super) fn pages_for(minutes: i64) -> usize {
    usize::try_from(minutes.max(0).div_euclid(PAGE_MINUTES) + 1).unwrap_or(usize::MAX)
}

/// Lists that are being fetched.
pub(super) type Listing = Once<RowsOf, Arc<Listed<Row>>>;

/// Whose rows.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct RowsOf {
    tenant: String,
    instance: String,
    is_everybody: bool,
    is_bulk: bool,
}

/// Somebody's own rows.
pub(super) type Attended = Lately<AttendanceOf, Arc<Vec<Attendance>>>;

/// Whose, in which meeting.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct AttendanceOf {
    tenant: String,
    instance: String,
    person: ParticipantId,
}

impl App {
    /// Somebody's own rows in an ended meeting; none when they were not in it. Costs a call where
    /// nobody's list is kept.
    pub(super) async fn own_rows(
        &self,
        tenant: &str,
        meeting: &Meeting,
        person: &ParticipantId,
    ) -> Result<Vec<Attendance>, Failure> {
        match self.kept_rows(tenant, meeting, person).await? {
            Some(rows) => Ok(rows),
            None => self.listed_rows(tenant, meeting, person).await,
        }
    }

    /// The same from the list that is kept; `None` where there is none.
    pub(super) async fn kept_rows(
        &self,
        tenant: &str,
        meeting: &Meeting,
        person: &ParticipantId,
    ) -> Result<Option<Vec<Attendance>>, Failure> {
        let roster = self.ports.calendar.roster(tenant, &meeting.instance).await?;
        let own = |(of, row): (Option<ParticipantId>, Attendance)| {
            (of.as_ref() == Some(person)).then_some(row)
        };
        Ok(roster.map(|roster| roster.rows.into_iter().filter_map(own).collect()))
    }

    /// The same as the platform lists them.
    pub(super) async fn listed_rows(
        &self,
        tenant: &str,
        meeting: &Meeting,
        person: &ParticipantId,
    ) -> Result<Vec<Attendance>, Failure> {
        let about = AttendanceOf {
            tenant: tenant.to_owned(),
            instance: meeting.instance.clone(),
            person: person.clone(),
        };
        let list = async {
            let listed = self.ports.meetings.attendance(meeting, person).await?;
            Ok(Arc::new(listed.items))
        };
        let rows = self.under_way.attendance.find(about, &self.ports.clock, list).await?;
        Ok(Arc::unwrap_or_clone(rows))
    }

    /// The rows of an ended meeting: all of them, or perhaps the first hundred where that is enough.
    pub(super) async fn who_was_there(
        &self,
        tenant: &str,
        meeting: &Meeting,
        reach: Reach,
        lane: &Lane,
    ) -> Result<Arc<Listed<Row>>, Failure> {
        let rows = RowsOf {
            tenant: tenant.to_owned(),
            instance: meeting.instance.clone(),
            is_everybody: reach == Reach::Everybody,
            is_bulk: *lane != Lane::Question,
        };
        // Looked for here, so that who comes too late to wait finds what was kept.
        let list = async {
            let kept = self.ports.calendar.roster(tenant, &meeting.instance).await?;
            Ok(Arc::new(match kept {
                Some(roster) => Listed { items: roster.rows, complete: true },
                None => self.list(tenant, meeting, reach, lane).await?,
            }))
        };
        self.under_way.rows.run(rows, list).await
    }

    async fn list(
        &self,
        tenant: &str,
        meeting: &Meeting,
        reach: Reach,
        lane: &Lane,
    ) -> Result<Listed<Row>, Failure> {
        let listed = self.ports.meetings.participants(meeting, reach, lane).await?;
        if !listed.complete || listed.items.is_empty() {
            return Ok(listed);
        }
        let (instance, fetched_at) = (meeting.instance.clone(), self.ports.clock.now());
        let roster = Roster { instance, rows: listed.items, fetched_at };
        // The table of ended meetings finds people's meetings by their lists.
        self.ports.calendar.hold(tenant, meeting).await?;
        self.ports.calendar.keep_roster(tenant, &roster).await?;
        Ok(Listed { items: roster.rows, complete: true })
    }
}
