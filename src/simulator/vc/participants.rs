//! `GET vc/v1/participant_list`: one row for each stay of somebody in an instance (dossier 6.5).

use serde_json::{Value, json};

use super::window::{Status, instance};
use super::{bad, check_admin, check_room_filter, id_kind, person_or_room};
use crate::simulator::answer::{Refusal, success};
use crate::simulator::faults::Fault;
use crate::simulator::paging::Page;
use crate::simulator::query::Query;
use crate::simulator::time_text::{duration, zoned};
use crate::simulator::world::{IdKind, Session, World};

pub(in crate::simulator) fn participants(
    world: &World,
    query: &Query,
    now_ms: i64,
    fault: Option<&Fault>,
) -> Result<Value, Refusal> {
    check_admin(world)?;
    check_room_filter(world, query)?;
    let now = now_ms.div_euclid(1000);
    let page = Page::read(query)?;
    let status = Status::read(query)?;
    let ((person, room), kind) = (person_or_room(world, query)?, id_kind(query)?);
    if !matches!(query.get("webinar_user_role"), None | Some("" | "0" | "3")) {
        return Err(bad("webinar_user_role"));
    }
    let instance = instance(world, query, status, now, fault)?;
    let wanted = |session: &&Session| {
        person.is_none_or(|person| session.person.as_deref() == Some(&person.open_id))
            && room.is_none_or(|room| session.room.as_deref() == Some(room))
    };
    let kind = world.row_ids.unwrap_or(kind);
    let stays: Vec<&Session> = instance.sessions.iter().filter(wanted).collect();
    let write =
        |place: usize| stays.get(place).map(|stay| row(world, stay, kind, now)).unwrap_or_default();
    Ok(success(page.cut("participants", (stays.len(), write), fault)?))
}

fn row(world: &World, session: &Session, kind: IdKind, now: i64) -> Value {
    let endpoint = &session.endpoint;
    let mut row = json!({
        "participant_name": session.name,
        "department": "development",
        "employee_id": "202205789",
        "device": endpoint.device,
        "app_version": endpoint.app_version,
        "public_ip": endpoint.public_ip,
        "internal_ip": endpoint.internal_ip,
        "use_rtc_proxy": false,
        "location": endpoint.location,
        "network_type": endpoint.network_type,
        "protocol": "udp",
        "microphone": "麦克风阵列 (Realtek(R) Audio)",
        "speaker": "扬声器 (Realtek(R) Audio)",
        "camera": "HD Camera",
        "audio": true,
        "video": true,
        "sharing": false,
        "join_time": zoned(session.join, world.utc_offset_s),
        "time_in_meeting": duration(session.leave.unwrap_or(now) - session.join),
        "accept_status": 1,
        "is_external": session.is_external,
        "webinar_user_role": "0",
    });
    if let Some(leave) = session.leave {
        row["leave_time"] = zoned(leave, world.utc_offset_s).into();
        row["leave_reason"] = "主持人结束会议".into();
    }
    // Guests and phones have no id in this tenant; how their rows look is not documented.
    if let Some(person) = session.person.as_deref().and_then(|open_id| world.person(open_id)) {
        row["user_id"] = person.id(kind).into();
        row["email"] = "xxxx@163.com".into();
    }
    if let Some(room) = &session.room {
        row["meeting_room_id"] = room.as_str().into();
    }
    if let Some(phone) = &session.phone {
        row["phone"] = phone.as_str().into();
    }
    row
}
