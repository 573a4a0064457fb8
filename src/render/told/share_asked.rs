//! Stub.

use minijinja::Value;

use super::With;
use crate::app::told::ShareAsked;
use crate::render::text::{Text, TextError};

pub(super) fn variables(_asked: &ShareAsked, _with: With<'_>) -> Result<Value, TextError> {
    todo!()
}

pub(super) fn text(_asked: &ShareAsked, _with: With<'_>) -> Result<Vec<Text>, TextError> {
    todo!()
}
