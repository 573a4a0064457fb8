//! Whether the platform has the data of a meeting by now, and when to look again.
//!
//! Calls, for each look: one `participant_list` and one `participant_quality_list`.

use jiff::{SignedDuration, Timestamp};

use super::answer::{Attendance, Meeting};
use super::dispatch::App;
use super::error::{PlatformError, Refusal};
use super::ports::{Lane, Reach};
use crate::quality::ids::ParticipantId;

/// When it is looked for data, in minutes after the end: with pauses of 2, 5, 10 and 15. No figure is
/// documented (dossier 14, row 1).
const LOOKS: [i64; 5] = [2, 4, 9, 19, 34];

/// Minutes after the end. House: whatever has not come by then is said to be missing.
const LAST_LOOK: i64 = 45;

impl App {
    /// When to look again, while the data of a meeting is not there and may still come.
    pub(super) async fn wait_for_data(
        &self,
        meeting: &Meeting,
        lane: &Lane,
    ) -> Result<Option<Timestamp>, PlatformError> {
        let Some(due) = next_look(meeting.end, self.ports.clock.now()) else { return Ok(None) };
        Ok((!self.has_data(meeting, lane).await?).then_some(due))
    }

    /// Whether the platform has minutes of who stayed longest.
    async fn has_data(&self, meeting: &Meeting, lane: &Lane) -> Result<bool, PlatformError> {
        let api = &self.ports.meetings;
        let rows = match api.participants(meeting, Reach::FirstPage, lane).await {
            Ok(listed) => listed.items,
            Err(error) if error.refusal == Refusal::NoData => return Ok(false),
            Err(error) => return Err(error),
        };
        // Of telephones and guests alone nothing more will come.
        let Some((person, join)) = longest_stay(&rows) else { return Ok(!rows.is_empty()) };
        match api.records(meeting, person, join, None, lane).await {
            Ok(page) => Ok(!page.records.is_empty()),
            Err(error) if error.refusal == Refusal::NoData => Ok(false),
            Err(error) => Err(error),
        }
    }
}

/// When to look again for the data of a meeting; `None` when it is late.
pub(super) fn next_look(end: Timestamp, now: Timestamp) -> Option<Timestamp> {
    let late = end.checked_add(SignedDuration::from_mins(LAST_LOOK)).ok()?;
    let looks =
        LOOKS.iter().filter_map(|look| end.checked_add(SignedDuration::from_mins(*look)).ok());
    looks.chain([late]).find(|look| *look > now)
}

/// Who was there longest of those who can be measured, and since when.
fn longest_stay(
    rows: &[(Option<ParticipantId>, Attendance)],
) -> Option<(&ParticipantId, Timestamp)> {
    let measurable = rows.iter().filter(|(_, row)| !row.external);
    let named = measurable.filter_map(|(id, row)| Some((id.as_ref()?, row)));
    named.max_by_key(|(_, row)| row.minutes()).map(|(id, row)| (id, row.join))
}

#[cfg(test)]
mod tests {
    use super::super::world::{attendance, minute, person};
    use super::*;

    #[test]
    fn it_is_looked_for_data_with_growing_pauses_until_it_is_late() {
        for (now, next) in [
            (60, Some(62)),
            (62, Some(64)),
            (63, Some(64)),
            (64, Some(69)),
            (69, Some(79)),
            (79, Some(94)),
            (94, Some(105)),
            (104, Some(105)),
            (105, None),
            (1_000, None),
        ] {
            assert_eq!(next_look(minute(60), minute(now)), next.map(minute), "{now}");
        }
    }

    #[test]
    fn data_is_looked_for_of_who_stayed_longest_and_can_be_measured() {
        let id = |name: &str| Some(ParticipantId::from(person(name)));
        let rows = [
            (id("short"), attendance("short", false, (0, 5))),
            (None, attendance("telephone", false, (0, 60))),
            (id("guest"), attendance("guest", true, (0, 60))),
            (id("long"), attendance("long", false, (0, 50))),
        ];
        let found = |rows: &[_]| longest_stay(rows).map(|(id, _)| id.as_str().to_owned());
        assert_eq!(found(&rows).as_deref(), Some("ou_long"));
        assert_eq!(found(&rows[1..3]), None);
    }
}
