//! What is told of a whole meeting, and while it is being looked at.

use std::time::Duration;

use jiff::Timestamp;

use crate::app::answer::{Gap, Meeting};
use crate::app::asked::Judged;
use crate::app::ids::AskedId;
use crate::quality::ids::{MeetingNo, ParticipantId};
use crate::quality::judgement::State;
use crate::quality::verdict::{Scope, ScopeVerdict, Side};

/// How a whole meeting was for everybody.
#[derive(Debug, Clone)]
pub struct Whole {
    pub meeting: Meeting,
    /// Worst first. Their places are what the drill-down buttons carry.
    pub people: Vec<Standing>,
    /// Who could not be measured, by name.
    pub unmeasured: Vec<Unmeasured>,
    /// Whose trouble it was.
    pub scope: Scope,
    /// Minute by minute, oldest first: how many were bad, of how many.
    pub minutes: Vec<CrowdMinute>,
    /// Empty when everything there is was fetched.
    pub gaps: Vec<Gap>,
}

/// One minute of everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CrowdMinute {
    pub minute: Timestamp,
    pub bad: u32,
    pub rated: u32,
}

/// How one of many stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    pub id: ParticipantId,
    pub name: String,
    pub judged: Judged,
    pub too_short: bool,
    pub rated_minutes: u32,
    /// 0 to 1.
    pub coverage: f64,
    /// The worst minute, and how bad it was.
    pub worst: Option<(Timestamp, State)>,
    pub side: Side,
    pub scope: ScopeVerdict,
    /// Of how speech sounded in the direction that was worse, 1 to 4.5.
    pub mos: Option<f64>,
    pub network_type: Option<String>,
    pub app_version: Option<String>,
}

/// Somebody without data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmeasured {
    pub name: String,
    pub why: WhyUnmeasured,
}

/// Why there is no data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WhyUnmeasured {
    /// Of another tenant, or a guest.
    External,
    Telephone,
    /// Something else without an id to ask by.
    NoId,
    /// The platform has nothing of them.
    NoData,
    /// The meeting ended a moment ago: it may still come.
    NotReady,
    /// It could not be fetched this time.
    Failed,
}

/// How far the look at a whole meeting came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Done<'a> {
    pub asked: &'a AskedId,
    pub no: MeetingNo,
    /// Calls that were answered, of those planned.
    pub calls: u32,
    pub of_calls: u32,
    pub people: u32,
    pub of_people: u32,
    /// From the platform's limit and what else is under way; `None` at the end.
    pub left: Option<Duration>,
}
