//! Lines, bands and marks as paths: x in columns, y in half pixels from the top.
//!
//! Invariants: a path is numbers and letters of ours only; a line breaks where nothing was measured;
//! all values are on the scale.

use std::fmt::Write;

use super::grid::{Cell, Grid};
use crate::quality::judgement::State;
use crate::quality::thresholds::{Better, Scale};

/// The height of a chart in half pixels and in pixels, and the room above its highest value.
pub(super) const HEIGHT: f64 = 128.0;
pub(super) const PIXELS: u32 = 64;
const ROOM: f64 = 8.0;

/// From the bottom of a chart to its top.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Extent {
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Extent {
    /// Around all values, and far enough to show where fair begins: otherwise noise would look like
    /// trouble.
    pub(super) fn of(values: impl Iterator<Item = f64>, scale: Option<&Scale>) -> Self {
        let (low, high) =
            values.fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        let room = if low < 0.0 { 0.0 } else { 1.0 };
        let bound = scale.map_or(room, |scale| match scale.better {
            Better::Low => scale.fair * 1.2,
            Better::High => scale.fair,
        });
        let low = if low < 0.0 { -round_up(-low) } else { 0.0 };
        Self { low, high: if high.max(bound) > 0.0 { round_up(high.max(bound)) } else { 0.0 } }
    }

    /// Half pixels from the top.
    #[expect(clippy::cast_possible_truncation, reason = "between 0 and the height")]
    pub(super) fn y(&self, value: f64) -> i32 {
        let span = (self.high - self.low).max(f64::MIN_POSITIVE);
        let share = ((value - self.low) / span).clamp(0.0, 1.0);
        (HEIGHT - share * (HEIGHT - ROOM)).round() as i32
    }

    /// Whether a bound lies on the scale.
    pub(super) fn holds(&self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }
}

/// The next of 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 15, …
fn round_up(value: f64) -> f64 {
    let mut power = 1.0;
    loop {
        for step in [1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0] {
            if value <= step * power {
                return step * power;
            }
        }
        power *= 10.0;
        if power > 1e12 {
            return value;
        }
    }
}

/// A line; half a column to the right it goes through the middle of its columns.
pub(super) fn line(cells: &[Cell], extent: Extent) -> String {
    let mut path = String::new();
    // Where the pen is; `None` when it is lifted.
    let mut pen: Option<i32> = None;
    let mut level = 0;
    for (x, cell) in cells.iter().enumerate() {
        let y = cell.value.map(|value| extent.y(value));
        if pen.is_some() && pen == y {
            level += 1;
            continue;
        }
        flush(&mut path, &mut level);
        match (pen, y) {
            // No line yet: a dot, should nothing follow.
            (None, Some(y)) => push(&mut path, format_args!("M{x} {y}h0")),
            (Some(before), Some(y)) if y < before => {
                push(&mut path, format_args!("l1{}", y - before));
            }
            (Some(before), Some(y)) => push(&mut path, format_args!("l1 {}", y - before)),
            (_, None) => {}
        }
        pen = y;
    }
    flush(&mut path, &mut level);
    path
}

fn flush(path: &mut String, level: &mut u32) {
    if *level > 0 {
        push(path, format_args!("h{level}"));
    }
    *level = 0;
}

/// Dots where a value was poor or severe.
pub(super) fn dots(cells: &[Cell], extent: Extent) -> String {
    let mut path = String::new();
    for (x, cell) in cells.iter().enumerate() {
        if let (Some(value), Some(State::Poor | State::Severe)) = (cell.value, cell.state) {
            push(&mut path, format_args!("M{x} {}h0", extent.y(value)));
        }
    }
    path
}

/// Bands over the columns for which something holds, from the top down to the height.
pub(super) fn bands(count: usize, holds: impl Fn(usize) -> bool) -> String {
    blocks(count, |x| holds(x).then_some(HEIGHT))
}

/// Blocks that stand on the bottom line, neighbours of one height as one.
pub(super) fn blocks(count: usize, height: impl Fn(usize) -> Option<f64>) -> String {
    let mut path = String::new();
    let mut x = 0;
    while x < count {
        let here = height(x);
        let run = (x..count).take_while(|at| height(*at) == here).count().max(1);
        if let Some(high) = here {
            let top = HEIGHT - high;
            push(&mut path, format_args!("M{x} {top}h{run}v{high}h-{run}z"));
        }
        x += run;
    }
    path
}

/// Upright lines at the marks of the axis.
pub(super) fn rulers(places: impl Iterator<Item = f64>) -> String {
    let mut path = String::new();
    for x in places {
        push(&mut path, format_args!("M{x} 0v{HEIGHT}"));
    }
    path
}

/// Whether a column of the grid has no measurement at all.
pub(super) fn is_gap(grid: &Grid, x: usize) -> bool {
    grid.wholes.get(x).is_some_and(|whole| !whole.is_measured)
}

fn push(path: &mut String, piece: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _: std::fmt::Result = path.write_fmt(piece);
}
