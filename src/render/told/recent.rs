//! What was answered in this chat, the latest first.

use minijinja::{Value, context, value::Serde};
use serde::Serialize;

use super::{With, listed};
use crate::app::told::Remembered;
use crate::render::sentence::grade_name;
use crate::render::text::{Text, TextError};

/// Judgements that are shown.
const MOST: usize = 10;

/// The variables of `recent.json.j2`, under the name `recent`.
#[derive(Debug, Clone, Serialize)]
struct RecentView {
    rows: Vec<RowView>,
    /// How many older ones are not shown.
    more: usize,
}

#[derive(Debug, Clone, Serialize)]
struct RowView {
    name: Text,
    grade: &'static str,
    /// When the meeting began: Unix milliseconds.
    at: i64,
    /// Topic, number and bad minutes.
    facts: Text,
}

pub(super) fn variables(recent: &[Remembered], with: With<'_>) -> Result<Value, TextError> {
    let rows = recent.iter().take(MOST).map(|one| row(one, with)).collect::<Result<_, _>>()?;
    let view = RecentView { rows, more: recent.len().saturating_sub(MOST) };
    Ok(context! { recent => Serde(view) })
}

fn row(one: &Remembered, with: With<'_>) -> Result<RowView, TextError> {
    let mut facts: Vec<Text> = listed::topic(&one.meeting).into_iter().collect();
    facts.push(Text::same(&one.meeting.no.to_string()));
    facts.push(minutes(one, with)?);
    Ok(RowView {
        name: listed::name(&one.name, with)?,
        grade: grade_name(one.judged.grade),
        at: one.meeting.start.as_millisecond(),
        facts: with.texts.list(&facts, "list.facts")?,
    })
}

fn minutes(one: &Remembered, with: With<'_>) -> Result<Text, TextError> {
    let values = [
        ("bad", one.judged.bad_minutes.to_string().into()),
        ("rated", one.rated_minutes.to_string().into()),
    ];
    let key = match (one.rated_minutes, one.judged.bad_minutes) {
        (0, _) => "recent.nothing_rated",
        (_, 0) => "recent.none_bad",
        _ => "recent.minutes",
    };
    with.texts.plain(key, &values)
}

pub(super) fn text(recent: &[Remembered], with: With<'_>) -> Result<Vec<Text>, TextError> {
    let count = ("count", recent.len().to_string().into());
    Ok(vec![with.texts.plain("recent.in_text", &[count])?, with.texts.plain("recent.next", &[])?])
}
