use proptest::prelude::*;

/// `Ie` and `Bpl` of Opus (quality model 3.3).
const OPUS: f64 = 10.67;
const ROBUST_RANDOM: f64 = 9.79;
const ROBUST_BURSTY: f64 = 8.04;
const ROBUST_REPAIRED: f64 = 20.0;

use super::*;

/// Model B: G.107, narrowband, G.711 with concealment. Written apart from Model A, to check it.
fn model_b(delay: f64, loss: f64) -> f64 {
    let late = if delay > 100.0 {
        let x = (delay / 100.0).ln() / std::f64::consts::LN_2;
        let root = |y: f64| (1.0 + y.powf(6.0)).cbrt().sqrt();
        25.0 * (root(x) - 3.0 * root(x / 3.0) + 2.0)
    } else {
        0.0
    };
    93.2 - late - 95.0 * loss / (loss + 25.1)
}

/// Model C: the short form of Cole and Rosenbluth, G.711.
fn model_c(delay: f64, loss: f64) -> f64 {
    let late = 0.024 * delay + 0.11 * (delay - 177.3).max(0.0);
    94.2 - late - 30.0 * (15.0 * loss / 100.0).ln_1p()
}

/// Equal when printed with four decimals.
fn agree(a: f64, b: f64) -> bool {
    (a - b).abs() <= 0.5e-4 + 1e-9
}

