//! The VChart spec of a chart: pure JSON of a known type, without nulls and functions.
//!
//! Feishu validates the spec against VChart's schema and answers 200550. Source: dossier 8.5, the
//! documented error (`im_error_230099_chart.json`) and the official page "图表".

use serde_json::Value;

use super::chart_data;
use super::place::Place;
use super::refusal::{Refused, Verdict};
use super::schema::Fields;

/// "13 kinds" count bar twice (upright and lying) and pie twice (full and ring).
const TYPES: [&str; 11] = [
    "line",
    "area",
    "bar",
    "pie",
    "common",
    "funnel",
    "scatter",
    "radar",
    "linearProgress",
    "circularProgress",
    "wordCloud",
];

/// Types of the properties that the official samples use; others are VChart's own business.
const PROPERTIES: [(&str, &[&str]); 19] = [
    ("type", &["string"]),
    ("title", &["object"]),
    ("data", &["object", "array"]),
    ("series", &["array"]),
    ("axes", &["array"]),
    ("legends", &["object", "array"]),
    ("label", &["object"]),
    ("tooltip", &["object"]),
    ("media", &["array"]),
    ("padding", &["object", "number", "array"]),
    ("direction", &["string"]),
    ("xField", &["string", "array"]),
    ("yField", &["string", "array"]),
    ("seriesField", &["string"]),
    ("valueField", &["string"]),
    ("categoryField", &["string"]),
    ("nameField", &["string"]),
    ("innerRadius", &["number"]),
    ("outerRadius", &["number"]),
];

/// What makes a chart fail to load on telephones: a property, and its value where only that one does.
const DEADLY_ON_MOBILE: [(&str, Option<&str>); 5] = [
    ("texture", None),
    ("gradient", Some("conical")),
    ("layoutMode", Some("grid")),
    ("repeatX", None),
    ("repeatY", None),
];

/// Checks `chart_spec`; the rest of the component is in its table.
pub(super) fn check(chart: &Fields, at: &Place<'_>) -> Verdict {
    let spec = chart.get("chart_spec").unwrap_or(&Value::Null);
    match complaint(spec) {
        Some(complaint) => {
            let value =
                format!("- (root): Must validate at least one schema (anyOf)\n- {complaint}\n");
            Err(Refused::at(at, 200_550, "chart spec is invalid", &value))
        }
        None => Ok(()),
    }
}

fn complaint(spec: &Value) -> Option<String> {
    let Some(fields) = spec.as_object() else {
        return Some(invalid_type("(root)", "object", spec));
    };
    wrong_type(fields)
        .or_else(|| unknown_chart(fields))
        .or_else(|| in_tree(spec).map(|found| found.trim_start_matches('.').to_owned()))
        .or_else(|| chart_data::complaint(fields))
}

fn wrong_type(spec: &Fields) -> Option<String> {
    PROPERTIES.iter().find_map(|(name, types)| {
        let value = spec.get(*name)?;
        let fits = types.contains(&type_of(value));
        (!fits).then(|| invalid_type(name, &types.join("/"), value))
    })
}

fn unknown_chart(spec: &Fields) -> Option<String> {
    let kind = spec.get("type").and_then(Value::as_str).unwrap_or_default();
    (!TYPES.contains(&kind)).then(|| format!("type: must be one of {}", TYPES.join(", ")))
}

/// Looks for what may stand nowhere; the answer is the path and the complaint, `.axes.0: …`.
fn in_tree(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(": Invalid type. given: null".to_owned()),
        Value::String(text) if is_function(text) => {
            Some(": functions are not supported".to_owned())
        }
        Value::Array(items) => items.iter().enumerate().find_map(|(index, item)| {
            let inside = in_tree(item)?;
            Some(format!(".{index}{inside}"))
        }),
        Value::Object(fields) => fields.iter().find_map(|(name, value)| {
            let inside = deadly(name, value).or_else(|| in_tree(value))?;
            Some(format!(".{name}{inside}"))
        }),
        _ => None,
    }
}

fn deadly(name: &str, value: &Value) -> Option<String> {
    let found = DEADLY_ON_MOBILE.iter().any(|(deadly, only)| {
        *deadly == name && only.is_none_or(|only| value.as_str() == Some(only))
    });
    found.then(|| ": the chart would not load on mobile clients".to_owned())
}

/// `function (d) {…}`, `d => d.y`, `(a, b) => …`: charts take no JavaScript.
fn is_function(text: &str) -> bool {
    let text = text.trim_start();
    let named =
        text.strip_prefix("function").is_some_and(|rest| rest.contains('(') && rest.contains('{'));
    let arrow = text.split_once("=>").is_some_and(|(parameters, _)| {
        parameters
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '(' | ')' | ',' | ' ' | '_' | '$'))
    });
    named || arrow
}

fn invalid_type(name: &str, expected: &str, value: &Value) -> String {
    format!("{name}: Invalid type. Expected: {expected}, given: {}", type_of(value))
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
