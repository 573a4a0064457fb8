//! A reply as its readers see it.

use std::fmt;

use jiff::Timestamp;
use jiff::tz::{self, TimeZone};
use quality_bot::simulator::Message;
use serde_json::Value;

/// Where the readers of these tests sit.
const SHANGHAI: tz::Offset = tz::offset(8);

/// A message of the bot.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) message: Message,
    pub(crate) content: Value,
}

#[derive(Clone, Copy)]
enum Reader {
    Chinese,
    English,
}

impl Reply {
    pub(crate) fn of(message: Message) -> Self {
        let content = serde_json::from_str(&message.content).unwrap();
        Self { message, content }
    }

    /// What it says and does; two questions are two in nothing but what their buttons carry.
    pub(crate) fn answer(&self) -> Value {
        let mut content = self.content.clone();
        forget_question(&mut content);
        content
    }

    pub(crate) fn header_colour(&self) -> &str {
        self.content["header"]["template"].as_str().unwrap_or("none")
    }

    /// A Chinese or an English reader reads this somewhere in it.
    #[track_caller]
    pub(crate) fn says(&self, words: &str) -> &Self {
        assert!(self.has(words), "“{words}” is not in\n{self}");
        self
    }

    /// No reader reads this anywhere in it.
    #[track_caller]
    pub(crate) fn never_says(&self, words: &str) -> &Self {
        assert!(!self.has(words), "“{words}” is in\n{self}");
        self
    }

    #[track_caller]
    pub(crate) fn coloured(&self, colour: &str) -> &Self {
        assert_eq!(self.header_colour(), colour, "{self}");
        self
    }

    /// What stands behind these words, to the end of its line.
    pub(crate) fn after(&self, words: &str) -> Option<String> {
        let text = self.read_by(Reader::English);
        let (_, after) = text.split_once(words)?;
        after.lines().next().map(str::to_owned)
    }

    /// What an English reader sees in this colour.
    pub(crate) fn highlighted(&self, colour: &str) -> String {
        let texts = texts_for(&self.content, Reader::English);
        let markdown: Vec<&str> = texts.iter().filter_map(Words::markdown).collect();
        let text = markdown.join("\n");
        let begins = format!("<font color='{colour}'>");
        let coloured = text.split_once(&begins).and_then(|(_, rest)| rest.split_once("</font>"));
        coloured.map(|(inside, _)| without_markup(inside)).unwrap_or_default()
    }

    /// How often it was replaced.
    pub(crate) fn times_replaced(&self) -> usize {
        self.message.history.len()
    }

    fn has(&self, words: &str) -> bool {
        [Reader::Chinese, Reader::English]
            .iter()
            .any(|reader| self.read_by(*reader).contains(words))
    }

    fn read_by(&self, reader: Reader) -> String {
        let texts = texts_for(&self.content, reader);
        texts.iter().map(Words::seen).collect::<Vec<_>>().join("\n")
    }
}

impl fmt::Display for Reply {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(to, "[{}] {}", self.header_colour(), self.message.msg_type)?;
        writeln!(to, "{}", self.read_by(Reader::Chinese))?;
        write!(to, "{}", self.read_by(Reader::English))
    }
}

fn forget_question(content: &mut Value) {
    match content {
        Value::Array(items) => items.iter_mut().for_each(forget_question),
        Value::Object(fields) => {
            fields.remove("asked");
            // A link is signed for its question.
            fields.remove("default_url");
            fields.values_mut().for_each(forget_question);
        }
        _ => {}
    }
}

/// A text of a message, as it was sent.
enum Words<'c> {
    Plain(&'c str),
    Markdown(&'c str),
}

impl<'c> Words<'c> {
    fn markdown(&self) -> Option<&'c str> {
        if let Self::Markdown(text) = self { Some(text) } else { None }
    }

    fn seen(&self) -> String {
        match self {
            Self::Plain(text) => (*text).to_owned(),
            Self::Markdown(text) => without_markup(text),
        }
    }
}

/// The texts of a message, in their order; charts are left out.
fn texts_for(content: &Value, reader: Reader) -> Vec<Words<'_>> {
    let fields: Vec<&Value> = match content {
        Value::Array(items) => items.iter().collect(),
        Value::Object(fields) => {
            fields.iter().filter(|(key, _)| *key != "chart_spec").map(|(_, field)| field).collect()
        }
        _ => Vec::new(),
    };
    let language = match reader {
        Reader::Chinese => "zh_cn",
        Reader::English => "en_us",
    };
    let translated = content["i18n_content"][language].as_str();
    let own =
        translated.or_else(|| ["content", "text"].iter().find_map(|key| content[*key].as_str()));
    let kind = if content["tag"] == "markdown" { Words::Markdown } else { Words::Plain };
    own.map(kind)
        .into_iter()
        .chain(fields.into_iter().flat_map(|it| texts_for(it, reader)))
        .collect()
}

fn without_markup(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, tagged)) = rest.split_once('<') {
        let (tag, after) = tagged.split_once('>').unwrap();
        plain.push_str(before);
        plain.push_str(&shown(tag));
        rest = after;
    }
    plain.push_str(rest);
    without_entities(&plain.replace("**", ""))
}

/// What a tag becomes: a line break, or the time of day where the reader sits.
fn shown(tag: &str) -> String {
    if tag.starts_with("br") {
        return "\n".to_owned();
    }
    let Some((_, time)) = tag.split_once("millisecond='") else { return String::new() };
    let ms: i64 = time.split('\'').next().unwrap().parse().unwrap();
    let at = Timestamp::from_millisecond(ms).unwrap().to_zoned(TimeZone::fixed(SHANGHAI));
    let form = if tag.contains("'time'") { "%H:%M" } else { "%F" };
    at.strftime(form).to_string()
}

fn without_entities(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("&#") {
        let (code, behind) = after.split_once(';').unwrap();
        plain.push_str(before);
        plain.push(char::from_u32(code.parse().unwrap()).unwrap());
        rest = behind;
    }
    plain + rest
}
