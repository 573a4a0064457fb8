//! Stub.

use minijinja::Value;

use super::With;
use crate::app::asked::{AskedId, Watch};
use crate::app::told::Watching;
use crate::render::text::{Text, TextError};

pub(super) fn variables(_watching: &Watching, _with: With<'_>) -> Result<Value, TextError> {
    todo!()
}

pub(super) fn text(_watching: &Watching, _with: With<'_>) -> Result<Vec<Text>, TextError> {
    todo!()
}

pub(super) fn list(
    _asked: &AskedId,
    _watches: &[Watch],
    _with: With<'_>,
) -> Result<Value, TextError> {
    todo!()
}

pub(super) fn list_text(_watches: &[Watch], _with: With<'_>) -> Result<Vec<Text>, TextError> {
    todo!()
}
