//! The nouns of a use case: a meeting, a person's attendance, and the answer about it.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::quality::ids::{MeetingNo, OpenId, ParticipantId};
use crate::quality::minute::Minute;
use crate::quality::participant::{Site, Stay};
use crate::quality::verdict::Verdict;

/// One instance of a meeting number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// The platform's unique long id of this instance.
    pub instance: String,
    pub no: MeetingNo,
    pub topic: String,
    pub start: Timestamp,
    /// For a running meeting: the time it was asked about.
    pub end: Timestamp,
    /// Who held it, where the platform says so.
    #[serde(default)]
    pub owner: Option<OpenId>,
    /// How many took part, where that is known.
    #[serde(default)]
    pub people: Option<u32>,
}

/// Everybody's rows in an ended meeting. Complete: it is kept for that.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roster {
    pub instance: String,
    /// Without an id: guests and telephones.
    pub rows: Vec<(Option<ParticipantId>, Attendance)>,
    pub fetched_at: Timestamp,
}

/// A page of a session's records that was fetched before the rest was.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Part {
    pub records: Vec<Box<RawValue>>,
    /// Where the next page begins; `None` when this was the last one.
    pub next: Option<Cursor>,
    pub fetched_at: Timestamp,
}

/// Where a page of records begins, in the words of whoever fetches them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cursor(pub String);

/// The records of one session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    pub instance: String,
    pub person: ParticipantId,
    pub join: Timestamp,
}

/// One row of the participant list: one person, one device, joined once or more.
/// What the row says of devices and networks is personal data: judging may read it; cards say no
/// more of it than a cause rests on, and never an address or the name of a device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendance {
    pub name: String,
    pub join: Timestamp,
    /// Absent when the platform's text could not be read.
    pub leave: Option<Timestamp>,
    /// From outside the tenant: cannot be measured.
    pub external: bool,
    /// Dialled in: cannot be measured either, and has no name that holds a number.
    #[serde(default)]
    pub telephone: bool,
    /// How long in all; less than from `join` to `leave` when the person was away in between.
    pub time_in_meeting: Option<Duration>,
    pub device: Option<String>,
    pub app_version: Option<String>,
    pub network_type: Option<String>,
    pub protocol: Option<String>,
    pub use_rtc_proxy: Option<bool>,
    pub microphone: Option<String>,
    pub speaker: Option<String>,
    pub camera: Option<String>,
    pub leave_reason: Option<String>,
    pub site: Option<Site>,
    /// Where the platform places the address, in its words.
    #[serde(default)]
    pub location: Option<String>,
}

impl Attendance {
    /// Whether the person was there at some moment of a minute; to the end where that is not known.
    pub fn covers(&self, minute: Timestamp) -> bool {
        let end = minute + SignedDuration::from_mins(1);
        self.join < end && self.leave.is_none_or(|leave| leave > minute)
    }

    /// How long, in whole minutes; a day where the end is not known.
    pub fn minutes(&self) -> i64 {
        const DAY: i64 = 24 * 60;
        self.leave.map_or(DAY, |leave| leave.duration_since(self.join).as_mins().clamp(0, DAY))
    }

    /// The stay, as the judge sees it.
    pub fn stay(&self, meeting: &Meeting) -> Stay {
        let row = self.clone();
        Stay {
            join: row.join,
            leave: row.leave.unwrap_or(meeting.end),
            time_in_meeting: row.time_in_meeting,
            device: row.device,
            app_version: row.app_version,
            network_type: row.network_type,
            protocol: row.protocol,
            use_rtc_proxy: row.use_rtc_proxy,
            microphone: row.microphone,
            speaker: row.speaker,
            camera: row.camera,
            leave_reason: row.leave_reason,
            site: row.site,
        }
    }
}

/// What is kept of a person in a meeting, when it is complete.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Kept {
    pub meeting: Meeting,
    pub person: ParticipantId,
    /// Name as in the participant list.
    pub name: String,
    pub attendance: Vec<Attendance>,
    /// The records, verbatim and in the order they came. The verdict is made of them again each
    /// time, so a better rule judges old meetings too.
    pub records: Vec<Box<RawValue>>,
    /// Whom the person was compared with, each kept too; `None` when nobody was, or not as many as
    /// there could be.
    #[serde(default)]
    pub compared: Option<Vec<ParticipantId>>,
    pub gaps: Vec<Gap>,
    pub fetched_at: Timestamp,
}

/// Why an answer is only a part of the truth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gap {
    /// Paging had to stop early.
    Pages,
    /// One of several sessions has no data.
    Session,
    /// The meeting was longer than the day the platform answers for.
    OverADay,
}

/// The answer to `/quality <meeting> @person`.
#[derive(Debug, Clone)]
pub struct Answer {
    pub meeting: Meeting,
    pub person: ParticipantId,
    pub name: String,
    /// The person's sessions, oldest first.
    pub attendance: Vec<Attendance>,
    pub verdict: Verdict,
    pub minutes: Vec<Minute>,
    /// Empty when everything there is was fetched.
    pub gaps: Vec<Gap>,
}
