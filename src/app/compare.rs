//! Who else was there: a bounded look at the others' minutes, so that one person's trouble can be
//! told from their office's and from everybody's.
//!
//! Invariants: nobody is looked at unless the person had bad minutes; at most
//! [`PEOPLE`](choice::PEOPLE) are, for at most half of the calls that are free this minute, so that
//! questions leave room for questions; nobody waits longer than [`PATIENCE`]. Whatever cannot be had
//! is left out and makes no answer fail: it is then about fewer people, and says how many.
//!
//! Calls, cold: one `participant_list` unless it is known who was there, and one
//! `participant_quality_list` for every hundred minutes of every session of those who are looked at.
//! What is complete is kept, and costs nothing again.

use std::time::Duration;

use futures_util::StreamExt;
use futures_util::future::{Either, join_all, select};
use futures_util::stream::FuturesUnordered;
use jiff::Timestamp;

use super::answer::Meeting;
use super::dispatch::App;
use super::error::UserError;
use super::failure::Failure;
use super::known::Known;
use super::ports::{Lane, Reach};
use crate::quality::ids::ParticipantId;
use crate::quality::participant::Participant;
use choice::{Choice, Other, choose};

mod choice;

/// Nobody waits longer for what others had; their own minutes are there already.
const PATIENCE: Duration = Duration::from_secs(5);

/// What is known of others.
#[derive(Debug, Default)]
pub(super) struct Compared {
    pub people: Vec<(ParticipantId, Participant)>,
    /// Who they are, when everybody is among them who could be.
    pub all: Option<Vec<ParticipantId>>,
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

    pub(super) async fn compared_before(
        &self,
        tenant: &str,
        meeting: &Meeting,
        ids: &[ParticipantId],
    ) -> Compared {
        let finding = ids.iter().map(|id| self.ports.results.find(tenant, &meeting.instance, id));
        let kept = join_all(finding).await.into_iter().filter_map(|found| found.ok().flatten());
        let people = kept.map(|kept| (kept.person.clone(), Known::from(kept).participant));
        let people = people.collect();
        Compared { people, all: Some(ids.to_vec()) }
    }

    async fn compare_anew(&self, tenant: &str, me: &Known, bad: &[Timestamp]) -> Compared {
        let (meeting, lane) = (&me.kept.meeting, &Lane::Question);
        let listed = match self.who_was_there(tenant, meeting, Reach::FirstPage, lane).await {
            Ok(listed) => listed,
            Err(failure) => {
                tracing::info!(?failure, "nobody is compared with");
                return Compared::default();
            }
        };
        let calls = self.ports.meetings.free_quality_calls() / 2;
        let Choice { others, is_whole } = choose(&listed.items, me, bad, calls);
        let mut looks = self.look_at_all(tenant, me, others, listed.complete).await;
        looks.sort_by_key(|(place, _)| *place);
        let is_whole = is_whole && !looks.iter().any(|(_, look)| matches!(look, Look::Failed));
        let known = looks.into_iter().filter_map(|(_, look)| match look {
            Look::Known(known) => Some(known),
            Look::Nothing | Look::Failed => None,
        });
        let people: Vec<_> = known.map(|known| (known.kept.person, known.participant)).collect();
        let all = is_whole.then(|| people.iter().map(|(id, _)| id.clone()).collect());
        Compared { people, all }
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
        match self.fetch(tenant, meeting, &other.id, other.rows, rows_are_whole).await {
            Ok(known) => Look::Known(Box::new(known)),
            Err(Failure::User(UserError::NoData { .. })) => Look::Nothing,
            Err(failure) => {
                tracing::info!(?failure, "somebody is not compared with");
                Look::Failed
            }
        }
    }
}
