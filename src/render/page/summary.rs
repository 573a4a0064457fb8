//! Every metric in one line: how often it was measured, its range, its bounds, its state.

use serde::Serialize;

use super::timeline::state_label;
use super::words::Words;
use crate::quality::metric::Section;
use crate::quality::summary::MetricSummary;
use crate::quality::thresholds::Better;
use crate::render::reading::short_number;
use crate::render::sentence::state_name;
use crate::render::text::TextError;

/// The metrics of a section that were measured.
#[derive(Debug, Clone, Serialize)]
pub(super) struct GroupView {
    name: String,
    rows: Vec<RowView>,
}

/// A metric; numbers are in its unit.
#[derive(Debug, Clone, Serialize)]
struct RowView {
    name: String,
    unit: &'static str,
    minutes: u32,
    min: String,
    median: String,
    worst_twentieth: String,
    max: String,
    /// `≥` where low is better, `<` where high is; empty for what is never rated.
    sign: &'static str,
    fair: Option<String>,
    poor: Option<String>,
    severe: Option<String>,
    /// `good`, `fair`, `poor`, `severe` or `unrated`.
    state: &'static str,
    state_name: String,
    bad_minutes: u32,
}

/// Of all metrics that were measured, section by section.
pub(super) fn groups(
    summaries: &[MetricSummary],
    words: &Words<'_>,
) -> Result<Vec<GroupView>, TextError> {
    let mut groups = Vec::new();
    for section in Section::ALL {
        let of_section = summaries.iter().filter(|one| one.metric.section() == section);
        let rows: Vec<RowView> = of_section.map(|one| row(one, words)).collect::<Result<_, _>>()?;
        if !rows.is_empty() {
            let name = words.label(&format!("section.{}", section.key()))?;
            groups.push(GroupView { name, rows });
        }
    }
    Ok(groups)
}

fn row(of: &MetricSummary, words: &Words<'_>) -> Result<RowView, TextError> {
    Ok(RowView {
        name: words.metric(of.metric)?,
        unit: of.metric.unit().symbol(),
        minutes: of.minutes,
        min: short_number(of.min),
        median: short_number(of.median),
        worst_twentieth: short_number(of.worst_twentieth),
        max: short_number(of.max),
        sign: match of.scale.map(|scale| scale.better) {
            Some(Better::Low) => "≥",
            Some(Better::High) => "<",
            None => "",
        },
        fair: of.scale.map(|scale| short_number(scale.fair)),
        poor: of.scale.map(|scale| short_number(scale.poor)),
        severe: of.scale.and_then(|scale| scale.severe).map(short_number),
        state: of.state.map_or("unrated", state_name),
        state_name: state_label(of.state, words)?,
        bad_minutes: of.bad_minutes,
    })
}
