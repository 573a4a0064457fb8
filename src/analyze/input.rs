//! A file with saved answers: one whole answer, an array of them, or a bare list of records.
//!
//! Invariants: what cannot be taken as one of the three forms is refused, with file and place;
//! values that cannot be read are no reason to refuse: the judge counts them. Source: quality
//! model 10, dossier 6.6.

use std::fmt;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use serde_json::value::RawValue;

use crate::quality::answers::{LIST, measure_answers};
use crate::quality::merge::measure;
use crate::quality::metric::Section;
use crate::quality::minute::Measured;
use crate::quality::participant::Participant;
use crate::render::printable;

/// Where the platform is at home, for data that names no zone.
const HOME: &str = "Asia/Shanghai";

/// One file, read.
#[derive(Debug)]
pub(super) struct Saved {
    pub(super) participant: Participant,
    pub(super) clock: Clock,
}

/// Writes times in the zone of the data.
#[derive(Debug, Clone)]
pub(super) struct Clock(TimeZone);

/// Why a file cannot be judged; one line.
#[derive(Debug)]
pub struct InputError {
    file: PathBuf,
    what: Wrong,
}

/// What is wrong with a file.
#[derive(Debug)]
enum Wrong {
    Unreadable(std::io::Error),
    NotText,
    Empty,
    NotJson(serde_json::Error),
    /// Feishu's own error.
    Refused {
        place: String,
        code: String,
        msg: String,
    },
    /// JSON of another shape.
    Shape {
        place: String,
        why: String,
    },
}

impl std::error::Error for InputError {}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = one_line(&self.file.display().to_string());
        match &self.what {
            Wrong::Unreadable(error) => write!(f, "{file}: cannot be read: {error}"),
            Wrong::NotText => write!(f, "{file}: is no UTF-8 text"),
            Wrong::Empty => write!(f, "{file}: is empty"),
            Wrong::NotJson(error) => write!(f, "{file}: is no JSON: {error}"),
            Wrong::Refused { place, code, msg } => {
                write!(f, "{file}: {place}is an error of Feishu, code {code}: {}", printable(msg))
            }
            Wrong::Shape { place, why } => write!(f, "{file}: {place}{why}"),
        }
    }
}

impl Saved {
    /// Reads a file.
    pub(super) fn read(file: &Path) -> Result<Self, InputError> {
        let wrong = |what| InputError { file: file.to_owned(), what };
        let bytes = std::fs::read(file).map_err(|error| wrong(Wrong::Unreadable(error)))?;
        let text = String::from_utf8(bytes).map_err(|_| wrong(Wrong::NotText))?;
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        Self::parse(&name, &text).map_err(wrong)
    }

    fn parse(name: &str, text: &str) -> Result<Self, Wrong> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.trim().is_empty() {
            return Err(Wrong::Empty);
        }
        let measured = match measure_answers([text]) {
            Some(measured) => measured,
            None => measure_one_by_one(text)?,
        };
        let clock = Clock::in_zone(measured.offset);
        let participant = Participant { name: name.to_owned(), measured, ..Participant::default() };
        Ok(Self { participant, clock })
    }
}

/// What is not as documented: records with odd values are measured, and what is none of the three
/// forms is refused with its place.
fn measure_one_by_one(text: &str) -> Result<Measured, Wrong> {
    let whole: &RawValue = serde_json::from_str(text).map_err(Wrong::NotJson)?;
    Ok(measure(records(whole)?.into_iter().map(RawValue::get)))
}

/// The records of one of the three forms, in order.
fn records(whole: &RawValue) -> Result<Vec<&RawValue>, Wrong> {
    if whole.get().starts_with('{') {
        return answer("", whole);
    }
    let elements: Vec<&RawValue> = serde_json::from_str(whole.get())
        .map_err(|_| shape("", &format!("is {}, neither an answer nor a list", kind(whole))))?;
    let answers = elements.iter().filter(|element| is_answer(element)).count();
    if answers == 0 {
        return list("", &elements).map(|()| elements);
    }
    let mut records = Vec::new();
    for (index, element) in elements.iter().enumerate() {
        let place = format!("[{index}]: ");
        if !is_answer(element) {
            return Err(shape(
                &place,
                "is no answer with code and data, as others in the list are",
            ));
        }
        records.extend(answer(&place, element)?);
    }
    Ok(records)
}

