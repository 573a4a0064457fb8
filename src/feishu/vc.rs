//! What the platform knows of meetings: its instances, who took part, and the minutes of a session.
//!
//! The reports are keyed by number, start and end, and how exactly these must match is not documented:
//! "no such meeting" (126009) is asked once more with the start cut to the minute. Sessions have a key
//! of their own: `records`.
//!
//! Dossier 6.3–6.6, 6.11, 13, 14.

use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;
use serde_json::value::RawValue;

use super::api::Api;
use super::client::FeishuClient;
use super::error::{NO_ROOM_FILTER, NO_SUCH_MEETING};
use super::records::Records;
use super::vc_rows::{MeetingRow, ParticipantRow, read_rows};
use crate::app::answer::{Attendance, Cursor, Meeting};
use crate::app::error::PlatformError;
use crate::app::ports::{Lane, Listed, MeetingStatus, Meetings, Period, Reach, RecordPage};
use crate::quality::ids::{MeetingNo, OpenId, ParticipantId};

/// Pages of 100: five instances of one number on every day of a year.
const MEETING_PAGES: usize = 20;
const PARTICIPANT_PAGES: usize = 200;
/// House: the newest 300 meetings of a person are enough to choose from.
const ATTENDED_PAGES: usize = 3;

/// Seconds. The longest span between start and end that the platform takes.
const DAY: i64 = 86_400;
pub(super) const MINUTE: i64 = 60;

