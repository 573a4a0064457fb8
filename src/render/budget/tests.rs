//! What a card may hold, and how much of it.

use serde_json::{Value as Json, json};

use super::*;

fn card(elements: &[Json]) -> Json {
    json!({ "schema": "2.0", "body": { "elements": elements } })
}

fn weight(card: &Json) -> CardBudget {
    let nothing = CardBudget { bytes: 0, elements: 0, tables: 0, charts: 0 };
    match nothing.weigh(&card.to_string()) {
        Err(CardRefused::TooHeavy(weight)) => weight,
        other => panic!("{other:?}"),
    }
}

fn weigh(card: &Json) -> Result<String, CardRefused> {
    CardBudget::FEISHU.weigh(&card.to_string())
}

fn refusal(card: &Json) -> String {
    weigh(card).unwrap_err().to_string()
}

#[test]
fn nested_components_and_text_objects_are_counted() {
    let div = json!({ "tag": "div", "text": { "tag": "plain_text", "content": "tag" } });
    let column = json!({ "tag": "column", "elements": [div] });
    let set = json!({ "tag": "column_set", "columns": [column, column] });
    assert_eq!(weight(&card(&[set])).elements, 7);
}

#[test]
fn what_is_inside_a_chart_or_carried_by_a_button_is_its_own_affair() {
    let chart = json!({ "tag": "chart", "chart_spec": { "data": [{ "tag": "table" }] } });
    let carried = json!({ "type": "callback", "value": { "tag": "table", "any": null } });
    let button = json!({ "tag": "button", "behaviors": [carried] });
    let CardBudget { elements, tables, charts, .. } = weight(&card(&[chart, button]));
    assert_eq!((elements, tables, charts), (2, 0, 1));
}

#[test]
fn each_limit_is_kept_to_the_last_one() {
    let many = |tag: &str, count| card(&vec![json!({ "tag": tag }); count]);
    for (tag, most) in [("hr", 200), ("table", 3), ("chart", 5)] {
        assert!(weigh(&many(tag, most)).is_ok(), "{most} × {tag}");
        assert!(weigh(&many(tag, most + 1)).is_err(), "{most} + 1 × {tag}");
    }
    let bytes = |count: usize| json!("x".repeat(count - 2));
    assert!(weigh(&bytes(29_000)).is_ok());
    assert!(weigh(&bytes(29_001)).is_err());
}

#[test]
fn what_feishu_does_not_know_is_refused_by_name() {
    let text = json!({ "tag": "plain_text", "content": "" });
    for (card, expected) in [
        (json!({ "elements": [] }), "the unknown property \"elements\" in \"the card\""),
        (json!({ "config": { "wide": 1 } }), "the unknown property \"wide\" in \"config\""),
        (card(&[json!({ "tag": "note" })]), "the unknown component \"note\" in \"elements\""),
        (card(&[json!({})]), "the unknown property \"elements\" in \"elements\""),
        (
            card(&[json!({ "tag": "markdown", "content": "", "i18n_content": { "xx": "" } })]),
            "the unknown property \"xx\" in \"i18n_content\"",
        ),
        (
            card(&[json!({ "tag": "button", "text": text, "value": {}, "url": "" })]),
            "the unknown property \"url\" in \"button\"",
        ),
        (
            card(&[json!({ "tag": "collapsible_panel", "header": { "subtitle": text } })]),
            "the unknown property \"subtitle\" in \"panel header\"",
        ),
    ] {
        let said = refusal(&card);
        assert!(said.contains(expected), "expected {expected}\n     got {said}");
    }
    let header = json!({ "title": text, "subtitle": text, "text_tag_list": [] });
    let panel = json!({ "tag": "collapsible_panel", "header": { "title": text, "icon_position": "right" } });
    let good = json!({ "header": header, "body": { "elements": [panel] } });
    assert!(weigh(&good).is_ok());
}

#[test]
fn an_element_id_is_short_plain_and_alone() {
    let rule = |id: &str| json!({ "tag": "hr", "element_id": id });
    for id in ["a", "Z_9", "abcdefghijklmnopqrst"] {
        assert!(weigh(&card(&[rule(id)])).is_ok(), "{id}");
    }
    for id in ["", "1a", "_a", "a-b", "质", "abcdefghijklmnopqrstu"] {
        assert_eq!(weigh(&card(&[rule(id)])), Err(CardRefused::ElementId(id.to_owned())));
    }
    let column = json!({ "tag": "column", "elements": [rule("a")] });
    let set = json!({ "tag": "column_set", "columns": [column] });
    assert!(refusal(&card(&[rule("a"), set])).contains("stands twice"));
}

#[test]
fn what_a_form_asks_with_is_known_and_counted() {
    let text = json!({ "tag": "plain_text", "content": "" });
    let option = json!({ "text": text, "value": "0" });
    let form = json!({ "tag": "form", "name": "ask", "elements": [
        { "tag": "select_static", "name": "a", "options": [option, option], "placeholder": text },
        { "tag": "multi_select_static", "name": "b", "options": [option], "selected_values": ["0"] },
        { "tag": "select_person", "name": "c", "options": [], "required": true, "width": "fill" },
        { "tag": "date_picker", "name": "d", "initial_date": "2026-11-20" },
        { "tag": "picker_datetime", "name": "e", "initial_datetime": "2026-11-20 14:00" },
        { "tag": "input", "name": "f", "label": text, "max_length": 100, "input_type": "text" },
        { "tag": "button", "name": "g", "form_action_type": "submit", "text": text, "behaviors": [] },
    ] });
    assert!(weigh(&card(std::slice::from_ref(&form))).is_ok());
    assert_eq!(weight(&card(&[form])).elements, 14);
    for (field, property) in [
        ("select_static", "multi"),
        ("input", "initial_date"),
        ("date_picker", "options"),
        ("form", "behaviors"),
        ("button", "required"),
    ] {
        let said = refusal(&card(&[json!({ "tag": field, (property): true })]));
        assert!(
            said.contains(&format!("the unknown property {property:?} in {field:?}")),
            "{said}"
        );
    }
}
