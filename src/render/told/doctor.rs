//! Stub.

use minijinja::Value;

use super::With;
use crate::app::told::Finding;
use crate::render::text::{Text, TextError};

pub(super) fn variables(_findings: &[Finding], _with: With<'_>) -> Result<Value, TextError> {
    todo!()
}

pub(super) fn text(_findings: &[Finding], _with: With<'_>) -> Result<Vec<Text>, TextError> {
    todo!()
}
