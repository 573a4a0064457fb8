//! `POST ephemeral/v1/send` and `…/delete`: a card in a group that one person sees (dossier 7.5).
//!
//! The page documents no codes of its own but 18051, so the message service's stand here.

use serde_json::{Value, json};

use super::{Fields, check_bot_in_chat, invalid};
use crate::simulator::answer::Refusal;
use crate::simulator::card;
use crate::simulator::limits::Counted;
use crate::simulator::state::{Request, State};
use crate::simulator::world::{Author, Chat, ChatKind, IdKind, Message, World, fresh_id};

const SEND_FIELDS: [&str; 6] = ["chat_id", "open_id", "user_id", "email", "msg_type", "card"];
const DELETE_FIELDS: [&str; 1] = ["message_id"];

pub(in crate::simulator) fn send_ephemeral(
    state: &mut State,
    request: &Request,
    now_ms: i64,
) -> Result<Value, Refusal> {
    let fields = Fields::read(request)?;
    fields.check_known(&SEND_FIELDS)?;
    let chat_id = fields.required("chat_id")?;
    check_bot_in_chat(&state.world, chat_id)?;
    let viewer = viewer(&state.world, &fields)?;
    state.world.chat(chat_id).map_or(Ok(()), |chat| check_place(chat, &viewer))?;
    if fields.required("msg_type")? != "interactive" {
        return Err(invalid("msg_type must be interactive"));
    }
    let content = card(&fields)?;
    let limit = state.world.limits.ephemeral_per_second;
    state.windows.message(Counted::Ephemeral(chat_id.to_owned()), limit, now_ms)?;

    let message = Message {
        message_id: fresh_id("om_"),
        chat_id: chat_id.to_owned(),
        root_id: None,
        parent_id: None,
        thread_id: None,
        msg_type: "interactive".to_owned(),
        content,
        history: Vec::new(),
        author: Author::Bot,
        mentions: Vec::new(),
        create_ms: now_ms,
        update_ms: now_ms,
        recalled: false,
        visible_to: Some(viewer),
        uuid: None,
    };
    let data = json!({"message_id": message.message_id});
    state.world.messages.add(message);
    Ok(json!({"code": 0, "data": data, "msg": "ok"}))
}

/// Whom the card is for: the first of open_id, user_id and email that is given.
fn viewer(world: &World, fields: &Fields) -> Result<String, Refusal> {
    let given = |name| Ok(fields.text(name)?.filter(|id| !id.is_empty()));
    let person = match (given("open_id")?, given("user_id")?, given("email")?) {
        (Some(id), _, _) => world.person_by(IdKind::OpenId, id),
        (None, Some(id), _) => world.person_by(IdKind::UserId, id),
        // Nobody here has a mail address.
        (None, None, Some(_)) => None,
        (None, None, None) => {
            return Err(Refusal::field(
                "open_id",
                "",
                "one of open_id, user_id, email is required",
            ));
        }
    };
    let unknown = || invalid("nobody has this open_id, user_id or email");
    person.map(|person| person.open_id.clone()).ok_or_else(unknown)
}

fn check_place(chat: &Chat, viewer: &str) -> Result<(), Refusal> {
    match chat.kind {
        ChatKind::Group => {}
        ChatKind::P2p => return Err(invalid("only chats of the mode group are supported")),
        // No event tells a group of topics from others (dossier 2.2).
        ChatKind::Topic => {
            let msg =
                "Your request contains an invalid request parameter, ext=not in topic groups.";
            return Err(Refusal::of_the_world(400, 230_001, msg));
        }
    }
    if chat.members.iter().any(|member| member == viewer) {
        return Ok(());
    }
    Err(Refusal::of_the_world(400, 230_002, "Bot/User can NOT be out of the chat."))
}

/// The card is an object here, not a text; it must hold one language only (dossier 8.6).
fn card(fields: &Fields) -> Result<String, Refusal> {
    let given = fields.0.get("card").unwrap_or(&Value::Null);
    if !given.is_object() {
        return Err(Refusal::field("card", "", "must be an object"));
    }
    let content = given.to_string();
    let refused = |refused: card::Refused| Refusal::wrong(400, refused.code, refused.msg);
    card::check_for_one(&content).map_err(refused)?;
    Ok(content)
}

pub(in crate::simulator) fn delete_ephemeral(
    state: &mut State,
    request: &Request,
) -> Result<Value, Refusal> {
    let fields = Fields::read(request)?;
    fields.check_known(&DELETE_FIELDS)?;
    let message_id = fields.required("message_id")?;
    let known = state.world.messages.get(message_id).filter(|one| one.visible_to.is_some());
    let known = known.ok_or_else(|| invalid("there is no such ephemeral message"))?;
    check_bot_in_chat(&state.world, &known.chat_id)?;
    if known.recalled {
        return Err(Refusal::of_the_world(400, 18_051, "message has been deleted"));
    }
    if let Some(message) = state.world.messages.get_mut(message_id) {
        message.recalled = true;
    }
    Ok(json!({"code": 0, "msg": "ok"}))
}
