//! `POST /client/press`: somebody presses a button of a card.

use actix_web::{HttpResponse, web};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{answer, fields};
use crate::simulator::press::{ClientError, Press, Pressed, Toast};
use crate::simulator::pusher::Pusher;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Button {
    by: String,
    message_id: String,
    value: Value,
    name: Option<String>,
}

pub(super) async fn post(body: web::Bytes, pusher: web::Data<Pusher>) -> HttpResponse {
    answer(pressed(&body, &pusher).await)
}

async fn pressed(body: &[u8], pusher: &Pusher) -> Result<Value, String> {
    let Button { by, message_id, value, name } = fields(body)?;
    let press = Press::of(&message_id, value).by(&by);
    let press = match &name {
        Some(name) => press.named(name),
        None => press,
    };
    let Pressed { toast, error, impossible, .. } = pusher.press(&press).await;
    match impossible {
        Some(why) => Err(why),
        None => {
            Ok(json!({"toast": toast.as_ref().map(notice), "error": error.as_ref().map(mistake)}))
        }
    }
}

fn notice(toast: &Toast) -> Value {
    json!({"type": toast.kind, "content": toast.content, "i18n": toast.i18n})
}

fn mistake(error: &ClientError) -> Value {
    json!({"code": error.code, "msg": error.msg})
}
