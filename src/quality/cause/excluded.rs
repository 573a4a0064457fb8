//! What it was not, with the values that say so; and the findings that are no cause.
//!
//! Looked at are the bad minutes, or all when none was bad. What was measured in fewer than
//! [`min_coverage`](CauseBounds::min_coverage) of them is not ruled out: not measured is not fine. Source: quality model 4.

use jiff::Timestamp;

use super::super::bounds::CauseBounds;
use super::super::case::Case;
use super::super::metric::{Metric, Section};
use super::super::rate::RatedMinute;
use super::super::verdict::{Cause, Evidence, ExcludedId, Exclusion};
use super::super::way::is_jitter;
use super::evidence::{bad_minutes, worst};
use super::picture;

/// Everything that was ruled out, beside the causes that were found.
pub(in crate::quality) fn exclusions(case: &Case<'_>, causes: &[Cause]) -> Vec<Exclusion> {
    let bad = bad_minutes(case, |_| true);
    let minutes =
        bad.clone().unwrap_or_else(|| case.me.minutes.iter().map(RatedMinute::at).collect());
    let good = |id, metrics: &[Metric]| all_good(case, id, metrics, &minutes);
    let loss_sent = [Metric::NetworkPacketLossAvgSent, Metric::NetworkPacketLossMaxSent];
    let loss_received =
        [Metric::NetworkPacketLossAvgReceived, Metric::NetworkPacketLossMaxReceived];
    let cpu: Vec<Metric> = Section::CpuUsage.metrics().collect();
    let jitter: Vec<Metric> = Metric::all().filter(|metric| is_jitter(*metric)).collect();
    [
        good(ExcludedId::Cpu, &cpu),
        good(ExcludedId::UplinkLoss, &loss_sent),
        good(ExcludedId::DownlinkLoss, &loss_received),
        good(ExcludedId::Delay, &[Metric::NetworkDelay]),
        good(ExcludedId::Jitter, &jitter),
        bad.as_deref().and_then(|bad| others(case, bad)),
        picture::finding(case),
        own_side(case, causes),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Ruled out: all of these that were measured were good in every minute.
fn all_good(
    case: &Case<'_>,
    id: ExcludedId,
    metrics: &[Metric],
    minutes: &[Timestamp],
) -> Option<Exclusion> {
    let is_measured = |minute: &&RatedMinute<'_>| {
        metrics.iter().any(|metric| minute.measured.get(*metric).is_some())
    };
    let looked_at = || case.me.during(minutes);
    let mut troubled = looked_at()
        .flat_map(|minute| &minute.readings)
        .filter(|reading| metrics.contains(&reading.metric));
    if troubled.next().is_some()
        || !is_enough(&case.rules.causes, looked_at().filter(is_measured).count(), minutes.len())
    {
        return None;
    }
    let evidence = metrics.iter().filter_map(|metric| shown(case, *metric, minutes)).collect();
    Some(Exclusion { id, evidence })
}

/// The worst value beside the bound that it did not cross.
fn shown(case: &Case<'_>, metric: Metric, minutes: &[Timestamp]) -> Option<Evidence> {
    let scale = case.rules.scale(metric)?;
    let (worst, measured) = worst(case.me, case.rules, metric, minutes)?;
    let minutes = u32::try_from(measured).unwrap_or(u32::MAX);
    Some(Evidence::Reading { metric, worst, threshold: Some(scale.fair), minutes })
}

/// Other people were fine while this person was not.
fn others(case: &Case<'_>, bad: &[Timestamp]) -> Option<Exclusion> {
    let counts: Vec<_> =
        bad.iter().map(|at| case.others_at(*at)).filter(|others| others.rated > 0).collect();
    let fine = counts.iter().all(|others| case.rules.causes.are_fine(others.bad, others.rated));
    let widest = counts.iter().max_by_key(|others| (others.bad, others.rated))?;
    (fine && is_enough(&case.rules.causes, counts.len(), bad.len())).then(|| Exclusion {
        id: ExcludedId::Others,
        evidence: vec![Evidence::People { bad: widest.bad, of: widest.rated, sites: 0 }],
    })
}

/// RC23: nothing was wrong here, and enough was measured to say so.
fn own_side(case: &Case<'_>, causes: &[Cause]) -> Option<Exclusion> {
    const NEEDED: [Metric; 2] = [Metric::NetworkDelay, Metric::NetworkPacketLossAvgReceived];
    let judgement = &case.me.judgement;
    let is_clean = judgement.bad_minutes == 0
        && causes.is_empty()
        && !judgement.too_short
        && judgement.coverage >= case.rules.causes.min_coverage;
    if !is_clean {
        return None;
    }
    let all: Vec<Timestamp> = case.me.minutes.iter().map(RatedMinute::at).collect();
    let is_known = NEEDED.iter().all(|metric| {
        let measured = worst(case.me, case.rules, *metric, &all).map_or(0, |(_, minutes)| minutes);
        is_enough(&case.rules.causes, measured, all.len())
    });
    is_known.then(|| Exclusion {
        id: ExcludedId::OwnSideClean,
        evidence: [NEEDED[0], NEEDED[1], Metric::NetworkPacketLossAvgSent]
            .into_iter()
            .filter_map(|metric| shown(case, metric, &all))
            .collect(),
    })
}

#[expect(clippy::cast_precision_loss, reason = "the minutes of a meeting are few")]
fn is_enough(bounds: &CauseBounds, measured: usize, of: usize) -> bool {
    measured > 0 && measured as f64 >= bounds.min_coverage * of as f64
}

#[cfg(test)]
mod tests {
    use super::super::super::verdict::Verdict;
    use super::super::testing::{Person, alone, minutes, people};
    use super::*;
    use ExcludedId::{Cpu, Delay, DownlinkLoss, Jitter, Others, OwnSideClean, UplinkLoss};

    fn ids(verdict: &Verdict) -> Vec<ExcludedId> {
        verdict.excluded.iter().map(|exclusion| exclusion.id).collect()
    }

    fn excluded(person: Person) -> Vec<ExcludedId> {
        ids(&alone(person).verdict())
    }

    #[test]
    fn what_was_good_in_the_bad_minutes_is_ruled_out_with_its_values() {
        let me = minutes(10).loss_sent(6.0).from(3).to(7).delay(900.0).at(9);
        let verdict = alone(me.cpu(75.0, 10.0).at(1).delay(40.0).at(9)).verdict();
        assert_eq!(ids(&verdict), [Cpu, DownlinkLoss, Delay, Jitter]);
        let cpu = Evidence::Reading {
            metric: Metric::CpuSystemMax,
            worst: 31.0,
            threshold: Some(80.0),
            minutes: 5,
        };
        assert!(verdict.excluded[0].evidence.contains(&cpu));
    }

    #[test]
    fn what_was_fair_or_not_measured_is_not_ruled_out() {
        let me = minutes(10).loss_sent(6.0).delay(210.0).jitter_received(31.0).from(3).to(7);
        assert_eq!(excluded(me.clone()), [Cpu, DownlinkLoss]);
        let unmeasured = Section::CpuUsage.metrics().fold(me, Person::without);
        assert_eq!(excluded(unmeasured), [DownlinkLoss]);
    }

    #[test]
    fn what_was_measured_in_most_of_the_bad_minutes_is_ruled_out() {
        let me = || minutes(20).loss_sent(6.0).from(5).to(14);
        let unmeasured = |to| {
            let received = Metric::NetworkPacketLossAvgReceived;
            me().without(received).without(Metric::NetworkPacketLossMaxReceived).from(5).to(to)
        };
        assert!(excluded(unmeasured(8)).contains(&DownlinkLoss), "six of ten");
        assert!(!excluded(unmeasured(9)).contains(&DownlinkLoss), "five of ten");
    }

    #[test]
    fn a_burst_keeps_loss_from_being_ruled_out() {
        let me = minutes(10).with(Metric::NetworkPacketLossMaxSent, 30.0).at(2);
        assert!(!excluded(me).contains(&UplinkLoss));
    }

    #[test]
    fn others_are_told_when_they_were_fine_in_my_bad_minutes() {
        let me = || minutes(10).loss_sent(6.0).from(3).to(7);
        let other = || minutes(10).loss_sent(6.0).at(1);
        let verdict = people([me(), other(), other()]).verdict();
        let exclusion = verdict.excluded.iter().find(|exclusion| exclusion.id == Others).unwrap();
        assert_eq!(exclusion.evidence, [Evidence::People { bad: 0, of: 2, sites: 0 }]);
        assert!(!ids(&people([me(), me(), other()]).verdict()).contains(&Others));
        assert!(!excluded(me()).contains(&Others), "nobody else is known");
    }

    #[test]
    fn a_clean_side_is_a_finding() {
        assert_eq!(
            excluded(minutes(10)),
            [Cpu, UplinkLoss, DownlinkLoss, Delay, Jitter, OwnSideClean]
        );
    }

    #[test]
    fn a_side_is_not_clean_when_anything_was_bad_or_too_little_is_known() {
        for (why, person) in [
            ("one bad minute", minutes(10).loss_sent(6.0).at(3)),
            ("too short", minutes(4)),
            ("nobody measured the loss", minutes(10).without(Metric::NetworkPacketLossAvgReceived)),
            ("half is missing", minutes(10).missing().from(2).to(6)),
            (
                "bursts explain what was heard",
                minutes(10).with(Metric::NetworkPacketLossMaxReceived, 50.0).from(3).to(5),
            ),
        ] {
            assert!(!excluded(person).contains(&OwnSideClean), "{why}");
        }
    }
}
