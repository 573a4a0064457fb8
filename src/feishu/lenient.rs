//! Fields as the platform really sends them: text where a number is documented, `""` or `-` for
//! nothing.
//!
//! Invariant: a field of an unexpected kind is read as absent; it never fails the answer around it.
//! Dossier, "Conventions", and 6.2.

use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// A text; a number or truth value as its text; absent when empty or `-`.
pub(crate) fn text<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    let text = match Value::deserialize(from)? {
        Value::String(text) => text,
        Value::Number(number) => number.to_string(),
        Value::Bool(truth) => truth.to_string(),
        Value::Null | Value::Array(_) | Value::Object(_) => return Ok(None),
    };
    let text = text.trim();
    Ok((!matches!(text, "" | "-")).then(|| text.to_owned()))
}

/// A truth value, also as text.
pub(crate) fn flag<'de, D: Deserializer<'de>>(from: D) -> Result<Option<bool>, D::Error> {
    Ok(text(from)?.and_then(|text| text.to_ascii_lowercase().parse().ok()))
}

/// A whole number, also as text.
pub(crate) fn integer<'de, D: Deserializer<'de>>(from: D) -> Result<Option<i64>, D::Error> {
    Ok(text(from)?.and_then(|text| text.parse().ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(default)]
    struct Row {
        #[serde(deserialize_with = "text")]
        text: Option<String>,
        #[serde(deserialize_with = "flag")]
        flag: Option<bool>,
        #[serde(deserialize_with = "integer")]
        integer: Option<i64>,
    }

    #[test]
    fn every_spelling_of_a_field() {
        let wifi = Row { text: Some("wifi".into()), ..Row::default() };
        let seven = Row { text: Some("7".into()), integer: Some(7), ..Row::default() };
        let yes = || Row { flag: Some(true), ..Row::default() };
        let table = [
            (r#"{}"#, Row::default()),
            (r#"{"text":null,"flag":null,"integer":null}"#, Row::default()),
            (r#"{"text":" - ","flag":"","integer":""}"#, Row::default()),
            (r#"{"text":["a"],"flag":{},"integer":1.5}"#, Row::default()),
            (r#"{"text":" wifi "}"#, wifi),
            (r#"{"text":7,"integer":"7"}"#, seven),
            (r#"{"flag":true}"#, yes()),
            (r#"{"flag":"True"}"#, yes()),
        ];
        for (json, expected) in table {
            assert_eq!(serde_json::from_str::<Row>(json).unwrap(), expected, "{json}");
        }
    }
}
