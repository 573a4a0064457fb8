//! What the judge says: grades, bad minutes, coverage, and what nobody measured.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::metric::{Metric, Section};
use super::minute::Unparsed;

/// How one reading, or one minute, stands against the thresholds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Good,
    Fair,
    Poor,
    Severe,
}

/// The grade of a session, or of one medium in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    Good,
    Fair,
    Poor,
    /// Nothing was measured that could be rated, or too little.
    Unrated,
}

/// A reading with the state it got and the threshold that was applied.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RatedReading {
    pub metric: Metric,
    /// In the metric's unit.
    pub value: f64,
    pub state: State,
    /// The bound the value crossed to get this state, in the metric's unit.
    pub threshold: f64,
}

/// A minute in which something was fair or worse.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NamedMinute {
    /// Start of the minute, UTC.
    pub minute: Timestamp,
    /// The worst of its readings' states.
    pub state: State,
    /// What was fair or worse, worst first.
    pub readings: Vec<RatedReading>,
}

/// The judgement of one person's meeting.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Judgement {
    /// Distinct minutes with any reading.
    pub minutes: u32,
    /// Minutes in which at least one metric could be rated.
    pub rated_minutes: u32,
    /// Minutes in which a metric in use was poor or severe.
    pub bad_minutes: u32,
    /// Longest run of consecutive bad minutes.
    pub longest_run: u32,
    /// Rated minutes over the minutes the person was in the meeting, 0 to 1.
    pub coverage: f64,
    pub grade: Grade,
    /// Fewer than five rated minutes: too short to grade.
    pub too_short: bool,
    /// One grade a section, in the order of [`Section::ALL`].
    pub media: [(Section, Grade); 5],
    /// Every bad minute, oldest first.
    pub bad: Vec<NamedMinute>,
    /// The worst minute, when anything in it was fair or worse, even if no minute was bad.
    pub worst: Option<NamedMinute>,
    /// Metrics that were never measured.
    pub unknown: Vec<Metric>,
    /// Texts that could not be read.
    pub unparsed: Vec<Unparsed>,
}
