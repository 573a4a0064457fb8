//! Every metric that is held against a scale, as small tables: one a section, each column a text.
//!
//! Invariant: a line of one column stands beside the same line of the others. A `table` component
//! cannot stand in a panel (dossier 8.1), and a row of columns for every metric would be more
//! elements than a card may have. Source: quality model 3.2.

use std::cmp::Reverse;

use serde::Serialize;

use super::text::{Markup, Text, TextError, Texts};
use super::{design, reading};
use crate::quality::judgement::State;
use crate::quality::metric::Section;
use crate::quality::summary::MetricSummary;
use crate::quality::thresholds::{Better, Scale};

/// The metrics of one section, column by column.
#[derive(Debug, Clone, Serialize)]
pub(super) struct TableView {
    section: Text,
    name: Markup,
    /// The least, the median, and what the worst twentieth of the minutes reached.
    values: Markup,
    /// From where on it is bad.
    threshold: Markup,
}

/// The worst section first, and in it the worst metric; at most so many metrics, because the report
/// page has all of them.
pub(super) fn tables(
    texts: &Texts,
    summaries: &[MetricSummary],
    most: usize,
) -> Result<Vec<TableView>, TextError> {
    let mut shown: Vec<(&MetricSummary, Scale)> =
        summaries.iter().filter_map(|summary| Some((summary, summary.scale?))).collect();
    shown.sort_by_key(|(summary, _)| Reverse(summary.state));
    shown.truncate(most);
    let worst_of = |section: Section| {
        let of_section = shown.iter().filter(|(summary, _)| summary.metric.section() == section);
        of_section.map(|(summary, _)| summary.state).max()
    };
    let mut sections: Vec<(Option<State>, Section)> =
        Section::ALL.into_iter().filter_map(|it| Some((worst_of(it)?, it))).collect();
    sections.sort_by_key(|(state, _)| Reverse(*state));
    let table = |(_, section): &(Option<State>, Section)| {
        let rows = shown.iter().filter(|(summary, _)| summary.metric.section() == *section);
        table(texts, *section, rows)
    };
    sections.iter().map(table).collect()
}

fn table<'a>(
    texts: &Texts,
    section: Section,
    rows: impl Iterator<Item = &'a (&'a MetricSummary, Scale)>,
) -> Result<TableView, TextError> {
    let section = texts.plain(&format!("section.{}", section.key()), &[])?;
    let (mut name, mut values, mut threshold) = (Vec::new(), Vec::new(), Vec::new());
    for (summary, scale) in rows {
        name.push(row_name(texts, summary)?);
        values.push(row_values(texts, summary)?);
        threshold.push(row_threshold(texts, summary, *scale)?);
    }
    let [name, values, threshold] = [name, values, threshold].map(|lines| Markup::lines(&lines));
    Ok(TableView { section, name, values, threshold })
}

/// `0.1 · 0.2 · 8%`: the unit once, behind the last.
fn row_values(texts: &Texts, summary: &MetricSummary) -> Result<Markup, TextError> {
    let MetricSummary { metric, min, median, worst_twentieth, .. } = summary;
    let values = [
        ("min", reading::short_number(*min).into()),
        ("median", reading::short_number(*median).into()),
        ("worst", reading::short_quantity(*worst_twentieth, metric.unit()).into()),
    ];
    texts.markdown("table.values", &values)
}

/// `≥ 5% ×3`: the bound, and in how many minutes it was crossed.
fn row_threshold(
    texts: &Texts,
    summary: &MetricSummary,
    scale: Scale,
) -> Result<Markup, TextError> {
    let value = reading::short_quantity(scale.poor, summary.metric.unit()).into();
    let values = [("value", value), ("minutes", summary.bad_minutes.to_string().into())];
    let key = match (scale.better, summary.bad_minutes) {
        (Better::Low, 0) => "table.at_least",
        (Better::Low, _) => "table.at_least_in",
        (Better::High, 0) => "table.below",
        (Better::High, _) => "table.below_in",
    };
    texts.markdown(key, &values)
}

/// A dot in the colour of its state, and its name, which the section's makes short.
fn row_name(texts: &Texts, summary: &MetricSummary) -> Result<Markup, TextError> {
    let name = texts.plain(&format!("short.{}", summary.metric.path()), &[])?;
    let colour = design::state_colour(summary.state);
    texts.markdown("table.name", &[("colour", colour.into()), ("name", name.into())])
}
