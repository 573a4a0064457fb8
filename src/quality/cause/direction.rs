//! RC3 and RC4: one person's packets were lost in one direction, and in that only.
//!
//! At least poor loss one way, good loss the other way, and the others do not lose in the same
//! direction. What others receive badly is often this person's own lost sound, so others count by
//! their own loss in that direction and not by how bad they were (house). Source: quality model 4.

use super::super::case::Case;
use super::super::crowd::Count;
use super::super::metric::Metric;
use super::super::rate::RatedMinute;
use super::super::verdict::{Cause, CauseId};
use super::evidence::{bad_minutes, reading, sure_of};

struct Direction {
    id: CauseId,
    lossy: Metric,
    clean: Metric,
    losing: fn(Count) -> u32,
}

const UPLINK: Direction = Direction {
    id: CauseId::UplinkLoss,
    lossy: Metric::NetworkPacketLossAvgSent,
    clean: Metric::NetworkPacketLossAvgReceived,
    losing: |others| others.losing_sent,
};

const DOWNLINK: Direction = Direction {
    id: CauseId::DownlinkLoss,
    lossy: Metric::NetworkPacketLossAvgReceived,
    clean: Metric::NetworkPacketLossAvgSent,
    losing: |others| others.losing_received,
};

pub(super) fn uplink(case: &Case<'_>) -> Option<Cause> {
    UPLINK.rule(case)
}

pub(super) fn downlink(case: &Case<'_>) -> Option<Cause> {
    DOWNLINK.rule(case)
}

impl Direction {
    fn rule(&self, case: &Case<'_>) -> Option<Cause> {
        let minutes = bad_minutes(case, |minute| self.holds(case, minute))?;
        let compared = minutes.iter().any(|at| case.others_at(*at).rated > 0);
        let clean = reading(case, self.clean, &minutes);
        let doubts = u32::from(!compared) + u32::from(clean.is_none());
        let confidence = sure_of(case, &minutes, doubts);
        let evidence = reading(case, self.lossy, &minutes).into_iter().chain(clean).collect();
        Some(Cause { id: self.id, confidence, minutes, evidence })
    }

    fn others_are_fine(&self, case: &Case<'_>, minute: &RatedMinute<'_>) -> bool {
        let others = case.others_at(minute.at());
        case.rules.causes.are_fine((self.losing)(others), others.rated)
    }

    fn holds(&self, case: &Case<'_>, minute: &RatedMinute<'_>) -> bool {
        let bounds = &case.rules.thresholds.packet_loss_avg;
        let loss = |metric| minute.measured.get(metric);
        loss(self.lossy).is_some_and(|loss| loss >= bounds.poor)
            && loss(self.clean).is_none_or(|loss| loss < bounds.fair)
            && self.others_are_fine(case, minute)
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::at;
    use super::super::super::verdict::{Confidence, Evidence};
    use super::super::testing::{alone, minutes, people};
    use super::*;

    #[test]
    fn loss_of_what_is_sent_alone_is_the_uplink() {
        let me = minutes(10).loss_sent(6.0).from(3).to(7);
        let cause = people([me, minutes(10)]).says(uplink).unwrap();
        assert_eq!(cause.id, CauseId::UplinkLoss);
        assert_eq!(cause.confidence, Confidence::High);
        assert_eq!(cause.minutes, (3..=7).map(at).collect::<Vec<_>>());
        let lost = Evidence::Reading {
            metric: Metric::NetworkPacketLossAvgSent,
            worst: 6.0,
            threshold: Some(5.0),
            minutes: 5,
        };
        assert_eq!(cause.evidence.first(), Some(&lost));
    }

    #[test]
    fn loss_of_what_is_received_alone_is_the_downlink() {
        let me = minutes(10).loss_received(6.0).from(3).to(7);
        let cause = people([me, minutes(10)]).says(downlink).unwrap();
        assert_eq!(cause.id, CauseId::DownlinkLoss);
        assert_eq!(cause.confidence, Confidence::High);
    }

    #[test]
    fn it_takes_poor_loss_one_way_and_good_loss_the_other() {
        for (sent, received, is_uplink) in
            [(5.0, 1.9, true), (4.9, 0.0, false), (5.0, 2.0, false), (20.0, 20.0, false)]
        {
            let me = || minutes(10).delay(500.0).loss_sent(sent).loss_received(received);
            let mirrored = || minutes(10).delay(500.0).loss_sent(received).loss_received(sent);
            assert_eq!(alone(me()).says(uplink).is_some(), is_uplink, "{sent} {received}");
            assert_eq!(alone(mirrored()).says(downlink).is_some(), is_uplink, "{sent} {received}");
            assert_eq!(alone(me()).says(downlink), None, "{sent} {received}");
        }
    }

    #[test]
    fn others_who_lose_the_same_way_make_it_more_than_me() {
        let lossy = || minutes(10).loss_sent(6.0).from(3).to(7);
        assert_eq!(people([lossy(), lossy(), minutes(10)]).says(uplink), None);
        let listener = minutes(10).choppy_video().from(3).to(7);
        assert!(people([lossy(), listener]).says(uplink).is_some(), "they receive me badly");
    }

    #[test]
    fn others_who_receive_as_badly_make_it_more_than_me() {
        let lossy = || minutes(10).loss_received(8.0).from(3).to(6);
        assert_eq!(people([lossy(), lossy(), minutes(10)]).says(downlink), None);
        let sender = minutes(10).loss_sent(8.0).from(3).to(6);
        assert!(people([lossy(), sender, minutes(10)]).says(downlink).is_some());
    }

    #[test]
    fn what_is_not_known_makes_it_less_sure() {
        let me = minutes(10).loss_sent(6.0).from(3).to(7);
        assert_eq!(alone(me.clone()).says(uplink).unwrap().confidence, Confidence::Medium);
        let me = me.without(Metric::NetworkPacketLossAvgReceived);
        assert_eq!(alone(me).says(uplink).unwrap().confidence, Confidence::Low);
    }
}
