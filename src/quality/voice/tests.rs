use super::super::metric::Metric;
use super::super::minute::Minute;
use super::super::rate::rate_all;
use super::super::semantics::{DelayIs, Semantics};
use super::super::tests::minute;
use super::*;

/// `Ie` and `Bpl` of Opus (quality model 3.3).
const OPUS: f64 = 10.67;
const ROBUST_RANDOM: f64 = 9.79;
const ROBUST_BURSTY: f64 = 8.04;
const ROBUST_REPAIRED: f64 = 20.0;

/// A minute of sent speech, as its readings: 130 ms from mouth to ear.
const SPEECH: [(Metric, f64); 4] = [
    (Metric::AudioBitrateSent, 32.0),
    (Metric::AudioLatencySent, 80.0),
    (Metric::AudioJitterSent, 15.0),
    (Metric::NetworkPacketLossAvgSent, 1.0),
];

/// Five minutes of sent speech with these readings changed or added.
fn speech(changed: &[(Metric, f64)]) -> Vec<Minute> {
    let readings = [&SPEECH[..], changed].concat();
    (0..5).map(|n| minute(n, &readings)).collect()
}

/// The same minutes without a reading.
fn without(missing: Metric) -> Vec<Minute> {
    let readings: Vec<_> = SPEECH.into_iter().filter(|(metric, _)| *metric != missing).collect();
    (0..5).map(|n| minute(n, &readings)).collect()
}

fn sent(minutes: &[Minute]) -> Option<Voice> {
    sent_as(minutes, Semantics::default())
}

fn sent_as(minutes: &[Minute], semantics: Semantics) -> Option<Voice> {
    both(minutes, &Rules { semantics, ..Rules::default() }).sent
}

fn both(minutes: &[Minute], rules: &Rules) -> VoiceBothWays {
    estimate(&rate_all(minutes, rules), rules)
}

/// The estimate of a delay and a loss, in percent.
fn of(delay: f64, loss: f64, robustness: f64) -> Voice {
    let r = r_factor(delay, OPUS, loss, robustness);
    let best = r_factor(delay, OPUS, loss, ROBUST_REPAIRED);
    Voice { r, mos: mos(r), mos_low: mos(r), mos_high: mos(best) }
}

#[test]
fn each_direction_is_estimated_from_its_own_readings() {
    let received = [
        (Metric::AudioBitrateReceived, 32.0),
        (Metric::AudioLatencyReceived, 120.0),
        (Metric::AudioJitterReceived, 30.0),
        (Metric::NetworkPacketLossAvgReceived, 3.0),
    ];
    let voice = both(&speech(&received), &Rules::default());
    assert_eq!(voice.sent, Some(of(130.0, 1.0, ROBUST_RANDOM)));
    assert_eq!(voice.received, Some(of(200.0, 3.0, ROBUST_RANDOM)));
    let one_sided = both(&speech(&[]), &Rules::default());
    assert_eq!((one_sided.received, one_sided.sent), (None, voice.sent));
}

#[test]
fn nothing_is_estimated_from_what_was_not_measured() {
    for (metric, estimated) in [
        (Metric::NetworkPacketLossAvgSent, false),
        (Metric::AudioJitterSent, false),
        // Without the network's delay either.
        (Metric::AudioLatencySent, false),
        (Metric::AudioBitrateSent, true),
    ] {
        assert_eq!(sent(&without(metric)).is_some(), estimated, "without {metric:?}");
    }
}

#[test]
fn the_networks_delay_stands_for_an_unknown_latency() {
    let mut minutes = without(Metric::AudioLatencySent);
    minutes.iter_mut().for_each(|minute| minute.set(Metric::NetworkDelay, 240.0));
    for (network_delay, d) in [(DelayIs::RoundTrip, 170.0), (DelayIs::OneWay, 290.0)] {
        let semantics = Semantics { network_delay, ..Semantics::default() };
        assert_eq!(sent_as(&minutes, semantics), Some(of(d, 1.0, ROBUST_RANDOM)));
    }
    let known = speech(&[(Metric::NetworkDelay, 240.0)]);
    assert_eq!(sent(&known), Some(of(130.0, 1.0, ROBUST_RANDOM)), "and for a known one not");
}

#[test]
fn a_latency_of_both_ways_is_halved() {
    let semantics = Semantics { media_latency: DelayIs::RoundTrip, ..Semantics::default() };
    assert_eq!(sent_as(&speech(&[]), semantics), Some(of(90.0, 1.0, ROBUST_RANDOM)));
}

