use super::super::rules::Rules;
use super::super::tests::{minute, rate_alone};
use super::*;
use State::{Fair, Good, Poor, Severe};

/// Metrics with one scale, and what their values are rated when nothing else was measured.
type Row<'a> = (&'a [Metric], &'a [(f64, State)]);

/// Just below, at and above every bound of quality model 3.2, for metrics rated by value alone.
#[test]
fn each_bound_divides_where_the_model_says() {
    use Metric::*;
    let rows: &[Row<'_>] = &[
        (
            &[NetworkPacketLossAvgReceived, NetworkPacketLossAvgSent],
            &[(1.99, Good), (2.0, Fair), (4.99, Fair), (5.0, Poor), (9.99, Poor), (10.0, Severe)],
        ),
        (
            &[NetworkPacketLossMaxReceived, NetworkPacketLossMaxSent],
            &[(9.99, Good), (10.0, Fair), (19.99, Fair), (20.0, Fair), (100.0, Fair)],
        ),
        (
            &[NetworkDelay],
            &[
                (199.9, Good),
                (200.0, Fair),
                (399.9, Fair),
                (400.0, Poor),
                (799.9, Poor),
                (800.0, Severe),
            ],
        ),
        (
            &[
                AudioLatencyReceived,
                AudioLatencySent,
                VideoLatencyReceived,
                VideoLatencySent,
                ShareLatencyReceived,
                ShareLatencySent,
            ],
            &[(149.9, Good), (150.0, Fair), (399.9, Fair), (400.0, Poor), (60_000.0, Poor)],
        ),
        (
            &[AudioJitterReceived, AudioJitterSent],
            &[
                (29.9, Good),
                (30.0, Fair),
                (49.9, Fair),
                (50.0, Poor),
                (99.9, Poor),
                (100.0, Severe),
            ],
        ),
        (
            &[VideoJitterReceived, VideoJitterSent, ShareJitterReceived, ShareJitterSent],
            &[
                (59.9, Good),
                (60.0, Fair),
                (99.9, Fair),
                (100.0, Poor),
                (199.9, Poor),
                (200.0, Severe),
            ],
        ),
        (
            &[VideoFramerateReceived],
            &[(30.0, Good), (15.0, Good), (14.9, Fair), (7.0, Fair), (6.9, Poor), (1.0, Poor)],
        ),
        (&[CpuSystemAvg], &[(59.9, Good), (60.0, Fair), (89.9, Fair), (90.0, Poor)]),
        (&[CpuSystemMax], &[(79.9, Good), (80.0, Fair), (94.9, Fair), (95.0, Poor)]),
        (&[CpuClientAvg], &[(49.9, Good), (50.0, Fair), (69.9, Fair), (70.0, Poor)]),
    ];
    for (metrics, values) in rows {
        for metric in *metrics {
            for (value, state) in *values {
                let minute = minute(0, &[(*metric, *value)]);
                let rated = rate_alone(&minute, &Rules::default());
                assert_eq!(rated.state, Some(*state), "{metric:?} {value}");
            }
        }
    }
}

#[test]
fn a_verdict_says_which_bound_gave_it() {
    let low = Scale::low(2.0, 5.0, Some(10.0));
    let high = Scale::high(24.0, 12.0, None);
    for (scale, value, state, threshold) in [
        (low, 1.0, Good, 2.0),
        (low, 3.0, Fair, 2.0),
        (low, 5.0, Poor, 5.0),
        (low, 50.0, Severe, 10.0),
        (high, 30.0, Good, 24.0),
        (high, 12.0, Fair, 24.0),
        (high, 0.0, Poor, 12.0),
    ] {
        assert_eq!(scale.rate(value), Verdict { value, state, threshold }, "{value}");
    }
}

#[test]
fn only_a_good_verdict_is_good() {
    let verdict = |state| Verdict { value: 2.0, state, threshold: 1.0 };
    assert!(verdict(Good).is_good());
    assert!([Fair, Poor, Severe].into_iter().all(|state| !verdict(state).is_good()));
}

#[test]
fn a_picture_between_two_published_sizes_needs_what_the_smaller_one_does() {
    let thresholds = Thresholds::default();
    for (lines, nominal) in [
        (359.0, None),
        (360.0, Some(500.0)),
        (719.0, Some(500.0)),
        (720.0, Some(1_200.0)),
        (1_080.0, Some(1_500.0)),
        (2_160.0, Some(1_500.0)),
    ] {
        let scale = thresholds.video_bitrate_at(lines);
        assert_eq!(scale, nominal.map(|kbps| thresholds.video_bitrate.times(kbps)), "{lines}");
    }
}
