//! The charts of a section on the shared axis, with what each minute says and the same as a table.

use serde::Serialize;

use super::grid::{Cell, Grid};
use super::markup::Html;
use super::plan::{PLANS, Plan};
use super::plot::{self, Extent};
use super::words::Words;
use crate::quality::judgement::State;
use crate::quality::metric::{Metric, Section};
use crate::quality::rules::Rules;
use crate::quality::summary::MetricSummary;
use crate::quality::thresholds::{Better, Scale};
use crate::render::reading::short_number;
use crate::render::text::TextError;

/// Lines of text nearer than this, in pixels, would touch.
const LINE_OF_TEXT: i32 = 12;

/// A section: its charts, one above the other.
#[derive(Debug, Clone, Serialize)]
pub(super) struct SectionView {
    /// Unique on the page.
    id: &'static str,
    name: String,
    charts: Vec<ChartView>,
    /// One element a column, which says its values when it is pointed at.
    hits: Html,
    table: TableView,
}

/// A chart.
#[derive(Debug, Clone, Serialize)]
struct ChartView {
    title: String,
    unit: &'static str,
    /// Everything a listener needs of it.
    label: String,
    lines: Vec<LineView>,
    /// Where values were poor or severe.
    dots: String,
    top: String,
    bottom: String,
    bounds: Vec<BoundView>,
}

/// A line and its legend.
#[derive(Debug, Clone, Serialize)]
struct LineView {
    class: &'static str,
    name: String,
    /// Median and range.
    range: String,
    path: String,
}

/// Where fair or poor begins.
#[derive(Debug, Clone, Serialize)]
struct BoundView {
    /// `fair` or `poor`.
    state: &'static str,
    /// The line, in half pixels.
    y: i32,
    /// Its words, in pixels.
    text_y: i32,
    text: String,
}

/// The section's minutes as a table.
#[derive(Debug, Clone, Serialize)]
struct TableView {
    heads: Vec<String>,
    rows: Html,
}

/// The sections of which anything was measured.
pub(super) fn sections(
    grid: &Grid,
    summaries: &[MetricSummary],
    rules: &Rules,
    words: &Words<'_>,
) -> Result<Vec<SectionView>, TextError> {
    let view = |section| section_view(section, grid, summaries, rules, words);
    Section::ALL.into_iter().filter_map(|section| view(section).transpose()).collect()
}

fn section_view(
    section: Section,
    grid: &Grid,
    summaries: &[MetricSummary],
    rules: &Rules,
    words: &Words<'_>,
) -> Result<Option<SectionView>, TextError> {
    let mut charts = Vec::new();
    for plan in PLANS.iter().filter(|plan| plan.section == section) {
        if let Some(chart) = chart(plan, grid, summaries, rules, words)? {
            charts.push(chart);
        }
    }
    if charts.is_empty() {
        return Ok(None);
    }
    let metrics: Vec<Metric> = section.metrics().filter(|metric| grid.has(*metric)).collect();
    let heads: Vec<String> =
        metrics.iter().map(|metric| head(metric, words)).collect::<Result<_, _>>()?;
    let hits = hits(grid, &metrics, &heads, words)?;
    let table = TableView { heads, rows: rows(grid, &metrics) };
    let name = words.label(&format!("section.{}", section.key()))?;
    Ok(Some(SectionView { id: section.key(), name, charts, hits, table }))
}

