//! `/quality <meeting> [@person]`: find the meeting, the sessions and their minutes, and judge.
//!
//! Calls, cold: one `meeting_list`, one `participant_list`, and one `participant_quality_list` for
//! every hundred minutes of every session. A result that is kept costs the `meeting_list` alone.

use futures_util::future::join_all;
use jiff::{SignedDuration, Timestamp, ToSpan};
use serde_json::value::RawValue;

use super::answer::{Answer, Attendance, Gap, Kept, Meeting};
use super::dispatch::{App, Failure, target};
use super::error::{Refusal, UserError};
use super::inbound::InboundMessage;
use super::ports::{MeetingStatus, Period};
use crate::command::Person;
use crate::quality::diagnose::{Diagnosis, diagnose};
use crate::quality::ids::{MeetingNo, OpenId};
use crate::quality::merge::measure;
use crate::quality::minute::Measured;
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
                return Ok(from_kept(kept, &self.rules));
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
            return self.fetch(&message.tenant, meeting, person, attendance).await;
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

    /// Fetches every session's minutes, judges them, and keeps what is complete.
    async fn fetch(
        &self,
        tenant: &str,
        meeting: &Meeting,
        person: &OpenId,
        mut attendance: Vec<Attendance>,
    ) -> Result<Answer, Failure> {
        attendance.sort_by_key(|row| row.join);
        let name = attendance.last().map(|row| row.name.clone()).unwrap_or_default();
        if attendance.iter().all(|row| row.external) {
            return Err(UserError::External { name: Some(name) }.into());
        }
        let (records, mut gaps) = self.records(meeting, person, &attendance).await?;
        let measured = measure(records.iter().map(|record| record.get()));
        if measured.minutes.is_empty() {
            let no_data = UserError::NoData { no: meeting.no };
            return Err(self.still_settling(meeting).unwrap_or(no_data).into());
        }
        if meeting.end.duration_since(meeting.start) > LONGEST {
            gaps.push(Gap::OverADay);
        }
        let asked = Asked { meeting: meeting.clone(), person: person.clone(), name, attendance };
        let answer = asked.answer(measured, gaps, &self.rules);
        let gaps = &answer.gaps;
        let settled = self.still_settling(meeting).is_none();
        if !gaps.contains(&Gap::Pages) && (settled || !gaps.contains(&Gap::Session)) {
            let kept = kept(&answer, records, self.ports.clock.now());
            self.ports.results.keep(tenant, &kept).await?;
        }
        Ok(answer)
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

/// Who was asked about, before anything is judged.
struct Asked {
    meeting: Meeting,
    person: OpenId,
    name: String,
    attendance: Vec<Attendance>,
}

impl Asked {
    fn answer(self, measured: Measured, gaps: Vec<Gap>, rules: &Rules) -> Answer {
        let Self { meeting, person, name, attendance } = self;
        let stays = attendance.iter().map(|row| row.stay(&meeting)).collect();
        let participant = Participant { name: name.clone(), measured, stays };
        let verdict = diagnose_one(&participant, rules);
        let minutes = participant.measured.minutes;
        Answer { meeting, person, name, attendance, verdict, minutes, gaps }
    }
}

/// The verdict about one person of whose meeting nobody else is known.
#[expect(clippy::expect_used, reason = "there is one verdict for each participant")]
fn diagnose_one(participant: &Participant, rules: &Rules) -> Verdict {
    let Diagnosis { verdicts, .. } = diagnose(std::slice::from_ref(participant), rules);
    verdicts.into_iter().next().expect("one verdict for one participant")
}

fn kept(answer: &Answer, records: Vec<Box<RawValue>>, fetched_at: Timestamp) -> Kept {
    Kept {
        meeting: answer.meeting.clone(),
        person: answer.person.clone(),
        name: answer.name.clone(),
        attendance: answer.attendance.clone(),
        records,
        judgement: answer.verdict.judgement.clone(),
        gaps: answer.gaps.clone(),
        fetched_at,
    }
}

fn from_kept(kept: Kept, rules: &Rules) -> Answer {
    let measured = measure(kept.records.iter().map(|record| record.get()));
    let Kept { meeting, person, name, attendance, gaps, .. } = kept;
    Asked { meeting, person, name, attendance }.answer(measured, gaps, rules)
}
