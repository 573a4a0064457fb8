//! A form to ask with: nobody has to know a number.
//!
//! Invariant: the asker's meetings stand in it by their place alone. Source: dossier 8.2.

use minijinja::{Value, context, value::Serde};
use serde::Serialize;

use super::{With, listed};
use crate::app::inbound::Op;
use crate::app::told::Form;
use crate::render::offer::Pressed;
use crate::render::text::{Text, TextError};

/// The variables of `form.json.j2`, under the name `form`.
#[derive(Debug, Clone, Serialize)]
struct FormView<'a> {
    /// The asker's meetings, newest first.
    meetings: Vec<listed::OptionView>,
    /// The zone of their times; `None` without meetings.
    zone: Option<String>,
    submit: Pressed<'a>,
}

pub(super) fn variables(form: &Form<'_>, with: With<'_>) -> Result<Value, TextError> {
    let view = FormView {
        meetings: listed::options(form.meetings, |meeting| {
            listed::spelled(meeting, &[Text::same(&meeting.no.to_string())], with)
        })?,
        zone: form.meetings.first().map(|meeting| listed::zone(meeting.start, with)),
        submit: Pressed::new(Op::Submit, form.asked),
    };
    Ok(context! { form => Serde(view) })
}

pub(super) fn text(_: &Form<'_>, with: With<'_>) -> Result<Vec<Text>, TextError> {
    ["form.intro", "form.in_text"].iter().map(|key| with.texts.plain(key, &[])).collect()
}
