//! RC5: packets were lost in both directions, on Wi-Fi.
//!
//! Both directions are lossy when both are at least fair and one of them is poor (house: the model
//! gives no number). Source: quality model 4.

use super::super::case::Case;
use super::super::metric::Metric;
use super::super::rate::RatedMinute;
use super::super::verdict::{Cause, CauseId, FactKind};
use super::evidence::{bad_minutes, reading, sure_of};
use super::listed;

const BOTH: [Metric; 2] = [Metric::NetworkPacketLossAvgReceived, Metric::NetworkPacketLossAvgSent];

pub(super) fn rule(case: &Case<'_>) -> Option<Cause> {
    let minutes = bad_minutes(case, |minute| {
        is_lossy_both_ways(case, minute) && listed::at(case, minute.at()).any(listed::is_wifi)
    })?;
    let compared = minutes.iter().any(|at| case.others_at(*at).rated > 0);
    let confidence = sure_of(case, &minutes, u32::from(!compared));
    let network = case.me.person.stays.iter().find(|stay| listed::is_wifi(stay));
    let network = network.and_then(|stay| stay.network_type.as_deref());
    let lost = BOTH.into_iter().filter_map(|metric| reading(case, metric, &minutes));
    let evidence = lost.chain(listed::fact(FactKind::NetworkType, network)).collect();
    Some(Cause { id: CauseId::WeakWifi, confidence, minutes, evidence })
}

fn is_lossy_both_ways(case: &Case<'_>, minute: &RatedMinute<'_>) -> bool {
    let bounds = &case.rules.thresholds.packet_loss_avg;
    let lost = |bound: f64| {
        BOTH.map(|metric| minute.measured.get(metric).is_some_and(|loss| loss >= bound))
    };
    lost(bounds.fair) == [true; 2] && lost(bounds.poor) != [false; 2]
}

#[cfg(test)]
mod tests {
    use super::super::super::verdict::{Confidence, Evidence};
    use super::super::testing::{Person, alone, minutes, people};
    use super::*;

    fn lossy(sent: f64, received: f64) -> Person {
        minutes(10).loss_sent(sent).loss_received(received).from(3).to(7)
    }

    #[test]
    fn loss_both_ways_on_wifi_is_the_wifi() {
        for (sent, received) in [(6.0, 6.0), (5.0, 2.0), (2.0, 5.0)] {
            let cause = people([lossy(sent, received).wifi(), minutes(10)]).says(rule).unwrap();
            assert_eq!(cause.id, CauseId::WeakWifi);
            assert_eq!(cause.confidence, Confidence::High);
            let text = "wifi".to_owned();
            let wifi = Evidence::Fact { what: FactKind::NetworkType, text };
            assert_eq!(cause.evidence.last(), Some(&wifi));
        }
    }

    #[test]
    fn without_others_to_compare_with_it_is_less_sure() {
        let cause = alone(lossy(6.0, 6.0).wifi()).says(rule).unwrap();
        assert_eq!(cause.confidence, Confidence::Medium);
    }

    #[test]
    fn a_cable_or_one_direction_is_not() {
        assert_eq!(alone(lossy(6.0, 6.0)).says(rule), None, "nobody says it was Wi-Fi");
        assert_eq!(alone(lossy(6.0, 6.0).network_type("ethernet")).says(rule), None);
        assert_eq!(alone(lossy(6.0, 1.9).wifi()).says(rule), None);
        assert_eq!(alone(lossy(4.9, 4.9).delay(500.0).wifi()).says(rule), None);
    }
}
