//! The templates of the cards: data in, card JSON out.
//!
//! Invariants: what a template does not know is an error, not an empty place; it cannot run for
//! ever; every value it prints is written as JSON; no error message shows data.

use std::sync::Arc;

use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, Value};

use super::design::Design;
use super::source::{Sources, TemplateError};
use super::text::Texts;
use super::words;
use crate::settings::Language;

const FOLDER: &str = "cards/";

/// Steps a template may take; the built-in ones take a few hundred.
const FUEL: u64 = 100_000;

/// The templates of one edition, compiled.
#[derive(Debug)]
pub(super) struct Templates {
    environment: Environment<'static>,
    sources: Sources,
}

impl Templates {
    /// Compiles all templates.
    pub(super) fn load(
        sources: Sources,
        texts: &Arc<Texts>,
        fallback: Language,
    ) -> Result<Self, TemplateError> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|_| AutoEscape::Json);
        environment.set_fuel(Some(FUEL));
        environment.set_debug(false);
        environment.add_global("design", Value::from(Serde(Design::default())));
        words::teach(&mut environment, texts, fallback);
        for name in Sources::names(FOLDER) {
            let content = sources.content(name);
            environment
                .add_template_owned(short(name), content.to_owned())
                .map_err(|error| located(&sources, name, &error, long))?;
        }
        Ok(Self { environment, sources })
    }

    /// Renders a template, `result.json.j2` for example, to the JSON of a card.
    pub(super) fn render(&self, name: &str, data: Value) -> Result<String, TemplateError> {
        self.environment
            .get_template(name)
            .and_then(|template| template.render(data))
            .map_err(|error| located(&self.sources, name, &error, long))
    }

    /// An error of a template as a whole.
    pub(super) fn error(&self, name: &str, why: String) -> TemplateError {
        self.sources.error(&long(name), None, why)
    }

    /// The files of which they are some.
    pub(super) const fn sources(&self) -> &Sources {
        &self.sources
    }
}

fn short(name: &str) -> &str {
    name.strip_prefix(FOLDER).unwrap_or(name)
}

fn long(name: &str) -> String {
    format!("{FOLDER}{}", short(name))
}

/// Where a template failed and why: the innermost error that knows its place, because that is an
/// included template and not the one that includes it. Where something is missing, the template's own
/// words for it are quoted; never any data. `path` makes a file's path of a template's name.
pub(super) fn located(
    sources: &Sources,
    name: &str,
    error: &Error,
    path: fn(&str) -> String,
) -> TemplateError {
    let mut innermost = error;
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        if let Some(known) = cause.downcast_ref::<Error>().filter(|known| known.name().is_some()) {
            innermost = known;
        }
        source = cause.source();
    }
    let file = path(innermost.name().unwrap_or(name));
    let content = sources.content(&file);
    let expression = innermost.range().and_then(|range| content.get(range)).map(str::trim);
    let why = match (innermost.detail(), expression) {
        (Some(detail), _) => format!("{}: {detail}", innermost.kind()),
        (None, Some(expression)) if innermost.kind() == ErrorKind::UndefinedError => {
            let path = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '[' | ']');
            match expression.chars().all(path) {
                true => format!("there is no variable {expression:?}"),
                false => format!("there is no such variable as in {expression:?}"),
            }
        }
        (None, _) => innermost.kind().to_string(),
    };
    sources.error(&file, innermost.line(), why)
}
