//! Stub.

use minijinja::Value;

use super::With;
use crate::app::told::Refused;
use crate::render::text::{Text, TextError};

pub(super) fn variables(_refused: &Refused, _with: With<'_>) -> Result<Value, TextError> {
    todo!()
}

pub(super) fn text(_refused: &Refused, _with: With<'_>) -> Result<Vec<Text>, TextError> {
    todo!()
}
