//! A look at everybody: fetch whom nobody looked at before, then judge all together.
//!
//! Invariants: who is complete is kept before the next one is waited for, so a look that is cut off
//! goes on there; no more than [`AT_ONCE`] people's records are in memory at a time, since what is
//! judged are typed minutes; what stands in everybody's way ends the look, what stands in one
//! person's way leaves out that person.

use std::pin::pin;
use std::sync::atomic::{AtomicU32, Ordering};

use futures_util::StreamExt;
use futures_util::future::{Either, join_all, select};
use futures_util::stream::FuturesUnordered;
use tokio::sync::Notify;
use tokio::task::{JoinError, spawn_blocking};

use super::plan::{Plan, Present};
use super::standing::Everybody;
use super::{READ_AT_ONCE, Steps, Tracker, count};
use crate::app::answer::{Gap, Meeting};
use crate::app::asked::Asked;
use crate::app::dispatch::App;
use crate::app::error::{PlatformError, Refusal, UserError};
use crate::app::failure::Failure;
use crate::app::known::{Errand, participant};
use crate::app::ports::{Lane, Reach};
use crate::app::told::{Unmeasured, Whole, WhyUnmeasured};
use crate::quality::participant::Participant;

/// People who are fetched at once; how fast calls are made is for the gate before the platform.
const AT_ONCE: usize = 32;

/// What came of looking at somebody.
enum Look {
    /// All of it is in the store.
    Kept,
    /// Not all there is, or will be.
    Partial(Participant, Vec<Gap>),
    Without(WhyUnmeasured),
    /// The platform did not answer as it should.
    Failed(PlatformError),
}

impl App {
    /// Looks at everybody in a meeting that has ended; `None` when the tracker ended it.
    pub(in crate::app) async fn look_at_everybody(
        &self,
        tenant: &str,
        meeting: &Meeting,
        lane: &Lane,
        tracker: &dyn Tracker,
    ) -> Result<Option<Whole>, Failure> {
        let listed = match self.who_was_there(tenant, meeting, Reach::Everybody, lane).await {
            Err(Failure::Platform(error)) if error.refusal == Refusal::NoData => {
                return Err(self.nobody_measured(meeting));
            }
            listed => listed?,
        };
        let mut plan = Plan::of(&listed.items);
        if listed.items.is_empty() {
            return Err(self.nobody_measured(meeting));
        }
        let rows_are_whole = listed.complete;
        drop(listed);
        let errand = Errand { tenant, meeting, lane, rows_are_whole, on_answer: &|| {} };
        let Some(looks) = self.look_at_people(errand, &plan, tracker).await? else {
            return Ok(None);
        };
        let gone = WhyUnmeasured::Failed;
        let mut everybody = self.read(tenant, meeting, &plan.people, looks, gone).await?;
        everybody.unmeasured.append(&mut plan.unmeasured);
        everybody.gaps.extend((!rows_are_whole).then_some(Gap::Pages));
        self.judge(everybody, meeting).await.map(Some)
    }

    /// The answer as it is kept, without asking the platform anything.
    pub(in crate::app) async fn kept_whole(&self, asked: &Asked) -> Result<Option<Whole>, Failure> {
        let (Some(meeting), Some(noted)) = (&asked.pinned, &asked.whole) else { return Ok(None) };
        let tenant = &asked.message.tenant;
        let roster = self.ports.calendar.roster(tenant, &meeting.instance).await?;
        let Some(roster) = roster else { return Ok(None) };
        let mut plan = Plan::of(&roster.rows);
        let missing = match self.still_settling(meeting) {
            _ if noted.settled => WhyUnmeasured::NoData,
            Some(_) => WhyUnmeasured::NotReady,
            None => WhyUnmeasured::Failed,
        };
        let looks = plan.people.iter().map(|_| Look::Kept).collect();
        let mut everybody = self.read(tenant, meeting, &plan.people, looks, missing).await?;
        if everybody.people.is_empty() {
            return Ok(None);
        }
        everybody.unmeasured.append(&mut plan.unmeasured);
        self.judge(everybody, meeting).await.map(Some)
    }

    /// Fetches whoever is not kept; `None` when the tracker ended it.
    async fn look_at_people(
        &self,
        errand: Errand<'_>,
        plan: &Plan,
        tracker: &dyn Tracker,
    ) -> Result<Option<Vec<Look>>, Failure> {
        let people = &plan.people;
        let tally = &Tally::default();
        let of_calls = people.iter().map(|present| present.calls).sum();
        let of_people = count(people.len());
        let steps = |people| Steps { calls: tally.calls(), of_calls, people, of_people };
        let look = |(place, present)| async move {
            (place, self.look_at_one(errand, present, tally).await)
        };
        let piece = match errand.lane {
            Lane::Bulk(asked) => Some(self.planned.begin(asked)),
            Lane::Question => None,
        };
        let tell = |people| {
            let steps = steps(people);
            if let Some(piece) = &piece {
                piece.has_left(steps.calls_left());
            }
            tracker.came_to(steps)
        };
        let mut waiting = people.iter().enumerate();
        let mut looking: FuturesUnordered<_> = waiting.by_ref().take(AT_ONCE).map(look).collect();
        let mut looks: Vec<(usize, Look)> = Vec::with_capacity(people.len());
        while tell(count(looks.len())).await {
            match select(looking.next(), pin!(tally.changed.notified())).await {
                Either::Left((None, _)) => {
                    looks.sort_by_key(|(place, _)| *place);
                    return Ok(Some(looks.into_iter().map(|(_, look)| look).collect()));
                }
                Either::Left((Some((place, outcome)), _)) => {
                    looks.push((place, outcome?));
                    looking.extend(waiting.next().map(look));
                }
                Either::Right(_) => {}
            }
        }
        Ok(None)
    }

