//! What a card can be about.

use crate::app::answer::Answer;
use crate::app::error::{FaultId, UserError};
use crate::command::CommandError;

/// One kind of card, with what it is made of.
#[derive(Debug, Clone, Copy)]
pub(super) enum Subject<'a> {
    Answer(&'a Answer),
    Working,
    Help,
    WrongCommand(&'a CommandError),
    UserError(&'a UserError),
    Fault { id: &'a FaultId, log_id: Option<&'a str> },
}

/// Points a line of the chart may have: first as many as a phone can show, then so few that the
/// card gets small, then no chart at all.
const CHART_RUNGS: [u16; 3] = [90, 30, 0];

impl Subject<'_> {
    /// The file of its template.
    pub(super) const fn template(&self) -> &'static str {
        match self {
            Self::Answer(_) => "result.json.j2",
            Self::Working => "working.json.j2",
            Self::Help => "help.json.j2",
            Self::WrongCommand(_) => "wrong_command.json.j2",
            Self::UserError(_) => "user_error.json.j2",
            Self::Fault { .. } => "fault.json.j2",
        }
    }

    /// How many points to try, one after the other, until the card is inside its budget.
    pub(super) const fn rungs(&self) -> &'static [u16] {
        match self {
            Self::Answer(_) => &CHART_RUNGS,
            _ => &[0],
        }
    }
}
