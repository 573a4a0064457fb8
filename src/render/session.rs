//! On what, and over which network, somebody was in the meeting.
//!
//! Invariants: never an address; the name of a microphone, a loudspeaker or a camera may hold a
//! person's name, so only that person sees it; where no word from outside may stand, nothing of it
//! does. Source: dossier 6.5.

use serde::Serialize;

use super::escape;
use super::text::{Text, TextError, Texts};
use crate::app::answer::{Answer, Attendance};
use crate::app::ports::Privacy;

/// Sessions that are shown.
const MOST_SESSIONS: usize = 3;

/// One stay in the meeting.
#[derive(Debug, Clone, Serialize)]
pub(super) struct SessionView {
    /// Unix milliseconds.
    from: i64,
    to: i64,
    facts: Text,
}

/// The sessions of which something is known, oldest first.
pub(super) fn sessions(
    answer: &Answer,
    privacy: Privacy,
    texts: &Texts,
) -> Result<Vec<SessionView>, TextError> {
    if privacy == Privacy::Nothing {
        return Ok(Vec::new());
    }
    let mut sessions = Vec::new();
    for row in &answer.attendance {
        let facts = facts(row, privacy, texts)?;
        if !facts.is_empty() {
            let to = row.leave.unwrap_or(answer.meeting.end);
            sessions.push(SessionView {
                from: row.join.as_millisecond(),
                to: to.as_millisecond(),
                facts: texts.list(&facts, "list.facts")?,
            });
        }
        if sessions.len() == MOST_SESSIONS {
            break;
        }
    }
    Ok(sessions)
}

fn facts(row: &Attendance, privacy: Privacy, texts: &Texts) -> Result<Vec<Text>, TextError> {
    let known = [
        ("fact_kind.device", &row.device),
        ("fact_kind.app_version", &row.app_version),
        ("fact_kind.network_type", &row.network_type),
        ("fact_kind.protocol", &row.protocol),
    ];
    let mut facts = Vec::new();
    for (key, text) in known {
        facts.extend(fact(texts, key, text.as_deref())?);
    }
    if row.use_rtc_proxy == Some(true) {
        facts.push(texts.plain("fact_kind.rtc_proxy", &[])?);
    }
    let devices = ["fact_kind.microphone", "fact_kind.speaker", "fact_kind.camera"];
    for (key, text) in devices.into_iter().zip(device_names(row, privacy)) {
        facts.extend(fact(texts, key, text)?);
    }
    Ok(facts)
}

/// The names of microphone, loudspeaker and camera, for the person themself.
pub(super) fn device_names(row: &Attendance, privacy: Privacy) -> [Option<&str>; 3] {
    [&row.microphone, &row.speaker, &row.camera]
        .map(|name| name.as_deref().filter(|_| privacy == Privacy::Own))
}

fn fact(texts: &Texts, what: &str, text: Option<&str>) -> Result<Option<Text>, TextError> {
    let text = escape::clean_short(text.unwrap_or_default());
    if text.trim().is_empty() {
        return Ok(None);
    }
    let what = texts.plain(what, &[])?;
    texts.plain("evidence.fact", &[("what", what.into()), ("text", text.trim().into())]).map(Some)
}
