//! Which meeting: from a number and a time to the ended instances that fit.
//!
//! Calls: none where the table of ended meetings knows the answer or the same was asked a moment ago
//! ([`lately`](super::lately)), otherwise one `meeting_list`, and one more for what still runs where
//! that may be meant: of a number, or of a day that is today, with nothing that ended; and of a number
//! that had several meetings, of which none is [`FRESH`]. The table is filled by events that are known
//! to go missing, so without a time it is believed only while its newest instance is: a later one would
//! hardly be over yet. Of earlier ones it may know none, so that somebody who was in none of those that
//! it knows is looked for in the list before it is said so ([`seek`](super::seek)). For a day it is not
//! believed, as it may know one of several; for a moment at which a known one ran it is.
//!
//! Who asks about a number that runs now hardly means an earlier meeting of it: they are told that it
//! runs, with a button for those that have ended, and nothing is fetched of a meeting they do not mean.

use std::sync::Arc;

use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::answer::Meeting;
use super::dispatch::App;
use super::error::UserError;
use super::failure::Failure;
use super::lately::Lately;
use super::ports::{MeetingStatus, Period};
use super::quality::INSTANCES_LOOKED_AT;
use crate::command::When;
use crate::quality::ids::{MeetingNo, OpenId};

/// House: people complain on the day.
const FRESH: SignedDuration = SignedDuration::from_hours(12);

/// House: who types a time means the meeting that ran then, or that began about then.
const ABOUT: SignedDuration = SignedDuration::from_mins(60);

/// Ended instances that may be meant; at least one.
#[derive(Debug, Clone)]
pub(super) struct Instances {
    pub newest_first: Vec<Meeting>,
    /// The number, where only the table was looked into: the platform may list more.
    pub more_of: Option<MeetingNo>,
}

impl From<Vec<Meeting>> for Instances {
    /// All there are.
    fn from(newest_first: Vec<Meeting>) -> Self {
        Self { newest_first, more_of: None }
    }
}

/// Lists of instances: whose, of which number, of a day or of all within reach, and which.
pub(super) type Listings =
    Lately<(String, MeetingNo, Option<Date>, MeetingStatus), Arc<Vec<Meeting>>>;

impl App {
    /// The ended instances of a number, newest first; at least one. With a time, those of that day,
    /// or the one of that moment.
    pub(super) async fn instances(
        &self,
        tenant: &str,
        no: MeetingNo,
        when: Option<When>,
    ) -> Result<Instances, Failure> {
        let now = self.ports.clock.now();
        let Some(when) = when else { return self.newest_instances(tenant, no, now).await };
        let day = self.day(when.date);
        let known = self.ports.calendar.held(tenant, no, day).await?;
        let moment = self.moment_of(when);
        if let Some(meeting) = moment.and_then(|moment| known.iter().find(|it| ran(it, moment))) {
            return Ok(vec![meeting.clone()].into());
        }
        let listed = self.listed(tenant, no, Some(when.date), MeetingStatus::Ended).await?;
        let that_day = self.of_then(both(known, listed), when);
        let is_found = moment.map_or(!that_day.is_empty(), |it| at(&that_day, it).is_some());
        if !is_found && day.holds(now) && self.runs(tenant, no, moment).await? {
            return Err(UserError::StillRunning { no, has_ended: false }.into());
        }
        match that_day.is_empty() {
            true => Err(UserError::NoneThen { no }.into()),
            false => Ok(that_day.into()),
        }
    }

    /// Those of these meetings that were on a day, or the one of a moment.
    pub(super) fn of_then(&self, mut meetings: Vec<Meeting>, when: When) -> Vec<Meeting> {
        let day = self.day(when.date);
        meetings.retain(|meeting| day.from <= meeting.end && meeting.start < day.to);
        match self.moment_of(when).and_then(|moment| at(&meetings, moment)) {
            Some(meeting) => vec![meeting.clone()],
            None => meetings,
        }
    }

    async fn newest_instances(
        &self,
        tenant: &str,
        no: MeetingNo,
        now: Timestamp,
    ) -> Result<Instances, Failure> {
        let days = self.options.lookback_days;
        let period = self.lookback(now);
        let known = self.ports.calendar.held(tenant, no, period).await?;
        if known.first().is_some_and(|newest| now.duration_since(newest.end) < FRESH) {
            return Ok(Instances { newest_first: known, more_of: Some(no) });
        }
        let ended = self.listed(tenant, no, None, MeetingStatus::Ended).await?;
        if let Some(newest) = ended.first() {
            // A number that had one meeting hardly ever has another; one that had more has the next.
            let had_more = ended.iter().any(|it| it.instance != newest.instance);
            if !had_more || now.duration_since(newest.end) < FRESH {
                return Ok(ended.into());
            }
        }
        let runs = self.runs(tenant, no, None).await?;
        match (ended.is_empty(), runs) {
            (has_none, true) => Err(UserError::StillRunning { no, has_ended: !has_none }.into()),
            (true, false) => Err(UserError::UnknownMeeting { no, days }.into()),
            (false, false) => Ok(ended.into()),
        }
    }

    /// Whether a meeting of the number has not ended yet; with a moment, one that ran then.
    async fn runs(
        &self,
        tenant: &str,
        no: MeetingNo,
        moment: Option<Timestamp>,
    ) -> Result<bool, Failure> {
        let running = self.listed(tenant, no, None, MeetingStatus::Ongoing).await?;
        Ok(moment.map_or(!running.is_empty(), |moment| at(&running, moment).is_some()))
    }

