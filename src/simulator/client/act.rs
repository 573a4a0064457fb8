//! `POST /client/recall`, `/client/menu`, `/client/end`: somebody takes a message back, chooses from the
//! bot's menu, ends a meeting that runs.

use actix_web::{HttpResponse, web};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{answer, fields};
use crate::simulator::push::Delivery;
use crate::simulator::pusher::Pusher;
use crate::simulator::world::Author;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Recall {
    by: String,
    message_id: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Menu {
    by: String,
    event_key: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct End {
    meeting_no: String,
}

pub(super) async fn recall(body: web::Bytes, pusher: web::Data<Pusher>) -> HttpResponse {
    answer(recalled(&body, &pusher).await)
}

pub(super) async fn menu(body: web::Bytes, pusher: web::Data<Pusher>) -> HttpResponse {
    answer(chosen(&body, &pusher).await)
}

pub(super) async fn end(body: web::Bytes, pusher: web::Data<Pusher>) -> HttpResponse {
    answer(ended(&body, &pusher).await)
}

async fn recalled(body: &[u8], pusher: &Pusher) -> Result<Value, String> {
    let Recall { by, message_id } = fields(body)?;
    let own = pusher.shared.read(|state| {
        let message = state.world.messages.get(&message_id);
        message.is_some_and(|message| message.author == Author::Person(by))
    });
    if !own {
        return Err("only who said it can take it back".to_owned());
    }
    pusher.recall(&message_id).await.map(|delivery| told(&delivery))
}

async fn chosen(body: &[u8], pusher: &Pusher) -> Result<Value, String> {
    let Menu { by, event_key } = fields(body)?;
    pusher.choose_menu(&by, &event_key).await.map(|delivery| told(&delivery))
}

async fn ended(body: &[u8], pusher: &Pusher) -> Result<Value, String> {
    let End { meeting_no } = fields(body)?;
    pusher.end_meeting(&meeting_no, true).await.map(|delivery| told(&delivery))
}

fn told(delivery: &Delivery) -> Value {
    json!({"push_status": delivery.status()})
}
