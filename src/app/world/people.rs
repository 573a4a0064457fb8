//! Who was in a meeting, and what the platform has of them.

use jiff::Timestamp;
use serde_json::value::RawValue;

use super::samples::minute;
use crate::app::answer::{Attendance, Cursor};
use crate::app::ports::RecordPage;
use crate::app::roster::Row;

/// Records of a page: few, since nobody reads them all.
const RECORDS: i64 = 6;

/// What the platform has of somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Data {
    Good,
    /// Most minutes are bad.
    Bad,
    /// 121004
    Nothing,
    /// Feishu is down.
    Unavailable,
    /// 121005
    NoRole,
}

/// Somebody in the meeting.
#[derive(Debug, Clone)]
pub(crate) struct Guest {
    pub id: Option<&'static str>,
    pub name: String,
    pub external: bool,
    /// Minutes of joining and leaving.
    pub sessions: Vec<(i64, i64)>,
    pub data: Data,
}

pub(crate) fn guest(id: &'static str, data: Data, sessions: &[(i64, i64)]) -> Guest {
    let name = id.trim_start_matches("ou_").to_owned();
    Guest { id: Some(id), name, external: false, sessions: sessions.to_vec(), data }
}

/// A row of the participant list.
pub(crate) fn row(guest: &Guest, session: (i64, i64)) -> Row {
    let id = guest.id.map(|id| id.to_owned().into());
    (id, attendance(&guest.name, guest.external, session))
}

/// What a row says of somebody who joined and left in these minutes.
pub(crate) fn attendance(name: &str, external: bool, (join, leave): (i64, i64)) -> Attendance {
    Attendance {
        name: name.to_owned(),
        join: minute(join),
        leave: Some(minute(leave)),
        external,
        telephone: false,
        time_in_meeting: None,
        device: None,
        app_version: Some("7.1".to_owned()),
        network_type: Some("wifi".to_owned()),
        protocol: None,
        use_rtc_proxy: None,
        microphone: None,
        speaker: None,
        camera: None,
        leave_reason: None,
        site: None,
        location: None,
    }
}

impl Guest {
    pub(crate) fn rows(&self) -> impl Iterator<Item = Row> {
        self.sessions.iter().map(|session| row(self, *session))
    }

    /// A page of the session that began then: of a hundred minutes, as the platform's are.
    pub(super) fn page(&self, join: Timestamp, after: Option<&Cursor>) -> RecordPage {
        let is_it = |(first, _): &&(i64, i64)| minute(*first) == join;
        let (first, last) = *self.sessions.iter().find(is_it).unwrap();
        let page: i64 = after.map_or(0, |Cursor(page)| page.parse().unwrap());
        let begin = first + page * 100;
        let records = (begin..last.min(begin + RECORDS)).map(|minute| record(minute, self.data));
        let next = ((last - first) / 100 > page).then(|| Cursor((page + 1).to_string()));
        RecordPage { records: records.collect(), next }
    }
}

fn record(of: i64, data: Data) -> Box<RawValue> {
    let time = minute(of).strftime("%Y.%m.%d %H:%M:%S").to_string();
    let loss = if data == Data::Bad { 20 } else { 0 };
    let json = format!(
        r#"{{"network":{{"time":"{time} (GMT+00:00)","network_delay":"20ms","packet_loss_avg_sent":"{loss}%","packet_loss_avg_received":"0%"}}}}"#
    );
    RawValue::from_string(json).unwrap()
}
