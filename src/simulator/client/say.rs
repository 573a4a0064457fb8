//! `POST /client/say`: somebody types a message, and the bot is told as Feishu does.

use actix_web::{HttpResponse, web};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{answer, fields};
use crate::simulator::push::Says;
use crate::simulator::pusher::Pusher;
use crate::simulator::world::{ChatKind, World};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Typed {
    by: String,
    chat_id: String,
    parts: Vec<Part>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Part {
    Text(String),
    Mention(String),
    MentionBot(bool),
}

pub(super) async fn post(body: web::Bytes, pusher: web::Data<Pusher>) -> HttpResponse {
    answer(said(&body, &pusher).await)
}

async fn said(body: &[u8], pusher: &Pusher) -> Result<Value, String> {
    let typed: Typed = fields(body)?;
    let says = pusher.shared.read(|state| says(&state.world, &typed))?;
    let delivery = pusher.say(&says).await;
    Ok(json!({"message_id": delivery.message_id, "push_status": delivery.status()}))
}

fn says(world: &World, typed: &Typed) -> Result<Says, String> {
    let chat = world.chat(&typed.chat_id).ok_or("there is no such chat")?;
    if world.person(&typed.by).is_none() || !chat.members.contains(&typed.by) {
        return Err("who speaks is not in the chat".to_owned());
    }
    let blank = |part: &Part| matches!(part, Part::Text(text) if text.trim().is_empty());
    if typed.parts.iter().all(blank) {
        return Err("nothing is said".to_owned());
    }
    let begun = match chat.kind {
        ChatKind::Group | ChatKind::Topic => Says::in_group(&typed.chat_id).by(&typed.by),
        ChatKind::P2p => Says::to_bot(&typed.by),
    };
    typed.parts.iter().try_fold(begun, |says, part| match part {
        Part::Text(text) => Ok(says.text(text)),
        Part::Mention(open_id) if world.person(open_id).is_some() => Ok(says.mention(open_id)),
        Part::Mention(_) => Err("nobody who is mentioned has this open_id".to_owned()),
        Part::MentionBot(true) => Ok(says.mention_bot()),
        Part::MentionBot(false) => Err("mention_bot is true or not there".to_owned()),
    })
}
