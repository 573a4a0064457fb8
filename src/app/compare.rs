//! Who else was there: a bounded look at the others' minutes, so that one person's trouble can be
//! told from their office's and from everybody's.
//!
//! Invariants: nobody is looked at unless the person had bad minutes; at most [`PEOPLE`] are, for at
//! most half of the calls that are free this minute, so that questions leave room for questions;
//! nobody waits longer than [`PATIENCE`]. Whatever cannot be had is left out and makes no answer
//! fail: it is then about fewer people, and says how many.
//!
//! Calls, cold: one `participant_list`, and one `participant_quality_list` for every hundred minutes
//! of every session of those who are looked at. What is complete is kept, and costs nothing again.

use std::cmp::Reverse;
use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::future::{Either, join_all, select};
use futures_util::stream::FuturesUnordered;
use jiff::Timestamp;

use super::answer::{Attendance, Meeting};
use super::dispatch::{App, Failure};
use super::error::UserError;
use super::quality::Known;
use crate::quality::ids::OpenId;
use crate::quality::participant::Participant;

/// House: a share of eight others tells "some" from "half" and "all".
const PEOPLE: usize = 8;

/// Nobody waits longer for what others had; their own minutes are there already.
const PATIENCE: Duration = Duration::from_secs(5);

/// Minutes that one call answers for (dossier 6.3).
const PAGE_MINUTES: i64 = 100;

/// What is known of others.
#[derive(Debug, Default)]
pub(super) struct Compared {
    pub people: Vec<Participant>,
    /// Who they are, when everybody is among them who could be.
    pub all: Option<Vec<OpenId>>,
}

/// Somebody to compare with.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Other {
    id: OpenId,
    rows: Vec<Attendance>,
}

/// What came of looking at somebody.
enum Look {
    Known(Box<Known>),
    /// The platform has nothing of them, and will have nothing.
    Nothing,
    Failed,
}

impl App {
    /// Looks at others in the person's bad minutes.
    pub(super) async fn compare(&self, tenant: &str, me: &Known, bad: &[Timestamp]) -> Compared {
        match &me.kept.compared {
            Some(ids) => self.compared_before(tenant, &me.kept.meeting, ids).await,
            None => self.compare_anew(tenant, me, bad).await,
        }
    }

    async fn compared_before(&self, tenant: &str, meeting: &Meeting, ids: &[OpenId]) -> Compared {
        let finding = ids.iter().map(|id| self.ports.results.find(tenant, &meeting.instance, id));
        let kept = join_all(finding).await.into_iter().filter_map(|found| found.ok().flatten());
        let people = kept.map(|kept| Known::from(kept).participant).collect();
        Compared { people, all: Some(ids.to_vec()) }
    }

    async fn compare_anew(&self, tenant: &str, me: &Known, bad: &[Timestamp]) -> Compared {
        let listed = match self.ports.meetings.participants(&me.kept.meeting).await {
            Ok(listed) => listed,
            Err(error) => {
                tracing::info!(%error, "nobody is compared with");
                return Compared::default();
            }
        };
        let calls = self.ports.meetings.free_quality_calls() / 2;
        let Choice { others, is_whole } = choose(listed.items, me, bad, calls);
        let mut looks = self.look_at_all(tenant, me, others, listed.complete).await;
        looks.sort_by_key(|(place, _)| *place);
        let is_whole = is_whole && !looks.iter().any(|(_, look)| matches!(look, Look::Failed));
        let known = looks.into_iter().filter_map(|(_, look)| match look {
            Look::Known(known) => Some(known),
            Look::Nothing | Look::Failed => None,
        });
        let (people, ids) = known.map(|known| (known.participant, known.kept.person)).unzip();
        Compared { people, all: is_whole.then_some(ids) }
    }

    /// What could be had of them in time, with their places.
    async fn look_at_all(
        &self,
        tenant: &str,
        me: &Known,
        others: Vec<Other>,
        rows_are_whole: bool,
    ) -> Vec<(usize, Look)> {
        let count = others.len();
        let meeting = &me.kept.meeting;
        let look = |(place, other)| async move {
            (place, self.look_at(tenant, meeting, other, rows_are_whole).await)
        };
        let mut looking: FuturesUnordered<_> = others.into_iter().enumerate().map(look).collect();
        let mut patience = self.ports.clock.alarm(PATIENCE);
        let mut looks = Vec::with_capacity(count);
        while looks.len() < count {
            match select(looking.next(), &mut patience).await {
                Either::Left((look, _)) => looks.extend(look),
                Either::Right(_) => {
                    tracing::info!(of = count, came = looks.len(), "others' minutes are late");
                    looks.push((count, Look::Failed));
                    break;
                }
            }
        }
        looks
    }

