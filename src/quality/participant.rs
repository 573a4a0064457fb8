//! One person in a meeting: what was measured of them, when they were there, and on what.

use std::time::Duration;

use jiff::Timestamp;

use super::minute::Measured;

/// Somebody who is judged, or to whom somebody is compared.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Participant {
    /// As in the participant list, or the stem of a file.
    pub name: String,
    pub measured: Measured,
    /// Empty when no participant list is at hand.
    pub stays: Vec<Stay>,
}

/// One row of the participant list (dossier 6.5): one device, joined once or more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stay {
    /// The first join of the row.
    pub join: Timestamp,
    /// The last leave; the meeting's end when it is not known.
    pub leave: Timestamp,
    /// How long in all; less than `leave - join` when the person was away in between.
    pub time_in_meeting: Option<Duration>,
    pub device: Option<String>,
    pub app_version: Option<String>,
    /// Such as `wifi`.
    pub network_type: Option<String>,
    /// Such as `udp`.
    pub protocol: Option<String>,
    pub use_rtc_proxy: Option<bool>,
    pub microphone: Option<String>,
    pub speaker: Option<String>,
    pub camera: Option<String>,
    /// In the platform's own words, mostly Chinese.
    pub leave_reason: Option<String>,
    pub site: Option<Site>,
}

/// Where somebody sat: the same public address, or the same internal /24 network. Only ever
/// compared, never shown.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Site {
    pub public_ip: Option<String>,
    /// The first three numbers of an internal IPv4 address.
    pub internal_network: Option<String>,
}

impl std::fmt::Debug for Site {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Site(…)")
    }
}

impl Site {
    /// Whether two people sat in the same place, as far as addresses tell.
    pub fn is_same(&self, other: &Self) -> bool {
        let same = |a: &Option<String>, b: &Option<String>| a.is_some() && a == b;
        same(&self.public_ip, &other.public_ip)
            || same(&self.internal_network, &other.internal_network)
    }
}
