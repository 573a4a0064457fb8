//! The components that cards of this program are made of, with their properties.
//!
//! Feishu refuses a card with any property it does not know (dossier 8.1). The tables hold what the
//! built-in templates use and what an operator's own are likely to; they are narrower than the
//! platform. Source: dossier 8.1 to 8.6.

use std::collections::BTreeSet;

use super::CardRefused;
use super::outline::{Object, Outline};

/// What every component may carry.
const COMPONENT: &[&str] = &["tag", "element_id", "margin"];
const TEXT: &[&str] = &["content", "i18n_content", "text_size", "text_align"];
const LAYOUT: &[&str] = &[
    "direction",
    "padding",
    "vertical_spacing",
    "horizontal_spacing",
    "vertical_align",
    "horizontal_align",
    "elements",
];

/// What everything that people act on may carry; in a form it needs a `name`.
const ACTED_ON: &[&str] =
    &["name", "width", "behaviors", "confirm", "disabled", "disabled_tips", "hover_tips"];
/// What those share that ask for a value.
const ASKS: &[&str] = &["required", "placeholder"];
const SELECT: &[&str] = &["options", "type"];

type Properties = &'static [&'static [&'static str]];

/// Components and text objects by their tag.
const TAGS: &[(&str, Properties)] = &[
    ("markdown", &[COMPONENT, TEXT, &["icon"]]),
    ("plain_text", &[COMPONENT, TEXT, &["text_color", "lines"]]),
    ("lark_md", &[COMPONENT, TEXT, &["text_color", "lines"]]),
    ("text_tag", &[&["tag", "element_id", "text", "color"]]),
    ("standard_icon", &[&["tag", "token", "color", "size"]]),
    ("div", &[COMPONENT, &["text", "fields", "icon", "width"]]),
    ("hr", &[COMPONENT]),
    (
        "img",
        &[
            COMPONENT,
            &["img_key", "alt", "title", "scale_type", "size", "corner_radius", "preview"],
        ],
    ),
    ("person", &[COMPONENT, &["user_id", "size", "show_name", "show_avatar", "style"]]),
    (
        "column_set",
        &[
            COMPONENT,
            &["columns", "flex_mode", "horizontal_spacing", "horizontal_align", "background_style"],
        ],
    ),
    ("column", &[COMPONENT, LAYOUT, &["width", "weight", "background_style"]]),
    (
        "collapsible_panel",
        &[COMPONENT, LAYOUT, &["header", "expanded", "background_color", "border"]],
    ),
    ("button", &[COMPONENT, ACTED_ON, &["text", "type", "size", "icon", "form_action_type"]]),
    ("form", &[COMPONENT, LAYOUT, &["name"]]),
    ("select_static", &[COMPONENT, ACTED_ON, ASKS, SELECT, &["initial_option", "initial_index"]]),
    ("multi_select_static", &[COMPONENT, ACTED_ON, ASKS, SELECT, &["selected_values"]]),
    ("select_person", &[COMPONENT, ACTED_ON, ASKS, SELECT, &["initial_option"]]),
    ("date_picker", &[COMPONENT, ACTED_ON, ASKS, &["initial_date"]]),
    ("picker_datetime", &[COMPONENT, ACTED_ON, ASKS, &["initial_datetime"]]),
    (
        "input",
        &[
            COMPONENT,
            ACTED_ON,
            ASKS,
            &[
                "default_value",
                "label",
                "label_position",
                "input_type",
                "rows",
                "max_rows",
                "auto_resize",
                "max_length",
            ],
        ],
    ),
    ("chart", &[COMPONENT, &["chart_spec", "aspect_ratio", "color_theme", "height", "preview"]]),
    (
        "table",
        &[
            COMPONENT,
            &[
                "columns",
                "rows",
                "page_size",
                "row_height",
                "row_max_height",
                "freeze_first_column",
                "header_style",
            ],
        ],
    ),
];

/// Objects without a tag by the property that holds them, `.` for the card itself; the header of a
/// panel has another shape than the card's.
const PLACES: &[(&str, Properties)] = &[
    (".", &[&["schema", "config", "card_link", "header", "body"]]),
    ("config", &[&["update_multi", "enable_forward", "width_mode", "summary", "locales", "style"]]),
    ("summary", &[&["content", "i18n_content"]]),
    ("i18n_content", &[&["zh_cn", "en_us"]]),
    ("card_link", &[&["url", "pc_url", "ios_url", "android_url"]]),
    ("header", &[&["title", "subtitle", "text_tag_list", "icon", "template", "padding"]]),
    ("body", &[LAYOUT]),
    (
        "panel header",
        &[&[
            "title",
            "background_color",
            "width",
            "vertical_align",
            "padding",
            "icon",
            "icon_position",
            "icon_expanded_angle",
        ]],
    ),
    ("border", &[&["color", "corner_radius"]]),
    ("behaviors", &[&["type", "value", "default_url", "pc_url", "ios_url", "android_url"]]),
    ("confirm", &[&["title", "text"]]),
    ("options", &[&["text", "value", "icon"]]),
    ("fields", &[&["is_short", "text"]]),
    (
        "header_style",
        &[&["text_align", "text_size", "background_style", "text_color", "bold", "lines"]],
    ),
    (
        "columns",
        &[&[
            "name",
            "display_name",
            "data_type",
            "width",
            "vertical_align",
            "horizontal_align",
            "format",
            "date_format",
        ]],
    ),
    ("format", &[&["precision", "symbol", "separator"]]),
];

/// Nothing but what is known, and every `element_id` good and alone.
pub(super) fn check(card: &Outline<'_>) -> Result<(), CardRefused> {
    value(card, ".", &mut BTreeSet::new())
}

fn value<'c>(
    outline: &'c Outline<'_>,
    place: &'c str,
    ids: &mut BTreeSet<&'c str>,
) -> Result<(), CardRefused> {
    match outline {
        Outline::List(items) => items.iter().try_for_each(|item| value(item, place, ids)),
        // What `style` holds has names of the sender's own.
        Outline::Object(_) if place == "style" => Ok(()),
        Outline::Object(it) => object(it, place, ids),
        Outline::Text(_) | Outline::Other => Ok(()),
    }
}

