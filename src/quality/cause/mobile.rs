//! RC21: the network was bad over a mobile radio: a circumstance of whatever else it was. Source:
//! quality model 4.

use super::super::case::Case;
use super::super::rate::RatedMinute;
use super::super::side::side_of;
use super::super::verdict::{Cause, CauseId, FactKind, Side};
use super::evidence::{bad_minutes, reading, sure_of};
use super::listed;

pub(super) fn rule(case: &Case<'_>) -> Option<Cause> {
    let minutes = bad_minutes(case, |minute| {
        is_network(case, minute)
            && listed::at(case, minute.at())
                .any(|stay| listed::is_cellular(stay) || listed::is_mobile_somewhere(stay))
    })?;
    let stays = || minutes.iter().flat_map(|at| listed::at(case, *at));
    let cellular = stays().find(|stay| listed::is_cellular(stay));
    let somewhere = stays().find(|stay| listed::is_mobile_somewhere(stay));
    let fact = match cellular {
        Some(stay) => listed::fact(FactKind::NetworkType, stay.network_type.as_deref()),
        None => listed::fact(FactKind::Device, somewhere.and_then(|stay| stay.device.as_deref())),
    };
    // A telephone may as well have been on Wi-Fi.
    let confidence = sure_of(case, &minutes, u32::from(cellular.is_none()));
    let worst = case.me.at(*minutes.first()?)?.readings.first()?.metric;
    let evidence = fact.into_iter().chain(reading(case, worst, &minutes)).collect();
    Some(Cause { id: CauseId::MobileRadio, confidence, minutes, evidence })
}

/// Whether it was this person's network that was bad.
fn is_network(case: &Case<'_>, minute: &RatedMinute<'_>) -> bool {
    !matches!(side_of(case, minute), Side::FarEnd | Side::Device)
}

#[cfg(test)]
mod tests {
    use super::super::super::verdict::{Confidence, Evidence};
    use super::super::testing::{Person, alone, minutes};
    use super::*;

    fn lossy() -> Person {
        minutes(10).loss_received(8.0).from(3).to(6)
    }

    fn on(person: Person, device: &str) -> Person {
        person.listed(|stay| stay.device = Some(device.to_owned()))
    }

    #[test]
    fn a_bad_network_over_cellular_is_the_radio() {
        for network in ["cellular", "4G", "蜂窝网络"] {
            let cause = alone(lossy().network_type(network)).says(rule).unwrap();
            assert_eq!((cause.id, cause.confidence), (CauseId::MobileRadio, Confidence::High));
            let text = network.to_owned();
            let fact = Evidence::Fact { what: FactKind::NetworkType, text };
            assert_eq!(cause.evidence.first(), Some(&fact));
        }
    }

    #[test]
    fn a_telephone_somewhere_is_likely_on_it() {
        let cause = alone(on(lossy(), "IOS")).says(rule).unwrap();
        assert_eq!(cause.confidence, Confidence::Medium);
    }

    #[test]
    fn wifi_a_computer_or_a_busy_telephone_are_not() {
        assert_eq!(alone(on(lossy(), "IOS").wifi()).says(rule), None);
        assert_eq!(alone(lossy().network_type("WiFi 5G")).says(rule), None);
        assert_eq!(alone(on(lossy(), "WINDOWS")).says(rule), None);
        let busy = on(minutes(10).cpu(95.0, 80.0).from(3).to(6), "ANDROID");
        assert_eq!(alone(busy).says(rule), None);
        assert_eq!(alone(minutes(10).network_type("4g")).says(rule), None, "nothing was bad");
        let far_end = minutes(10).choppy_video().from(3).to(6).network_type("4g");
        assert_eq!(alone(far_end).says(rule), None, "it came choppy");
    }
}
