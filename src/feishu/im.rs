//! What we say: replying to a message, uploading a file for a reply, and replacing a card.
//!
//! Invariants: a reply carries a `uuid`, so that sending it twice within an hour makes one message;
//! it stays where the message it answers is (`reply_in_thread` is not asked for). Dossier 7.1–7.3.

use async_trait::async_trait;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::json;

use super::api::Api;
use super::client::FeishuClient;
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
    async fn send(
        &self,
        _to: &Recipient,
        _content: &Content,
        _uuid: &str,
    ) -> Result<MessageId, PlatformError> {
        todo!()
    }

    async fn whisper(
        &self,
        _chat: &str,
        _to: &OpenId,
        _card: &Content,
    ) -> Result<MessageId, PlatformError> {
        todo!()
    }

    async fn take_back(&self, _message: &MessageId) -> Result<(), PlatformError> {
        todo!()
    }

    async fn reply(
        &self,
        to: &MessageId,
        content: &Content,
        uuid: &str,
    ) -> Result<MessageId, PlatformError> {
        if uuid.is_empty() || uuid.chars().count() > LONGEST_UUID {
            let detail = format!("a uuid has 1 to {LONGEST_UUID} characters; nothing was sent");
            return Err(Api::Reply.rejected(detail));
        }
        let (msg_type, content) = match content {
            Content::Card(card) => ("interactive", card.clone()),
            Content::Text(text) => ("text", json!({ "text": text }).to_string()),
            Content::File(key) => ("file", json!({ "file_key": key.0 }).to_string()),
        };
        let body = json!({ "msg_type": msg_type, "content": content, "uuid": uuid });
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
}

/// A card cannot become a text message any more; it becomes a card that holds only the text.
fn text_card(text: &str) -> String {
    let line = json!({ "tag": "div", "text": { "tag": "plain_text", "content": text } });
    let config = json!({ "update_multi": true });
    json!({ "schema": "2.0", "config": config, "body": { "elements": [line] } }).to_string()
}

#[cfg(test)]
mod tests;
