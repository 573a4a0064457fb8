//! The meetings of the demo world that stand for one case each, one function each.

use super::generated::{Line, minutes};
use super::recorded::{self, minutes_on};
use super::*;
use crate::simulator::world::{Endpoint, Instance, Minute, Session};

pub(super) const HOUR: i64 = 3_600;
pub(super) const DAY: i64 = 24 * HOUR;
const UTC_OFFSET: i64 = 8 * HOUR;

pub(super) const OFFICE: Endpoint = Endpoint {
    device: "WINDOWS",
    public_ip: "27.0.2.183",
    internal_ip: "192.168.1.13",
    location: "东莞",
    network_type: "wifi",
    app_version: "7.30.5",
};
pub(super) const OFFICE_MAC: Endpoint =
    Endpoint { device: "MAC", internal_ip: "192.168.1.27", network_type: "ethernet", ..OFFICE };
pub(super) const HOME: Endpoint = Endpoint {
    device: "MAC",
    public_ip: "189.40.3.9",
    internal_ip: "10.0.0.4",
    location: "São Paulo",
    network_type: "wifi",
    app_version: "7.30.5",
};
const PHONE: Endpoint = Endpoint {
    device: "PSTN",
    public_ip: "",
    internal_ip: "",
    location: "",
    network_type: "",
    app_version: "",
};

/// Local midnight (+08:00) of the day a second lies in.
pub(super) fn midnight(at: i64) -> i64 {
    at - (at + UTC_OFFSET).rem_euclid(DAY)
}

/// All of them, as seen at `now`.
pub(super) fn all(now: i64) -> Vec<Instance> {
    let yesterday = midnight(now) - DAY;
    let mut all = recurring(yesterday);
    all.extend(gatherings::all(yesterday));
    all.extend(crowd::meetings(yesterday));
    all.extend([
        over_a_day(yesterday),
        four_people(yesterday),
        rejoin(yesterday),
        sample(yesterday),
        long(yesterday),
        guests(yesterday),
        webinar(yesterday),
        with_room(yesterday),
        outage(yesterday),
        just_ended(now),
        running(now),
    ]);
    all
}

pub(super) fn held(
    no: &str,
    topic: &str,
    start: i64,
    end: i64,
    sessions: Vec<Session>,
) -> Instance {
    Instance {
        no: no.to_owned(),
        instance_id: format!("7{no}{start:010}").chars().take(19).collect(),
        topic: topic.to_owned(),
        organizer: ZHANG_SAN.to_owned(),
        start,
        end: Some(end),
        quality_from: end,
        is_external: false,
        is_webinar: false,
        sessions,
    }
}

fn stay(open_id: &str, on: Endpoint, join: i64, leave: i64, minutes: Vec<Minute>) -> Session {
    let name = people::named().into_iter().find(|person| person.open_id == open_id);
    Session {
        name: name.map(|person| person.name).unwrap_or_default(),
        person: Some(open_id.to_owned()),
        room: None,
        phone: None,
        is_external: false,
        endpoint: on,
        join,
        leave: Some(leave),
        minutes,
        made_up: None,
    }
}

/// Somebody who was in from `join` to `leave`, with generated minutes.
fn made_up(open_id: &str, line: Line, start: i64, join: i64, leave: i64) -> Session {
    stay(open_id, OFFICE, join, leave, minutes(line, start, join, leave))
}

/// The same, with minutes that are made when they are asked for.
pub(super) fn on_demand(
    open_id: &str,
    on: Endpoint,
    line: Line,
    stay_of: (i64, i64, i64),
) -> Session {
    let (start, join, leave) = stay_of;
    let made_up = Some(generated::on_demand(line, start));
    Session { made_up, ..stay(open_id, on, join, leave, Vec::new()) }
}

pub(super) fn at(day: i64, hour: i64, minute: i64, second: i64) -> i64 {
    day + hour * HOUR + minute * 60 + second
}

fn four_people(day: i64) -> Instance {
    let time = |minute, second| at(day, 0, minute, second);
    let recorded = |open_id, on, join, leave, recording| {
        stay(open_id, on, join, leave, minutes_on(day, recording))
    };
    let sessions = vec![
        recorded(ZHANG_SAN, OFFICE, time(41, 7), time(47, 40), recorded::FOUR_P1),
        recorded(LI_SI, OFFICE_MAC, time(41, 31), time(43, 52), recorded::FOUR_P2),
        recorded(WANG_FANG, OFFICE, time(42, 11), time(44, 37), recorded::FOUR_P4),
        recorded(ANA, HOME, time(43, 5), time(46, 48), recorded::FOUR_P3),
    ];
    held(FOUR_PEOPLE, "发布评审 Release review", time(41, 7), time(47, 44), sessions)
}

fn outage(day: i64) -> Instance {
    let (start, end) = (at(day, 17, 1, 12), at(day, 17, 4, 49));
    let sessions = vec![
        stay(LI_SI, HOME, start, end, minutes_on(day, recorded::OUTAGE)),
        stay(ZHANG_SAN, OFFICE, start + 20, end, Vec::new()),
    ];
    held(OUTAGE, "客户回访", start, end, sessions)
}

