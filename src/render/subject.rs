//! What a card can be about.

use super::told;
use crate::app::answer::Answer;
use crate::app::asked::AskedId;
use crate::app::error::{FaultId, UserError};
use crate::app::ports::{Offer, Told};
use crate::command::CommandError;

/// One kind of card, with what it is made of.
#[derive(Debug, Clone, Copy)]
pub(super) enum Subject<'a> {
    Answer(&'a Answer, &'a Offer),
    Working,
    Told(Told<'a>),
    Help,
    WrongCommand(&'a CommandError),
    /// With the question that can be asked again, where it is known.
    UserError(&'a UserError, Option<&'a AskedId>),
    Fault {
        id: &'a FaultId,
        log_id: Option<&'a str>,
    },
}

/// How much a card shows. What it cannot carry it does without: first some points of its charts, then
/// the worst minutes and the metrics that were fine, which the report has too, then the details, at
/// last the charts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rung {
    /// As many points as a phone can show.
    Full,
    Thin,
    Short,
    Thinner,
    WithoutDetails,
    WithoutCharts,
}

impl Rung {
    /// Points a line of a chart may have; none means no chart.
    pub(super) const fn points(self) -> u16 {
        match self {
            Self::Full => 75,
            Self::Thin | Self::Short => 50,
            Self::Thinner | Self::WithoutDetails => 30,
            Self::WithoutCharts => 0,
        }
    }

    /// Metrics that the details may show, the worst first; none means no details.
    pub(super) const fn metrics(self) -> usize {
        match self {
            Self::Full | Self::Thin => 14,
            Self::Short | Self::Thinner => 7,
            Self::WithoutDetails | Self::WithoutCharts => 0,
        }
    }

    /// The worst minutes that the details may name.
    pub(super) const fn minutes(self) -> usize {
        match self {
            Self::Full | Self::Thin => 2,
            _ => 0,
        }
    }

    /// What to try next.
    pub(super) const fn lighter(self) -> Option<Self> {
        match self {
            Self::Full => Some(Self::Thin),
            Self::Thin => Some(Self::Short),
            Self::Short => Some(Self::Thinner),
            Self::Thinner => Some(Self::WithoutDetails),
            Self::WithoutDetails => Some(Self::WithoutCharts),
            Self::WithoutCharts => None,
        }
    }
}

impl Subject<'_> {
    /// The file of its template.
    pub(super) const fn template(&self) -> &'static str {
        match self {
            Self::Answer(..) => "result.json.j2",
            Self::Working => "working.json.j2",
            Self::Told(told) => told::template(told),
            Self::Help => "help.json.j2",
            Self::WrongCommand(_) => "wrong_command.json.j2",
            Self::UserError(..) => "user_error.json.j2",
            Self::Fault { .. } => "fault.json.j2",
        }
    }
}
