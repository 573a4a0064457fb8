//! What templates can call: texts as objects that Feishu understands, and times.
//!
//! Invariant: a value that a template passes on is escaped for where it lands; only markdown that
//! was made by this crate goes through as it is. Source: dossier 8.3, 8.6.

use std::sync::Arc;

use minijinja::value::{Kwargs, Serde};
use minijinja::{Environment, Error, ErrorKind, Value};

use super::text::{Filling, Markup, Text, TextError, Texts};
use crate::settings::Language;

/// The forms of a time that a client knows (dossier 8.3).
const TIME_FORMS: [&str; 8] =
    ["date_num", "date_short", "date", "week", "week_short", "time", "time_sec", "timezone"];

/// Lets templates say things. `fallback` is shown to a client of another language.
pub(super) fn teach(
    environment: &mut Environment<'static>,
    texts: &Arc<Texts>,
    fallback: Language,
) {
    let words = Arc::clone(texts);
    environment.add_function("text", move |key: &str, values: Kwargs| {
        said(words.plain(key, &fillings(&values)?)).map(|text| Value::from(Serde(text)))
    });
    let words = Arc::clone(texts);
    environment.add_function("words", move |said: Value, values: Kwargs| {
        plain(&words, &said, &values).map(|text| object(None, &text.zh_cn, &text.en_us, fallback))
    });
    let words = Arc::clone(texts);
    environment.add_function("plain", move |said: Value, values: Kwargs| {
        let text = plain(&words, &said, &values)?;
        Ok::<_, Error>(object(Some("plain_text"), &text.zh_cn, &text.en_us, fallback))
    });
    let words = Arc::clone(texts);
    environment.add_function("markdown", move |said: Value, values: Kwargs| {
        let markup = markdown(&words, &said, &values)?;
        Ok::<_, Error>(object(Some("markdown"), &markup.zh_cn, &markup.en_us, fallback))
    });
    let words = Arc::clone(texts);
    environment.add_function("both", move |key: &str| {
        said(words.plain(key, &[])).map(|text| format!("{} {}", text.zh_cn, text.en_us))
    });
    environment.add_function("local_time", |millis: i64, form: &str| {
        if TIME_FORMS.contains(&form) {
            return Ok(Value::from_safe_string(local_time(millis, form)));
        }
        Err(wrong(format!("a time is one of {TIME_FORMS:?}")))
    });
    environment.add_filter("with", |object: Value, properties: Kwargs| with(&object, &properties));
}

/// `plain` and `markdown` take a key with its values, or what was said already.
fn plain(texts: &Texts, subject: &Value, values: &Kwargs) -> Result<Text, Error> {
    if let Some(key) = subject.as_str() {
        return said(texts.plain(key, &fillings(values)?));
    }
    match filling(subject)? {
        Filling::Text(text) => Ok(text),
        Filling::Plain(_) | Filling::Markup(_) => Err(wrong("markdown cannot stand in plain text")),
    }
}

fn markdown(texts: &Texts, subject: &Value, values: &Kwargs) -> Result<Markup, Error> {
    if let Some(key) = subject.as_str() {
        return said(texts.markdown(key, &fillings(values)?));
    }
    match filling(subject)? {
        Filling::Markup(markup) => Ok(markup),
        Filling::Text(text) => Ok(text.escaped()),
        Filling::Plain(_) => Err(wrong("only a text can be said")),
    }
}

fn fillings(values: &Kwargs) -> Result<Vec<(&str, Filling)>, Error> {
    values.args().map(|name| Ok((name, filling(&values.get::<Value>(name)?)?))).collect()
}

/// A value of a template as a value of a phrase.
fn filling(value: &Value) -> Result<Filling, Error> {
    if let Some(text) = value.as_str() {
        return Ok(if value.is_safe() { Markup::same(text).into() } else { text.into() });
    }
    if value.is_number() {
        return Ok(value.to_string().into());
    }
    let (zh_cn, en_us) = (value.get_attr("zh_cn")?, value.get_attr("en_us")?);
    match (zh_cn.as_str(), en_us.as_str()) {
        (Some(zh), Some(en)) if value.get_attr("markdown")?.is_true() => {
            Ok(Markup { zh_cn: zh.to_owned(), en_us: en.to_owned() }.into())
        }
        (Some(zh), Some(en)) => Ok(Text { zh_cn: zh.to_owned(), en_us: en.to_owned() }.into()),
        _ => Err(wrong("a value must be a string, a number or a text")),
    }
}

fn object(tag: Option<&str>, zh_cn: &str, en_us: &str, fallback: Language) -> Value {
    let content = match fallback {
        Language::ZhCn => zh_cn,
        Language::EnUs => en_us,
    };
    let mut fields = vec![("content", Value::from(content))];
    // What every reader reads the same way is said once.
    if zh_cn != en_us {
        let both = [("zh_cn", Value::from(zh_cn)), ("en_us", Value::from(en_us))];
        fields.push(("i18n_content", Value::from_pairs(both)));
    }
    fields.extend(tag.map(|tag| ("tag", Value::from(tag))));
    Value::from_pairs(fields)
}

/// `object|with(text_size='heading')` adds properties to a component.
fn with(object: &Value, properties: &Kwargs) -> Result<Value, Error> {
    let mut fields = Vec::new();
    for key in object.try_iter()? {
        let value = object.get_item(&key)?;
        fields.push((key, value));
    }
    for name in properties.args() {
        fields.push((name.into(), properties.get(name)?));
    }
    Ok(Value::from_pairs(fields))
}

/// A moment, as each viewer's client writes it in its own zone and language.
pub(super) fn local_time(millis: i64, form: &str) -> String {
    format!("<local_datetime millisecond='{millis}' format_type='{form}'></local_datetime>")
}

fn said<T>(result: Result<T, TextError>) -> Result<T, Error> {
    result.map_err(|error| wrong(error.to_string()))
}

fn wrong(why: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error::new(ErrorKind::InvalidOperation, why)
}
