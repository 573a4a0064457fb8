//! Stub.

use minijinja::Value;

use super::With;
use crate::app::told::Form;
use crate::render::text::{Text, TextError};

pub(super) fn variables(_form: &Form<'_>, _with: With<'_>) -> Result<Value, TextError> {
    todo!()
}

pub(super) fn text(_form: &Form<'_>, _with: With<'_>) -> Result<Vec<Text>, TextError> {
    todo!()
}
