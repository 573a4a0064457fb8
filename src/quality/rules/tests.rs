use super::super::judgement::State;
use super::super::semantics::{DelayIs, LossIs, PositiveLevelIs};
use super::super::tests::{minute, rate_alone};
use super::super::thresholds::{Better, SessionBounds};
use super::*;

fn read(text: &str) -> Rules {
    toml::from_str(text).unwrap()
}

#[test]
fn nothing_set_is_the_default() {
    assert_eq!(read(""), Rules::default());
    assert_eq!(Rules::default().check(), [""; 0]);
}

#[test]
fn every_rule_is_a_setting() {
    let rules = read(
        r#"
        [thresholds]
        audible_level = -40
        nominal_video_bitrate = [[180, 200], [360, 400], [720, 900.5]]

        [thresholds.network_delay]
        fair = 150
        poor = 300.5
        severe = 700

        [thresholds.audio_bitrate]
        fair = 20
        poor = 10

        [thresholds.session]
        poor_run = 4

        [causes]
        min_bad_minutes = 3
        away_seconds = 90

        [voice]
        robustness = 20

        [semantics]
        network_delay = "one_way"
        media_latency = "round_trip"
        packet_loss = "after_repair"
        positive_level = "audible"
        "#,
    );
    let usual = Thresholds::default();
    let thresholds = Thresholds {
        audible_level: -40.0,
        nominal_video_bitrate: [(180.0, 200.0), (360.0, 400.0), (720.0, 900.5)],
        network_delay: Scale::low(150.0, 300.5, Some(700.0)),
        audio_bitrate: Scale::high(20.0, 10.0, None),
        session: SessionBounds { poor_run: 4, ..SessionBounds::default() },
        ..usual
    };
    let semantics = Semantics {
        network_delay: DelayIs::OneWay,
        media_latency: DelayIs::RoundTrip,
        packet_loss: LossIs::AfterRepair,
        positive_level: PositiveLevelIs::Audible,
    };
    let causes = CauseBounds { min_bad_minutes: 3, away_seconds: 90, ..CauseBounds::default() };
    let voice = VoiceModel { robustness: 20.0, ..VoiceModel::default() };
    assert_eq!(rules, Rules { thresholds, causes, voice, semantics });
    assert_eq!(rules.check(), [""; 0]);
}

#[test]
fn a_name_or_word_that_means_nothing_is_refused() {
    for (text, what) in [
        ("[threshold]", "unknown field `threshold`"),
        ("[thresholds.network_dealy]\nfair = 1", "unknown field `network_dealy`"),
        ("[thresholds.network_delay]\nfair = 1", "missing field `poor`"),
        ("[thresholds.network_delay]\nfair = 1\npoor = 2\nworse = 3", "unknown field `worse`"),
        ("[thresholds.network_delay]\nfair = 1\npoor = \"2\"", "invalid type"),
        ("[thresholds.session]\nruns = 3", "unknown field `runs`"),
        ("[thresholds.session]\npoor_run = -1", "invalid value"),
        ("[semantics]\nnetwork_delay = \"rtt\"", "unknown variant `rtt`"),
        ("[semantics]\ndelay = \"one_way\"", "unknown field `delay`"),
    ] {
        let error = toml::from_str::<Rules>(text).unwrap_err().to_string();
        assert!(error.contains(what), "{text}: {error}");
    }
}

