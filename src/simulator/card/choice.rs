//! What can be chosen, and what is chosen from the start: options that are told apart, an initial one
//! that is offered, people who can be, moments that exist.
//!
//! Source: dossier 8.2 and the official pages of the selects and pickers.

use std::collections::HashSet;

use jiff::fmt::strtime;
use serde_json::Value;

use super::place::Place;
use super::refusal::{Refused, Verdict};
use super::schema::Fields;
use super::words;

/// The value tells the app which option was chosen, so two options must not share one; what is chosen
/// from the start must be among them.
pub(super) fn options(select: &Fields, at: &Place<'_>) -> Verdict {
    let values = values(select);
    let mut seen = HashSet::new();
    if let Some(value) = values.iter().find(|value| !seen.insert(**value)) {
        return Err(Refused::json(&format!("duplicate option value: {value}"), at));
    }
    match initial(select).find(|value| !seen.contains(value)) {
        Some(value) => Err(Refused::json(&format!("initial option is not an option: {value}"), at)),
        None => check_index(select, values.len(), at),
    }
}

/// People to choose from; without options everybody in the chat.
pub(super) fn people(select: &Fields, at: &Place<'_>) -> Verdict {
    let values = values(select);
    if let Some(id) = values.iter().copied().chain(initial(select)).find(|id| !words::is_person(id))
    {
        return Err(Refused::person(id, at));
    }
    if values.is_empty() { Ok(()) } else { options(select, at) }
}

/// An initial day, time, or both must exist.
pub(super) fn moments(picker: &Fields, at: &Place<'_>) -> Verdict {
    for (property, form) in [
        ("initial_date", "%Y-%m-%d"),
        ("initial_time", "%H:%M"),
        ("initial_datetime", "%Y-%m-%d %H:%M"),
    ] {
        let Some(text) = picker.get(property).and_then(Value::as_str) else { continue };
        let exists = strtime::parse(form, text)
            .is_ok_and(|moment| moment.to_date().is_ok() || !form.contains("%d"));
        if !exists {
            return Err(Refused::json(&format!("{property} does not exist: {text}"), at));
        }
    }
    Ok(())
}

fn values(select: &Fields) -> Vec<&str> {
    let options = select.get("options").and_then(Value::as_array).into_iter().flatten();
    options.filter_map(|option| option.get("value")?.as_str()).collect()
}

/// What is chosen from the start, by value.
fn initial(select: &Fields) -> impl Iterator<Item = &str> {
    let one = select.get("initial_option").and_then(Value::as_str);
    let many = select.get("selected_values").and_then(Value::as_array).into_iter().flatten();
    one.into_iter().chain(many.filter_map(Value::as_str))
}

/// `initial_index` counts from 1; 0 chooses nothing.
fn check_index(select: &Fields, options: usize, at: &Place<'_>) -> Verdict {
    let index = select.get("initial_index").and_then(Value::as_u64).unwrap_or(0);
    if usize::try_from(index).is_ok_and(|index| index <= options) {
        return Ok(());
    }
    Err(Refused::json(&format!("initial_index is beyond the options: {index}"), at))
}
