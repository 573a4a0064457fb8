//! Devices, networks and addresses of an answer: for the person themself, or for support.
//!
//! Invariant: this is the only card that shows addresses and the names of devices; who sends it has
//! made sure who reads it. Source: dossier 6.5.

use minijinja::{Value, context, value::Serde};
use serde::Serialize;

use super::{With, listed};
use crate::app::answer::{Answer, Attendance};
use crate::render::escape;
use crate::render::text::{Markup, Text, TextError};

/// How words from outside are made harmless.
type Clean = fn(&str) -> String;

/// Sessions that are shown, and how long a word in them may be, step by step.
const SHOWN: [(usize, Clean); 5] = [
    (12, escape::clean),
    (6, escape::clean),
    (3, escape::clean),
    (3, escape::clean_short),
    (1, escape::clean_short),
];
pub(super) const STEPS: usize = SHOWN.len() - 1;

/// The variables of `private.json.j2`, under the name `private`.
#[derive(Debug, Clone, Serialize)]
struct PrivateView {
    name: Text,
    /// `None` when there is none.
    topic: Option<Text>,
    no: String,
    /// Unix milliseconds.
    start: i64,
    end: i64,
    /// The first of them.
    sessions: Vec<SessionView>,
    /// How many more there are.
    more: usize,
}

/// One stay in the meeting.
#[derive(Debug, Clone, Serialize)]
struct SessionView {
    /// Unix milliseconds.
    from: i64,
    to: i64,
    /// What is known of it, one line each; `None` when that is nothing.
    facts: Option<Markup>,
}

pub(super) fn variables(answer: &Answer, step: usize, with: With<'_>) -> Result<Value, TextError> {
    let (most, clean) = SHOWN.get(step).copied().unwrap_or((1, escape::clean_short));
    let rows = answer.attendance.iter().take(most);
    let session = |row: &Attendance| {
        Ok(SessionView {
            from: row.join.as_millisecond(),
            to: row.leave.unwrap_or(answer.meeting.end).as_millisecond(),
            facts: facts(row, clean, with)?,
        })
    };
    let view = PrivateView {
        name: listed::name(&answer.name, with)?,
        topic: listed::topic(&answer.meeting),
        no: answer.meeting.no.to_string(),
        start: answer.meeting.start.as_millisecond(),
        end: answer.meeting.end.as_millisecond(),
        sessions: rows.map(session).collect::<Result<_, _>>()?,
        more: answer.attendance.len().saturating_sub(most),
    };
    Ok(context! { private => Serde(view) })
}

fn facts(row: &Attendance, clean: Clean, with: With<'_>) -> Result<Option<Markup>, TextError> {
    let site = row.site.as_ref();
    let internal = site.and_then(|site| site.internal_network.as_ref()).map(|it| format!("{it}.x"));
    let proxy = match row.use_rtc_proxy {
        Some(true) => Some(with.texts.plain("page.yes", &[])?),
        Some(false) => Some(with.texts.plain("page.no", &[])?),
        None => None,
    };
    let known = |text: &Option<String>| {
        let clean = clean(text.as_deref()?);
        let clean = clean.trim();
        (!clean.is_empty()).then(|| Text::same(clean))
    };
    let mut facts = Vec::new();
    for (key, text) in [
        ("page.fact_client", known(&row.device)),
        ("page.fact_version", known(&row.app_version)),
        ("page.fact_network", known(&row.network_type)),
        ("page.fact_protocol", known(&row.protocol)),
        ("page.fact_proxy", proxy),
        ("page.fact_microphone", known(&row.microphone)),
        ("page.fact_loudspeaker", known(&row.speaker)),
        ("page.fact_camera", known(&row.camera)),
        ("private.location", known(&row.location)),
        ("private.public_address", site.and_then(|site| known(&site.public_ip))),
        ("private.internal_network", known(&internal)),
        ("page.fact_leave_reason", known(&row.leave_reason)),
    ] {
        if let Some(text) = text {
            let values = [("what", with.texts.plain(key, &[])?.into()), ("text", text.into())];
            facts.push(with.texts.markdown("private.fact", &values)?);
        }
    }
    Ok((!facts.is_empty()).then(|| Markup::lines(&facts)))
}

pub(super) fn text(answer: &Answer, with: With<'_>) -> Result<Vec<Text>, TextError> {
    let no = [("no", answer.meeting.no.to_string().into())];
    Ok(vec![with.texts.plain("private.in_text", &no)?])
}