/// L, J, P; then d, Id, Ieff, and R and MOS of the models A, B and C (quality model 3.4).
type Vector = (&'static str, [f64; 3], [f64; 9]);

#[rustfmt::skip]
const VECTORS: [Vector; 13] = [
    ("V1", [0.0, 0.0, 0.0], [20.0, 0.0000, 10.6700, 92.7905, 4.4012, 93.2000, 4.4093, 93.7200, 4.4191]),
    ("V2", [30.0, 0.0, 0.0], [50.0, 0.0000, 10.6700, 92.7905, 4.4012, 93.2000, 4.4093, 93.0000, 4.4054]),
    ("V3", [80.0, 15.0, 1.0], [130.0, 0.0180, 21.9147, 85.1806, 4.2038, 89.5480, 4.3278, 86.8871, 4.2555]),
    ("V4", [100.0, 0.0, 2.0], [120.0, 0.0020, 31.2518, 78.8825, 3.9811, 86.1876, 4.2348, 83.4491, 4.1474]),
    ("V5", [120.0, 30.0, 3.0], [200.0, 4.5057, 39.1290, 70.5171, 3.6212, 80.0132, 4.0245, 75.7561, 3.8540]),
    ("V6", [150.0, 0.0, 5.0], [170.0, 1.1432, 51.6876, 64.3035, 3.3198, 76.6468, 3.8912, 73.3315, 3.7491]),
    ("V7", [60.0, 80.0, 0.0], [240.0, 11.3764, 10.6700, 85.1038, 4.2014, 85.5132, 4.2142, 81.5430, 4.0810]),
    ("V8", [200.0, 50.0, 5.0], [320.0, 24.9841, 51.6876, 48.1948, 2.4805, 60.5381, 3.1278, 54.0345, 2.7875]),
    ("V9", [350.0, 20.0, 0.0], [410.0, 36.7572, 10.6700, 67.9546, 3.4997, 68.3641, 3.5194, 58.7630, 3.0357]),
    ("V10", [100.0, 100.0, 8.0], [320.0, 24.9841, 65.2310, 39.0438, 2.0174, 53.3581, 2.7518, 47.1693, 2.4271]),
    ("V11", [40.0, 5.0, 10.0], [70.0, 0.0000, 71.9787, 51.3657, 2.6468, 66.1345, 3.4109, 65.0313, 3.3562]),
    ("V12", [400.0, 100.0, 20.0], [620.0, 53.2660, 92.1269, 1.7616, 1.0000, 15.0808, 1.1251, -10.9658, 1.0000]),
    ("V13", [500.0, 200.0, 50.0], [720.0, 57.7675, 112.1335, -14.7980, 1.0000, -9.0811, 1.0000, -46.9790, 1.0000]),
];

#[test]
fn the_vectors_of_the_quality_model_come_out_to_four_decimals() {
    for (id, [latency, jitter, loss], expected) in VECTORS {
        let d = delay(latency, jitter);
        let (a, b, c) =
            (r_factor(d, OPUS, loss, ROBUST_RANDOM), model_b(d, loss), model_c(d, loss));
        let got = [
            d,
            delay_impairment(d),
            loss_impairment(OPUS, loss, ROBUST_RANDOM),
            a,
            mos(a),
            b,
            mos(b),
            c,
            mos(c),
        ];
        for (column, (got, expected)) in got.into_iter().zip(expected).enumerate() {
            assert!(agree(got, expected), "{id}, column {column}: {got} for {expected}");
        }
    }
}

#[test]
fn bursts_are_worse_and_repair_is_better_than_random_loss() {
    for (robustness, r, score) in [
        (ROBUST_RANDOM, 65.0760, 3.3584),
        (ROBUST_BURSTY, 61.3566, 3.1700),
        (ROBUST_REPAIRED, 76.3946, 3.8808),
    ] {
        let got = r_factor(100.0, OPUS, 5.0, robustness);
        assert!(agree(got, r) && agree(mos(got), score), "{robustness}: {got}, {}", mos(got));
    }
}

#[test]
fn r_crosses_the_bands_where_the_quality_model_says() {
    for (r, loss, delay) in
        [(80.0, 1.81, 282.0), (70.0, 3.77, 384.0), (60.0, 6.53, 542.0), (50.0, 10.69, 918.0)]
    {
        let lossy = |loss| r_factor(100.0, OPUS, loss, ROBUST_RANDOM);
        assert!(lossy(loss - 0.005) > r && r > lossy(loss + 0.005), "{r} at {loss} %");
        let late = |delay| r_factor(delay, OPUS, 0.0, ROBUST_RANDOM);
        // The model names the last whole millisecond that is still in the band.
        assert!(late(delay) > r && r > late(delay + 1.0), "{r} at {delay} ms");
    }
}

#[test]
fn mos_follows_the_bands_and_stays_in_its_range() {
    for (r, expected) in [(90.0, 4.34), (80.0, 4.02), (70.0, 3.60), (60.0, 3.10), (50.0, 2.58)] {
        assert!((mos(r) - expected).abs() < 0.005 + 1e-9, "{r}: {}", mos(r));
    }
    for (r, expected) in [(-1e9, 1.0), (0.0, 1.0), (3.3, 1.0), (6.5, 1.0), (100.0, 4.5), (1e9, 4.5)]
    {
        assert!((mos(r) - expected).abs() < 1e-9, "{r}: {}", mos(r));
    }
    assert!(mos(6.6) > 1.0);
}

/// What Model A makes of a latency, a jitter, a loss.
fn model_a(latency: f64, jitter: f64, loss: f64) -> f64 {
    r_factor(delay(latency, jitter), OPUS, loss, ROBUST_RANDOM)
}

/// Any number there is.
fn finite() -> impl Strategy<Value = f64> {
    any::<f64>().prop_filter("finite", |value| value.is_finite())
}

proptest! {
    #[test]
    fn any_numbers_give_a_score(
        latency in finite(), jitter in finite(), loss in finite(), r in finite(),
    ) {
        for robustness in [ROBUST_RANDOM, ROBUST_BURSTY, ROBUST_REPAIRED] {
            let r = r_factor(delay(latency, jitter), OPUS, loss, robustness);
            prop_assert!(r.is_finite());
            prop_assert!((1.0..=4.5).contains(&mos(r)));
        }
        prop_assert!((1.0..=4.5).contains(&mos(r)));
    }

    #[test]
    fn more_delay_jitter_or_loss_is_never_better(
        latency in 0.0..60_000.0_f64, jitter in 0.0..300.0_f64, loss in 0.0..100.0_f64,
        later in 0.0..60_000.0_f64, shakier in 0.0..300.0_f64, lossier in 0.0..100.0_f64,
    ) {
        let here = model_a(latency, jitter, loss);
        for worse in [
            model_a(latency + later, jitter, loss),
            model_a(latency, jitter + shakier, loss),
            model_a(latency, jitter, loss + lossier),
        ] {
            prop_assert!(worse <= here + 1e-9, "{worse} after {here}");
            prop_assert!(mos(worse) <= mos(here) + 1e-9);
        }
    }

    /// Three models by different people: where one path is worse in every way, all say so; and on
    /// the losses of calls, A promises no more than B.
    #[test]
    fn the_models_agree_in_order(
        d in 20.0..2_000.0_f64, later in 1.0..1_000.0_f64,
        loss in 0.0..50.0_f64, lossier in 0.1..50.0_f64,
    ) {
        let a = |d, loss| r_factor(d, OPUS, loss, ROBUST_RANDOM);
        prop_assert!(a(d + later, loss + lossier) < a(d, loss));
        prop_assert!(model_b(d + later, loss + lossier) < model_b(d, loss));
        prop_assert!(model_c(d + later, loss + lossier) < model_c(d, loss));
        prop_assert!(a(d, loss) < model_b(d, loss));
    }
}
