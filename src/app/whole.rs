//! Everybody in a meeting: answered at once where that costs few calls, otherwise planned work
//! behind a progress card.
//!
//! Invariants: what the card's buttons are about is noted before the card is shown; who is kept
//! costs nothing; a card that shows progress always has work behind it.
//!
//! Calls, cold: one `participant_list` for every hundred rows, and one `participant_quality_list`
//! for every hundred minutes of every session of everybody who can be measured.

use async_trait::async_trait;
use futures_util::future::join_all;
use jiff::Timestamp;

use super::answer::{Gap, Meeting};
use super::asked::{Asked, AskedId, Choices, JudgedWhole, WholeNoted};
use super::dispatch::App;
use super::error::{StoreError, UserError};
use super::failure::Failure;
use super::inbound::{Outcome, Task};
use super::planned::Queued;
use super::ports::{Content, FileFormat, Lane, Offer, Privacy, Reach, ReportLink, Told};
use super::question::caught;
use super::reply::{Reply, Said, Subject};
use super::roster::pages_for;
use super::told::{Candidate, Done, Whole, WhyUnmeasured};
use crate::quality::ids::MeetingNo;
use plan::Plan;

mod job;
mod look;
mod plan;
mod standing;
#[cfg(test)]
mod tests;

/// What is answered at once costs no more calls.
const AT_ONCE: u32 = 12;

/// How many results are read from the store at once.
const READ_AT_ONCE: usize = 8;

/// How far a look at everybody came.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Steps {
    pub calls: u32,
    pub of_calls: u32,
    pub people: u32,
    pub of_people: u32,
}

impl Steps {
    pub(super) const fn calls_left(self) -> u32 {
        self.of_calls.saturating_sub(self.calls)
    }
}

/// Who is told how far a look at everybody came, and may end it.
#[async_trait]
pub(super) trait Tracker: Send + Sync {
    /// False when the work is to end.
    async fn came_to(&self, steps: Steps) -> bool;
}

/// Nobody watches.
pub(super) struct Untracked;

#[async_trait]
impl Tracker for Untracked {
    async fn came_to(&self, _: Steps) -> bool {
        true
    }
}

impl App {
    /// Answers a question about everybody: at once where it costs few calls, otherwise with a
    /// progress card in whose place a [`Task::Whole`] puts the answer.
    /// The asker may see it; `asked` is not noted yet.
    pub(super) async fn answer_whole(
        &self,
        mut asked: Asked,
        meeting: &Meeting,
        reply: &Reply<'_>,
    ) -> Outcome {
        asked.pinned = Some(meeting.clone());
        let free = self.ports.meetings.free_quality_calls();
        match caught(self.steps_to(&asked.message.tenant, meeting)).await {
            Ok(steps) if fits(steps.calls_left(), free) => {
                let (sent, said) = reply.patiently(self.whole_now(&asked, meeting)).await;
                let said = self.for_chat(&asked, said, reply.uuid(), reply).await;
                reply.deliver_unless(sent, said).await
            }
            Ok(steps) => self.plan(&asked, meeting.no, steps, reply).await,
            Err(failure) => {
                let told = Said::card(self.explain_to(&asked, failure).await);
                let told = self.for_chat(&asked, told, reply.uuid(), reply).await;
                reply.send_unless(told).await
            }
        }
    }

    /// What a look at everybody will cost, and how much of that is kept already. Looks no further
    /// when it is more than is answered at once.
    async fn steps_to(&self, tenant: &str, meeting: &Meeting) -> Result<Steps, Failure> {
        let is_known = self.ports.calendar.roster(tenant, &meeting.instance).await?.is_some();
        if let Some(people) = meeting.people.filter(|people| !is_known && *people > AT_ONCE) {
            let minutes = meeting.end.duration_since(meeting.start).as_mins();
            let of_calls = people.saturating_mul(count(pages_for(minutes)));
            return Ok(Steps { of_calls, of_people: people, ..Steps::default() });
        }
        let listed = self.who_was_there(tenant, meeting, Reach::Everybody, &Lane::Question).await?;
        let people = Plan::of(&listed.items).people;
        let mut steps = Steps {
            of_calls: people.iter().map(|present| present.calls).sum(),
            of_people: count(people.len()),
            ..Steps::default()
        };
        let mut left = 0;
        for some in people.chunks(READ_AT_ONCE) {
            let finding = some
                .iter()
                .map(|present| self.ports.results.find(tenant, &meeting.instance, &present.id));
            for (found, present) in join_all(finding).await.into_iter().zip(some) {
                match found? {
                    Some(_) => {
                        steps.calls += present.calls;
                        steps.people += 1;
                    }
                    None => left += present.calls,
                }
            }
            if left > AT_ONCE {
                break;
            }
        }
        Ok(steps)
    }

    async fn whole_now(&self, asked: &Asked, meeting: &Meeting) -> Said {
        let mut asked = asked.clone();
        let work = async {
            let tenant = &asked.message.tenant;
            let looking = self.look_at_everybody(tenant, meeting, &Lane::Question, &Untracked);
            let whole = looking.await?.ok_or(UserError::NobodyMeasured { no: meeting.no })?;
            if let Some(format) = asked.file {
                self.note_whole(&mut asked, &whole).await?;
                return self.whole_file(&asked, &whole, format).await;
            }
            self.say_whole(&mut asked, whole).await
        };
        match caught(work).await {
            Ok(said) => said,
            Err(failure) => Said::card(self.explain_to(&asked, failure).await),
        }
    }

