//! `im.message.receive_v1` (dossier 1.3, 2): who is told what, and how it is written.

use serde_json::{Value, json};

use super::says::{Part, Place, Says};
use crate::simulator::world::{Author, ChatKind, Mention, Message, World, fresh_id};

/// Puts what somebody says into the world. Answers the message's id, and the event when the app's
/// scopes entitle it to one (dossier 2.1).
pub(in crate::simulator) fn message_event(
    world: &mut World,
    says: &Says,
    now_ms: i64,
) -> (String, Option<Value>) {
    let (chat_id, kind) = match &says.chat {
        Place::Group(chat_id) => (chat_id.clone(), ChatKind::Group),
        Place::P2p => (world.p2p_with(&says.by), ChatKind::P2p),
    };
    let mentions = mentions(world, says);
    let msg_type = if says.as_post { "post" } else { "text" };
    let parent = says.reply_to.as_deref().and_then(|id| world.messages.get(id));
    let root_id = parent.map(|parent| parent.root_id.clone().unwrap_or(parent.message_id.clone()));
    let message = Message {
        message_id: fresh_id("om_"),
        chat_id,
        root_id,
        parent_id: says.reply_to.clone(),
        thread_id: says.thread_id.clone(),
        msg_type: msg_type.to_owned(),
        content: content(says, &mentions),
        history: Vec::new(),
        author: Author::Person(says.by.clone()),
        mentions,
        create_ms: now_ms,
        update_ms: now_ms,
        recalled: false,
        visible_to: None,
        uuid: None,
    };
    let event = entitled(world, says, kind).then(|| event(world, says, &message, kind, now_ms));
    let message_id = message.message_id.clone();
    world.messages.add(message);
    (message_id, event)
}

fn entitled(world: &World, says: &Says, kind: ChatKind) -> bool {
    let at_bot = says.parts.iter().any(|part| matches!(part, Part::Bot));
    let one_to_one = ["im:message.p2p_msg:readonly", "im:message.p2p_msg"];
    let mentioned = ["im:message.group_at_msg:readonly", "im:message.group_at_msg"];
    let everything = ["im:message.group_msg", "im:message.group_msg:readonly"];
    match kind {
        ChatKind::P2p => world.has_any_scope(&one_to_one),
        ChatKind::Group | ChatKind::Topic => {
            world.has_any_scope(&everything) || (at_bot && world.has_any_scope(&mentioned))
        }
    }
}

/// The mentions of a message, keyed in their order.
fn mentions(world: &World, says: &Says) -> Vec<Mention> {
    let mut mentions = Vec::new();
    for part in &says.parts {
        let key = format!("@_user_{}", mentions.len() + 1);
        let (key, open_id, name) = match part {
            Part::Text(_) => continue,
            Part::Bot => (key, world.app.bot_open_id.clone(), world.app.bot_name.clone()),
            Part::Everyone => ("@_all".to_owned(), String::new(), "所有人".to_owned()),
            Part::Person(open_id) => {
                let name = world.person(open_id).map(|person| person.name.clone());
                (key, open_id.clone(), name.unwrap_or_default())
            }
        };
        mentions.push(Mention { key, open_id, name });
    }
    mentions
}

fn content(says: &Says, mentions: &[Mention]) -> String {
    let mut keyed = mentions.iter();
    let (mut text, mut tags) = (String::new(), Vec::new());
    for part in &says.parts {
        if let Part::Text(piece) = part {
            text.push_str(piece);
            tags.push(json!({"tag": "text", "text": piece, "style": []}));
        } else if let Some(Mention { key, name, .. }) = keyed.next() {
            text.push_str(key);
            tags.push(json!({"tag": "at", "user_id": key, "user_name": name, "style": []}));
        }
    }
    let content =
        if says.as_post { json!({"title": "", "content": [tags]}) } else { json!({"text": text}) };
    content.to_string()
}

fn event(world: &World, says: &Says, message: &Message, kind: ChatKind, now_ms: i64) -> Value {
    let chat_type = if kind == ChatKind::P2p { "p2p" } else { "group" };
    let mut body = json!({
        "message_id": message.message_id,
        "create_time": message.create_ms.to_string(),
        "update_time": message.update_ms.to_string(),
        "chat_id": message.chat_id,
        "chat_type": chat_type,
        "message_type": message.msg_type,
        "content": message.content,
    });
    for (name, id) in message.chain() {
        body[name] = id.into();
    }
    if !message.mentions.is_empty() {
        body["mentions"] = message.mentions.iter().map(|one| mention(world, one)).collect();
    }
    if let Some(locale) = says.locale.filter(|_| world.has_any_scope(&["im:user_agent:read"])) {
        body["user_agent"] = format!("Mozilla/5.0 Lark/7.30.5 LarkLocale/{locale}").into();
    }
    let tenant_key =
        world.person(&says.by).map_or(world.tenant_key.as_str(), |person| &person.tenant_key);
    let sender = json!({
        "sender_id": ids(world, &says.by),
        "sender_type": "user",
        "tenant_key": tenant_key,
    });
    let event = json!({"sender": sender, "message": body});
    envelope(world, "im.message.receive_v1", now_ms, event)
}

/// What is around every event; `time` is in milliseconds, of callbacks in microseconds (dossier 1.3).
pub(in crate::simulator) fn envelope(
    world: &World,
    event_type: &str,
    time: i64,
    event: Value,
) -> Value {
    let header = json!({
        "event_id": fresh_id(""),
        "event_type": event_type,
        "create_time": time.to_string(),
        "token": world.app.verification_token,
        "app_id": world.app.app_id,
        "tenant_key": world.tenant_key,
    });
    let mut envelope = json!({"schema": "2.0", "header": header});
    envelope["event"] = event;
    envelope
}

fn mention(world: &World, one: &Mention) -> Value {
    let mut mention = json!({"key": one.key, "name": one.name, "id": ids(world, &one.open_id)});
    if one.key == "@_all" {
        mention["tenant_key"] = "".into();
        return mention;
    }
    let bot = one.open_id == world.app.bot_open_id;
    mention["mentioned_type"] = if bot { "bot" } else { "user" }.into();
    let person = world.person(&one.open_id);
    mention["tenant_key"] = person.map_or(world.tenant_key.as_str(), |it| &it.tenant_key).into();
    mention
}

/// The ids of somebody; `user_id` only with the scope for it.
pub(in crate::simulator) fn ids(world: &World, open_id: &str) -> Value {
    let mut ids = json!({"open_id": open_id, "union_id": ""});
    if let Some(person) = world.person(open_id) {
        ids["union_id"] = person.union_id.as_str().into();
        if world.has_any_scope(&["contact:user.employee_id:readonly"]) {
            ids["user_id"] = person.user_id.as_str().into();
        }
    }
    ids
}
