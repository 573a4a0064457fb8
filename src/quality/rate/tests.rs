use super::super::tests::{minute, rate_alone};
use super::*;
use State::{Fair, Good, Poor, Severe};

mod sound;

type Readings<'a> = &'a [(Metric, f64)];

/// The state in which a value is named beside other readings of its minute; `None` when it is good
/// or says nothing.
fn named(metric: Metric, value: f64, beside: Readings<'_>) -> Option<State> {
    let rated = rate_of(&[beside, &[(metric, value)]].concat());
    rated.readings.iter().find(|reading| reading.metric == metric).map(|reading| reading.state)
}

fn rate_of(readings: Readings<'_>) -> RatedMinute<'static> {
    rate_alone(Box::leak(Box::new(minute(0, readings))), &Rules::default())
}

#[test]
fn these_are_never_rated_alone() {
    let mut rated_alone = Vec::new();
    for metric in Metric::all() {
        for value in [0.0, 1.0, 100.0] {
            if rate_of(&[(metric, value)]).state.is_some() {
                rated_alone.push(metric.path());
            }
        }
    }
    for metric in [
        Metric::NetworkBitrateReceived,
        Metric::NetworkBitrateSent,
        Metric::AudioMicInputVolume,
        Metric::AudioSpeakerVolume,
        Metric::AudioBitrateReceived,
        Metric::AudioBitrateSent,
        Metric::VideoBitrateReceived,
        Metric::VideoBitrateSent,
        Metric::VideoMaximumResolutionReceived,
        Metric::VideoMaximumResolutionSent,
        Metric::VideoFramerateSent,
        Metric::ShareBitrateReceived,
        Metric::ShareBitrateSent,
        Metric::ShareMaximumResolutionReceived,
        Metric::ShareMaximumResolutionSent,
        Metric::ShareFramerateSent,
        Metric::CpuClientMax,
    ] {
        assert!(!rated_alone.contains(&metric.path()), "{metric:?}");
    }
    assert!(rated_alone.contains(&Metric::NetworkDelay.path()));
}

#[test]
fn a_burst_lifts_a_minute_to_fair_and_no_further() {
    let rated = rate_of(&[
        (Metric::NetworkPacketLossAvgReceived, 1.0),
        (Metric::NetworkPacketLossMaxReceived, 88.0),
    ]);
    assert_eq!(rated.state, Some(Fair));
    assert!(!rated.is_bad());
    let threshold = rated.readings.first().map(|reading| reading.threshold);
    assert_eq!(threshold, Some(20.0), "named as a burst by the bound it crossed");
}

#[test]
fn a_step_of_delay_that_stays_good_is_no_fault_and_a_second_of_it_is_one() {
    assert_eq!(rate_of(&[(Metric::NetworkDelay, 3.0)]).state, Some(Good));
    assert_eq!(rate_of(&[(Metric::NetworkDelay, 51.0)]).state, Some(Good));
    let no_loss = [(Metric::NetworkPacketLossAvgReceived, 0.0)];
    assert_eq!(named(Metric::NetworkDelay, 1_000.0, &no_loss), Some(Severe));
}

#[test]
fn an_audio_bitrate_counts_while_somebody_is_heard() {
    for (bitrate, level) in [
        (Metric::AudioBitrateReceived, Metric::AudioSpeakerVolume),
        (Metric::AudioBitrateSent, Metric::AudioMicInputVolume),
    ] {
        for (kbps, state) in
            [(24.0, None), (23.9, Some(Fair)), (12.0, Some(Fair)), (11.9, Some(Poor))]
        {
            assert_eq!(named(bitrate, kbps, &[(level, -25.0)]), state, "{bitrate:?} {kbps}");
        }
        for (db, state) in [
            (-50.0, Some(Poor)),
            (-0.1, Some(Poor)),
            // Near silence, and scales nobody documents.
            (-50.1, None),
            (0.0, None),
            (6.0, None),
        ] {
            assert_eq!(named(bitrate, 8.0, &[(level, db)]), state, "{bitrate:?} at {db} dB");
        }
        assert_eq!(named(bitrate, 8.0, &[]), None, "{bitrate:?} without a level");
    }
}

#[test]
fn silence_is_not_a_fault() {
    for level in [Metric::AudioMicInputVolume, Metric::AudioSpeakerVolume] {
        for db in [-120.0, -60.0, -45.0, 0.0, 6.0] {
            assert_eq!(rate_of(&[(level, db)]).state, None, "{level:?} {db}");
        }
    }
}

#[test]
fn a_muted_or_idle_stream_is_unrated() {
    for (bitrate, others) in [
        (
            Metric::AudioBitrateSent,
            [Metric::AudioLatencySent, Metric::AudioJitterSent, Metric::AudioMicInputVolume],
        ),
        (
            Metric::AudioBitrateReceived,
            [Metric::AudioLatencyReceived, Metric::AudioJitterReceived, Metric::AudioSpeakerVolume],
        ),
        (
            Metric::VideoBitrateReceived,
            [
                Metric::VideoLatencyReceived,
                Metric::VideoJitterReceived,
                Metric::VideoFramerateReceived,
            ],
        ),
        (
            Metric::VideoBitrateSent,
            [Metric::VideoLatencySent, Metric::VideoJitterSent, Metric::VideoFramerateSent],
        ),
        (
            Metric::ShareBitrateReceived,
            [
                Metric::ShareLatencyReceived,
                Metric::ShareJitterReceived,
                Metric::ShareFramerateReceived,
            ],
        ),
        (
            Metric::ShareBitrateSent,
            [Metric::ShareLatencySent, Metric::ShareJitterSent, Metric::ShareFramerateSent],
        ),
    ] {
        let [latency, jitter, last] = others;
        let readings = [(latency, 5_000.0), (jitter, 500.0), (last, 1.0)];
        let idle = [&readings[..], &[(bitrate, 0.9)]].concat();
        let flowing = [&readings[..], &[(bitrate, 1.0)]].concat();
        assert_eq!(rate_of(&idle).state, None, "{bitrate:?}");
        assert_eq!(rate_of(&flowing).state, Some(Severe), "{bitrate:?}");
    }
}

#[test]
fn no_frames_are_a_frozen_picture_only_where_something_flows() {
    let frozen = (Metric::VideoFramerateReceived, 0.0);
    assert_eq!(rate_of(&[frozen]).state, None);
    assert_eq!(rate_of(&[frozen, (Metric::VideoBitrateReceived, 0.0)]).state, None);
    assert_eq!(rate_of(&[frozen, (Metric::VideoBitrateReceived, 300.0)]).state, Some(Poor));
}

#[test]
fn a_video_bitrate_is_measured_against_its_resolution() {
    for (bitrate, resolution, framerate) in [
        (
            Metric::VideoBitrateReceived,
            Metric::VideoMaximumResolutionReceived,
            Metric::VideoFramerateReceived,
        ),
        (Metric::VideoBitrateSent, Metric::VideoMaximumResolutionSent, Metric::VideoFramerateSent),
    ] {
        // 1,200 kbps for 720 lines: good from 444.4, fair from 162.2, poor from 60.
        for (kbps, state) in [
            (444.5, None),
            (444.4, Some(Fair)),
            (162.2, Some(Fair)),
            (162.1, Some(Poor)),
            (60.0, Some(Poor)),
            (59.9, Some(Severe)),
        ] {
            let slow = [(resolution, 720.0), (framerate, 14.0)];
            assert_eq!(named(bitrate, kbps, &slow), state, "{bitrate:?} {kbps}");
            let smooth = [(resolution, 720.0), (framerate, 15.0)];
            assert_eq!(named(bitrate, kbps, &smooth), None, "a small picture at {kbps}");
            let unknown = [(resolution, 720.0)];
            assert_eq!(named(bitrate, kbps, &unknown), None, "perhaps a small picture");
        }
        // Below 185.2 is fair at 360 lines, below 444.4 at 720, below 555.6 at 1,080.
        for (lines, kbps, state) in [
            (359.0, 2.0, None),
            (360.0, 185.3, None),
            (360.0, 185.1, Some(Fair)),
            (719.0, 185.3, None),
            (720.0, 185.3, Some(Fair)),
            (1_080.0, 555.6, None),
            (1_080.0, 555.5, Some(Fair)),
            (2_160.0, 555.5, Some(Fair)),
        ] {
            let slow = [(resolution, lines), (framerate, 14.0)];
            assert_eq!(named(bitrate, kbps, &slow), state, "{bitrate:?} {kbps} at {lines}");
        }
    }
}

#[test]
fn a_good_video_bitrate_rates_the_minute_even_when_nothing_else_is_known() {
    let rated = rate_of(&[
        (Metric::VideoBitrateSent, 1_200.0),
        (Metric::VideoMaximumResolutionSent, 720.0),
    ]);
    assert_eq!(rated.sections[Section::Video as usize], Some(Good));
}

#[test]
fn resolution_counts_beside_a_poor_picture_only() {
    let resolution = Metric::VideoMaximumResolutionReceived;
    let poor_frames = [(Metric::VideoFramerateReceived, 6.0)];
    for (lines, state) in
        [(720.0, None), (719.0, Some(Fair)), (360.0, Some(Fair)), (359.0, Some(Poor))]
    {
        assert_eq!(named(resolution, lines, &poor_frames), state, "{lines}");
    }
    let fair_frames = [(Metric::VideoFramerateReceived, 8.0)];
    assert_eq!(named(resolution, 180.0, &fair_frames), None);
    let starved = [(Metric::VideoFramerateReceived, 8.0), (Metric::VideoBitrateReceived, 50.0)];
    assert_eq!(named(resolution, 360.0, &starved), Some(Fair));
    assert_eq!(rate_of(&[(resolution, 180.0)]).state, None);
}

#[test]
fn a_still_picture_needs_no_frames() {
    let framerate = Metric::ShareFramerateReceived;
    for fps in [1.0, 4.9] {
        let arrives_well = [
            (Metric::ShareLatencyReceived, 100.0),
            (Metric::ShareJitterReceived, 10.0),
            (Metric::NetworkPacketLossAvgReceived, 0.0),
            (Metric::NetworkPacketLossAvgSent, 50.0),
        ];
        assert_eq!(named(framerate, fps, &arrives_well), None, "{fps}");
        assert_eq!(named(framerate, fps, &[]), None, "{fps}, nothing else known");
    }
    for beside in [
        (Metric::ShareLatencyReceived, 150.0),
        (Metric::ShareJitterReceived, 60.0),
        (Metric::NetworkPacketLossAvgReceived, 2.0),
        (Metric::NetworkPacketLossMaxReceived, 10.0),
    ] {
        for (fps, state) in [(5.0, None), (4.9, Some(Fair)), (2.0, Some(Fair)), (1.9, Some(Poor))] {
            assert_eq!(named(framerate, fps, &[beside]), state, "{fps} beside {beside:?}");
        }
    }
    assert_eq!(rate_of(&[(framerate, 5.0)]).state, Some(Good));
}

#[test]
fn a_blurred_share_counts_beside_a_stuttering_one_only() {
    let resolution = Metric::ShareMaximumResolutionReceived;
    let late = (Metric::ShareLatencyReceived, 500.0);
    let stutters = [late, (Metric::ShareFramerateReceived, 1.0)];
    assert_eq!(named(resolution, 300.0, &stutters), Some(Poor));
    let slow = [late, (Metric::ShareFramerateReceived, 3.0)];
    assert_eq!(named(resolution, 300.0, &slow), None);
}

#[test]
fn the_worst_reading_is_named_first() {
    let rated = rate_of(&[
        (Metric::CpuSystemAvg, 95.0),
        (Metric::AudioJitterSent, 30.0),
        (Metric::NetworkPacketLossAvgSent, 6.0),
        (Metric::VideoJitterSent, 200.0),
        (Metric::AudioLatencySent, 10.0),
    ]);
    let order: Vec<_> =
        rated.readings.iter().map(|reading| (reading.metric, reading.state)).collect();
    assert_eq!(
        order,
        [
            (Metric::VideoJitterSent, Severe),
            (Metric::NetworkPacketLossAvgSent, Poor),
            (Metric::CpuSystemAvg, Poor),
            (Metric::AudioJitterSent, Fair),
            // What is estimated comes behind what was measured.
            (Metric::VoiceSent, Fair),
        ]
    );
    assert_eq!(rated.sections, [Some(Poor), Some(Fair), Some(Severe), None, Some(Poor)]);
    assert_eq!(rated.named().map(|named| named.state), Some(Severe));
}

#[test]
fn a_minute_without_readings_is_unrated() {
    let rated = rate_of(&[]);
    assert_eq!(rated.state, None);
    assert!(!rated.is_bad());
    assert_eq!(rated.named(), None);
    assert_eq!(rate_of(&[(Metric::NetworkDelay, 5.0)]).named(), None);
}
