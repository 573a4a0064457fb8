//! The templates of the pages: data in, HTML out.
//!
//! Invariants: what a template does not know is an error, not an empty place; it cannot run for
//! ever; every value it prints is escaped; no error message shows data.

use std::sync::Arc;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Kwargs;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, State, UndefinedBehavior, Value};

use crate::render::source::{Sources, TemplateError};
use crate::render::template::located;
use crate::render::text::Texts;
use crate::settings::Language;

const FOLDER: &str = "pages/";
const ENDING: &str = ".j2";

/// Steps a template may take; the built-in ones take some ten thousand.
const FUEL: u64 = 1_000_000;

/// The templates of one edition, compiled.
#[derive(Debug)]
pub(super) struct PageTemplates {
    environment: Environment<'static>,
    sources: Sources,
}

impl PageTemplates {
    /// Compiles all templates.
    pub(super) fn load(sources: Sources, texts: &Arc<Texts>) -> Result<Self, TemplateError> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
        environment
            .set_syntax(syntax.map_err(|error| located(&sources, FOLDER, &error, str::to_owned))?);
        environment.set_fuel(Some(FUEL));
        environment.set_debug(false);
        teach(&mut environment, texts);
        for name in Sources::names(FOLDER).filter(|name| name.ends_with(ENDING)) {
            let content = sources.content(name);
            environment
                .add_template_owned(name, content.to_owned())
                .map_err(|error| located(&sources, name, &error, str::to_owned))?;
        }
        Ok(Self { environment, sources })
    }

    /// Renders a template, by its path below `templates/`.
    pub(super) fn render(&self, name: &str, data: Value) -> Result<String, TemplateError> {
        self.environment
            .get_template(name)
            .and_then(|template| template.render(data))
            .map_err(|error| located(&self.sources, name, &error, str::to_owned))
    }

    /// An error of a template as a whole.
    pub(super) fn error(&self, name: &str, why: String) -> TemplateError {
        self.sources.error(name, None, why)
    }
}

/// `text('page.key', name=value)` is a text in the language of the page.
fn teach(environment: &mut Environment<'static>, texts: &Arc<Texts>) {
    let texts = Arc::clone(texts);
    environment.add_function("text", move |state: &State<'_, '_>, key: &str, values: Kwargs| {
        let value = |name| Ok::<_, Error>((name, values.get::<Value>(name)?.to_string().into()));
        let fillings = values.args().map(value).collect::<Result<Vec<_>, _>>()?;
        let text = texts
            .plain(key, &fillings)
            .map_err(|error| Error::new(ErrorKind::InvalidOperation, error.to_string()))?;
        Ok::<_, Error>(text.in_language(language(state)).to_owned())
    });
}

fn language(state: &State<'_, '_>) -> Language {
    let name = state.lookup("language");
    match name.as_ref().and_then(Value::as_str) {
        Some("en_us") => Language::EnUs,
        _ => Language::ZhCn,
    }
}
