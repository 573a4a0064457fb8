//! The rows of a table, and how many tables a card holds.
//!
//! Source: dossier 8.4 and the codes 200914 and 200915 of dossier 7.6.

use std::collections::HashMap;

use serde_json::Value;

use super::DATA_PROPERTIES;
use super::place::Place;
use super::refusal::{Refused, Verdict};
use super::schema::Fields;
use super::{leaf, markdown, words};

/// Columns beyond these do not show (dossier 8.4).
const MAX_COLUMNS: usize = 50;

/// The first millisecond with twelve digits, in 1973: a smaller date is in seconds by mistake.
const FIRST_DATE: i64 = 100_000_000_000;

/// Checks columns and rows against each other.
pub(super) fn check(table: &Fields, at: &Place<'_>) -> Verdict {
    let types = column_types(table, at)?;
    let Some(rows) = table.get("rows").and_then(Value::as_array) else {
        return Err(bad_cell("rows must be an array", at));
    };
    for (index, row) in rows.iter().enumerate() {
        let here = at.key("rows");
        let here = here.index(index);
        let cells = row.as_object().ok_or_else(|| bad_cell("a row must be an object", &here))?;
        for (name, cell) in cells {
            let unknown = || Refused::at(&here, 200_915, "table rows name is invalid", name);
            let data_type = types.get(name.as_str()).ok_or_else(unknown)?;
            check_cell(data_type, cell, &here.key(name))?;
        }
    }
    Ok(())
}

/// How many tables Feishu counts: components, and tables in Markdown in the language that has most.
pub(super) fn count(value: &Value) -> usize {
    match value {
        Value::Object(fields) => {
            let own = usize::from(fields.get("tag").is_some_and(|tag| tag == "table"));
            let nested =
                fields.iter().filter(|(name, _)| !DATA_PROPERTIES.contains(&name.as_str()));
            own + tables_in_text(fields) + nested.map(|(_, value)| count(value)).sum::<usize>()
        }
        Value::Array(items) => items.iter().map(count).sum(),
        _ => 0,
    }
}

fn tables_in_text(fields: &Fields) -> usize {
    if fields.get("tag").is_none_or(|tag| tag != "markdown") {
        return 0;
    }
    let translated = fields.get("i18n_content").and_then(Value::as_object);
    let texts = fields
        .get("content")
        .into_iter()
        .chain(translated.into_iter().flat_map(|by_locale| by_locale.values()));
    texts.filter_map(Value::as_str).map(markdown::tables).max().unwrap_or_default()
}

/// Names are the keys of the rows, so they must be distinct; a column without a type is text.
fn column_types<'t>(
    table: &'t Fields,
    at: &Place<'_>,
) -> Result<HashMap<&'t str, &'t str>, Refused> {
    let columns =
        table.get("columns").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let mut types = HashMap::new();
    for column in columns {
        let name = column.get("name").and_then(Value::as_str).unwrap_or_default();
        let data_type = column.get("data_type").and_then(Value::as_str).unwrap_or("text");
        if name.is_empty() || types.insert(name, data_type).is_some() {
            return Err(Refused::json(&format!("empty or duplicate column name: {name}"), at));
        }
    }
    if types.is_empty() || types.len() > MAX_COLUMNS {
        return Err(Refused::json("a table has 1 to 50 columns", at));
    }
    Ok(types)
}

fn check_cell(data_type: &str, cell: &Value, at: &Place<'_>) -> Verdict {
    let fits = match data_type {
        "number" => cell.is_number(),
        "date" => cell.as_i64().is_some_and(|millisecond| millisecond >= FIRST_DATE),
        "options" => {
            cell.is_string() || cell.as_array().is_some_and(|options| options.iter().all(is_option))
        }
        "persons" => {
            is_person(cell) || cell.as_array().is_some_and(|persons| persons.iter().all(is_person))
        }
        _ => cell.is_string(),
    };
    if !fits {
        return Err(bad_cell(&format!("not of type {data_type}: {cell}"), at));
    }
    match data_type {
        "lark_md" | "markdown" => markdown::check(leaf::text(cell, at)?, at),
        _ => Ok(()),
    }
}

/// `{"text":"S2","color":"blue"}`; the colour may be left out.
fn is_option(option: &Value) -> bool {
    option.as_object().is_some_and(|fields| {
        fields.get("text").is_some_and(Value::is_string)
            && fields.iter().all(|(name, value)| match name.as_str() {
                "text" => true,
                "color" => value.as_str().is_some_and(|color| words::TAG_COLORS.contains(&color)),
                _ => false,
            })
    })
}

/// An id that nobody has shows as "unknown user"; a text that is no id is a mistake.
fn is_person(cell: &Value) -> bool {
    cell.as_str().is_some_and(words::is_person)
}

fn bad_cell(value: &str, at: &Place<'_>) -> Refused {
    Refused::at(at, 200_914, "table rows is invalid", value)
}
