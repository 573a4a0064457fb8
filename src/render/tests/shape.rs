//! What Feishu would refuse: unknown properties, text in one language (dossier 8.1, 8.2, 8.6).

use std::collections::BTreeSet;

use super::*;
use crate::render::sample::Samples;

/// The properties each tag may have, as far as we use them.
const KNOWN: &[(&str, &[&str])] = &[
    ("markdown", &["tag", "content", "i18n_content", "text_align", "text_size", "icon"]),
    (
        "plain_text",
        &["tag", "content", "i18n_content", "text_align", "text_size", "text_color", "lines"],
    ),
    ("div", &["tag", "text", "fields", "icon"]),
    ("hr", &["tag"]),
    ("chart", &["tag", "aspect_ratio", "color_theme", "chart_spec", "preview", "height"]),
    ("text_tag", &["tag", "text", "color"]),
];
const CARD: &[&str] = &["schema", "config", "header", "body"];
const CONFIG: &[&str] = &["update_multi", "summary"];
const HEADER: &[&str] = &["template", "title", "subtitle", "text_tag_list", "icon", "padding"];
const BODY: &[&str] = &["direction", "vertical_spacing", "elements"];

fn assert_known(object: &Json, known: &[&str]) {
    let known: BTreeSet<&str> = known.iter().copied().collect();
    for property in object.as_object().unwrap().keys() {
        assert!(known.contains(property.as_str()), "unknown property {property} in {object}");
    }
}

/// Fails unless Feishu would take the card.
pub(super) fn assert_feishu_takes(card: &Json) {
    assert_eq!(card["schema"], "2.0");
    assert_eq!(card["config"]["update_multi"], true);
    assert_known(card, CARD);
    assert_known(&card["config"], CONFIG);
    assert_known(&card["header"], HEADER);
    assert_known(&card["body"], BODY);
    let mut found = Vec::new();
    tagged(card, &mut found);
    for object in found {
        let tag = object["tag"].as_str().unwrap();
        let known = KNOWN.iter().find(|(known, _)| *known == tag);
        assert_known(object, known.unwrap_or_else(|| panic!("unknown tag {tag}")).1);
        if ["markdown", "plain_text"].contains(&tag) {
            assert_two_languages(object);
        }
    }
    assert_two_languages(&card["config"]["summary"]);
    assert!(!card["body"].to_string().contains("null"), "null in {card}");
}

fn assert_two_languages(text: &Json) {
    for language in ["zh_cn", "en_us"] {
        let said = text["i18n_content"][language].as_str().unwrap_or_default();
        assert!(!said.trim().is_empty(), "nothing in {language}: {text}");
    }
    assert_eq!(text["content"], text["i18n_content"]["zh_cn"]);
}

#[test]
fn feishu_takes_every_card() {
    let renderer = renderer();
    for (_, subject) in Samples::new().subjects() {
        assert_feishu_takes(&card(&renderer.say(&subject)));
    }
}

#[test]
fn the_header_has_the_colour_of_the_grade() {
    for (name, answer) in Samples::new().answers {
        let header = &card(&renderer().answer(&answer, &offer()))["header"];
        let expected = match name {
            "good" | "weakest minute" => ("green", "Good"),
            "fair" | "partial" | "two apart" => ("yellow", "Fair"),
            "poor" | "far end" => ("red", "Poor"),
            "too short" => ("grey", "Too short"),
            _ => ("grey", "Unrated"),
        };
        let tag = &header["text_tag_list"][0]["text"]["i18n_content"]["en_us"];
        assert_eq!((&header["template"], tag), (&expected.0.into(), &expected.1.into()), "{name}");
    }
}
