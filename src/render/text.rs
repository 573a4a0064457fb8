//! Every text for users, in both languages.
//!
//! Invariants: both languages know the same keys, so no text can exist in one alone; a phrase says
//! nothing but its own words and the values it was given by name; a value goes into markdown only
//! escaped. The words stand in `templates/text/`, one file a language.

use std::borrow::Cow;
use std::collections::HashMap;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::escape;
use super::phrase::Phrase;
use crate::settings::Language;

/// A text in both languages, to be shown as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Text {
    pub(super) zh_cn: String,
    pub(super) en_us: String,
}

impl Text {
    /// A text that is the same in both languages, such as a name.
    pub(super) fn same(text: &str) -> Self {
        Self { zh_cn: text.to_owned(), en_us: text.to_owned() }
    }

    /// The text as markdown that shows exactly this text.
    pub(super) fn escaped(&self) -> Markup {
        Markup { zh_cn: escape::markdown(&self.zh_cn), en_us: escape::markdown(&self.en_us) }
    }

    /// The text in one language.
    pub(super) fn in_language(&self, language: Language) -> &str {
        match language {
            Language::ZhCn => &self.zh_cn,
            Language::EnUs => &self.en_us,
        }
    }
}

/// Markdown in both languages, with everything from outside escaped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Markup {
    pub(super) zh_cn: String,
    pub(super) en_us: String,
}

impl Markup {
    /// Markdown that is the same in both languages, such as a time.
    pub(super) fn same(markdown: &str) -> Self {
        Self { zh_cn: markdown.to_owned(), en_us: markdown.to_owned() }
    }

    /// One below the other.
    pub(super) fn lines(lines: &[Self]) -> Self {
        let join = |language: fn(&Self) -> &str| {
            lines.iter().map(language).collect::<Vec<_>>().join("<br>")
        };
        Self { zh_cn: join(|line| &line.zh_cn), en_us: join(|line| &line.en_us) }
    }
}

/// The mark `markdown` tells it from a text, for templates and in files of data alike. No text from
/// outside can carry it: it comes as a string.
impl Serialize for Markup {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Markup", 3)?;
        fields.serialize_field("zh_cn", &self.zh_cn)?;
        fields.serialize_field("en_us", &self.en_us)?;
        fields.serialize_field("markdown", &true)?;
        fields.end()
    }
}

/// A value that a phrase is given.
#[derive(Debug, Clone)]
pub(super) enum Filling {
    /// Shown as it is; escaped in markdown.
    Plain(String),
    /// A text of ours in both languages; escaped in markdown.
    Text(Text),
    /// Markdown; cannot stand in plain text.
    Markup(Markup),
}

impl Filling {
    fn plain(&self, language: Language) -> Option<Cow<'_, str>> {
        match self {
            Self::Plain(text) => Some(text.into()),
            Self::Text(text) => Some(text.in_language(language).into()),
            Self::Markup(_) => None,
        }
    }

    fn markdown(&self, language: Language) -> Cow<'_, str> {
        match (self, language) {
            (Self::Plain(text), _) => escape::markdown(text).into(),
            (Self::Text(text), _) => escape::markdown(text.in_language(language)).into(),
            (Self::Markup(markup), Language::ZhCn) => (&markup.zh_cn).into(),
            (Self::Markup(markup), Language::EnUs) => (&markup.en_us).into(),
        }
    }
}

impl From<Text> for Filling {
    fn from(text: Text) -> Self {
        Self::Text(text)
    }
}

impl From<Markup> for Filling {
    fn from(markup: Markup) -> Self {
        Self::Markup(markup)
    }
}

impl From<&str> for Filling {
    fn from(text: &str) -> Self {
        Self::Plain(text.to_owned())
    }
}

impl From<String> for Filling {
    fn from(text: String) -> Self {
        Self::Plain(text)
    }
}

/// Why a text cannot be said.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    #[error("there is no text {0:?}")]
    Unknown(String),
    #[error("text {key:?} needs a value {value:?} that is not given, or is markdown in plain text")]
    Value { key: String, value: String },
}