    async fn look_at(
        &self,
        tenant: &str,
        meeting: &Meeting,
        other: Other,
        rows_are_whole: bool,
    ) -> Look {
        if let Ok(Some(kept)) = self.ports.results.find(tenant, &meeting.instance, &other.id).await
        {
            return Look::Known(Box::new(kept.into()));
        }
        match self.fetch(meeting, &other.id, other.rows).await {
            Ok(known) => {
                if known.is_complete && rows_are_whole {
                    let keeping = self.ports.results.keep(tenant, &known.kept).await;
                    return keeping.map_or(Look::Failed, |()| Look::Known(Box::new(known)));
                }
                Look::Known(Box::new(known))
            }
            Err(Failure::User(UserError::NoData { .. })) => Look::Nothing,
            Err(failure) => {
                tracing::info!(?failure, "somebody is not compared with");
                Look::Failed
            }
        }
    }
}

/// Whom to look at.
#[derive(Debug, PartialEq, Eq)]
struct Choice {
    others: Vec<Other>,
    /// Nobody was left out for want of calls.
    is_whole: bool,
}

/// Chooses among those who shared the bad minutes: who shared most of them first, in turn from the
/// person's own site and from elsewhere, since only both together tell an office from a meeting.
fn choose(
    rows: Vec<(Option<OpenId>, Attendance)>,
    me: &Known,
    bad: &[Timestamp],
    mut calls: usize,
) -> Choice {
    let mut by_id: BTreeMap<OpenId, Vec<Attendance>> = BTreeMap::new();
    for (id, row) in rows {
        if let Some(id) = id.filter(|id| *id != me.kept.person && !row.external) {
            by_id.entry(id).or_default().push(row);
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
        match calls.checked_sub(next.calls()) {
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
        let sites = |rows: &'_ [Attendance]| {
            rows.iter().filter_map(|row| row.site.clone()).collect::<Vec<_>>()
        };
        let mine = sites(mine);
        sites(&self.rows).iter().any(|site| mine.iter().any(|other| other.is_same(site)))
    }

    /// What their minutes cost at most.
    fn calls(&self) -> usize {
        let pages = self.rows.iter().map(|row| row.minutes().div_euclid(PAGE_MINUTES) + 1);
        usize::try_from(pages.sum::<i64>()).unwrap_or(usize::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::super::answer::{Kept, Meeting};
    use super::*;
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
        }
    }

    fn id(name: &str) -> OpenId {
        OpenId(name.to_owned())
    }

    /// Somebody at the site `a`, who was in for an hour.
    fn me() -> Known {
        let meeting = Meeting {
            instance: "7".to_owned(),
            no: MeetingNo::parse("123456789").unwrap(),
            topic: String::new(),
            start: at(0),
            end: at(60),
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
    fn chosen(rows: Vec<(Option<OpenId>, Attendance)>, calls: usize) -> (Vec<String>, bool) {
        let bad: Vec<Timestamp> = (10..20).map(at).collect();
        let Choice { others, is_whole } = choose(rows, &me(), &bad, calls);
        (others.into_iter().map(|other| other.id.0).collect(), is_whole)
    }

    fn in_for_an_hour(name: &str, site: &str) -> (Option<OpenId>, Attendance) {
        (Some(id(name)), row(site, 0, 60))
    }

    #[test]
    fn the_own_site_and_others_are_chosen_in_turn() {
        let names = |list: &[&str]| list.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let near = ["n1", "n2", "n3", "n4", "n5", "n6"].map(|name| in_for_an_hour(name, "a"));
        let far = ["f1", "f2", "f3", "f4", "f5", "f6"].map(|name| in_for_an_hour(name, "b"));
        let all = [near.clone(), far].concat();
        let (others, is_whole) = chosen(all, 100);
        assert_eq!(others, names(&["n1", "f1", "n2", "f2", "n3", "f3", "n4", "f4"]));
        assert!(is_whole, "eight are as many as there could be");
        assert_eq!(chosen(near.to_vec(), 100).0, names(&["n1", "n2", "n3", "n4", "n5", "n6"]));
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
        assert_eq!(chosen(rows, 100).0, ["whole", "twice", "half"]);
    }

    #[test]
    fn neither_the_person_nor_guests_nor_who_has_no_id_is_chosen() {
        let mut guest = in_for_an_hour("guest", "b");
        guest.1.external = true;
        let telephone = (None, row("b", 0, 60));
        assert_eq!(chosen(vec![in_for_an_hour("me", "a"), guest, telephone], 100), (vec![], true));
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
            assert_eq!(chosen(rows(), calls), (expected, is_whole), "{calls} calls");
        }
        let open_end = |mut row: (Option<OpenId>, Attendance)| {
            row.1.leave = None;
            row
        };
        assert_eq!(chosen(vec![open_end(long("d"))], 15).0, ["d"], "a day at most");
    }
}
