//! Stub.

use minijinja::Value;

use super::With;
use crate::app::told::Picker;
use crate::render::text::{Text, TextError};

pub(super) fn variables(_picker: &Picker<'_>, _with: With<'_>) -> Result<Value, TextError> {
    todo!()
}

pub(super) fn text(_picker: &Picker<'_>, _with: With<'_>) -> Result<Vec<Text>, TextError> {
    todo!()
}
