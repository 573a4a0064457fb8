//! What something means: in words, with the bounds as they are configured and where they come from.
//!
//! Invariant: the bounds are those of the report page, so that nobody is told two things. Source:
//! quality model 3.2 and 3.3.

use minijinja::{Value, context, value::Serde};
use serde::Serialize;

use super::With;
use crate::command::Topic;
use crate::quality::metric::Unit;
use crate::quality::thresholds::{Scale, Thresholds};
use crate::render::diagnosis;
use crate::render::page::method::{self, BOUNDS, Bound};
use crate::render::reading::short_quantity;
use crate::render::text::{Text, TextError};

/// All of them, in the order they are listed.
const TOPICS: [Topic; 14] = [
    Topic::Grade,
    Topic::BadMinute,
    Topic::Coverage,
    Topic::Scope,
    Topic::Loss,
    Topic::Delay,
    Topic::Latency,
    Topic::Jitter,
    Topic::Voice,
    Topic::Bitrate,
    Topic::Resolution,
    Topic::FrameRate,
    Topic::Volume,
    Topic::Cpu,
];

/// The variables of `explained.json.j2`, under the name `explained`.
#[derive(Debug, Clone, Serialize)]
struct ExplainedView {
    /// The word for it; `None` where the topics are listed.
    topic: Option<Text>,
    /// What it is.
    what: Text,
    bounds: Vec<BoundView>,
    /// How minutes make a grade, or how undocumented readings are read.
    facts: Vec<Text>,
    /// All words that can be explained.
    topics: Text,
}

/// A bound, with where it comes from.
#[derive(Debug, Clone, Serialize)]
struct BoundView {
    what: Text,
    /// Where each state begins.
    levels: Text,
    source: Text,
}

pub(super) fn variables(topic: Option<Topic>, with: With<'_>) -> Result<Value, TextError> {
    Ok(context! { explained => Serde(view(topic, with)?) })
}

pub(super) fn text(topic: Option<Topic>, with: With<'_>) -> Result<Vec<Text>, TextError> {
    let ExplainedView { topic, what, bounds, facts, topics } = view(topic, with)?;
    let mut lines = vec![what];
    for BoundView { what, levels, source } in bounds {
        let values = [("what", what.into()), ("levels", levels.into()), ("source", source.into())];
        lines.push(with.texts.plain("explain.bound_in_text", &values)?);
    }
    lines.extend(facts);
    if topic.is_none() {
        lines.push(topics);
    }
    lines.push(with.texts.plain("explain.next", &[])?);
    Ok(lines)
}

fn view(topic: Option<Topic>, with: With<'_>) -> Result<ExplainedView, TextError> {
    let words: Vec<Text> =
        TOPICS.into_iter().map(|topic| word(topic, with)).collect::<Result<_, _>>()?;
    let topics = with.texts.list(&words, "list.items")?;
    let Some(topic) = topic else {
        let what = with.texts.plain("explain.intro", &[])?;
        return Ok(ExplainedView {
            topic: None,
            what,
            bounds: Vec::new(),
            facts: Vec::new(),
            topics,
        });
    };
    let keys = bounds(topic);
    let bounds = BOUNDS.iter().filter(|(key, ..)| keys.contains(key));
    Ok(ExplainedView {
        topic: Some(word(topic, with)?),
        what: with.texts.plain(what(topic), &[])?,
        bounds: bounds.map(|bound| bound_view(bound, with)).collect::<Result<_, _>>()?,
        facts: facts(topic, with)?,
        topics,
    })
}

fn bound_view((key, unit, find): &Bound, with: With<'_>) -> Result<BoundView, TextError> {
    let (scale, published) = (find(&with.options.rules.thresholds), find(&Thresholds::default()));
    let Scale { fair, poor, severe, .. } = scale;
    let mut levels = Vec::new();
    for (state, bound) in
        [("state.fair", Some(fair)), ("state.poor", Some(poor)), ("state.severe", severe)]
    {
        let Some(bound) = bound else { continue };
        let bound = format!("{} {}", method::sign(&scale), short_quantity(bound, *unit));
        let values = [("state", with.texts.plain(state, &[])?.into()), ("bound", bound.into())];
        levels.push(with.texts.plain("explain.level", &values)?);
    }
    let source = method::source(key, scale == published);
    Ok(BoundView {
        what: with.texts.plain(&format!("page.bound_{key}"), &[])?,
        levels: with.texts.list(&levels, "list.facts")?,
        source: with.texts.plain(&format!("page.{source}"), &[])?,
    })
}

