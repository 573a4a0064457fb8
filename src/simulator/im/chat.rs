//! `GET im/v1/chats/:chat_id`: what kind of chat it is, and whether outsiders are in it (dossier 2.2, 9).

use serde_json::{Value, json};

use crate::simulator::answer::{Refusal, success};
use crate::simulator::query::Query;
use crate::simulator::world::{Chat, ChatKind, IdKind, World};

const AVATAR: &str = "https://s1-imfile.feishucdn.com/static-resource/v1/default-avatar";

pub(in crate::simulator) fn chat(
    world: &World,
    query: &Query,
    chat_id: &str,
) -> Result<Value, Refusal> {
    let kind = query.get("user_id_type").unwrap_or("open_id");
    if IdKind::read(kind).is_none() {
        return Err(Refusal::field("user_id_type", kind, "must be open_id, union_id or user_id"));
    }
    let unknown =
        || Refusal::wrong(400, 232_006, "Your request specifies a chat_id which is invalid.");
    let chat = world.chat(chat_id).ok_or_else(unknown)?;
    if !chat.has_bot && world.outsiders_see_chats {
        return Ok(success(from_outside(chat)));
    }
    if !chat.has_bot {
        return Err(Refusal::of_the_world(400, 232_011, "Operator can NOT be out of the chat."));
    }
    Ok(success(wire(world, chat)))
}

/// All that somebody outside of the chat is told.
fn from_outside(chat: &Chat) -> Value {
    json!({
        "avatar": AVATAR,
        "name": chat.name,
        "user_count": chat.members.len().to_string(),
        "chat_status": "normal",
    })
}

/// 1:1 chats have nothing of what only groups have.
fn wire(world: &World, chat: &Chat) -> Value {
    let mode = match chat.kind {
        ChatKind::Group => "group",
        ChatKind::Topic => "topic",
        ChatKind::P2p => "p2p",
    };
    let mut wire = json!({
        "avatar": AVATAR,
        "description": "",
        "i18n_names": {},
        "edit_permission": "all_members",
        "user_manager_id_list": [],
        "bot_manager_id_list": [],
        "chat_mode": mode,
        "moderation_permission": "all_members",
        "external": chat.external,
        "tenant_key": world.tenant_key,
        "user_count": chat.members.len().to_string(),
        "bot_count": "1",
        "chat_status": "normal",
    });
    if !chat.name.is_empty() {
        wire["name"] = chat.name.as_str().into();
    }
    if chat.kind == ChatKind::P2p {
        return wire;
    }
    for (name, value) in [
        ("add_member_permission", "all_members"),
        ("share_card_permission", "allowed"),
        ("at_all_permission", "all_members"),
        ("chat_type", "private"),
        ("chat_tag", "inner"),
        ("membership_approval", "no_approval_required"),
    ] {
        wire[name] = value.into();
    }
    if chat.kind == ChatKind::Group {
        wire["group_message_type"] = "chat".into();
    }
    wire
}
