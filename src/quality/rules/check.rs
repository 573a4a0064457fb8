//! Whether rules make sense: what an operator set may be no number, or in the wrong order.

use super::super::bounds::CauseBounds;
use super::super::thresholds::{Better, Scale, SessionBounds, Thresholds};
use super::super::voice::model::VoiceModel;
use super::Rules;

const AT_LEAST_ONE: &str = "must be at least 1";

impl Rules {
    /// All that is wrong: one line a bound, such as
    /// `thresholds.network_delay.poor: 100 must be above fair (200)`.
    pub fn check(&self) -> Vec<String> {
        let mut mistakes = Mistakes::default();
        let usual = Thresholds::default();
        for ((name, scale), (_, usual)) in scales(&self.thresholds).into_iter().zip(scales(&usual))
        {
            mistakes.scale(name, scale, usual.better);
        }
        mistakes.streams(&self.thresholds);
        mistakes.session(&self.thresholds.session);
        mistakes.causes(&self.causes);
        mistakes.voice(&self.voice);
        mistakes.0
    }
}

/// Every scale, by its name in settings.
const fn scales(thresholds: &Thresholds) -> [(&'static str, Scale); 15] {
    // Without `..`, so that a new field is not forgotten here.
    let Thresholds {
        packet_loss_avg,
        packet_loss_max,
        network_delay,
        media_latency,
        audio_jitter,
        picture_jitter,
        audio_bitrate,
        video_framerate_received,
        share_framerate_received,
        resolution_received,
        video_bitrate,
        nominal_video_bitrate: _,
        system_cpu_avg,
        system_cpu_max,
        client_cpu_avg,
        voice,
        audible_level: _,
        idle_bitrate: _,
        session: _,
    } = thresholds;
    [
        ("packet_loss_avg", *packet_loss_avg),
        ("packet_loss_max", *packet_loss_max),
        ("network_delay", *network_delay),
        ("media_latency", *media_latency),
        ("audio_jitter", *audio_jitter),
        ("picture_jitter", *picture_jitter),
        ("audio_bitrate", *audio_bitrate),
        ("video_framerate_received", *video_framerate_received),
        ("share_framerate_received", *share_framerate_received),
        ("resolution_received", *resolution_received),
        ("video_bitrate", *video_bitrate),
        ("system_cpu_avg", *system_cpu_avg),
        ("system_cpu_max", *system_cpu_max),
        ("client_cpu_avg", *client_cpu_avg),
        ("voice", *voice),
    ]
}

#[derive(Default)]
struct Mistakes(Vec<String>);

impl Mistakes {
    /// Notes what is wrong with a bound unless it is fine.
    fn unless(&mut self, fine: bool, bound: impl std::fmt::Display, what: impl std::fmt::Display) {
        if !fine {
            self.0.push(format!("{bound}: {what}"));
        }
    }

    /// Every bound is worse than the one before it.
    fn scale(&mut self, name: &str, scale: Scale, better: Better) {
        let mut before: Option<(&str, f64)> = None;
        for (bound, value) in
            [("fair", Some(scale.fair)), ("poor", Some(scale.poor)), ("severe", scale.severe)]
        {
            let Some(value) = value else { continue };
            let place = format!("thresholds.{name}.{bound}");
            if !is_amount(value) {
                self.unless(false, place, format_args!("{value} must be a number from 0 on"));
                continue;
            }
            if let Some((than, last)) = before {
                let (fine, side) = match better {
                    Better::Low => (value > last, "above"),
                    Better::High => (value < last, "below"),
                };
                self.unless(fine, place, format_args!("{value} must be {side} {than} ({last})"));
            }
            before = Some((bound, value));
        }
    }

    fn streams(&mut self, thresholds: &Thresholds) {
        let mut last = 0.0;
        for (lines, kbps) in thresholds.nominal_video_bitrate {
            self.unless(
                lines.is_finite() && lines > last,
                "thresholds.nominal_video_bitrate",
                format_args!("{lines} lines must be a number above {last}"),
            );
            self.unless(
                kbps.is_finite() && kbps > 0.0,
                "thresholds.nominal_video_bitrate",
                format_args!("{kbps} kbps must be a number above 0"),
            );
            last = lines;
        }
        self.level("thresholds.audible_level", thresholds.audible_level);
        self.amounts("thresholds", &[("idle_bitrate", thresholds.idle_bitrate, 0.0)]);
    }

    fn session(&mut self, session: &SessionBounds) {
        let SessionBounds { min_rated_minutes, fair_ratio, poor_ratio, poor_run } = session;
        for (bound, minutes) in [("min_rated_minutes", min_rated_minutes), ("poor_run", poor_run)] {
            self.unless(*minutes > 0, format_args!("thresholds.session.{bound}"), AT_LEAST_ONE);
        }
        let fair_is_ratio = is_share(*fair_ratio);
        self.share("thresholds.session.fair_ratio", *fair_ratio);
        let least = if fair_is_ratio { *fair_ratio } else { 0.0 };
        self.unless(
            (least..=1.0).contains(poor_ratio),
            "thresholds.session.poor_ratio",
            format_args!("{poor_ratio} must be from fair_ratio ({least}) to 1"),
        );
    }

    fn causes(&mut self, bounds: &CauseBounds) {
        for (bound, share) in [
            ("min_coverage", bounds.min_coverage),
            ("nearly_all", bounds.nearly_all),
            ("most", bounds.most),
            ("fine_share", bounds.fine_share),
            ("service_share", bounds.service_share),
            ("office_share", bounds.office_share),
            ("client_share", bounds.client_share),
            ("bitrate_left", bounds.bitrate_left),
            ("framerate_left", bounds.framerate_left),
            ("speaker_share", bounds.speaker_share),
        ] {
            self.share(format_args!("causes.{bound}"), share);
        }
        for (bound, is_none) in [
            ("min_bad_minutes", bounds.min_bad_minutes == 0),
            ("episode_step", bounds.episode_step == 0),
            ("service_people", bounds.service_people == 0),
            ("service_sites", bounds.service_sites == 0),
            ("picture_minutes", bounds.picture_minutes == 0),
            ("quota_people", bounds.quota_people == 0),
            ("steady_minutes", bounds.steady_minutes == 0),
            ("unheard_minutes", bounds.unheard_minutes == 0),
            ("speaker_receivers", bounds.speaker_receivers == 0),
            ("missing_minutes", bounds.missing_minutes == 0),
            ("burst_minutes", bounds.burst_minutes == 0),
            ("client_stretches", bounds.client_stretches == 0),
        ] {
            self.unless(!is_none, format_args!("causes.{bound}"), AT_LEAST_ONE);
        }
        self.amounts(
            "causes",
            &[
                ("delay_rise", bounds.delay_rise, 1.0),
                ("steady_delay", bounds.steady_delay, 1.0),
                ("quota_video_lines", bounds.quota_video_lines, 0.0),
                ("quota_share_lines", bounds.quota_share_lines, 0.0),
                ("flat_level", bounds.flat_level, 0.0),
            ],
        );
        self.level("causes.speech_level", bounds.speech_level);
    }

    fn voice(&mut self, model: &VoiceModel) {
        self.amounts(
            "voice",
            &[
                ("impairment", model.impairment, 0.0),
                ("robustness", model.robustness, 1.0),
                ("robustness_bursty", model.robustness_bursty, 1.0),
                ("robustness_repaired", model.robustness_repaired, 1.0),
                ("burst_loss", model.burst_loss, 0.0),
                ("burst_ratio", model.burst_ratio, 1.0),
            ],
        );
    }

    /// A part of a whole.
    fn share(&mut self, bound: impl std::fmt::Display, share: f64) {
        self.unless(is_share(share), bound, format_args!("{share} must be from 0 to 1"));
    }

    /// Decibels below the loudest there can be.
    fn level(&mut self, bound: &str, level: f64) {
        let fine = level.is_finite() && level < 0.0;
        self.unless(fine, bound, format_args!("{level} must be a number below 0"));
    }

    /// Names, values, and the least that each may be.
    fn amounts(&mut self, of: &str, amounts: &[(&str, f64, f64)]) {
        for (name, amount, least) in amounts {
            let fine = amount.is_finite() && amount >= least;
            let what = format_args!("{amount} must be a number from {least} on");
            self.unless(fine, format_args!("{of}.{name}"), what);
        }
    }
}

fn is_share(value: f64) -> bool {
    (0.0..=1.0).contains(&value)
}

fn is_amount(value: f64) -> bool {
    value.is_finite() && value >= 0.0
}
