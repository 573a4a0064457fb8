//! What the platform leaves undefined, and how it is read: a tenant who knows better changes a
//! line here, not code. Source: quality model 5 ("Undocumented semantics"), 3.2 and 3.3.

use serde::{Deserialize, Serialize};

/// How undocumented readings are read. The default is the conservative one, and every report says
/// which reading was used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", default, deny_unknown_fields)]
pub struct Semantics {
    pub network_delay: DelayIs,
    pub media_latency: DelayIs,
    pub packet_loss: LossIs,
    pub positive_level: PositiveLevelIs,
}

/// What a delay spans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DelayIs {
    RoundTrip,
    OneWay,
}

/// Whether lost packets were counted before the client repaired what it could.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LossIs {
    BeforeRepair,
    AfterRepair,
}

/// What a level above 0 dB means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PositiveLevelIs {
    /// Reported, never rated.
    Unknown,
    /// A level that says the microphone or speaker is in use.
    Audible,
}

impl DelayIs {
    /// How many ways it spans.
    pub const fn ways(self) -> f64 {
        match self {
            Self::RoundTrip => 2.0,
            Self::OneWay => 1.0,
        }
    }
}

impl Default for Semantics {
    fn default() -> Self {
        Self {
            network_delay: DelayIs::RoundTrip,
            media_latency: DelayIs::OneWay,
            packet_loss: LossIs::BeforeRepair,
            positive_level: PositiveLevelIs::Unknown,
        }
    }
}
