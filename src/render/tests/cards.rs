//! Snapshots: one look shows what a reader sees.

use std::fmt::Write;

use super::*;
use crate::render::sample::Samples;

/// Long charts say no more than short ones.
fn shortened(mut card: Json) -> Json {
    let elements = card["body"]["elements"].as_array_mut().unwrap();
    for chart in elements.iter_mut().filter(|element| element["tag"] == "chart") {
        let rows = chart["chart_spec"]["data"][0]["values"].as_array_mut().unwrap();
        if rows.len() > 6 {
            rows.drain(3..rows.len() - 3);
        }
    }
    card
}

#[test]
fn result_cards() {
    let samples = Samples::new();
    for name in ["good", "poor", "far end", "partial", "unrated", "three charts"] {
        let subjects = samples.subjects();
        let (_, subject) = subjects.iter().find(|(known, _)| known == name).unwrap();
        let content = renderer().say(subject);
        insta::assert_json_snapshot!(
            format!("result_{}", name.replace(' ', "_")),
            shortened(card(&content))
        );
    }
}

#[test]
fn other_cards() {
    let renderer = renderer();
    let samples = Samples::new();
    let fault = renderer.fault(&FaultId("f-0a1b2c3d".to_owned()), Some("20240913161357"));
    for (name, content) in [
        ("working", renderer.working()),
        ("help", renderer.help()),
        ("wrong_command", renderer.wrong_command(&samples.mistakes[1])),
        ("something_missing", renderer.wrong_command(&samples.mistakes[0])),
        ("user_error", renderer.user_error(&samples.errors[2], Some(&offer().asked))),
        ("fault", fault),
    ] {
        insta::assert_json_snapshot!(name, card(&content));
    }
}

/// The words of a card, one line a text, in one language.
fn words(card: &Json, language: &str) -> String {
    let mut found = Vec::new();
    tagged(card, &mut found);
    let said = found.iter().filter_map(|object| said_in(object, language));
    said.collect::<Vec<_>>().join("\n")
}

#[test]
fn what_every_sample_says() {
    let renderer = renderer();
    let samples = Samples::new();
    let mut said = String::new();
    for (name, subject) in samples.subjects() {
        let card = card(&renderer.say(&subject));
        for language in ["zh_cn", "en_us"] {
            writeln!(said, "== {name}\n{}\n", words(&card, language)).unwrap();
        }
    }
    insta::assert_snapshot!("words", said);
}

#[test]
fn what_every_sample_says_as_text() {
    let samples = Samples::new();
    let mut said = String::new();
    for language in [Language::ZhCn, Language::EnUs] {
        let renderer = Renderer::load(None, RenderOptions { language, ..options() }).unwrap();
        for (name, subject) in samples.subjects() {
            let content = renderer.say_in_text(&subject);
            writeln!(said, "== {name}\n{}\n", text(&content)).unwrap();
        }
    }
    insta::assert_snapshot!("texts", said);
}

#[test]
fn the_language_of_the_setting_is_the_fallback() {
    for (language, expected) in [(Language::ZhCn, "正在查询"), (Language::EnUs, "Looking it up")]
    {
        let renderer = Renderer::load(None, RenderOptions { language, ..options() }).unwrap();
        let title = &card(&renderer.working())["header"]["title"];
        assert_eq!(title["content"], expected);
        assert_eq!(title["i18n_content"]["zh_cn"], "正在查询");
        assert_eq!(title["i18n_content"]["en_us"], "Looking it up");
    }
}
