//! A card as far as it has to be looked at: objects with their properties, without the texts.
//!
//! A card is a few hundred objects and a thousand texts, and it is looked at each time it is made:
//! nothing here is copied that nobody asks for.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// Properties that hold the sender's own data: nothing in them is a component.
const OWN_DATA: [&str; 3] = ["chart_spec", "rows", "value"];

/// A value.
#[derive(Debug)]
pub(super) enum Outline<'c> {
    Object(Object<'c>),
    List(Vec<Self>),
    /// A text; its content where somebody looks at it.
    Text(Option<Cow<'c, str>>),
    /// A number, or nothing; or the sender's own data.
    Other,
}

/// An object.
#[derive(Debug, Default)]
pub(super) struct Object<'c> {
    pub(super) tag: Option<Cow<'c, str>>,
    pub(super) properties: Vec<(Cow<'c, str>, Outline<'c>)>,
}

impl<'c> Outline<'c> {
    /// Reads a whole text.
    pub(super) fn read(json: &'c str) -> serde_json::Result<Self> {
        let mut reader = serde_json::Deserializer::from_str(json);
        let outline = Reader { content: false }.deserialize(&mut reader)?;
        reader.end()?;
        Ok(outline)
    }
}

/// Reads one value, with the content of a text if that is wanted.
#[derive(Clone, Copy)]
struct Reader {
    content: bool,
}

impl<'de> DeserializeSeed<'de> for Reader {
    type Value = Outline<'de>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader {
    type Value = Outline<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
        let mut object = Object::default();
        while let Some(Name(name)) = map.next_key_seed(NameReader)? {
            if OWN_DATA.contains(&name.as_ref()) {
                map.next_value::<IgnoredAny>()?;
                object.properties.push((name, Outline::Other));
                continue;
            }
            let content = matches!(name.as_ref(), "tag" | "element_id");
            let value = map.next_value_seed(Self { content })?;
            match value {
                Outline::Text(tag @ Some(_)) if name == "tag" => {
                    object.tag = tag;
                    object.properties.push((name, Outline::Text(None)));
                }
                value => object.properties.push((name, value)),
            }
        }
        Ok(Outline::Object(object))
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut seq: S) -> Result<Self::Value, S::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(Self { content: false })? {
            items.push(item);
        }
        Ok(Outline::List(items))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Outline::Text(self.content.then_some(Cow::Borrowed(text))))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Outline::Text(self.content.then(|| Cow::Owned(text.to_owned()))))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Outline::Other)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(Outline::Other)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(Outline::Other)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Outline::Other)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Outline::Other)
    }
}

/// The name of a property.
struct Name<'c>(Cow<'c, str>);

struct NameReader;

impl<'de> DeserializeSeed<'de> for NameReader {
    type Value = Name<'de>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for NameReader {
    type Value = Name<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Name(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Name(Cow::Owned(text.to_owned())))
    }
}
