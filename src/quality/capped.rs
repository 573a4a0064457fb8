//! What everybody's pictures have in common when a quota is used up: none above what it leaves, all
//! meeting, and no loss that would explain it. Source: quality model 4 (RC13).

use super::metric::Metric;
use super::minute::Minute;
use super::rated::Rated;
use super::rules::Rules;
use super::stream::{self, Picture};

pub(super) const VIDEO: [&Picture; 2] = [&stream::VIDEO_RECEIVED, &stream::VIDEO_SENT];
pub(super) const SHARE: [&Picture; 2] = [&stream::SHARE_RECEIVED, &stream::SHARE_SENT];
const LOSS: [Metric; 2] = [Metric::NetworkPacketLossAvgReceived, Metric::NetworkPacketLossAvgSent];

/// A meeting without a picture above the caps, and without loss.
#[derive(Debug, Clone, Copy)]
pub struct Capped {
    /// People with enough video to tell.
    pub(super) telling: usize,
    /// Somebody shared a screen.
    pub(super) is_shared: bool,
}

impl Capped {
    /// `None` when anybody's pictures tell otherwise.
    pub(super) fn of(people: &[Rated<'_>], rules: &Rules) -> Option<Self> {
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
pub(super) struct Pictures<'a> {
    rules: &'a Rules,
    all: &'a [Minute],
    pub(super) video: Vec<&'a Minute>,
    pub(super) share: Vec<&'a Minute>,
}

impl<'a> Pictures<'a> {
    pub(super) fn of(rated: &Rated<'a>, rules: &'a Rules) -> Self {
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

    pub(super) fn is_telling(&self) -> bool {
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
}
