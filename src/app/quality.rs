//! `/quality <meeting> [@person]`: find the meeting, the sessions and their minutes, and judge.
//!
//! Calls, cold: one `meeting_list`, one `participant_list`, and one `participant_quality_list` for
//! every hundred minutes of every session; and what it costs to compare, where minutes were bad
//! ([`compare`](super::compare)). A result that is kept costs the `meeting_list` alone.

use futures_util::future::join_all;
use jiff::{SignedDuration, Timestamp, ToSpan};
use serde_json::value::RawValue;

use super::answer::{Answer, Attendance, Gap, Kept, Meeting};
use super::compare::Compared;
use super::dispatch::{App, Failure, target};
use super::error::{Refusal, UserError};
use super::inbound::InboundMessage;
use super::ports::{MeetingStatus, Period};
use crate::command::Person;
use crate::quality::diagnose::diagnose;
use crate::quality::ids::{MeetingNo, OpenId};
use crate::quality::merge::measure;
use crate::quality::participant::Participant;
use crate::quality::rules::Rules;
use crate::quality::verdict::Verdict;

/// How many instances of a number are searched for the person, newest first. A daily meeting has
/// about twenty in a month; each costs one call of a hundred a minute.
const INSTANCES_LOOKED_AT: usize = 10;

/// How long after a meeting missing data means "not yet" (dossier 14, row 1).
const SETTLING: SignedDuration = SignedDuration::from_mins(30);

/// The platform answers for at most a day of one meeting (dossier 6.6, 126006).
const LONGEST: SignedDuration = SignedDuration::from_hours(24);

impl App {
    pub(super) async fn quality(
        &self,
        message: &InboundMessage,
        no: MeetingNo,
        person: &Person,
    ) -> Result<Answer, Failure> {
        let (person, name, external) = target(message, person);
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
            let known = self.fetch(meeting, person, attendance).await?;
            return self.answer(&message.tenant, known).await;
        }
        let looked_at = meetings.len().min(INSTANCES_LOOKED_AT);
        let name = name.map(str::to_owned);
        Err(not_ready.unwrap_or(UserError::NotInMeeting { no, name, looked_at }).into())
    }

    /// The ended meetings of a number, newest first; at least one.
    async fn ended_instances(&self, no: MeetingNo) -> Result<Vec<Meeting>, Failure> {
        let now = self.ports.clock.now();
        let days = self.lookback_days;
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

    /// Fetches every session's minutes of somebody.
    pub(super) async fn fetch(
        &self,
        meeting: &Meeting,
        person: &OpenId,
        mut attendance: Vec<Attendance>,
    ) -> Result<Known, Failure> {
        attendance.sort_by_key(|row| row.join);
        let name = attendance.last().map(|row| row.name.clone()).unwrap_or_default();
        if attendance.iter().all(|row| row.external) {
            return Err(UserError::External { name: Some(name) }.into());
        }
        let (records, mut gaps) = self.records(meeting, person, &attendance).await?;
        if meeting.end.duration_since(meeting.start) > LONGEST {
            gaps.push(Gap::OverADay);
        }
        let not_ready = self.still_settling(meeting);
        let is_complete =
            !gaps.contains(&Gap::Pages) && (not_ready.is_none() || !gaps.contains(&Gap::Session));
        let (meeting, person) = (meeting.clone(), person.clone());
        let fetched_at = self.ports.clock.now();
        let no = meeting.no;
        let kept =
            Kept { meeting, person, name, attendance, records, gaps, compared: None, fetched_at };
        let known = Known { is_complete, is_new: true, ..Known::from(kept) };
        if known.participant.measured.minutes.is_empty() {
            return Err(not_ready.unwrap_or(UserError::NoData { no }).into());
        }
        Ok(known)
    }

    /// Judges somebody's minutes, beside others' where there was trouble, and keeps what is complete.
    async fn answer(&self, tenant: &str, mut known: Known) -> Result<Answer, Failure> {
        let alone = first_verdict(std::slice::from_ref(&known.participant), &self.rules);
        let bad: Vec<Timestamp> = alone.judgement.bad.iter().map(|minute| minute.minute).collect();
        let Compared { people, all } = match bad.is_empty() {
            true => Compared::default(),
            false => self.compare(tenant, &known, &bad).await,
        };
        let is_news = known.is_new || (known.kept.compared.is_none() && all.is_some());
        if known.is_complete && is_news {
            known.kept.compared = all;
            self.ports.results.keep(tenant, &known.kept).await?;
        }
        let Known { kept, participant, .. } = known;
        let everybody: Vec<Participant> = std::iter::once(participant).chain(people).collect();
        let verdict = match &everybody[..] {
            [_] => alone,
            everybody => first_verdict(everybody, &self.rules),
        };
        let minutes = everybody.into_iter().next().unwrap_or_default().measured.minutes;
        let Kept { meeting, person, name, attendance, gaps, .. } = kept;
        Ok(Answer { meeting, person, name, attendance, verdict, minutes, gaps })
    }

    /// The records of all sessions, and what is missing of them.
    async fn records(
        &self,
        meeting: &Meeting,
        person: &OpenId,
        attendance: &[Attendance],
    ) -> Result<(Vec<Box<RawValue>>, Vec<Gap>), Failure> {
        let mut joins: Vec<Timestamp> = attendance.iter().map(|row| row.join).collect();
        joins.dedup();
        let api = &self.ports.meetings;
        let fetched = join_all(joins.iter().map(|join| api.quality(meeting, person, *join))).await;
        let (mut records, mut gaps) = (Vec::new(), Vec::new());
        for session in fetched {
            match session {
                Ok(listed) => {
                    if !listed.complete {
                        gaps.push(Gap::Pages);
                    }
                    if listed.items.is_empty() {
                        gaps.push(Gap::Session);
                    }
                    records.extend(listed.items);
                }
                Err(error) if error.refusal == Refusal::NoData => gaps.push(Gap::Session),
                Err(error) => return Err(error.into()),
            }
        }
        gaps.sort();
        gaps.dedup();
        Ok((records, gaps))
    }

    /// What to say when data is missing so soon after the end that it may still come.
    fn still_settling(&self, meeting: &Meeting) -> Option<UserError> {
        let ago = self.ports.clock.now().duration_since(meeting.end);
        (ago < SETTLING).then(|| UserError::NotReady {
            no: meeting.no,
            ended_minutes_ago: ago.as_mins().max(0),
        })
    }
}

/// What is known of somebody in a meeting.
#[derive(Debug)]
pub(super) struct Known {
    pub kept: Kept,
    pub participant: Participant,
    /// Nothing is missing that may still come.
    pub is_complete: bool,
    /// Fetched just now, and not kept yet.
    is_new: bool,
}

impl From<Kept> for Known {
    fn from(kept: Kept) -> Self {
        let measured = measure(kept.records.iter().map(|record| record.get()));
        let stays = kept.attendance.iter().map(|row| row.stay(&kept.meeting)).collect();
        let participant = Participant { name: kept.name.clone(), measured, stays };
        Self { kept, participant, is_complete: true, is_new: false }
    }
}

/// The verdict about the first of these people.
#[expect(clippy::expect_used, reason = "there is one verdict for each participant")]
fn first_verdict(people: &[Participant], rules: &Rules) -> Verdict {
    let verdicts = diagnose(people, rules).verdicts;
    verdicts.into_iter().next().expect("one verdict for each participant")
}
