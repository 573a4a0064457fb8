//! Text objects, icons and the components that show something.
//!
//! Source: dossier 8.2 to 8.5 and the official 2.0 component pages.

use serde_json::Value;

use super::place::Place;
use super::refusal::{Refused, Verdict};
use super::schema::Kind::{
    self, Bool, ByLocale, Color, Data, Edges, ElementId, ImageKey, List, Markdown, Object, OneOf,
    Size, String, TextSize, Whole, Word,
};
use super::schema::{Choices, Fields, Property, Shape, may, must, px, px_or_percent};
use super::words::{self, HORIZONTAL, VERTICAL};
use super::{chart, table};

/// Every component may carry these (dossier 8.1).
pub(super) const COMPONENT: &[Property] =
    &[may("element_id", ElementId), may("margin", Edges(-99, 99))];

/// A text object in which nothing is interpreted.
pub(super) const PLAIN: Kind = OneOf("tag", &[("plain_text", &PLAIN_TEXT)]);
/// A text object that may also be Markdown of the small kind.
pub(super) const TEXT: Kind = OneOf("tag", &[("plain_text", &PLAIN_TEXT), ("lark_md", &RICH_TEXT)]);
/// The title of a collapsible panel.
pub(super) const TITLE: Kind =
    OneOf("tag", &[("plain_text", &PLAIN_TEXT), ("markdown", &RICH_TEXT)]);
/// Texts that Feishu cuts after 100 characters: buttons, options, placeholders.
pub(super) const LABEL: Kind = OneOf("tag", &[("plain_text", &SHORT_TEXT)]);

static PLAIN_TEXT: Shape =
    Shape::of(&[TEXT_STYLE, &[must("content", String), may("i18n_content", ByLocale(&String))]]);
static RICH_TEXT: Shape = Shape::of(&[
    TEXT_STYLE,
    &[must("content", Markdown), may("i18n_content", ByLocale(&Markdown))],
]);
static SHORT_TEXT: Shape = Shape::of(&[
    TEXT_STYLE,
    &[must("content", Kind::Short(100)), may("i18n_content", ByLocale(&Kind::Short(100)))],
]);

const TEXT_STYLE: &[Property] = &[
    may("element_id", ElementId),
    may("text_size", TextSize),
    may("text_color", Color(&[])),
    may("text_align", Word(HORIZONTAL)),
    may("lines", Whole(1, i64::MAX)),
];

pub(super) const ICON: Kind =
    OneOf("tag", &[("standard_icon", &STANDARD_ICON), ("custom_icon", &CUSTOM_ICON)]);

/// The official examples have an empty colour, and an `img_key` that has no effect.
static STANDARD_ICON: Shape = Shape::of(&[&[
    must("token", String),
    may("color", Color(&[""])),
    may("size", Size(&[])),
    may("img_key", ImageKey),
    may("element_id", ElementId),
]]);
static CUSTOM_ICON: Shape = Shape::of(&[&[
    must("img_key", ImageKey),
    may("i18n_img_key", ByLocale(&ImageKey)),
    may("size", Size(&[])),
    may("element_id", ElementId),
]]);
/// Components that show something.
pub(super) const CONTENT: Choices = &[
    ("markdown", &MARKDOWN),
    ("div", &DIV),
    ("hr", &HR),
    ("img", &IMG),
    ("img_combination", &IMG_COMBINATION),
    ("person", &PERSON),
    ("person_list", &PERSON_LIST),
    ("table", &TABLE),
    ("chart", &CHART),
];

/// `href` with `[text]($urlVal)` is 1.0 only.
static MARKDOWN: Shape = Shape::of(&[
    COMPONENT,
    &[
        must("content", Markdown),
        may("i18n_content", ByLocale(&Markdown)),
        may("text_size", TextSize),
        may("text_align", Word(HORIZONTAL)),
        may("icon", ICON),
    ],
]);

/// It holds one text object and fields, never `elements`; `extra` is 1.0 only.
static DIV: Shape = Shape::of(&[
    COMPONENT,
    &[
        may("text", TEXT),
        may("fields", List(&Object(&FIELD))),
        may("icon", ICON),
        may("width", px(&["fill", "auto"], 16, 999)),
    ],
]);
static FIELD: Shape = Shape::of(&[&[may("is_short", Bool), must("text", TEXT)]]);

static HR: Shape = Shape::of(&[COMPONENT]);

