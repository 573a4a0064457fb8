//! One person in a meeting: what was measured of them, when they were there, and on what.

use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

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
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
    /// From the addresses of the participant list (dossier 6.5); `None` when neither is one. What
    /// is masked (`27.xx.xx.183`) tells nobody apart.
    pub fn at(public: Option<&str>, internal: Option<&str>) -> Option<Self> {
        let public_ip = public.and_then(|text| text.trim().parse::<IpAddr>().ok());
        let internal = internal.and_then(|text| text.trim().parse::<Ipv4Addr>().ok());
        let internal_network = internal.map(|ip| {
            let [a, b, c, _] = ip.octets();
            format!("{a}.{b}.{c}")
        });
        let known = public_ip.is_some() || internal_network.is_some();
        known.then(|| Self { public_ip: public_ip.map(|ip| ip.to_string()), internal_network })
    }

    /// Whether two people sat in the same place, as far as addresses tell.
    pub fn is_same(&self, other: &Self) -> bool {
        let same = |a: &Option<String>, b: &Option<String>| a.is_some() && a == b;
        same(&self.public_ip, &other.public_ip)
            || same(&self.internal_network, &other.internal_network)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_a_public_address_and_an_internal_network() {
        let site = |public, internal| Site::at(public, internal);
        let office = site(Some("27.0.2.183"), Some("192.168.1.13")).unwrap();
        assert_eq!(office.public_ip.as_deref(), Some("27.0.2.183"));
        assert_eq!(office.internal_network.as_deref(), Some("192.168.1"));
        for nowhere in [None, Some(""), Some("27.xx.xx.183"), Some("27.0.2.183/24"), Some("1.2.3")]
        {
            assert_eq!(site(nowhere, nowhere), None, "{nowhere:?}");
        }
        assert!(
            site(Some("2001:DB8::1"), None)
                .unwrap()
                .is_same(&site(Some("2001:db8:0::1"), None).unwrap())
        );
    }

    #[test]
    fn no_address_is_ever_printed() {
        let site = Site::at(Some("27.0.2.183"), Some("192.168.1.13"));
        assert_eq!(format!("{site:?}"), "Some(Site(…))");
    }
}
