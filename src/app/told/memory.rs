//! What is remembered of answers, what it adds up to, and how much of it was forgotten.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::app::answer::Meeting;
use crate::app::asked::{Judged, JudgedWhole};
use crate::quality::ids::ParticipantId;
use crate::quality::verdict::CauseId;

/// A judgement as it is remembered for a year, without the minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remembered {
    pub meeting: Meeting,
    pub person: ParticipantId,
    pub name: String,
    pub judged: Judged,
    pub rated_minutes: u32,
    /// Bad minutes that each cause explains.
    pub by_cause: BTreeMap<CauseId, u32>,
    /// Such as `wifi`; of the longest session.
    pub network_type: Option<String>,
    pub app_version: Option<String>,
}

/// An answer that was given before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    One(Remembered),
    /// Two people in one meeting.
    Two(Box<[Remembered; 2]>),
    /// Everybody; what was judged is absent in what an earlier version noted.
    Everybody(Meeting, Option<JudgedWhole>),
}

impl Given {
    pub fn meeting(&self) -> &Meeting {
        match self {
            Self::One(one) => &one.meeting,
            Self::Two(both) => &both[0].meeting,
            Self::Everybody(meeting, _) => meeting,
        }
    }

    /// Whom it is about; nobody in particular where it is about everybody.
    pub fn people(&self) -> Vec<&ParticipantId> {
        match self {
            Self::One(one) => vec![&one.person],
            Self::Two(both) => both.iter().map(|it| &it.person).collect(),
            Self::Everybody(..) => Vec::new(),
        }
    }
}

/// A person's meetings over time.
#[derive(Debug, Clone)]
pub struct Trend {
    /// `None` for the asker.
    pub name: Option<String>,
    pub days: u16,
    /// Oldest first; at least one.
    pub meetings: Vec<Remembered>,
    /// Bad minutes by cause, the most first.
    pub by_cause: Vec<(CauseId, u32)>,
    pub by_network: Vec<Tally>,
    pub by_version: Vec<Tally>,
}

/// Minutes of everything that has something in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// In the platform's words; `None` where it is not known.
    pub what: Option<String>,
    pub meetings: u32,
    pub rated_minutes: u32,
    pub bad_minutes: u32,
}

/// How much was deleted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// Readings of meetings.
    pub results: usize,
    /// Judgements of meetings.
    pub judgements: usize,
    /// Questions the person asked.
    pub questions: usize,
    pub opinions: usize,
    pub watches: usize,
    /// Lists of participants in which the person stood.
    pub rosters: usize,
    /// Work that was not finished, or failed: pages of readings, tasks.
    pub unfinished: usize,
    /// Whatever else named the person: others' questions that are gone, and what stays without the
    /// name.
    pub mentions: usize,
}
