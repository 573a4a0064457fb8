//! Create and reply: the checks they share, and the one hour in which a `uuid` sends once.

use serde_json::Value;

use super::{Fields, check_bot_in_chat, content, invalid, living, wire};
use crate::simulator::answer::{Refusal, success};
use crate::simulator::limits::Counted;
use crate::simulator::state::{Request, State};
use crate::simulator::world::{Author, IdKind, Message, World, fresh_id};

const UUID_CHARS: usize = 50;
const UUID_LIFE_MS: i64 = 3_600_000;
const CREATE_FIELDS: [&str; 4] = ["receive_id", "msg_type", "content", "uuid"];
const REPLY_FIELDS: [&str; 4] = ["content", "msg_type", "reply_in_thread", "uuid"];

/// Where a message goes.
struct Place {
    chat_id: String,
    root_id: Option<String>,
    parent_id: Option<String>,
    thread_id: Option<String>,
}

/// `POST im/v1/messages?receive_id_type=`
pub(in crate::simulator) fn create(
    state: &mut State,
    request: &Request,
    now_ms: i64,
) -> Result<Value, Refusal> {
    let fields = Fields::read(request)?;
    fields.check_known(&CREATE_FIELDS)?;
    let to = fields.required("receive_id")?;
    let kind = request.query.get("receive_id_type").unwrap_or_default();
    let chat_id = match (kind, IdKind::read(kind)) {
        ("chat_id", _) => to.to_owned(),
        (_, Some(kind)) => {
            let invalid = || Refusal::wrong(400, 230_034, "The receive_id is invalid.");
            let person = state.world.person_by(kind, to).ok_or_else(invalid)?;
            if person.tenant_key != state.world.tenant_key {
                let msg = "Cross tenant p2p chat operate forbidden.";
                return Err(Refusal::of_the_world(400, 230_038, msg));
            }
            let open_id = person.open_id.clone();
            state.world.p2p_with(&open_id)
        }
        _ => {
            let choices = "must be one of open_id, union_id, user_id, email, chat_id";
            return Err(Refusal::field("receive_id_type", kind, choices));
        }
    };
    check_bot_in_chat(&state.world, &chat_id)?;
    let place = Place { chat_id, root_id: None, parent_id: None, thread_id: None };
    send(state, &fields, place, now_ms)
}

/// `POST im/v1/messages/:message_id/reply`
pub(in crate::simulator) fn reply(
    state: &mut State,
    request: &Request,
    message_id: &str,
    now_ms: i64,
) -> Result<Value, Refusal> {
    let fields = Fields::read(request)?;
    fields.check_known(&REPLY_FIELDS)?;
    let in_thread = fields.flag("reply_in_thread")?;
    let parent = living(&state.world, message_id)?;
    let root_id = parent.root_id.clone().unwrap_or_else(|| parent.message_id.clone());
    let thread_id = match &parent.thread_id {
        Some(thread) => Some(thread.clone()),
        None => in_thread.then(|| fresh_id("omt_")),
    };
    let place = Place {
        chat_id: parent.chat_id.clone(),
        root_id: Some(root_id),
        parent_id: Some(parent.message_id.clone()),
        thread_id,
    };
    send(state, &fields, place, now_ms)
}

fn send(state: &mut State, fields: &Fields, place: Place, now_ms: i64) -> Result<Value, Refusal> {
    let uuid = fields.text("uuid")?.filter(|uuid| !uuid.is_empty());
    if let Some(long) = uuid.filter(|uuid| uuid.chars().count() > UUID_CHARS) {
        return Err(Refusal::field("uuid", long, "the max len is 50"));
    }
    let (msg_type, body) = (fields.required("msg_type")?, fields.required("content")?);
    if let Some(first) = uuid.and_then(|uuid| sent_before(state, uuid, now_ms)) {
        if first.parent_id != place.parent_id || first.chat_id != place.chat_id {
            return Err(invalid("uuid was used for another message"));
        }
        return Ok(success(wire(&state.world, first)));
    }
    content::check(&state.world, msg_type, body)?;
    let chat_limit = state.world.limits.chat_per_second;
    state.windows.message(Counted::Chat(place.chat_id.clone()), chat_limit, now_ms)?;

    let message = written(&state.world, place, (msg_type, body), uuid, now_ms);
    if let Some(uuid) = uuid {
        state.sent.insert(uuid.to_owned(), (now_ms, message.message_id.clone()));
    }
    let answer = success(wire(&state.world, &message));
    state.world.messages.add(message);
    Ok(answer)
}

/// The message this `uuid` sent within the last hour.
fn sent_before<'a>(state: &'a State, uuid: &str, now_ms: i64) -> Option<&'a Message> {
    let (at, message_id) = state.sent.get(uuid)?;
    (now_ms - at < UUID_LIFE_MS).then(|| state.world.messages.get(message_id)).flatten()
}

fn written(
    world: &World,
    place: Place,
    (msg_type, body): (&str, &str),
    uuid: Option<&str>,
    now_ms: i64,
) -> Message {
    let (content, mentions) = content::stored(world, msg_type, body);
    Message {
        message_id: fresh_id("om_"),
        chat_id: place.chat_id,
        root_id: place.root_id,
        parent_id: place.parent_id,
        thread_id: place.thread_id,
        msg_type: msg_type.to_owned(),
        content,
        history: Vec::new(),
        author: Author::Bot,
        mentions,
        create_ms: now_ms,
        update_ms: now_ms,
        recalled: false,
        visible_to: None,
        uuid: uuid.map(str::to_owned),
    }
}
