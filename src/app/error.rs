//! The two kinds of error: what the asker can act on, and what is ours or Feishu's.

use std::fmt;

use crate::quality::ids::MeetingNo;

/// Something the asker can act on. Said in plain words with the next step; no log line above info.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UserError {
    /// No meeting with this number in the last `days` days.
    UnknownMeeting { no: MeetingNo, days: u16 },
    /// It has not ended; only ended meetings have data. Earlier ones of the number may have.
    StillRunning { no: MeetingNo, has_ended: bool },
    /// There were meetings, and this person was in none of the newest `looked_at` of them.
    NotInMeeting { no: MeetingNo, who: Who, looked_at: usize },
    /// A guest, a telephone, or somebody of another tenant: the platform does not measure them.
    External { name: Option<String> },
    /// The asker is of another tenant, and sees nothing of this one.
    Outsider,
    /// Ended a moment ago: the platform has no data yet.
    NotReady { no: MeetingNo, ended_minutes_ago: i64 },
    /// Ended long ago, and the platform has no data.
    NoData { no: MeetingNo },
    /// Nobody of this name in the newest `looked_at` meetings; without a name it cannot be said.
    NoSuchName { no: MeetingNo, name: String, looked_at: usize },
    /// The number has meetings, but none at that time.
    NoneThen { no: MeetingNo },
    /// The asker was in no meeting in the last `days` days.
    NoLatest { days: u16 },
    /// The asker was in no meeting at that time.
    NoLatestThen,
    /// Nobody in the meeting could be measured.
    NobodyMeasured { no: MeetingNo },
    /// Nothing is kept of the person in the last `days` days.
    NoHistory { who: Who, days: u16 },
    /// Nothing was answered in this chat that the asker may see.
    NothingRecent,
    /// Both people are the same.
    SamePerson,
    /// The app's creator lacks the meeting-management role (121005).
    AdminRoleMissing,
    /// The app lacks one of these scopes (99991672).
    ScopeMissing { scopes: Vec<String> },
    /// The tenant's monthly quota of API calls is used up (99991403).
    QuotaUsedUp,
}

/// Who is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// Whoever asks.
    Asker,
    Named(String),
    /// Somebody whose name nobody said: a form sends an id alone.
    Unnamed,
    /// A Rooms device whose name nobody said.
    Room,
}

impl Who {
    /// Somebody else, by a name that may be empty.
    pub fn named(name: &str) -> Self {
        match name.trim() {
            "" => Self::Unnamed,
            _ => Self::Named(name.to_owned()),
        }
    }

    /// The name, where it is somebody else's and known.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Named(name) => Some(name),
            Self::Asker | Self::Unnamed | Self::Room => None,
        }
    }
}

/// The id of a fault: in the apology and in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaultId(pub String);

impl FaultId {
    /// Eight letters and digits: short enough to read out on the telephone.
    pub fn random() -> Self {
        let id = uuid::Uuid::new_v4().simple().to_string();
        Self(id.chars().take(8).collect::<String>().to_uppercase())
    }
}

impl fmt::Display for FaultId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a failed call means for a use case. The table of codes is `feishu/error.rs`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The data does not exist, or not yet (121004, 126010, an exhausted 126009).
    NoData,
    /// 121005.
    AdminRoleMissing,
    /// 99991672, with the scopes of which one is missing.
    ScopeMissing(Vec<String>),
    /// 99991403.
    QuotaUsedUp,
    /// No answer can reach this chat or message any more (recalled, dissolved, muted, …).
    Undeliverable,
    /// The card was refused (230099, 230025, …): say it in text.
    CardRefused,
    /// The tenant blocks personal data in messages (230028).
    PersonalDataBlocked,
    /// Credentials or settings are wrong: an operator must act.
    Misconfigured,
    /// Feishu was unreachable, slow or answered garbage, for as long as retrying was reasonable.
    Unavailable,
    /// We sent something wrong.
    Rejected,
}

/// A call that failed for good.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{api}: {refusal:?}, code {code:?}, log id {log_id:?}: {detail}")]
pub struct PlatformError {
    /// Method and path of the API, without parameters.
    pub api: &'static str,
    pub refusal: Refusal,
    /// `code` of the body, when there was one.
    pub code: Option<i64>,
    /// What to quote to Feishu's support.
    pub log_id: Option<String>,
    /// For the log; holds no secret and no personal data.
    pub detail: String,
}

/// The store could not do it. The message is for the log.
#[derive(Debug, Clone, thiserror::Error)]
#[error("store: {0}")]
pub struct StoreError(pub String);
