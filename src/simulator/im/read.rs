//! `GET im/v1/messages/:message_id` (dossier 7.2).

use serde_json::{Value, json};

use super::{check_bot_in_chat, check_for_everybody, wire};
use crate::simulator::answer::{Refusal, success};
use crate::simulator::query::Query;
use crate::simulator::world::World;

pub(in crate::simulator) fn get(
    world: &World,
    query: &Query,
    message_id: &str,
) -> Result<Value, Refusal> {
    let unknown = || Refusal::wrong(400, 99_992_354, "The message_id is not exist");
    let message = world.messages.get(message_id).ok_or_else(unknown)?;
    check_bot_in_chat(world, &message.chat_id)?;
    check_for_everybody(message)?;
    let mut item = wire(world, message);
    // A card comes back flattened unless its own JSON is asked for; a recalled message comes empty.
    let original = query.get("card_msg_content_type") == Some("user_card_content");
    if message.recalled {
        item["body"]["content"] = "".into();
    } else if message.msg_type == "interactive" && !original {
        item["body"]["content"] = flattened(&message.content).into();
    }
    Ok(success(json!({"items": [item]})))
}

fn flattened(card: &str) -> String {
    let card: Value = serde_json::from_str(card).unwrap_or_default();
    let title = card.pointer("/header/title/content").and_then(Value::as_str).unwrap_or_default();
    json!({"title": title, "elements": [[{"tag": "text", "text": title}]]}).to_string()
}
