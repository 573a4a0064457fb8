//! What somebody is to choose from before there can be an answer.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::app::answer::Meeting;
use crate::app::ids::AskedId;
use crate::quality::ids::{MeetingNo, ParticipantId};

/// Several fit.
#[derive(Debug, Clone)]
pub struct Picker<'a> {
    pub asked: &'a AskedId,
    pub no: MeetingNo,
    pub among: Among<'a>,
    /// How many more there are than can be shown.
    pub more: usize,
}

/// What is to be picked. The place in the list is what a choice carries.
#[derive(Debug, Clone, Copy)]
pub enum Among<'a> {
    /// Newest first.
    Meetings(&'a [Meeting]),
    /// People whose names fit.
    People(&'a [Candidate]),
}

/// Somebody whose name fits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    pub id: ParticipantId,
    pub name: String,
    /// When they first joined: tells two of one name apart.
    pub join: Timestamp,
    /// When they left for good: tells two apart who joined at once.
    #[serde(default)]
    pub leave: Option<Timestamp>,
}

/// A form to ask with.
#[derive(Debug, Clone, Copy)]
pub struct Form<'a> {
    pub asked: &'a AskedId,
    /// The asker's meetings, newest first. The place in the list is what a choice carries.
    pub meetings: &'a [Meeting],
}
