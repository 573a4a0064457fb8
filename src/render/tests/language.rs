//! A card in one language, for where it can have only one.

use proptest::prelude::*;

use super::injection::answer;
use super::*;
use crate::render::sample::Samples;

/// Every name of a property, however deep.
fn names<'a>(json: &'a Json, found: &mut Vec<&'a str>) {
    match json {
        Json::Array(items) => items.iter().for_each(|item| names(item, found)),
        Json::Object(fields) => fields.iter().for_each(|(name, value)| {
            found.push(name);
            names(value, found);
        }),
        _ => {}
    }
}

/// What a reader of a language reads, text by text.
fn words(card: &Json, language: &str) -> Vec<String> {
    let mut found = vec![&card["config"]["summary"]];
    tagged(card, &mut found);
    let said = found.into_iter().filter_map(|object| said_in(object, language));
    said.map(str::to_owned).collect()
}

fn assert_alone(content: &Content) {
    let before = card(content);
    for (language, locale) in [(Language::ZhCn, "zh_cn"), (Language::EnUs, "en_us")] {
        let alone = renderer().in_language(content, language);
        let alone = card(&alone);
        let mut all = Vec::new();
        names(&alone, &mut all);
        let local: Vec<_> = all.iter().filter(|name| name.contains("i18n")).collect();
        assert!(local.is_empty() && !all.contains(&"locales"), "{local:?}");
        assert_eq!(words(&alone, locale), words(&before, locale));
        assert_eq!(chart_specs(&alone), chart_specs(&before));
        CardBudget::FEISHU.weigh(&alone.to_string()).unwrap();
        #[cfg(feature = "simulator")]
        crate::simulator::card::check(&alone.to_string()).unwrap();
    }
}

fn chart_specs(card: &Json) -> Vec<&Json> {
    let mut found = Vec::new();
    tagged(card, &mut found);
    found.into_iter().filter_map(|object| object.get("chart_spec")).collect()
}

#[test]
fn every_card_can_stand_in_one_language_alone() {
    for (_, subject) in Samples::new().subjects() {
        assert_alone(&renderer().say(&subject));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn so_can_any_answer(answer in answer()) {
        assert_alone(&renderer().answer(&answer, &offer()));
    }
}

#[test]
fn whatever_is_translated_is_chosen_and_the_rest_stays() {
    let before = serde_json::json!({
        "config": { "locales": ["zh_cn"], "summary": { "content": "a", "i18n_content": { "en_us": "b" } } },
        "header": {
            "text_tag_list": [{ "text": { "content": "x" } }],
            "i18n_text_tag_list": { "en_us": [{ "text": { "content": "y" } }] },
        },
        "body": { "elements": [
            { "tag": "table", "rows": [{ "cell": [{ "text": "t" }] }],
              "columns": [{ "display_name": "d", "i18n_display_name": { "en_us": "e" } }] },
            { "tag": "select_static", "options": [
                { "text": { "content": "o", "i18n_content": { "en_us": "p", "zh_cn": "q" } }, "value": "0" },
            ] },
            { "tag": "button", "behaviors": [{ "value": { "i18n_content": 1 } }] },
            { "tag": "chart", "chart_spec": { "i18n_name": 2 } },
            { "content": "only", "i18n_content": { "zh_cn": "其他" } },
        ] },
    });
    let after = serde_json::json!({
        "config": { "summary": { "content": "b" } },
        "header": { "text_tag_list": [{ "text": { "content": "y" } }] },
        "body": { "elements": [
            { "tag": "table", "rows": [{ "cell": [{ "text": "t" }] }], "columns": [{ "display_name": "e" }] },
            { "tag": "select_static", "options": [{ "text": { "content": "p" }, "value": "0" }] },
            { "tag": "button", "behaviors": [{ "value": { "i18n_content": 1 } }] },
            { "tag": "chart", "chart_spec": { "i18n_name": 2 } },
            { "content": "only" },
        ] },
    });
    let alone = renderer().in_language(&Content::Card(before.to_string()), Language::EnUs);
    assert_eq!(card(&alone), after);
}

#[test]
fn what_is_no_card_stays_as_it_is() {
    let file = serde_json::from_str(r#""file_v2_1""#).map(Content::File).unwrap();
    for content in [Content::Text("两种语言".to_owned()), file, Content::Card("{".to_owned())] {
        assert_eq!(renderer().in_language(&content, Language::EnUs), content);
    }
}