#[test]
fn loss_that_comes_in_bursts_is_worse() {
    for (loss, max, robustness) in [
        (1.0, 4.9, ROBUST_RANDOM),
        (1.0, 5.0, ROBUST_BURSTY),
        (4.0, 7.9, ROBUST_RANDOM),
        (4.0, 8.0, ROBUST_BURSTY),
    ] {
        let minutes = speech(&[
            (Metric::NetworkPacketLossAvgSent, loss),
            (Metric::NetworkPacketLossMaxSent, max),
        ]);
        assert_eq!(sent(&minutes), Some(of(130.0, loss, robustness)), "{loss} %, {max} % at most");
    }
}

#[test]
fn loss_counted_after_repair_leaves_no_range() {
    let semantics = Semantics { packet_loss: LossIs::AfterRepair, ..Semantics::default() };
    let voice = sent_as(&speech(&[]), semantics).unwrap();
    let ranged = of(130.0, 1.0, ROBUST_RANDOM);
    assert_eq!(voice, Voice { mos_high: ranged.mos_low, ..ranged });
    assert!(ranged.mos_low < ranged.mos_high);
}

#[test]
fn silence_and_the_minute_after_it_are_no_speech() {
    let mut minutes = speech(&[]);
    minutes.extend((5..8).map(|n| minute(n, &[&SPEECH[..], &[(SPEECH[0].0, 0.0)]].concat())));
    minutes.push(minute(8, &[&SPEECH[..], &[(Metric::AudioJitterSent, 100.0)]].concat()));
    assert_eq!(sent(&minutes), Some(of(130.0, 1.0, ROBUST_RANDOM)));
    minutes.remove(0);
    assert_eq!(sent(&minutes), None, "four minutes of speech are too few");
    minutes.push(minute(9, &SPEECH));
    assert!(sent(&minutes).is_some(), "the second minute after silence counts");
}

#[test]
fn too_few_minutes_are_not_estimated_and_how_many_is_a_setting() {
    let minutes = speech(&[]);
    assert_eq!(sent(&minutes[..4]), None);
    let mut rules = Rules::default();
    rules.thresholds.session.min_rated_minutes = 4;
    assert!(both(&minutes[..4], &rules).sent.is_some());
    rules.thresholds.session.min_rated_minutes = 0;
    assert_eq!(estimate(&[], &rules), VoiceBothWays::default());
}

#[test]
fn the_estimate_is_that_of_the_median_minute_and_no_mean() {
    let losses = |losses: &[f64]| -> Vec<Minute> {
        let loss = |loss| (Metric::NetworkPacketLossAvgSent, loss);
        (0..).zip(losses).map(|(n, p)| minute(n, &[&SPEECH[..], &[loss(*p)]].concat())).collect()
    };
    let odd = losses(&[50.0, 0.0, 2.0, 1.0, 50.0]);
    assert_eq!(sent(&odd), Some(of(130.0, 2.0, ROBUST_RANDOM)));
    let even = losses(&[50.0, 0.0, 2.0, 1.0, 50.0, 0.0]);
    assert_eq!(sent(&even), Some(of(130.0, 2.0, ROBUST_RANDOM)), "of two the worse");
}

#[test]
fn r_is_told_from_0_to_100() {
    let hopeless = speech(&[
        (Metric::AudioLatencySent, 500.0),
        (Metric::AudioJitterSent, 200.0),
        (Metric::NetworkPacketLossAvgSent, 50.0),
    ]);
    let voice = sent(&hopeless).unwrap();
    assert_eq!((voice.r, voice.mos, voice.mos_low), (0.0, 1.0, 1.0));
}

#[test]
fn another_codec_is_a_setting() {
    // G.711 with concealment, as its makers would enter it.
    let voice = VoiceModel { impairment: 0.0, robustness: 25.1, ..VoiceModel::default() };
    let estimated = both(&speech(&[]), &Rules { voice, ..Rules::default() }).sent.unwrap();
    assert!((estimated.r - r_factor(130.0, 0.0, 1.0, 25.1)).abs() < 1e-9);
    let tolerant = VoiceModel { burst_loss: 50.0, ..VoiceModel::default() };
    let bursts = speech(&[(Metric::NetworkPacketLossMaxSent, 20.0)]);
    let rules = Rules { voice: tolerant, ..Rules::default() };
    assert_eq!(both(&bursts, &rules).sent, Some(of(130.0, 1.0, ROBUST_RANDOM)));
}
