//! What may stand in a message's `content`, which is a *string* holding JSON (dossier 7.1).

use serde_json::{Value, json};

use super::invalid;
use crate::simulator::answer::Refusal;
use crate::simulator::card;
use crate::simulator::world::{Mention, World};

/// Bytes of a text message's request, and of a card or post.
const TEXT_LIMIT: usize = 150 * 1024;
const CARD_LIMIT: usize = 30 * 1024;

/// Checks `content` for its `msg_type`.
pub(super) fn check(world: &World, msg_type: &str, content: &str) -> Result<(), Refusal> {
    let limit = if msg_type == "text" { TEXT_LIMIT } else { CARD_LIMIT };
    if content.len() > limit {
        let msg = "The length of the message content reaches its limit.";
        return Err(Refusal::wrong(400, 230_025, msg));
    }
    let not_json = || invalid("content is not a string in json format");
    let value: Value = serde_json::from_str(content).map_err(|_| not_json())?;
    if !value.is_object() {
        return Err(not_json());
    }
    match msg_type {
        "text" => match value.get("text").and_then(Value::as_str) {
            Some(text) if !text.is_empty() => Ok(()),
            _ => Err(invalid("text is empty")),
        },
        "post" => check_post(&value),
        "interactive" => {
            card::check(content).map_err(|refused| Refusal::wrong(400, refused.code, refused.msg))
        }
        "file" => check_file(world, &value),
        "image" | "audio" | "media" | "sticker" | "share_chat" | "share_user" | "system" => {
            Err(not_the_owner())
        }
        _ => Err(invalid("invalid msg_type")),
    }
}

/// `{"file_key": "…"}`, of a file that this app uploaded.
fn check_file(world: &World, content: &Value) -> Result<(), Refusal> {
    let key = content.get("file_key").and_then(Value::as_str);
    let key = key.ok_or_else(|| invalid("file_key is empty"))?;
    if content.as_object().is_some_and(|fields| fields.len() > 1) {
        return Err(invalid("a file has a file_key and nothing else"));
    }
    world.file(key).map(drop).ok_or_else(not_the_owner)
}

fn not_the_owner() -> Refusal {
    Refusal::wrong(400, 230_017, "The bot is not the owner of the resource.")
}

/// `{"zh_cn": {"title"?, "content": [[{"tag": …}]]}}`: with locale keys when sending.
fn check_post(post: &Value) -> Result<(), Refusal> {
    let locales = post.as_object().filter(|locales| !locales.is_empty());
    for (locale, body) in locales.ok_or_else(|| invalid("post is empty"))? {
        if !card::LOCALES.contains(&locale.as_str()) {
            return Err(invalid(format_args!("post locale {locale} is unknown")));
        }
        let lines = body.get("content").and_then(Value::as_array);
        let tagged = |item: &Value| item.get("tag").is_some_and(Value::is_string);
        let fine = |line: &Value| line.as_array().is_some_and(|items| items.iter().all(tagged));
        if !lines.is_some_and(|lines| !lines.is_empty() && lines.iter().all(fine)) {
            return Err(invalid("post content is invalid"));
        }
    }
    Ok(())
}

/// What is stored of a message that was sent: in a text, `<at user_id="…">Name</at>` becomes a key.
pub(super) fn stored(world: &World, msg_type: &str, content: &str) -> (String, Vec<Mention>) {
    let text = serde_json::from_str::<Value>(content).ok();
    let text = text.as_ref().and_then(|value| value.get("text")).and_then(Value::as_str);
    let (true, Some(text)) = (msg_type == "text", text) else {
        return (content.to_owned(), Vec::new());
    };
    let (mut mentions, mut plain, mut rest) = (Vec::new(), String::new(), text);
    while let Some((before, id, after)) = next_mention(rest) {
        let (key, name) = match id {
            "all" => ("@_all".to_owned(), "所有人"),
            id => {
                let name = world.person(id).map_or("", |person| person.name.as_str());
                (format!("@_user_{}", mentions.len() + 1), name)
            }
        };
        plain.push_str(before);
        plain.push_str(&key);
        mentions.push(Mention { key, open_id: id.to_owned(), name: name.to_owned() });
        rest = after;
    }
    plain.push_str(rest);
    (json!({"text": plain}).to_string(), mentions)
}

/// Splits at the first `<at user_id="ID">…</at>`.
fn next_mention(text: &str) -> Option<(&str, &str, &str)> {
    let (before, tag) = text.split_once("<at user_id=\"")?;
    let (id, body) = tag.split_once("\">")?;
    let (_, after) = body.split_once("</at>")?;
    Some((before, id, after))
}
