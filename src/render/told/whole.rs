//! Stub.

use minijinja::Value;

use super::With;
use crate::app::ports::Offer;
use crate::app::told::Whole;
use crate::render::text::{Text, TextError};

pub(super) const STEPS: usize = 0;

pub(super) fn variables(
    _whole: &Whole,
    _offer: &Offer,
    _step: usize,
    _with: With<'_>,
) -> Result<Value, TextError> {
    todo!()
}

pub(super) fn text(_whole: &Whole, _with: With<'_>) -> Result<Vec<Text>, TextError> {
    todo!()
}
