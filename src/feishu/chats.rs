//! What the platform knows of chats (dossier 9).

use async_trait::async_trait;

use super::client::FeishuClient;
use crate::app::error::PlatformError;
use crate::app::ports::Chats;

#[async_trait]
impl Chats for FeishuClient {
    async fn is_external(&self, _chat: &str) -> Result<bool, PlatformError> {
        todo!()
    }
}
