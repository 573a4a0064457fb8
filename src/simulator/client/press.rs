//! `POST /client/press`: somebody presses a button of a card, chooses something in it, or sends a form.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, web};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{answer, fields};
use crate::simulator::press::{ClientError, Press, Pressed, Toast};
use crate::simulator::pusher::Pusher;

/// One of `value`, `option` with its `tag`, and `form` with the `name` of its button.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Done {
    by: String,
    message_id: String,
    name: Option<String>,
    value: Option<Value>,
    tag: Option<String>,
    option: Option<String>,
    form: Option<BTreeMap<String, Value>>,
    timezone: Option<String>,
}

pub(super) async fn post(body: web::Bytes, pusher: web::Data<Pusher>) -> HttpResponse {
    answer(pressed(&body, &pusher).await)
}

async fn pressed(body: &[u8], pusher: &Pusher) -> Result<Value, String> {
    let press = press(fields(body)?)?;
    let Pressed { toast, error, impossible, .. } = pusher.press(&press).await;
    match impossible {
        Some(why) => Err(why),
        None => {
            Ok(json!({"toast": toast.as_ref().map(notice), "error": error.as_ref().map(mistake)}))
        }
    }
}

fn press(done: Done) -> Result<Press, String> {
    let Done { by, message_id, name, value, tag, option, form, timezone } = done;
    let press = match (value, option, form) {
        (Some(value), None, None) => Press::of(&message_id, value),
        (None, Some(option), None) => match tag.as_deref() {
            Some("select_static") => Press::option(&message_id, &option),
            Some("select_person") => Press::person(&message_id, &option),
            Some("date_picker") => Press::date(&message_id, &option),
            _ => return Err("nothing is chosen in a component of this tag".to_owned()),
        },
        (None, None, Some(form)) => {
            let submit = name.as_deref().unwrap_or_default();
            let form = form.into_iter();
            form.fold(Press::form(&message_id, submit), |press, (name, value)| {
                press.with(&name, value)
            })
        }
        _ => return Err("one of value, option and form must be there".to_owned()),
    };
    let press = match &name {
        Some(name) => press.named(name),
        None => press,
    };
    let press = match &timezone {
        Some(zone) => press.in_timezone(zone),
        None => press,
    };
    Ok(press.by(&by))
}

fn notice(toast: &Toast) -> Value {
    json!({"type": toast.kind, "content": toast.content, "i18n": toast.i18n})
}

fn mistake(error: &ClientError) -> Value {
    json!({"code": error.code, "msg": error.msg})
}
