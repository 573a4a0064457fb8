//! `GET /client/state?after=N`: all that a client shows, as soon as it is newer than version N.

use std::time::Duration;

use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::{Value, json};
use tokio::time::timeout;

use super::answer;
use crate::simulator::card;
use crate::simulator::pusher::Pusher;
use crate::simulator::query::Query;
use crate::simulator::state::State;
use crate::simulator::world::{Author, Chat, ChatKind, Mention, Message, Person, World};

/// Then the same version is answered once more, so that no connection looks dead.
const PATIENCE: Duration = Duration::from_secs(25);

pub(super) async fn get(http: HttpRequest, pusher: web::Data<Pusher>) -> HttpResponse {
    let after = Query::read(http.query_string()).get("after").map_or(Ok(0), str::parse);
    let Ok(after) = after else { return answer(Err("after must be a whole number".to_owned())) };
    tokio::select! {
        _ = timeout(PATIENCE, pusher.shared.other_than(after)) => {}
        () = pusher.stop.cancelled() => {}
    }
    // Read before the state, so that it never claims to be newer than what comes with it.
    let version = pusher.shared.version();
    answer(Ok(pusher.shared.read(|state| view(version, state))))
}

fn view(version: u64, state: &State) -> Value {
    let world = &state.world;
    let people: Value = world.people.iter().map(|it| person(world, it)).collect();
    let chats: Value = world.chats.iter().map(|it| chat(world, it)).collect();
    let shown = world.messages.iter().filter(|it| is_shown(it));
    let messages: Value = shown.map(|it| message(world, it)).collect();
    let running = world.meetings.iter().filter(|one| one.end.is_none());
    let running: Value = running.map(|one| json!({"no": one.no, "topic": one.topic})).collect();
    json!({
        "version": version,
        "bot": {"open_id": world.app.bot_open_id, "name": world.app.bot_name},
        "people": people,
        "chats": chats,
        "hints": world.hints,
        "running": running,
        "messages": messages,
    })
}

fn person(world: &World, person: &Person) -> Value {
    let external = person.tenant_key != world.tenant_key;
    json!({"open_id": person.open_id, "name": person.name, "external": external})
}

fn chat(world: &World, chat: &Chat) -> Value {
    let (kind, name) = match chat.kind {
        ChatKind::Group | ChatKind::Topic => ("group", chat.name.as_str()),
        ChatKind::P2p => ("p2p", chat.members.first().map_or("", |id| name(world, id))),
    };
    json!({"chat_id": chat.chat_id, "kind": kind, "name": name, "members": chat.members})
}

fn name<'a>(world: &'a World, open_id: &str) -> &'a str {
    world.person(open_id).map_or("", |person| &person.name)
}

/// Clients that only draw 2.0 cards have nothing to show of others; a card for one person that was
/// deleted leaves no trace (dossier 7.5).
fn is_shown(message: &Message) -> bool {
    let without_trace = message.recalled && message.visible_to.is_some();
    let drawn = message.msg_type != "interactive" || card::is_v2(&message.content);
    drawn && !without_trace
}

fn message(world: &World, message: &Message) -> Value {
    let author = match &message.author {
        Author::Bot => json!({
            "kind": "bot", "open_id": world.app.bot_open_id, "name": world.app.bot_name,
        }),
        Author::Person(id) => json!({"kind": "person", "open_id": id, "name": name(world, id)}),
    };
    let content: Value = match message.recalled {
        true => json!({}),
        false => serde_json::from_str(&message.content).unwrap_or_default(),
    };
    let file = world.file_of(message).filter(|_| !message.recalled).map(
        |file| json!({"file_key": file.file_key, "name": file.name, "bytes": file.bytes.len()}),
    );
    json!({
        "message_id": message.message_id,
        "chat_id": message.chat_id,
        "parent_id": message.parent_id,
        "author": author,
        "msg_type": message.msg_type,
        "content": content,
        "mentions": message.mentions.iter().map(mention).collect::<Value>(),
        "create_ms": message.create_ms,
        "update_ms": message.update_ms,
        "edits": message.history.len(),
        "recalled": message.recalled,
        "visible_to": message.visible_to,
        "file": file,
    })
}

fn mention(mention: &Mention) -> Value {
    json!({"key": mention.key, "open_id": mention.open_id, "name": mention.name})
}
