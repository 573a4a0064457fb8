//! Values that hold no component: booleans, words, lengths, colours, texts.

use serde_json::Value;

use super::place::Place;
use super::refusal::{Refused, Verdict};
use super::schema::{Fields, Kind, Length};
use super::{markdown, words};

/// The text sizes and colours that the card itself defines (`config.style`, dossier 8.1).
#[derive(Debug)]
pub(super) struct Styles<'c>(Option<&'c Value>);

impl<'c> Styles<'c> {
    /// A card without own styles has none; a malformed one is refused where it stands.
    pub(super) fn of(card: &'c Value) -> Self {
        Self(card.get("config").and_then(|config| config.get("style")))
    }

    fn define(&self, group: &str, name: &str) -> bool {
        self.0.and_then(|style| style.get(group)?.get(name)).is_some()
    }
}

pub(super) fn object<'c>(value: &'c Value, at: &Place<'_>) -> Result<&'c Fields, Refused> {
    value.as_object().ok_or_else(|| Refused::json("must be an object", at))
}

pub(super) fn list<'c>(value: &'c Value, at: &Place<'_>) -> Result<&'c [Value], Refused> {
    value.as_array().map(Vec::as_slice).ok_or_else(|| Refused::json("must be an array", at))
}

pub(super) fn text<'c>(value: &'c Value, at: &Place<'_>) -> Result<&'c str, Refused> {
    value.as_str().ok_or_else(|| Refused::json("must be a string", at))
}

/// Checks a value of a kind that holds no others.
pub(super) fn check(kind: &Kind, value: &Value, styles: &Styles<'_>, at: &Place<'_>) -> Verdict {
    let fits = match kind {
        Kind::Bool => value.is_boolean(),
        Kind::True(sub_code) => return must_be_true(*sub_code, value, at),
        Kind::Whole(least, most) => {
            value.as_i64().is_some_and(|number| (*least..=*most).contains(&number))
        }
        Kind::OneOfNumbers(numbers) => {
            value.as_i64().is_some_and(|number| numbers.contains(&number))
        }
        Kind::Fraction => value.as_f64().is_some_and(|number| (0.0..=1.0).contains(&number)),
        Kind::Markdown => return markdown::check(text(value, at)?, at),
        Kind::ImageKey => return image_key(text(value, at)?),
        kind => text_fits(kind, text(value, at)?, styles),
    };
    if fits {
        return Ok(());
    }
    let what = if matches!(kind, Kind::Color(_)) { "color" } else { "value" };
    Err(Refused::json(&format!("invalid {what}: {value}"), at))
}

fn text_fits(kind: &Kind, text: &str, styles: &Styles<'_>) -> bool {
    match kind {
        Kind::Short(most) => text.chars().count() <= *most,
        Kind::Word(words) => words.contains(&text),
        Kind::Length(length) => length_fits(length, text),
        Kind::Edges(least, most) => words::are_edges(text, *least, *most),
        Kind::Size(words) => words.contains(&text) || words::is_size(text),
        Kind::Color(words) => {
            words.contains(&text) || words::is_color(text) || styles.define("color", text)
        }
        Kind::Rgba => words::is_rgba(text),
        Kind::TextSize => words::TEXT_SIZES.contains(&text) || styles.define("text_size", text),
        Kind::NamedTextSize => words::TEXT_SIZES.contains(&text),
        Kind::Url => words::is_url(text),
        Kind::Pattern(pattern) => words::follows(text, pattern),
        Kind::DateFormat => words::is_date_format(text),
        Kind::ElementId => words::is_element_id(text),
        _ => true,
    }
}

fn length_fits(length: &Length, text: &str) -> bool {
    let in_pixels =
        words::pixels(text).is_some_and(|px| (length.least..=length.most).contains(&px));
    let in_percents =
        length.percent && words::percents(text).is_some_and(|share| (0..=100).contains(&share));
    length.words.contains(&text) || in_pixels || in_percents
}

fn must_be_true(sub_code: i64, value: &Value, at: &Place<'_>) -> Verdict {
    if value == &Value::Bool(true) {
        return Ok(());
    }
    Err(Refused::at(at, sub_code, "only true is supported", &value.to_string()))
}

fn image_key(key: &str) -> Verdict {
    if words::is_image_key(key) { Ok(()) } else { Err(Refused::image(key)) }
}
