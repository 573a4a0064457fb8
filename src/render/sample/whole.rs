//! Made-up meetings of many, pairs and trends.

use crate::app::ports::Told;

/// One of each kind.
#[derive(Debug, Clone)]
pub(super) struct WholeSamples;

impl WholeSamples {
    pub(super) fn new() -> Self {
        Self
    }

    /// Each with a name of its own among those of its template.
    pub(super) fn told(&self) -> Vec<(String, Told<'_>)> {
        Vec::new()
    }
}