    /// Shows that it will take a while, and has it worked on.
    async fn plan(&self, asked: &Asked, no: MeetingNo, steps: Steps, reply: &Reply<'_>) -> Outcome {
        if let Err(error) = self.ports.questions.note(asked).await {
            return reply.send(Said::card(self.explain(error.into()))).await;
        }
        let content = match self.outsiders_read(reply.place(&asked.message)).await {
            true => self.ports.cards.working(),
            false => self.progress_card(&asked.id, no, steps),
        };
        let card = match reply.show(content).await {
            Ok(card) => card,
            Err(outcome) => return outcome,
        };
        let claim = format!("b:{}:{}", asked.id.0, reply.uuid());
        let task = Task::Whole { asked: asked.id.clone(), card: card.clone(), who: reply.who() };
        let (id, first) = (asked.id.clone(), asked.first().clone());
        let joining = self.planned.joins_queue(Queued { id, first, card, steps });
        match self.ports.queue.queue(claim, task).await {
            Ok(()) => {
                joining.stays();
                Outcome::Done
            }
            Err(error) => reply.send(Said::card(self.explain(error.into()))).await,
        }
    }

    fn progress_card(&self, asked: &AskedId, no: MeetingNo, steps: Steps) -> Content {
        let calls = self.planned.until(asked, steps.calls_left());
        let calls = usize::try_from(calls).unwrap_or(usize::MAX);
        let left = Some(self.ports.meetings.time_for(calls));
        self.ports.cards.tell(&Told::Progress(&Done { left, ..done(asked, no, steps) }))
    }

    /// That it was stopped.
    pub(super) fn cancelled_card(&self, asked: &AskedId, no: MeetingNo, steps: Steps) -> Content {
        self.ports.cards.tell(&Told::Cancelled(&done(asked, no, steps)))
    }

    /// Notes the answer, remembers the judgements, and makes the card.
    async fn say_whole(&self, asked: &mut Asked, whole: Whole) -> Result<Said, Failure> {
        self.note_whole(asked, &whole).await?;
        let remembered = async { Ok(self.remember_whole(&asked.message.tenant, &whole).await?) };
        if let Err(failure) = caught(remembered).await {
            tracing::error!(?failure, "the judgements of a meeting are not remembered");
        }
        let offer = Offer {
            asked: asked.id.clone(),
            // There are pages about one person alone.
            report: ReportLink::Nowhere,
            file: true,
            privacy: Privacy::Chat,
        };
        let cards = self.ports.cards.as_ref();
        Ok(Said::answer(cards, Subject::Everybody(Box::new(whole)), offer))
    }

    /// Everybody as a file.
    pub(super) async fn whole_file(
        &self,
        asked: &Asked,
        whole: &Whole,
        format: FileFormat,
    ) -> Result<Said, Failure> {
        let language = self.language_of(&asked.message);
        let file = self.ports.pages.whole_file(whole, format, language);
        Ok(Said::card(self.uploaded(file, format).await?))
    }

    /// Notes what became of a question about everybody, so that the buttons of its card find it.
    pub(super) async fn note_whole(
        &self,
        asked: &mut Asked,
        whole: &Whole,
    ) -> Result<(), StoreError> {
        let meeting = &whole.meeting;
        let tenant = &asked.message.tenant;
        let roster = self.ports.calendar.roster(tenant, &meeting.instance).await?;
        let rows = roster.map(|roster| roster.rows).unwrap_or_default();
        let join = |id| -> Timestamp {
            let own = rows.iter().filter(|(of, _)| of.as_ref() == Some(id));
            own.map(|(_, row)| row.join).min().unwrap_or(meeting.start)
        };
        let candidates = whole.people.iter().map(|standing| Candidate {
            id: standing.id.clone(),
            name: standing.name.clone(),
            join: join(&standing.id),
            leave: None,
        });
        asked.choices = Choices::People(candidates.collect());
        let settled = is_settled(whole, self.still_settling(meeting).is_some());
        let judged = Some(JudgedWhole::from(whole));
        asked.whole = Some(WholeNoted { instance: meeting.instance.clone(), settled, judged });
        asked.pinned = Some(meeting.clone());
        self.ports.questions.note(asked).await
    }
}

/// At most a dozen calls, which need not wait for the platform's limit.
fn fits(calls: u32, free: usize) -> bool {
    calls <= AT_ONCE && usize::try_from(calls).is_ok_and(|calls| calls <= free)
}

const fn done(asked: &AskedId, no: MeetingNo, steps: Steps) -> Done<'_> {
    let Steps { calls, of_calls, people, of_people } = steps;
    Done { asked, no, calls, of_calls, people, of_people, left: None }
}

/// Whether nothing more can come: everybody with data is kept.
pub(super) fn is_settled(whole: &Whole, is_early: bool) -> bool {
    let may_come = |why| matches!(why, WhyUnmeasured::NotReady | WhyUnmeasured::Failed);
    let is_partial = |gap: &Gap| *gap == Gap::Pages || (is_early && *gap == Gap::Session);
    !whole.unmeasured.iter().any(|it| may_come(it.why)) && !whole.gaps.iter().any(is_partial)
}

fn count(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
