//! What all charts share: the axis, the shading behind them, and the strip that shows every minute's
//! state at a glance.

use serde::Serialize;

use super::columns::Mark;
use super::grid::{Grid, Whole};
use super::markup::Html;
use super::plot::{self, HEIGHT, PIXELS};
use super::words::Words;
use crate::quality::judgement::State;
use crate::quality::verdict::Episode;
use crate::render::reading;
use crate::render::sentence::state_name;
use crate::render::text::TextError;

/// The axis and what lies behind every chart; all are paths but `marks`.
#[derive(Debug, Clone, Serialize)]
pub(super) struct TimelineView {
    /// How many columns there are.
    columns: usize,
    height: u32,
    marks: Vec<Mark>,
    rulers: String,
    /// Stretches of bad minutes, bad minutes, and where nothing was measured.
    episodes: String,
    bad: String,
    gaps: String,
    strip: Vec<StateView>,
    hits: Html,
    /// Said when a column is more than a minute.
    thinned: Option<String>,
}

/// The minutes of one state, as blocks: the worse, the higher.
#[derive(Debug, Clone, Serialize)]
struct StateView {
    /// `good`, `fair`, `poor`, `severe` or `unrated`.
    state: &'static str,
    name: String,
    minutes: usize,
    path: String,
}

/// Every state there is, with the height of its block.
const STATES: [(Option<State>, f64); 5] = [
    (Some(State::Good), 0.3),
    (Some(State::Fair), 0.55),
    (Some(State::Poor), 0.8),
    (Some(State::Severe), 1.0),
    (None, 0.15),
];

impl TimelineView {
    pub(super) fn of(
        grid: &Grid,
        episodes: &[Episode],
        words: &Words<'_>,
    ) -> Result<Self, TextError> {
        let columns = grid.columns.count;
        let marks = grid.columns.marks(words.zone);
        let spans: Vec<(usize, usize)> = episodes
            .iter()
            .filter_map(|one| Some((grid.columns.index(one.from)?, grid.columns.index(one.to)?)))
            .collect();
        let is_bad = |x: usize| grid.wholes.get(x).is_some_and(Whole::is_bad);
        let in_episode = |x: usize| spans.iter().any(|(from, to)| (*from..=*to).contains(&x));
        Ok(Self {
            columns,
            height: PIXELS * 2,
            rulers: plot::rulers(marks.iter().map(|mark| mark.x)),
            marks,
            episodes: plot::bands(columns, in_episode),
            bad: plot::bands(columns, is_bad),
            gaps: plot::bands(columns, |x| plot::is_gap(grid, x)),
            strip: strip(grid, words)?,
            hits: hits(grid, words)?,
            thinned: thinned(grid, words)?,
        })
    }
}

fn thinned(grid: &Grid, words: &Words<'_>) -> Result<Option<String>, TextError> {
    if !grid.is_thinned() {
        return Ok(None);
    }
    let minutes = grid.columns.minutes_each.to_string();
    words.say("thinned", &[("minutes", minutes.into())]).map(Some)
}

fn strip(grid: &Grid, words: &Words<'_>) -> Result<Vec<StateView>, TextError> {
    let mut views = Vec::new();
    for (state, share) in STATES {
        let is_it = |whole: &Whole| whole.is_measured && whole.state == state;
        let minutes = grid.wholes.iter().filter(|whole| is_it(whole)).count();
        if minutes == 0 {
            continue;
        }
        let height =
            |x: usize| grid.wholes.get(x).filter(|whole| is_it(whole)).map(|_| HEIGHT * share);
        views.push(StateView {
            state: state.map_or("unrated", state_name),
            name: state_label(state, words)?,
            minutes,
            path: plot::blocks(grid.columns.count, height),
        });
    }
    Ok(views)
}

/// The state in a word.
pub(super) fn state_label(state: Option<State>, words: &Words<'_>) -> Result<String, TextError> {
    match state {
        None => words.say("state_unrated", &[]),
        Some(State::Good) => words.label("grade.good"),
        Some(state) => words.label(&format!("state.{}", state_name(state))),
    }
}

/// The time, the state and the worst reading of each column, as [`super::charts`] writes values.
fn hits(grid: &Grid, words: &Words<'_>) -> Result<Html, TextError> {
    let mut html = Html::default();
    let names = ["time", "strip_state", "strip_worst"].map(|key| words.say(key, &[]));
    let [time, state, metric] = names;
    html.tag("<li class=names>");
    html.text(&format!("{}\n{}\n{}", time?, state?, metric?));
    for (label, whole) in grid.columns.labels.iter().zip(&grid.wholes) {
        html.tag("<li data-t=\"");
        html.text(label);
        html.tag("\n");
        html.text(&if whole.is_measured {
            state_label(whole.state, words)?
        } else {
            words.say("gap", &[])?
        });
        html.tag("\n");
        let worst = whole.named.as_ref().and_then(|named| named.readings.first());
        if let Some(reading) = worst {
            html.text(&words.metric(reading.metric)?);
            html.tag(" ");
            html.text(&reading::quantity(reading.value, reading.metric.unit()));
        } else {
            html.tag("–");
        }
        html.tag("\">");
    }
    Ok(html)
}
