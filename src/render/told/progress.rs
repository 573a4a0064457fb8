//! Stub.

use minijinja::Value;

use super::With;
use crate::app::told::Done;
use crate::render::text::{Text, TextError};

pub(super) fn variables(_done: &Done<'_>, _with: With<'_>) -> Result<Value, TextError> {
    todo!()
}

pub(super) fn text(_done: &Done<'_>, _with: With<'_>) -> Result<Vec<Text>, TextError> {
    todo!()
}
