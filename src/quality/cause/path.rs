//! RC7: a long way, steadily: distance, a VPN or a proxy.
//!
//! Nearly all minutes have at least a fair delay, and the tenth and the ninetieth percentile lie
//! close together; the minutes it explains are bad by delay, with good loss and jitter. Source:
//! quality model 4.

use super::super::case::Case;
use super::super::metric::Metric;
use super::super::rate::RatedMinute;
use super::super::verdict::{Cause, CauseId};
use super::super::way::{is_jitter, is_latency, poor};
use super::congestion::is_lossless;
use super::evidence::{all_values, bad_minutes, medians, quantile, reading, sure_of};

pub(super) fn rule(case: &Case<'_>) -> Option<Cause> {
    case.me.bad().next()?;
    let delays = all_values(case, Metric::NetworkDelay);
    let low = quantile(delays.clone(), 10)?;
    let high = quantile(delays, 90)?;
    let fair = case.rules.scale(Metric::NetworkDelay)?.fair;
    if low < fair || high > case.rules.causes.steady_delay * low {
        return None;
    }
    let minutes = bad_minutes(case, |minute| is_only_late(case, minute))?;
    let confidence = sure_of(case, &minutes, 0);
    let late = reading(case, Metric::NetworkDelay, &minutes);
    let evidence = late.into_iter().chain(medians(case, Metric::NetworkDelay, &minutes)).collect();
    Some(Cause { id: CauseId::LongPath, confidence, minutes, evidence })
}

fn is_only_late(case: &Case<'_>, minute: &RatedMinute<'_>) -> bool {
    let is_late = poor(minute).any(|metric| metric == Metric::NetworkDelay || is_latency(metric));
    let is_even = !minute.readings.iter().any(|reading| is_jitter(reading.metric));
    is_late && is_even && is_lossless(case, minute.measured)
}

#[cfg(test)]
mod tests {
    use super::super::super::verdict::Confidence;
    use super::super::testing::{alone, minutes};
    use super::*;

    #[test]
    fn a_steady_delay_over_a_clean_link_is_a_long_path() {
        let cause = alone(minutes(10).delay(420.0)).says(rule).unwrap();
        assert_eq!((cause.id, cause.confidence), (CauseId::LongPath, Confidence::High));
        assert_eq!(cause.minutes.len(), 10);
    }

    #[test]
    fn a_fair_delay_explains_media_that_come_late() {
        let me = minutes(10).delay(250.0).with(Metric::AudioLatencyReceived, 420.0);
        assert_eq!(alone(me).says(rule).unwrap().minutes.len(), 10);
    }

    #[test]
    fn each_bound_of_it() {
        let late = |delay| minutes(10).delay(delay).with(Metric::AudioLatencyReceived, 420.0);
        let varying = |to| minutes(10).delay(400.0).throughout().delay(to).from(5).to(9);
        for (what, person, is_it) in [
            ("200 ms throughout", late(200.0), true),
            ("199.9 ms throughout", late(199.9), false),
            ("1.3 times", varying(520.0), true),
            ("more than 1.3 times", varying(520.1), false),
        ] {
            assert_eq!(alone(person.throughout()).says(rule).is_some(), is_it, "{what}");
        }
    }

    #[test]
    fn it_is_not_when_delay_varies_or_more_than_delay_is_bad() {
        for (why, me) in [
            ("half of the meeting was near", minutes(10).delay(420.0).from(5).to(9)),
            ("delay varies", minutes(10).delay(420.0).throughout().delay(560.0).from(5).to(9)),
            ("lossy", minutes(10).delay(420.0).loss_sent(2.0)),
            ("uneven", minutes(10).delay(420.0).jitter_received(30.0)),
            ("bad by its picture alone", minutes(10).delay(250.0).choppy_video()),
        ] {
            assert_eq!(alone(me).says(rule), None, "{why}");
        }
    }
}
