//! What Feishu would refuse, by the simulator's own tables (dossier 8.1, 8.2), and text that does not
//! stand in both languages (8.6).

use super::*;
use crate::render::sample::Samples;

/// Fails unless Feishu would take the card.
pub(super) fn assert_feishu_takes(card: &Json) {
    #[cfg(feature = "simulator")]
    if let Err(refused) = crate::simulator::card::check(&card.to_string()) {
        panic!("{refused:?}: {card}");
    }
    assert_eq!(card["config"]["update_multi"], true);
    let mut found = Vec::new();
    tagged(card, &mut found);
    for object in found {
        let tag = object["tag"].as_str().unwrap();
        if ["markdown", "plain_text"].contains(&tag) {
            assert_two_languages(object);
        }
    }
    assert_two_languages(&card["config"]["summary"]);
}

/// Every reader reads it in their language; what is the same in both is said once.
fn assert_two_languages(text: &Json) {
    for language in ["zh_cn", "en_us"] {
        let said = said_in(text, language).unwrap_or_default();
        assert!(!said.trim().is_empty(), "nothing in {language}: {text}");
    }
    let fallback = [said_in(text, "zh_cn"), Some("…")];
    assert!(fallback.contains(&text["content"].as_str()), "{text}");
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
            "unrated" => ("grey", "Unrated"),
            _ => continue,
        };
        let tag = &header["text_tag_list"][0]["text"]["i18n_content"]["en_us"];
        assert_eq!((&header["template"], tag), (&expected.0.into(), &expected.1.into()), "{name}");
    }
}
