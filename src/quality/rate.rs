//! How one minute stands: the state of every reading that means something beside the others.
//!
//! Judging rules, each with its source in quality model 3.2 ("Settled readings", "Combining") or 10:
//! - What is muted, idle or absent is unrated, never good.
//! - So are the *jitter* and the *bitrate* of sound in its first minute after silence: jitter jumps
//!   when somebody unmutes (quality model 5), and a minute that was half silent has half the bitrate.
//! - The *maximum* of packet loss lifts a minute to fair and never makes it bad.
//! - A low *audio bitrate* counts only while somebody is known to be heard: in silence codecs stop
//!   sending. Levels themselves rate nothing: silence is not a fault.
//! - A low *video bitrate* counts only beside a low frame rate of the same direction: at full frame
//!   rate it is a small picture.
//! - A low *frame rate of a shared screen* counts only when its latency, its jitter or the loss of
//!   what arrives is not good: a still picture needs no frames.
//! - Received *resolution* counts only beside a poor frame rate or bitrate.
//! - The *voice* of each direction is rated by its estimate, where one can be made: what loss, delay
//!   and jitter do together may be worse than each alone.
//! - *Delay* is rated by its value alone: a step from 3 to 51 ms is good on both sides. Beyond the
//!   poor bound it is a fault without any loss, because nobody can talk across it. What a delay
//!   spans is undocumented: [`Rules::scale`] fits the bounds to the reading.

use jiff::Timestamp;

use super::judgement::{NamedMinute, RatedReading, State};
use super::metric::{Metric, Section};
use super::minute::Minute;
use super::rules::Rules;
use super::stream::{self, Picture, Sound};
use super::thresholds::{Scale, Verdict};
use super::voice::speech::{Speech, WAYS};

/// A minute with the states of its readings.
#[derive(Debug, Clone, PartialEq)]
pub struct RatedMinute<'m> {
    pub measured: &'m Minute,
    /// The worst state of each section; `None` when nothing in it could be rated.
    pub sections: [Option<State>; Section::ALL.len()],
    /// What was fair or worse, worst first, equals in the API's order.
    pub readings: Vec<RatedReading>,
    /// The worst of all; `None` when nothing could be rated.
    pub state: Option<State>,
    /// What speech went through, received and sent, where that is known.
    pub speech: [Option<Speech>; 2],
}

impl RatedMinute<'_> {
    /// The start of the minute, UTC.
    pub const fn at(&self) -> Timestamp {
        self.measured.at
    }

    /// Something in use was poor or severe.
    pub fn is_bad(&self) -> bool {
        self.state >= Some(State::Poor)
    }

    /// The minute as a judgement names it; `None` when nothing was fair or worse.
    pub fn named(&self) -> Option<NamedMinute> {
        let state = self.state.filter(|state| *state > State::Good)?;
        Some(NamedMinute { minute: self.at(), state, readings: self.readings.clone() })
    }
}

/// Rates the minutes of one person, oldest first.
pub fn rate_all<'m>(minutes: &'m [Minute], rules: &Rules) -> Vec<RatedMinute<'m>> {
    let scales = Scales::of_rules(rules);
    let rate = |(minute, before)| rate(minute, before, rules, &scales);
    stream::with_before(minutes).map(rate).collect()
}

/// Rates one minute, seen after the one before it.
fn rate<'m>(
    minute: &'m Minute,
    before: Option<&Minute>,
    rules: &Rules,
    scales: &Scales,
) -> RatedMinute<'m> {
    let mut rating = Rating {
        minute,
        before,
        rules,
        scales,
        rated: RatedMinute {
            measured: minute,
            sections: [None; _],
            readings: Vec::new(),
            state: None,
            speech: [None; 2],
        },
    };
    rating.network();
    rating.sound(&stream::AUDIO_RECEIVED);
    rating.sound(&stream::AUDIO_SENT);
    rating.voice();
    rating.video_received();
    rating.video_sent();
    rating.share_received();
    rating.share_sent();
    rating.cpu();

    let mut rated = rating.rated;
    rated.readings.sort_by_key(|reading| (std::cmp::Reverse(reading.state), reading.metric));
    rated
}

/// The scale of each metric, worked out once for all minutes.
struct Scales([Option<Scale>; Metric::ROWS]);

impl Scales {
    fn of_rules(rules: &Rules) -> Self {
        let mut scales = [None; Metric::ROWS];
        for metric in Metric::all().chain(Metric::DERIVED) {
            scales[metric as usize] = rules.scale(metric);
        }
        Self(scales)
    }

    const fn of(&self, metric: Metric) -> Option<&Scale> {
        self.0[metric as usize].as_ref()
    }
}

