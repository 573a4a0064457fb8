//! Meetings: an instance of a number, the sessions of people in it, the minutes measured for each.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::simulator::time_text;

/// One meeting that was held under a nine-digit number. All times are unix seconds.
#[derive(Clone, Debug)]
pub struct Instance {
    pub no: String,
    pub instance_id: String,
    pub topic: String,
    /// open_id
    pub organizer: String,
    pub start: i64,
    /// `None` while it is running.
    pub end: Option<i64>,
    /// From when on quality data can be had; before, 121004.
    pub quality_from: i64,
    pub is_external: bool,
    pub is_webinar: bool,
    /// What `participant_list` lists, one row each.
    pub sessions: Vec<Session>,
}

impl Instance {
    /// The sessions of a person, by open_id, oldest first.
    pub fn sessions_of<'a>(&'a self, open_id: &str) -> impl Iterator<Item = &'a Session> {
        self.sessions.iter().filter(move |session| session.person.as_deref() == Some(open_id))
    }
}

/// One stay in a meeting: of a member, a guest, a phone or a Rooms device.
#[derive(Clone, Debug)]
pub struct Session {
    pub name: String,
    /// open_id; guests and phones have none (dossier 6.11).
    pub person: Option<String>,
    /// `omm_…` of a Rooms device.
    pub room: Option<String>,
    pub phone: Option<String>,
    pub is_external: bool,
    pub endpoint: Endpoint,
    pub join: i64,
    pub leave: Option<i64>,
    pub minutes: Vec<Minute>,
}

/// What somebody joined with.
#[derive(Clone, Debug)]
pub struct Endpoint {
    pub device: &'static str,
    pub public_ip: &'static str,
    pub internal_ip: &'static str,
    pub location: &'static str,
    pub network_type: &'static str,
}

/// What was measured in one minute: sections such as `network`, each with its own time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Minute {
    pub sections: BTreeMap<String, Section>,
}

/// One section of a minute; values are texts with units, exactly as they go over the wire.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    pub at: i64,
    pub fields: BTreeMap<String, String>,
}

/// The section whose time is written without a zone (dossier 6.2).
const ZONELESS: &str = "cpu_usage";

impl Minute {
    /// The same measurements at another time of day.
    pub fn shifted(mut self, by_s: i64) -> Self {
        for section in self.sections.values_mut() {
            section.at = section.at.saturating_add(by_s);
        }
        self
    }

    /// The element of `participant_quality_list`.
    pub(in crate::simulator) fn wire(&self, utc_offset_s: i32) -> Value {
        let section = |(name, section): (&String, &Section)| {
            let write = if name == ZONELESS { time_text::bare } else { time_text::zoned };
            let mut fields = json!(section.fields);
            fields["time"] = write(section.at, utc_offset_s).into();
            (name.clone(), fields)
        };
        Value::Object(self.sections.iter().map(section).collect())
    }
}

impl Minute {
    /// Reads an element of `participant_quality_list`; `None` when a time cannot be read.
    pub(in crate::simulator) fn read(element: &Value) -> Option<Self> {
        let raw: BTreeMap<String, RawSection> = serde_json::from_value(element.clone()).ok()?;
        let mut sections = BTreeMap::new();
        for (name, RawSection { time, fields }) in raw {
            sections.insert(name, Section { at: time_text::read(&time)?, fields });
        }
        Some(Self { sections })
    }
}

#[derive(Deserialize)]
struct RawSection {
    time: String,
    #[serde(flatten)]
    fields: BTreeMap<String, String>,
}
