//! Stands in until the voice model is merged.

use super::minute::Minute;
use super::semantics::Semantics;
use super::verdict::VoiceBothWays;

pub fn estimate(_minutes: &[Minute], _semantics: &Semantics) -> VoiceBothWays {
    VoiceBothWays::default()
}