    /// What the platform lists beside the instances that the table knows, newest first, as far as
    /// they are looked at. Costs a call, unless these are all there are.
    pub(super) async fn more(
        &self,
        tenant: &str,
        known: &Instances,
    ) -> Result<Vec<Meeting>, Failure> {
        let left = INSTANCES_LOOKED_AT.saturating_sub(known.newest_first.len());
        let Some(no) = known.more_of.filter(|_| left > 0) else { return Ok(Vec::new()) };
        let mut listed = self.listed(tenant, no, None, MeetingStatus::Ended).await?;
        let known = &known.newest_first;
        listed.retain(|meeting| known.iter().all(|other| other.instance != meeting.instance));
        listed.truncate(left);
        Ok(listed)
    }

    /// Every ended instance within reach, for somebody to pick from; at least one.
    pub(super) async fn all_instances(
        &self,
        tenant: &str,
        no: MeetingNo,
    ) -> Result<Vec<Meeting>, Failure> {
        let ended = self.listed(tenant, no, None, MeetingStatus::Ended).await?;
        match ended.is_empty() {
            true => Err(UserError::UnknownMeeting { no, days: self.options.lookback_days }.into()),
            false => Ok(ended),
        }
    }

    /// The ended meetings of a person, newest first: what the platform lists, and what the table
    /// knows beside it. Where the platform refuses, the table alone.
    pub(super) async fn meetings_of(
        &self,
        tenant: &str,
        person: &OpenId,
    ) -> Result<Vec<Meeting>, Failure> {
        let period = self.lookback(self.ports.clock.now());
        let known = self.ports.calendar.held_with(tenant, person, period).await?;
        match self.ports.meetings.attended(person, period).await {
            Ok(listed) => Ok(both(known, listed.items)),
            Err(error) if known.is_empty() => Err(error.into()),
            Err(error) => {
                tracing::info!(%error, "only the table of ended meetings is known");
                Ok(known)
            }
        }
    }

    async fn listed(
        &self,
        tenant: &str,
        no: MeetingNo,
        day: Option<Date>,
        status: MeetingStatus,
    ) -> Result<Vec<Meeting>, Failure> {
        let clock = &self.ports.clock;
        let about = (tenant.to_owned(), no, day, status);
        let list = async {
            let period = day.map_or_else(|| self.lookback(clock.now()), |day| self.day(day));
            let listed = self.ports.meetings.instances(no, period, status).await?;
            Ok(Arc::new(listed.items))
        };
        Ok(Arc::unwrap_or_clone(self.under_way.instances.find(about, clock, list).await?))
    }

    /// How far back meetings are looked up.
    pub(super) fn lookback(&self, now: Timestamp) -> Period {
        let days = i64::from(self.options.lookback_days);
        Period { from: now.checked_sub((24 * days).hours()).unwrap_or(Timestamp::MIN), to: now }
    }

    /// A whole day in the operator's zone.
    fn day(&self, day: Date) -> Period {
        let midnight = |date: Date| self.moment(date.at(0, 0, 0, 0));
        Period { from: midnight(day), to: midnight(day.tomorrow().unwrap_or(day)) }
    }

    /// The moment that is meant, where it is one.
    fn moment_of(&self, when: When) -> Option<Timestamp> {
        when.time.map(|time| self.moment(when.date.to_datetime(time)))
    }

    fn moment(&self, at: DateTime) -> Timestamp {
        let zone = self.options.timezone.clone();
        zone.to_ambiguous_timestamp(at).compatible().unwrap_or(Timestamp::MIN)
    }

    /// A moment as people in the operator's zone write it.
    pub(super) fn written(&self, at: Timestamp) -> DateTime {
        at.to_zoned(self.options.timezone.clone()).datetime()
    }
}

/// Meetings of the table and of the platform, each once, newest first. Both know some things better.
fn both(mut known: Vec<Meeting>, listed: Vec<Meeting>) -> Vec<Meeting> {
    for meeting in listed {
        match known.iter_mut().find(|other| other.instance == meeting.instance) {
            Some(same) => same.people = same.people.or(meeting.people),
            None => known.push(meeting),
        }
    }
    known.sort_by(|a, b| b.end.cmp(&a.end).then_with(|| a.instance.cmp(&b.instance)));
    known
}

fn ran(meeting: &Meeting, moment: Timestamp) -> bool {
    meeting.start <= moment && moment < meeting.end
}

/// The meeting that ran at a moment, or that began nearest to it.
fn at(meetings: &[Meeting], moment: Timestamp) -> Option<&Meeting> {
    let off = |meeting: &&Meeting| meeting.start.duration_since(moment).abs();
    let nearest = || meetings.iter().min_by_key(off).filter(|meeting| off(meeting) <= ABOUT);
    meetings.iter().find(|meeting| ran(meeting, moment)).or_else(nearest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meeting(start: &str, end: &str) -> Meeting {
        let moment = |time: &str| format!("2026-11-20T{time}:00Z").parse::<Timestamp>().unwrap();
        Meeting {
            instance: start.to_owned(),
            no: MeetingNo::parse("123456789").unwrap(),
            topic: String::new(),
            start: moment(start),
            end: moment(end),
            owner: None,
            people: None,
        }
    }

    #[test]
    fn a_time_means_the_meeting_that_ran_then_or_began_about_then() {
        let day = [meeting("16:00", "17:00"), meeting("10:30", "11:00"), meeting("09:00", "10:00")];
        for (time, expected) in [
            ("09:00", Some("09:00")),
            ("09:59", Some("09:00")),
            ("10:00", Some("10:30")),
            ("08:10", Some("09:00")),
            ("11:20", Some("10:30")),
            ("17:00", Some("16:00")),
            ("13:00", None),
        ] {
            let moment = format!("2026-11-20T{time}:00Z").parse().unwrap();
            let found = at(&day, moment).map(|meeting| meeting.instance.as_str());
            assert_eq!(found, expected, "{time}");
        }
    }
}
