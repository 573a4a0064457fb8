//! `GET vc/v1/participant_quality_list`: the minutes measured for one stay (dossier 6.6).

use serde_json::Value;

use super::window::{Status, instance};
use super::{bad, check_admin, person_or_room, required};
use crate::simulator::answer::{Refusal, success};
use crate::simulator::faults::Fault;
use crate::simulator::paging::Page;
use crate::simulator::query::Query;
use crate::simulator::world::{Session, World};

pub(in crate::simulator) fn quality(
    world: &World,
    query: &Query,
    now_ms: i64,
    fault: Option<&Fault>,
) -> Result<Value, Refusal> {
    check_admin(world)?;
    let now = now_ms.div_euclid(1000);
    let page = Page::read(query)?;
    let (person, room) = person_or_room(world, query)?;
    if person.is_none() && room.is_none() {
        return Err(bad("one of user_id and room_id must be set"));
    }
    let join = required(query, "join_time")?.parse::<i64>().map_err(|_| bad("join_time"))?;
    let instance = instance(world, query, Status::Ended, now, fault)?;

    let off_by = if let Some(Fault::JoinOffBy(seconds)) = fault { *seconds } else { 0 };
    let named = |session: &&Session| {
        let somebody = person.is_some_and(|one| session.person.as_deref() == Some(&one.open_id));
        let device = room.is_some_and(|room| session.room.as_deref() == Some(room));
        (somebody || device) && session.join + off_by == join
    };
    let session = instance.sessions.iter().find(named).ok_or_else(|| no_device(fault))?;
    let total = session.measured();
    if now < instance.quality_from || total == 0 {
        return Err(Refusal::of_the_world(404, 121_004, "data not exist"));
    }
    let newest_first = matches!(fault, Some(Fault::NewestFirst));
    let write = |place: usize| {
        let place = if newest_first { total - 1 - place } else { place };
        session.minute(place).map(|minute| minute.wire(world.utc_offset_s)).unwrap_or_default()
    };
    Ok(success(page.cut("participant_quality_list", (total, write), fault)?))
}

fn no_device(fault: Option<&Fault>) -> Refusal {
    let msg = "cannot find device according to the params you provide";
    match fault {
        Some(Fault::JoinOffBy(_)) => Refusal::of_the_world(400, 126_010, msg),
        _ => Refusal::wrong(400, 126_010, msg),
    }
}