/// `mode`, `custom_width`, `compact_width` and `size: stretch_without_padding` are 1.0 only.
static IMG: Shape = Shape::of(&[
    COMPONENT,
    &[
        must("img_key", ImageKey),
        may("i18n_img_key", ByLocale(&ImageKey)),
        must("alt", PLAIN),
        may("title", PLAIN),
        may("scale_type", Word(&["crop_center", "crop_top", "fit_horizontal"])),
        may("size", Size(&["stretch", "large", "medium", "small", "tiny"])),
        may("corner_radius", px_or_percent(&[], 0, i64::MAX)),
        may("transparent", Bool),
        may("preview", Bool),
    ],
]);

static IMG_COMBINATION: Shape = Shape::of(&[
    COMPONENT,
    &[
        must("combination_mode", Word(&["double", "triple", "bisect", "trisect"])),
        must("img_list", List(&Object(&IMG_ITEM))),
        may("combination_transparent", Bool),
        may("corner_radius", px_or_percent(&[], 0, i64::MAX)),
    ],
]);
static IMG_ITEM: Shape =
    Shape::of(&[&[must("img_key", ImageKey), may("i18n_img_key", ByLocale(&ImageKey))]]);

const PERSON_STYLE: &[Property] = &[
    may("size", Word(&["extra_small", "small", "medium", "large"])),
    may("show_name", Bool),
    may("show_avatar", Bool),
];

/// An id that nobody has shows as "unknown user", so any text will do.
static PERSON: Shape = Shape::of(&[
    COMPONENT,
    PERSON_STYLE,
    &[must("user_id", String), may("style", Word(&["normal", "capsule"]))],
]);

static PERSON_LIST: Shape = Shape::with(
    &[
        COMPONENT,
        PERSON_STYLE,
        &[
            must("persons", List(&Object(&PERSON_ITEM))),
            may("drop_invalid_user_id", Bool),
            may("lines", Whole(1, i64::MAX)),
            may("icon", ICON),
        ],
    ],
    known_persons,
);
static PERSON_ITEM: Shape = Shape::of(&[&[must("id", String)]]);

/// Dossier 8.4: on the root only (see `walk`); rows and cells are `table`'s.
static TABLE: Shape = Shape::with(
    &[
        COMPONENT,
        &[
            must("columns", List(&Object(&COLUMN))),
            must("rows", Data),
            may("page_size", Whole(1, 10)),
            may("row_height", px(&["low", "middle", "high", "auto"], 32, 124)),
            may("row_max_height", px(&[], 32, 999)),
            may("freeze_first_column", Bool),
            may("header_style", Object(&TABLE_HEADER)),
        ],
    ],
    table::check,
);
static TABLE_HEADER: Shape = Shape::of(&[&[
    may("text_align", Word(HORIZONTAL)),
    may("text_size", TextSize),
    may("background_style", Word(&["grey", "none"])),
    may("text_color", Word(&["default", "grey"])),
    may("bold", Bool),
    may("lines", Whole(1, i64::MAX)),
]]);
static COLUMN: Shape = Shape::of(&[&[
    must("name", String),
    may("display_name", String),
    may(
        "data_type",
        Word(&["text", "lark_md", "options", "number", "persons", "date", "markdown"]),
    ),
    may("width", px_or_percent(&["auto"], 80, 600)),
    may("vertical_align", Word(VERTICAL)),
    may("horizontal_align", Word(HORIZONTAL)),
    may("format", Object(&NUMBER_FORMAT)),
    may("date_format", Kind::DateFormat),
]]);
static NUMBER_FORMAT: Shape = Shape::of(&[&[
    may("precision", Whole(0, 10)),
    may("symbol", Kind::Short(1)),
    may("separator", Bool),
]]);

/// Dossier 8.5; the spec is `chart`'s.
static CHART: Shape = Shape::with(
    &[
        COMPONENT,
        &[
            must("chart_spec", Data),
            may("aspect_ratio", Word(&["1:1", "2:1", "4:3", "16:9"])),
            may("color_theme", Word(&["brand", "rainbow", "complementary", "converse", "primary"])),
            may("height", px(&["auto"], 1, 999)),
            may("preview", Bool),
        ],
    ],
    chart::check,
);

/// Without `drop_invalid_user_id` an invalid id fails the whole card (dossier 8.2).
fn known_persons(list: &Fields, at: &Place<'_>) -> Verdict {
    if list.get("drop_invalid_user_id").and_then(Value::as_bool) == Some(true) {
        return Ok(());
    }
    let persons = list.get("persons").and_then(Value::as_array).into_iter().flatten();
    let ids = persons.filter_map(|person| person.get("id").and_then(Value::as_str));
    match ids.into_iter().find(|id| !words::is_person(id)) {
        Some(id) => Err(Refused::person(id, at)),
        None => Ok(()),
    }
}
