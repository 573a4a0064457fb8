//! One metric over the meeting as a line of bars, a cell a minute or more.
//!
//! Invariants: a cell shows the worst of its minutes, so no bad minute disappears; where nothing was
//! measured there is no bar.

use jiff::Timestamp;

use super::paint::{Ink, Paint};
use crate::quality::judgement::State;
use crate::quality::metric::Metric;
use crate::quality::rate::RatedMinute;
use crate::quality::rules::Rules;
use crate::quality::thresholds::Better;

/// The eighths of a cell, lowest first.
const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// Marks a cell with a bad minute below the bars, for who sees no colours.
const MARK: char = '▲';

/// Cells a line may have: with a name before it and numbers behind, a terminal of 110 columns.
const WIDTH: usize = 60;

/// The minutes of a meeting, in cells.
#[derive(Debug)]
pub(super) struct Timeline<'m> {
    rated: Vec<RatedMinute<'m>>,
    first: Timestamp,
    minutes_each: i64,
    cells: usize,
}

/// One cell of a line.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Cell {
    value: Option<f64>,
    state: Option<State>,
}

impl<'m> Timeline<'m> {
    /// `None` when there are no minutes.
    pub(super) fn over(rated: Vec<RatedMinute<'m>>) -> Option<Self> {
        let (first, last) = (rated.first()?.at(), rated.last()?.at());
        let length = last.duration_since(first).as_mins() + 1;
        let width = i64::try_from(WIDTH).ok()?;
        let minutes_each = length.saturating_add(width - 1) / width;
        let cells = length.saturating_add(minutes_each - 1) / minutes_each;
        let cells = usize::try_from(cells).ok()?;
        Some(Self { rated, first, minutes_each, cells })
    }

    /// The metrics that were measured and tell something: those that were fair or worse at some
    /// time, and the ones that everybody asks about.
    pub(super) fn telling(&self) -> Vec<Metric> {
        const ALWAYS: [Metric; 5] = [
            Metric::NetworkDelay,
            Metric::NetworkPacketLossAvgReceived,
            Metric::NetworkPacketLossAvgSent,
            Metric::AudioJitterReceived,
            Metric::CpuSystemAvg,
        ];
        let measured =
            |metric| self.rated.iter().any(|minute| minute.measured.get(metric).is_some());
        let readings = || self.rated.iter().flat_map(|minute| &minute.readings);
        let tells =
            |metric| ALWAYS.contains(&metric) || readings().any(|reading| reading.metric == metric);
        Metric::all().filter(|metric| tells(*metric) && measured(*metric)).collect()
    }

    /// The bars of a metric.
    pub(super) fn bars(&self, metric: Metric, rules: &Rules, paint: Paint) -> String {
        let scale = rules.scale(metric);
        let low_is_good = scale.is_none_or(|scale| scale.better == Better::Low);
        let cells = self.cells(metric, if low_is_good { f64::max } else { f64::min });
        let largest = cells.iter().filter_map(|cell| cell.value).fold(0.0, f64::max);
        // Noise far below what is bad must not look like trouble.
        let top = largest.max(scale.map_or(0.0, |scale| scale.fair));
        let draw = |cell: &Cell| {
            let bar = cell.value.map_or(' ', |value| bar(value, top));
            let ink = cell.state.map_or(Ink::Faint, Ink::of_state);
            paint.on(&bar.to_string(), ink)
        };
        cells.iter().map(draw).collect()
    }

    /// A mark below every cell with a bad minute; `None` when there is none.
    pub(super) fn marks(&self, paint: Paint) -> Option<String> {
        let mut cells = vec![false; self.cells];
        for minute in self.rated.iter().filter(|minute| minute.is_bad()) {
            if let Some(cell) = self.index(minute.at()).and_then(|index| cells.get_mut(index)) {
                *cell = true;
            }
        }
        let mark = |bad: &bool| match bad {
            true => paint.on(&MARK.to_string(), Ink::Bad),
            false => " ".to_owned(),
        };
        let line: String = cells.iter().map(mark).collect();
        cells.contains(&true).then(|| line.trim_end().to_owned())
    }

    /// Smallest, largest and median value.
    pub(super) fn range(&self, metric: Metric) -> Option<(f64, f64, f64)> {
        let mut values: Vec<f64> =
            self.rated.iter().filter_map(|minute| minute.measured.get(metric)).collect();
        values.sort_by(f64::total_cmp);
        let (low, high) = (*values.first()?, *values.last()?);
        Some((low, high, *values.get(values.len() / 2)?))
    }

    fn cells(&self, metric: Metric, worse: fn(f64, f64) -> f64) -> Vec<Cell> {
        let mut cells = vec![Cell::default(); self.cells];
        for rated in &self.rated {
            let Some(value) = rated.measured.get(metric) else { continue };
            let Some(cell) = self.index(rated.at()).and_then(|index| cells.get_mut(index)) else {
                continue;
            };
            let reading = rated.readings.iter().find(|reading| reading.metric == metric);
            cell.value = Some(cell.value.map_or(value, |before| worse(before, value)));
            cell.state = cell.state.max(reading.map(|reading| reading.state));
        }
        cells
    }

    fn index(&self, at: Timestamp) -> Option<usize> {
        usize::try_from(at.duration_since(self.first).as_mins() / self.minutes_each).ok()
    }
}

fn bar(value: f64, top: f64) -> char {
    let reaches = |eighth: u8| top > 0.0 && value / top * 8.0 > f64::from(eighth);
    let [lowest, ..] = BARS;
    BARS.into_iter()
        .zip(0..)
        .take_while(|(_, eighth)| reaches(*eighth))
        .last()
        .map_or(lowest, |(bar, _)| bar)
}

#[cfg(test)]
mod tests;