type Query = Vec<(&'static str, String)>;

#[async_trait]
impl Meetings for FeishuClient {
    async fn instances(
        &self,
        no: MeetingNo,
        period: Period,
        status: MeetingStatus,
    ) -> Result<Listed<Meeting>, PlatformError> {
        let (status, open_end) = match status {
            MeetingStatus::Ongoing => ("1", Some(period.to)),
            MeetingStatus::Ended => ("2", None),
        };
        let mut query = meeting_query(period, status);
        query.push(("meeting_no", no.as_str().to_owned()));
        self.meeting_list(&query, MEETING_PAGES, |row| row.read(Some(no), open_end)).await
    }

    async fn attended(
        &self,
        person: &OpenId,
        period: Period,
    ) -> Result<Listed<Meeting>, PlatformError> {
        let mut query = meeting_query(period, "2");
        query.push(("user_id", person.0.clone()));
        self.meeting_list(&query, ATTENDED_PAGES, |row| row.read(None, None)).await
    }

    async fn attendance(
        &self,
        meeting: &Meeting,
        person: &ParticipantId,
    ) -> Result<Listed<Attendance>, PlatformError> {
        let (pages, lane) = (PARTICIPANT_PAGES, &Lane::Question);
        let asked = self.participant_list(meeting, Some(person), pages, lane).await;
        let (listed, of_all) = match asked {
            Err(error) if error.code == Some(NO_ROOM_FILTER) && person.person().is_none() => {
                (self.participant_list(meeting, None, pages, lane).await?, true)
            }
            asked => (asked?, false),
        };
        let read = |row: ParticipantRow| {
            let own = if of_all { row.is_of(person) } else { row.may_be_of(person) };
            Some((own, row.read()?))
        };
        let Listed { items, complete } = read_rows(Api::ParticipantList, &listed, read);
        let own = items.into_iter().filter_map(|(own, attendance)| own.then_some(attendance));
        let mut listed = Listed { items: own.collect::<Vec<_>>(), complete };
        listed.items.sort_by_key(|attendance| attendance.join);
        Ok(listed)
    }

    async fn participants(
        &self,
        meeting: &Meeting,
        reach: Reach,
        lane: &Lane,
    ) -> Result<Listed<(Option<ParticipantId>, Attendance)>, PlatformError> {
        let pages = match reach {
            Reach::FirstPage => 1,
            Reach::Everybody => PARTICIPANT_PAGES,
        };
        let listed = self.participant_list(meeting, None, pages, lane).await?;
        let read = |row: ParticipantRow| Some((row.participant(), row.read()?));
        Ok(read_rows(Api::ParticipantList, &listed, read))
    }

    async fn records(
        &self,
        meeting: &Meeting,
        person: &ParticipantId,
        join: Timestamp,
        after: Option<&Cursor>,
        lane: &Lane,
    ) -> Result<RecordPage, PlatformError> {
        let records = Records { client: self, meeting, person, lane };
        match after {
            None => records.first(join).await,
            Some(cursor) => records.after(cursor).await,
        }
    }

    fn free_quality_calls(&self) -> usize {
        self.free(Api::QualityList)
    }

    fn time_for(&self, calls: usize) -> Duration {
        self.bulk_time(Api::QualityList, calls)
    }
}

/// What every question about meetings of a period asks for.
fn meeting_query(period: Period, status: &str) -> Query {
    vec![
        ("start_time", period.from.as_second().to_string()),
        ("end_time", period.to.as_second().to_string()),
        ("meeting_status", status.to_owned()),
        ("user_id_type", "open_id".to_owned()),
        // Without these two, such meetings do not exist for the API.
        ("include_external_meetings", "true".to_owned()),
        ("include_webinar", "true".to_owned()),
    ]
}

impl FeishuClient {
    /// Meetings, newest first, up to so many pages.
    async fn meeting_list(
        &self,
        query: &Query,
        pages: usize,
        read: impl Fn(MeetingRow) -> Option<Meeting> + Send,
    ) -> Result<Listed<Meeting>, PlatformError> {
        let listed = self.list(Api::MeetingList, query, pages, &Lane::Question).await?;
        let mut listed = read_rows(Api::MeetingList, &listed, read);
        listed
            .items
            .sort_by(|a, b| b.start.cmp(&a.start).then_with(|| a.instance.cmp(&b.instance)));
        Ok(listed)
    }

    /// The participant list, of one participant or of everybody, up to so many pages.
    async fn participant_list(
        &self,
        meeting: &Meeting,
        person: Option<&ParticipantId>,
        pages: usize,
        lane: &Lane,
    ) -> Result<Listed<Box<RawValue>>, PlatformError> {
        let mut key = Key::of(meeting);
        loop {
            let mut query = key.query(meeting, person);
            query.push(("meeting_status", "2".to_owned()));
            match self.list(Api::ParticipantList, &query, pages, lane).await {
                Err(error) if error.code == Some(NO_SUCH_MEETING) && key.cut_to_the_minute() => {}
                outcome => return outcome,
            }
        }
    }
}

/// What a meeting is found by, in unix seconds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Key {
    pub(super) start: i64,
    pub(super) end: i64,
}

impl Key {
    pub(super) fn of(meeting: &Meeting) -> Self {
        Self { start: meeting.start.as_second(), end: meeting.end.as_second() }
    }

    /// Cuts the start to its minute; false when that changes nothing.
    pub(super) const fn cut_to_the_minute(&mut self) -> bool {
        let exact = self.start;
        self.start -= exact.rem_euclid(MINUTE);
        self.start != exact
    }

    /// Asks by person or by room, never by both (dossier 6.5, 6.6).
    pub(super) fn query(self, meeting: &Meeting, person: Option<&ParticipantId>) -> Query {
        let mut query = vec![
            ("meeting_start_time", self.start.to_string()),
            ("meeting_end_time", self.end.min(self.start + DAY).to_string()),
            ("meeting_no", meeting.no.as_str().to_owned()),
            ("user_id_type", "open_id".to_owned()),
        ];
        query.extend(person.map(|person| match person {
            ParticipantId::Person(id) => ("user_id", id.0.clone()),
            ParticipantId::Room(id) => ("room_id", id.0.clone()),
        }));
        query
    }
}

#[cfg(test)]
mod tests;
