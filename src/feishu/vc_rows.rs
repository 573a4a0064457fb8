//! Rows of the meeting reports, read into our own words.
//!
//! Invariant: a row that cannot be read is left out and counted, never guessed; the others stay.
//! Dossier 6.2, 6.4, 6.5.

use jiff::Timestamp;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::api::Api;
use super::lenient;
use crate::app::answer::{Attendance, Meeting};
use crate::app::ports::Listed;
use crate::quality::ids::{MeetingNo, OpenId, ParticipantId, RoomId};
use crate::quality::participant::Site;
use crate::quality::time::{parse_text_duration, parse_text_time};

/// A row of `meeting_list`.
#[derive(Debug, Deserialize)]
pub(crate) struct MeetingRow {
    /// The nine-digit number, in spite of its name.
    #[serde(default, deserialize_with = "lenient::text")]
    meeting_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    meeting_instance_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    meeting_topic: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    meeting_start_time: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    meeting_end_time: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    user_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::integer")]
    number_of_participants: Option<i64>,
}

impl MeetingRow {
    /// The instance, of the number that was asked for or else of its own; `open_end` stands in for
    /// the end of a meeting that still runs. `None` when number, start or end cannot be read:
    /// nothing can be asked about it.
    pub(crate) fn read(
        self,
        asked: Option<MeetingNo>,
        open_end: Option<Timestamp>,
    ) -> Option<Meeting> {
        let own = || MeetingNo::parse(self.meeting_id.as_deref()?).ok();
        let no = asked.or_else(own)?;
        let start = parse_text_time(&self.meeting_start_time?)?;
        let end = self.meeting_end_time.and_then(|text| parse_text_time(&text));
        // Number and start are what the platform itself tells instances apart by.
        let instance = || format!("{}@{}", no.as_str(), start.as_second());
        Some(Meeting {
            instance: self.meeting_instance_id.unwrap_or_else(instance),
            no,
            topic: self.meeting_topic.unwrap_or_default(),
            start,
            end: end.or(open_end)?,
            owner: open_id(self.user_id),
            people: self.number_of_participants.and_then(|people| people.try_into().ok()),
        })
    }
}

/// A row of `participant_list`. Has no `Debug`: it holds addresses.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct ParticipantRow {
    #[serde(deserialize_with = "lenient::text")]
    participant_name: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    user_id: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    meeting_room_id: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    phone: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    location: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    device: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    app_version: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    public_ip: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    internal_ip: Option<String>,
    #[serde(deserialize_with = "lenient::flag")]
    use_rtc_proxy: Option<bool>,
    #[serde(deserialize_with = "lenient::text")]
    network_type: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    protocol: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    microphone: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    speaker: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    camera: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    join_time: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    leave_time: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    time_in_meeting: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    leave_reason: Option<String>,
    #[serde(deserialize_with = "lenient::flag")]
    is_external: Option<bool>,
}

impl ParticipantRow {
    /// Whether the row is not about somebody else. The list was asked for by the participant, and
    /// an id in it may be of another kind than the one asked with; only another open_id, or another
    /// room, says otherwise.
    pub(crate) fn may_be_of(&self, participant: &ParticipantId) -> bool {
        let may_be = |id: &String| id == participant.as_str();
        match participant {
            ParticipantId::Person(_) => {
                self.user_id.as_ref().is_none_or(|id| !id.starts_with("ou_") || may_be(id))
            }
            ParticipantId::Room(_) => self.meeting_room_id.as_ref().is_none_or(may_be),
        }
    }

    /// Whether the row says that it is about them.
    pub(crate) fn is_of(&self, participant: &ParticipantId) -> bool {
        self.participant().as_ref() == Some(participant)
    }

    /// Whose row it is; `None` for guests and telephones, and where the id is of another kind, by
    /// which nothing can be asked.
    pub(crate) fn participant(&self) -> Option<ParticipantId> {
        let room = self.meeting_room_id.clone().map(|id| ParticipantId::Room(RoomId(id)));
        room.or_else(|| open_id(self.user_id.clone()).map(ParticipantId::Person))
    }

    /// Whether somebody dialled in: the row is nobody's, and a number is all there is to know them by.
    /// Rows do not say it in so many words, and a member's row may hold a number too (dossier 6.5).
    fn is_telephone(&self) -> bool {
        let has_number = self.user_id.is_none() && self.phone.is_some();
        let is_number =
            |name: &String| name.contains(char::is_numeric) && !name.contains(char::is_alphabetic);
        self.participant().is_none()
            && (has_number || self.participant_name.as_ref().is_some_and(is_number))
    }

    /// The attendance; `None` when the joining time, its key, cannot be read.
    pub(crate) fn read(self) -> Option<Attendance> {
        let telephone = self.is_telephone();
        let is_hidden =
            |name: &str| is_contact(name) || (telephone && name.contains(char::is_numeric));
        Some(Attendance {
            join: parse_text_time(&self.join_time?)?,
            leave: self.leave_time.and_then(|text| parse_text_time(&text)),
            name: self.participant_name.filter(|name| !is_hidden(name)).unwrap_or_default(),
            external: self.is_external.unwrap_or(false),
            telephone,
            time_in_meeting: self.time_in_meeting.and_then(|text| parse_text_duration(&text)),
            site: Site::at(self.public_ip.as_deref(), self.internal_ip.as_deref()),
            device: self.device,
            app_version: self.app_version,
            network_type: self.network_type,
            protocol: self.protocol,
            use_rtc_proxy: self.use_rtc_proxy,
            microphone: self.microphone,
            speaker: self.speaker,
            camera: self.camera,
            leave_reason: self.leave_reason,
            location: self.location,
        })
    }
}

/// Whether a name, whoever's it is, holds a mail address or a telephone number: these are never
/// printed, and without a name the bot has a word of its own.
fn is_contact(name: &str) -> bool {
    let is_mail = |word: &str| {
        let mut parts = word.split(['@', '＠']);
        let has = |part: Option<&str>| part.is_some_and(|it| it.contains(char::is_alphanumeric));
        has(parts.next()) && has(parts.next())
    };
    name.split_whitespace().any(is_mail) || longest_run(name) >= TELEPHONE
}

/// House: so many digits in a row are a telephone number, also with what people put between them.
const TELEPHONE: usize = 7;

fn longest_run(name: &str) -> usize {
    let (mut longest, mut run) = (0, 0);
    for c in name.chars() {
        match c {
            '0'..='9' | '０'..='９' => run += 1,
            '+' | '-' | '–' | '.' | '(' | ')' | '*' => {}
            c if c.is_whitespace() => {}
            _ => run = 0,
        }
        longest = longest.max(run);
    }
    longest
}

/// An id of the kind we ask with.
fn open_id(id: Option<String>) -> Option<OpenId> {
    id.filter(|id| id.starts_with("ou_")).map(OpenId)
}

/// Reads the rows of a list; `None` from `read` leaves one out, which the log then counts.
pub(crate) fn read_rows<Row: DeserializeOwned, T>(
    api: Api,
    listed: &Listed<Box<RawValue>>,
    read: impl Fn(Row) -> Option<T>,
) -> Listed<T> {
    let rows = listed.items.iter();
    let items: Vec<T> =
        rows.filter_map(|raw| serde_json::from_str(raw.get()).ok().and_then(&read)).collect();
    let unread = listed.items.len() - items.len();
    if unread > 0 {
        tracing::warn!(api = api.name(), unread, "rows were left out: they could not be read");
    }
    Listed { items, complete: listed.complete }
}

#[cfg(test)]
mod tests;
