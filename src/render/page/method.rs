//! How it was judged: every bound with the words for where it comes from.
//!
//! Invariant: a bound that the operator set is not said to be somebody else's. Source: quality model
//! 3.2.

use serde::Serialize;

use super::findings::percent;
use super::words::Words;
use crate::quality::metric::Unit;
use crate::quality::rules::Rules;
use crate::quality::semantics::Semantics;
use crate::quality::thresholds::{Better, Scale, Thresholds};
use crate::render::diagnosis;
use crate::render::reading::short_number;
use crate::render::text::TextError;

/// The variables under `page.method`.
#[derive(Debug, Clone, Serialize)]
pub(super) struct MethodView {
    bounds: Vec<BoundView>,
    /// From which share of bad minutes on a grade is fair, and poor.
    fair_ratio: String,
    poor_ratio: String,
    poor_run: u32,
    min_rated: u32,
    /// How readings were read that the platform does not define.
    semantics: String,
}

#[derive(Debug, Clone, Serialize)]
struct BoundView {
    what: String,
    unit: &'static str,
    sign: &'static str,
    fair: String,
    poor: String,
    severe: Option<String>,
    source: String,
}

/// A bound by its name in the texts, its unit, and where it stands.
pub(in crate::render) type Bound = (&'static str, Unit, fn(&Thresholds) -> Scale);

/// Every bound, in the order it is shown.
pub(in crate::render) const BOUNDS: [Bound; 15] = [
    ("loss", Unit::Percent, |it| it.packet_loss_avg),
    ("loss_peak", Unit::Percent, |it| it.packet_loss_max),
    ("delay", Unit::Millis, |it| it.network_delay),
    ("latency", Unit::Millis, |it| it.media_latency),
    ("audio_jitter", Unit::Millis, |it| it.audio_jitter),
    ("picture_jitter", Unit::Millis, |it| it.picture_jitter),
    ("audio_bitrate", Unit::Kbps, |it| it.audio_bitrate),
    ("video_framerate", Unit::Fps, |it| it.video_framerate_received),
    ("share_framerate", Unit::Fps, |it| it.share_framerate_received),
    ("resolution", Unit::Lines, |it| it.resolution_received),
    ("video_bitrate", Unit::Percent, |it| it.video_bitrate.times(100.0)),
    ("cpu_system", Unit::Percent, |it| it.system_cpu_avg),
    ("cpu_system_peak", Unit::Percent, |it| it.system_cpu_max),
    ("cpu_client", Unit::Percent, |it| it.client_cpu_avg),
    ("voice", Unit::R, |it| it.voice),
];

impl MethodView {
    pub(super) fn of(
        rules: &Rules,
        semantics: Semantics,
        words: &Words<'_>,
    ) -> Result<Self, TextError> {
        let defaults = Thresholds::default();
        let view = |bound: &Bound| bound_view(bound, &rules.thresholds, &defaults, words);
        let session = &rules.thresholds.session;
        Ok(Self {
            bounds: BOUNDS.iter().map(view).collect::<Result<_, _>>()?,
            fair_ratio: percent(session.fair_ratio),
            poor_ratio: percent(session.poor_ratio),
            poor_run: session.poor_run,
            min_rated: session.min_rated_minutes,
            semantics: words.one(diagnosis::semantics(words.texts, semantics))?,
        })
    }
}

fn bound_view(
    (key, unit, find): &Bound,
    thresholds: &Thresholds,
    defaults: &Thresholds,
    words: &Words<'_>,
) -> Result<BoundView, TextError> {
    let scale = find(thresholds);
    let source = source(key, scale == find(defaults));
    Ok(BoundView {
        what: words.say(&format!("bound_{key}"), &[])?,
        unit: unit.symbol(),
        sign: sign(&scale),
        fair: short_number(scale.fair),
        poor: short_number(scale.poor),
        severe: scale.severe.map(short_number),
        source: words.say(&source, &[])?,
    })
}

/// Which side of a bound is the worse one.
pub(in crate::render) fn sign(scale: &Scale) -> &'static str {
    if scale.better == Better::Low { "≥" } else { "<" }
}

/// The name of the text of the group `page` that says where a bound comes from.
pub(in crate::render) fn source(key: &str, is_default: bool) -> String {
    format!("source_{}", if is_default { key } else { "own" })
}
