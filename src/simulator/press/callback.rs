//! `card.action.trigger` as it is pushed (dossier 3.1).

use serde_json::{Value, json};

use super::Press;
use super::component::Component;
use crate::simulator::push::ids;
use crate::simulator::world::{World, fresh_id};

pub(super) fn event(world: &World, press: &Press, component: &Component, now_ms: i64) -> Value {
    let person = world.person(&press.by);
    let mut operator = ids(world, &press.by);
    operator["tenant_key"] =
        person.map_or(world.tenant_key.as_str(), |person| &person.tenant_key).into();
    let mut action = json!({"value": press.value, "tag": component.tag});
    if let Some(name) = &component.name {
        action["name"] = name.as_str().into();
    }
    let chat_id = world.messages.get(&press.message_id).map(|message| message.chat_id.as_str());
    json!({
        "schema": "2.0",
        "header": {
            "event_id": fresh_id(""),
            "event_type": "card.action.trigger",
            // Microseconds, unlike the events.
            "create_time": now_ms.saturating_mul(1000).to_string(),
            "token": world.app.verification_token,
            "app_id": world.app.app_id,
            "tenant_key": world.tenant_key,
        },
        "event": {
            "operator": operator,
            "token": fresh_id("c-"),
            "action": action,
            "host": "im_message",
            "context": {
                "open_message_id": press.message_id,
                "open_chat_id": chat_id.unwrap_or_default(),
            },
        },
    })
}