    async fn look_at_one(
        &self,
        errand: Errand<'_>,
        present: &Present,
        tally: &Tally,
    ) -> Result<Look, Failure> {
        let part = tally.part(present.calls);
        let Errand { tenant, meeting, .. } = errand;
        if self.ports.results.find(tenant, &meeting.instance, &present.id).await?.is_some() {
            return Ok(Look::Kept);
        }
        let on_answer = || part.answered();
        let errand = Errand { on_answer: &on_answer, ..errand };
        let known = match self.fetch_for(errand, &present.id, present.rows.clone()).await {
            Ok(known) => known,
            Err(Failure::User(UserError::NoData { .. })) => {
                return Ok(Look::Without(WhyUnmeasured::NoData));
            }
            Err(Failure::User(UserError::NotReady { .. })) => {
                return Ok(Look::Without(WhyUnmeasured::NotReady));
            }
            Err(Failure::Platform(error)) if !is_in_everybodys_way(&error.refusal) => {
                tracing::info!(%error, "somebody cannot be looked at");
                return Ok(Look::Failed(error));
            }
            Err(failure) => return Err(failure),
        };
        if known.is_complete && errand.rows_are_whole {
            return Ok(Look::Kept);
        }
        Ok(Look::Partial(known.participant.clone(), known.kept.gaps.clone()))
    }

    /// What was seen, as it is judged: typed minutes. Records are read and dropped person by person.
    async fn read(
        &self,
        tenant: &str,
        meeting: &Meeting,
        people: &[Present],
        looks: Vec<Look>,
        gone: WhyUnmeasured,
    ) -> Result<Everybody, Failure> {
        let (mut everybody, mut failed) = (Everybody::default(), None);
        let mut looks = looks.into_iter();
        for some in people.chunks(READ_AT_ONCE) {
            let reading = some.iter().zip(looks.by_ref()).map(|(present, look)| async move {
                let is_kept = matches!(look, Look::Kept);
                let kept =
                    if is_kept { self.minutes_of(tenant, meeting, present).await? } else { None };
                Ok::<_, Failure>((present, look, kept))
            });
            for read in join_all(reading).await {
                let (present, look, kept) = read?;
                let why = match (look, kept) {
                    (Look::Partial(person, gaps), _) | (Look::Kept, Some((person, gaps))) => {
                        everybody.ids.push(present.id.clone());
                        everybody.people.push(person);
                        everybody.gaps.extend(gaps);
                        continue;
                    }
                    (Look::Kept, None) => gone,
                    (Look::Without(why), _) => why,
                    (Look::Failed(error), _) => {
                        failed = Some(error);
                        WhyUnmeasured::Failed
                    }
                };
                let name = present.name.clone();
                everybody.unmeasured.push(Unmeasured { name, why });
            }
        }
        match failed {
            Some(error) if everybody.people.is_empty() => Err(error.into()),
            _ => Ok(everybody),
        }
    }

    async fn minutes_of(
        &self,
        tenant: &str,
        meeting: &Meeting,
        present: &Present,
    ) -> Result<Option<(Participant, Vec<Gap>)>, Failure> {
        let kept = self.ports.results.find(tenant, &meeting.instance, &present.id).await?;
        let Some(kept) = kept else { return Ok(None) };
        Ok(Some(spawn_blocking(move || (participant(&kept), kept.gaps)).await.map_err(broken)?))
    }

    async fn judge(&self, everybody: Everybody, meeting: &Meeting) -> Result<Whole, Failure> {
        if everybody.people.is_empty() {
            return Err(self.nobody_measured(meeting));
        }
        let (meeting, rules) = (meeting.clone(), self.options.rules.clone());
        spawn_blocking(move || everybody.judge(meeting, &rules)).await.map_err(broken)
    }

    fn nobody_measured(&self, meeting: &Meeting) -> Failure {
        let nobody = UserError::NobodyMeasured { no: meeting.no };
        self.still_settling(meeting).unwrap_or(nobody).into()
    }
}

/// Nothing but a panic breaks work off that nobody aborts.
fn broken(_: JoinError) -> Failure {
    Failure::Panic
}

/// Whether everybody else would be refused for the same reason.
const fn is_in_everybodys_way(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::AdminRoleMissing
            | Refusal::ScopeMissing(_)
            | Refusal::QuotaUsedUp
            | Refusal::Misconfigured
    )
}

/// Calls that were answered, of all people.
#[derive(Default)]
struct Tally {
    calls: AtomicU32,
    changed: Notify,
}

impl Tally {
    fn calls(&self) -> u32 {
        self.calls.load(Ordering::Relaxed)
    }

    fn part(&self, planned: u32) -> Part<'_> {
        Part { tally: self, left: AtomicU32::new(planned) }
    }
}

/// One person's part of it: never more than was planned, and all of that when it is over.
struct Part<'a> {
    tally: &'a Tally,
    left: AtomicU32,
}

impl Part<'_> {
    fn answered(&self) {
        let less = |left: u32| left.checked_sub(1);
        if self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less).is_ok() {
            self.tally.calls.fetch_add(1, Ordering::Relaxed);
            self.tally.changed.notify_one();
        }
    }
}

impl Drop for Part<'_> {
    fn drop(&mut self) {
        self.tally.calls.fetch_add(*self.left.get_mut(), Ordering::Relaxed);
    }
}
