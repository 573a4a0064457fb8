//! Pages tried out: of a sample answer, or of variables from an operator's file.
//!
//! Invariant: a string of a file is text and is escaped, unless the file marks it as ready-made
//! markup: `{"html": "…"}`.

use minijinja::value::{Serde, ValueKind};
use minijinja::{Value, context};
use serde_json::{Map, Value as Json, json};

use super::rehearsal::facts;
use super::{COLUMN_RUNGS, NOTHING, NoPage, PageEdition, REPORT};
use crate::app::answer::Answer;
use crate::app::ports::Privacy;
use crate::render::source::TemplateError;
use crate::render::text::TextError;
use crate::settings::Language;

/// What marks markup in a file of data.
const MARK: &str = "html";

/// The template that shows an answer, or that nothing is there.
pub(in crate::render) const fn template(answer: Option<&Answer>) -> &'static str {
    match answer {
        Some(_) => REPORT,
        None => NOTHING,
    }
}

impl PageEdition {
    /// The page as the person alone gets it, who may see everything.
    pub(in crate::render) fn of_sample(
        &self,
        answer: Option<&Answer>,
        language: Language,
    ) -> Result<String, NoPage> {
        let page = match answer {
            Some(answer) => self.report(answer, &facts(Privacy::Own), language),
            None => self.nothing(language),
        };
        page.map(|page| page.html)
    }

    /// The variables of that page, but for those that every page has.
    pub(in crate::render) fn variables(
        &self,
        answer: Option<&Answer>,
        language: Language,
    ) -> Result<Json, TextError> {
        let Some(answer) = answer else { return Ok(json!({})) };
        let [columns, ..] = COLUMN_RUNGS;
        let view = self.view(answer, &facts(Privacy::Own), language, columns)?;
        Ok(marked(&context! { page => Serde(view) }))
    }

    /// The page that a template makes of these variables.
    pub(in crate::render) fn of_data(
        &self,
        template: &str,
        data: Map<String, Json>,
        language: Language,
    ) -> Result<String, TemplateError> {
        self.render(template, fields(data), language)
    }
}

/// A template's variables as a file holds them.
fn marked(value: &Value) -> Json {
    if value.is_safe() {
        return json!({ MARK: value.as_str() });
    }
    let items = || value.try_iter().into_iter().flatten();
    match value.kind() {
        ValueKind::Seq => items().map(|item| marked(&item)).collect(),
        ValueKind::Map => {
            let field = |key: Value| {
                let field = value.get_item(&key).unwrap_or_default();
                (key.to_string(), marked(&field))
            };
            Json::Object(items().map(field).collect())
        }
        _ => json!(value),
    }
}

/// The same the other way round.
fn unmarked(json: Json) -> Value {
    match json {
        Json::Array(items) => items.into_iter().map(unmarked).collect(),
        Json::Object(map) => match (map.len(), map.get(MARK).and_then(Json::as_str)) {
            (1, Some(markup)) => Value::from_safe_string(markup.to_owned()),
            _ => fields(map),
        },
        other => Value::from(Serde(other)),
    }
}

fn fields(map: Map<String, Json>) -> Value {
    Value::from_pairs(map.into_iter().map(|(name, json)| (name, unmarked(json))))
}
