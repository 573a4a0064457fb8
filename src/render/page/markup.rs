//! Markup that code makes itself where a template would be too slow: cells and minutes by the
//! thousand.
//!
//! Invariant: text goes in escaped, for an element's content and for an attribute in double quotes.

use std::fmt::{self, Write};

use minijinja::{HtmlEscape, Value};
use serde::{Serialize, Serializer};

/// HTML that needs no escaping any more.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Html(String);

impl Html {
    /// Adds markup of ours, with nothing in it that came from elsewhere.
    pub(super) fn tag(&mut self, markup: &str) {
        self.0.push_str(markup);
    }

    /// Adds text, escaped.
    pub(super) fn text(&mut self, text: &str) {
        // Writing to a string cannot fail.
        let _: fmt::Result = write!(self.0, "{}", HtmlEscape(text));
    }
}

/// A template sees a safe string, so that nothing escapes it a second time.
impl Serialize for Html {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Value::from_safe_string(self.0.clone()).serialize(serializer)
    }
}
