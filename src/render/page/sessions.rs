//! The person's stays in the meeting: when, on what, over which network.
//!
//! Invariants: no address is ever shown; the names of microphone, loudspeaker and camera only to the
//! person themself, since they may hold somebody's name; where nothing from outside may be said, the
//! times alone are left. Source: dossier 6.5.

use serde::Serialize;

use super::words::Words;
use crate::app::answer::Attendance;
use crate::render::session::device_names;
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
    let [microphone, loudspeaker, camera] = device_names(row, words.privacy);
    let proxy = match row.use_rtc_proxy {
        Some(true) => Some(words.say("yes", &[])?),
        Some(false) => Some(words.say("no", &[])?),
        None => None,
    };
    let told = [
        ("fact_client", row.device.as_deref()),
        ("fact_version", row.app_version.as_deref()),
        ("fact_network", row.network_type.as_deref()),
        ("fact_protocol", row.protocol.as_deref()),
        ("fact_leave_reason", row.leave_reason.as_deref()),
        ("fact_microphone", microphone),
        ("fact_loudspeaker", loudspeaker),
        ("fact_camera", camera),
    ];
    let cleaned = told.into_iter().filter_map(|(key, text)| Some((key, words.outside(text?)?)));
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
