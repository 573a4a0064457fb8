//! What was deleted about somebody who wanted to be forgotten, and what stays.

use minijinja::{Value, context, value::Serde};
use serde::Serialize;

use super::With;
use crate::app::told::Forgotten;
use crate::render::text::{Text, TextError};

/// The variables of `forgotten.json.j2`, under the name `forgotten`.
#[derive(Debug, Clone, Serialize)]
struct ForgottenView {
    /// That it is done, or that there was nothing.
    what: Text,
    /// What was deleted, one line a kind.
    deleted: Vec<Text>,
}

pub(super) fn variables(forgotten: &Forgotten, with: With<'_>) -> Result<Value, TextError> {
    Ok(context! { forgotten => Serde(view(forgotten, with)?) })
}

pub(super) fn text(forgotten: &Forgotten, with: With<'_>) -> Result<Vec<Text>, TextError> {
    let ForgottenView { what, deleted } = view(forgotten, with)?;
    let mut lines = vec![what];
    lines.extend(deleted);
    for key in ["forgotten.stays", "forgotten.next"] {
        lines.push(with.texts.plain(key, &[])?);
    }
    Ok(lines)
}

fn view(forgotten: &Forgotten, with: With<'_>) -> Result<ForgottenView, TextError> {
    let Forgotten {
        results,
        judgements,
        questions,
        opinions,
        watches,
        rosters,
        unfinished,
        mentions,
    } = *forgotten;
    let mut deleted = Vec::new();
    for (key, count) in [
        ("forgotten.results", results),
        ("forgotten.judgements", judgements),
        ("forgotten.questions", questions),
        ("forgotten.opinions", opinions),
        ("forgotten.watches", watches),
        ("forgotten.rosters", rosters),
        ("forgotten.unfinished", unfinished),
        ("forgotten.mentions", mentions),
    ] {
        if count > 0 {
            deleted.push(with.texts.plain(key, &[("count", count.to_string().into())])?);
        }
    }
    let what = if deleted.is_empty() { "forgotten.nothing" } else { "forgotten.done" };
    Ok(ForgottenView { what: with.texts.plain(what, &[])?, deleted })
}
