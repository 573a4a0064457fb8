//! In the chat: why an answer went to the asker alone, and where it is.

use minijinja::{Value, context, value::Serde};
use serde::Serialize;

use super::With;
use crate::app::told::Whisper;
use crate::render::text::{Text, TextError};

/// The variables of `to_you_alone.json.j2`, under the name `whisper`.
#[derive(Debug, Clone, Serialize)]
struct WhisperView {
    why: Text,
}

pub(super) fn variables(whisper: Whisper, with: With<'_>) -> Result<Value, TextError> {
    Ok(context! { whisper => Serde(WhisperView { why: why(whisper, with)? }) })
}

pub(super) fn text(whisper: Whisper, with: With<'_>) -> Result<Vec<Text>, TextError> {
    Ok(vec![why(whisper, with)?, with.texts.plain("whisper.next", &[])?])
}

fn why(whisper: Whisper, with: With<'_>) -> Result<Text, TextError> {
    let key = match whisper {
        Whisper::ExternalGroup => "whisper.external_group",
        Whisper::Form => "whisper.form",
    };
    with.texts.plain(key, &[])
}
