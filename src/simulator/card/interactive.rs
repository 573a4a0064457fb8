//! Components that people act on.
//!
//! Source: dossier 8.2 and the official pages of the interactive components. Top-level `url`,
//! `multi_url` and `value` of a button are 1.0 only: `behaviors` replaces them.

use serde_json::Value;

use super::choice;
use super::content::{COMPONENT, ICON, LABEL, PLAIN, TEXT};
use super::frame::{LINK, needs_address};
use super::place::Place;
use super::refusal::{Refused, Verdict};
use super::schema::Kind::{
    self, Bool, ByLocale, Edges, Fraction, ImageKey, List, Name, Object, OneOf, Pattern, String,
    Url, Whole, Word,
};
use super::schema::{Choices, Fields, Property, Shape, may, must, px};

/// Components that people act on. In a form each must carry a name (see `walk`).
pub(super) const INTERACTIVE: Choices = &[
    ("button", &BUTTON),
    ("overflow", &OVERFLOW),
    ("input", &INPUT),
    ("select_static", &SELECT_STATIC),
    ("multi_select_static", &MULTI_SELECT_STATIC),
    ("select_person", &SELECT_PERSON),
    ("multi_select_person", &MULTI_SELECT_PERSON),
    ("date_picker", &DATE_PICKER),
    ("picker_time", &PICKER_TIME),
    ("picker_datetime", &PICKER_DATETIME),
    ("select_img", &SELECT_IMG),
    ("checker", &CHECKER),
];

/// What a click does: tell the app, open an address, or both.
pub(super) const BEHAVIORS: Kind =
    List(&OneOf("type", &[("callback", &CALLBACK), ("open_url", &OPEN_URL)]));

/// The value comes back in the callback as the object that it is (dossier 3.1).
static CALLBACK: Shape = Shape::with(&[&[must("value", Kind::Data)]], value_is_object);
static OPEN_URL: Shape = Shape::with(
    &[&[may("default_url", Url), may("pc_url", Url), may("ios_url", Url), may("android_url", Url)]],
    |link, at| needs_address(link, "default_url", at),
);

pub(super) const CONFIRM: Kind = Object(&CONFIRM_SHAPE);
static CONFIRM_SHAPE: Shape = Shape::of(&[&[must("title", PLAIN), must("text", PLAIN)]]);

/// What all of them share.
const ACTED_ON: &[Property] = &[
    may("name", Name),
    may("behaviors", BEHAVIORS),
    may("confirm", CONFIRM),
    may("disabled", Bool),
    may("disabled_tips", LABEL),
    may("hover_tips", LABEL),
];
const WIDTH: &[Property] = &[may("width", px(&["default", "fill"], 100, i64::MAX))];
/// What those share that ask for a value.
const ASKS: &[Property] = &[may("required", Bool), may("placeholder", LABEL)];

static BUTTON: Shape = Shape::of(&[
    COMPONENT,
    ACTED_ON,
    WIDTH,
    &[
        may("text", LABEL),
        may("type", Word(BUTTON_TYPES)),
        may("size", Word(&["tiny", "small", "medium", "large"])),
        may("icon", ICON),
        may("form_action_type", Word(&["submit", "reset"])),
    ],
]);
const BUTTON_TYPES: &[&str] = &[
    "default",
    "primary",
    "danger",
    "text",
    "primary_text",
    "danger_text",
    "primary_filled",
    "danger_filled",
    "laser",
];

static OVERFLOW: Shape =
    Shape::of(&[COMPONENT, ACTED_ON, WIDTH, &[must("options", List(&Object(&OVERFLOW_OPTION)))]]);
static OVERFLOW_OPTION: Shape =
    Shape::of(&[&[may("text", LABEL), may("value", String), may("multi_url", Object(&LINK))]]);

static INPUT: Shape = Shape::of(&[
    COMPONENT,
    ACTED_ON,
    WIDTH,
    ASKS,
    &[
        may("default_value", String),
        may("i18n_default_value", ByLocale(&String)),
        may("label", PLAIN),
        may("label_position", Word(&["top", "left"])),
        may("input_type", Word(&["text", "multiline_text", "password"])),
        may("rows", Whole(1, i64::MAX)),
        may("max_rows", Whole(1, i64::MAX)),
        may("auto_resize", Bool),
        may("max_length", Whole(1, 1000)),
        may("show_icon", Bool),
    ],
]);

