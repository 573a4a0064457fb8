//! Who was in a meeting: everybody's rows, kept from before or listed now.
//!
//! Invariant: nobody counts as absent for a list whose rows may be theirs.
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

    /// The same from the list that is kept; `None` where there is none, or where it does not tell.
    pub(super) async fn kept_rows(
        &self,
        tenant: &str,
        meeting: &Meeting,
        person: &ParticipantId,
    ) -> Result<Option<Vec<Attendance>>, Failure> {
        let roster = self.ports.calendar.roster(tenant, &meeting.instance).await?;
        Ok(roster.and_then(|roster| rows_of(person, roster.rows)))
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

/// Somebody's rows among all; `None` when they have none, and there are some that may be anybody's.
/// Guests and telephones have no id; a row of a member lacks one when the platform wrote an id of
/// another kind (dossier 6.5), and then only the platform can tell whose it is.
fn rows_of(person: &ParticipantId, rows: Vec<Row>) -> Option<Vec<Attendance>> {
    let is_anybodys = |(of, row): &Row| of.is_none() && !row.external && !row.telephone;
    let may_be_theirs = rows.iter().any(is_anybodys);
    let own = |(of, row): Row| (of.as_ref() == Some(person)).then_some(row);
    let own: Vec<Attendance> = rows.into_iter().filter_map(own).collect();
    (!own.is_empty() || !may_be_theirs).then_some(own)
}

#[cfg(test)]
mod tests {
    use super::super::world::{Data, Guest, guest, person};
    use super::*;

    #[test]
    fn a_list_tells_who_was_absent_unless_a_row_may_be_theirs() {
        let named = |id| guest(id, Data::Good, &[(0, 50), (55, 60)]);
        let nobodys = |external| Guest { id: None, external, ..named("ou_x") };
        let rows = |guests: &[Guest]| guests.iter().flat_map(Guest::rows).collect::<Vec<Row>>();
        let mut telephone = rows(&[nobodys(false)]);
        telephone.iter_mut().for_each(|(_, row)| row.telephone = true);
        for (what, others, absent) in [
            ("another member", rows(&[named("ou_2")]), Some(0)),
            ("a guest", rows(&[nobodys(true)]), Some(0)),
            ("a telephone", telephone, Some(0)),
            ("an id of another kind", rows(&[nobodys(false)]), None),
        ] {
            let me = ParticipantId::from(person("me"));
            let count = |rows: Vec<Row>| rows_of(&me, rows).map(|own| own.len());
            assert_eq!(count(others.clone()), absent, "{what}");
            assert_eq!(count([others, rows(&[named("ou_me")])].concat()), Some(2), "{what}");
        }
    }
}
