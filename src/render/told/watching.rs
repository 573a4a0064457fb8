//! What became of a wish to watch, and what is watched in a chat.
//!
//! Invariant: every number that is watched stands on the card, with a button or in a list, so that
//! nobody is at a loss how to end it.

use minijinja::{Value, context, value::Serde};
use serde::Serialize;

use super::With;
use crate::app::asked::{AskedId, Watch, WatchKind};
use crate::app::inbound::Op;
use crate::app::told::{Watching, WhyRefused};
use crate::render::offer::Pressed;
use crate::render::text::{Filling, Text, TextError};

/// Watches with a button each.
const MOST_ROWS: usize = 20;

/// The variables of `watching.json.j2`, under the name `watching`.
#[derive(Debug, Clone, Serialize)]
struct WatchingView {
    what: Text,
    next: Text,
}

pub(super) fn variables(watching: &Watching, with: With<'_>) -> Result<Value, TextError> {
    Ok(context! { watching => Serde(view(watching, with)?) })
}

pub(super) fn text(watching: &Watching, with: With<'_>) -> Result<Vec<Text>, TextError> {
    let WatchingView { what, next } = view(watching, with)?;
    Ok(vec![what, next])
}

fn view(watching: &Watching, with: With<'_>) -> Result<WatchingView, TextError> {
    let (what, next) = match watching {
        Watching::Begun { always: true, .. } => ("watching.always", "watching.begun_next"),
        Watching::Begun { .. } => ("watching.begun", "watching.begun_next"),
        Watching::BegunUnknown { always: true, .. } => ("watching.always", "watching.unknown_next"),
        Watching::BegunUnknown { .. } => ("watching.begun", "watching.unknown_next"),
        Watching::Ended { .. } => ("watching.ended", "watching.ended_next"),
        Watching::NotWatched { .. } => ("watching.not_watched", "watching.list_next"),
        Watching::TooMany { .. } => ("watching.too_many", "watching.list_next"),
        Watching::Withheld { why: WhyRefused::NotThere, .. } => {
            ("watching.not_there", "watching.withheld_next")
        }
        Watching::Withheld { .. } => ("watching.withheld", "watching.withheld_next"),
        Watching::Failed { .. } => ("watching.failed", "watching.failed_next"),
    };
    let value: (&str, Filling) = match watching {
        Watching::Begun { no, .. }
        | Watching::BegunUnknown { no, .. }
        | Watching::Ended { no }
        | Watching::NotWatched { no }
        | Watching::Withheld { no, .. }
        | Watching::Failed { no, .. } => ("no", no.to_string().into()),
        Watching::TooMany { limit } => ("limit", limit.to_string().into()),
    };
    let mut values = vec![value];
    if let Watching::Failed { fault, .. } = watching {
        values.push(("fault", fault.to_string().into()));
    }
    Ok(WatchingView {
        what: with.texts.plain(what, &values)?,
        next: with.texts.plain(next, &values)?,
    })
}

/// The variables of `watches.json.j2`, under the name `watches`.
#[derive(Debug, Clone, Serialize)]
struct WatchesView<'a> {
    what: Text,
    rows: Vec<RowView<'a>>,
    /// The numbers without a button; `None` when each has one.
    more: Option<Text>,
}

#[derive(Debug, Clone, Serialize)]
struct RowView<'a> {
    no: String,
    /// When it tells.
    when: Text,
    press: Pressed<'a>,
}

pub(super) fn list(asked: &AskedId, watches: &[Watch], with: With<'_>) -> Result<Value, TextError> {
    let row = |(place, watch): (u16, &Watch)| {
        Ok(RowView {
            no: watch.no.to_string(),
            when: with.texts.plain(when(&watch.kind), &[])?,
            press: Pressed::pick(Op::Unwatch, asked, place),
        })
    };
    let rows = (0..).zip(watches).take(MOST_ROWS).map(row).collect::<Result<_, _>>()?;
    let more = without_a_row(watches, with)?;
    let view = WatchesView { what: count(watches, with)?, rows, more };
    Ok(context! { watches => Serde(view) })
}

pub(super) fn list_text(watches: &[Watch], with: With<'_>) -> Result<Vec<Text>, TextError> {
    let mut lines = vec![count(watches, with)?];
    for watch in watches.iter().take(MOST_ROWS) {
        let values = [
            ("no", watch.no.to_string().into()),
            ("when", with.texts.plain(when(&watch.kind), &[])?.into()),
        ];
        lines.push(with.texts.plain("watches.in_text", &values)?);
    }
    if let Some(numbers) = without_a_row(watches, with)? {
        lines.push(with.texts.plain("watches.more", &[("numbers", numbers.into())])?);
    }
    lines.push(with.texts.plain("watches.next", &[])?);
    Ok(lines)
}

/// The numbers of those for which there is no place to say more; `None` when there are none.
fn without_a_row(watches: &[Watch], with: With<'_>) -> Result<Option<Text>, TextError> {
    let rest = watches.iter().skip(MOST_ROWS);
    let numbers: Vec<Text> = rest.map(|watch| Text::same(&watch.no.to_string())).collect();
    match numbers.as_slice() {
        [] => Ok(None),
        numbers => with.texts.list(numbers, "list.items").map(Some),
    }
}

fn count(watches: &[Watch], with: With<'_>) -> Result<Text, TextError> {
    let key = if watches.is_empty() { "watches.none" } else { "watches.some" };
    with.texts.plain(key, &[("count", watches.len().to_string().into())])
}

const fn when(kind: &WatchKind) -> &'static str {
    match kind {
        WatchKind::Chat { always: true, .. } => "watches.always",
        // A promise to one asker is in no chat's list.
        WatchKind::Chat { .. } | WatchKind::Once { .. } => "watches.when_bad",
    }
}
