//! Which side of the connection was bad.
//!
//! A minute is told by which way its poor readings go: what is sent, what is received, the way to
//! the platform and back, or the computer. What arrives badly over a link that is measured and clean
//! was bad before it came (quality model 10). Jitter is made on any path: alone it is the far end's
//! only when somebody else's sent side was bad too.

use super::case::Case;
use super::judgement::State;
use super::metric::{Metric, Section};
use super::rate::RatedMinute;
use super::verdict::Side;
use super::way::{Way, is_jitter, is_poor, poor, way};

/// The side of a person's whole meeting: the one that most of the bad minutes share, or else both
/// directions of a network that was bad in either.
pub(super) fn side(case: &Case<'_>) -> Side {
    let sides: Vec<Side> = case.me.bad().map(|minute| side_of(case, minute)).collect();
    let share = |side: Side| sides.iter().filter(|other| **other == side).count();
    let is_network = |side: &Side| matches!(side, Side::Uplink | Side::Downlink | Side::Both);
    match sides.iter().copied().max_by_key(|side| share(*side)) {
        None => Side::None,
        Some(usual) if share(usual) * 2 > sides.len() => usual,
        Some(_) if sides.iter().all(is_network) => Side::Both,
        Some(_) => Side::Unknown,
    }
}

/// The side of one bad minute.
pub(super) fn side_of(case: &Case<'_>, minute: &RatedMinute<'_>) -> Side {
    let network = minute.sections[Section::Network as usize];
    let is = |way| is_poor(minute, way);
    if is_far_end(case, minute) {
        return Side::FarEnd;
    }
    if is(Way::Device) && network < Some(State::Poor) {
        return Side::Device;
    }
    match (is(Way::Sent), is(Way::Received)) {
        (true, false) => Side::Uplink,
        (false, true) => Side::Downlink,
        (true, true) => Side::Both,
        // What is left is the way to the platform and back.
        (false, false) => Side::Both,
    }
}

/// Whether what arrived was bad although this person's side was clean, and nothing contradicts
/// that somebody sent it so.
fn is_far_end(case: &Case<'_>, minute: &RatedMinute<'_>) -> bool {
    let mut arriving = poor(minute).filter(|metric| way(*metric) == Way::Received).peekable();
    if arriving.peek().is_none() || !is_own_side_clean(minute) {
        return false;
    }
    let others = case.others_at(minute.at());
    if others.rated > 0 { others.senders > 0 } else { arriving.any(|metric| !is_jitter(metric)) }
}

/// Whether delay and received loss were measured, the network was good in every respect, and
/// neither what was sent nor the computer was poor.
pub(super) fn is_own_side_clean(minute: &RatedMinute<'_>) -> bool {
    [Metric::NetworkDelay, Metric::NetworkPacketLossAvgReceived]
        .into_iter()
        .all(|metric| minute.measured.get(metric).is_some())
        && minute.sections[Section::Network as usize] == Some(State::Good)
        && !is_poor(minute, Way::Sent)
        && !is_poor(minute, Way::Device)
}

#[cfg(test)]
mod tests;
