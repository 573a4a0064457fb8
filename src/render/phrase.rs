//! One phrase of one language: words, and places for values by name, written `{name}`.

use std::borrow::Cow;

/// A phrase, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrase(Vec<Piece>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Words(String),
    Value(String),
}

/// A brace that is not closed, not opened, or holds no name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("braces must enclose the name of a value, as in {{name}}")]
pub(super) struct BadBraces;

impl Phrase {
    /// Reads a phrase. There is no way to write a brace itself: no text needs one.
    pub(super) fn parse(source: &str) -> Result<Self, BadBraces> {
        let mut pieces = Vec::new();
        let mut rest = source;
        while let Some((words, behind)) = rest.split_once('{') {
            let (name, after) = behind.split_once('}').ok_or(BadBraces)?;
            let named = name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
            if name.is_empty() || !named || words.contains('}') {
                return Err(BadBraces);
            }
            pieces.push(Piece::Words(words.to_owned()));
            pieces.push(Piece::Value(name.to_owned()));
            rest = after;
        }
        if rest.contains('}') {
            return Err(BadBraces);
        }
        pieces.push(Piece::Words(rest.to_owned()));
        Ok(Self(pieces))
    }

    /// The names of its values.
    pub(super) fn values(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Words(_) => None,
            Piece::Value(name) => Some(name.as_str()),
        })
    }

    /// The phrase with its values; the name of one that `value` does not know is the error.
    pub(super) fn fill<'a>(
        &self,
        value: impl Fn(&str) -> Option<Cow<'a, str>>,
    ) -> Result<String, String> {
        let mut filled = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Words(words) => filled.push_str(words),
                Piece::Value(name) => {
                    filled.push_str(&value(name).ok_or_else(|| name.clone())?);
                }
            }
        }
        Ok(filled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shout(name: &str) -> Option<Cow<'static, str>> {
        (name != "unknown").then(|| name.to_uppercase().into())
    }

    #[test]
    fn values_are_filled_in_by_name() {
        for (source, expected) in [
            ("plain", Ok("plain")),
            ("{bad} of {rated}", Ok("BAD of RATED")),
            ("{a}{b}", Ok("AB")),
            ("", Ok("")),
            ("{unknown} x", Err("unknown")),
        ] {
            let filled = Phrase::parse(source).unwrap().fill(shout);
            assert_eq!(filled.as_deref().map_err(String::as_str), expected, "{source}");
        }
    }

    #[test]
    fn a_value_is_not_read_again() {
        let filled = Phrase::parse("{name}!").unwrap().fill(|_| Some("{other}".into()));
        assert_eq!(filled.unwrap(), "{other}!");
    }

    #[test]
    fn wrong_braces_are_refused() {
        for source in ["{", "}", "a { b", "a } b", "{}", "{two words}", "{a}}", "}{a}"] {
            assert_eq!(Phrase::parse(source), Err(BadBraces), "{source}");
        }
    }
}
