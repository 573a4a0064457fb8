//! Which component of a card something is done to.

use serde_json::{Map, Value};

/// Properties that hold data of the sender's own: what looks like a button in there is none.
const DATA: [&str; 3] = ["chart_spec", "rows", "value"];

/// The properties of a component.
pub(super) type Fields = Map<String, Value>;

/// Every object that stands in this, from outside to inside.
pub(super) fn all(of: &Value) -> Vec<&Fields> {
    let mut found = Vec::new();
    collect(of, |_| true, &mut found);
    found
}

/// The same without what stands in forms: there nothing calls back by itself.
pub(super) fn outside_forms(of: &Value) -> Vec<&Fields> {
    let mut found = Vec::new();
    collect(of, |fields| tag(fields) != "form", &mut found);
    found
}

fn collect<'c>(of: &'c Value, enter: fn(&Fields) -> bool, found: &mut Vec<&'c Fields>) {
    match of {
        Value::Object(fields) if enter(fields) => {
            found.push(fields);
            let inside = fields.iter().filter(|(key, _)| !DATA.contains(&key.as_str()));
            inside.for_each(|(_, inner)| collect(inner, enter, found));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, enter, found)),
        _ => {}
    }
}

pub(super) fn tag(fields: &Fields) -> &str {
    text(fields, "tag").unwrap_or_default()
}

pub(super) fn text<'c>(fields: &'c Fields, property: &str) -> Option<&'c str> {
    fields.get(property).and_then(Value::as_str)
}

pub(super) fn flag(fields: &Fields, property: &str) -> bool {
    fields.get(property) == Some(&Value::Bool(true))
}

/// Whether it can be acted on, and has this name if one is asked for.
pub(super) fn is_meant(fields: &Fields, name: Option<&str>) -> bool {
    !flag(fields, "disabled") && (name.is_none() || name == text(fields, "name"))
}

/// The values that it calls back with.
pub(super) fn values(fields: &Fields) -> impl Iterator<Item = &Value> {
    let behaviors = fields.get("behaviors").and_then(Value::as_array).into_iter().flatten();
    let calls = behaviors.filter(|one| one.get("type").is_some_and(|kind| kind == "callback"));
    calls.filter_map(|one| one.get("value"))
}

/// The values of its options.
pub(super) fn options(fields: &Fields) -> Vec<&str> {
    let options = fields.get("options").and_then(Value::as_array).into_iter().flatten();
    options.filter_map(|option| option.get("value")?.as_str()).collect()
}