/// With a frame around it, or as mere text.
const LOOK: &[Property] = &[may("type", Word(&["default", "text"]))];
const SELECTED: &[Property] = &[may("selected_values", List(&String))];

static OPTION: Shape =
    Shape::of(&[&[must("text", LABEL), must("value", String), may("icon", ICON)]]);
static SELECT_STATIC: Shape = Shape::with(
    &[
        COMPONENT,
        ACTED_ON,
        WIDTH,
        ASKS,
        LOOK,
        &[
            may("options", List(&Object(&OPTION))),
            may("initial_option", String),
            may("initial_index", Whole(0, i64::MAX)),
        ],
    ],
    choice::options,
);
static MULTI_SELECT_STATIC: Shape = Shape::with(
    &[COMPONENT, ACTED_ON, WIDTH, ASKS, LOOK, SELECTED, &[may("options", List(&Object(&OPTION)))]],
    choice::options,
);

static CANDIDATE: Shape = Shape::of(&[&[must("value", String)]]);
static SELECT_PERSON: Shape = Shape::with(
    &[
        COMPONENT,
        ACTED_ON,
        WIDTH,
        ASKS,
        LOOK,
        &[may("options", List(&Object(&CANDIDATE))), may("initial_option", String)],
    ],
    choice::people,
);
static MULTI_SELECT_PERSON: Shape = Shape::with(
    &[
        COMPONENT,
        ACTED_ON,
        WIDTH,
        ASKS,
        LOOK,
        SELECTED,
        &[may("options", List(&Object(&CANDIDATE)))],
    ],
    choice::people,
);

static DATE_PICKER: Shape = Shape::with(
    &[COMPONENT, ACTED_ON, WIDTH, ASKS, &[may("initial_date", Pattern("0000-00-00"))]],
    choice::moments,
);
static PICKER_TIME: Shape = Shape::with(
    &[COMPONENT, ACTED_ON, WIDTH, ASKS, &[may("initial_time", Pattern("00:00"))]],
    choice::moments,
);
static PICKER_DATETIME: Shape = Shape::with(
    &[COMPONENT, ACTED_ON, WIDTH, ASKS, &[may("initial_datetime", Pattern("0000-00-00 00:00"))]],
    choice::moments,
);

static SELECT_IMG: Shape = Shape::with(
    &[
        COMPONENT,
        ACTED_ON,
        &[
            must("options", List(&Object(&IMG_OPTION))),
            may("multi_select", Bool),
            may("layout", Word(&["stretch", "bisect", "trisect"])),
            may("aspect_ratio", Word(&["1:1", "16:9", "4:3"])),
            may("required", Bool),
            may("can_preview", Bool),
        ],
    ],
    choice::options,
);
static IMG_OPTION: Shape = Shape::of(&[&[
    must("img_key", ImageKey),
    must("value", String),
    may("disabled", Bool),
    may("disabled_tips", LABEL),
    may("hover_tips", LABEL),
]]);

static CHECKER: Shape = Shape::of(&[
    COMPONENT,
    ACTED_ON,
    &[
        may("checked", Bool),
        may("text", TEXT),
        may("overall_checkable", Bool),
        may("button_area", Object(&BUTTON_AREA)),
        may("checked_style", Object(&CHECKED_STYLE)),
        may("padding", Edges(0, 99)),
    ],
]);
static BUTTON_AREA: Shape = Shape::of(&[&[
    may("pc_display_rule", Word(&["always", "on_hover"])),
    may("buttons", List(&OneOf("tag", &[("button", &BUTTON)]))),
]]);
static CHECKED_STYLE: Shape =
    Shape::of(&[&[may("show_strikethrough", Bool), may("opacity", Fraction)]]);

fn value_is_object(behavior: &Fields, at: &Place<'_>) -> Verdict {
    if behavior.get("value").is_some_and(Value::is_object) {
        return Ok(());
    }
    Err(Refused::json("value of a callback must be an object", at))
}
