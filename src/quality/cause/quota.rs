//! RC13: the tenant's quota of video is used up. In the whole meeting nobody's video was above
//! 360 lines and no shared screen above 720, and nobody lost packets. Source: quality model 4 (F12).
//!
//! House: at least two people, this one among them, saw or sent video for five minutes; loss is none
//! while it is good; a picture above the cap acquits the quota, however short it was. Small windows
//! look the same: while nobody shared a screen, that is a doubt.

use super::super::bounds::CauseBounds;
use super::super::capped::{Pictures, SHARE, VIDEO};
use super::super::case::Case;
use super::super::minute::Minute;
use super::super::stream::Picture;
use super::super::verdict::{Cause, CauseId, Evidence};
use super::evidence::sure_by_itself;
use super::stretch::{extreme, starts};

pub(super) fn rule(case: &Case<'_>) -> Option<Cause> {
    let capped = case.crowd.capped()?;
    let me = Pictures::of(case.me, case.rules);
    if !me.is_telling() || capped.telling < case.rules.causes.quota_people {
        return None;
    }
    Some(Cause {
        id: CauseId::Quota,
        confidence: sure_by_itself(u32::from(!capped.is_shared)),
        minutes: starts(me.video.iter().copied()),
        evidence: evidence(&me, &case.rules.causes),
    })
}

/// The highest pictures there were.
fn evidence(me: &Pictures<'_>, bounds: &CauseBounds) -> Vec<Evidence> {
    let highest = |picture: &Picture, minutes: &[&Minute], cap| {
        extreme(picture.resolution, minutes.iter().copied(), f64::max, cap)
    };
    let CauseBounds { quota_video_lines, quota_share_lines, .. } = *bounds;
    let video = VIDEO.into_iter().filter_map(|p| highest(p, &me.video, quota_video_lines));
    let share = SHARE.into_iter().filter_map(|p| highest(p, &me.share, quota_share_lines));
    video.chain(share).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::metric::Metric;
    use super::super::super::tests::at;
    use super::super::super::verdict::Confidence;
    use super::super::testing::{Person, minutes, people};
    use super::*;

    fn capped() -> Person {
        minutes(10)
            .with(Metric::VideoMaximumResolutionReceived, 360.0)
            .with(Metric::VideoMaximumResolutionSent, 180.0)
            .throughout()
    }

    /// Watches a shared screen of so many lines.
    fn watching(person: Person, lines: f64) -> Person {
        person
            .with(Metric::ShareBitrateReceived, 300.0)
            .with(Metric::ShareFramerateReceived, 8.0)
            .with(Metric::ShareMaximumResolutionReceived, lines)
    }

    #[test]
    fn nobodys_picture_is_above_what_an_exhausted_quota_leaves() {
        let cause = people([watching(capped(), 720.0), capped()]).says(rule).unwrap();
        assert_eq!(cause.id, CauseId::Quota);
        assert_eq!(cause.confidence, Confidence::Medium);
        assert_eq!(cause.minutes, (0..10).map(at).collect::<Vec<_>>());
        let metric = Metric::VideoMaximumResolutionReceived;
        let video = Evidence::Reading { metric, worst: 360.0, threshold: Some(360.0), minutes: 10 };
        assert_eq!(cause.evidence[0], video);
        let metric = Metric::ShareMaximumResolutionReceived;
        let share = Evidence::Reading { metric, worst: 720.0, threshold: Some(720.0), minutes: 10 };
        assert_eq!(cause.evidence[2], share);
    }

    #[test]
    fn while_nobody_shares_it_may_be_small_windows() {
        let cause = people([capped(), capped()]).says(rule).unwrap();
        assert_eq!(cause.confidence, Confidence::Low);
    }

    #[test]
    fn each_bound_of_it() {
        let received = Metric::VideoMaximumResolutionReceived;
        let sent = Metric::VideoMaximumResolutionSent;
        let camera_off = |person: Person| {
            person.with(Metric::VideoBitrateSent, 0.0).with(Metric::VideoBitrateReceived, 0.0)
        };
        for (what, me, other, is_it) in [
            ("360 lines", capped(), capped(), true),
            ("one minute of 480", capped().with(received, 480.0).at(3), capped(), false),
            ("somebody else received 480", capped(), capped().with(received, 480.0).at(3), false),
            ("somebody else sent 720", capped(), capped().with(sent, 720.0).at(3), false),
            ("a screen of 1080", watching(capped(), 1_080.0).at(3), capped(), false),
            ("loss of 1.9 %", capped().loss_received(1.9).at(3), capped(), true),
            ("loss of 2 %", capped().loss_received(2.0).at(3), capped(), false),
            ("somebody else lost 2 %", capped(), capped().loss_sent(2.0).at(3), false),
            (
                "nobody measured loss",
                capped()
                    .without(Metric::NetworkPacketLossAvgReceived)
                    .without(Metric::NetworkPacketLossAvgSent),
                capped(),
                false,
            ),
            ("I have no picture", camera_off(capped()), capped(), false),
            ("only I have a picture", capped(), camera_off(capped()), false),
            ("four minutes of picture", capped(), camera_off(capped()).from(4).to(9), false),
            ("five minutes of picture", capped(), camera_off(capped()).from(5).to(9), true),
            (
                "a picture of no lines",
                capped(),
                capped().with(received, 0.0).with(sent, 0.0),
                false,
            ),
        ] {
            assert_eq!(people([me, other]).says(rule).is_some(), is_it, "{what}");
        }
    }

    #[test]
    fn whoever_has_no_picture_tells_nothing() {
        let listener = capped()
            .with(Metric::VideoBitrateSent, 0.0)
            .with(Metric::VideoBitrateReceived, 0.0)
            .loss_received(9.0);
        assert!(people([capped(), capped(), listener]).says(rule).is_some());
        assert_eq!(people([capped()]).says(rule), None);
    }
}
