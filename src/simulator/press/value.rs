//! What a component can hold once somebody has filled it in (dossier 3.1, 8.2).

use jiff::fmt::strtime;
use serde_json::{Value, json};

use super::component::{Fields, options, tag, text};

/// Components that say when: a callback with one of them tells the client's time zone.
pub(super) const PICKERS: [&str; 3] = ["date_picker", "picker_time", "picker_datetime"];

/// Whether a select offers this; a person select without options offers the members of the chat.
pub(super) fn may_be_chosen(fields: &Fields, option: &str, members: &[String]) -> bool {
    let offered = options(fields);
    let anybody = offered.is_empty() && tag(fields).ends_with("select_person");
    offered.contains(&option) || (anybody && members.iter().any(|member| member == option))
}

/// `2026-11-20 +0800`, of a day that is.
pub(super) fn is_date(text: &str) -> bool {
    reads("%Y-%m-%d %z", text)
}

/// Whether one filled in can leave this in the component.
pub(super) fn fits(fields: &Fields, value: &Value, members: &[String]) -> bool {
    match (tag(fields), value) {
        ("checker", value) => value.is_boolean(),
        ("multi_select_static" | "multi_select_person", Value::Array(chosen)) => chosen
            .iter()
            .all(|one| one.as_str().is_some_and(|it| may_be_chosen(fields, it, members))),
        ("select_static" | "select_person", Value::String(option)) => {
            may_be_chosen(fields, option, members)
        }
        ("date_picker", Value::String(date)) => is_date(date),
        ("picker_time", Value::String(time)) => reads("%H:%M %z", time),
        ("picker_datetime", Value::String(time)) => reads("%Y-%m-%d %H:%M %z", time),
        ("input", Value::String(typed)) => {
            let most = fields.get("max_length").and_then(Value::as_u64).unwrap_or(1000);
            u64::try_from(typed.chars().count()).is_ok_and(|typed| typed <= most)
        }
        _ => false,
    }
}

/// What a component holds that nobody touched; `offset`, such as `+0800`, is the client's.
pub(super) fn untouched(fields: &Fields, offset: &str) -> Value {
    let moment = |property| match text(fields, property) {
        Some(moment) => format!("{moment} {offset}").into(),
        None => json!(""),
    };
    match tag(fields) {
        "checker" => json!(fields.get("checked") == Some(&Value::Bool(true))),
        "multi_select_static" | "multi_select_person" => {
            fields.get("selected_values").cloned().unwrap_or_else(|| json!([]))
        }
        "select_static" | "select_person" => initial_option(fields).unwrap_or_default().into(),
        "date_picker" => moment("initial_date"),
        "picker_time" => moment("initial_time"),
        "picker_datetime" => moment("initial_datetime"),
        _ => text(fields, "default_value").unwrap_or_default().into(),
    }
}

/// `initial_index` counts from 1; 0 is none.
fn initial_option(fields: &Fields) -> Option<&str> {
    text(fields, "initial_option").or_else(|| {
        let index = fields.get("initial_index")?.as_u64()?.checked_sub(1)?;
        options(fields).get(usize::try_from(index).ok()?).copied()
    })
}

fn reads(form: &str, text: &str) -> bool {
    // Times have no day of their own, which the parser does not mind.
    strtime::parse(form, text).is_ok_and(|read| {
        let whole = read.to_date().is_ok() || !form.contains("%d");
        whole && read.offset().is_some()
    })
}
