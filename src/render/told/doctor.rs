//! What is missing for the bot to work, and what an operator has to do about it.
//!
//! Invariant: what has to be done comes first. Details are the platform's words, or a setting's
//! name: they are quoted, and left out where nothing can be made harmless.

use minijinja::{Value, context, value::Serde};
use serde::Serialize;

use super::With;
use crate::app::told::{Examined, Finding, Health};
use crate::render::escape;
use crate::render::text::{Text, TextError};

/// The variables of `doctor.json.j2`, under the name `doctor`.
#[derive(Debug, Clone, Serialize)]
struct DoctorView {
    /// Whether nothing has to be done.
    well: bool,
    /// That in one sentence.
    verdict: Text,
    findings: Vec<FindingView>,
}

#[derive(Debug, Clone, Serialize)]
struct FindingView {
    /// `missing`, `unknown` or `well`.
    health: &'static str,
    name: Text,
    /// How it is, or what has to be done.
    said: Text,
    /// What the platform said, or a setting's name; `None` when there is nothing to quote.
    detail: Option<Text>,
}

pub(super) fn variables(findings: &[Finding], with: With<'_>) -> Result<Value, TextError> {
    Ok(context! { doctor => Serde(view(findings, with)?) })
}

pub(super) fn text(findings: &[Finding], with: With<'_>) -> Result<Vec<Text>, TextError> {
    let DoctorView { verdict, findings, .. } = view(findings, with)?;
    let mut lines = vec![verdict];
    for FindingView { name, said, .. } in findings {
        let values = [("what", name.into()), ("text", said.into())];
        lines.push(with.texts.plain("evidence.fact", &values)?);
    }
    Ok(lines)
}

fn view(findings: &[Finding], with: With<'_>) -> Result<DoctorView, TextError> {
    let mut sorted: Vec<&Finding> = findings.iter().collect();
    sorted.sort_by_key(|finding| match finding.health {
        Health::Missing(_) => 0,
        Health::Unknown(_) => 1,
        Health::Well => 2,
    });
    let missing = |finding: &&Finding| matches!(finding.health, Health::Missing(_));
    let missing = findings.iter().filter(missing).count();
    let is_known = findings.iter().all(|finding| !matches!(finding.health, Health::Unknown(_)));
    let verdict = match missing {
        0 if is_known => "doctor.well",
        0 => "doctor.partly_known",
        1 => "doctor.one_missing",
        _ => "doctor.missing",
    };
    Ok(DoctorView {
        well: missing == 0,
        verdict: with.texts.plain(verdict, &[("count", missing.to_string().into())])?,
        findings: sorted.into_iter().map(|one| finding(one, with)).collect::<Result<_, _>>()?,
    })
}

fn finding(Finding { what, health }: &Finding, with: With<'_>) -> Result<FindingView, TextError> {
    let (name, next) = keys(*what);
    let (health, said, detail) = match health {
        Health::Missing(detail) => ("missing", next, detail.as_str()),
        Health::Unknown(detail) => ("unknown", when_unknown(*what), detail.as_str()),
        Health::Well => ("well", "doctor.fine", ""),
    };
    let detail = escape::clean(detail);
    let detail = detail.trim();
    Ok(FindingView {
        health,
        name: with.texts.plain(name, &[])?,
        said: with.texts.plain(said, &[])?,
        detail: (!detail.is_empty()).then(|| Text::same(detail)),
    })
}

/// What to do where it is not known: what only time shows is as if it were missing.
const fn when_unknown(what: Examined) -> &'static str {
    match what {
        Examined::EndedEvents | Examined::Budget => keys(what).1,
        _ => "doctor.unknown",
    }
}

/// What it is called, and what to do where it is missing.
const fn keys(what: Examined) -> (&'static str, &'static str) {
    match what {
        Examined::Credentials => ("doctor.credentials", "doctor.credentials_next"),
        Examined::Meetings => ("doctor.meetings", "doctor.meetings_next"),
        Examined::Chats => ("doctor.chats", "doctor.chats_next"),
        Examined::EndedEvents => ("doctor.ended_events", "doctor.ended_events_next"),
        Examined::PublicAddress => ("doctor.public_address", "doctor.public_address_next"),
        Examined::Store => ("doctor.store", "doctor.store_next"),
        Examined::Budget => ("doctor.budget", "doctor.budget_next"),
    }
}
