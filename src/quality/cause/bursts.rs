//! RC20: short bursts of loss in minutes that lost little on average: roaming, handover.
//!
//! In two minutes at least (house): a single burst is named with its minute and needs no cause.
//! Source: quality model 4.

use jiff::Timestamp;

use super::super::case::Case;
use super::super::metric::Metric;
use super::super::minute::Minute;
use super::super::verdict::{Cause, CauseId};
use super::evidence::{reading, sure_by_itself};

const DIRECTIONS: [(Metric, Metric); 2] = [
    (Metric::NetworkPacketLossMaxReceived, Metric::NetworkPacketLossAvgReceived),
    (Metric::NetworkPacketLossMaxSent, Metric::NetworkPacketLossAvgSent),
];

pub(super) fn rule(case: &Case<'_>) -> Option<Cause> {
    let thresholds = &case.rules.thresholds;
    let bursts = |minute: &Minute, (max, avg): (Metric, Metric)| {
        minute.get(max).is_some_and(|loss| loss >= thresholds.packet_loss_max.poor)
            && minute.get(avg).is_some_and(|loss| loss < thresholds.packet_loss_avg.fair)
    };
    let bursting = |direction| {
        let all = &case.me.person.measured.minutes;
        let minutes = all.iter().filter(move |minute| bursts(minute, direction));
        minutes.map(|minute| minute.at).collect::<Vec<Timestamp>>()
    };
    let found = DIRECTIONS.map(|direction| (direction.0, bursting(direction)));
    let evidence = found.iter().filter_map(|(max, minutes)| reading(case, *max, minutes)).collect();
    let mut minutes: Vec<Timestamp> = found.into_iter().flat_map(|(_, minutes)| minutes).collect();
    minutes.sort_unstable();
    minutes.dedup();
    (minutes.len() >= case.rules.causes.burst_minutes).then(|| Cause {
        id: CauseId::LossBursts,
        confidence: sure_by_itself(0),
        minutes,
        evidence,
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::at;
    use super::super::super::verdict::Evidence;
    use super::super::testing::{Person, alone, minutes};
    use super::*;

    fn burst(max: f64, avg: f64) -> Person {
        let person = minutes(10).with(Metric::NetworkPacketLossMaxSent, max).loss_sent(avg);
        person.from(3).to(4)
    }

    #[test]
    fn bursts_in_minutes_of_little_loss_are_told_though_no_minute_was_bad() {
        let cause = alone(burst(20.0, 1.9)).says(rule).unwrap();
        assert_eq!(cause.id, CauseId::LossBursts);
        assert_eq!(cause.minutes, [at(3), at(4)]);
        let burst = Evidence::Reading {
            metric: Metric::NetworkPacketLossMaxSent,
            worst: 20.0,
            threshold: Some(20.0),
            minutes: 2,
        };
        assert_eq!(cause.evidence, [burst]);
    }

    #[test]
    fn each_direction_counts() {
        let me = minutes(10).with(Metric::NetworkPacketLossMaxReceived, 50.0).at(2);
        let me = me.with(Metric::NetworkPacketLossMaxSent, 50.0).at(7);
        assert_eq!(alone(me).says(rule).unwrap().minutes, [at(2), at(7)]);
    }

    #[test]
    fn steady_loss_small_bursts_and_a_single_one_are_not() {
        assert_eq!(alone(burst(19.9, 1.0)).says(rule), None);
        assert_eq!(alone(burst(50.0, 2.0)).says(rule), None);
        let once = minutes(10).with(Metric::NetworkPacketLossMaxSent, 90.0).at(3);
        assert_eq!(alone(once).says(rule), None);
        let unknown = burst(50.0, 1.0).without(Metric::NetworkPacketLossAvgSent);
        assert_eq!(alone(unknown).says(rule), None);
    }
}
