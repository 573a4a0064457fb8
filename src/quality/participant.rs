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

    /// Whether two people sat in the same place, as far as addresses tell: the same public address,
    /// or the same internal network, as an office with two lines has. House: networks that routers
    /// for homes come with tell nothing against different public addresses.
    pub fn is_same(&self, other: &Self) -> bool {
        let public = self.public_ip.as_ref().zip(other.public_ip.as_ref());
        let same_network = self
            .internal_network
            .as_ref()
            .filter(|mine| other.internal_network.as_ref() == Some(mine));
        match (public, same_network) {
            (Some((mine, others)), _) if mine == others => true,
            (Some(_), Some(network)) => !is_of_homes(network),
            (None, Some(_)) => true,
            (_, None) => false,
        }
    }
}

/// Whether routers for homes come with this network.
fn is_of_homes(network: &str) -> bool {
    network.starts_with("192.168.") || network == "10.0.0"
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
    fn the_same_place_has_one_public_address_or_one_network_that_no_home_has() {
        let (here, there) = (Some("27.0.2.183"), Some("27.0.2.184"));
        let (one, two) = (Some("192.168.1.13"), Some("192.168.2.13"));
        let (office, home) = (Some("10.1.2.3"), Some("10.0.0.4"));
        for (a, b, same) in [
            ((here, one), (here, two), true),
            ((here, one), (there, one), false),
            ((here, home), (there, home), false),
            ((here, office), (there, office), true),
            ((here, office), (there, one), false),
            ((here, one), (None, one), true),
            ((None, one), (None, one), true),
            ((None, one), (None, two), false),
            ((here, None), (None, one), false),
        ] {
            let site = |(public, internal)| Site::at(public, internal).unwrap();
            assert_eq!(site(a).is_same(&site(b)), same, "{a:?} and {b:?}");
            assert_eq!(site(b).is_same(&site(a)), same, "{b:?} and {a:?}");
        }
    }

    #[test]
    fn no_address_is_ever_printed() {
        let site = Site::at(Some("27.0.2.183"), Some("192.168.1.13"));
        assert_eq!(format!("{site:?}"), "Some(Site(…))");
    }
}
