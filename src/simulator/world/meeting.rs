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
    /// Minutes that are made when they are asked for, where none are stored.
    pub made_up: Option<MadeUp>,
}

/// How the minutes of a stay come about: a whole meeting of them would not fit into memory.
#[derive(Clone, Copy, Debug)]
pub struct MadeUp {
    /// The second that minutes are numbered from.
    pub zero: i64,
    /// The minute of a number that begins at a second.
    pub minute: fn(i64, i64) -> Minute,
}

impl Session {
    /// Whose stay it is: an open_id, a Rooms device or, for guests and phones, a name.
    pub fn who(&self) -> &str {
        self.person.as_deref().or(self.room.as_deref()).unwrap_or(&self.name)
    }

    /// How many minutes were measured.
    pub fn measured(&self) -> usize {
        match (self.made_up, self.leave) {
            (Some(_), Some(leave)) if self.minutes.is_empty() => {
                let minutes = (leave - 1).div_euclid(60) - self.join.div_euclid(60) + 1;
                usize::try_from(minutes).unwrap_or(0)
            }
            _ => self.minutes.len(),
        }
    }

    /// One of the minutes that were measured, oldest first.
    pub fn minute(&self, place: usize) -> Option<Minute> {
        match self.made_up.filter(|_| self.minutes.is_empty()) {
            None => self.minutes.get(place).cloned(),
            Some(made) => {
                let at = self.join.div_euclid(60) + i64::try_from(place).ok()?;
                (place < self.measured())
                    .then(|| (made.minute)(at - made.zero.div_euclid(60), at * 60))
            }
        }
    }
}

/// What somebody joined with.
#[derive(Clone, Debug)]
pub struct Endpoint {
    pub device: &'static str,
    pub public_ip: &'static str,
    pub internal_ip: &'static str,
    pub location: &'static str,
    pub network_type: &'static str,
    pub app_version: &'static str,
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