fn facts(topic: Topic, with: With<'_>) -> Result<Vec<Text>, TextError> {
    let rules = &with.options.rules;
    match topic {
        Topic::Grade => grades(with),
        Topic::Loss | Topic::Delay | Topic::Latency | Topic::Volume => {
            Ok(vec![diagnosis::semantics(with.texts, rules.semantics)?])
        }
        Topic::Voice => Ok(vec![with.texts.plain("page.method_voice", &[])?]),
        _ => Ok(Vec::new()),
    }
}

fn grades(with: With<'_>) -> Result<Vec<Text>, TextError> {
    let session = &with.options.rules.thresholds.session;
    let ratio = |ratio: f64| ("ratio", short_quantity(ratio * 100.0, Unit::Percent).into());
    let unrated = [("minutes", session.min_rated_minutes.to_string().into())];
    let poor = [ratio(session.poor_ratio), ("run", session.poor_run.to_string().into())];
    let mut grades = Vec::new();
    for (grade, when) in [
        ("grade.unrated", with.texts.plain("export.grade_unrated", &unrated)?),
        ("grade.poor", with.texts.plain("export.grade_poor", &poor)?),
        ("grade.fair", with.texts.plain("export.grade_fair", &[ratio(session.fair_ratio)])?),
        ("grade.good", with.texts.plain("export.grade_good", &[])?),
    ] {
        let grade = with.texts.plain(grade, &[])?;
        let values = [("what", grade.into()), ("text", when.into())];
        grades.push(with.texts.plain("evidence.fact", &values)?);
    }
    Ok(grades)
}

/// The word for it, as it is typed.
fn word(topic: Topic, with: With<'_>) -> Result<Text, TextError> {
    let key = match topic {
        Topic::Loss => "topic.loss",
        Topic::Delay => "topic.delay",
        Topic::Jitter => "topic.jitter",
        Topic::Latency => "topic.latency",
        Topic::Bitrate => "topic.bitrate",
        Topic::Resolution => "topic.resolution",
        Topic::FrameRate => "topic.frame_rate",
        Topic::Volume => "topic.volume",
        Topic::Cpu => "topic.cpu",
        Topic::Voice => "topic.voice",
        Topic::Grade => "topic.grade",
        Topic::BadMinute => "topic.bad_minute",
        Topic::Coverage => "topic.coverage",
        Topic::Scope => "topic.scope",
    };
    with.texts.plain(key, &[])
}

/// The text that says what it is.
const fn what(topic: Topic) -> &'static str {
    match topic {
        Topic::Loss => "explain.loss",
        Topic::Delay => "explain.delay",
        Topic::Jitter => "explain.jitter",
        Topic::Latency => "explain.latency",
        Topic::Bitrate => "explain.bitrate",
        Topic::Resolution => "explain.resolution",
        Topic::FrameRate => "explain.frame_rate",
        Topic::Volume => "explain.volume",
        Topic::Cpu => "explain.cpu",
        Topic::Voice => "explain.voice",
        Topic::Grade => "explain.grade",
        Topic::BadMinute => "explain.bad_minute",
        Topic::Coverage => "explain.coverage",
        Topic::Scope => "explain.scope",
    }
}

/// The bounds that are about it.
const fn bounds(topic: Topic) -> &'static [&'static str] {
    match topic {
        Topic::Loss => &["loss", "loss_peak"],
        Topic::Delay => &["delay"],
        Topic::Jitter => &["audio_jitter", "picture_jitter"],
        Topic::Latency => &["latency"],
        Topic::Bitrate => &["audio_bitrate", "video_bitrate"],
        Topic::Resolution => &["resolution"],
        Topic::FrameRate => &["video_framerate", "share_framerate"],
        Topic::Cpu => &["cpu_system", "cpu_system_peak", "cpu_client"],
        Topic::Voice => &["voice"],
        Topic::Volume | Topic::Grade | Topic::BadMinute | Topic::Coverage | Topic::Scope => &[],
    }
}