/// The records of one whole answer.
fn answer<'a>(place: &str, answer: &'a RawValue) -> Result<Vec<&'a RawValue>, Wrong> {
    let code = field(answer, "code");
    if let Some(code) = code.filter(|code| !is_zero(code)) {
        let msg = field(answer, "msg").and_then(|msg| serde_json::from_str(msg.get()).ok());
        let (place, code) = (place.to_owned(), printable(code.get()));
        return Err(Wrong::Refused { place, code, msg: msg.unwrap_or_default() });
    }
    let Some(data) = field(answer, "data") else {
        return Err(shape(place, "is no answer: it has no data"));
    };
    let Some(records) = field(data, LIST) else {
        // A page may come without its list when there is nothing in it.
        let paging_alone =
            code.is_some() && keys(data).is_some_and(|keys| keys.iter().all(|key| is_paging(key)));
        return match paging_alone {
            true => Ok(Vec::new()),
            false => Err(shape(place, &format!("is no answer: data.{LIST} is missing"))),
        };
    };
    let elements: Option<Vec<&RawValue>> = serde_json::from_str(records.get()).ok();
    let place = format!("{place}data.{LIST}");
    let Some(elements) = elements else {
        return match records.get() {
            "null" => Ok(Vec::new()),
            _ => Err(shape(&format!("{place}: "), &format!("is {}, not a list", kind(records)))),
        };
    };
    list(&place, &elements).map(|()| elements)
}

/// Refuses a list of something else than records.
fn list(place: &str, elements: &[&RawValue]) -> Result<(), Wrong> {
    for (index, element) in elements.iter().enumerate() {
        if !element.get().starts_with('{') {
            let why = format!("is {}, not a participant_quality record", kind(element));
            return Err(shape(&format!("{place}[{index}]: "), &why));
        }
    }
    let is_record = |element: &&RawValue| {
        keys(element).is_some_and(|keys| keys.iter().any(|key| Section::find(key).is_some()))
    };
    if elements.is_empty() || elements.iter().any(is_record) {
        return Ok(());
    }
    let place = if place.is_empty() { String::new() } else { format!("{place}: ") };
    let why = "holds no participant_quality record: none has network, audio, video, \
               screen_sharing or cpu_usage";
    Err(shape(&place, why))
}

fn shape(place: &str, why: &str) -> Wrong {
    Wrong::Shape { place: place.to_owned(), why: why.to_owned() }
}

fn is_answer(element: &RawValue) -> bool {
    keys(element).is_some_and(|keys| keys.iter().any(|key| key == "code" || key == "data"))
}

/// Zero, also as text.
fn is_zero(code: &RawValue) -> bool {
    matches!(code.get(), "0" | "\"0\"")
}

fn is_paging(key: &str) -> bool {
    matches!(key, "has_more" | "page_token")
}

/// What stands at a key of an object.
fn field<'a>(object: &'a RawValue, key: &str) -> Option<&'a RawValue> {
    type Fields<'a> = std::collections::HashMap<std::borrow::Cow<'a, str>, &'a RawValue>;
    serde_json::from_str::<Fields<'a>>(object.get()).ok()?.remove(key)
}

fn keys(object: &RawValue) -> Option<Vec<String>> {
    type Keys = std::collections::BTreeMap<String, serde::de::IgnoredAny>;
    Some(serde_json::from_str::<Keys>(object.get()).ok()?.into_keys().collect())
}

/// What a JSON value is, for people.
fn kind(value: &RawValue) -> &'static str {
    match value.get().as_bytes().first() {
        Some(b'{') => "an object",
        Some(b'[') => "a list",
        Some(b'"') => "a text",
        Some(b't' | b'f') => "a truth value",
        Some(b'n') => "null",
        _ => "a number",
    }
}

fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '?' } else { c }).collect()
}

impl Clock {
    fn in_zone(offset: Option<Offset>) -> Self {
        offset.map_or_else(Self::default, |offset| Self(offset.to_time_zone()))
    }

    /// `2022-12-23T11:16:00+08:00`
    pub(super) fn full(&self, at: Timestamp) -> String {
        self.write(at, "%Y-%m-%dT%H:%M:%S%:z")
    }

    /// `11:16`
    pub(super) fn short(&self, at: Timestamp) -> String {
        self.write(at, "%H:%M")
    }

    /// `2022-12-23 11:16 +08:00`
    pub(super) fn long(&self, at: Timestamp) -> String {
        self.write(at, "%Y-%m-%d %H:%M %:z")
    }

    fn write(&self, at: Timestamp, form: &str) -> String {
        at.to_zoned(self.0.clone()).strftime(form).to_string()
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self(TimeZone::get(HOME).unwrap_or(TimeZone::UTC))
    }
}

#[cfg(test)]
mod tests;