/// The times of the documentation's sample: 11:16:59 to 11:18:51, one minute measured.
fn sample(day: i64) -> Instance {
    let (start, end) = (at(day, 11, 16, 59), at(day, 11, 18, 51));
    let mut kehan = stay(KEHAN, OFFICE, start, end, minutes_on(day, recorded::SAMPLE));
    kehan.room = Some("omm_8efq90".to_owned());
    let instance = held(SAMPLE, "讨论会", start, end, vec![kehan]);
    let organizer = KEHAN.to_owned();
    Instance { organizer, instance_id: "7529416531681214468".to_owned(), ..instance }
}

fn long(day: i64) -> Instance {
    let (start, end) = (at(day, 14, 0, 23), at(day, 16, 29, 51));
    let sessions = vec![
        made_up(ZHANG_SAN, Line::Shaky, start, start, end),
        made_up(WANG_FANG, Line::Calm, start, start + 40, end),
    ];
    held(LONG, "季度规划 Quarterly planning", start, end, sessions)
}

fn rejoin(day: i64) -> Instance {
    let (start, end) = (at(day, 10, 0, 35), at(day, 10, 45, 10));
    let (left, back) = (at(day, 10, 12, 20), at(day, 10, 12, 45));
    let sessions = vec![
        made_up(WANG_FANG, Line::Calm, start, start, end),
        made_up(ANA, Line::Calm, start, start + 62, left),
        made_up(ANA, Line::Calm, start, back, end),
    ];
    held(REJOIN, "周会 Weekly", start, end, sessions)
}

fn guests(day: i64) -> Instance {
    let (start, end) = (at(day, 15, 30, 4), at(day, 15, 58, 30));
    let zhang = made_up(ZHANG_SAN, Line::Calm, start, start, end);
    let nobody = |name: &str, endpoint, join| Session {
        name: name.to_owned(),
        person: None,
        is_external: true,
        endpoint,
        ..stay("", OFFICE, join, end, Vec::new())
    };
    let partner = nobody("Priya Nair", HOME, start + 30);
    let number = "+86138****0000";
    let phone = Session { phone: Some(number.to_owned()), ..nobody(number, PHONE, start + 95) };
    let sessions = vec![zhang, partner, phone];
    Instance { is_external: true, ..held(GUESTS, "Partner sync", start, end, sessions) }
}

fn webinar(day: i64) -> Instance {
    let (start, end) = (at(day, 19, 0, 15), at(day, 19, 40, 2));
    let sessions = vec![made_up(WANG_FANG, Line::Calm, start, start, end)];
    Instance { is_webinar: true, ..held(WEBINAR, "产品发布会", start, end, sessions) }
}

fn recurring(day: i64) -> Vec<Instance> {
    let instance = |days_before: i64, guest: Option<&str>| {
        let start = at(day, 9, 30, 8) - days_before * DAY;
        let end = start + 15 * 60 + 31;
        let mut sessions = vec![made_up(WANG_FANG, Line::Calm, start, start, end)];
        sessions.extend(guest.map(|who| made_up(who, Line::Calm, start, start + 75, end)));
        held(RECURRING, "站会 Stand-up", start, end, sessions)
    };
    vec![
        instance(45, Some(ANA)),
        instance(14, None),
        instance(7, Some(ZHANG_SAN)),
        instance(0, None),
    ]
}

fn with_room(day: i64) -> Instance {
    let (start, end) = (at(day, 13, 0, 41), at(day, 13, 25, 0));
    let mut room = made_up("", Line::Calm, start, start, end);
    room.name = "Room A (会议室)".to_owned();
    room.person = None;
    room.room = Some(ROOM.to_owned());
    room.endpoint = Endpoint { device: "ROOMS", network_type: "ethernet", ..OFFICE };
    let zhang = made_up(ZHANG_SAN, Line::Calm, start, start + 50, end);
    held(WITH_ROOM, "设计评审", start, end, vec![room, zhang])
}

fn over_a_day(day: i64) -> Instance {
    let start = at(day, 20, 0, 17) - 2 * DAY;
    let end = start + 26 * HOUR;
    let sessions = vec![made_up(LI_SI, Line::Calm, start, start + HOUR, start + 2 * HOUR)];
    held(OVER_A_DAY, "值班 On call", start, end, sessions)
}

fn just_ended(now: i64) -> Instance {
    let (start, end) = (now - 40 * 60 - 19, now - 3 * 60);
    let sessions = vec![made_up(ZHANG_SAN, Line::Calm, start, start, end)];
    let quality_from = end + 20 * 60;
    Instance { quality_from, ..held(JUST_ENDED, "刚结束的会", start, end, sessions) }
}

fn running(now: i64) -> Instance {
    let start = now - 25 * 60 - 33;
    let inside = |who, line, join| Session {
        leave: None,
        ..on_demand(who, OFFICE, line, (start, join, now))
    };
    let sessions =
        vec![inside(ZHANG_SAN, Line::Calm, start), inside(LI_SI, Line::Patchy, start + 44)];
    Instance { end: None, ..held(RUNNING, "进行中的会", start, now, sessions) }
}