/// What [`Texts::plain`] and [`Texts::markdown`] fill a phrase with, by name.
pub(super) type Fillings<'a> = [(&'a str, Filling)];

/// The phrases of both languages under the same keys.
#[derive(Debug, Clone, Default)]
pub(super) struct Texts {
    phrases: HashMap<String, [Phrase; 2]>,
}

impl Texts {
    pub(super) fn new(phrases: impl IntoIterator<Item = (String, [Phrase; 2])>) -> Self {
        Self { phrases: phrases.into_iter().collect() }
    }

    /// All keys.
    #[cfg(test)]
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.phrases.keys().map(String::as_str)
    }

    /// The text for a `plain_text` object or a text message.
    pub(super) fn plain(&self, key: &str, values: &Fillings<'_>) -> Result<Text, TextError> {
        let [zh_cn, en_us] = self.find(key)?;
        let say = |phrase: &Phrase, language| {
            fill(key, phrase, |name| find_value(values, name)?.plain(language))
        };
        Ok(Text { zh_cn: say(zh_cn, Language::ZhCn)?, en_us: say(en_us, Language::EnUs)? })
    }

    /// The text for a markdown component.
    pub(super) fn markdown(&self, key: &str, values: &Fillings<'_>) -> Result<Markup, TextError> {
        let [zh_cn, en_us] = self.find(key)?;
        let say = |phrase: &Phrase, language| {
            fill(key, phrase, |name| Some(find_value(values, name)?.markdown(language)))
        };
        Ok(Markup { zh_cn: say(zh_cn, Language::ZhCn)?, en_us: say(en_us, Language::EnUs)? })
    }

    /// What to type, from a pattern whose values are texts of the group `word`.
    pub(super) fn pattern(&self, pattern: &str) -> Result<Text, TextError> {
        let unknown = || TextError::Unknown(pattern.to_owned());
        let phrase = Phrase::parse(pattern).map_err(|_| unknown())?;
        let mut values = Vec::new();
        for name in phrase.values() {
            values.push((name, self.plain(&format!("word.{name}"), &[])?.into()));
        }
        let say =
            |language| fill(pattern, &phrase, |name| find_value(&values, name)?.plain(language));
        Ok(Text { zh_cn: say(Language::ZhCn)?, en_us: say(Language::EnUs)? })
    }

    /// Several texts as one, parted as each language parts a list.
    pub(super) fn list(&self, texts: &[Text], separator: &str) -> Result<Text, TextError> {
        let separator = self.plain(separator, &[])?;
        let join = |language| {
            let parts: Vec<&str> = texts.iter().map(|text| text.in_language(language)).collect();
            parts.join(separator.in_language(language))
        };
        Ok(Text { zh_cn: join(Language::ZhCn), en_us: join(Language::EnUs) })
    }

    /// [`Texts::list`] of markdown.
    pub(super) fn list_markdown(
        &self,
        markups: &[Markup],
        separator: &str,
    ) -> Result<Markup, TextError> {
        let separator = self.markdown(separator, &[])?;
        let join = |language: fn(&Markup) -> &str| {
            markups.iter().map(language).collect::<Vec<_>>().join(language(&separator))
        };
        Ok(Markup { zh_cn: join(|it| &it.zh_cn), en_us: join(|it| &it.en_us) })
    }

    fn find(&self, key: &str) -> Result<&[Phrase; 2], TextError> {
        self.phrases.get(key).ok_or_else(|| TextError::Unknown(key.to_owned()))
    }
}

fn find_value<'a>(values: &'a Fillings<'_>, name: &str) -> Option<&'a Filling> {
    values.iter().find(|(known, _)| *known == name).map(|(_, filling)| filling)
}

fn fill<'a>(
    key: &str,
    phrase: &Phrase,
    value: impl Fn(&str) -> Option<Cow<'a, str>>,
) -> Result<String, TextError> {
    phrase.fill(value).map_err(|value| TextError::Value { key: key.to_owned(), value })
}
