//! How everything is judged: the bounds of readings and of causes, the voice model's constants, and
//! how undocumented readings are read.
//!
//! An operator may set any of it:
//!
//! ```toml
//! [rules.thresholds.network_delay]
//! fair = 150
//! poor = 300
//! severe = 600
//!
//! [rules.semantics]
//! network_delay = "one_way"
//! ```
//!
//! What is not set keeps its default. Source: quality model 3.2, 3.3, 4 and 5.

use serde::Deserialize;

use super::bounds::CauseBounds;
use super::metric::Metric;
use super::semantics::Semantics;
use super::thresholds::{Scale, Thresholds};
use super::voice::model::VoiceModel;

mod check;

/// How everything is judged.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rules {
    pub thresholds: Thresholds,
    pub causes: CauseBounds,
    pub voice: VoiceModel,
    pub semantics: Semantics,
}

impl Rules {
    /// The scale a reading of this metric is held against, in terms of the reading; `None` for
    /// metrics that are never rated.
    ///
    /// The bounds of `network_delay` are for a round trip and those of media latency for one way.
    /// Where the reading spans something else, the bounds follow: a one-way `network_delay` of
    /// 100 ms is fair where a round trip of 200 ms is.
    pub fn scale(&self, metric: Metric) -> Option<Scale> {
        let scale = *self.thresholds.scale(metric)?;
        Some(match metric {
            Metric::NetworkDelay => scale.times(self.semantics.network_delay.ways() / 2.0),
            Metric::AudioLatencyReceived
            | Metric::AudioLatencySent
            | Metric::VideoLatencyReceived
            | Metric::VideoLatencySent
            | Metric::ShareLatencyReceived
            | Metric::ShareLatencySent => scale.times(self.semantics.media_latency.ways()),
            _ => scale,
        })
    }
}

#[cfg(test)]
mod tests;
