//! RC13: the tenant's quota of video is used up. In the whole meeting nobody's video was above
//! 360 lines and no shared screen above 720, and nobody lost packets. Source: quality model 4 (F12).
//!
//! House: at least two people, this one among them, saw or sent video for five minutes; loss is none
//! while it is good; a picture above the cap acquits the quota, however short it was. Small windows
//! look the same: while nobody shared a screen, that is a doubt.

use super::super::bounds::CauseBounds;
use super::super::case::{Case, Rated, Rules};
use super::super::metric::Metric;
use super::super::minute::Minute;
use super::super::stream::{self, Picture};
use super::super::verdict::{Cause, CauseId, Evidence};
use super::evidence::sure_by_itself;
use super::stretch::{extreme, starts};

const VIDEO: [&Picture; 2] = [&stream::VIDEO_RECEIVED, &stream::VIDEO_SENT];
const SHARE: [&Picture; 2] = [&stream::SHARE_RECEIVED, &stream::SHARE_SENT];
const LOSS: [Metric; 2] = [Metric::NetworkPacketLossAvgReceived, Metric::NetworkPacketLossAvgSent];

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
        evidence: me.evidence(),
    })
}

/// A meeting without a picture above the caps, and without loss.
#[derive(Debug, Clone, Copy)]
pub(in crate::quality) struct Capped {
    /// People with enough video to tell.
    telling: usize,
    /// Somebody shared a screen.
    is_shared: bool,
}

impl Capped {
    /// `None` when anybody's pictures tell otherwise.
    pub(in crate::quality) fn of(people: &[Rated<'_>], rules: &Rules) -> Option<Self> {
        people.iter().try_fold(Self { telling: 0, is_shared: false }, |so_far, rated| {
            let pictures = Pictures::of(rated, rules);
            pictures.is_capped().then(|| Self {
                telling: so_far.telling + usize::from(pictures.is_telling()),
                is_shared: so_far.is_shared || !pictures.share.is_empty(),
            })
        })
    }
}

/// The minutes of a person in which a picture of known height flowed.
struct Pictures<'a> {
    rules: &'a Rules,
    all: &'a [Minute],
    video: Vec<&'a Minute>,
    share: Vec<&'a Minute>,
}

impl<'a> Pictures<'a> {
    fn of(rated: &Rated<'a>, rules: &'a Rules) -> Self {
        let all = &rated.person.measured.minutes;
        let flows = |pictures: [&Picture; 2]| {
            let in_use = move |minute: &&Minute| {
                pictures.iter().any(|picture| {
                    !picture.is_idle(minute, rules.thresholds.idle_bitrate)
                        && minute.get(picture.resolution).is_some_and(|lines| lines > 0.0)
                })
            };
            all.iter().filter(in_use).collect()
        };
        Self { rules, all, video: flows(VIDEO), share: flows(SHARE) }
    }

    fn is_telling(&self) -> bool {
        self.video.len() >= self.rules.causes.steady_minutes
    }

    /// Neither above the caps nor over a lossy link. Whoever has no picture tells nothing.
    fn is_capped(&self) -> bool {
        let bounds = &self.rules.causes;
        let is_within = |minutes: &[&Minute], pictures: [&Picture; 2], cap: f64| {
            let mut heights = minutes
                .iter()
                .flat_map(|minute| pictures.map(|picture| minute.get(picture.resolution)));
            heights.all(|lines| lines.is_none_or(|lines| lines <= cap))
        };
        let has_picture = !self.video.is_empty() || !self.share.is_empty();
        !has_picture
            || is_within(&self.video, VIDEO, bounds.quota_video_lines)
                && is_within(&self.share, SHARE, bounds.quota_share_lines)
                && self.lost_nothing()
    }

    /// Measured at least once, and always good.
    fn lost_nothing(&self) -> bool {
        let scale = &self.rules.thresholds.packet_loss_avg;
        let losses = self.all.iter().flat_map(|minute| LOSS.map(|loss| minute.get(loss)));
        let mut losses = losses.flatten().peekable();
        losses.peek().is_some() && losses.all(|loss| scale.rate(loss).is_good())
    }

    fn evidence(&self) -> Vec<Evidence> {
        let highest = |picture: &Picture, minutes: &[&Minute], cap| {
            extreme(picture.resolution, minutes.iter().copied(), f64::max, cap)
        };
        let CauseBounds { quota_video_lines, quota_share_lines, .. } = self.rules.causes;
        let video = VIDEO.into_iter().filter_map(|p| highest(p, &self.video, quota_video_lines));
        let share = SHARE.into_iter().filter_map(|p| highest(p, &self.share, quota_share_lines));
        video.chain(share).collect()
    }
}

#[cfg(test)]
mod tests {
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
                LOSS.into_iter().fold(capped(), Person::without),
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
