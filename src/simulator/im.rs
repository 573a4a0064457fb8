//! Messages: create, reply, PATCH, read, recall; cards for one pair of eyes; the files that messages
//! show and the chats they stand in (dossier 7.1, 7.2, 7.3, 7.5, 7.6).

mod chat;
mod content;
mod delete;
mod ephemeral;
mod patch;
mod read;
mod send;
mod upload;

pub(super) use chat::chat;
pub(super) use delete::delete;
pub(super) use ephemeral::{delete_ephemeral, send_ephemeral};
pub(super) use patch::patch;
pub(super) use read::get;
pub(super) use send::{create, reply};
pub(super) use upload::upload;

use serde_json::{Map, Value, json};

use super::answer::Refusal;
use super::state::Request;
use super::world::{Author, Message, World};

/// A request body's fields, with the checks the gateway makes.
struct Fields(Map<String, Value>);

impl Fields {
    fn read(request: &Request) -> Result<Self, Refusal> {
        match serde_json::from_slice(&request.body) {
            Ok(Value::Object(fields)) => Ok(Self(fields)),
            _ => Err(Refusal::wrong(400, 9_499, "Bad Request: the body is not a JSON object")),
        }
    }

    /// A misspelt field would be ignored in silence by Feishu; here it is named.
    fn check_known(&self, known: &[&str]) -> Result<(), Refusal> {
        match self.0.keys().find(|name| !known.contains(&name.as_str())) {
            Some(odd) => Err(Refusal::field(odd, "", "is not a documented field")),
            None => Ok(()),
        }
    }

    fn text(&self, name: &str) -> Result<Option<&str>, Refusal> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(other) => Err(Refusal::field(name, &other.to_string(), "must be a string")),
        }
    }

    fn required(&self, name: &str) -> Result<&str, Refusal> {
        let missing = || Refusal::field(name, "", &format!("{name} is required"));
        self.text(name)?.filter(|text| !text.is_empty()).ok_or_else(missing)
    }

    fn flag(&self, name: &str) -> Result<bool, Refusal> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(false),
            Some(Value::Bool(flag)) => Ok(*flag),
            Some(other) => Err(Refusal::field(name, &other.to_string(), "must be a boolean")),
        }
    }
}

/// 230001 in the form the message service says it.
fn invalid(ext: impl std::fmt::Display) -> Refusal {
    let msg = format!("Your request contains an invalid request parameter, ext={ext}.");
    Refusal::wrong(400, 230_001, msg)
}

/// The message a path names, if it can still be worked on.
fn living<'a>(world: &'a World, message_id: &str) -> Result<&'a Message, Refusal> {
    let unknown = || Refusal::wrong(400, 99_992_354, "The message_id is not exist");
    let message = world.messages.get(message_id).ok_or_else(unknown)?;
    if message.recalled {
        return Err(Refusal::of_the_world(400, 230_011, "The message was withdrawn."));
    }
    check_bot_in_chat(world, &message.chat_id)?;
    check_for_everybody(message)?;
    Ok(message)
}

/// A card that only one person sees can be shown and deleted, and nothing else (dossier 7.5).
fn check_for_everybody(message: &Message) -> Result<(), Refusal> {
    if message.visible_to.is_none() {
        return Ok(());
    }
    let msg = "This operation is not supported for this message type.";
    Err(Refusal::wrong(400, 230_054, msg))
}

fn check_bot_in_chat(world: &World, chat_id: &str) -> Result<(), Refusal> {
    match world.chat(chat_id) {
        None => Err(Refusal::wrong(400, 230_034, "The receive_id is invalid.")),
        Some(chat) if chat.has_bot => Ok(()),
        Some(_) => Err(Refusal::of_the_world(400, 230_002, "Bot/User can NOT be out of the chat.")),
    }
}

/// A message as the message APIs answer it: times as decimal strings.
fn wire(world: &World, message: &Message) -> Value {
    let (id, id_type, sender_type) = match &message.author {
        Author::Bot => (&world.app.app_id, "app_id", "app"),
        Author::Person(open_id) => (open_id, "open_id", "user"),
    };
    let mut wire = json!({
        "message_id": message.message_id,
        "msg_type": message.msg_type,
        "create_time": message.create_ms.to_string(),
        "update_time": message.update_ms.to_string(),
        "deleted": message.recalled,
        "updated": !message.history.is_empty(),
        "chat_id": message.chat_id,
        "sender": {
            "id": id,
            "id_type": id_type,
            "sender_type": sender_type,
            "tenant_key": world.tenant_key,
        },
        "body": {"content": message.content},
    });
    for (name, id) in message.chain() {
        wire[name] = id.into();
    }
    if !message.mentions.is_empty() {
        let mention = |one: &crate::simulator::world::Mention| {
            json!({
                "key": one.key,
                "id": one.open_id,
                "id_type": "open_id",
                "name": one.name,
                "tenant_key": world.tenant_key,
            })
        };
        wire["mentions"] = message.mentions.iter().map(mention).collect();
    }
    wire
}
