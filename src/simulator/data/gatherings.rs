//! Meetings where it matters who was there: namesakes, an office, a room, one who came and went. Their
//! minutes are made when they are asked for.

use super::generated::Line;
use super::meetings::{DAY, HOME, HOUR, OFFICE, OFFICE_MAC, at, held, on_demand};
use super::*;
use crate::simulator::world::{Endpoint, Instance, Session};

const SHANGHAI: Endpoint = Endpoint {
    public_ip: "116.3.7.20",
    internal_ip: "10.2.0.8",
    location: "上海",
    network_type: "ethernet",
    ..OFFICE
};
const LISBON: Endpoint =
    Endpoint { public_ip: "85.240.1.77", internal_ip: "10.0.0.9", location: "Lisboa", ..HOME };

pub(super) fn all(day: i64) -> Vec<Instance> {
    let mut all = weekly(day);
    all.extend([twins(day), rooms(day), one_office(day), rejoins(day), alone(day)]);
    all
}

/// 39 weeks, and a second one on the newest day.
fn weekly(day: i64) -> Vec<Instance> {
    let second = weekly_instance(0, at(day, 16, 30, 21));
    (0..39)
        .rev()
        .map(|week| weekly_instance(week, at(day, 14, 0, 12) - week * 7 * DAY))
        .chain([second])
        .collect()
}

fn weekly_instance(week: i64, start: i64) -> Instance {
    let end = start + 25 * 60 + 17;
    let app_version = match week {
        0..10 => "7.30.5",
        10..20 => "7.29.1",
        _ => "7.28.3",
    };
    let on = |endpoint: Endpoint| Endpoint { app_version, ..endpoint };
    let mut sessions = vec![on_demand(WANG_FANG, on(SHANGHAI), Line::Calm, (start, start, end))];
    if week % 2 == 0 {
        // He moved from Wi-Fi to a cable ten weeks ago.
        let (endpoint, line) =
            if week < 10 { (OFFICE_MAC, Line::Calm) } else { (OFFICE, Line::Patchy) };
        sessions.push(on_demand(ZHANG_SAN, on(endpoint), line, (start, start + 35, end)));
    }
    if week % 3 == 0 {
        sessions.push(on_demand(LI_SI, on(OFFICE), Line::Calm, (start, start + 64, end)));
    }
    if week % 5 == 0 {
        sessions.push(on_demand(ANA, on(HOME), Line::Calm, (start, start + 81, end)));
    }
    held(WEEKLY, "部门例会 Weekly review", start, end, sessions)
}

fn twins(day: i64) -> Instance {
    let (start, end) = (at(day, 8, 30, 14), at(day, 8, 58, 3));
    let sessions = [
        (WANG_WEI, OFFICE, Line::Patchy),
        (OTHER_WANG_WEI, SHANGHAI, Line::Calm),
        (WANG_FANG, OFFICE_MAC, Line::Calm),
        (ANA, HOME, Line::Calm),
        (ANA_COSTA, LISBON, Line::Patchy),
    ];
    let stay = |(who, on, line)| on_demand(who, on, line, (start, start + 21, end));
    held(TWINS, "面试总结 Debrief", start, end, sessions.map(stay).into())
}

fn rooms(day: i64) -> Instance {
    let (start, end) = (at(day, 18, 0, 27), at(day, 18, 32, 50));
    let endpoint = Endpoint { device: "ROOMS", ..OFFICE };
    let room = Session {
        name: "Room B (会议室)".to_owned(),
        person: None,
        room: Some(ROOM_B.to_owned()),
        ..on_demand("", endpoint, Line::Jammed, (start, start, end))
    };
    let sessions = vec![
        room,
        on_demand(ZHANG_SAN, SHANGHAI, Line::Calm, (start, start + 31, end)),
        on_demand(LI_SI, HOME, Line::Calm, (start, start + 58, end)),
    ];
    held(ROOMS, "方案讨论 Proposal", start, end, sessions)
}

fn one_office(day: i64) -> Instance {
    let (start, end) = (at(day, 11, 0, 33), at(day, 11, 34, 52));
    let sessions = [
        (ZHANG_SAN, OFFICE, Line::Jammed),
        (LI_SI, OFFICE_MAC, Line::Jammed),
        (WANG_FANG, Endpoint { internal_ip: "192.168.1.44", ..OFFICE }, Line::Jammed),
        (ANA, HOME, Line::Calm),
        (KEHAN, SHANGHAI, Line::Calm),
        (ANA_COSTA, LISBON, Line::Calm),
    ];
    let stay = |(who, on, line)| on_demand(who, on, line, (start, start + 18, end));
    let organizer = ORGANISER.to_owned();
    let instance = held(ONE_OFFICE, "项目同步 Project sync", start, end, sessions.map(stay).into());
    Instance { organizer, ..instance }
}

/// Twelve stays of four minutes each, five minutes apart.
fn rejoins(day: i64) -> Instance {
    let (start, end) = (at(day, 10, 0, 19), at(day, 10, 0, 19) + HOUR - 30);
    let stay = |n: i64| {
        let join = start + 8 + n * 5 * 60;
        on_demand(LI_SI, OFFICE, Line::Patchy, (start, join, join + 4 * 60))
    };
    let mut sessions: Vec<Session> = (0..12).map(stay).collect();
    sessions.push(on_demand(WANG_FANG, SHANGHAI, Line::Calm, (start, start, end)));
    held(REJOINS, "网络排查 Network check", start, end, sessions)
}

fn alone(day: i64) -> Instance {
    let (start, end) = (at(day, 7, 45, 5), at(day, 8, 0, 2));
    let sessions = vec![on_demand(WANG_FANG, SHANGHAI, Line::Calm, (start, start, end))];
    held(ALONE, "彩排 Rehearsal", start, end, sessions)
}
