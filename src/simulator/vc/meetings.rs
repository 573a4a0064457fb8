//! `GET vc/v1/meeting_list`: the instances in a window of at most a year (dossier 6.4).

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::window::{DAY, Status, span};
use super::{
    bad, boolean, check_admin, check_room_filter, id_kind, meeting_no, number, person, room,
};
use crate::simulator::answer::{Refusal, success};
use crate::simulator::faults::Fault;
use crate::simulator::paging::Page;
use crate::simulator::query::Query;
use crate::simulator::time_text::{duration, zoned};
use crate::simulator::world::{IdKind, Instance, Session, World};

const YEAR: i64 = 366 * DAY;
const MONTH: i64 = 31 * DAY;
const FILTERS: [&str; 4] = ["meeting_no", "user_id", "room_id", "meeting_type"];

pub(in crate::simulator) fn meeting_list(
    world: &World,
    query: &Query,
    now_ms: i64,
    fault: Option<&Fault>,
) -> Result<Value, Refusal> {
    check_admin(world)?;
    check_room_filter(world, query)?;
    let now = now_ms.div_euclid(1000);
    let (from, to) = span(query, ("start_time", "end_time"), YEAR)?;
    if to > now + MONTH {
        return Err(Refusal::wrong(400, 126_016, "future time range is over a month"));
    }
    let filters = FILTERS.iter().filter(|name| query.get(name).is_some_and(|it| !it.is_empty()));
    if filters.count() > 1 {
        return Err(Refusal::wrong(400, 126_008, "only one filter is allowed"));
    }
    let wanted = Wanted::read(world, query)?;
    let page = Page::read(query)?;
    let kind = id_kind(query)?;

    let in_window = |one: &&Instance| one.start <= to && one.end.unwrap_or(now) >= from;
    let found = world.meetings.iter().filter(in_window).filter(|one| wanted.takes(one));
    let found: Vec<&Instance> = found.collect();
    let write =
        |place: usize| found.get(place).map(|one| row(world, one, kind)).unwrap_or_default();
    Ok(success(page.cut("meeting_list", (found.len(), write), fault)?))
}

/// Which instances are asked for.
struct Wanted<'a> {
    status: Status,
    no: Option<&'a str>,
    open_id: Option<&'a str>,
    room: Option<&'a str>,
    casting: bool,
    external: bool,
    webinar: bool,
}

impl<'a> Wanted<'a> {
    fn read(world: &'a World, query: &'a Query) -> Result<Self, Refusal> {
        let no = query.get("meeting_no").filter(|no| !no.is_empty()).map(meeting_no).transpose()?;
        // 1 all, 2 video meetings; nobody casts locally here, so 3 finds nothing.
        let casting = match number(query, "meeting_type")? {
            None | Some(1 | 2) => false,
            Some(3) => true,
            Some(_) => return Err(bad("meeting_type")),
        };
        Ok(Self {
            status: Status::read(query)?,
            no,
            open_id: person(world, query)?.map(|person| person.open_id.as_str()),
            room: room(query),
            casting,
            external: boolean(query, "include_external_meetings")?,
            webinar: boolean(query, "include_webinar")?,
        })
    }

    /// External meetings and webinars are invisible unless asked for.
    fn takes(&self, one: &Instance) -> bool {
        let attended = |open_id: &str| one.sessions_of(open_id).next().is_some();
        let held_in = |room: &str| one.sessions.iter().any(|it| it.room.as_deref() == Some(room));
        self.status.fits(one)
            && !self.casting
            && self.no.is_none_or(|no| one.no == no)
            && self.open_id.is_none_or(attended)
            && self.room.is_none_or(held_in)
            && (self.external || !one.is_external)
            && (self.webinar || !one.is_webinar)
    }
}

fn row(world: &World, instance: &Instance, kind: IdKind) -> Value {
    let organizer = world.person(&instance.organizer);
    let people: BTreeSet<_> = instance.sessions.iter().map(Session::who).collect();
    let mut row = json!({
        "meeting_id": instance.no,
        "meeting_instance_id": instance.instance_id,
        "meeting_topic": instance.topic,
        "meeting_type": 2,
        "meeting_subtype": if instance.is_webinar { 8 } else { 0 },
        "organizer": organizer.map_or("", |person| person.name.as_str()),
        "department": "development",
        "user_id": organizer.map_or("", |person| person.id(kind)),
        "employee_id": "202105149765",
        "email": "xxxx@163.com",
        "mobile": "021-673288",
        "meeting_start_time": zoned(instance.start, world.utc_offset_s),
        "number_of_participants": people.len().to_string(),
        "number_of_devices": instance.sessions.len().to_string(),
        "number_of_webinar_viewers": if instance.is_webinar { "1" } else { "0" },
        "audio": true,
        "video": true,
        "sharing": false,
        "recording": false,
        "telephone": instance.sessions.iter().any(|session| session.phone.is_some()),
        "reserved_rooms": [],
        "has_related_document": false,
        "ai_note": false,
        "is_external": instance.is_external,
    });
    if let Some(end) = instance.end {
        row["meeting_end_time"] = zoned(end, world.utc_offset_s).into();
        row["meeting_duration"] = duration(end - instance.start).into();
    }
    row
}
