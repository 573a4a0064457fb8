//! `PATCH im/v1/messages/:message_id`: replaces a card that was sent (dossier 7.2).

use serde_json::{Value, json};

use super::{Fields, content, invalid, living};
use crate::simulator::answer::Refusal;
use crate::simulator::card;
use crate::simulator::limits::Counted;
use crate::simulator::state::{Request, State};
use crate::simulator::world::Author;

const LIFE_MS: i64 = 14 * 86_400_000;

pub(in crate::simulator) fn patch(
    state: &mut State,
    request: &Request,
    message_id: &str,
    now_ms: i64,
) -> Result<Value, Refusal> {
    let fields = Fields::read(request)?;
    let new = fields.required("content")?;
    let message = living(&state.world, message_id)?;
    if message.author != Author::Bot {
        return Err(Refusal::wrong(400, 230_012, "The bot is not the sender of the message."));
    }
    if message.msg_type != "interactive" {
        return Err(invalid("This message is NOT a card"));
    }
    if now_ms - message.create_ms > LIFE_MS {
        return Err(Refusal::of_the_world(400, 230_031, "The message is too old to be updated."));
    }
    content::check(&state.world, "interactive", new)?;
    if card::is_v2(&message.content) && !card::is_v2(new) {
        let msg = "Failed to create card content, ext=ErrCode: 200830; ErrPath: ROOT; \
                   ErrMsg: schema v2 card can not change to v1; ErrorValue: ; ";
        return Err(Refusal::wrong(400, 230_099, msg));
    }
    let limit = state.world.limits.patch_per_second;
    state.windows.message(Counted::Message(message_id.to_owned()), limit, now_ms)?;
    if let Some(message) = state.world.messages.get_mut(message_id) {
        message.replace(new.to_owned(), now_ms);
    }
    Ok(json!({"code": 0, "msg": "ok", "data": {}}))
}
