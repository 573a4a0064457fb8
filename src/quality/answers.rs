//! Saved answers of `participant_quality_list`, read straight into minutes in one pass.
//!
//! Takes what is as documented: one answer, a list of answers (the pages, in order), or a bare list
//! of records, all of whose values are texts. Anything else is refused as a whole and without a
//! reason: whoever wants to know better looks at the records one by one and has them
//! [`measured`](super::merge::measure), which comes to the same minutes. Source: dossier 6.6,
//! quality model 10.

use std::fmt;

use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::merge::Merge;
use super::metric::Section;
use super::minute::Measured;
use super::record::{Key, Record};

/// The key of the records in an answer's data.
pub const LIST: &str = "participant_quality_list";

/// Reads the texts of answers as one person's. `None` when any of it is not as documented.
pub fn measure_answers<'a>(texts: impl IntoIterator<Item = &'a str>) -> Option<Measured> {
    let mut reader = Reader::default();
    for text in texts {
        let mut json = serde_json::Deserializer::from_str(text);
        Seed { reader: &mut reader, at: Place::Top }.deserialize(&mut json).ok()?;
        json.end().ok()?;
    }
    Some(reader.merge.finish())
}

#[derive(Default)]
struct Reader<'a> {
    merge: Merge<'a>,
    record: Record<'a>,
    /// What the elements of a list are; they are all the same.
    elements: Option<Element>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Element {
    Answer,
    Record,
}

/// Where in a text the reader is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// An answer, or a list.
    Top,
    /// An element of the list at the top: an answer or a record.
    Element,
    /// The data of an answer.
    Data,
    /// The list of records in it.
    Records,
    /// An element of that.
    Record,
}

/// Reads what stands at a place.
struct Seed<'r, 'a> {
    reader: &'r mut Reader<'a>,
    at: Place,
}

/// What a key of an object names.
enum Name {
    Section(Section),
    Code,
    Data,
    List,
    Other,
}

fn name(key: &str) -> Name {
    match key {
        "code" => Name::Code,
        "data" => Name::Data,
        LIST => Name::List,
        _ => Section::find(key).map_or(Name::Other, Name::Section),
    }
}

impl<'a> DeserializeSeed<'a> for Seed<'_, 'a> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'a> Visitor<'a> for Seed<'_, 'a> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.at)
    }

    fn visit_seq<S: SeqAccess<'a>>(self, mut list: S) -> Result<(), S::Error> {
        let at = match self.at {
            Place::Top => Place::Element,
            Place::Records => Place::Record,
            Place::Element | Place::Data | Place::Record => return Err(S::Error::custom("a list")),
        };
        while list.next_element_seed(Seed { reader: self.reader, at })?.is_some() {}
        Ok(())
    }

    fn visit_map<M: MapAccess<'a>>(self, mut map: M) -> Result<(), M::Error> {
        let Self { reader, at } = self;
        if at == Place::Records {
            return Err(M::Error::custom("an object"));
        }
        let (mut is_record, mut has_code, mut has_data, mut has_list) =
            (false, false, false, false);
        while let Some(name) = map.next_key_seed(Key(name))? {
            match (at, name) {
                (Place::Element | Place::Record, Name::Section(section)) => {
                    is_record = true;
                    map.next_value_seed(reader.record.section_of_texts(section))?;
                }
                (Place::Top | Place::Element, Name::Code) => {
                    has_code = true;
                    let code: u32 = map.next_value()?;
                    if code != 0 {
                        return Err(M::Error::custom("an error"));
                    }
                }
                (Place::Top | Place::Element, Name::Data) if !has_data => {
                    has_data = true;
                    map.next_value_seed(Seed { reader, at: Place::Data })?;
                }
                (Place::Data, Name::List) if !has_list => {
                    has_list = true;
                    map.next_value_seed(Seed { reader, at: Place::Records })?;
                }
                (_, Name::Data | Name::List) => return Err(M::Error::custom("out of place")),
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        match at {
            Place::Top if has_data => return Ok(()),
            Place::Element if has_data && !is_record => return reader.expect(Element::Answer),
            Place::Data if has_list => return Ok(()),
            Place::Element if is_record && !has_code && !has_data => {
                reader.expect(Element::Record)?;
            }
            Place::Record if is_record => {}
            _ => return Err(M::Error::custom("something else")),
        }
        reader.merge.add(&reader.record);
        reader.record.clear();
        Ok(())
    }
}

