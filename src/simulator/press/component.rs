//! Which component of a card is pressed: the one that calls back with this value.

use serde_json::{Map, Value};

/// What can be pressed. Other components call back too, but with something that was chosen in them.
const PRESSED: [&str; 2] = ["button", "interactive_container"];

/// Properties that hold data of the sender's own: what looks like a button in there is none.
const DATA: [&str; 3] = ["chart_spec", "rows", "value"];

/// A component, as the callback names it.
#[derive(Clone, Debug)]
pub(super) struct Component {
    pub(super) tag: String,
    pub(super) name: Option<String>,
}

/// The first that calls back with exactly this value, and has this name if one is asked for.
pub(super) fn find(card: &Value, value: &Value, name: Option<&str>) -> Option<Component> {
    match card {
        Value::Object(fields) => pressed(fields, value, name).or_else(|| {
            let mut inside = fields.iter().filter(|(key, _)| !DATA.contains(&key.as_str()));
            inside.find_map(|(_, inner)| find(inner, value, name))
        }),
        Value::Array(items) => items.iter().find_map(|item| find(item, value, name)),
        _ => None,
    }
}

fn pressed(fields: &Map<String, Value>, value: &Value, name: Option<&str>) -> Option<Component> {
    let tag = fields.get("tag")?.as_str().filter(|tag| PRESSED.contains(tag))?;
    let own_name = fields.get("name").and_then(Value::as_str);
    let disabled = fields.get("disabled") == Some(&Value::Bool(true));
    if disabled || (name.is_some() && name != own_name) {
        return None;
    }
    let calls_back = |behavior: &&Value| {
        behavior.get("type").and_then(Value::as_str) == Some("callback")
            && behavior.get("value") == Some(value)
    };
    fields.get("behaviors")?.as_array()?.iter().find(calls_back)?;
    Some(Component { tag: tag.to_owned(), name: own_name.map(str::to_owned) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_what_calls_back_with_this_very_value_is_pressed() {
        let calls = |value: Value| json!([{"type": "callback", "value": value}]);
        let card = json!({"body": {"elements": [
            {"tag": "button", "behaviors": [{"type": "open_url", "default_url": "https://a.b"}]},
            {"tag": "button", "behaviors": calls(json!({"op": "off"})), "disabled": true},
            {"tag": "select_static", "behaviors": calls(json!({"op": "choose"}))},
            {"tag": "chart", "chart_spec": {"tag": "button", "behaviors": calls(json!({"op": "data"}))}},
            {"tag": "column_set", "columns": [{"tag": "column", "elements": [
                {"tag": "button", "name": "a", "behaviors": calls(json!({"op": "go", "n": 1}))},
                {"tag": "button", "name": "b", "behaviors": calls(json!({"op": "go", "n": 1}))},
            ]}]},
        ]}});
        let found = |value: Value, name| find(&card, &value, name).and_then(|one| one.name);
        assert_eq!(found(json!({"n": 1, "op": "go"}), None).as_deref(), Some("a"));
        assert_eq!(found(json!({"n": 1, "op": "go"}), Some("b")).as_deref(), Some("b"));
        for absent in ["off", "choose", "data", "go"] {
            assert!(find(&card, &json!({"op": absent}), None).is_none(), "{absent}");
        }
        assert!(find(&card, &json!({"n": 1, "op": "go"}), Some("c")).is_none());
    }
}
