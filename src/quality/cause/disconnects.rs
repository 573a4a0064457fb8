//! RC19: the person dropped out of the meeting.
//!
//! The participant list says that they were there for a minute less than between join and leave, or
//! that the connection was broken off; or minutes are missing between measured ones. Minutes that
//! nobody has, or that the list says the person was there, are a hole in the data. Source: quality
//! model 4; how many minutes must be missing is house.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::super::case::Case;
use super::super::participant::Stay;
use super::super::verdict::{Cause, CauseId, Evidence, FactKind};
use super::evidence::sure_by_itself;
use super::listed;

const MINUTE: SignedDuration = SignedDuration::from_mins(1);
const DAY: SignedDuration = SignedDuration::from_hours(24);

pub(super) fn rule(case: &Case<'_>) -> Option<Cause> {
    let stays = &case.me.person.stays;
    let listed: Vec<Duration> = stays.iter().filter_map(|stay| away(case, stay)).collect();
    let gaps = gaps(case);
    let broken_off = stays.iter().find(|stay| listed::was_broken_off(stay));
    if listed.is_empty() && gaps.is_empty() && broken_off.is_none() {
        return None;
    }
    let missing: Duration = gaps.iter().map(|gap| 60 * count(gap.len())).map(seconds).sum();
    let total = if listed.is_empty() { missing } else { listed.iter().sum() };
    let times = gaps.len().max(listed.len());
    let away = (times > 0).then(|| Evidence::Away { times: count(times), total });
    let reason = broken_off.and_then(|stay| stay.leave_reason.as_deref());
    let doubts = u32::from(listed.is_empty() && broken_off.is_none());
    Some(Cause {
        id: CauseId::Disconnects,
        confidence: sure_by_itself(doubts),
        minutes: gaps.into_iter().flatten().collect(),
        evidence: away.into_iter().chain(listed::fact(FactKind::LeaveReason, reason)).collect(),
    })
}

/// How long the person was away within a row of the list, when that is worth a word.
fn away(case: &Case<'_>, stay: &Stay) -> Option<Duration> {
    let there = stay.time_in_meeting?;
    let between = Duration::try_from(stay.leave.duration_since(stay.join)).ok()?;
    let bound = Duration::from_secs(case.rules.causes.away_seconds.into());
    between.checked_sub(there).filter(|away| *away > bound)
}

/// The runs of minutes that are missing between measured ones. What is a day or more apart is no
/// meeting that anybody dropped out of: the platform answers for a day (dossier 6.6).
fn gaps(case: &Case<'_>) -> Vec<Vec<Timestamp>> {
    let measured = &case.me.person.measured.minutes;
    let pairs = measured.iter().zip(measured.iter().skip(1));
    let pairs = pairs.filter(|(before, after)| after.at.duration_since(before.at) < DAY);
    let gaps = pairs.map(|(before, after)| {
        let starts = std::iter::successors(Some(before.at + MINUTE), |at| Some(*at + MINUTE));
        starts.take_while(|at| *at < after.at).collect::<Vec<_>>()
    });
    gaps.filter(|gap| gap.len() >= case.rules.causes.missing_minutes && !is_hole(case, gap))
        .collect()
}

/// Whether the data is missing and not the person.
fn is_hole(case: &Case<'_>, gap: &[Timestamp]) -> bool {
    let nobody_has = !case.others.is_empty()
        && gap.iter().all(|at| case.others.iter().all(|other| other.at(*at).is_none()));
    let was_there = |at: &Timestamp| {
        listed::at(case, *at)
            .any(|stay| stay.time_in_meeting.is_some() && away(case, stay).is_none())
    };
    nobody_has || gap.iter().all(was_there)
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn seconds(count: u32) -> Duration {
    Duration::from_secs(count.into())
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::at;
    use super::super::super::verdict::Confidence;
    use super::super::testing::{alone, minutes, people, stay};
    use super::*;

    #[test]
    fn somebody_who_was_away_for_more_than_a_minute_dropped_out() {
        let away = |secs| alone(minutes(10).away(seconds(secs))).says(rule);
        assert_eq!(away(60), None);
        let cause = away(61).unwrap();
        assert_eq!((cause.id, cause.confidence), (CauseId::Disconnects, Confidence::Medium));
        assert_eq!(cause.evidence, [Evidence::Away { times: 1, total: seconds(61) }]);
    }

    #[test]
    fn minutes_missing_in_the_middle_are_a_weaker_sign() {
        let cause = alone(minutes(10).missing().from(4).to(6)).says(rule).unwrap();
        assert_eq!(cause.confidence, Confidence::Low);
        assert_eq!(cause.minutes, [at(4), at(5), at(6)]);
        assert_eq!(cause.evidence, [Evidence::Away { times: 1, total: seconds(180) }]);
    }

    #[test]
    fn every_time_counts() {
        let me = minutes(20).missing().from(4).to(6).missing().from(12).to(13);
        let cause = alone(me.away(seconds(290))).says(rule).unwrap();
        assert_eq!(cause.evidence, [Evidence::Away { times: 2, total: seconds(290) }]);
    }

    #[test]
    fn a_hole_in_the_data_is_no_disconnect() {
        let me = || minutes(10).missing().from(4).to(6);
        assert_eq!(people([me(), me()]).says(rule), None, "nobody has these minutes");
        assert!(people([me(), minutes(10)]).says(rule).is_some());
        assert_eq!(alone(me().away(seconds(30))).says(rule), None, "the list says they were there");
        assert_eq!(alone(minutes(10).missing().at(4)).says(rule), None, "one minute");
        assert_eq!(alone(minutes(10).missing().from(7).to(9)).says(rule), None, "at the end");
        let apart = |last| alone(minutes(1_500).missing().from(1).to(last)).says(rule);
        assert!(apart(1_438).is_some(), "a minute less than a day apart");
        assert_eq!(apart(1_439), None, "a day apart is another meeting");
    }

    #[test]
    fn the_platform_may_say_that_it_was_broken_off() {
        let left = |reason: &str| {
            let person = minutes(10).stays([stay(0, 10)]);
            alone(person.listed(|stay| stay.leave_reason = Some(reason.to_owned()))).says(rule)
        };
        for reason in ["网络异常断开", "Network disconnected"] {
            let cause = left(reason).unwrap();
            assert_eq!(cause.confidence, Confidence::Medium);
            let text = reason.to_owned();
            assert_eq!(cause.evidence, [Evidence::Fact { what: FactKind::LeaveReason, text }]);
        }
        for reason in ["主持人结束会议", "主动离开", ""] {
            assert_eq!(left(reason), None, "{reason}");
        }
    }
}