impl Reader<'_> {
    fn expect<E: Error>(&mut self, element: Element) -> Result<(), E> {
        let first = *self.elements.get_or_insert(element);
        if first == element { Ok(()) } else { Err(E::custom("a mixed list")) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::merge::measure;
    use super::*;

    const RECORD: &str =
        r#"{"network":{"time":"2022.12.23 11:16:00 (GMT+08:00)","network_delay":"40ms"}}"#;
    const NEXT: &str =
        r#"{"network":{"time":"2022.12.23 11:17:00 (GMT+08:00)","network_delay":"5 apples"}}"#;

    fn page(records: &str) -> String {
        format!(
            r#"{{"code":0,"msg":"success","data":{{"has_more":false,"participant_quality_list":[{records}]}}}}"#
        )
    }

    #[test]
    fn every_form_comes_to_the_same_minutes() {
        let expected = Some(measure([RECORD, NEXT]));
        let both = format!("{RECORD},{NEXT}");
        for text in [
            page(&both),
            format!("[{both}]"),
            format!("[{},{}]", page(RECORD), page(NEXT)),
            format!(" [{}, {}, {}]\n", page(RECORD), page(""), page(NEXT)),
            page(&both).replace(r#""code":0,"#, ""),
            page(&both).replace(
                r#"{"network""#,
                r#"{"video":{},"extra":[{}],"audio":{"time":null},"network""#,
            ),
        ] {
            assert_eq!(measure_answers([text.as_str()]), expected, "{text}");
        }
        let pages = [page(RECORD), page(NEXT)];
        assert_eq!(measure_answers(pages.iter().map(String::as_str)), expected);
        assert_eq!(measure_answers(["[]", &page("")]), Some(Measured::default()));
        assert_eq!(measure_answers([]), Some(Measured::default()));
    }

    #[test]
    fn nothing_of_a_record_is_left_in_the_next() {
        let first = RECORD.replace("}}", r#"},"audio":{"time":"soon","jitter_sent":"5ms"}}"#);
        let text = page(&format!("{first},{NEXT}"));
        assert_eq!(measure_answers([text.as_str()]), Some(measure([first.as_str(), NEXT])));
    }

    #[test]
    fn what_is_not_as_documented_is_left_to_others() {
        let page_of =
            |list: &str| format!(r#"{{"code":0,"data":{{"participant_quality_list":{list}}}}}"#);
        for text in [
            String::new(),
            "7".to_owned(),
            "{}".to_owned(),
            "[".to_owned(),
            "[7]".to_owned(),
            "[[]]".to_owned(),
            "[{}]".to_owned(),
            RECORD.to_owned(),
            format!("[{RECORD}] []"),
            format!("[{RECORD},{}]", page(NEXT)),
            page(r#"{"video":8}"#),
            page(r#"{"video":{"framerate_sent":30}}"#),
            page(r#"{"video":{"framerate_sent":"\ud800"}}"#),
            page("{}"),
            page("null"),
            page_of("{}"),
            page_of(r#"[],"participant_quality_list":[]"#),
            r#"{"code":0,"data":{"has_more":false}}"#.to_owned(),
            page_of("null"),
            page(RECORD).replace(r#""code":0"#, r#""code":121005"#),
            page(RECORD).replace(r#""code":0"#, r#""code":"0""#),
            page(RECORD)
                .replace(r#""code":0,"#, r#""code":0,"data":{"participant_quality_list":[]},"#),
            format!("[{}]", RECORD.replace(r#"{"network""#, r#"{"code":0,"network""#)),
        ] {
            assert_eq!(measure_answers([text.as_str()]), None, "{text}");
        }
    }
}
