//! To a person: somebody would like to see how a meeting was for them.
//!
//! Invariant: a mention holds nothing but an id that looks like one; whatever else comes instead of
//! it is not shown.

use minijinja::{Value, context, value::Serde};
use serde::Serialize;

use super::{With, listed};
use crate::app::inbound::Op;
use crate::app::told::ShareAsked;
use crate::quality::ids::OpenId;
use crate::render::offer::Pressed;
use crate::render::text::{Markup, Text, TextError};

/// The variables of `share_asked.json.j2`, under the name `share`.
#[derive(Debug, Clone, Serialize)]
struct ShareView<'a> {
    /// Who asks.
    by: Markup,
    /// Of the meeting: `None` when it has no topic.
    topic: Option<Text>,
    no: String,
    /// Unix milliseconds; `None` when the person was not there.
    start: Option<i64>,
    end: Option<i64>,
    share: Pressed<'a>,
    decline: Pressed<'a>,
}

pub(super) fn variables(asked: &ShareAsked, with: With<'_>) -> Result<Value, TextError> {
    let ShareAsked { asked: id, by, no, meeting } = asked;
    let by = match mention(by) {
        Some(mention) => mention,
        None => with.texts.markdown("share.colleague", &[])?,
    };
    let view = ShareView {
        by,
        topic: meeting.as_ref().and_then(listed::topic),
        no: no.to_string(),
        start: meeting.as_ref().map(|it| it.start.as_millisecond()),
        end: meeting.as_ref().map(|it| it.end.as_millisecond()),
        share: Pressed::new(Op::Share, id),
        decline: Pressed::new(Op::Decline, id),
    };
    Ok(context! { share => Serde(view) })
}

fn mention(OpenId(id): &OpenId) -> Option<Markup> {
    let rest = id.strip_prefix("ou_")?;
    let is_one = (1..=64).contains(&rest.len())
        && rest.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    is_one.then(|| Markup::same(&format!("<at id={id}></at>")))
}

pub(super) fn text(asked: &ShareAsked, with: With<'_>) -> Result<Vec<Text>, TextError> {
    let no = [("no", asked.no.to_string().into())];
    Ok(vec![with.texts.plain("share.in_text", &no)?, with.texts.plain("share.what_they_see", &[])?])
}
