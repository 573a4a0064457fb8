//! The event bodies we use, read tolerantly: unknown fields are ignored, documented ones may lack.
//!
//! Facts: dossier 2.2 and 2.3.

use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_json::value::RawValue;

use super::content::plain_text;
use super::envelope::{Header, Text};
use crate::app::inbound::{InboundMention, InboundMessage};
use crate::app::ports::MessageId;
use crate::quality::ids::OpenId;

/// A message was sent to the bot, or in a group it is in.
pub const MESSAGE_RECEIVED: &str = "im.message.receive_v1";

/// The key that stands for everybody; such a mention is nobody in particular.
const EVERYBODY: &str = "@_all";

/// The body of an event lacks what nothing can be done without. Quotes nothing of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    #[error("the event is not the documented object")]
    Shape,
    #[error("{0} is missing")]
    Missing(&'static str),
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Received {
    sender: Option<Sender>,
    message: Option<Message>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Sender {
    sender_id: UserId,
    sender_type: Text,
    tenant_key: Text,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Message {
    message_id: Text,
    chat_id: Text,
    chat_type: Text,
    message_type: Text,
    content: Text,
    mentions: Option<Vec<Mention>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Mention {
    key: Text,
    id: UserId,
    mentioned_type: Text,
    name: Text,
    tenant_key: Text,
}

/// The `open_id` of an object with ids. It may lack, and so may the whole object.
#[derive(Default)]
struct UserId(Option<OpenId>);

impl<'de> Deserialize<'de> for UserId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let ids = Value::deserialize(deserializer)?;
        let open_id = ids.get("open_id").and_then(Value::as_str).filter(|id| !id.is_empty());
        Ok(Self(open_id.map(|id| OpenId(id.to_owned()))))
    }
}

/// Reads the body of [`MESSAGE_RECEIVED`]. `None` when a bot wrote it: bots that answer each other
/// never end.
pub fn received_message(
    header: &Header,
    body: &RawValue,
) -> Result<Option<InboundMessage>, Malformed> {
    let Received { sender, message } =
        serde_json::from_str(body.get()).map_err(|_| Malformed::Shape)?;
    let sender = sender.ok_or(Malformed::Missing("sender"))?;
    if matches!(sender.sender_type.0.as_deref(), Some("bot" | "app")) {
        return Ok(None);
    }
    let message = message.ok_or(Malformed::Missing("message"))?;
    let tenant = header.tenant_key.as_deref();
    let kind = message.message_type.0.unwrap_or_default();
    let content = message.content.0.unwrap_or_default();
    let mentions = message.mentions.unwrap_or_default();
    Ok(Some(InboundMessage {
        tenant: tenant.unwrap_or_default().to_owned(),
        message_id: message.message_id.0.map(MessageId).ok_or(Malformed::Missing("message_id"))?,
        chat_id: message.chat_id.0.ok_or(Malformed::Missing("chat_id"))?,
        direct: message.chat_type.0.as_deref() == Some("p2p"),
        sender: sender.sender_id.0.ok_or(Malformed::Missing("open_id of the sender"))?,
        sender_external: is_foreign(&sender.tenant_key, tenant),
        text: plain_text(&kind, &content),
        mentions: mentions.into_iter().filter_map(|mention| mention.read(tenant)).collect(),
        said_at: None,
        language: None,
    }))
}

impl Mention {
    /// `None` without a key: the text cannot refer to it.
    fn read(self, tenant: Option<&str>) -> Option<InboundMention> {
        let key = self.key.0?;
        Some(InboundMention {
            id: self.id.0.filter(|_| key != EVERYBODY),
            key,
            name: self.name.0.unwrap_or_default(),
            bot: self.mentioned_type.0.as_deref() == Some("bot"),
            external: is_foreign(&self.tenant_key, tenant),
        })
    }
}

/// Of another tenant than ours, when both are known.
fn is_foreign(theirs: &Text, ours: Option<&str>) -> bool {
    theirs.0.as_deref().zip(ours).is_some_and(|(theirs, ours)| theirs != ours)
}

#[cfg(test)]
mod tests;