#[test]
fn every_wrong_bound_is_told_by_name() {
    for (text, mistakes) in [
        (
            "[thresholds.network_delay]\nfair = 200\npoor = 100\nsevere = 800",
            &["thresholds.network_delay.poor: 100 must be above fair (200)"][..],
        ),
        (
            "[thresholds.packet_loss_avg]\nfair = 2\npoor = 2",
            &["thresholds.packet_loss_avg.poor: 2 must be above fair (2)"],
        ),
        (
            "[thresholds.audio_bitrate]\nfair = 12\npoor = 24",
            &["thresholds.audio_bitrate.poor: 24 must be below fair (12)"],
        ),
        (
            "[thresholds.audio_bitrate]\nfair = 12\npoor = 12",
            &["thresholds.audio_bitrate.poor: 12 must be below fair (12)"],
        ),
        (
            "[thresholds.video_bitrate]\nfair = 0.5\npoor = 0.2\nsevere = 0.3",
            &["thresholds.video_bitrate.severe: 0.3 must be below poor (0.2)"],
        ),
        (
            "[thresholds.client_cpu_avg]\nfair = -1\npoor = nan\nsevere = inf",
            &[
                "thresholds.client_cpu_avg.fair: -1 must be a number from 0 on",
                "thresholds.client_cpu_avg.poor: NaN must be a number from 0 on",
                "thresholds.client_cpu_avg.severe: inf must be a number from 0 on",
            ],
        ),
        (
            "[thresholds]\naudible_level = 0\nidle_bitrate = -0.5",
            &[
                "thresholds.audible_level: 0 must be a number below 0",
                "thresholds.idle_bitrate: -0.5 must be a number from 0 on",
            ],
        ),
        (
            "[thresholds]\naudible_level = -inf\nidle_bitrate = inf",
            &[
                "thresholds.audible_level: -inf must be a number below 0",
                "thresholds.idle_bitrate: inf must be a number from 0 on",
            ],
        ),
        (
            "[thresholds]\nnominal_video_bitrate = [[360, 0], [360, 1], [inf, nan]]",
            &[
                "thresholds.nominal_video_bitrate: 0 kbps must be a number above 0",
                "thresholds.nominal_video_bitrate: 360 lines must be a number above 360",
                "thresholds.nominal_video_bitrate: inf lines must be a number above 360",
                "thresholds.nominal_video_bitrate: NaN kbps must be a number above 0",
            ],
        ),
        (
            "[thresholds.session]\nmin_rated_minutes = 0\npoor_run = 0",
            &[
                "thresholds.session.min_rated_minutes: must be at least 1",
                "thresholds.session.poor_run: must be at least 1",
            ],
        ),
        (
            "[thresholds.session]\nfair_ratio = 0.3\npoor_ratio = 0.2",
            &["thresholds.session.poor_ratio: 0.2 must be from fair_ratio (0.3) to 1"],
        ),
        (
            "[causes]\nmin_coverage = 1.1\nepisode_step = 0\nsteady_delay = 0.9\nspeech_level = 0",
            &[
                "causes.min_coverage: 1.1 must be from 0 to 1",
                "causes.episode_step: must be at least 1",
                "causes.steady_delay: 0.9 must be a number from 1 on",
                "causes.speech_level: 0 must be a number below 0",
            ],
        ),
        (
            "[causes]\nfine_share = nan\nspeech_level = -inf\nflat_level = inf",
            &[
                "causes.fine_share: NaN must be from 0 to 1",
                "causes.flat_level: inf must be a number from 0 on",
                "causes.speech_level: -inf must be a number below 0",
            ],
        ),
        (
            "[voice]\nimpairment = -1\nrobustness = 0",
            &[
                "voice.impairment: -1 must be a number from 0 on",
                "voice.robustness: 0 must be a number from 1 on",
            ],
        ),
        (
            "[thresholds.session]\nfair_ratio = nan\npoor_ratio = 1.1",
            &[
                "thresholds.session.fair_ratio: NaN must be from 0 to 1",
                "thresholds.session.poor_ratio: 1.1 must be from fair_ratio (0) to 1",
            ],
        ),
    ] {
        assert_eq!(read(text).check(), mistakes, "{text}");
    }
}

