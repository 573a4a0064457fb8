//! What was measured, column by column: the values and states that charts, tables and the strip
//! share.
//!
//! Invariants: of several minutes in one column the worst value stays, and no bad minute disappears;
//! a column in which nothing was measured holds nothing.

use jiff::tz::TimeZone;

use super::columns::Columns;
use crate::app::answer::Answer;
use crate::quality::judgement::{NamedMinute, State};
use crate::quality::metric::{Metric, Unit};
use crate::quality::rate::rate_all;
use crate::quality::rules::Rules;
use crate::quality::thresholds::Better;

/// Larger values are not measurements.
const LARGEST_VALUE: f64 = 1e6;

/// A value in a column.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Cell {
    pub(super) value: Option<f64>,
    /// When it was fair or worse.
    pub(super) state: Option<State>,
}

/// One column as a whole.
#[derive(Debug, Clone, Default)]
pub(super) struct Whole {
    pub(super) is_measured: bool,
    /// `None` when nothing in it could be rated.
    pub(super) state: Option<State>,
    /// What was worst in it, where anything was fair or worse.
    pub(super) named: Option<NamedMinute>,
}

impl Whole {
    pub(super) fn is_bad(&self) -> bool {
        self.state >= Some(State::Poor)
    }
}

/// All columns of all metrics.
#[derive(Debug, Clone)]
pub(super) struct Grid {
    pub(super) columns: Columns,
    pub(super) wholes: Vec<Whole>,
    /// By metric, in the API's order.
    cells: Vec<Vec<Cell>>,
}

impl Grid {
    /// With at most `most` columns; `None` when nothing was measured.
    pub(super) fn of(answer: &Answer, most: u16, rules: &Rules, zone: &TimeZone) -> Option<Self> {
        let columns = Columns::over(answer, most, zone)?;
        let mut wholes = vec![Whole::default(); columns.count];
        let mut cells = vec![vec![Cell::default(); columns.count]; Metric::COUNT];
        let better: Vec<Better> = Metric::all().map(|metric| better(metric, rules)).collect();
        for minute in rate_all(&answer.minutes, rules) {
            let Some(index) = columns.index(minute.at()) else { continue };
            let Some(whole) = wholes.get_mut(index) else { continue };
            whole.is_measured = true;
            worsen(whole, minute.state, minute.named());
            for ((metric, row), better) in Metric::all().zip(&mut cells).zip(&better) {
                let Some(cell) = row.get_mut(index) else { continue };
                if let Some(value) = minute.measured.get(metric).filter(is_measurement) {
                    cell.value = Some(cell.value.map_or(value, |other| match better {
                        Better::Low => other.max(value),
                        Better::High => other.min(value),
                    }));
                }
                let reading = minute.readings.iter().find(|reading| reading.metric == metric);
                cell.state = cell.state.max(reading.map(|reading| reading.state));
            }
        }
        for bad in &answer.verdict.judgement.bad {
            if let Some(whole) = columns.index(bad.minute).and_then(|at| wholes.get_mut(at)) {
                worsen(whole, Some(bad.state), Some(bad.clone()));
            }
        }
        Some(Self { columns, wholes, cells })
    }

    /// A metric's cells, one a column.
    pub(super) fn cells(&self, metric: Metric) -> &[Cell] {
        self.cells.get(metric as usize).map_or(&[], Vec::as_slice)
    }

    /// A metric in one column.
    pub(super) fn cell(&self, metric: Metric, x: usize) -> Cell {
        self.cells(metric).get(x).copied().unwrap_or_default()
    }

    /// Whether a metric was ever measured.
    pub(super) fn has(&self, metric: Metric) -> bool {
        self.cells(metric).iter().any(|cell| cell.value.is_some())
    }

    /// Whether a column stands for more than a minute.
    pub(super) fn is_thinned(&self) -> bool {
        self.columns.minutes_each > 1
    }
}

/// A minute of a column: the worse of two stays.
fn worsen(whole: &mut Whole, state: Option<State>, named: Option<NamedMinute>) {
    if state > whole.state || whole.named.is_none() {
        whole.named = named.or_else(|| whole.named.take());
    }
    whole.state = whole.state.max(state);
}

/// Which of two values is kept.
fn better(metric: Metric, rules: &Rules) -> Better {
    if let Some(scale) = rules.scale(metric) {
        return scale.better;
    }
    match metric.unit() {
        Unit::Kbps | Unit::Fps | Unit::Lines | Unit::R | Unit::Decibel => Better::High,
        Unit::Millis | Unit::Percent => Better::Low,
    }
}

fn is_measurement(value: &f64) -> bool {
    value.abs() <= LARGEST_VALUE
}
