//! The design language: the colour of a grade, of a state, of a confidence and of a line.
//!
//! Templates see it as `design`; what a button, an icon or a box looks like stands in
//! `design.json.j2`. A colour means one thing everywhere: what is received is blue, what is sent is
//! orange, what is bad is red. Source: dossier 8.1 (header templates, tag colours, palette).

use std::collections::BTreeMap;

use serde::Serialize;

use crate::quality::judgement::State;

type Colours = BTreeMap<&'static str, &'static str>;

/// The variable `design`: colours by what they stand for.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Design {
    /// `header.template` by grade, and for cards without one by their template's name.
    header: Colours,
    /// The colour of a text tag by grade.
    tag: Colours,
    /// The colour of words by state.
    state: Colours,
    /// The colour of a text tag by state.
    state_tag: Colours,
    /// The colour of a text tag by confidence.
    confidence: Colours,
    /// The line of a chart by its series, and the marks of bad minutes: hexadecimal.
    line: Colours,
}

impl Default for Design {
    fn default() -> Self {
        Self {
            header: BTreeMap::from([
                ("good", "green"),
                ("fair", "yellow"),
                ("poor", "red"),
                ("unrated", "grey"),
                ("too_short", "grey"),
                ("working", "blue"),
                ("help", "blue"),
                ("user_error", "yellow"),
                ("wrong_command", "orange"),
                ("fault", "grey"),
            ]),
            tag: BTreeMap::from([
                ("good", "green"),
                ("fair", "yellow"),
                ("poor", "red"),
                ("unrated", "neutral"),
                ("too_short", "neutral"),
            ]),
            state: STATES.into_iter().map(|state| (state.0, state.1)).collect(),
            state_tag: BTreeMap::from([
                ("good", "green"),
                ("fair", "orange"),
                ("poor", "red"),
                ("severe", "carmine"),
            ]),
            confidence: BTreeMap::from([
                ("high", "blue"),
                ("medium", "wathet"),
                ("low", "neutral"),
            ]),
            line: LINES.into_iter().collect(),
        }
    }
}

const STATES: [(&str, &str); 4] =
    [("good", "green"), ("fair", "orange"), ("poor", "red"), ("severe", "carmine")];

const LINES: [(&str, &str); 25] = [
    ("bad", "#F54A45"),
    ("received", "#3370FF"),
    ("sent", "#F77234"),
    ("peak_received", "#6AA1FF"),
    ("peak_sent", "#E8A838"),
    ("delay", "#7F3BF5"),
    ("latency_received", "#04B49C"),
    ("latency_sent", "#D136D1"),
    ("jitter_received", "#3370FF"),
    ("jitter_sent", "#F77234"),
    ("system_cpu", "#7F3BF5"),
    ("client_cpu", "#04B49C"),
    ("framerate_received", "#3370FF"),
    ("framerate_sent", "#F77234"),
    ("share_framerate", "#D136D1"),
    // Of two people.
    ("one", "#7F3BF5"),
    ("other", "#04B49C"),
    ("bad_one", "#F54A45"),
    ("bad_other", "#F7A500"),
    // Meetings by their grade.
    ("good", "#34C724"),
    ("fair", "#F7A500"),
    ("poor", "#F54A45"),
    ("unrated", "#8F959E"),
    // How far something came.
    ("done", "#3370FF"),
    ("track", "#C9DAFF"),
];

/// The colour of words about something in this state; grey when it was never rated.
pub(super) const fn state_colour(state: Option<State>) -> &'static str {
    match state {
        None => "grey",
        Some(State::Good) => STATES[0].1,
        Some(State::Fair) => STATES[1].1,
        Some(State::Poor) => STATES[2].1,
        Some(State::Severe) => STATES[3].1,
    }
}
