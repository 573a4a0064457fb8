//! `/quality <meeting> [@person]`: find the meeting and what is known of the person in it, and judge.
//!
//! Calls, cold: one `meeting_list`, one `participant_list`, and one `participant_quality_list` for
//! every hundred minutes of every session; and what it costs to compare, where minutes were bad
//! ([`compare`](super::compare)). A result that is kept costs the `meeting_list` alone.

use jiff::{Timestamp, ToSpan};

use super::answer::{Answer, Kept, Meeting};
use super::asked::{About, Answered, Asked, Judged};
use super::compare::Compared;
use super::dispatch::{App, target};
use super::error::{Refusal, StoreError, UserError};
use super::failure::Failure;
use super::inbound::InboundMessage;
use super::known::Known;
use super::ports::{MeetingStatus, Period};
use crate::command::Person;
use crate::quality::diagnose::diagnose;
use crate::quality::ids::{MeetingNo, ParticipantId};
use crate::quality::participant::Participant;
use crate::quality::rules::Rules;
use crate::quality::verdict::Verdict;

/// How many instances of a number are searched for the person, newest first. A daily meeting has
/// about twenty in a month; each costs one call of a hundred a minute.
const INSTANCES_LOOKED_AT: usize = 10;

/// An answer, and what will be noted of it.
#[derive(Debug)]
pub(super) struct Found {
    pub answer: Answer,
    pub answered: Answered,
}

impl App {
    pub(super) async fn quality(
        &self,
        message: &InboundMessage,
        no: MeetingNo,
        person: &Person,
    ) -> Result<Found, Failure> {
        let (person, name, external) = target(message, person);
        let person = &ParticipantId::from(person.clone());
        if external {
            return Err(UserError::External { name: name.map(str::to_owned) }.into());
        }
        let meetings = self.ended_instances(no).await?;
        let mut not_ready = None;
        for meeting in meetings.iter().take(INSTANCES_LOOKED_AT) {
            if let Some(kept) =
                self.ports.results.find(&message.tenant, &meeting.instance, person).await?
            {
                return self.answer(&message.tenant, kept.into()).await;
            }
            let attendance = match self.ports.meetings.attendance(meeting, person).await {
                Ok(listed) => listed.items,
                Err(error) if error.refusal == Refusal::NoData => {
                    not_ready = not_ready.or_else(|| self.still_settling(meeting));
                    continue;
                }
                Err(error) => return Err(error.into()),
            };
            if attendance.is_empty() {
                continue;
            }
            let known = self.fetch(&message.tenant, meeting, person, attendance).await?;
            return self.answer(&message.tenant, known).await;
        }
        let looked_at = meetings.len().min(INSTANCES_LOOKED_AT);
        let name = name.map(str::to_owned);
        Err(not_ready.unwrap_or(UserError::NotInMeeting { no, name, looked_at }).into())
    }

    /// The ended meetings of a number, newest first; at least one.
    async fn ended_instances(&self, no: MeetingNo) -> Result<Vec<Meeting>, Failure> {
        let now = self.ports.clock.now();
        let days = self.options.lookback_days;
        let from = now.checked_sub((24 * i64::from(days)).hours()).unwrap_or(Timestamp::MIN);
        let period = Period { from, to: now };
        let api = &self.ports.meetings;
        let ended = api.instances(no, period, MeetingStatus::Ended).await?.items;
        if !ended.is_empty() {
            return Ok(ended);
        }
        let running = api.instances(no, period, MeetingStatus::Ongoing).await?.items;
        Err(match running.is_empty() {
            true => UserError::UnknownMeeting { no, days },
            false => UserError::StillRunning { no },
        }
        .into())
    }

    /// Judges somebody's minutes, beside others' where there was trouble, and keeps what is complete.
    pub(super) async fn answer(&self, tenant: &str, mut known: Known) -> Result<Found, Failure> {
        let alone = first_verdict(std::slice::from_ref(&known.participant), &self.options.rules);
        let bad: Vec<Timestamp> = alone.judgement.bad.iter().map(|minute| minute.minute).collect();
        let Compared { people, all } = match bad.is_empty() {
            true => Compared::default(),
            false => self.compare(tenant, &known, &bad).await,
        };
        let is_compared = bad.is_empty() || all.is_some();
        let is_news = known.is_new || (known.kept.compared.is_none() && all.is_some());
        if known.is_complete && is_news {
            known.kept.compared = all;
            self.ports.results.keep(tenant, &known.kept).await?;
        }
        let Known { kept, participant, is_complete, .. } = known;
        let everybody: Vec<Participant> = std::iter::once(participant).chain(people).collect();
        let verdict = match &everybody[..] {
            [_] => alone,
            everybody => first_verdict(everybody, &self.options.rules),
        };
        let answer = told(kept, everybody, verdict);
        let (instance, person) = (answer.meeting.instance.clone(), answer.person.clone());
        let answered = Answered {
            about: About { instance, person },
            kept: is_complete,
            settled: is_complete && is_compared,
            judged: judged(&answer.verdict),
        };
        Ok(Found { answer, answered })
    }

    /// The answer to a question as it is kept, without asking the platform anything; `None` when it
    /// is not, or not any more.
    pub(super) async fn kept_answer(&self, asked: &Asked) -> Result<Option<Answer>, StoreError> {
        let Some(Known { kept, participant, .. }) = self.kept_of(asked).await? else {
            return Ok(None);
        };
        let tenant = &asked.message.tenant;
        let people = match &kept.compared {
            Some(ids) => self.compared_before(tenant, &kept.meeting, ids).await.people,
            None => Vec::new(),
        };
        let everybody: Vec<Participant> = std::iter::once(participant).chain(people).collect();
        let verdict = first_verdict(&everybody, &self.options.rules);
        Ok(Some(told(kept, everybody, verdict)))
    }

    /// What is kept of the person a question was about.
    pub(super) async fn kept_of(&self, asked: &Asked) -> Result<Option<Known>, StoreError> {
        let Some(about) = asked.kept() else { return Ok(None) };
        let (tenant, results) = (&asked.message.tenant, &self.ports.results);
        let kept = results.find(tenant, &about.instance, &about.person).await?;
        Ok(kept.map(Known::from))
    }
}

/// The answer about the first of these people.
fn told(kept: Kept, everybody: Vec<Participant>, verdict: Verdict) -> Answer {
    let minutes = everybody.into_iter().next().unwrap_or_default().measured.minutes;
    let Kept { meeting, person, name, attendance, gaps, .. } = kept;
    Answer { meeting, person, name, attendance, verdict, minutes, gaps }
}

fn judged(verdict: &Verdict) -> Judged {
    Judged {
        grade: verdict.judgement.grade,
        bad_minutes: verdict.judgement.bad_minutes,
        causes: verdict.causes.iter().map(|cause| cause.id).collect(),
    }
}

/// The verdict about the first of these people.
#[expect(clippy::expect_used, reason = "there is one verdict for each participant")]
fn first_verdict(people: &[Participant], rules: &Rules) -> Verdict {
    let verdicts = diagnose(people, rules).verdicts;
    verdicts.into_iter().next().expect("one verdict for each participant")
}
