//! What happens without anybody saying something: a message is taken back, a meeting ends, an entry of
//! the bot's menu is chosen (dossier 2.4, 3.6, 4).
//!
//! Each changes the world and answers the event, when the app's scopes entitle it to one.

use serde_json::{Value, json};

use super::event::{envelope, ids};
use crate::simulator::world::{Author, Instance, World};

/// Its author takes a message back. An app is told of chats that its bot is in.
pub(in crate::simulator) fn recall(
    world: &mut World,
    message_id: &str,
    now_ms: i64,
) -> Result<Option<Value>, String> {
    let message = world.messages.get_mut(message_id).filter(|message| !message.recalled);
    let message = message.ok_or("there is no such message")?;
    if message.author == Author::Bot {
        return Err("only the bot can take that back".to_owned());
    }
    message.recalled = true;
    let event = json!({
        "message_id": message.message_id,
        "chat_id": message.chat_id,
        "recall_time": now_ms.to_string(),
        "recall_type": "message_owner",
    });
    let with_bot = world.messages.get(message_id).and_then(|one| world.chat(&one.chat_id));
    let told = with_bot.is_some_and(|chat| chat.has_bot)
        && world.has_any_scope(&["im:message", "im:message:readonly"]);
    Ok(told.then(|| envelope(world, "im.message.recalled_v1", now_ms, event)))
}

/// The running instance of a number ends, and everybody leaves it.
pub(in crate::simulator) fn end_meeting(
    world: &mut World,
    no: &str,
    now_ms: i64,
) -> Result<Option<Value>, String> {
    let now = now_ms.div_euclid(1000);
    let running = world.meetings.iter_mut().find(|one| one.no == no && one.end.is_none());
    let instance = running.ok_or("no meeting of this number is running")?;
    instance.end = Some(now);
    instance.quality_from = instance.quality_from.max(now);
    for session in instance.sessions.iter_mut().filter(|session| session.leave.is_none()) {
        session.leave = Some(now);
    }
    let ended = instance.clone();
    let told = world.has_any_scope(&["vc:meeting.all_meeting:readonly"]);
    Ok(told.then(|| {
        let event = ended_event(world, &ended, now);
        envelope(world, "vc.meeting.all_meeting_ended_v1", now_ms, event)
    }))
}

fn ended_event(world: &World, instance: &Instance, now: i64) -> Value {
    // Roles: 1 participant, 2 host. Types: 1 Feishu user.
    let user = |open_id: &str, role: i64| json!({"id": ids(world, open_id), "user_role": role, "user_type": 1});
    let host = instance.sessions.iter().find_map(|session| session.person.as_deref());
    let host = host.unwrap_or(&instance.organizer);
    let mut meeting = json!({
        "id": instance.instance_id,
        "topic": instance.topic,
        "meeting_no": instance.no,
        "meeting_source": 1,
        "start_time": instance.start.to_string(),
        "end_time": instance.end.unwrap_or(now).to_string(),
        "host_user": user(host, 2),
        "owner": user(&instance.organizer, 1),
        "calendar_event_id": "efa67a98-06a8-4df5-8559-746c8f4477ef_0",
        "security_setting": {
            "security_level": 1,
            "group_ids": [],
            "user_ids": [],
            "room_ids": [],
            "has_set_security_contacts_and_group": false,
        },
    });
    if instance.is_webinar {
        meeting["meeting_sub_type"] = 6.into();
        meeting["webinar_setting"] = json!({"webinar_type": 1});
    }
    json!({"meeting": meeting, "operator": user(host, 2)})
}

/// Somebody chooses an entry of the bot's menu; it says nothing of a chat.
pub(in crate::simulator) fn menu_event(
    world: &World,
    open_id: &str,
    event_key: &str,
    now_ms: i64,
) -> Result<Value, String> {
    let person = world.person(open_id).ok_or("nobody has this open_id")?;
    if person.tenant_key != world.tenant_key {
        return Err("the bot's menu is for its own tenant".to_owned());
    }
    if !(1..=30).contains(&event_key.chars().count()) {
        return Err("an event_key has 1 to 30 characters".to_owned());
    }
    let mut operator = json!({"operator_id": ids(world, open_id)});
    if world.has_any_scope(&["application:application.bot.operator_name:readonly"]) {
        operator["operator_name"] = person.name.as_str().into();
    }
    let event = json!({
        "operator": operator,
        "event_key": event_key,
        "timestamp": now_ms.div_euclid(1000),
    });
    Ok(envelope(world, "application.bot.menu_v6", now_ms, event))
}
