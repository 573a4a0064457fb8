//! What the participant list says of somebody in a minute.
//!
//! The platform documents few of these words (dossier 6.5: `wifi`, `udp`, `windows`): the others
//! are house. A word that is not known says nothing.

use jiff::{SignedDuration, Timestamp};

use super::super::case::Case;
use super::super::fold::fold;
use super::super::participant::Stay;
use super::super::verdict::{Evidence, FactKind};

const WIFI: &[&str] = &["wifi", "wi-fi", "wlan", "无线"];
const CELLULAR: &[&str] = &["cellular", "mobile", "wwan", "lte", "2g", "3g", "4g", "5g", "蜂窝"];
const MOBILE_DEVICES: &[&str] = &["ios", "android", "iphone", "ipad", "harmony", "mobile"];
const OVER_UDP: &[&str] = &["udp", "quic"];
const BROKEN_OFF: &[&str] =
    &["network", "disconnect", "timeout", "lost", "网络", "异常", "掉线", "断开", "超时"];

/// The rows of the list that reach into a minute.
pub(super) fn at<'a>(case: &Case<'a>, minute: Timestamp) -> impl Iterator<Item = &'a Stay> {
    let end = minute + SignedDuration::from_mins(1);
    case.me.person.stays.iter().filter(move |stay| stay.join < end && stay.leave > minute)
}

pub(super) fn is_wifi(stay: &Stay) -> bool {
    says(stay.network_type.as_deref(), WIFI)
}

pub(super) fn is_cellular(stay: &Stay) -> bool {
    !is_wifi(stay) && says(stay.network_type.as_deref(), CELLULAR)
}

/// A telephone or tablet of which nobody says how it was connected.
pub(super) fn is_mobile_somewhere(stay: &Stay) -> bool {
    text(stay.network_type.as_deref()).is_none() && says(stay.device.as_deref(), MOBILE_DEVICES)
}

/// The media took another way than UDP, as far as the list says which.
pub(super) fn is_without_udp(stay: &Stay) -> bool {
    text(stay.protocol.as_deref()).is_some() && !says(stay.protocol.as_deref(), OVER_UDP)
}

/// The person did not leave by their own will, nor by the host's.
pub(super) fn was_broken_off(stay: &Stay) -> bool {
    says(stay.leave_reason.as_deref(), BROKEN_OFF)
}

/// A fact as evidence, in the platform's words.
pub(super) fn fact(what: FactKind, words: Option<&str>) -> Option<Evidence> {
    Some(Evidence::Fact { what, text: text(words)?.to_owned() })
}

fn says(words: Option<&str>, known: &[&str]) -> bool {
    text(words).is_some_and(|words| {
        let words = fold(words).to_lowercase();
        known.iter().any(|word| words.contains(word))
    })
}

/// The words, unless they are empty or a dash.
fn text(words: Option<&str>) -> Option<&str> {
    words.map(str::trim).filter(|words| !words.is_empty() && *words != "-")
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::at as start;
    use super::super::testing::{alone, minutes, stay};
    use super::*;

    #[test]
    fn a_row_reaches_into_the_minutes_it_shares_a_moment_with() {
        let second = SignedDuration::from_secs(1);
        let mut row = stay(3, 6);
        for (join, leave, reached) in [
            (start(3), start(6), &[3, 4, 5][..]),
            (start(4) - second, start(6), &[3, 4, 5]),
            (start(3), start(5) + second, &[3, 4, 5]),
            (start(4), start(4) + second, &[4]),
        ] {
            (row.join, row.leave) = (join, leave);
            let found = alone(minutes(10).stays([row.clone()])).look(|case| {
                (0..10).filter(|n| at(case, start(*n)).next().is_some()).collect::<Vec<_>>()
            });
            assert_eq!(found, reached, "{join} to {leave}");
        }
    }
}
