//! RC6: packets waited but were not lost: queueing, or contention on the Wi-Fi.
//!
//! Poor jitter, or twice the person's own median delay, while less than 2 % is lost either way. A
//! delay that doubles from little to little is no fault (quality model 10), so it has to be at least
//! fair (house). What was bad at the far end is not queueing here. Source: quality model 4.

use super::super::case::Case;
use super::super::metric::Metric;
use super::super::minute::Minute;
use super::super::rate::RatedMinute;
use super::super::side::side_of;
use super::super::verdict::{Cause, CauseId, Side};
use super::super::way::{Way, is_jitter, poor, way};
use super::evidence::{all_values, bad_minutes, median, medians, reading, sure_of};

pub(super) fn rule(case: &Case<'_>) -> Option<Cause> {
    case.me.bad().next()?;
    let usual = median(all_values(case, Metric::NetworkDelay));
    let fair = case.rules.scale(Metric::NetworkDelay)?.fair;
    let rise = case.rules.causes.delay_rise;
    let has_risen = |minute: &RatedMinute<'_>| {
        let delay = minute.measured.get(Metric::NetworkDelay);
        delay.zip(usual).is_some_and(|(delay, usual)| delay >= fair && delay >= rise * usual)
    };
    let minutes = bad_minutes(case, |minute| {
        (poor(minute).any(is_jitter) || has_risen(minute))
            && is_lossless(case, minute.measured)
            && side_of(case, minute) != Side::FarEnd
    })?;
    let rated = || case.me.during(&minutes);
    let jitters = Metric::all().filter(|metric| {
        is_jitter(*metric) && rated().any(|minute| poor(minute).any(|m| m == *metric))
    });
    let jitters: Vec<Metric> = jitters.collect();
    // What is received alone, over an even delay, may have become uneven before it came.
    let seen_elsewhere =
        jitters.iter().any(|metric| way(*metric) == Way::Sent) || rated().any(has_risen);
    let confidence = sure_of(case, &minutes, u32::from(!seen_elsewhere));
    let jitters = jitters.into_iter().filter_map(|metric| reading(case, metric, &minutes));
    let evidence = jitters.chain(medians(case, Metric::NetworkDelay, &minutes)).collect();
    Some(Cause { id: CauseId::Congestion, confidence, minutes, evidence })
}

pub(super) fn is_lossless(case: &Case<'_>, measured: &Minute) -> bool {
    let fair = case.rules.thresholds.packet_loss_avg.fair;
    [Metric::NetworkPacketLossAvgReceived, Metric::NetworkPacketLossAvgSent]
        .into_iter()
        .all(|metric| measured.get(metric).is_none_or(|loss| loss < fair))
}

#[cfg(test)]
mod tests {
    use super::super::super::verdict::Confidence;
    use super::super::testing::{alone, minutes, people};
    use super::*;

    #[test]
    fn jitter_without_loss_is_queueing() {
        let me = minutes(10).jitter_sent(60.0).jitter_received(60.0).from(3).to(7);
        let cause = alone(me).says(rule).unwrap();
        assert_eq!((cause.id, cause.confidence), (CauseId::Congestion, Confidence::High));
        assert_eq!(cause.minutes.len(), 5);
        assert_eq!(cause.evidence.len(), 3, "both jitters and the delay");
    }

    #[test]
    fn a_delay_that_doubles_to_a_bad_one_is_queueing() {
        let cause = alone(minutes(10).delay(450.0).from(3).to(6)).says(rule).unwrap();
        assert_eq!(cause.minutes.len(), 4);
    }

    #[test]
    fn a_step_between_good_delays_is_not() {
        let me = minutes(10).delay(120.0).choppy_video().from(3).to(6);
        assert_eq!(alone(me).says(rule), None);
    }

    #[test]
    fn a_delay_that_was_always_so_is_not() {
        let me = minutes(10).delay(250.0).throughout().delay(450.0).from(3).to(6);
        assert_eq!(alone(me).says(rule), None);
    }

    #[test]
    fn with_loss_it_is_not_queueing() {
        let me = minutes(10).jitter_sent(60.0).loss_sent(2.0).from(3).to(7);
        assert_eq!(alone(me).says(rule), None);
        assert_eq!(alone(minutes(10).jitter_sent(49.0).from(3).to(7)).says(rule), None);
    }

    #[test]
    fn what_only_arrives_uneven_is_less_sure_and_a_speakers_jitter_is_theirs() {
        let me = || minutes(10).jitter_received(60.0).from(3).to(7);
        assert_eq!(alone(me()).says(rule).unwrap().confidence, Confidence::Medium);
        let speaker = minutes(10).jitter_sent(60.0).from(3).to(7);
        assert_eq!(people([me(), speaker]).says(rule), None);
    }
}
