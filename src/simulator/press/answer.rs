//! The answer to a card callback: a toast, a new card, both or neither (dossier 3.2).
//!
//! Read strictly: a misspelt field, which Feishu might pass over, is a malformed body here.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::{ClientError, Toast};
use crate::simulator::card;
use crate::simulator::world::World;

const KINDS: [&str; 4] = ["info", "success", "error", "warning"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    toast: Option<Notice>,
    card: Option<Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Notice {
    #[serde(rename = "type", default = "info")]
    kind: String,
    #[serde(default)]
    content: String,
    #[serde(default)]
    i18n: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Replacement {
    #[serde(rename = "type")]
    kind: String,
    data: Value,
}

fn info() -> String {
    "info".to_owned()
}

/// Puts the answer's card in the place of the message's, and gives its toast.
pub(super) fn take(
    world: &mut World,
    message_id: &str,
    body: &str,
    now_ms: i64,
) -> Result<Option<Toast>, ClientError> {
    let malformed = |why: String| ClientError::new(200_672, format!("malformed body: {why}"));
    let body: Body = serde_json::from_str(body).map_err(|error| malformed(error.to_string()))?;
    let toast = body.toast.map(|notice| toast(notice).map_err(malformed)).transpose()?;
    if let Some(card) = body.card {
        replace(world, message_id, card, now_ms)?;
    }
    Ok(toast)
}

fn toast(notice: Notice) -> Result<Toast, String> {
    let Notice { kind, content, i18n } = notice;
    if !KINDS.contains(&kind.as_str()) {
        return Err(format!("there is no toast of type {kind}"));
    }
    if let Some(language) = i18n.keys().find(|language| !card::LOCALES.contains(&language.as_str()))
    {
        return Err(format!("there is no language {language}"));
    }
    if i18n.values().any(String::is_empty) || (content.is_empty() && i18n.is_empty()) {
        return Err("a toast says nothing".to_owned());
    }
    Ok(Toast { kind, content, i18n })
}

fn replace(
    world: &mut World,
    message_id: &str,
    card: Value,
    now_ms: i64,
) -> Result<(), ClientError> {
    let wrong = |why: String| ClientError::new(200_673, format!("wrong card: {why}"));
    let new: Replacement =
        serde_json::from_value(card).map_err(|error| wrong(error.to_string()))?;
    if new.kind != "raw" {
        return Err(wrong(format!("its type is {}, not raw", new.kind)));
    }
    let unknown = || wrong("its message is not there".to_owned());
    let message = world.messages.get_mut(message_id).ok_or_else(unknown)?;
    let new_json = new.data.to_string();
    if !card::is_v2(&new_json) {
        // Where a 1.0 card was, Feishu takes one; the bot never means to send any.
        return Err(match card::is_v2(&message.content) {
            true => ClientError::new(200_830, "a 2.0 card can not become a 1.0 card"),
            false => wrong("it is no card of JSON 2.0".to_owned()),
        });
    }
    card::check_update(&message.content, &new_json).map_err(|refused| wrong(refused.msg))?;
    if message.visible_to.is_some() {
        card::check_for_one(&new_json).map_err(|refused| wrong(refused.msg))?;
    }
    message.replace(new_json, now_ms);
    Ok(())
}
