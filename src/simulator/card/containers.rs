//! Components that hold components.
//!
//! Source: dossier 8.2 and the official pages on column set, collapsible panel, interactive container
//! and form. Depth and what may stand in what is `walk`'s.

use serde_json::Value;

use super::content::{COMPONENT, ICON, LABEL, TITLE};
use super::frame::{LAYOUT, LINK};
use super::interactive::{BEHAVIORS, CONFIRM};
use super::place::Place;
use super::refusal::{Refused, Verdict};
use super::schema::Kind::{
    Bool, Color, Edges, Elements, List, Name, Object, OneOf, OneOfNumbers, Whole, Word,
};
use super::schema::{Choices, Fields, Shape, may, must, px, px_or_percent};
use super::words::{HORIZONTAL, SPACINGS, VERTICAL};

/// Components that hold components.
pub(super) const CONTAINERS: Choices = &[
    ("column_set", &COLUMN_SET),
    ("collapsible_panel", &COLLAPSIBLE_PANEL),
    ("interactive_container", &INTERACTIVE_CONTAINER),
    ("form", &FORM),
];

/// It holds columns only, and has neither `width` nor `corner_radius`.
static COLUMN_SET: Shape = Shape::of(&[
    COMPONENT,
    &[
        must("columns", List(&OneOf("tag", &[("column", &COLUMN)]))),
        may("flex_mode", Word(&["none", "stretch", "flow", "bisect", "trisect"])),
        may("horizontal_spacing", px(SPACINGS, 0, 99)),
        may("horizontal_align", Word(HORIZONTAL)),
        may("background_style", Color(&[])),
        may("action", Object(&JUMP)),
    ],
]);

static COLUMN: Shape = Shape::of(&[
    COMPONENT,
    LAYOUT,
    &[
        may("elements", Elements),
        may("width", px(&["auto", "weighted"], 16, 600)),
        may("weight", Whole(1, 5)),
        may("background_style", Color(&[])),
        may("action", Object(&JUMP)),
    ],
]);

static JUMP: Shape = Shape::of(&[&[must("multi_url", Object(&LINK))]]);

static COLLAPSIBLE_PANEL: Shape = Shape::of(&[
    COMPONENT,
    LAYOUT,
    &[
        must("header", Object(&PANEL_HEADER)),
        may("expanded", Bool),
        may("background_color", Color(&[])),
        may("border", Object(&BORDER)),
        may("elements", Elements),
    ],
]);

static PANEL_HEADER: Shape = Shape::of(&[&[
    may("title", TITLE),
    may("background_color", Color(&[])),
    may("width", Word(&["fill", "auto", "auto_when_fold"])),
    may("vertical_align", Word(VERTICAL)),
    may("padding", Edges(0, 99)),
    may("position", Word(&["top"])),
    may("icon", ICON),
    may("icon_position", Word(&["left", "right", "follow_text"])),
    may("icon_expanded_angle", OneOfNumbers(&[-180, -90, 90, 180])),
]]);

/// Nothing but these two: `type` was seen refused on the live platform.
static BORDER: Shape = Shape::of(&[&[
    may("color", Color(&[])),
    may("corner_radius", px_or_percent(&[], 0, i64::MAX)),
]]);

static INTERACTIVE_CONTAINER: Shape = Shape::of(&[
    COMPONENT,
    LAYOUT,
    &[
        must("elements", Elements),
        must("behaviors", BEHAVIORS),
        may("width", px(&["fill", "auto"], 16, 999)),
        may("height", px(&["auto"], 10, 999)),
        may("background_style", Color(&["laser"])),
        may("has_border", Bool),
        may("border_color", Color(&[])),
        may("corner_radius", px_or_percent(&[], 0, i64::MAX)),
        may("disabled", Bool),
        may("disabled_tips", LABEL),
        may("hover_tips", LABEL),
        may("confirm", CONFIRM),
    ],
]);

static FORM: Shape = Shape::with(
    &[COMPONENT, LAYOUT, &[must("name", Name), must("elements", Elements)]],
    has_submit_button,
);

/// The complaint is the live platform's.
fn has_submit_button(form: &Fields, at: &Place<'_>) -> Verdict {
    if form.values().any(submits) {
        return Ok(());
    }
    Err(Refused::json("there is no submit button in the form container, at least one", at))
}

fn submits(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().any(submits),
        Value::Object(fields) => {
            let submit = fields.get("form_action_type").and_then(Value::as_str) == Some("submit");
            submit || fields.values().any(submits)
        }
        _ => false,
    }
}