struct Rating<'m, 'r> {
    minute: &'m Minute,
    before: Option<&'r Minute>,
    rules: &'r Rules,
    scales: &'r Scales,
    rated: RatedMinute<'m>,
}

impl Rating<'_, '_> {
    fn network(&mut self) {
        for metric in [
            Metric::NetworkDelay,
            Metric::NetworkPacketLossAvgReceived,
            Metric::NetworkPacketLossAvgSent,
        ] {
            self.plain(metric);
        }
        for metric in [Metric::NetworkPacketLossMaxReceived, Metric::NetworkPacketLossMaxSent] {
            if let Some(verdict) = self.verdict(metric) {
                self.note(metric, Verdict { state: verdict.state.min(State::Fair), ..verdict });
            }
        }
    }

    fn sound(&mut self, sound: &Sound) {
        let idle_bitrate = self.rules.thresholds.idle_bitrate;
        if sound.is_idle(self.minute, idle_bitrate) {
            return;
        }
        self.plain(sound.latency);
        if sound.was_silent(self.before, idle_bitrate) {
            return;
        }
        self.plain(sound.jitter);
        if sound.is_audible(self.minute, self.rules) {
            self.plain(sound.bitrate);
        }
    }

    fn voice(&mut self) {
        self.rated.speech = WAYS.map(|way| Speech::of(self.minute, self.before, &way, self.rules));
        for (way, speech) in WAYS.into_iter().zip(self.rated.speech) {
            if let (Some(speech), Some(scale)) = (speech, self.scales.of(way.voice)) {
                self.note(way.voice, scale.rate(speech.r()));
            }
        }
    }

    fn video_received(&mut self) {
        let video = &stream::VIDEO_RECEIVED;
        if self.is_idle(video) {
            return;
        }
        self.plain(video.latency);
        self.plain(video.jitter);
        let framerate = self.plain(video.framerate);
        let bitrate = self.video_bitrate(video);
        if framerate.max(bitrate) >= Some(State::Poor) {
            self.plain(video.resolution);
        }
    }

    fn video_sent(&mut self) {
        let video = &stream::VIDEO_SENT;
        if self.is_idle(video) {
            return;
        }
        self.plain(video.latency);
        self.plain(video.jitter);
        self.video_bitrate(video);
    }

    fn share_received(&mut self) {
        let share = &stream::SHARE_RECEIVED;
        if self.is_idle(share) {
            return;
        }
        self.plain(share.latency);
        self.plain(share.jitter);
        let arrives_well = [
            share.latency,
            share.jitter,
            Metric::NetworkPacketLossAvgReceived,
            Metric::NetworkPacketLossMaxReceived,
        ]
        .into_iter()
        .all(|metric| self.verdict(metric).is_none_or(Verdict::is_good));
        let Some(framerate) = self.verdict(share.framerate) else { return };
        if framerate.is_good() || !arrives_well {
            self.note(share.framerate, framerate);
            if framerate.state >= State::Poor {
                self.plain(share.resolution);
            }
        }
    }

    fn share_sent(&mut self) {
        let share = &stream::SHARE_SENT;
        if !self.is_idle(share) {
            self.plain(share.latency);
            self.plain(share.jitter);
        }
    }

    fn cpu(&mut self) {
        for metric in Section::CpuUsage.metrics() {
            self.plain(metric);
        }
    }

    /// The bitrate for its resolution, unless a full frame rate says that the picture is small.
    fn video_bitrate(&mut self, video: &Picture) -> Option<State> {
        let scale = self.rules.thresholds.video_bitrate_at(self.minute.get(video.resolution)?)?;
        let bitrate = scale.rate(self.minute.get(video.bitrate)?);
        let starved = self.verdict(video.framerate).is_some_and(|framerate| !framerate.is_good());
        (bitrate.is_good() || starved).then(|| self.note(video.bitrate, bitrate))
    }

    fn is_idle(&self, picture: &Picture) -> bool {
        picture.is_idle(self.minute, self.rules.thresholds.idle_bitrate)
    }

    fn verdict(&self, metric: Metric) -> Option<Verdict> {
        let value = self.minute.get(metric)?;
        self.scales.of(metric).map(|scale| scale.rate(value))
    }

    /// Rates a metric by its value alone.
    fn plain(&mut self, metric: Metric) -> Option<State> {
        let verdict = self.verdict(metric)?;
        Some(self.note(metric, verdict))
    }

    fn note(&mut self, metric: Metric, verdict: Verdict) -> State {
        let Verdict { value, state, threshold } = verdict;
        let section = &mut self.rated.sections[metric.section() as usize];
        *section = (*section).max(Some(state));
        self.rated.state = self.rated.state.max(Some(state));
        if !verdict.is_good() {
            self.rated.readings.push(RatedReading { metric, value, state, threshold });
        }
        state
    }
}

#[cfg(test)]
mod tests;
