//! The last sheet: the bounds that were applied, where they come from, and how minutes make a grade.
//!
//! Invariant: bounds that an operator set are shown as theirs, not under somebody else's name.

use super::sheet::{Column, Sheet};
use super::{NoFile, metrics, style, way};
use crate::quality::metric::Metric;
use crate::quality::rules::Rules;
use crate::quality::thresholds::{Better, Scale, SessionBounds};
use crate::render::narrator::Narrator;
use crate::render::text::TextError;

/// The names of the columns.
const COLUMNS: [&str; 8] = [
    "export.metric",
    "export.unit",
    "export.better",
    "export.fair",
    "export.poor",
    "export.severe",
    "export.counts",
    "export.source",
];
/// Characters, of each column.
const WIDTHS: [f64; 8] = [34.0, 8.0, 10.0, 10.0, 10.0, 10.0, 52.0, 70.0];
const LAST: Column = 7;
const HEADER_HEIGHT: f64 = 20.0;

pub(super) fn sheet(narrator: &Narrator, rules: &Rules) -> Result<Sheet, NoFile> {
    let mut sheet = Sheet::new(&narrator.label("export.thresholds")?, WIDTHS)?;
    let mut names = Vec::new();
    for key in COLUMNS {
        names.push(narrator.label(key)?);
    }
    sheet.header(&names, HEADER_HEIGHT, |column| (3..=5).contains(&column))?;
    for bounds in all(narrator, rules)? {
        row(narrator, &mut sheet, &bounds)?;
    }
    sheet.raw.autofilter(0, 0, sheet.row.saturating_sub(1), LAST)?;
    sheet.raw.set_freeze_panes(1, 1)?;
    grades(narrator, rules, &mut sheet)?;
    Ok(sheet)
}

/// A row: what is held against what.
struct Bounds {
    name: String,
    metric: Metric,
    scale: Option<Scale>,
    /// The scale that its source is of.
    published: Option<Scale>,
}

/// Every metric, in the API's order; a bitrate of video once for each size of picture.
fn all(narrator: &Narrator, rules: &Rules) -> Result<Vec<Bounds>, TextError> {
    let published = Rules { semantics: rules.semantics, ..Rules::default() };
    let mut all = Vec::new();
    for metric in Metric::all().chain(Metric::DERIVED) {
        let name = narrator.metric(metric)?;
        if !matches!(metric, Metric::VideoBitrateReceived | Metric::VideoBitrateSent) {
            let (scale, published) = (rules.scale(metric), published.scale(metric));
            all.push(Bounds { name, metric, scale, published });
            continue;
        }
        for (lines, _) in rules.thresholds.nominal_video_bitrate {
            let size = narrator.quantity(lines, Metric::VideoMaximumResolutionReceived);
            let values = [("metric", name.clone()), ("size", size)];
            let name = narrator.phrase("export.from_size", &values)?;
            let scale = rules.thresholds.video_bitrate_at(lines);
            let published = published.thresholds.video_bitrate_at(lines);
            all.push(Bounds { name, metric, scale, published });
        }
    }
    Ok(all)
}

fn row(narrator: &Narrator, sheet: &mut Sheet, bounds: &Bounds) -> Result<(), NoFile> {
    let plain = style::plain();
    sheet.text(0, &bounds.name, &plain)?;
    sheet.text(1, bounds.metric.unit().symbol(), &plain)?;
    let way = way::of(bounds.metric);
    if let Some(scale) = &bounds.scale {
        let better = match scale.better {
            Better::Low => "export.lower",
            Better::High => "export.higher",
        };
        sheet.text(2, &narrator.label(better)?, &plain)?;
        metrics::bounds(sheet, 3, scale)?;
        let own = bounds.scale != bounds.published;
        let source = if own { Some("export.source_operator") } else { way.source };
        if let Some(source) = source {
            sheet.text(LAST, &narrator.label(source)?, &plain)?;
        }
    }
    sheet.text(6, &narrator.label(way.counts)?, &style::behind_numbers())?;
    sheet.row += 1;
    Ok(())
}

/// From minutes to the grade.
fn grades(narrator: &Narrator, rules: &Rules, sheet: &mut Sheet) -> Result<(), NoFile> {
    let SessionBounds { min_rated_minutes, fair_ratio, poor_ratio, poor_run } =
        rules.thresholds.session;
    let percent = |ratio: f64| narrator.quantity(ratio * 100.0, Metric::CpuSystemAvg);
    let (count, run) = (("minutes", min_rated_minutes.to_string()), ("run", poor_run.to_string()));
    let (fair, poor) = (("ratio", percent(fair_ratio)), ("ratio", percent(poor_ratio)));
    sheet.row += 1;
    sheet.text(0, &narrator.label("export.grades")?, &style::heading())?;
    sheet.row += 1;
    for (grade, sentence) in [
        ("grade.unrated", narrator.phrase("export.grade_unrated", &[count])?),
        ("grade.poor", narrator.phrase("export.grade_poor", &[poor, run])?),
        ("grade.fair", narrator.phrase("export.grade_fair", &[fair])?),
        ("grade.good", narrator.label("export.grade_good")?),
    ] {
        sheet.text(0, &narrator.label(grade)?, &style::label())?;
        sheet.text(1, &sentence, &style::plain())?;
        sheet.row += 1;
    }
    for note in ["export.note_bad", "export.note_house"] {
        sheet.text(0, &narrator.label(note)?, &style::plain())?;
        sheet.row += 1;
    }
    Ok(())
}
