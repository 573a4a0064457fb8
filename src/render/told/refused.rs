//! Why somebody may not see what they asked for, and what they can do instead.

use minijinja::{Value, context, value::Serde};
use serde::Serialize;

use super::{With, listed};
use crate::app::inbound::Op;
use crate::app::told::{Refused, WhyRefused};
use crate::render::offer::Pressed;
use crate::render::text::{Text, TextError};

/// The variables of `refused.json.j2`, under the name `refused`.
#[derive(Debug, Clone, Serialize)]
struct RefusedView<'a> {
    why: Text,
    next: Text,
    /// The button that asks the person to share; `None` where nobody could.
    ask: Option<AskView<'a>>,
}

#[derive(Debug, Clone, Serialize)]
struct AskView<'a> {
    label: Text,
    press: Pressed<'a>,
}

pub(super) fn variables(refused: &Refused, with: With<'_>) -> Result<Value, TextError> {
    let name = refused.name.as_deref().and_then(listed::outside);
    let (why, next) = said(refused.why, name.clone(), with)?;
    let ask = refused.ask.as_ref().map(|asked| {
        let label = match name {
            Some(name) => with.texts.plain("refused.ask", &[("name", name.into())]),
            None => with.texts.plain("refused.ask_unnamed", &[]),
        };
        Ok(AskView { label: label?, press: Pressed::new(Op::AskToShare, asked) })
    });
    let view = RefusedView { why, next, ask: ask.transpose()? };
    Ok(context! { refused => Serde(view) })
}

pub(super) fn text(refused: &Refused, with: With<'_>) -> Result<Vec<Text>, TextError> {
    let (why, next) = said(refused.why, None, with)?;
    Ok(vec![why, next])
}

/// Why, and what to do instead.
fn said(why: WhyRefused, name: Option<Text>, with: With<'_>) -> Result<(Text, Text), TextError> {
    let (why, next) = match why {
        WhyRefused::Outsider => ("error.outsider", "next.outsider"),
        WhyRefused::OnlyOneself => ("refused.only_oneself", "refused.only_oneself_next"),
        WhyRefused::NotThere => ("refused.not_there", "refused.not_there_next"),
        WhyRefused::OnlySupport => ("refused.only_support", "refused.only_support_next"),
        WhyRefused::Declined if name.is_none() => {
            ("refused.declined_unnamed", "refused.declined_next")
        }
        WhyRefused::Declined => ("refused.declined", "refused.declined_next"),
    };
    let name = match name {
        Some(name) => name,
        None => with.texts.plain("refused.somebody", &[])?,
    };
    let values = [("name", name.into())];
    Ok((with.texts.plain(why, &values)?, with.texts.plain(next, &values)?))
}
