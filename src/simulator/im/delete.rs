//! `DELETE im/v1/messages/:message_id`: the app takes a message of its own back (dossier 7.2, 7.6).

use serde_json::{Value, json};

use super::{check_bot_in_chat, check_for_everybody};
use crate::simulator::answer::{Refusal, success};
use crate::simulator::state::State;
use crate::simulator::world::Author;

pub(in crate::simulator) fn delete(state: &mut State, message_id: &str) -> Result<Value, Refusal> {
    let unknown = || Refusal::wrong(400, 99_992_354, "The message_id is not exist");
    let message = state.world.messages.get(message_id).ok_or_else(unknown)?;
    check_bot_in_chat(&state.world, &message.chat_id)?;
    check_for_everybody(message)?;
    if message.author != Author::Bot {
        return Err(Refusal::wrong(400, 230_026, "No permission to recall this message."));
    }
    if message.recalled {
        let msg = "Action unavailable as the message has been deleted.";
        return Err(Refusal::of_the_world(400, 230_110, msg));
    }
    if let Some(message) = state.world.messages.get_mut(message_id) {
        message.recalled = true;
    }
    Ok(success(json!({})))
}
