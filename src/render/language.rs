//! A card in one language, for where a card can have only one: one that a single person sees takes
//! no `i18n_…` beside its texts.
//!
//! Invariant: it says what a reader of that language saw before, word for word. Source: dossier 8.6.

use serde_json::{Map, Value};

use crate::settings::Language;

/// What stands beside a property to translate it begins so.
const TRANSLATED: &str = "i18n_";

/// Properties that hold data: nothing in them is translated by the client.
const OWN_DATA: [&str; 2] = ["chart_spec", "value"];

/// The same card, serialised; `None` when this is none.
pub(super) fn alone(card: &str, language: Language) -> Option<String> {
    let mut card: Value = serde_json::from_str(card).ok()?;
    translate(&mut card, locale(language));
    let config = card.get_mut("config").and_then(Value::as_object_mut);
    config.and_then(|config| config.remove("locales"));
    Some(card.to_string())
}

fn translate(value: &mut Value, locale: &str) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| translate(item, locale)),
        Value::Object(fields) => {
            choose(fields, locale);
            let inside = fields.iter_mut().filter(|(name, _)| !OWN_DATA.contains(&name.as_str()));
            inside.for_each(|(_, value)| translate(value, locale));
        }
        _ => {}
    }
}

/// Puts each translation in the place of what it translates.
fn choose(fields: &mut Map<String, Value>, locale: &str) {
    let names: Vec<String> =
        fields.keys().filter(|name| name.starts_with(TRANSLATED)).cloned().collect();
    for name in names {
        let translation =
            fields.remove(&name).and_then(|mut all| Some(all.get_mut(locale)?.take()));
        let translated = name.strip_prefix(TRANSLATED).unwrap_or_default();
        if let Some(translation) = translation {
            fields.insert(translated.to_owned(), translation);
        }
    }
}

const fn locale(language: Language) -> &'static str {
    match language {
        Language::ZhCn => "zh_cn",
        Language::EnUs => "en_us",
    }
}
