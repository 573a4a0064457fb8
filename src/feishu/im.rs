//! What we say: replying to a message, sending one, uploading a file, replacing a card, showing one
//! to a single person, and taking a message back.
//!
//! Invariants: what everybody in a chat sees carries a `uuid`, so that sending it twice within an hour
//! makes one message; a reply stays where the message it answers is (`reply_in_thread` is not asked
//! for). Dossier 7.1–7.3, 7.5.

use async_trait::async_trait;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Value, json};

use super::api::Api;
use super::client::FeishuClient;
use super::error::GONE;
use super::files;
use super::transport::Call;
use crate::app::error::PlatformError;
use crate::app::ports::{Content, File, FileKey, MessageId, Messages, Recipient};
use crate::quality::ids::OpenId;

/// Characters; the platform refuses a longer one (dossier 7.1).
const LONGEST_UUID: usize = 50;

#[derive(Deserialize)]
struct Sent {
    message_id: MessageId,
}

#[async_trait]
impl Messages for FeishuClient {
    async fn reply(
        &self,
        to: &MessageId,
        content: &Content,
        uuid: &str,
    ) -> Result<MessageId, PlatformError> {
        let body = message(Api::Reply, content, uuid)?;
        let sent: Sent = self.send(&Call::with_body(Api::Reply, body).about(&to.0)).await?;
        Ok(sent.message_id)
    }

    async fn upload(&self, file: &File) -> Result<FileKey, PlatformError> {
        files::upload(self, file).await
    }

    async fn replace(&self, message: &MessageId, content: &Content) -> Result<(), PlatformError> {
        let card = match content {
            Content::Card(card) => card.clone(),
            Content::Text(text) => text_card(text),
            Content::File(_) => {
                return Err(Api::Patch.rejected("no file can replace a card".to_owned()));
            }
        };
        let body = json!({ "content": card });
        let call = Call::with_body(Api::Patch, body).about(&message.0);
        self.send::<IgnoredAny>(&call).await.map(drop)
    }

    async fn send(
        &self,
        to: &Recipient,
        content: &Content,
        uuid: &str,
    ) -> Result<MessageId, PlatformError> {
        let (kind, id) = match to {
            Recipient::Person(person) => ("open_id", &person.0),
            Recipient::Chat(chat) => ("chat_id", chat),
        };
        let mut body = message(Api::Create, content, uuid)?;
        body["receive_id"] = json!(id);
        let query = vec![("receive_id_type", kind.to_owned())];
        let sent: Sent = self.send(&Call::with_body(Api::Create, body).asking(query)).await?;
        Ok(sent.message_id)
    }

    async fn whisper(
        &self,
        chat: &str,
        to: &OpenId,
        card: &Content,
    ) -> Result<MessageId, PlatformError> {
        let card = match card {
            Content::Card(card) => serde_json::from_str(card).ok().filter(Value::is_object),
            Content::Text(_) | Content::File(_) => None,
        };
        let card = card.ok_or_else(|| {
            Api::Whisper.rejected("only a card can be for one person; nothing was sent".to_owned())
        })?;
        let (msg_type, open_id) = ("interactive", &to.0);
        let body =
            json!({ "chat_id": chat, "open_id": open_id, "msg_type": msg_type, "card": card });
        let sent: Sent = self.send(&Call::with_body(Api::Whisper, body)).await?;
        Ok(sent.message_id)
    }

    async fn take_back(&self, message: &MessageId) -> Result<(), PlatformError> {
        match self.send::<IgnoredAny>(&Call::to(Api::Recall).about(&message.0)).await {
            Err(error) if error.code.is_some_and(|code| GONE.contains(&code)) => Ok(()),
            outcome => outcome.map(drop),
        }
    }
}

/// The body of a new message.
fn message(api: Api, content: &Content, uuid: &str) -> Result<Value, PlatformError> {
    if uuid.is_empty() || uuid.chars().count() > LONGEST_UUID {
        let detail = format!("a uuid has 1 to {LONGEST_UUID} characters; nothing was sent");
        return Err(api.rejected(detail));
    }
    let (msg_type, content) = match content {
        Content::Card(card) => ("interactive", card.clone()),
        Content::Text(text) => ("text", json!({ "text": text }).to_string()),
        Content::File(key) => ("file", json!({ "file_key": key.0 }).to_string()),
    };
    Ok(json!({ "msg_type": msg_type, "content": content, "uuid": uuid }))
}

/// A card cannot become a text message any more; it becomes a card that holds only the text.
fn text_card(text: &str) -> String {
    let line = json!({ "tag": "div", "text": { "tag": "plain_text", "content": text } });
    let config = json!({ "update_multi": true });
    json!({ "schema": "2.0", "config": config, "body": { "elements": [line] } }).to_string()
}

#[cfg(test)]
mod tests;
