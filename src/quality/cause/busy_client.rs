//! RC10: the meeting's client itself takes the computer: effects, a large gallery, no hardware
//! codec. It is at 70 % or more on average. Source: quality model 4.

use super::super::case::Case;
use super::super::metric::Metric;
use super::super::rate::RatedMinute;
use super::super::verdict::{Cause, CauseId};
use super::super::way::poor;
use super::evidence::{bad_minutes, reading, sure_of};

pub(super) fn rule(case: &Case<'_>) -> Option<Cause> {
    let is_busy =
        |minute: &RatedMinute<'_>| poor(minute).any(|metric| metric == Metric::CpuClientAvg);
    let minutes = bad_minutes(case, is_busy)?;
    Some(Cause {
        id: CauseId::BusyClient,
        confidence: sure_of(case, &minutes, 0),
        evidence: reading(case, Metric::CpuClientAvg, &minutes).into_iter().collect(),
        minutes,
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::at;
    use super::super::super::verdict::{Confidence, Evidence};
    use super::super::testing::{alone, minutes};
    use super::*;

    #[test]
    fn the_client_itself_takes_the_computer() {
        let cause = alone(minutes(10).cpu(85.0, 78.0).from(3).to(5)).says(rule).unwrap();
        assert_eq!(cause.id, CauseId::BusyClient);
        assert_eq!(cause.confidence, Confidence::High);
        assert_eq!(cause.minutes, [at(3), at(4), at(5)]);
        let metric = Metric::CpuClientAvg;
        let client = Evidence::Reading { metric, worst: 78.0, threshold: Some(70.0), minutes: 3 };
        assert_eq!(cause.evidence, [client]);
    }

    #[test]
    fn each_bound_of_it() {
        let client = |metric, value| minutes(10).with(metric, value).from(3).to(5);
        for (what, person, is_it) in [
            ("70 % on average", client(Metric::CpuClientAvg, 70.0), true),
            ("less than 70 %", client(Metric::CpuClientAvg, 69.9), false),
            ("peaks alone", client(Metric::CpuClientMax, 100.0), false),
            ("others take the computer", minutes(10).cpu(99.0, 30.0), false),
        ] {
            assert_eq!(alone(person).says(rule).is_some(), is_it, "{what}");
        }
    }
}
