//! Whom to compare somebody with: a choice among those who were there in their bad minutes.
//!
//! Pure. Who shared most of them comes first, in turn from the person's own site and from elsewhere,
//! since only both together tell an office from a meeting.

use std::cmp::Reverse;
use std::collections::{BTreeMap, VecDeque};

use jiff::Timestamp;

use crate::app::answer::Attendance;
use crate::app::known::Known;
use crate::app::roster::{Row, calls_for};
use crate::quality::ids::ParticipantId;

/// House: a share of eight others tells "some" from "half" and "all".
pub(super) const PEOPLE: usize = 8;

/// Somebody to compare with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Other {
    pub id: ParticipantId,
    pub rows: Vec<Attendance>,
}

/// Whom to look at.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Choice {
    pub others: Vec<Other>,
    /// Nobody was left out for want of calls.
    pub is_whole: bool,
}

/// Chooses at most [`PEOPLE`] others, whose minutes cost at most so many calls.
pub(super) fn choose(rows: &[Row], me: &Known, bad: &[Timestamp], mut calls: usize) -> Choice {
    let mut by_id: BTreeMap<ParticipantId, Vec<Attendance>> = BTreeMap::new();
    for (id, row) in rows {
        if let Some(id) = id.as_ref().filter(|id| **id != me.kept.person && !row.external) {
            by_id.entry(id.clone()).or_default().push(row.clone());
        }
    }
    let shared = |other: &Other| {
        let was_there = |at: &&Timestamp| other.rows.iter().any(|row| row.covers(**at));
        bad.iter().filter(was_there).count()
    };
    let others = by_id.into_iter().map(|(id, rows)| Other { id, rows });
    let mut others: Vec<(usize, Other)> = others.map(|other| (shared(&other), other)).collect();
    others.retain(|(shared, _)| *shared > 0);
    others.sort_by_key(|(shared, _)| Reverse(*shared));
    let others = others.into_iter().map(|(_, other)| other);
    let (mut near, mut far): (VecDeque<_>, VecDeque<_>) =
        others.partition(|other| other.sits_with(&me.kept.attendance));

    let mut choice = Choice { others: Vec::new(), is_whole: true };
    while choice.others.len() < PEOPLE {
        let (first, second) = match choice.others.len() % 2 {
            0 => (&mut near, &mut far),
            _ => (&mut far, &mut near),
        };
        let Some(next) = first.pop_front().or_else(|| second.pop_front()) else { break };
        match calls.checked_sub(calls_for(&next.rows)) {
            Some(left) => {
                calls = left;
                choice.others.push(next);
            }
            None => {
                choice.is_whole = false;
                break;
            }
        }
    }
    choice
}

impl Other {
    fn sits_with(&self, mine: &[Attendance]) -> bool {
        let mut sites = self.rows.iter().filter_map(|row| row.site.as_ref());
        sites.any(|site| mine.iter().filter_map(|row| row.site.as_ref()).any(|s| s.is_same(site)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::answer::{Kept, Meeting};
    use crate::quality::ids::MeetingNo;
    use crate::quality::participant::Site;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_040 + minute * 60).unwrap()
    }

    fn row(site: &str, join: i64, leave: i64) -> Attendance {
        Attendance {
            name: String::new(),
            join: at(join),
            leave: Some(at(leave)),
            external: false,
            telephone: false,
            time_in_meeting: None,
            device: None,
            app_version: None,
            network_type: None,
            protocol: None,
            use_rtc_proxy: None,
            microphone: None,
            speaker: None,
            camera: None,
            leave_reason: None,
            site: Some(Site { public_ip: Some(site.to_owned()), internal_network: None }),
            location: None,
        }
    }

    fn id(name: &str) -> ParticipantId {
        name.to_owned().into()
    }

    /// Somebody at the site `a`, who was in for an hour.
    fn me() -> Known {
        let meeting = Meeting {
            instance: "7".to_owned(),
            no: MeetingNo::parse("123456789").unwrap(),
            topic: String::new(),
            start: at(0),
            end: at(60),
            owner: None,
            people: None,
        };
        Known::from(Kept {
            meeting,
            person: id("me"),
            name: String::new(),
            attendance: vec![row("a", 0, 60)],
            records: Vec::new(),
            gaps: Vec::new(),
            compared: None,
            fetched_at: at(60),
        })
    }

    /// Who is chosen when the minutes 10 to 19 were bad.
    fn chosen(rows: &[Row], calls: usize) -> (Vec<String>, bool) {
        let bad: Vec<Timestamp> = (10..20).map(at).collect();
        let Choice { others, is_whole } = choose(rows, &me(), &bad, calls);
        (others.into_iter().map(|other| other.id.into()).collect(), is_whole)
    }

    fn in_for_an_hour(name: &str, site: &str) -> Row {
        (Some(id(name)), row(site, 0, 60))
    }

    #[test]
    fn the_own_site_and_others_are_chosen_in_turn() {
        let names = |list: &[&str]| list.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let near = ["n1", "n2", "n3", "n4", "n5", "n6"].map(|name| in_for_an_hour(name, "a"));
        let far = ["f1", "f2", "f3", "f4", "f5", "f6"].map(|name| in_for_an_hour(name, "b"));
        let all = [near.clone(), far].concat();
        let (others, is_whole) = chosen(&all, 100);
        assert_eq!(others, names(&["n1", "f1", "n2", "f2", "n3", "f3", "n4", "f4"]));
        assert!(is_whole, "eight are as many as there could be");
        assert_eq!(chosen(&near, 100).0, names(&["n1", "n2", "n3", "n4", "n5", "n6"]));
    }

    #[test]
    fn who_shared_most_of_the_bad_minutes_comes_first_and_who_shared_none_not_at_all() {
        let rows = vec![
            (Some(id("half")), row("b", 15, 60)),
            (Some(id("whole")), row("b", 0, 60)),
            (Some(id("before")), row("b", 0, 10)),
            (Some(id("after")), row("b", 20, 60)),
            (Some(id("twice")), row("b", 0, 12)),
            (Some(id("twice")), row("b", 14, 30)),
        ];
        assert_eq!(chosen(&rows, 100).0, ["whole", "twice", "half"]);
    }

    #[test]
    fn neither_the_person_nor_guests_nor_who_has_no_id_is_chosen() {
        let mut guest = in_for_an_hour("guest", "b");
        guest.1.external = true;
        let telephone = (None, row("b", 0, 60));
        assert_eq!(chosen(&[in_for_an_hour("me", "a"), guest, telephone], 100), (vec![], true));
    }

    #[test]
    fn no_more_calls_are_spent_than_there_are() {
        let long = |name: &str| (Some(id(name)), row("b", 0, 100));
        let rows = || vec![in_for_an_hour("a", "b"), long("b"), in_for_an_hour("c", "b")];
        for (calls, others, is_whole) in [
            (4, &["a", "b", "c"][..], true),
            (3, &["a", "b"], false),
            (2, &["a"], false),
            (0, &[], false),
        ] {
            let expected = others.iter().map(|name| (*name).to_owned()).collect();
            assert_eq!(chosen(&rows(), calls), (expected, is_whole), "{calls} calls");
        }
        let open_end = |mut row: Row| {
            row.1.leave = None;
            row
        };
        assert_eq!(chosen(&[open_end(long("d"))], 15).0, ["d"], "a day at most");
    }
}
