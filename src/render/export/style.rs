//! How cells look: one set of formats for all sheets.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::quality::judgement::{Grade, State};
use crate::quality::thresholds::Better;

/// The colours of states, light enough for black text.
const GOOD: Color = Color::RGB(0xD9_EA_D3);
const FAIR: Color = Color::RGB(0xFF_F2_CC);
const POOR: Color = Color::RGB(0xF9_CB_9C);
const SEVERE: Color = Color::RGB(0xEA_99_99);
const HEADER: Color = Color::RGB(0xE8_EE_F7);
const LINE: Color = Color::RGB(0x8F_95_9E);

/// A name of a column; over numbers it stands as they do.
pub(super) fn header(over_numbers: bool) -> Format {
    let format = plain().set_bold().set_text_wrap();
    let format = if over_numbers { format.set_align(FormatAlign::Right) } else { format };
    let format = format.set_background_color(HEADER);
    format.set_border_bottom(FormatBorder::Thin).set_border_bottom_color(LINE)
}

pub(super) fn title() -> Format {
    Format::new().set_bold().set_font_size(16)
}

pub(super) fn heading() -> Format {
    Format::new().set_bold().set_font_size(12)
}

/// The name of what stands beside it.
pub(super) fn label() -> Format {
    Format::new().set_bold().set_align(FormatAlign::Top)
}

/// Sentences.
pub(super) fn text() -> Format {
    Format::new().set_text_wrap().set_align(FormatAlign::Top).set_align(FormatAlign::Left)
}

pub(super) fn plain() -> Format {
    Format::new().set_align(FormatAlign::VerticalCenter)
}

/// Text right behind numbers, with some air between them.
pub(super) fn behind_numbers() -> Format {
    plain().set_indent(1)
}

/// A minute in time.
pub(super) fn time() -> Format {
    plain().set_num_format("yyyy-mm-dd hh:mm").set_align(FormatAlign::Left)
}

/// A bound: a number that is shown with the side on which it is crossed.
pub(super) fn bound(better: Better) -> Format {
    plain().set_num_format(match better {
        Better::Low => "\"≥ \"General",
        Better::High => "\"< \"General",
    })
}

/// A format in the colour of a state.
pub(super) fn coloured(format: Format, state: Option<State>) -> Format {
    match state {
        None => format,
        Some(State::Good) => format.set_background_color(GOOD),
        Some(State::Fair) => format.set_background_color(FAIR),
        Some(State::Poor) => format.set_background_color(POOR),
        Some(State::Severe) => format.set_background_color(SEVERE),
    }
}

/// The state whose colour a grade has.
pub(super) const fn colour_of(grade: Grade) -> Option<State> {
    match grade {
        Grade::Good => Some(State::Good),
        Grade::Fair => Some(State::Fair),
        Grade::Poor => Some(State::Severe),
        Grade::Unrated => None,
    }
}
