//! The frame of a 2.0 card: everything but the components.
//!
//! Source: dossier 8.1 and the official page "卡片 JSON 2.0 结构".

use super::content::{ICON, PLAIN, TEXT};
use super::place::Place;
use super::refusal::{Refused, Verdict};
use super::schema::Kind::{
    self, Bool, ByLocale, ByName, Edges, ElementId, Elements, List, NamedTextSize, Object, OneOf,
    Rgba, String, True, Url, Whole, Word,
};
use super::schema::{Fields, Property, Shape, may, must, px};
use super::words::{HEADER_TEMPLATES, HORIZONTAL, LOCALES, SPACINGS, TAG_COLORS, VERTICAL};

/// CardKit's sub-code for `update_multi: false` (dossier 8.7): a 2.0 card is always shared.
const NOT_SHARED: i64 = 300_302;

/// The top level. `elements`, `i18n_elements`, `i18n_header` and `fallback` are 1.0 only.
pub(super) static CARD: Shape = Shape::of(&[&[
    must("schema", Word(&["2.0"])),
    may("config", Object(&CONFIG)),
    may("card_link", Object(&LINK)),
    may("header", Object(&HEADER)),
    may("body", Object(&BODY)),
]]);

/// `wide_screen_mode` and `compact_width` are 1.0 only; `width_mode` replaces them.
static CONFIG: Shape = Shape::of(&[&[
    may("update_multi", True(NOT_SHARED)),
    may("enable_forward", Bool),
    may("enable_forward_interaction", Bool),
    may("width_mode", Word(&["default", "compact", "fill"])),
    may("summary", Object(&SUMMARY)),
    may("locales", List(&Word(LOCALES))),
    may("use_custom_translation", Bool),
    may("streaming_mode", Bool),
    may("streaming_config", Object(&STREAMING)),
    may("style", Object(&STYLE)),
]]);

static SUMMARY: Shape =
    Shape::of(&[&[may("content", String), may("i18n_content", ByLocale(&String))]]);

/// Dossier 8.7.
static STREAMING: Shape = Shape::of(&[&[
    may("print_frequency_ms", Object(&BY_DEVICE)),
    may("print_step", Object(&BY_DEVICE)),
    may("print_strategy", Word(&["fast", "delay"])),
]]);

static BY_DEVICE: Shape = Shape::of(&[&[
    must("default", Whole(1, i64::MAX)),
    may("android", Whole(1, i64::MAX)),
    may("ios", Whole(1, i64::MAX)),
    may("pc", Whole(1, i64::MAX)),
]]);

/// Own text sizes and colours, which `text_size` and the colours of components may then name.
static STYLE: Shape = Shape::of(&[&[
    may("text_size", ByName(&Object(&OWN_SIZE))),
    may("color", ByName(&Object(&OWN_COLOR))),
]]);

static OWN_SIZE: Shape = Shape::of(&[&[
    may("default", NamedTextSize),
    must("pc", NamedTextSize),
    must("mobile", NamedTextSize),
]]);

static OWN_COLOR: Shape = Shape::of(&[&[must("light_mode", Rgba), must("dark_mode", Rgba)]]);

/// One address for all clients, or one for each (official page, `card_link`).
pub(super) static LINK: Shape = Shape::with(
    &[&[may("url", Url), may("pc_url", Url), may("ios_url", Url), may("android_url", Url)]],
    |link, at| needs_address(link, "url", at),
);

/// It has no `tag`, no `ud_icon` (1.0 only), and its labels are at most three: a fourth would not show.
static HEADER: Shape = Shape::with(
    &[&[
        must("title", TEXT),
        may("subtitle", TEXT),
        may("text_tag_list", List(&TEXT_TAG)),
        may("i18n_text_tag_list", ByLocale(&List(&TEXT_TAG))),
        may("template", Word(HEADER_TEMPLATES)),
        may("icon", ICON),
        may("padding", Edges(0, 99)),
    ]],
    at_most_three_labels,
);

const TEXT_TAG: Kind = OneOf(
    "tag",
    &[(
        "text_tag",
        &Shape::of(&[&[
            must("text", PLAIN),
            may("color", Word(TAG_COLORS)),
            may("element_id", ElementId),
        ]]),
    )],
);

static BODY: Shape = Shape::of(&[LAYOUT, &[must("elements", Elements)]]);

/// How whatever holds components arranges them.
pub(super) const LAYOUT: &[Property] = &[
    may("direction", Word(&["vertical", "horizontal"])),
    may("padding", Edges(0, 99)),
    may("vertical_spacing", px(SPACINGS, 0, 99)),
    may("horizontal_spacing", px(SPACINGS, 0, 99)),
    may("vertical_align", Word(VERTICAL)),
    may("horizontal_align", Word(HORIZONTAL)),
];

/// A link needs its main address, or one for each kind of client.
pub(super) fn needs_address(link: &Fields, main: &str, at: &Place<'_>) -> Verdict {
    let given =
        |name: &str| link.get(name).and_then(|url| url.as_str()).is_some_and(|url| !url.is_empty());
    if given(main) || ["pc_url", "ios_url", "android_url"].into_iter().all(given) {
        return Ok(());
    }
    Err(Refused::json(
        &format!("{main}, or all of pc_url, ios_url and android_url, must be given"),
        at,
    ))
}

fn at_most_three_labels(header: &Fields, at: &Place<'_>) -> Verdict {
    let own = header.get("text_tag_list").into_iter();
    let translated = header.get("i18n_text_tag_list").and_then(|lists| lists.as_object());
    let lists = own.chain(translated.into_iter().flat_map(|by_locale| by_locale.values()));
    match lists.filter_map(|list| list.as_array()).find(|list| list.len() > 3) {
        Some(_) => Err(Refused::json("more than three text tags", at)),
        None => Ok(()),
    }
}
