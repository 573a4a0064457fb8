//! Why it was bad: one small rule for each cause of quality model 4.
//!
//! A rule looks at a [`Case`] and says its cause with minutes and evidence, or nothing. It does not
//! know of the other rules: which goes before which, and what a cause needs to be said at all, is
//! the table below.

mod bursts;
mod busy_client;
mod busy_computer;
mod client_version;
mod congestion;
mod direction;
mod disconnects;
mod evidence;
mod excluded;
mod listed;
mod mobile;
mod no_audio_sent;
mod office;
mod path;
mod picture;
mod quiet_microphone;
mod quota;
mod service;
mod share;
mod sharer;
mod silent_speaker;
mod speaker;
mod starved_encoder;
mod stretch;
mod transport;
mod wifi;

#[cfg(test)]
pub(super) mod testing;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::case::Case;
use super::verdict::Cause;
pub(super) use excluded::exclusions;

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
    /// Stands without bad minutes, and explains none.
    OwnEvidence,
}

type Rule = fn(&Case<'_>) -> Option<Cause>;

/// All rules in the precedence of quality model 4; the first that holds is the likeliest cause.
#[rustfmt::skip]
const PRECEDENCE: &[(Rule, Basis)] = &[
    (quota::rule, Basis::OwnEvidence),             // RC13
    (speaker::rule, Basis::BadMinutes),            // RC17
    (service::rule, Basis::BadMinutes),            // RC1
    (office::rule, Basis::BadMinutes),             // RC2

    (busy_computer::rule, Basis::BadMinutes),      // RC9
    (busy_client::rule, Basis::BadMinutes),        // RC10
    (starved_encoder::rule, Basis::BadMinutes),    // RC11
    (transport::rule, Basis::BadMinutes),          // RC8
    (direction::uplink, Basis::BadMinutes),        // RC3
    (direction::downlink, Basis::BadMinutes),      // RC4
    (wifi::rule, Basis::BadMinutes),               // RC5
    (congestion::rule, Basis::BadMinutes),         // RC6
    (path::rule, Basis::BadMinutes),               // RC7

    (quiet_microphone::rule, Basis::OwnEvidence),  // RC14
    (no_audio_sent::rule, Basis::OwnEvidence),     // RC15
    (silent_speaker::rule, Basis::OwnEvidence),    // RC16
    (sharer::rule, Basis::BadMinutes),             // RC18

    (disconnects::rule, Basis::OwnEvidence),       // RC19
    (bursts::rule, Basis::OwnEvidence),            // RC20
    (mobile::rule, Basis::Circumstance),           // RC21
    (client_version::rule, Basis::OwnEvidence),    // RC22
];

/// The causes of a person's trouble, at most two: the likelier first, or the one that explains more
/// of the bad minutes.
pub(super) fn causes(case: &Case<'_>) -> Vec<Cause> {
    let enough = case.rules.causes.min_bad_minutes;
    let mut said: Vec<(usize, Cause)> = Vec::new();
    let mut explained: BTreeSet<Timestamp> = BTreeSet::new();
    for (rule, basis) in PRECEDENCE {
        if *basis != Basis::OwnEvidence && !may_be_explained(case) {
            continue;
        }
        let Some(cause) = rule(case) else { continue };
        let explains = if *basis == Basis::OwnEvidence { 0 } else { cause.minutes.len() };
        let is_said = match basis {
            Basis::OwnEvidence => true,
            Basis::Circumstance => explains >= enough,
            Basis::BadMinutes => {
                explains >= enough && cause.minutes.iter().any(|minute| !explained.contains(minute))
            }
        };
        if is_said {
            if explains > 0 {
                explained.extend(&cause.minutes);
            }
            said.push((explains, cause));
        }
        if said.len() == MOST_CAUSES {
            break;
        }
    }
    // Precedence says which is likelier; of two that explain minutes, the one of more minutes is
    // what the person suffered from.
    if let [(first @ 1.., _), (second, _)] = said.as_slice()
        && second > first
    {
        said.reverse();
    }
    said.into_iter().map(|(_, cause)| cause).collect()
}

/// Whether so much is known that bad minutes can be explained.
fn may_be_explained(case: &Case<'_>) -> bool {
    let bounds = &case.rules.causes;
    case.me.judgement.coverage >= bounds.min_coverage
        && case.me.bad().count() >= bounds.min_bad_minutes
}
