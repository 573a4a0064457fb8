//! The cards that Feishu takes, and one wrong card for every rule.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{MAX_BYTES, Refused, check, check_for_one, check_update, elements};

mod accepts;

/// A 2.0 card with these components.
fn card(components: &Value) -> Value {
    json!({"schema": "2.0", "body": {"elements": components}})
}

fn verdict(card: &Value) -> Result<(), Refused> {
    check(&card.to_string())
}

/// The sub-code inside a 230099 message.
fn sub_code(refused: &Refused) -> i64 {
    let digits = refused.msg.split_once("ErrCode: ").and_then(|(_, rest)| rest.split_once(';'));
    digits.and_then(|(code, _)| code.parse().ok()).unwrap_or_default()
}

#[track_caller]
fn refused(expected: i64, card: &Value) -> Refused {
    let refused = verdict(card).expect_err(&format!("should be refused with {expected}: {card}"));
    assert_eq!((refused.code, sub_code(&refused)), (230_099, expected), "{card}: {}", refused.msg);
    refused
}

fn chart(spec: &Value) -> Value {
    card(&json!([{"tag": "chart", "chart_spec": spec}]))
}

fn markdown(content: &str) -> Value {
    card(&json!([{"tag": "markdown", "content": content}]))
}

fn table(columns: &Value, rows: &Value) -> Value {
    card(&json!([{"tag": "table", "columns": columns, "rows": rows}]))
}

fn text(content: &str) -> Value {
    json!({"tag": "plain_text", "content": content})
}

/// `depth` column sets in each other around one line of text.
fn nested(depth: usize) -> Value {
    let innermost = json!({"tag": "markdown", "content": "deep"});
    (0..depth).fold(innermost, |inside, _| {
        json!({"tag": "column_set", "columns": [{"tag": "column", "elements": [inside]}]})
    })
}

/// Every line of `refused.jsonl` is a wrong card (or its only components, Markdown or chart), the
/// sub-code, and what the message says of it; `…` stands for the way to the components.
#[test]
fn one_wrong_card_for_every_rule_is_refused() {
    for line in include_str!("tests/refused.jsonl").lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let says = case["says"].as_str().unwrap().replace("… ", "ROOT -> body -> elements -> ");
        let refusal = refused(case["code"].as_i64().unwrap(), &wrong_card(&case));
        assert!(refusal.msg.contains(&says), "{line}: {}", refusal.msg);
    }
}

fn wrong_card(case: &Value) -> Value {
    match (case.get("elements"), case.get("markdown"), case.get("chart_spec")) {
        (Some(components), _, _) => card(components),
        (_, Some(content), _) => markdown(content.as_str().unwrap()),
        (_, _, Some(spec)) => chart(spec),
        _ => case["card"].clone(),
    }
}

