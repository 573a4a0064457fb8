//! What was filled in or chosen on a card.
//!
//! Invariants: it comes from outside and is read field by field; what is too long, or not of its kind,
//! counts as left empty. Facts: dossier 3.1.

use jiff::civil::Date;
use serde::Deserialize;
use serde_json::Value;

use super::envelope::Text;
use crate::app::inbound::FormValues;
use crate::quality::ids::OpenId;

/// Characters of an id. Longer ones mean nothing.
const LONGEST_ID: usize = 64;

/// Characters of what is typed: what `form.json.j2` lets people type. A meeting link can be long.
const LONGEST_TEXT: usize = 500;

/// The fields of our form, by their names on the card.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Fields {
    meeting: Text,
    number: Text,
    person: Value,
    date: Text,
}

/// Reads `form_value`; `None` when there is none.
pub(super) fn form(values: &Value) -> Option<FormValues> {
    // A list would be read by its order.
    let fields = Fields::deserialize(values).ok().filter(|_| values.is_object())?;
    Some(FormValues {
        meeting: fields.meeting.0.as_deref().and_then(place),
        number: fields.number.0.and_then(|number| typed(number, LONGEST_TEXT)),
        person: person(&fields.person),
        date: fields.date.0.as_deref().and_then(date),
    })
}

/// A place in a list: decimal digits, nothing else.
pub(super) fn place(text: &str) -> Option<u16> {
    text.parse().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()))
}

fn typed(text: String, longest: usize) -> Option<String> {
    Some(text).filter(|text| text.chars().count() <= longest && !text.trim().is_empty())
}

/// The person that was picked; a picker of several gives a list, and only one is meant.
fn person(value: &Value) -> Option<OpenId> {
    let picked = match value {
        Value::Array(several) => match several.as_slice() {
            [one] => one,
            _ => return None,
        },
        one => one,
    };
    let id = picked.as_str().filter(|id| id.starts_with("ou_"))?;
    typed(id.to_owned(), LONGEST_ID).map(OpenId)
}

/// The date of `2026-11-20 +0800`: what was picked, in the zone of whoever picked it.
fn date(text: &str) -> Option<String> {
    let (date, zone) = text.split_once(' ').map_or((text, None), |(date, zone)| (date, Some(zone)));
    let is_date = Date::strptime("%Y-%m-%d", date).is_ok_and(|read| read.to_string() == date);
    let is_zone = |zone: &str| {
        let digits = zone.strip_prefix(['+', '-']).unwrap_or_default();
        digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    (is_date && zone.is_none_or(is_zone)).then(|| date.to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn read(values: &Value) -> FormValues {
        form(values).expect("a form")
    }

    #[test]
    fn a_form_is_read_field_by_field() {
        let values = json!({
            "meeting": "3", "number": "123 456 789", "person": "ou_1", "date": "2026-11-20 +0800",
            "Button_lvkepfu3": "x",
        });
        let expected = FormValues {
            meeting: Some(3),
            number: Some("123 456 789".to_owned()),
            person: Some(OpenId("ou_1".to_owned())),
            date: Some("2026-11-20".to_owned()),
        };
        assert_eq!(read(&values), expected);
        assert_eq!(read(&json!({})), FormValues::default());
        for none in [json!(null), json!("x"), json!(["3", "123456789"]), json!(7)] {
            assert_eq!(form(&none), None, "{none}");
        }
    }

    #[test]
    fn the_documented_pickers_are_read() {
        let text = include_str!("../../tests/data/fixtures/callback_card_action_trigger.json");
        let document: Value = serde_json::from_str(text).unwrap();
        let theirs = &document["event"]["action"]["form_value"];
        let ours = json!({
            "meeting": theirs["Select_a2d5b7l3zd"],
            "number": theirs["Input_lf4fmxwfrd9"],
            "person": theirs["PersonSelect_2ejys7ype7m"],
            "date": theirs["DatePicker_bpqdq5puvn4"],
        });
        let values = read(&ours);
        assert_eq!((values.meeting, values.number.as_deref()), (Some(1), Some("1234")));
        assert!(values.person.is_some_and(|person| person.0.starts_with("ou_3c14f3a5")));
        assert_eq!(values.date.as_deref(), Some("2024-04-01"));
        assert_eq!(read(theirs), FormValues::default(), "none of these names is ours");
    }

    #[test]
    fn a_person_is_one_open_id() {
        let long = format!("ou_{}", "x".repeat(LONGEST_ID));
        let table = [
            (json!("ou_1"), Some("ou_1")),
            (json!(["ou_1"]), Some("ou_1")),
            (json!(["ou_1", "ou_2"]), None),
            (json!([]), None),
            (json!(""), None),
            (json!("omm_1"), None),
            (json!(long), None),
            (json!({ "open_id": "ou_1" }), None),
            (json!(null), None),
        ];
        for (value, expected) in table {
            let person = read(&json!({ "person": value })).person;
            assert_eq!(person.as_ref().map(|person| person.0.as_str()), expected, "{value}");
        }
    }

    #[test]
    fn a_date_is_a_day_that_exists() {
        let table = [
            ("2026-11-20 +0800", Some("2026-11-20")),
            ("2026-11-20 -0330", Some("2026-11-20")),
            ("2026-11-20", Some("2026-11-20")),
            ("2026-02-29 +0800", None),
            ("2026-1-2 +0800", None),
            ("20261-01-02", None),
            ("-2026-01-02", None),
            ("2026-11-20 07:07 +0800", None),
            ("2026-11-20 +08:00", None),
            ("2026-11-20 ", None),
            ("2026-11-20\n", None),
            ("today", None),
        ];
        for (text, expected) in table {
            assert_eq!(date(text).as_deref(), expected, "{text:?}");
        }
    }

    #[test]
    fn a_place_is_digits() {
        let table = [("0", Some(0)), ("65535", Some(65535)), ("65536", None), ("+5", None)];
        for (text, expected) in table.into_iter().chain([("", None), ("-1", None), ("１", None)]) {
            assert_eq!(place(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_too_long_counts_as_left_empty() {
        let number = |text: String| read(&json!({ "number": text })).number;
        assert!(number("质".repeat(LONGEST_TEXT)).is_some());
        assert_eq!(number("1".repeat(LONGEST_TEXT + 1)), None);
        assert_eq!(number("  ".to_owned()), None);
    }

    proptest! {
        #[test]
        fn whatever_is_filled_in_is_bounded(text in "\\PC{0,600}", other: String) {
            let values = json!({ "meeting": text, "number": text, "person": other, "date": text });
            let read = form(&values).unwrap();
            prop_assert!(read.number.is_none_or(|text| text.chars().count() <= LONGEST_TEXT));
            prop_assert!(read.person.is_none_or(|id| id.0.chars().count() <= LONGEST_ID));
            prop_assert!(read.date.is_none_or(|date| date.len() == 10));
        }

        #[test]
        fn every_day_can_be_picked(year in 1970..2100_i16, month in 1..=12_i8, day in 1..=28_i8) {
            let picked = Date::new(year, month, day).unwrap().to_string();
            prop_assert_eq!(date(&format!("{picked} +0800")), Some(picked));
        }
    }
}
