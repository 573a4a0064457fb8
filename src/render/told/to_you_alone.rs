//! Stub.

use minijinja::Value;

use super::With;
use crate::app::told::Whisper;
use crate::render::text::{Text, TextError};

pub(super) fn variables(_whisper: Whisper, _with: With<'_>) -> Result<Value, TextError> {
    todo!()
}

pub(super) fn text(_whisper: Whisper, _with: With<'_>) -> Result<Vec<Text>, TextError> {
    todo!()
}
