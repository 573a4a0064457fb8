//! Why it was bad: one small rule for each cause of quality model 4.
//!
//! A rule looks at a [`Case`] and says its cause with minutes and evidence, or nothing. It does not
//! know of the other rules: which goes before which, and what a cause needs to be said at all, is
//! the table below.

mod busy_client;
mod busy_computer;
mod device;
mod evidence;
mod no_audio_sent;
mod quiet_microphone;
mod quota;
mod sharer;
mod silent_speaker;
mod starved_encoder;
mod stretch;

#[cfg(test)]
pub(super) mod testing;

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::case::Case;
use super::verdict::Cause;

/// Bad minutes that a cause of bad minutes has to explain.
pub(super) const MIN_BAD_MINUTES: usize = 2;

/// Of the minutes attended, how many must have been rated before bad ones are explained.
pub(super) const MIN_COVERAGE: f64 = 0.6;

/// More than two possible causes are no answer.
const MOST_CAUSES: usize = 2;

/// What a cause rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Basis {
    /// Explains bad minutes: there must be two of them in a meeting that is mostly measured, and
    /// the causes said before must have left one of them open.
    BadMinutes,
    /// Explains bad minutes too, but says what lies under a cause that was said before.
    Circumstance,
    /// Stands without bad minutes.
    OwnEvidence,
}

type Rule = fn(&Case<'_>) -> Option<Cause>;

/// All rules; the first that holds is the likeliest cause.
const PRECEDENCE: &[(Rule, Basis)] = &[
    (quota::rule, Basis::OwnEvidence),
    (busy_computer::rule, Basis::BadMinutes),
    (busy_client::rule, Basis::BadMinutes),
    (starved_encoder::rule, Basis::BadMinutes),
    (quiet_microphone::rule, Basis::OwnEvidence),
    (no_audio_sent::rule, Basis::OwnEvidence),
    (silent_speaker::rule, Basis::OwnEvidence),
    (sharer::rule, Basis::BadMinutes),
];

/// The causes of a person's trouble, at most two, the likelier first.
pub(super) fn causes(case: &Case<'_>) -> Vec<Cause> {
    let mut causes: Vec<Cause> = Vec::new();
    let mut explained: BTreeSet<Timestamp> = BTreeSet::new();
    for (rule, basis) in PRECEDENCE {
        if *basis != Basis::OwnEvidence && !may_be_explained(case) {
            continue;
        }
        let Some(cause) = rule(case) else { continue };
        let is_said = match basis {
            Basis::OwnEvidence => true,
            Basis::Circumstance => cause.minutes.len() >= MIN_BAD_MINUTES,
            Basis::BadMinutes => {
                cause.minutes.len() >= MIN_BAD_MINUTES
                    && cause.minutes.iter().any(|minute| !explained.contains(minute))
            }
        };
        if is_said {
            explained.extend(&cause.minutes);
            causes.push(cause);
        }
        if causes.len() == MOST_CAUSES {
            break;
        }
    }
    causes
}

/// Whether so much is known that bad minutes can be explained.
fn may_be_explained(case: &Case<'_>) -> bool {
    case.me.judgement.coverage >= MIN_COVERAGE && case.me.bad().count() >= MIN_BAD_MINUTES
}
