//! Colours of a terminal, or none.

use crate::quality::judgement::{Grade, State};

/// What a piece of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    Title,
    Good,
    Fair,
    Bad,
    Faint,
}

impl Ink {
    pub(super) const fn of_grade(grade: Grade) -> Self {
        match grade {
            Grade::Good => Self::Good,
            Grade::Fair => Self::Fair,
            Grade::Poor => Self::Bad,
            Grade::Unrated => Self::Faint,
        }
    }

    pub(super) const fn of_state(state: State) -> Self {
        match state {
            State::Good => Self::Good,
            State::Fair => Self::Fair,
            State::Poor | State::Severe => Self::Bad,
        }
    }

    /// The parameter of ECMA-48's “select graphic rendition”.
    const fn code(self) -> &'static str {
        match self {
            Self::Title => "1",
            Self::Good => "32",
            Self::Fair => "33",
            Self::Bad => "31",
            Self::Faint => "2",
        }
    }
}

/// Paints, or leaves text as it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paint {
    pub(super) colour: bool,
}

impl Paint {
    pub(super) fn on(self, text: &str, ink: Ink) -> String {
        if self.colour && !text.is_empty() {
            format!("\u{1b}[{}m{text}\u{1b}[0m", ink.code())
        } else {
            text.to_owned()
        }
    }
}
