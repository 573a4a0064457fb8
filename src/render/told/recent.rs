//! Stub.

use minijinja::Value;

use super::With;
use crate::app::told::Remembered;
use crate::render::text::{Text, TextError};

pub(super) fn variables(_recent: &[Remembered], _with: With<'_>) -> Result<Value, TextError> {
    todo!()
}

pub(super) fn text(_recent: &[Remembered], _with: With<'_>) -> Result<Vec<Text>, TextError> {
    todo!()
}
