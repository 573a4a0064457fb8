//! The chat: who the bot is in it, what it sends, who else reads along.

use async_trait::async_trait;

use crate::app::error::PlatformError;
use crate::app::ids::MessageId;
use crate::app::said::{Content, File, FileKey};
use crate::quality::ids::OpenId;

/// Whom a message goes to that answers none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recipient {
    Person(OpenId),
    Chat(String),
}

/// Who the bot is.
#[async_trait]
pub trait Identity: Send + Sync {
    /// The bot's own id, by which messages mention it.
    async fn me(&self) -> Result<OpenId, PlatformError>;
}

/// The chat.
#[async_trait]
pub trait Messages: Send + Sync {
    /// Replies to a message. The same `uuid` (at most 50 characters) within an hour gives the first
    /// message again instead of a second one.
    async fn reply(
        &self,
        to: &MessageId,
        content: &Content,
        uuid: &str,
    ) -> Result<MessageId, PlatformError>;

    /// Uploads a file, of at most 30 MB, to be sent.
    async fn upload(&self, file: &File) -> Result<FileKey, PlatformError>;

    /// Replaces a card that was sent before.
    async fn replace(&self, message: &MessageId, content: &Content) -> Result<(), PlatformError>;

    /// Sends a message that answers none. The same `uuid` as in [`Messages::reply`].
    async fn send(
        &self,
        to: &Recipient,
        content: &Content,
        uuid: &str,
    ) -> Result<MessageId, PlatformError>;

    /// Shows a card in a group to one person alone. It is in one language, reaches only who is
    /// online, cannot be replaced, and not every chat can have one.
    async fn whisper(
        &self,
        chat: &str,
        to: &OpenId,
        card: &Content,
    ) -> Result<MessageId, PlatformError>;

    /// Takes a message of ours away.
    async fn take_back(&self, message: &MessageId) -> Result<(), PlatformError>;
}

/// What the platform knows of chats.
#[async_trait]
pub trait Chats: Send + Sync {
    /// Whether people of other tenants may be in the group.
    async fn is_external(&self, chat: &str) -> Result<bool, PlatformError>;
}
