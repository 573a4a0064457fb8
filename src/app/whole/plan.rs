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
                None if row.telephone => plan.leave_out(&row.name, WhyUnmeasured::Telephone),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::world::{Data, Guest, guest, row};

    fn rows(guests: &[Guest]) -> Vec<Row> {
        guests.iter().flat_map(|one| one.sessions.iter().map(|it| row(one, *it))).collect()
    }

    #[test]
    fn sessions_of_one_are_one_person_and_cost_what_their_minutes_do() {
        let ann = |sessions: &[(i64, i64)]| guest("ou_ann", Data::Good, sessions);
        let renamed = Guest { name: "Ann Lee".to_owned(), ..ann(&[(200, 260)]) };
        let inside = Guest { external: true, ..ann(&[(300, 310)]) };
        let plan = Plan::of(&rows(&[renamed, ann(&[(0, 99), (100, 200)]), inside]));
        let [person] = &plan.people[..] else { panic!("{plan:?}") };
        assert_eq!((person.name.as_str(), person.rows.len(), person.calls), ("ann", 4, 5));
        assert!(person.rows.is_sorted_by_key(|row| row.join));
        assert_eq!(plan.unmeasured, []);
    }

    #[test]
    fn who_cannot_be_asked_for_is_left_out_with_the_reason() {
        let outsider = Guest { external: true, ..guest("ou_out", Data::Good, &[(0, 9), (20, 30)]) };
        let device = Guest { id: None, ..guest("device", Data::Good, &[(0, 9)]) };
        let visitor = Guest { external: true, ..device.clone() };
        let mut rows = rows(&[outsider, device.clone(), visitor.clone(), device, visitor]);
        for (_, row) in rows.iter_mut().rev().take(2) {
            (row.name, row.telephone) = (String::new(), true);
        }
        let plan = Plan::of(&rows);
        assert_eq!(plan.people, []);
        let why: Vec<_> = plan.unmeasured.iter().map(|it| (it.name.as_str(), it.why)).collect();
        let expected = [
            ("device", WhyUnmeasured::NoId),
            ("device", WhyUnmeasured::External),
            ("", WhyUnmeasured::Telephone),
            ("", WhyUnmeasured::Telephone),
            ("out", WhyUnmeasured::External),
        ];
        assert_eq!(why, expected);
        assert_eq!(Plan::of(&[]), Plan::default());
    }
}