fn chart(
    plan: &Plan,
    grid: &Grid,
    summaries: &[MetricSummary],
    rules: &Rules,
    words: &Words<'_>,
) -> Result<Option<ChartView>, TextError> {
    let measured: Vec<_> = plan.lines.iter().filter(|(metric, _)| grid.has(*metric)).collect();
    let Some((first, _)) = measured.first() else { return Ok(None) };
    let unit = first.unit().symbol();
    let scale = measured.iter().find_map(|(metric, _)| rules.scale(*metric));
    let values = measured.iter().flat_map(|(metric, _)| grid.cells(*metric));
    let extent = Extent::of(values.filter_map(|cell| cell.value), scale.as_ref());
    let mut lines = Vec::new();
    let mut dots = String::new();
    for (metric, role) in &measured {
        let range = summaries.iter().find(|summary| summary.metric == *metric);
        lines.push(LineView {
            class: role.class(),
            name: words.say(role.key(), &[])?,
            range: range.map(|range| line_range(range, words)).transpose()?.unwrap_or_default(),
            path: plot::line(grid.cells(*metric), extent),
        });
        dots.push_str(&plot::dots(grid.cells(*metric), extent));
    }
    let title = words.say(plan.key, &[])?;
    let spoken: Vec<String> =
        lines.iter().map(|line| format!("{} {}", line.name, line.range)).collect();
    let label = [
        ("chart", title.clone().into()),
        ("unit", unit.into()),
        ("lines", spoken.join("; ").into()),
    ];
    Ok(Some(ChartView {
        label: words.say("chart_label", &label)?,
        title,
        unit,
        lines,
        dots,
        top: short_number(extent.high),
        bottom: short_number(extent.low),
        bounds: bounds(scale.as_ref(), extent, words)?,
    }))
}

fn line_range(of: &MetricSummary, words: &Words<'_>) -> Result<String, TextError> {
    let values = [
        ("median", short_number(of.median).into()),
        ("low", short_number(of.min).into()),
        ("high", short_number(of.max).into()),
    ];
    words.say("line_range", &values)
}

/// The bounds that lie on the scale, with their words apart from each other.
fn bounds(
    scale: Option<&Scale>,
    extent: Extent,
    words: &Words<'_>,
) -> Result<Vec<BoundView>, TextError> {
    let Some(scale) = scale else { return Ok(Vec::new()) };
    let mut bounds = Vec::new();
    for (state, value) in [("fair", scale.fair), ("poor", scale.poor)] {
        if !extent.holds(value) {
            continue;
        }
        let sign = if scale.better == Better::Low { "≥" } else { "<" };
        let text =
            format!("{} {sign}{}", words.label(&format!("state.{state}"))?, short_number(value));
        let y = extent.y(value);
        bounds.push(BoundView { state, y, text_y: y / 2 + 4, text });
    }
    if let [fair, poor] = bounds.as_mut_slice() {
        let (upper, lower) = if poor.y < fair.y { (poor, fair) } else { (fair, poor) };
        let apart = lower.text_y - upper.text_y;
        if apart < LINE_OF_TEXT {
            upper.text_y -= (LINE_OF_TEXT - apart + 1) / 2;
            lower.text_y = upper.text_y + LINE_OF_TEXT;
        }
    }
    Ok(bounds)
}

/// What each column says when it is pointed at: a value a line, beside the names, which stand once.
fn hits(
    grid: &Grid,
    metrics: &[Metric],
    heads: &[String],
    words: &Words<'_>,
) -> Result<Html, TextError> {
    let mut html = Html::default();
    html.tag("<li class=names>");
    html.text(&words.say("time", &[])?);
    for head in heads {
        html.tag("\n");
        html.text(head);
    }
    for (x, label) in grid.columns.labels.iter().enumerate() {
        html.tag("<li data-t=\"");
        html.text(label);
        for metric in metrics {
            html.tag("\n");
            html.tag(&value(grid.cell(*metric, x)));
        }
        html.tag("\">");
    }
    Ok(html)
}

/// The end tags of rows and cells may be left out, as those of list items, and there are thousands.
fn rows(grid: &Grid, metrics: &[Metric]) -> Html {
    let mut rows = Html::default();
    for (x, label) in grid.columns.labels.iter().enumerate() {
        rows.tag("<tr><th>");
        rows.text(label);
        for metric in metrics {
            let cell = grid.cell(*metric, x);
            rows.tag(match cell.state {
                Some(State::Severe) => "<td class=s>",
                Some(State::Poor) => "<td class=p>",
                _ => "<td>",
            });
            rows.tag(&value(cell));
        }
        rows.tag("\n");
    }
    rows
}

fn value(cell: Cell) -> String {
    cell.value.map_or_else(|| "–".to_owned(), short_number)
}

fn head(metric: &Metric, words: &Words<'_>) -> Result<String, TextError> {
    let values =
        [("metric", words.metric(*metric)?.into()), ("unit", metric.unit().symbol().into())];
    words.say("with_unit", &values)
}
