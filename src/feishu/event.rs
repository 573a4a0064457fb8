//! The event bodies we use, read tolerantly: unknown fields are ignored, documented ones may lack.
//!
//! Facts: dossier 2.2–2.4, 3.6, 4.

use jiff::Timestamp;
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_json::value::RawValue;

use super::content::plain_text;
use super::envelope::{Header, Text, instant};
use crate::app::answer::Meeting;
use crate::app::inbound::{InboundMention, InboundMessage, Task};
use crate::app::ports::MessageId;
use crate::quality::ids::{MeetingNo, OpenId};
use crate::settings::Language;

/// A message was sent to the bot, or in a group it is in.
pub const MESSAGE_RECEIVED: &str = "im.message.receive_v1";

/// A message was taken back, in a chat the bot is in.
pub const MESSAGE_RECALLED: &str = "im.message.recalled_v1";

/// A meeting of the tenant has ended.
pub const MEETING_ENDED: &str = "vc.meeting.all_meeting_ended_v1";

/// Somebody chose from the bot's menu.
pub const MENU_CHOSEN: &str = "application.bot.menu_v6";

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
    create_time: Text,
    user_agent: Text,
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
    let Received { sender, message } = read(body)?;
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
        said_at: message.create_time.0.as_deref().and_then(instant),
        language: message.user_agent.0.as_deref().and_then(language),
    }))
}

/// The language of a client, from the `LarkLocale/…` among its names: Chinese of any kind, or else
/// English.
fn language(user_agent: &str) -> Option<Language> {
    let names = user_agent.split_whitespace();
    let locale = names.filter_map(|name| name.strip_prefix("LarkLocale/")).next()?;
    let is_chinese = locale.chars().take(2).collect::<String>().eq_ignore_ascii_case("zh");
    (!locale.is_empty()).then_some(if is_chinese { Language::ZhCn } else { Language::EnUs })
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Recalled {
    message_id: Text,
}

/// Reads the body of [`MESSAGE_RECALLED`].
pub fn recalled_message(body: &RawValue) -> Result<Task, Malformed> {
    let Recalled { message_id } = read(body)?;
    let message = message_id.0.map(MessageId).ok_or(Malformed::Missing("message_id"))?;
    Ok(Task::Recalled { message })
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Ended {
    meeting: EndedMeeting,
}

/// The id is the one that lists call `meeting_instance_id`; times are unix seconds.
#[derive(Default, Deserialize)]
#[serde(default)]
struct EndedMeeting {
    id: Text,
    topic: Text,
    meeting_no: Text,
    start_time: Text,
    end_time: Text,
    owner: Owner,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Owner {
    id: UserId,
}

/// Reads the body of [`MEETING_ENDED`].
pub fn ended_meeting(header: &Header, body: &RawValue) -> Result<Task, Malformed> {
    let Ended { meeting } = read(body)?;
    let no = meeting.meeting_no.0.and_then(|no| MeetingNo::parse(&no).ok());
    let start = seconds(&meeting.start_time).ok_or(Malformed::Missing("start_time"))?;
    let end = seconds(&meeting.end_time).filter(|end| *end >= start);
    let meeting = Meeting {
        instance: meeting.id.0.ok_or(Malformed::Missing("id of the meeting"))?,
        no: no.ok_or(Malformed::Missing("meeting_no of nine digits"))?,
        topic: meeting.topic.0.unwrap_or_default(),
        start,
        end: end.ok_or(Malformed::Missing("end_time after the start"))?,
        owner: meeting.owner.id.0,
        people: None,
    };
    Ok(Task::Ended { tenant: header.tenant_key.clone().unwrap_or_default(), meeting })
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Chosen {
    operator: MenuOperator,
    timestamp: Text,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct MenuOperator {
    operator_id: UserId,
}

/// Reads the body of [`MENU_CHOSEN`]; `now` stands in for a time that lacks. Whatever the entry is
/// called in the menu, it asks for the one thing the bot does.
pub fn menu_chosen(header: &Header, body: &RawValue, now: Timestamp) -> Result<Task, Malformed> {
    let Chosen { operator, timestamp } = read(body)?;
    Ok(Task::Menu {
        tenant: header.tenant_key.clone().unwrap_or_default(),
        by: operator.operator_id.0.ok_or(Malformed::Missing("open_id of the operator"))?,
        event: header.event_id.clone().ok_or(Malformed::Missing("event_id"))?,
        at: seconds(&timestamp).unwrap_or(now),
    })
}

fn read<'de, T: Deserialize<'de>>(body: &'de RawValue) -> Result<T, Malformed> {
    serde_json::from_str(body.get()).map_err(|_| Malformed::Shape)
}

/// Unix seconds; zero stands for nothing.
fn seconds(text: &Text) -> Option<Timestamp> {
    let seconds = text.0.as_deref()?.parse().ok().filter(|seconds| *seconds > 0)?;
    Timestamp::from_second(seconds).ok()
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
