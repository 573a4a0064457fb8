//! Stub.

use minijinja::Value;

use super::With;
use crate::app::told::Trend;
use crate::render::text::{Text, TextError};

pub(super) const STEPS: usize = 0;

pub(super) fn variables(_trend: &Trend, _step: usize, _with: With<'_>) -> Result<Value, TextError> {
    todo!()
}

pub(super) fn text(_trend: &Trend, _with: With<'_>) -> Result<Vec<Text>, TextError> {
    todo!()
}
