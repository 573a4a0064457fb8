//! Whom to look at in a meeting, and who cannot be measured.
//!
//! Pure.

use std::collections::BTreeMap;

use super::count;
use crate::app::answer::Attendance;
use crate::app::roster::{Row, calls_for};
use crate::app::told::{Unmeasured, WhyUnmeasured};
use crate::quality::ids::ParticipantId;

/// Somebody who can be measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Present {
    pub id: ParticipantId,
    /// As in the latest of their rows.
    pub name: String,
    /// A session each, oldest first.
    pub rows: Vec<Attendance>,
    /// What their minutes cost at most.
    pub calls: u32,
}

/// Everybody in a meeting.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Plan {
    pub people: Vec<Present>,
    pub unmeasured: Vec<Unmeasured>,
}

impl Plan {
    /// Groups the rows of a participant list by whose they are.
    pub(super) fn of(rows: &[Row]) -> Self {
        let mut plan = Self::default();
        let mut by_id: BTreeMap<&ParticipantId, Vec<&Attendance>> = BTreeMap::new();
        for (id, row) in rows {
            match id {
                Some(id) => by_id.entry(id).or_default().push(row),
                None if row.external => plan.leave_out(&row.name, WhyUnmeasured::External),
                None => plan.leave_out(&row.name, WhyUnmeasured::NoId),
            }
        }
        for (id, mut rows) in by_id {
            rows.sort_by_key(|row| row.join);
            let name = rows.last().map(|row| row.name.clone()).unwrap_or_default();
            if rows.iter().all(|row| row.external) {
                plan.leave_out(&name, WhyUnmeasured::External);
                continue;
            }
            let rows: Vec<Attendance> = rows.into_iter().cloned().collect();
            let (id, calls) = (id.clone(), count(calls_for(&rows)));
            plan.people.push(Present { id, name, rows, calls });
        }
        plan
    }

    fn leave_out(&mut self, name: &str, why: WhyUnmeasured) {
        self.unmeasured.push(Unmeasured { name: name.to_owned(), why });
    }
}