#[test]
fn what_is_no_card_is_refused() {
    for text in
        ["", "{", "null", "[]", "3", "{}", r#"{"type":"template","data":{"template_id":"x"}}"#]
    {
        let refused = check(text).unwrap_err();
        assert_eq!((refused.code, sub_code(&refused)), (230_099, 200_621), "{text}");
    }
}

#[test]
fn thirty_kilobytes_are_the_limit() {
    let empty = markdown("").to_string().len();
    assert_eq!(verdict(&markdown(&"x".repeat(MAX_BYTES - empty))), Ok(()));
    assert_eq!(verdict(&markdown(&"x".repeat(MAX_BYTES - empty + 1))).unwrap_err().code, 230_025);
}

#[test]
fn two_hundred_elements_and_three_tables_are_the_limit() {
    let lines = |count: usize| card(&json!(vec![json!({"tag": "hr"}); count]));
    assert_eq!(verdict(&lines(200)), Ok(()));
    assert!(refused(11_310, &lines(201)).msg.contains("ErrMsg: element exceeds the limit; "));
    let table = json!({"tag": "table", "columns": [{"name": "a"}], "rows": []});
    let in_text = json!({"tag": "markdown", "content": "x", "i18n_content": {"en_us": "a | b\n--- | ---\n1 | 2"}});
    assert_eq!(verdict(&card(&json!([table, table, in_text]))), Ok(()));
    let four = refused(11_310, &card(&json!([table, table, table, in_text])));
    assert!(
        four.msg.ends_with("ErrMsg: card table number over limit; ErrorValue: table; "),
        "{}",
        four.msg
    );
}

#[test]
fn five_containers_in_each_other_are_the_limit() {
    assert_eq!(verdict(&card(&json!([nested(5)]))), Ok(()));
    assert!(refused(200_621, &card(&json!([nested(6)]))).msg.contains("more than five levels"));
}

/// The card of the documented error had its elements on the root, as 1.0 has; otherwise it is the same.
#[test]
fn a_chart_is_refused_in_the_words_of_the_documented_error() {
    let documented = include_str!("../../../tests/data/fixtures/im_error_230099_chart.json");
    let documented: Value = serde_json::from_str(documented).unwrap();
    let data = json!({"values": [{"x": "a", "y": 1}]});
    let spec = json!({"type": "line", "axes": null, "xField": "x", "yField": "y", "data": data});
    let chart = json!({"tag": "chart", "chart_spec": spec});
    let refusal = refused(200_550, &card(&json!([{"tag": "hr"}, {"tag": "hr"}, chart])));
    assert_eq!(refusal.code, documented["code"].as_i64().unwrap());
    assert_eq!(
        refusal.msg.replace("ROOT -> body -> ", "ROOT -> "),
        documented["msg"].as_str().unwrap()
    );
}

#[test]
fn a_card_for_one_person_speaks_one_language() {
    let for_one = |card: &Value| check_for_one(&card.to_string());
    let fixture = |text: &str| serde_json::from_str::<Value>(text).unwrap()["card"].clone();
    let documented =
        fixture(include_str!("../../../tests/data/fixtures/ephemeral_send_request_v2_card.json"));
    assert_eq!(for_one(&documented), Ok(()));
    let button = json!({"tag": "button", "text": {"tag": "plain_text", "content": "x"},
        "behaviors": [{"type": "callback", "value": {"i18n_is": "data"}}]});
    assert_eq!(for_one(&card(&json!([button]))), Ok(()));
    let translated = json!({"tag": "markdown", "content": "x", "i18n_content": {"en_us": "y"}});
    let refusal = for_one(&card(&json!([{"tag": "hr"}, translated]))).unwrap_err();
    assert_eq!(sub_code(&refusal), 200_621);
    assert!(refusal.msg.contains("property: i18n_content"), "{}", refusal.msg);
    assert!(for_one(&card(&json!([{"tag": "hrr"}]))).is_err(), "as strict as ever");
}

#[test]
fn updates_stay_within_2_0_and_stay_shared() {
    let v2 = card(&json!([])).to_string();
    let shared_v1 = json!({"config": {"update_multi": true}, "elements": []}).to_string();
    let own_v1 = json!({"elements": []}).to_string();
    assert_eq!(check_update(&v2, &v2), Ok(()));
    assert_eq!(check_update(&shared_v1, &shared_v1), Ok(()));
    assert_eq!(check_update(&shared_v1, &v2), Ok(()));
    assert_eq!(sub_code(&check_update(&v2, &shared_v1).unwrap_err()), 200_830);
    assert_eq!(check_update(&own_v1, &shared_v1).unwrap_err().code, 230_001);
    assert_eq!(check_update(&shared_v1, &own_v1).unwrap_err().code, 230_001);
    assert_eq!(sub_code(&check_update(&v2, "{").unwrap_err()), 200_621);
}

#[test]
fn elements_are_nested_components_and_texts_but_no_data() {
    let card = json!({"schema": "2.0",
    "header": {"title": text("t"), "text_tag_list": [{"tag": "text_tag", "text": text("x")}]},
    "body": {"elements": [
        {"tag": "column_set", "columns": [{"tag": "column", "elements": [{"tag": "markdown", "content": "x"}]}]},
        {"tag": "button", "text": text("x"), "behaviors": [{"type": "callback", "value": {"tag": "mine"}}]},
        {"tag": "table", "columns": [{"name": "tag"}], "rows": [{"tag": "x"}]},
        {"tag": "chart", "chart_spec": {"data": {"values": [{"tag": "x"}]}}},
    ]}});
    assert_eq!(elements(&card), 3 + 3 + 2 + 1 + 1);
    assert_eq!(elements(&json!(null)), 0);
}

/// JSON whose names and texts are those of cards, so that the rules are reached.
fn card_like() -> impl Strategy<Value = Value> {
    let words = [
        "tag",
        "schema",
        "2.0",
        "body",
        "elements",
        "header",
        "title",
        "plain_text",
        "lark_md",
        "markdown",
        "content",
        "table",
        "columns",
        "column",
        "column_set",
        "rows",
        "name",
        "chart",
        "chart_spec",
        "type",
        "line",
        "common",
        "data",
        "values",
        "series",
        "xField",
        "yField",
        "form",
        "button",
        "behaviors",
        "callback",
        "value",
        "i18n_content",
        "en_us",
        "element_id",
        "config",
        "style",
        "text_size",
        "margin",
        "12px",
        "<at id=",
        "`",
        "```",
        "[a](",
        "![](",
        "=>",
        "",
    ];
    let word = prop::sample::select(words.to_vec()).prop_map(str::to_owned);
    let text = prop_oneof![3 => word.clone(), 1 => any::<String>()];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text.prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 64, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(word.clone(), inner, 0..6)
                .prop_map(|fields| fields.into_iter().collect()),
        ]
    })
}

proptest! {
    /// Whatever comes is answered: nothing panics, and what is refused has one of the documented codes.
    #[test]
    fn any_json_is_answered(anything in card_like(), other in card_like()) {
        for card in [anything.clone(), card(&anything), card(&json!([anything])), chart(&anything), table(&anything, &other)] {
            if let Err(refused) = verdict(&card) {
                prop_assert!([230_099, 230_025].contains(&refused.code));
                prop_assert!(refused.code == 230_025 || sub_code(&refused) != 0, "{}", refused.msg);
            }
            prop_assert!(elements(&card) <= card.to_string().len());
        }
    }

    #[test]
    fn any_text_is_answered(text in any::<String>(), marks in "[<>a-z=' `\\[\\]()!|\n\u{4e2d}-]{0,80}") {
        for content in [text.as_str(), marks.as_str()] {
            let plain = card(&json!([{"tag": "div", "text": {"tag": "plain_text", "content": content}}]));
            prop_assert!(verdict(&plain).is_ok(), "plain text is never interpreted");
            let code = verdict(&markdown(content)).map_err(|refused| sub_code(&refused));
            prop_assert!(matches!(code, Ok(()) | Err(100_290 | 200_570 | 200_621)));
        }
    }
}
