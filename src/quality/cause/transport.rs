//! RC8: the media did not go over UDP, or went through a proxy, and came late or uneven. Source:
//! quality model 4.

use super::super::case::Case;
use super::super::metric::Metric;
use super::super::participant::Stay;
use super::super::verdict::{Cause, CauseId, Evidence, FactKind};
use super::super::way::{is_jitter, is_latency, poor};
use super::evidence::{bad_minutes, reading, sure_of};
use super::listed;

pub(super) fn rule(case: &Case<'_>) -> Option<Cause> {
    let minutes = bad_minutes(case, |minute| {
        poor(minute).any(is_wait) && listed::at(case, minute.at()).any(is_detour)
    })?;
    let stays = || minutes.iter().flat_map(|at| listed::at(case, *at)).filter(|s| is_detour(s));
    let without_udp = stays().find(|stay| listed::is_without_udp(stay));
    let protocol = without_udp.and_then(|stay| stay.protocol.as_deref());
    let through_proxy = stays().any(uses_proxy);
    // A proxy may carry UDP well.
    let confidence = sure_of(case, &minutes, u32::from(without_udp.is_none()));
    let waits = Metric::all().filter(|metric| {
        is_wait(*metric) && case.me.during(&minutes).flat_map(poor).any(|poor| poor == *metric)
    });
    let proxy = Evidence::Fact { what: FactKind::RtcProxy, text: "true".to_owned() };
    let facts = listed::fact(FactKind::Protocol, protocol).into_iter();
    let facts = facts.chain(through_proxy.then_some(proxy));
    let evidence =
        facts.chain(waits.filter_map(|metric| reading(case, metric, &minutes))).collect();
    Some(Cause { id: CauseId::TcpFallback, confidence, minutes, evidence })
}

const fn is_wait(metric: Metric) -> bool {
    is_jitter(metric) || is_latency(metric) || matches!(metric, Metric::NetworkDelay)
}

fn is_detour(stay: &Stay) -> bool {
    listed::is_without_udp(stay) || uses_proxy(stay)
}

fn uses_proxy(stay: &Stay) -> bool {
    stay.use_rtc_proxy == Some(true)
}

#[cfg(test)]
mod tests {
    use super::super::super::verdict::Confidence;
    use super::super::testing::{Person, alone, minutes};
    use super::*;

    fn late() -> Person {
        minutes(10).delay(450.0).jitter_sent(70.0).from(3).to(7)
    }

    fn over(protocol: &str) -> Person {
        late().listed(|stay| stay.protocol = Some(protocol.to_owned()))
    }

    #[test]
    fn delay_or_jitter_without_udp_is_the_fallback() {
        for protocol in ["tcp", "TLS"] {
            let cause = alone(over(protocol)).says(rule).unwrap();
            assert_eq!((cause.id, cause.confidence), (CauseId::TcpFallback, Confidence::High));
            assert_eq!(cause.evidence.len(), 3, "the protocol, the delay, the jitter");
        }
    }

    #[test]
    fn a_proxy_is_a_reason_too_and_a_weaker_one() {
        let cause =
            alone(late().listed(|stay| stay.use_rtc_proxy = Some(true))).says(rule).unwrap();
        assert_eq!(cause.confidence, Confidence::Medium);
    }

    #[test]
    fn udp_or_an_unknown_way_or_another_fault_is_not() {
        for protocol in ["udp", "UDP", "", "-"] {
            assert_eq!(alone(over(protocol)).says(rule), None, "{protocol}");
        }
        assert_eq!(alone(late()).says(rule), None);
        let lossy = minutes(10).loss_sent(6.0).from(3).to(7);
        let lossy = lossy.listed(|stay| stay.protocol = Some("tcp".to_owned()));
        assert_eq!(alone(lossy).says(rule), None);
    }
}