fn object<'c>(
    object: &'c Object<'_>,
    place: &'c str,
    ids: &mut BTreeSet<&'c str>,
) -> Result<(), CardRefused> {
    let (name, known) = match object.tag.as_deref() {
        Some(tag) => (tag, find(TAGS, tag)),
        None => (place, find(PLACES, place)),
    };
    let Some(known) = known else {
        let what = if object.tag.is_some() { "component" } else { "property" };
        return Err(unknown(what, name, place));
    };
    for (property, inside) in &object.properties {
        let property = property.as_ref();
        if !known.iter().any(|group| group.contains(&property)) {
            return Err(unknown("property", property, name));
        }
        match inside {
            Outline::Text(Some(id)) if is_element_id(id) && ids.insert(id) => {}
            Outline::Text(Some(id)) => return Err(CardRefused::ElementId(id.to_string())),
            _ if property == "element_id" => return Err(CardRefused::ElementId(String::new())),
            inside => {
                let is_panel = name == "collapsible_panel" && property == "header";
                value(inside, if is_panel { "panel header" } else { property }, ids)?;
            }
        }
    }
    Ok(())
}

fn find(table: &[(&str, Properties)], name: &str) -> Option<Properties> {
    table.iter().find(|(known, _)| *known == name).map(|(_, properties)| *properties)
}

fn unknown(what: &'static str, name: &str, inside: &str) -> CardRefused {
    let inside = if inside == "." { "the card" } else { inside };
    CardRefused::Unknown { what, name: name.to_owned(), inside: inside.to_owned() }
}

fn is_element_id(id: &str) -> bool {
    id.len() <= 20
        && id.starts_with(|first: char| first.is_ascii_alphabetic())
        && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}
