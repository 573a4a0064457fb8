//! Who looked at whose data, when, and what came of it: what an audit asks for.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::told::WhyRefused;
use crate::quality::ids::{MeetingNo, OpenId, ParticipantId};

/// One look at somebody else's data, or a try at one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    pub at: Timestamp,
    pub tenant: String,
    /// Who looked; empty where that is not known.
    pub by: OpenId,
    /// At whom; `None` for everybody in the meeting.
    pub about: Option<ParticipantId>,
    /// Absent when it was about no meeting in particular.
    pub meeting: Option<MeetingNo>,
    /// Absent when it was refused before it was known which one was meant.
    pub instance: Option<String>,
    /// The chat it was asked in.
    pub chat: String,
    pub how: How,
    /// Absent when it was allowed.
    pub refused: Option<WhyRefused>,
}

/// What was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    Card,
    /// Everybody in a meeting.
    Whole,
    /// Two people side by side.
    Pair,
    File,
    /// Devices, networks and addresses.
    Details,
    Trend,
    /// What was answered in a chat lately.
    Recent,
    /// A report that came by itself.
    Watch,
    /// A page behind a link; who opened it is not known.
    Page,
}
