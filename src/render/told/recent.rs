//! What was answered in this chat, the latest first.

use minijinja::{Value, context, value::Serde};
use serde::Serialize;

use super::{With, listed};
use crate::app::asked::JudgedWhole;
use crate::app::told::{Given, Remembered};
use crate::quality::verdict::ScopeVerdict;
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
    /// A whole meeting has none.
    grade: Option<&'static str>,
    /// When the meeting began: Unix milliseconds.
    at: i64,
    /// Topic, number, and what was bad.
    facts: Text,
}

pub(super) fn variables(recent: &[Given], with: With<'_>) -> Result<Value, TextError> {
    let rows = recent.iter().take(MOST).map(|one| row(one, with)).collect::<Result<_, _>>()?;
    let view = RecentView { rows, more: recent.len().saturating_sub(MOST) };
    Ok(context! { recent => Serde(view) })
}

fn row(given: &Given, with: With<'_>) -> Result<RowView, TextError> {
    let meeting = given.meeting();
    let mut facts: Vec<Text> = listed::topic(meeting).into_iter().collect();
    facts.push(Text::same(&meeting.no.to_string()));
    let (name, grade) = match given {
        Given::One(one) => {
            facts.push(minutes(one, with)?);
            (listed::name(&one.name, with)?, Some(grade_name(one.judged.grade)))
        }
        Given::Two(both) => {
            let [one, other] = both.each_ref();
            for one in [one, other] {
                let (name, minutes) = (listed::name(&one.name, with)?, minutes(one, with)?);
                let values = [("name", name.into()), ("what", minutes.into())];
                facts.push(with.texts.plain("pair.of_one", &values)?);
            }
            let (one, other) = (listed::name(&one.name, with)?, listed::name(&other.name, with)?);
            let values = [("one", one.into()), ("other", other.into())];
            (with.texts.plain("recent.pair", &values)?, None)
        }
        Given::Everybody(_, judged) => {
            if let Some(judged) = judged {
                facts.extend(people(*judged, with)?);
            }
            (with.texts.plain("recent.everybody", &[])?, None)
        }
    };
    let at = meeting.start.as_millisecond();
    Ok(RowView { name, grade, at, facts: with.texts.list(&facts, "list.facts")? })
}

/// How many had trouble, and whose it was.
fn people(judged: JudgedWhole, with: With<'_>) -> Result<Vec<Text>, TextError> {
    let JudgedWhole { people, bad, scope } = judged;
    let values = [("bad", bad.to_string().into()), ("people", people.to_string().into())];
    let key = if people == 0 { "recent.nothing_rated" } else { "recent.people" };
    let said = with.texts.plain(key, &values)?;
    let place = match scope {
        ScopeVerdict::Meeting => Some("recent.everybodys"),
        ScopeVerdict::Site => Some("recent.a_sites"),
        ScopeVerdict::Local | ScopeVerdict::None | ScopeVerdict::Unknown => None,
    };
    let place = place.map(|key| with.texts.plain(key, &[])).transpose()?;
    Ok([said].into_iter().chain(place).collect())
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

pub(super) fn text(recent: &[Given], with: With<'_>) -> Result<Vec<Text>, TextError> {
    let count = ("count", recent.len().to_string().into());
    Ok(vec![with.texts.plain("recent.in_text", &[count])?, with.texts.plain("recent.next", &[])?])
}
