//! The person's stays in the meeting: when, on what, over which network.
//!
//! Invariants: no address is ever shown; the names of microphone, loudspeaker and camera only to the
//! person themself, since they may hold somebody's name; where nothing from outside may be said, the
//! times alone are left. Source: dossier 6.5.

use serde::Serialize;

use super::words::Words;
use crate::app::answer::Attendance;
use crate::app::ports::Privacy;
use crate::render::text::TextError;

/// A stay: what is known of it, each with its name.
#[derive(Debug, Clone, Serialize)]
pub(super) struct SessionView {
    join: String,
    /// `none` where it is not known.
    leave: Option<String>,
    minutes: Option<u64>,
    facts: Vec<FactView>,
}

#[derive(Debug, Clone, Serialize)]
struct FactView {
    name: String,
    text: String,
}

/// All stays, as they came: oldest first.
pub(super) fn sessions(
    attendance: &[Attendance],
    words: &Words<'_>,
) -> Result<Vec<SessionView>, TextError> {
    attendance.iter().map(|row| session(row, words)).collect()
}

fn session(row: &Attendance, words: &Words<'_>) -> Result<SessionView, TextError> {
    let own = |text: &'_ Option<String>| text.clone().filter(|_| words.privacy == Privacy::Own);
    let proxy = match row.use_rtc_proxy {
        Some(true) => Some(words.say("yes", &[])?),
        Some(false) => Some(words.say("no", &[])?),
        None => None,
    };
    let told = [
        ("fact_client", row.device.clone()),
        ("fact_version", row.app_version.clone()),
        ("fact_network", row.network_type.clone()),
        ("fact_protocol", row.protocol.clone()),
        ("fact_leave_reason", row.leave_reason.clone()),
        ("fact_microphone", own(&row.microphone)),
        ("fact_loudspeaker", own(&row.speaker)),
        ("fact_camera", own(&row.camera)),
    ];
    let cleaned = told.into_iter().filter_map(|(key, text)| Some((key, words.outside(&text?)?)));
    let mut facts = Vec::new();
    for (key, text) in cleaned.chain(proxy.map(|text| ("fact_proxy", text))) {
        facts.push(FactView { name: words.say(key, &[])?, text });
    }
    Ok(SessionView {
        join: words.clock(row.join),
        leave: row.leave.map(|leave| words.clock(leave)),
        minutes: row.time_in_meeting.map(|time| time.as_secs().saturating_add(30) / 60),
        facts,
    })
}
