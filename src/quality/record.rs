//! One verbatim record of `participant_quality_list`, read from its JSON text and borrowed from it.
//!
//! Tolerant: sections and readings may be absent, `null` or of another JSON type; unknown keys are
//! passed over; of a key that comes twice the last counts. What nearly all records are, sections of
//! texts, is read the quick way, and only what that refuses the tolerant one. Source: dossier 6.6.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::metric::{Metric, Section};
use super::reading::Reading;

/// The texts of one record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record<'a> {
    times: [Text<'a>; Section::ALL.len()],
    readings: Readings<'a>,
    /// Sections that are no object, in place of their readings.
    odd_sections: Vec<(Section, Cow<'a, str>)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Readings<'a>([Text<'a>; Metric::COUNT]);

impl Default for Readings<'_> {
    fn default() -> Self {
        Self([const { None }; Metric::COUNT])
    }
}

/// What stands at a key: a string's content, or the JSON of anything else; `None` when the key is
/// absent or `null`.
type Text<'a> = Option<Cow<'a, str>>;

/// The text is no record.
#[derive(Debug, thiserror::Error)]
#[error("not a participant_quality record: {0}")]
pub struct RecordError(#[from] serde_json::Error);

impl<'a> Record<'a> {
    /// Reads a JSON object.
    pub fn parse(json: &'a str) -> Result<Self, RecordError> {
        Self::read(json, Values::Texts)
            .or_else(|_| Self::read(json, Values::Any))
            .map_err(RecordError)
    }

    fn read(json: &'a str, values: Values) -> Result<Self, serde_json::Error> {
        let mut record = Self::default();
        let mut json = serde_json::Deserializer::from_str(json);
        serde::Deserializer::deserialize_map(
            &mut json,
            RecordVisitor { record: &mut record, values },
        )?;
        json.end()?;
        Ok(record)
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Reads the value of a key of a record: a section of texts, refusing all else.
    pub(super) fn section_of_texts<'r>(&'r mut self, section: Section) -> SectionSeed<'r, 'a> {
        SectionSeed { record: self, section, values: Values::Texts }
    }

    /// The section's own time, verbatim.
    pub fn time(&self, section: Section) -> Option<&str> {
        self.times[section as usize].as_deref()
    }

    /// A reading, verbatim.
    pub fn text(&self, metric: Metric) -> Option<&str> {
        self.readings.0[metric as usize].as_deref()
    }

    /// A reading in its metric's unit.
    pub fn reading(&self, metric: Metric) -> Reading {
        self.text(metric).map_or(Reading::Missing, |text| Reading::read(text, metric.unit()))
    }

    /// Sections that are there and are no object, with what they are instead.
    pub fn odd_sections(&self) -> impl Iterator<Item = (Section, &str)> {
        self.odd_sections.iter().map(|(section, text)| (*section, &**text))
    }
}

/// Which values are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Values {
    /// Strings and `null`; anything else is an error.
    Texts,
    Any,
}

/// A key, looked up without keeping its text.
pub(super) struct Key<F>(pub(super) F);

impl<'de, T, F: Fn(&str) -> T> DeserializeSeed<'de> for Key<F> {
    type Value = T;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<T, F: Fn(&str) -> T> Visitor<'_> for Key<F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<T, E> {
        Ok((self.0)(key))
    }
}

struct RecordVisitor<'r, 'a> {
    record: &'r mut Record<'a>,
    values: Values,
}

impl<'a> Visitor<'a> for RecordVisitor<'_, 'a> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with the sections of one minute")
    }

    fn visit_map<M: MapAccess<'a>>(mut self, mut map: M) -> Result<(), M::Error> {
        while let Some(section) = map.next_key_seed(Key(Section::find))? {
            match section {
                Some(section) => {
                    let Self { record, values } = &mut self;
                    map.next_value_seed(SectionSeed { record, section, values: *values })?;
                }
                None => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

/// Reads one section into its record.
pub(super) struct SectionSeed<'r, 'a> {
    record: &'r mut Record<'a>,
    section: Section,
    values: Values,
}

impl SectionSeed<'_, '_> {
    fn odd<E: Error>(self, text: String) -> Result<(), E> {
        if self.values == Values::Texts {
            return Err(E::custom("a section that is no object"));
        }
        if !text.is_empty() {
            self.record.odd_sections.push((self.section, Cow::Owned(text)));
        }
        Ok(())
    }
}

impl<'a> DeserializeSeed<'a> for SectionSeed<'_, 'a> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// What a key of a section names.
enum Place {
    Time,
    Reading(Metric),
    Unknown,
}

/// Looks a key up; keys mostly come in the API's order, so `next` is tried first.
fn place(section: Section, next: Option<Metric>, key: &str) -> Place {
    if key == "time" {
        return Place::Time;
    }
    let is_it = |metric: &Metric| metric.section() == section && metric.key() == key;
    let metric = next.filter(is_it).or_else(|| Metric::find(section, key));
    metric.map_or(Place::Unknown, Place::Reading)
}

impl<'a> Visitor<'a> for SectionSeed<'_, 'a> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the section {}", self.section.key())
    }

    fn visit_map<M: MapAccess<'a>>(self, mut map: M) -> Result<(), M::Error> {
        let mut next = self.section.metrics().next();
        while let Some(place) =
            map.next_key_seed(Key(|key: &str| place(self.section, next, key)))?
        {
            let text = match self.values {
                Values::Texts => map.next_value_seed(TextSeed)?,
                Values::Any => text_of(map.next_value::<&RawValue>()?.get()),
            };
            match place {
                Place::Reading(metric) => {
                    self.record.readings.0[metric as usize] = text;
                    next = metric.next();
                }
                Place::Time => self.record.times[self.section as usize] = text,
                Place::Unknown => {}
            }
        }
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.odd(text.to_owned())
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.odd(value.to_string())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.odd(value.to_string())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.odd(value.to_string())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.odd(value.to_string())
    }

    fn visit_seq<S: SeqAccess<'a>>(self, mut list: S) -> Result<(), S::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        self.odd("[…]".to_owned())
    }
}

/// A string, borrowed unless it has escapes, or `null`.
struct TextSeed;

impl<'a> DeserializeSeed<'a> for TextSeed {
    type Value = Text<'a>;

    fn deserialize<D: serde::Deserializer<'a>>(
        self,
        deserializer: D,
    ) -> Result<Text<'a>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'a> Visitor<'a> for TextSeed {
    type Value = Text<'a>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_borrowed_str<E>(self, text: &'a str) -> Result<Text<'a>, E> {
        Ok(Some(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Text<'a>, E> {
        Ok(Some(Cow::Owned(text.to_owned())))
    }

    fn visit_unit<E>(self) -> Result<Text<'a>, E> {
        Ok(None)
    }
}

/// The content of a JSON string, borrowed unless it has escapes; other JSON as it stands.
fn text_of(json: &str) -> Text<'_> {
    if json == "null" {
        return None;
    }
    let content = json.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    match content {
        Some(content) if !content.contains('\\') => Some(Cow::Borrowed(content)),
        // An escape may be no character, such as half of a surrogate pair: then it stays JSON.
        Some(_) => Some(serde_json::from_str(json).map_or(Cow::Borrowed(json), Cow::Owned)),
        None => Some(Cow::Borrowed(json)),
    }
}

#[cfg(test)]
mod tests;
