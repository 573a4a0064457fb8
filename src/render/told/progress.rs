//! How far the look at a whole meeting came, or that it was stopped.

use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Serialize;

use super::With;
use crate::app::inbound::Op;
use crate::app::told::Done;
use crate::render::offer::Pressed;
use crate::render::text::{Text, TextError, Texts};

/// The variables of `progress.json.j2` and `cancelled.json.j2`, under the name `progress`.
#[derive(Debug, Serialize)]
struct View<'a> {
    /// `123 456 789`.
    no: String,
    calls: u32,
    of_calls: u32,
    people: u32,
    of_people: u32,
    /// Of the calls, 0 to 100.
    percent: u64,
    /// How long it still takes, where that is known.
    left: Option<Text>,
    /// Something was fetched that asking again need not fetch.
    kept: bool,
    cancel: Pressed<'a>,
    again: Pressed<'a>,
}

pub(super) fn variables(done: &Done<'_>, with: With<'_>) -> Result<Value, TextError> {
    let view = View {
        no: done.no.to_string(),
        calls: done.calls,
        of_calls: done.of_calls,
        people: done.people,
        of_people: done.of_people,
        percent: percent(done),
        left: left(done, with.texts)?,
        kept: done.calls > 0,
        cancel: Pressed::new(Op::Cancel, done.asked),
        again: Pressed::new(Op::Refresh, done.asked),
    };
    Ok(context! { progress => Serde(view) })
}

pub(super) fn text(done: &Done<'_>, with: With<'_>) -> Result<Vec<Text>, TextError> {
    let values = [
        ("no", done.no.to_string().into()),
        ("people", done.people.to_string().into()),
        ("of", done.of_people.to_string().into()),
    ];
    Ok(vec![with.texts.plain("progress.text", &values)?])
}

/// Never 100 before the end: nobody should wait for a card that says it is done.
fn percent(done: &Done<'_>) -> u64 {
    let (part, whole) = (u64::from(done.calls), u64::from(done.of_calls));
    let share = (part * 100).checked_div(whole).unwrap_or(0);
    if part < whole { share.min(99) } else { share.min(100) }
}

/// In whole minutes, rounded up.
fn left(done: &Done<'_>, texts: &Texts) -> Result<Option<Text>, TextError> {
    let Some(left) = done.left else { return Ok(None) };
    if left.as_secs() < 60 {
        return texts.plain("progress.left_soon", &[]).map(Some);
    }
    let minutes = left.as_secs().div_ceil(60).to_string();
    texts.plain("progress.left", &[("minutes", minutes.into())]).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::asked::AskedId;
    use crate::quality::ids::MeetingNo;

    #[test]
    fn a_share_is_whole_only_at_the_end() {
        let asked = AskedId(String::new());
        let no = MeetingNo::parse("123456789").unwrap();
        for (calls, of_calls, expected) in
            [(0, 0, 0), (0, 9, 0), (1, 3, 33), (9_999, 10_000, 99), (9, 9, 100), (12, 9, 100)]
        {
            let done =
                Done { asked: &asked, no, calls, of_calls, people: 0, of_people: 0, left: None };
            assert_eq!(percent(&done), expected, "{calls} of {of_calls}");
        }
    }
}
