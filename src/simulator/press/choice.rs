//! What is done to one component outside a form: a button pressed, an option, a person, a day chosen.

use serde_json::{Value, json};

use super::component::{Fields, is_meant, outside_forms, tag, text, values};
use super::value::{is_date, may_be_chosen};

/// What can be pressed. Other components call back too, but with something that was chosen in them.
const PRESSED: [&str; 2] = ["button", "interactive_container"];

/// `event.action` of pressing what calls back with exactly this value.
pub(super) fn pressed(card: &Value, value: &Value, name: Option<&str>) -> Option<Value> {
    let fits = |fields: &&Fields| {
        PRESSED.contains(&tag(fields))
            && is_meant(fields, name)
            && values(fields).any(|own| own == value)
    };
    outside_forms(card).into_iter().find(fits).map(|fields| action(fields, value))
}

/// Of choosing an option of a `select_static` or a person of a `select_person`.
pub(super) fn chosen(
    card: &Value,
    (kind, option): (&str, &str),
    name: Option<&str>,
    members: &[String],
) -> Option<Value> {
    outside_forms(card).into_iter().find_map(|fields| {
        let fits = tag(fields) == kind && is_meant(fields, name);
        let offered = fits && may_be_chosen(fields, option, members);
        let mut action = action(fields, values(fields).next().filter(|_| offered)?);
        action["option"] = option.into();
        Some(action)
    })
}

/// Of picking a day, such as `2026-11-20 +0800`.
pub(super) fn dated(card: &Value, date: &str, name: Option<&str>, zone: &str) -> Option<Value> {
    outside_forms(card).into_iter().find_map(|fields| {
        let fits = tag(fields) == "date_picker" && is_meant(fields, name) && is_date(date);
        let mut action = action(fields, values(fields).next().filter(|_| fits)?);
        action["option"] = date.into();
        action["timezone"] = zone.into();
        Some(action)
    })
}

fn action(fields: &Fields, value: &Value) -> Value {
    let mut action = json!({"value": value, "tag": tag(fields)});
    if let Some(name) = text(fields, "name") {
        action["name"] = name.into();
    }
    action
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calls(value: &Value) -> Value {
        json!([{"type": "callback", "value": value}])
    }

    fn card() -> Value {
        json!({"body": {"elements": [
            {"tag": "button", "behaviors": [{"type": "open_url", "default_url": "https://a.b"}]},
            {"tag": "button", "behaviors": calls(&json!({"op": "off"})), "disabled": true},
            {"tag": "select_static", "behaviors": calls(&json!({"op": "choose"})),
             "options": [{"value": "1"}, {"value": "2"}]},
            {"tag": "select_static", "name": "mute", "options": [{"value": "3"}]},
            {"tag": "select_person", "behaviors": calls(&json!({"op": "who"}))},
            {"tag": "select_person", "name": "few", "behaviors": calls(&json!({"op": "few"})),
             "options": [{"value": "ou_3"}]},
            {"tag": "date_picker", "behaviors": calls(&json!({"op": "when"}))},
            {"tag": "chart", "chart_spec": {"tag": "button", "behaviors": calls(&json!({"op": "data"}))}},
            {"tag": "column_set", "columns": [{"tag": "column", "elements": [
                {"tag": "button", "name": "a", "behaviors": calls(&json!({"op": "go", "n": 1}))},
                {"tag": "button", "name": "b", "behaviors": calls(&json!({"op": "go", "n": 1}))},
            ]}]},
            {"tag": "form", "elements": [
                {"tag": "select_static", "name": "inside", "behaviors": calls(&json!({"op": "in"})),
                 "options": [{"value": "9"}]},
                {"tag": "button", "name": "send", "form_action_type": "submit",
                 "behaviors": calls(&json!({"op": "send"}))},
            ]},
        ]}})
    }

    #[test]
    fn only_what_calls_back_with_this_very_value_is_pressed() {
        let card = card();
        let found = |value: Value, name| Some(pressed(&card, &value, name)?["name"].clone());
        assert_eq!(found(json!({"n": 1, "op": "go"}), None), Some(json!("a")));
        assert_eq!(found(json!({"n": 1, "op": "go"}), Some("b")), Some(json!("b")));
        for absent in ["off", "choose", "data", "go", "send", "in"] {
            assert!(pressed(&card, &json!({"op": absent}), None).is_none(), "{absent}");
        }
        assert!(pressed(&card, &json!({"op": "go", "n": 1}), Some("c")).is_none());
    }

    #[test]
    fn only_what_is_offered_outside_a_form_is_chosen() {
        let (card, members) = (card(), ["ou_1".to_owned()]);
        let option = |value, name| chosen(&card, ("select_static", value), name, &members);
        assert_eq!(
            option("2", None),
            Some(json!({"tag": "select_static", "value": {"op": "choose"}, "option": "2"}))
        );
        for (value, name) in [("3", None), ("4", None), ("1", Some("mute")), ("9", None)] {
            assert_eq!(option(value, name), None, "{value}");
        }
        let person = |id, name| chosen(&card, ("select_person", id), name, &members);
        assert_eq!(person("ou_1", None).map(|it| it["option"].clone()), Some(json!("ou_1")));
        assert_eq!(person("ou_3", None).map(|it| it["name"].clone()), Some(json!("few")));
        assert_eq!(person("ou_2", None), None, "not in the chat");
        let picked = dated(&card, "2026-11-20 +0800", None, "Asia/Shanghai");
        assert_eq!(picked.map(|it| it["timezone"].clone()), Some(json!("Asia/Shanghai")));
        assert_eq!(dated(&card, "2026-11-20", None, "Asia/Shanghai"), None);
    }
}
