//! Stub.

use minijinja::Value;

use super::With;
use crate::app::told::Forgotten;
use crate::render::text::{Text, TextError};

pub(super) fn variables(_forgotten: &Forgotten, _with: With<'_>) -> Result<Value, TextError> {
    todo!()
}

pub(super) fn text(_forgotten: &Forgotten, _with: With<'_>) -> Result<Vec<Text>, TextError> {
    todo!()
}
