//! `card.action.trigger` as it is pushed (dossier 3.1).

use serde_json::{Value, json};

use super::Press;
use crate::simulator::push::{envelope, ids};
use crate::simulator::world::{World, fresh_id};

/// The callback; `action` is what was done to which component.
pub(super) fn event(world: &World, press: &Press, action: &Value, now_ms: i64) -> Value {
    let person = world.person(&press.by);
    let mut operator = ids(world, &press.by);
    operator["tenant_key"] =
        person.map_or(world.tenant_key.as_str(), |person| &person.tenant_key).into();
    let chat_id = world.messages.get(&press.message_id).map(|message| message.chat_id.as_str());
    let event = json!({
        "operator": operator,
        "token": fresh_id("c-"),
        "action": action,
        "host": "im_message",
        "context": {
            "open_message_id": press.message_id,
            "open_chat_id": chat_id.unwrap_or_default(),
        },
    });
    envelope(world, "card.action.trigger", now_ms.saturating_mul(1000), event)
}
