//! Up to three pictures of a meeting over time, chosen by what was bad, and thinned so far that a
//! card can carry them.
//!
//! Invariants: thinning keeps the worst value of each stretch, so no bad minute disappears; a
//! minute in which nothing was measured stays a gap; there is no null. Source: dossier 8.5.

mod crowd;
mod line;
mod meetings;
mod row;
mod stretch;
mod together;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;

use self::line::{BAD, LINES, Line, Scale};
use self::row::Track;
use self::stretch::Stretches;
use crate::app::answer::Answer;
use crate::quality::judgement::State;
use crate::quality::metric::Metric;
use crate::quality::rules::Rules;
use crate::quality::summary::MetricSummary;
use crate::quality::verdict::{Evidence, Verdict};

pub(super) use self::crowd::{Crowd, crowd};
pub(super) use self::line::{Kind, Series};
pub(super) use self::meetings::{Meetings, meetings};
pub(super) use self::row::Row;
pub(super) use self::together::{Both, Together, together};

/// Lines of one chart; more could not be told apart on a phone.
const MOST_LINES: usize = 3;

/// The data of a chart; its look is the template's affair.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Chart {
    pub(super) kind: Kind,
    /// What there is to draw, in this order.
    pub(super) series: Vec<Series>,
    /// The scales of the series.
    pub(super) axes: Vec<Axis>,
    pub(super) rows: Vec<Row>,
}

/// A scale from zero to `max`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Axis {
    pub(super) side: &'static str,
    pub(super) unit: &'static str,
    pub(super) max: f64,
    /// Their keys.
    pub(super) series: Vec<&'static str>,
}

/// What charts are chosen by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sight<'a> {
    pub(super) answer: &'a Answer,
    pub(super) summaries: &'a [MetricSummary],
    pub(super) rules: &'a Rules,
    /// At most so many points a line; none means no charts.
    pub(super) points: u16,
    /// The zone of the times.
    pub(super) zone: &'a TimeZone,
}

/// Loss wherever it was measured, the others where something in them was not good or tells of a
/// cause; at least one chart where anything can be drawn.
pub(super) fn charts(sight: Sight<'_>) -> Vec<Chart> {
    let minded = minded(&sight.answer.verdict, sight.summaries);
    let kinds = kinds(sight, &minded);
    let Some(stretches) = Stretches::over(sight.answer, sight.points) else { return Vec::new() };
    let labels = stretches.labels(sight.zone);
    let draw = |kind| Chart::of(kind, sight, &stretches, &labels, &minded);
    kinds.into_iter().filter_map(draw).collect()
}

/// Which charts are worth their place.
fn kinds(sight: Sight<'_>, minded: &[Metric]) -> Vec<Kind> {
    let Sight { answer, rules, .. } = sight;
    let idle = rules.thresholds.idle_bitrate;
    let can_draw = |kind: &Kind| {
        let mut lines = chosen(*kind, minded);
        lines.any(|(_, line)| answer.minutes.iter().any(|it| line.drawn(it, idle).is_some()))
    };
    let matters = |kind: &Kind| {
        *kind == Kind::Loss || LINES.iter().any(|line| line.kind == *kind && line.is_about(minded))
    };
    let worth: Vec<Kind> = Kind::ALL.into_iter().filter(matters).filter(can_draw).collect();
    if worth.is_empty() {
        Kind::ALL.into_iter().find(can_draw).into_iter().collect()
    } else {
        worth
    }
}

/// What was not good in some minute, or tells of a cause.
fn minded(verdict: &Verdict, summaries: &[MetricSummary]) -> Vec<Metric> {
    let bad = summaries.iter().filter(|summary| summary.state > Some(State::Good));
    let evidence = verdict.causes.iter().flat_map(|cause| &cause.evidence);
    let told = evidence.filter_map(|evidence| match evidence {
        Evidence::Reading { metric, .. } | Evidence::Median { metric, .. } => Some(*metric),
        _ => None,
    });
    bad.map(|summary| summary.metric).chain(told).collect()
}

impl Chart {
    fn of(
        kind: Kind,
        sight: Sight<'_>,
        stretches: &Stretches,
        labels: &[String],
        minded: &[Metric],
    ) -> Option<Self> {
        let idle = sight.rules.thresholds.idle_bitrate;
        let minutes = &sight.answer.minutes;
        let mut tracks: Vec<(usize, Track)> = chosen(kind, minded)
            .filter_map(|(place, line)| Some((place, Track::of(line, minutes, stretches, idle)?)))
            .take(MOST_LINES)
            .collect();
        tracks.sort_by_key(|(place, _)| *place);
        let tracks: Vec<Track> = tracks.into_iter().map(|(_, track)| track).collect();
        let mut axes = axes(&tracks);
        let top = axes.first()?.max;
        let mut rows = row::rows(labels, &tracks);
        for bad in &sight.answer.verdict.judgement.bad {
            if let Some(row) = stretches.index(bad.minute).and_then(|index| rows.get_mut(index)) {
                row.bad = Some(top);
            }
        }
        if let Some(axis) = axes.first_mut().filter(|_| rows.iter().any(|row| row.bad.is_some())) {
            axis.series.insert(0, BAD.key);
        }
        let bad = axes.iter().any(|axis| axis.series.contains(&BAD.key)).then_some(BAD);
        let series = bad.into_iter().chain(tracks.iter().map(|track| track.line.series)).collect();
        Some(Self { kind, series, axes, rows })
    }
}

/// The lines of a chart with their places in the table: first those that were not good, as there
/// may be more than there is place for.
fn chosen(kind: Kind, minded: &[Metric]) -> impl Iterator<Item = (usize, &'static Line)> {
    let of_kind = move || LINES.iter().enumerate().filter(move |(_, line)| line.kind == kind);
    let bad = of_kind().filter(move |(_, line)| line.is_about(minded));
    let rest = of_kind().filter(move |(_, line)| line.always && !line.is_about(minded));
    bad.chain(rest)
}

/// A scale for each unit, the first on the left.
fn axes(tracks: &[Track]) -> Vec<Axis> {
    let mut axes: Vec<(Scale, Axis)> = Vec::new();
    for track in tracks {
        let scale = track.line.scale;
        let top = round_up(track.top.max(scale.least()));
        match axes.iter_mut().find(|(known, _)| *known == scale) {
            Some((_, axis)) => {
                axis.max = axis.max.max(top);
                axis.series.push(track.line.series.key);
            }
            None => {
                let side = if axes.is_empty() { "left" } else { "right" };
                let series = vec![track.line.series.key];
                axes.push((scale, Axis { side, unit: scale.unit(), max: top, series }));
            }
        }
    }
    axes.into_iter().map(|(_, axis)| axis).collect()
}

/// The name of the zone, or its offset when it has none.
pub(super) fn zone_name(answer: &Answer, zone: &TimeZone) -> String {
    zone_of(answer.meeting.start, zone)
}

/// The same at a time.
pub(super) fn zone_of(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%:Q").to_string()
}

/// The next of 1, 2, 5, 10, 20, 30, 50, 100, …
fn round_up(value: f64) -> f64 {
    let mut power = 1.0;
    loop {
        for step in [1.0, 2.0, 3.0, 5.0] {
            if value <= step * power {
                return step * power;
            }
        }
        power *= 10.0;
    }
}
