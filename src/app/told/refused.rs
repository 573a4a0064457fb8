//! Who may not see an answer and why, whom they can ask to share it, and who alone saw one.

use serde::{Deserialize, Serialize};

use crate::app::answer::Meeting;
use crate::app::ids::AskedId;
use crate::quality::ids::{MeetingNo, OpenId};

/// The asker may not see what they asked for.
#[derive(Debug, Clone)]
pub struct Refused {
    pub why: WhyRefused,
    /// Whom they asked about, where that is one person.
    pub name: Option<String>,
    /// The question with which the person can be asked to share; `None` where nobody could.
    pub ask: Option<AskedId>,
}

/// Why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyRefused {
    /// Of another tenant.
    Outsider,
    /// Everybody may ask about themself alone (`self`).
    OnlyOneself,
    /// Who was not in the meeting may not ask about it (`meeting`).
    NotThere,
    /// For the support team.
    OnlySupport,
    /// The person said no.
    Declined,
}

/// Somebody would like to see how a meeting was for a person.
#[derive(Debug, Clone)]
pub struct ShareAsked {
    /// The question; its buttons answer.
    pub asked: AskedId,
    /// Who asks.
    pub by: OpenId,
    pub no: MeetingNo,
    /// `None` when the person was in none of the number's: when it was, and its topic, are not for
    /// them then.
    pub meeting: Option<Meeting>,
}

/// Why an answer went to the asker alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whisper {
    /// People of other tenants are in the group.
    ExternalGroup,
    /// It is a form, which lists the asker's meetings.
    Form,
}
