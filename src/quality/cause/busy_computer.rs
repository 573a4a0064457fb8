//! RC9: other programs take the computer. The system is at 90 % on average or 95 % at its peak, and
//! the meeting's client has less than half of that. Source: quality model 4.
//!
//! Averages are compared with averages and peaks with peaks: a client whose share was not measured
//! is not acquitted.

use super::super::case::Case;
use super::super::judgement::State;
use super::super::metric::Metric;
use super::super::minute::Minute;
use super::super::rules::Rules;
use super::super::verdict::{Cause, CauseId};
use super::evidence::{bad_minutes, reading, sure_of};

/// What the system shows, and the client's part of it.
const PAIRS: [(Metric, Metric); 2] =
    [(Metric::CpuSystemAvg, Metric::CpuClientAvg), (Metric::CpuSystemMax, Metric::CpuClientMax)];

pub(super) fn rule(case: &Case<'_>) -> Option<Cause> {
    let minutes = bad_minutes(case, |minute| is_busy_with_others(minute.measured, case.rules))?;
    let metrics = PAIRS.into_iter().flat_map(|(system, client)| [system, client]);
    Some(Cause {
        id: CauseId::BusyComputer,
        confidence: sure_of(case, &minutes, 0),
        evidence: metrics.filter_map(|metric| reading(case, metric, &minutes)).collect(),
        minutes,
    })
}

fn is_busy_with_others(minute: &Minute, rules: &Rules) -> bool {
    PAIRS.into_iter().any(|(system, client)| {
        let (Some(all), Some(clients)) = (minute.get(system), minute.get(client)) else {
            return false;
        };
        let state = rules.scale(system).map(|scale| scale.rate(all).state);
        state >= Some(State::Poor) && clients < rules.causes.client_share * all
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::at;
    use super::super::super::verdict::{Confidence, Evidence};
    use super::super::testing::{Person, alone, minutes};
    use super::*;

    const BUSY: fn(f64, f64) -> Person = |system, client| minutes(10).cpu(system, client);

    #[test]
    fn other_programs_take_the_computer() {
        let cause = alone(BUSY(96.0, 12.0).from(3).to(5)).says(rule).unwrap();
        assert_eq!(cause.id, CauseId::BusyComputer);
        assert_eq!(cause.confidence, Confidence::High);
        assert_eq!(cause.minutes, [at(3), at(4), at(5)]);
        let system = Evidence::Reading {
            metric: Metric::CpuSystemAvg,
            worst: 96.0,
            threshold: Some(90.0),
            minutes: 3,
        };
        assert_eq!(cause.evidence[0], system);
    }

    #[test]
    fn each_bound_of_it() {
        let peak = |system, client| {
            minutes(10).with(Metric::CpuSystemMax, system).with(Metric::CpuClientMax, client)
        };
        for (what, person, is_it) in [
            ("90 % on average", BUSY(90.0, 44.0), true),
            ("less than 90 %", BUSY(89.9, 10.0), false),
            ("the client has half of it", BUSY(90.0, 45.0), false),
            ("peaks of 95 %", peak(95.0, 47.0), true),
            ("peaks below 95 %", peak(94.9, 10.0), false),
            ("the client's peak is half of it", peak(96.0, 48.0), false),
            ("nobody measured the client", BUSY(96.0, 0.0).without(Metric::CpuClientAvg), false),
        ] {
            assert_eq!(alone(person.from(3).to(5)).says(rule).is_some(), is_it, "{what}");
        }
    }

    #[test]
    fn it_explains_no_other_minutes() {
        let person = BUSY(96.0, 12.0).at(3).loss_sent(8.0).from(5).to(8);
        let cause = alone(person).says(rule).unwrap();
        assert_eq!(cause.minutes, [at(3)]);
        assert_eq!(cause.confidence, Confidence::Low);
    }
}
