//! Made-up minutes, for what no recording shows: long meetings and several stays.
//!
//! A minute's values depend only on its number and on the kind of line, by small whole-number
//! patterns, so that every run and every overlapping stay sees the same:
//!
//! | line | minutes | what happens |
//! |---|---|---|
//! | all | all others | delay 35–45 ms, loss 0–0.3 %, jitter 3–7 ms, 720p at 28–30 fps, CPU 21–29 % |
//! | shaky | 40–46 | received loss 12–18 %, delay 460–520 ms, jitter 60–66 ms, 180p at 5 fps |
//! | shaky | 101 | one burst: loss 2 % on average, 35 % at its peak |
//! | shaky | 120–123 | system CPU 96–99 %, sent video at 6 fps |
//! | patchy | 8–13 of every 40 | as shaky in 40–46 |
//! | jammed | 10–19 | as shaky in 40–46, and 9–12 % of what is sent is lost too |

use std::collections::BTreeMap;

use crate::simulator::world::{MadeUp, Minute, Section};

/// What kind of line somebody is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    Calm,
    Shaky,
    Patchy,
    Jammed,
}

/// The figures of one minute, before they become texts.
#[derive(Clone, Copy)]
struct Figures {
    delay_ms: i64,
    /// Tenths of a percent, received.
    loss_avg: i64,
    loss_max: i64,
    loss_sent: i64,
    jitter_ms: i64,
    height: i64,
    fps_received: i64,
    fps_sent: i64,
    cpu: i64,
}

/// The minutes between two seconds, numbered from the minute of `zero`.
pub(super) fn minutes(line: Line, zero: i64, join: i64, leave: i64) -> Vec<Minute> {
    let zero = zero.div_euclid(60);
    let numbers = join.div_euclid(60)..=(leave - 1).div_euclid(60);
    numbers.map(|at| minute(line, at - zero, at * 60)).collect()
}

/// The same minutes, made when they are asked for.
pub(super) fn on_demand(line: Line, zero: i64) -> MadeUp {
    let minute: fn(i64, i64) -> Minute = match line {
        Line::Calm => |n, at| minute(Line::Calm, n, at),
        Line::Shaky => |n, at| minute(Line::Shaky, n, at),
        Line::Patchy => |n, at| minute(Line::Patchy, n, at),
        Line::Jammed => |n, at| minute(Line::Jammed, n, at),
    };
    MadeUp { zero, minute }
}

fn figures(line: Line, n: i64) -> Figures {
    let calm = Figures {
        delay_ms: 35 + n * 7 % 11,
        loss_avg: n % 4,
        loss_max: n % 4 * 3,
        loss_sent: n % 3,
        jitter_ms: 3 + n % 5,
        height: 720,
        fps_received: 28 + n % 3,
        fps_sent: 28 + n % 3,
        cpu: 21 + n % 9,
    };
    let bad = Figures {
        delay_ms: 460 + n % 7 * 10,
        loss_avg: 120 + n % 7 * 10,
        loss_max: 300 + n % 7 * 20,
        jitter_ms: 60 + n % 7,
        height: 180,
        fps_received: 5,
        ..calm
    };
    match (line, n) {
        (Line::Shaky, 40..=46) => bad,
        (Line::Patchy, _) if (8..=13).contains(&(n % 40)) => bad,
        (Line::Jammed, 10..=19) => Figures { loss_sent: 90 + n % 4 * 10, ..bad },
        (Line::Shaky, 101) => Figures { loss_avg: 20, loss_max: 350, ..calm },
        (Line::Shaky, 120..=123) => Figures { cpu: 96 + n % 4, fps_sent: 6, ..calm },
        _ => calm,
    }
}

fn minute(line: Line, n: i64, at: i64) -> Minute {
    let it = figures(line, n);
    let ms = |value: i64| format!("{value}ms");
    let kbps = |value: i64| format!("{value}kbps");
    let tenths = |value: i64| format!("{}.{}%", value / 10, value % 10);
    let (latency, jitter) = (ms(it.delay_ms + 20), ms(it.jitter_ms));
    let network = [
        ("network_delay", ms(it.delay_ms)),
        ("bitrate_received", kbps(it.height * 2)),
        ("packet_loss_avg_received", tenths(it.loss_avg)),
        ("packet_loss_max_received", tenths(it.loss_max)),
        ("bitrate_sent", kbps(1_250 + n % 60)),
        ("packet_loss_avg_sent", tenths(it.loss_sent)),
        ("packet_loss_max_sent", tenths(it.loss_sent * 4)),
    ];
    let audio = [
        ("mic_input_volume", format!("-{}dB", 26 + n % 9)),
        ("speaker_volume", format!("-{}dB", 24 + n % 7)),
        ("bitrate_received", kbps(38 + n % 5)),
        ("latency_received", latency.clone()),
        ("jitter_received", jitter.clone()),
        ("bitrate_sent", kbps(38 + n % 5)),
        ("latency_sent", ms(58 + n % 5)),
        ("jitter_sent", ms(3 + n % 4)),
    ];
    let video = [
        ("bitrate_received", kbps(it.height * 3 / 2)),
        ("latency_received", latency),
        ("jitter_received", jitter),
        ("maximum_resolution_received", format!("{}P", it.height)),
        ("framerate_received", format!("{}fps", it.fps_received)),
        ("bitrate_sent", kbps(1_100 + n % 50)),
        ("latency_sent", ms(58 + n % 5)),
        ("jitter_sent", ms(3 + n % 4)),
        ("maximum_resolution_sent", "720P".to_owned()),
        ("framerate_sent", format!("{}fps", it.fps_sent)),
    ];
    let screen_sharing = video.each_ref().map(|(name, _)| (*name, "-".to_owned()));
    let cpu_usage = [
        ("client_avg_cpu_usage", format!("{}%", it.cpu / 3)),
        ("client_max_cpu_usage", format!("{}%", it.cpu / 2)),
        ("system_avg_cpu_usage", format!("{}%", it.cpu)),
        ("system_max_cpu_usage", format!("{}%", (it.cpu + 9).min(100))),
    ];
    let sections = [
        section("network", at, &network),
        section("audio", at, &audio),
        section("video", at, &video),
        section("screen_sharing", at, &screen_sharing),
        section("cpu_usage", at, &cpu_usage),
    ];
    Minute { sections: sections.into() }
}

fn section(name: &str, at: i64, fields: &[(&str, String)]) -> (String, Section) {
    let fields: BTreeMap<String, String> =
        fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    (name.to_owned(), Section { at, fields })
}
