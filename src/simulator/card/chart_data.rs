//! The data of a chart: series draw fields that the data have, and what they measure is a number.
//!
//! Clients draw an empty chart otherwise. Source: the samples of the official page "图表".

use serde_json::{Map, Value};

use super::schema::Fields;

/// Properties that name a field of the data.
const FIELDS: [&str; 6] =
    ["xField", "yField", "seriesField", "valueField", "categoryField", "nameField"];

/// One table of data: objects whose members are strings, numbers and booleans.
type Rows<'s> = Vec<&'s Map<String, Value>>;

/// What is wrong with the data of this spec, if anything is.
pub(super) fn complaint(spec: &Fields) -> Option<String> {
    match tables(spec) {
        Err(complaint) => Some(complaint),
        Ok(tables) if spec.get("type").is_some_and(|kind| kind == "common") => {
            common(spec, &tables)
        }
        Ok(tables) => series_complaint(spec, &tables, 0),
    }
}

/// A combination draws each series from one of its tables.
fn common(spec: &Fields, tables: &[Rows<'_>]) -> Option<String> {
    let series =
        spec.get("series").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    if series.is_empty() {
        return Some("series: Array must have at least 1 items".to_owned());
    }
    series.iter().enumerate().find_map(|(position, one)| {
        let complaint = match one.as_object() {
            Some(one) => series_complaint(one, tables, table_of(one, spec)),
            None => Some("Invalid type. Expected: object".to_owned()),
        };
        complaint.map(|complaint| format!("series.{position}.{complaint}"))
    })
}

/// The table that a series draws: by `dataId`, by `dataIndex`, or the first. One that is not there
/// is beyond the last.
fn table_of(series: &Fields, spec: &Fields) -> usize {
    let by_id = |id| {
        let data = spec.get("data").and_then(Value::as_array).into_iter().flatten();
        data.into_iter().position(|table| table.get("id") == Some(id))
    };
    let found = match (series.get("dataId"), series.get("dataIndex")) {
        (Some(id), _) => by_id(id),
        (None, Some(index)) => index.as_u64().and_then(|index| usize::try_from(index).ok()),
        (None, None) => Some(0),
    };
    found.unwrap_or(usize::MAX)
}

fn series_complaint(series: &Fields, tables: &[Rows<'_>], index: usize) -> Option<String> {
    let Some(rows) = tables.get(index) else {
        return Some("dataIndex: there is no such data".to_owned());
    };
    let kind = series.get("type").and_then(Value::as_str).unwrap_or_default();
    let required = needed(kind);
    if required.is_empty() {
        return Some(format!("type: unknown series {kind}"));
    }
    if let Some(name) = required.iter().find(|name| !series.contains_key(**name)) {
        return Some(format!("{name}: is required"));
    }
    FIELDS
        .iter()
        .find_map(|name| unknown_field(name, series.get(*name)?, rows))
        .or_else(|| not_a_number(measure(kind, series)?, rows))
}

/// The fields without which a chart of this type draws nothing.
fn needed(kind: &str) -> &'static [&'static str] {
    match kind {
        "line" | "area" | "bar" | "scatter" | "linearProgress" => &["xField", "yField"],
        "pie" | "funnel" | "radar" | "circularProgress" => &["valueField", "categoryField"],
        "wordCloud" => &["valueField", "nameField"],
        _ => &[],
    }
}

/// The field whose values are numbers: of a lying bar it is the one along x.
fn measure<'s>(kind: &str, series: &'s Fields) -> Option<&'s str> {
    let lies = series.get("direction").is_some_and(|direction| direction == "horizontal");
    let name = match needed(kind).first() {
        Some(&"xField") if lies => "xField",
        Some(&"xField") => "yField",
        _ => "valueField",
    };
    series.get(name)?.as_str()
}

/// A field that no datum has; datums may lack one, which leaves a gap.
fn unknown_field(name: &str, value: &Value, rows: &Rows<'_>) -> Option<String> {
    let one = std::slice::from_ref(value);
    let fields = value.as_array().map_or(one, Vec::as_slice);
    let unknown = |field: &&Value| {
        !field.as_str().is_some_and(|field| rows.iter().any(|row| row.contains_key(field)))
    };
    fields.iter().find(unknown).map(|field| format!("{name}: no datum has the field {field}"))
}

/// Numbers may be written as texts, as the official ring chart does; `NaN` and `12%` are none.
fn not_a_number(field: &str, rows: &Rows<'_>) -> Option<String> {
    let is_number = |value: &Value| match value {
        Value::String(text) => text.parse::<f64>().is_ok_and(f64::is_finite),
        value => value.is_number(),
    };
    let wrong = rows.iter().filter_map(|row| row.get(field)).find(|value| !is_number(value))?;
    Some(format!("data: {field} is not a number: {wrong}"))
}

/// `data` is one table, or a list of tables; each has `values`.
fn tables(spec: &Fields) -> Result<Vec<Rows<'_>>, String> {
    let data = spec.get("data").ok_or("data: is required")?;
    let one = std::slice::from_ref(data);
    data.as_array().map_or(one, Vec::as_slice).iter().map(rows).collect()
}

fn rows(table: &Value) -> Result<Rows<'_>, String> {
    let values = table
        .get("values")
        .and_then(Value::as_array)
        .ok_or("data.values: Invalid type. Expected: array")?;
    if values.is_empty() {
        return Err("data.values: Array must have at least 1 items".to_owned());
    }
    values
        .iter()
        .map(|datum| flat(datum).ok_or_else(|| format!("data.values: not a flat object: {datum}")))
        .collect()
}

fn flat(datum: &Value) -> Option<&Map<String, Value>> {
    datum
        .as_object()
        .filter(|fields| !fields.values().any(|value| value.is_array() || value.is_object()))
}