#[test]
fn the_ends_of_what_is_allowed_are_allowed() {
    for text in [
        "[thresholds.packet_loss_avg]\nfair = 0\npoor = 0.1",
        "[thresholds.session]\nfair_ratio = 0\npoor_ratio = 0\nmin_rated_minutes = 1\npoor_run = 1",
        "[thresholds.session]\nfair_ratio = 1\npoor_ratio = 1",
        "[thresholds]\nidle_bitrate = 0",
        "[causes]\nmin_coverage = 0\nmost = 1\ndelay_rise = 1\nflat_level = 0\nmin_bad_minutes = 1",
        "[voice]\nimpairment = 0\nrobustness = 1\nburst_loss = 0",
    ] {
        assert_eq!(read(text).check(), [""; 0], "{text}");
    }
}

#[test]
fn the_order_of_bounds_says_which_way_is_better() {
    let rules = read("[thresholds.resolution_received]\nfair = 480\npoor = 240");
    assert_eq!(rules.thresholds.resolution_received.better, Better::High);
    let rules = read("[thresholds.system_cpu_max]\nfair = 70\npoor = 85");
    assert_eq!(rules.thresholds.system_cpu_max.better, Better::Low);
}

/// The state of a value and the bound it crossed, in terms of the reading.
fn named(metric: Metric, value: f64, semantics: Semantics) -> Option<(State, f64)> {
    let rules = Rules { semantics, ..Rules::default() };
    let minute = minute(0, &[(metric, value)]);
    let rated = rate_alone(&minute, &rules);
    rated.readings.first().map(|reading| (reading.state, reading.threshold))
}

#[test]
fn a_one_way_network_delay_counts_double() {
    for (network_delay, ms, expected) in [
        (DelayIs::RoundTrip, 199.0, None),
        (DelayIs::RoundTrip, 200.0, Some((State::Fair, 200.0))),
        (DelayIs::RoundTrip, 800.0, Some((State::Severe, 800.0))),
        (DelayIs::OneWay, 99.0, None),
        (DelayIs::OneWay, 100.0, Some((State::Fair, 100.0))),
        (DelayIs::OneWay, 200.0, Some((State::Poor, 200.0))),
        (DelayIs::OneWay, 400.0, Some((State::Severe, 400.0))),
    ] {
        let semantics = Semantics { network_delay, ..Semantics::default() };
        assert_eq!(named(Metric::NetworkDelay, ms, semantics), expected, "{semantics:?} {ms}");
    }
}

#[test]
fn the_latency_of_a_round_trip_counts_half() {
    for metric in [
        Metric::AudioLatencyReceived,
        Metric::AudioLatencySent,
        Metric::VideoLatencyReceived,
        Metric::VideoLatencySent,
        Metric::ShareLatencyReceived,
        Metric::ShareLatencySent,
    ] {
        for (media_latency, ms, expected) in [
            (DelayIs::OneWay, 149.0, None),
            (DelayIs::OneWay, 150.0, Some((State::Fair, 150.0))),
            (DelayIs::OneWay, 400.0, Some((State::Poor, 400.0))),
            (DelayIs::RoundTrip, 299.0, None),
            (DelayIs::RoundTrip, 300.0, Some((State::Fair, 300.0))),
            (DelayIs::RoundTrip, 800.0, Some((State::Poor, 800.0))),
        ] {
            let semantics = Semantics { media_latency, ..Semantics::default() };
            assert_eq!(named(metric, ms, semantics), expected, "{metric:?} {semantics:?} {ms}");
        }
    }
}

#[test]
fn other_scales_stand_as_they_are() {
    let semantics = Semantics {
        network_delay: DelayIs::OneWay,
        media_latency: DelayIs::RoundTrip,
        ..Semantics::default()
    };
    let rules = Rules { semantics, ..Rules::default() };
    for metric in Metric::all()
        .filter(|metric| *metric != Metric::NetworkDelay && !metric.key().starts_with("latency"))
    {
        assert_eq!(rules.scale(metric).as_ref(), rules.thresholds.scale(metric), "{metric:?}");
    }
}
