//! Stub.

use minijinja::Value;

use super::With;
use crate::command::Topic;
use crate::render::text::{Text, TextError};

pub(super) fn variables(_topic: Option<Topic>, _with: With<'_>) -> Result<Value, TextError> {
    todo!()
}

pub(super) fn text(_topic: Option<Topic>, _with: With<'_>) -> Result<Vec<Text>, TextError> {
    todo!()
}
